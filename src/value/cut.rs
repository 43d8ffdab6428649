//! The cells of the item that was cut last.

use super::{CellName, Element, Form, Separator, Value, bytes, is_blank, trim};

/// What stands behind an item, and between its cells: different bytes. White space is trimmed off an item, so it parts
/// no cells.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    item: u8,
    cell: u8,
}

impl Signs {
    /// The signs that these separators are; none if they are anything else.
    pub fn of(items: &Separator, cells: &Separator) -> Option<Self> {
        match (items.as_str().as_bytes(), cells.as_str().as_bytes()) {
            ([item], [cell]) if item != cell && !cell.is_ascii_whitespace() => {
                Some(Self { item: *item, cell: *cell })
            }
            _ => None,
        }
    }
}

/// The cells of an item, kept while rules read them one by one: none is looked for from the start of its item.
#[derive(Debug, Default)]
pub struct Cut<'r> {
    item: &'r str,
    form: Option<&'r Form>,
    cells: Vec<&'r str>,
}

impl<'r> Cut<'r> {
    /// No item is kept yet; its cells will lie in this memory.
    pub fn within(cells: Vec<&'r str>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// Gives the memory of the cells back.
    pub fn into_cells(self) -> Vec<&'r str> {
        self.cells
    }

    /// Cuts an item, which is kept instead of the one before, into no more than so many cells.
    pub fn cut(&mut self, item: &'r str, separator: &Separator, most: usize) {
        self.keep(item);
        self.cells.clear();
        self.cells.reserve(most);
        self.cells.extend(separator.pieces(item).take(most));
    }

    /// Cuts the first item off a text, and into cells while its end is looked for: no more than so many. Gives the item,
    /// and what stands behind it if its end was no end of the text.
    #[inline]
    pub fn take(&mut self, text: &'r str, signs: Signs, most: usize) -> (&'r str, Option<&'r str>) {
        self.cells.clear();
        self.cells.reserve(most);
        let bytes = text.as_bytes();
        let mut start = 0;
        while let Some(at) =
            bytes::find_either([signs.item, signs.cell], bytes.get(start..).unwrap_or_default())
        {
            let end = start + at;
            self.push(text.get(start..end), most);
            start = end + 1;
            if bytes.get(end) == Some(&signs.item) {
                return (text.get(..end).unwrap_or_default(), text.get(start..));
            }
        }
        self.push(text.get(start..), most);
        (text, None)
    }

    #[inline]
    fn push(&mut self, cell: Option<&'r str>, most: usize) {
        if self.cells.len() < most {
            self.cells.push(cell.unwrap_or_default());
        }
    }

    /// Keeps the item whose cells were cut.
    pub fn keep(&mut self, item: &'r str) {
        (self.item, self.form) = (item, None);
    }

    /// The cells, as they stand in the item.
    pub fn cells(&self) -> &[&'r str] {
        &self.cells
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
    pub fn cell(&self, element: &Element<'r>, name: &CellName) -> Value<'r> {
        match element.as_cut() {
            Some((item, form)) if self.holds(item, form) => match self.named(form, name) {
                Some(cell) => Value::raw(cell),
                None => Value::Missing,
            },
            Some(_) | None => element.get(name.as_str()),
        }
    }

    /// The text of a cell by name, if it is of the item that is kept.
    #[inline]
    pub fn kept(&self, element: &Element<'r>, name: &CellName) -> Option<&'r str> {
        let (item, form) = element.as_cut()?;
        if self.holds(item, form) { self.named(form, name) } else { None }
    }

    fn named(&self, form: &Form, name: &CellName) -> Option<&'r str> {
        form.names.position_of(name).and_then(|position| self.cells.get(position)).copied()
    }

    /// The same text at another place is another item: looking for a cell in it is no mistake, only slower.
    fn holds(&self, item: &str, form: &Form) -> bool {
        std::ptr::eq(item, self.item) && self.form.is_some_and(|kept| std::ptr::eq(kept, form))
    }
}
