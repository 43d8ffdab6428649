//! The cells of the item that was cut last.

use super::{Element, Form, Separator, Value, is_blank, trim};

/// The cells of an item, kept while rules read them one by one: none is looked for from the start of its item.
#[derive(Debug, Default)]
pub struct Cut<'r> {
    item: &'r str,
    form: Option<&'r Form>,
    cells: Vec<&'r str>,
}

impl<'r> Cut<'r> {
    /// Cuts an item, which is kept instead of the one before, into no more than so many cells.
    pub fn cut(&mut self, item: &'r str, separator: &Separator, most: usize) {
        (self.item, self.form) = (item, None);
        self.cells.clear();
        self.cells.reserve(most);
        self.cells.extend(separator.pieces(item).take(most));
    }

    /// How many cells there are.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing stands in any cell.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| is_blank(trim(cell)))
    }

    /// The item, in the form of as many cells.
    pub fn element(&mut self, form: &'r Form) -> Element<'r> {
        self.form = Some(form);
        Element::cut(self.item, form)
    }

    /// The value of a cell by name: from here, if it is of the item that is kept.
    #[inline]
    pub fn cell(&self, element: &Element<'r>, name: &str) -> Value<'r> {
        match element.as_cut() {
            Some((item, form)) if self.holds(item, form) => {
                let cell = form.names.position(name).and_then(|position| self.cells.get(position));
                match cell {
                    Some(cell) => Value::raw(cell),
                    None => Value::Missing,
                }
            }
            Some(_) | None => element.get(name),
        }
    }

    /// The same text at another place is another item: looking for a cell in it is no mistake, only slower.
    fn holds(&self, item: &str, form: &Form) -> bool {
        std::ptr::eq(item, self.item) && self.form.is_some_and(|kept| std::ptr::eq(kept, form))
    }
}
