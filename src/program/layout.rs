//! A layout, ready to take texts apart.

use std::borrow::Cow;

use crate::manifest::{self, ItemStart, NextItem, Shape};
use crate::value::{CellNames, Element, Form, Separator, Value, View, trim};

/// The cells of an item, in each form that it may have.
#[derive(Debug)]
struct Cells {
    separator: Separator,
    forms: Vec<Form>,
    /// The most cells that a form has.
    most: usize,
}

/// How a text is taken apart.
#[derive(Debug)]
pub struct Layout {
    /// Its name.
    pub name: String,
    items: Option<Separator>,
    next: NextItem,
    cells: Option<Cells>,
    /// New names for the members of the objects in a collection.
    renames: Option<CellNames>,
}

impl Layout {
    /// The layout that a manifest describes.
    pub(super) fn new(layout: &manifest::Layout) -> Self {
        let cells = match &layout.shape {
            Shape::Text => None,
            Shape::Cells(separator, forms) => {
                let separator = Separator::new(separator);
                let forms = forms.iter().map(|form| Form {
                    names: CellNames::new(form.iter().map(|cell| cell.name.clone()).collect()),
                    separator: separator.clone(),
                });
                let forms: Vec<Form> = forms.collect();
                let most = forms.iter().map(|form| form.names.len()).max().unwrap_or(0);
                Some(Cells { separator, forms, most })
            }
        };
        Self {
            name: layout.name.value.clone(),
            items: layout.items.as_deref().map(Separator::new),
            next: layout.next.clone(),
            cells,
            renames: (!layout.rename.is_empty()).then(|| {
                let pairs = layout.rename.iter().map(|(name, member)| (name.value.clone(), member.clone()));
                CellNames::renaming(pairs)
            }),
        }
    }

    /// Reads what stands at a field.
    pub fn view<'r>(&'r self, view: View<'r>) -> Value<'r> {
        if self.renames.is_some() {
            return self.value(Value::many(view));
        }
        match view {
            View::Text(text) | View::Number(text) if Value::raw(text).is_present() => self.split(text),
            View::Null | View::Text(_) | View::Number(_) | View::Boolean(_) => self.value(Value::one(view)),
            View::List(_) | View::Object(_) if view.is_blank() => Value::Missing,
            View::List(_) | View::Object(_) => {
                Value::misfit(format!("`{}` is for texts, and this is a collection", self.name), "[…]")
            }
        }
    }

    /// Reads a value that was reached already: a cell, or the elements of an inner collection.
    pub fn value<'r>(&'r self, value: Value<'r>) -> Value<'r> {
        let value = match value.elements() {
            Ok(elements) => return Value::list(elements.into_iter().map(|element| self.value(element))),
            Err(single) => single,
        };
        match (value, &self.renames) {
            (Value::Element(element), Some(names)) => element.renamed(names).map_or_else(
                || Value::misfit(format!("`{}` is for collections", self.name), element.to_string()),
                Value::Element,
            ),
            (Value::Text(Cow::Borrowed(text)), None) => self.split(text),
            (Value::Text(Cow::Owned(text)), None) => owned(self.split(&text)),
            (value, _) if !value.is_present() => value,
            (value, Some(_)) => Value::misfit(
                format!("`{}` is for collections, and this is a text", self.name),
                value.display(),
            ),
            (value, None) => Value::misfit(
                format!("`{}` is for texts, and this is a collection", self.name),
                value.display(),
            ),
        }
    }

    /// Takes a text apart: a list of its items, or its one item.
    ///
    /// Items are trimmed, and an item that is blank in all its cells is none. An item of another number of cells
    /// is invalid, and keeps its place.
    pub fn split<'r>(&'r self, text: &'r str) -> Value<'r> {
        let Some(separator) = &self.items else { return self.item(text) };
        let items = Items { layout: self, separator, text: Some(text) };
        let mut values = Vec::new();
        for item in items {
            if values.len() >= MOST_ITEMS {
                return Value::misfit(format!("more than {MOST_ITEMS} items"), beginning(text));
            }
            values.push(self.item(item));
        }
        Value::list(values)
    }

    /// The items that a text is taken apart into, one by one; none where [`Self::view`] does not take a text apart, or
    /// where there may be more items than any real value has.
    pub fn items<'r>(&'r self, view: View<'r>) -> Option<impl Iterator<Item = Value<'r>>> {
        let separator = self.items.as_ref().filter(|_| self.renames.is_none())?;
        let View::Text(text) = view else { return None };
        let takes = text.len() <= MOST_ITEMS && Value::raw(text).is_present();
        takes.then(|| {
            let items = Items { layout: self, separator, text: Some(text) };
            items.map(|item| self.item(item))
        })
    }

    /// Whether a new item begins with this text.
    fn begins_item(&self, text: &str) -> bool {
        let text = if self.next == NextItem::Always { text } else { text.trim_start() };
        match &self.next {
            NextItem::Always => true,
            NextItem::Starts(starts) => text.is_empty() || starts.iter().any(|start| begins(*start, text)),
            NextItem::FirstCell(firsts) => {
                let first = match &self.cells {
                    Some(cells) => cells.separator.part(text).0,
                    None => text.split('|').next().unwrap_or(text),
                };
                let first = first.trim();
                firsts.iter().any(|known| known == first)
            }
        }
    }

    fn item<'r>(&'r self, item: &'r str) -> Value<'r> {
        let Some(Cells { separator, forms, most }) = &self.cells else { return Value::raw(item) };
        let item = trim(item);
        if item.is_empty() {
            return Value::Missing;
        }
        let (mut found, mut says) = (0, false);
        for cell in separator.pieces(item).take(most + 1) {
            found += 1;
            says = says || Value::raw(cell).is_present();
        }
        match forms.iter().find(|form| form.names.len() == found) {
            Some(form) if says => Value::Element(Element::cut(item, form)),
            Some(_) => Value::Missing,
            None => {
                let counts: Vec<String> = forms.iter().map(|form| form.names.len().to_string()).collect();
                let counts = counts.join(" or ");
                let found = separator.pieces(item).count();
                let plural = if found == 1 { "" } else { "s" };
                let why = format!("{found} cell{plural} where `{}` has {counts}", self.name);
                Value::misfit(why, beginning(item))
            }
        }
    }
}

/// The items of a text, as it is written.
struct Items<'r> {
    layout: &'r Layout,
    separator: &'r Separator,
    text: Option<&'r str>,
}

impl<'r> Iterator for Items<'r> {
    type Item = &'r str;

    fn next(&mut self) -> Option<&'r str> {
        let text = self.text?;
        let mut from = 0;
        while let Some(at) = self.separator.find(text.get(from..).unwrap_or_default()) {
            let (end, next) = (from + at, from + at + self.separator.as_str().len());
            let rest = text.get(next..).unwrap_or_default();
            if self.layout.begins_item(rest) {
                self.text = Some(rest);
                return text.get(..end);
            }
            from = next;
        }
        self.text = None;
        Some(text)
    }
}

/// The items of a text that does not outlive this call.
fn owned<'r>(value: Value<'_>) -> Value<'r> {
    match value.elements() {
        Ok(elements) => Value::list(elements.into_iter().map(owned)),
        Err(Value::Element(element)) => Value::Element(element.into_owned()),
        Err(Value::Invalid(reason)) => Value::Invalid(reason),
        Err(single) => Value::text(single.display().into_owned()),
    }
}

/// The most items that a text is taken apart into. The longest list seen in a real feed has 483.
const MOST_ITEMS: usize = 10_000;

/// The beginning of a text that is refused: enough to find it again.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(500).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Whether a text begins as such an item does.
fn begins(start: ItemStart, text: &str) -> bool {
    // No address or number is longer, and a text of separators is not searched again and again.
    let text = text.get(..text.floor_char_boundary(300)).unwrap_or(text);
    let word = text.split([' ', '#', '|', '/', '?']).next().unwrap_or(text);
    match start {
        ItemStart::Scheme => {
            let scheme = word.strip_suffix(':').unwrap_or_default();
            let rest = text.get(word.len()..).unwrap_or_default();
            rest.starts_with("//") && !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        }
        ItemStart::Www => text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")),
        ItemStart::Host => is_host(word),
        ItemStart::Email => {
            word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
        }
        ItemStart::Phone => {
            let number = text.split('#').next().unwrap_or(text);
            let digits = number.chars().filter(char::is_ascii_digit).count();
            let others = number.chars().filter(|c| !c.is_ascii_digit() && !" +().-/".contains(*c)).count();
            digits >= 8 && others == 0
        }
    }
}

/// What the last part of a file's name may be, so that `#plan.pdf` stays a fragment of its page.
const FILE_ENDINGS: &[&str] =
    &["html", "htm", "php", "asp", "aspx", "jsp", "pdf", "jpg", "jpeg", "png", "gif", "xml"];

/// `site.example.org`: labels between dots, the last of letters and no file's ending, none of a fragment's signs.
fn is_host(word: &str) -> bool {
    let mut labels = word.rsplit('.');
    let top = labels.next().unwrap_or_default();
    if FILE_ENDINGS.iter().any(|ending| top.eq_ignore_ascii_case(ending)) {
        return false;
    }
    let mut rest = labels.peekable();
    rest.peek().is_some()
        && top.len() >= 2
        && top.chars().all(|c| c.is_ascii_alphabetic())
        && rest.all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}
