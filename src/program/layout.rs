//! A layout, ready to take texts apart.

use std::borrow::Cow;

use super::Items;
use crate::manifest::{self, NextItem, Shape};
use crate::value::{CellNames, Cut, Form, Separator, Signs, Value, View, is_blank, trim};

/// The cells of an item, in each form that it may have.
#[derive(Debug)]
struct Cells {
    separator: Separator,
    forms: Vec<Form>,
    /// The most cells that a form has.
    most: usize,
    /// What tells items and cells, where both are found in one go.
    signs: Option<Signs>,
}

/// How a text is taken apart.
#[derive(Debug)]
pub struct Layout {
    /// Its name.
    pub name: String,
    items: Option<Separator>,
    pub(super) next: NextItem,
    cells: Option<Cells>,
    /// New names for the members of the objects in a collection.
    renames: Option<CellNames>,
}

impl Layout {
    /// The layout that a manifest describes.
    pub fn of(layout: &manifest::Layout) -> Self {
        let items = layout.items.as_deref().map(Separator::new);
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
                let items = items.as_ref().filter(|_| layout.next == NextItem::Always);
                let signs = items.and_then(|items| Signs::of(items, &separator));
                Some(Cells { separator, forms, most, signs })
            }
        };
        Self {
            name: layout.name.value.clone(),
            items,
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
        let mut cut = Cut::default();
        let Some(separator) = &self.items else { return self.item(text, &mut cut) };
        let mut items = Items::new(self, separator, text);
        let mut values = Vec::new();
        while let Some(value) = items.value(&mut cut) {
            if values.len() >= MOST_ITEMS {
                return Value::misfit(format!("more than {MOST_ITEMS} items"), beginning(text));
            }
            values.push(value);
        }
        Value::list(values)
    }

    /// The items that a text is taken apart into, one by one; none where [`Self::view`] does not take a text apart, or
    /// where there may be more items than any real value has.
    pub fn items<'r>(&'r self, view: View<'r>) -> Option<Items<'r>> {
        let separator = self.items.as_ref().filter(|_| self.renames.is_none())?;
        let View::Text(text) = view else { return None };
        let takes = text.len() <= MOST_ITEMS && !is_blank(trim(text));
        takes.then(|| Items::new(self, separator, text))
    }

    /// The names of the cells of its items, in each form that they may have.
    pub fn names(&self) -> impl Iterator<Item = &CellNames> {
        self.cells.iter().flat_map(|cells| cells.forms.iter().map(|form| &form.names))
    }

    /// Whether its items have cells.
    pub fn has_cells(&self) -> bool {
        self.cells.is_some()
    }

    /// What parts the cells of its items, if they have any.
    pub(super) fn cell_separator(&self) -> Option<&Separator> {
        self.cells.as_ref().map(|cells| &cells.separator)
    }

    /// What an item is, cut into the cells that `cut` keeps.
    pub(super) fn item<'r>(&'r self, item: &'r str, cut: &mut Cut<'r>) -> Value<'r> {
        let Some(cells) = &self.cells else { return Value::raw(item) };
        let item = trim(item);
        if item.is_empty() {
            return Value::Missing;
        }
        cut.cut(item, &cells.separator, cells.most + 1);
        self.of_cells(item, cells, cut)
    }

    /// What the first item of a text is, cut into the cells that `cut` keeps, and what stands behind it; none where
    /// items and cells are not found in one go.
    #[inline]
    pub(super) fn first<'r>(
        &'r self,
        text: &'r str,
        cut: &mut Cut<'r>,
    ) -> Option<(Value<'r>, Option<&'r str>)> {
        let cells = self.cells.as_ref()?;
        let (item, rest) = cut.take(text, cells.signs?, cells.most + 1);
        let item = trim(item);
        cut.keep(item);
        Some((if item.is_empty() { Value::Missing } else { self.of_cells(item, cells, cut) }, rest))
    }

    /// What an item is whose cells were cut.
    fn of_cells<'r>(&'r self, item: &'r str, cells: &'r Cells, cut: &mut Cut<'r>) -> Value<'r> {
        let Cells { separator, forms, .. } = cells;
        let found = cut.cells().len();
        match forms.iter().find(|form| form.names.len() == found) {
            Some(_) if cut.is_blank() => Value::Missing,
            Some(form) => Value::Element(cut.element(form)),
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
