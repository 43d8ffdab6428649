//! `layouts.yaml`: how a text is taken apart into items and cells.
//!
//! ```yaml
//! list:       { items: "#" }
//! web_list:   { items: "#", next_item_starts: [scheme, www, host, email, phone] }
//! opening_7:  { items: "#", cells: "|", names: [from, to, open1, close1, open2, close2, closed] }
//! address_28: { cells: "|", names: { 6: [line1, …], 7: [line1, …, cedex, insee] } }
//! ```

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};

/// The layouts of a pack.
#[derive(Clone, Debug, Default)]
pub struct Layouts {
    /// In the order of the file.
    pub all: Vec<Layout>,
}

/// How a text is taken apart.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name in `read … as`.
    pub name: Spanned<String>,
    /// What separates items; without it the text is one item.
    pub items: Option<String>,
    /// Where a separator of items really separates.
    pub next: NextItem,
    /// What an item holds.
    pub shape: Shape,
    /// New names for the fields of a collection that is one already; a field may be a path: `Intitule.ThesLibelle`.
    pub rename: Vec<(Spanned<String>, String)>,
    /// Why it stands here though no head reads with it.
    pub kept: Option<String>,
}

/// Where a separator begins a new item; elsewhere it belongs to the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextItem {
    /// Everywhere.
    Always,
    /// Where one of these follows.
    Starts(Vec<ItemStart>),
    /// Where one of these is the whole first cell that follows.
    FirstCell(Vec<String>),
}

/// What a new item may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemStart {
    /// `https://`
    Scheme,
    /// `www.`
    Www,
    /// `site.example.org`
    Host,
    /// `accueil@example.org`
    Email,
    /// `+33 5`, `02 61`
    Phone,
}

/// What an item holds.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// Cells between a separator; the number of cells chooses the names.
    Cells(String, Vec<Vec<Cell>>),
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its name; none for a cell that is known and not wanted.
    pub name: Option<String>,
    /// The layout that takes it apart further.
    pub layout: Option<Spanned<String>>,
    /// Where it is written.
    pub span: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    items: Option<String>,
    next_item_starts: Option<WrittenNext>,
    #[serde(default)]
    first_cell: Vec<String>,
    cells: Option<String>,
    names: Option<WrittenNames>,
    #[serde(default)]
    rename: Entries<String>,
    kept: Option<String>,
}

enum WrittenNext {
    Starts(Vec<ItemStart>),
    FirstCell,
}

enum WrittenNames {
    One(Vec<Placed<WrittenCell>>),
    ByCount(Vec<(String, Vec<Placed<WrittenCell>>)>),
}

enum WrittenCell {
    Name(String),
    /// A name that looks like something else than text.
    Plain,
    Nested(String, Placed<String>),
}

macro_rules! visitor {
    ($written:ident, $expecting:literal, { $($method:tt)* }) => {
        impl<'de> Deserialize<'de> for $written {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Side;
                impl<'de> Visitor<'de> for Side {
                    type Value = $written;

                    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                        out.write_str($expecting)
                    }

                    $($method)*
                }
                deserializer.deserialize_any(Side)
            }
        }
    };
}

visitor!(WrittenNext, "`first_cell`, or a list of `scheme`, `www`, `host`, `email`, `phone`", {
    fn visit_str<E: de::Error>(self, word: &str) -> Result<WrittenNext, E> {
        if word == "first_cell" {
            Ok(WrittenNext::FirstCell)
        } else {
            Err(E::invalid_value(de::Unexpected::Str(word), &self))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<WrittenNext, A::Error> {
        let mut starts = Vec::new();
        while let Some(start) = words.next_element()? {
            starts.push(start);
        }
        Ok(WrittenNext::Starts(starts))
    }
});

visitor!(WrittenNames, "a list of names, or such a list for each number of cells", {
    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<WrittenNames, A::Error> {
        let mut all = Vec::new();
        while let Some(name) = names.next_element()? {
            all.push(name);
        }
        Ok(WrittenNames::One(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut counts: A) -> Result<WrittenNames, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = counts.next_entry()? {
            all.push(entry);
        }
        Ok(WrittenNames::ByCount(all))
    }
});

visitor!(WrittenCell, "the name of a cell, `\"-\"`, or `{ name: layout }`", {
    fn visit_str<E: de::Error>(self, name: &str) -> Result<WrittenCell, E> {
        Ok(WrittenCell::Name(name.to_owned()))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<WrittenCell, E> {
        Ok(WrittenCell::Plain)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<WrittenCell, E> {
        Ok(WrittenCell::Plain)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<WrittenCell, E> {
        Ok(WrittenCell::Plain)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<WrittenCell, E> {
        Ok(WrittenCell::Plain)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WrittenCell, A::Error> {
        match map.next_entry::<String, Placed<String>>()? {
            Some((name, layout)) if map.next_key::<String>()?.is_none() => {
                Ok(WrittenCell::Nested(name, layout))
            }
            Some(_) | None => Err(de::Error::custom("expected one `name: layout`")),
        }
    }
});

impl Layout {
    /// The names of its cells, each once.
    pub fn cells(&self) -> Vec<&str> {
        let Shape::Cells(_, forms) = &self.shape else { return Vec::new() };
        let mut names: Vec<&str> = Vec::new();
        for name in forms.iter().flatten().filter_map(|cell| cell.name.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a cell of it is taken apart by that layout.
    pub fn names(&self, layout: &str) -> bool {
        let Shape::Cells(_, forms) = &self.shape else { return false };
        let nested = forms.iter().flatten().filter_map(|cell| cell.layout.as_ref());
        nested.into_iter().any(|nested| nested.value == layout)
    }
}

impl Layouts {
    /// Reads `layouts.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Entries<Written> = yaml::read(sources, file, diagnostics)?;
        let mut all: Vec<Layout> = Vec::new();
        for (name, written) in written.0 {
            all.push(layout(sources, file, name, written, diagnostics));
        }
        let layouts = Self { all };
        for layout in &layouts.all {
            let Shape::Cells(_, forms) = &layout.shape else { continue };
            for nested in forms.iter().flatten().filter_map(|cell| cell.layout.as_ref()) {
                match layouts.find(&nested.value).map(|nested| &nested.shape) {
                    Some(Shape::Text) => {}
                    Some(Shape::Cells(..)) => {
                        bad(diagnostics, nested.span, "a cell is read by a layout without cells");
                    }
                    None => bad(diagnostics, nested.span, "no layout of that name stands in this file"),
                }
            }
        }
        Some(layouts)
    }

    /// The layout of that name.
    pub fn find(&self, name: &str) -> Option<&Layout> {
        self.all.iter().find(|layout| layout.name.value == name)
    }
}

fn bad(diagnostics: &mut Diagnostics, span: Span, message: &str) {
    diagnostics.push(
        Diagnostic::new(Code::BadLayout, span, message)
            .help("correct the layout, or compare it with another"),
    );
}

fn layout(
    sources: &Sources,
    file: FileId,
    name: Placed<String>,
    written: Written,
    diagnostics: &mut Diagnostics,
) -> Layout {
    let name = yaml::name(file, name);
    let before = diagnostics.errors();
    let next = match written.next_item_starts {
        None => NextItem::Always,
        Some(WrittenNext::Starts(starts)) => NextItem::Starts(starts),
        Some(WrittenNext::FirstCell) => NextItem::FirstCell(written.first_cell.clone()),
    };
    let empty = |separator: &Option<String>| separator.as_deref() == Some("");
    if empty(&written.items) || empty(&written.cells) {
        bad(diagnostics, name.span, "a separator is empty");
    }
    if next != NextItem::Always && written.items.is_none() {
        bad(diagnostics, name.span, "`next_item_starts` needs `items`");
    }
    if matches!(&next, NextItem::FirstCell(firsts) if firsts.is_empty() || written.cells.is_none()) {
        bad(diagnostics, name.span, "`next_item_starts: first_cell` needs `cells` and a list `first_cell`");
    }
    if !written.first_cell.is_empty() && !matches!(next, NextItem::FirstCell(_)) {
        bad(diagnostics, name.span, "`first_cell` goes with `next_item_starts: first_cell`");
    }
    let shape = match (written.cells, written.names) {
        (Some(separator), Some(names)) => {
            Shape::Cells(separator, forms(sources, file, &name, names, diagnostics))
        }
        (None, None) => Shape::Text,
        (Some(_), None) | (None, Some(_)) => {
            bad(diagnostics, name.span, "`cells` and `names` go together");
            Shape::Text
        }
    };
    let says_nothing = matches!(shape, Shape::Text) && written.items.is_none() && written.rename.0.is_empty();
    if says_nothing && diagnostics.errors() == before {
        bad(
            diagnostics,
            name.span,
            "this layout takes nothing apart: it has neither `items` nor `cells` nor `rename`",
        );
    }
    let rename = written.rename.0.into_iter().map(|(cell, field)| (yaml::name(file, cell), field)).collect();
    Layout { name, items: written.items, next, shape, rename, kept: written.kept }
}

/// The names for each number of cells.
fn forms(
    sources: &Sources,
    file: FileId,
    name: &Spanned<String>,
    names: WrittenNames,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Cell>> {
    let forms: Vec<Vec<Cell>> = match names {
        WrittenNames::One(form) => vec![cells(sources, file, form, diagnostics)],
        WrittenNames::ByCount(all) => {
            let mut forms = Vec::new();
            for (count, form) in all {
                let form = cells(sources, file, form, diagnostics);
                if count.parse() != Ok(form.len()) {
                    let message = format!("{} names stand under the number `{count}`", form.len());
                    bad(diagnostics, name.span, &message);
                }
                forms.push(form);
            }
            forms
        }
    };
    if forms.iter().any(Vec::is_empty) {
        bad(diagnostics, name.span, "`names` is empty");
    }
    forms
}

fn cells(
    sources: &Sources,
    file: FileId,
    written: Vec<Placed<WrittenCell>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Cell> {
    let mut form: Vec<Cell> = Vec::new();
    for cell in written {
        let cell = yaml::place(file, cell);
        let (name, layout) = match cell.value {
            WrittenCell::Name(name) => (Some(name).filter(|name| name != "-"), None),
            WrittenCell::Plain => (Some(yaml::plain(sources, cell.span)), None),
            WrittenCell::Nested(name, layout) => (Some(name), Some(yaml::place(file, layout))),
        };
        if name.is_some() && form.iter().any(|other| other.name == name) {
            bad(diagnostics, cell.span, "two cells have this name");
        }
        form.push(Cell { name, layout, span: cell.span });
    }
    form
}
