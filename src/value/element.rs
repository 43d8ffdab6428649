//! One item of a collection: cells with names.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::Value;

/// The names of the cells of a layout, by position; an unwanted cell has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellNames {
    names: Vec<Option<String>>,
}

impl CellNames {
    /// Names by position; `None` is a cell that is known and not wanted.
    pub fn new(names: Vec<Option<String>>) -> Self {
        Self { names }
    }

    /// The position of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|cell| cell.as_deref() == Some(name))
    }

    /// The wanted names, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().filter_map(Option::as_deref)
    }

    /// How many cells there are, unwanted ones included.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are no cells at all.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// One item: its cells by position, as the record holds them. Empty cells keep their place.
///
/// **Invariant:** there are as many cells as names; at least one cell is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'r> {
    names: Arc<CellNames>,
    cells: Arc<[Cow<'r, str>]>,
}

impl<'r> Element<'r> {
    /// An item of `cells` under `names`; the caller has compared their number.
    pub fn new(names: Arc<CellNames>, cells: Vec<Cow<'r, str>>) -> Self {
        Self { names, cells: cells.into() }
    }

    /// The names of the cells.
    pub fn names(&self) -> &CellNames {
        &self.names
    }

    /// The value of a cell by position.
    pub fn at(&self, position: usize) -> Value<'r> {
        match self.cells.get(position) {
            Some(Cow::Borrowed(text)) => Value::raw(text),
            Some(Cow::Owned(text)) => match Value::raw(text).as_text() {
                Some(text) => Value::Text(Cow::Owned(text.to_owned())),
                None => Value::Missing,
            },
            None => Value::Missing,
        }
    }

    /// The value of a cell by name; a name the layout does not have is missing.
    pub fn get(&self, name: &str) -> Value<'r> {
        self.names.position(name).map_or(Value::Missing, |position| self.at(position))
    }
}

impl fmt::Display for Element<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, cell) in self.cells.iter().enumerate() {
            if at > 0 {
                out.write_str("|")?;
            }
            out.write_str(cell)?;
        }
        Ok(())
    }
}
