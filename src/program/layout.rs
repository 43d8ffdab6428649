//! A layout, ready to take texts apart.

use std::borrow::Cow;
use std::sync::Arc;

use crate::manifest::{self, ItemStart, NextItem, Shape};
use crate::value::{CellNames, Element, Value, View};

/// How a text is taken apart.
#[derive(Debug)]
pub struct Layout {
    /// Its name.
    pub name: String,
    items: Option<String>,
    next: NextItem,
    cells: Option<(String, Vec<Arc<CellNames>>)>,
    /// New names for the members of the objects in a collection.
    renames: Option<Arc<CellNames>>,
}

impl Layout {
    /// The layout that a manifest describes.
    pub(super) fn new(layout: &manifest::Layout) -> Self {
        let cells = match &layout.shape {
            Shape::Text => None,
            Shape::Cells(separator, forms) => {
                let forms = forms.iter().map(|form| {
                    let names = form.iter().map(|cell| cell.name.clone()).collect();
                    Arc::new(CellNames::new(names))
                });
                Some((separator.clone(), forms.collect()))
            }
        };
        Self {
            name: layout.name.value.clone(),
            items: layout.items.clone(),
            next: layout.next.clone(),
            cells,
            renames: (!layout.rename.is_empty()).then(|| {
                let pairs = layout.rename.iter().map(|(name, member)| (name.value.clone(), member.clone()));
                Arc::new(CellNames::renaming(pairs))
            }),
        }
    }

    /// Reads what stands at a field.
    pub fn view<'r>(&self, view: View<'r>) -> Value<'r> {
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
    pub fn value<'r>(&self, value: Value<'r>) -> Value<'r> {
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
    pub fn split<'r>(&self, text: &'r str) -> Value<'r> {
        match &self.items {
            None => self.item(text),
            Some(separator) => match self.items(text, separator) {
                Some(items) => Value::list(items.into_iter().map(|item| self.item(item))),
                None => Value::misfit(format!("more than {MOST_ITEMS} items"), beginning(text)),
            },
        }
    }

    /// The items of a text; none where there are more than any real value has.
    fn items<'r>(&self, text: &'r str, separator: &str) -> Option<Vec<&'r str>> {
        let mut items = Vec::new();
        let mut start = 0;
        for (at, _) in text.match_indices(separator) {
            let next = text.get(at + separator.len()..).unwrap_or_default();
            if at >= start && self.begins_item(next.trim_start()) {
                items.push(text.get(start..at).unwrap_or_default());
                start = at + separator.len();
                if items.len() >= MOST_ITEMS {
                    return None;
                }
            }
        }
        items.push(text.get(start..).unwrap_or_default());
        Some(items)
    }

    /// Whether a new item begins with this text.
    fn begins_item(&self, text: &str) -> bool {
        match &self.next {
            NextItem::Always => true,
            NextItem::Starts(starts) => text.is_empty() || starts.iter().any(|start| begins(*start, text)),
            NextItem::FirstCell(firsts) => {
                let separator = self.cells.as_ref().map_or("|", |(separator, _)| separator);
                let first = text.split(separator).next().unwrap_or(text).trim();
                firsts.iter().any(|known| known == first)
            }
        }
    }

    fn item<'r>(&self, item: &'r str) -> Value<'r> {
        let Some((separator, forms)) = &self.cells else { return Value::raw(item) };
        let item = item.trim();
        if item.is_empty() {
            return Value::Missing;
        }
        let most = forms.iter().map(|names| names.len()).max().unwrap_or(0);
        let cells: Vec<Cow<'r, str>> =
            item.split(separator.as_str()).take(most + 1).map(Cow::Borrowed).collect();
        match forms.iter().find(|names| names.len() == cells.len()) {
            Some(names) if cells.iter().any(|cell| Value::raw(cell).is_present()) => {
                Value::Element(Element::new(Arc::clone(names), cells))
            }
            Some(_) => Value::Missing,
            None => {
                let counts: Vec<String> = forms.iter().map(|names| names.len().to_string()).collect();
                let counts = counts.join(" or ");
                let found = item.matches(separator.as_str()).count() + 1;
                let plural = if found == 1 { "" } else { "s" };
                let why = format!("{found} cell{plural} where `{}` has {counts}", self.name);
                Value::misfit(why, beginning(item))
            }
        }
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
