//! What is bound to a statement, and what a row holds: the two kinds that both databases share.

use super::error::Error;

/// A value that is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'c> {
    /// A text, or none.
    Text(Option<&'c str>),
    /// A whole number.
    Number(i64),
}

impl<'c> From<&'c str> for Cell<'c> {
    fn from(text: &'c str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'c> From<&'c String> for Cell<'c> {
    fn from(text: &'c String) -> Self {
        Self::Text(Some(text))
    }
}

impl<'c> From<&'c Option<String>> for Cell<'c> {
    fn from(text: &'c Option<String>) -> Self {
        Self::Text(text.as_deref())
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// `($1, $2), ($3, $4)`: the places of so many rows of so many cells.
pub(super) fn places(rows: usize, cells: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=cells).map(|cell| format!("${}", row * cells + cell)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// A row of an answer; its columns are taken from left to right.
#[derive(Debug)]
pub struct Row {
    columns: std::vec::IntoIter<Column>,
}

/// A value of a row.
#[derive(Debug)]
pub(super) enum Column {
    Nothing,
    Text(String),
    Number(i64),
}

impl Row {
    pub(super) fn new(columns: Vec<Column>) -> Self {
        Self { columns: columns.into_iter() }
    }

    /// The next column, a text.
    pub fn text(&mut self) -> Result<String, Error> {
        self.maybe()?.ok_or(Error::Row("a text"))
    }

    /// The next column, a text or nothing.
    pub fn maybe(&mut self) -> Result<Option<String>, Error> {
        match self.columns.next() {
            Some(Column::Text(text)) => Ok(Some(text)),
            Some(Column::Nothing) => Ok(None),
            Some(Column::Number(_)) | None => Err(Error::Row("a text")),
        }
    }

    /// The next column, a whole number.
    pub fn number(&mut self) -> Result<i64, Error> {
        match self.columns.next() {
            Some(Column::Number(number)) => Ok(number),
            Some(Column::Text(_) | Column::Nothing) | None => Err(Error::Row("a number")),
        }
    }
}
