//! One item of a collection: cells with names, or an object as it was served.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Object, Value, View};

/// The names of the cells of a layout, by position; an unwanted cell has none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CellNames {
    names: Vec<Option<String>>,
    /// Where a layout renames the members of an object: the member for each name.
    members: Vec<String>,
}

impl CellNames {
    /// Names by position; `None` is a cell that is known and not wanted.
    pub fn new(names: Vec<Option<String>>) -> Self {
        Self { names, members: Vec::new() }
    }

    /// New names for members of an object: the name in rules, then the member's own.
    pub fn renaming(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let (names, members) = pairs.into_iter().map(|(name, member)| (Some(name), member)).unzip();
        Self { names, members }
    }

    /// The position of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|cell| cell.as_deref() == Some(name))
    }

    /// The member of an object that the name at a position stands for.
    pub fn member(&self, position: usize) -> Option<&str> {
        self.members.get(position).map(String::as_str)
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

/// One item. Empty cells keep their place.
///
/// **Invariant:** a text that was cut has as many cells as names, and at least one that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'r> {
    names: Arc<CellNames>,
    held: Held<'r>,
}

/// What an item holds.
#[derive(Clone, Debug, PartialEq)]
enum Held<'r> {
    /// A text that a layout cut: its cells by position.
    Cells(Arc<[Cow<'r, str>]>),
    /// An object of the record.
    Object(Object<'r>),
}

impl<'r> Element<'r> {
    /// An item of `cells` under `names`; the caller has compared their number.
    pub fn new(names: Arc<CellNames>, cells: Vec<Cow<'r, str>>) -> Self {
        Self { names, held: Held::Cells(cells.into()) }
    }

    /// An object of a record; `names` stand for some of its members, the others keep their own names.
    pub fn object(names: Arc<CellNames>, object: Object<'r>) -> Self {
        Self { names, held: Held::Object(object) }
    }

    /// The names of the cells.
    pub fn names(&self) -> &CellNames {
        &self.names
    }

    /// The same item under other names; none if it is a text that was cut.
    #[must_use]
    pub fn renamed(&self, names: &Arc<CellNames>) -> Option<Self> {
        match &self.held {
            Held::Object(object) => Some(Self::object(Arc::clone(names), *object)),
            Held::Cells(_) => None,
        }
    }

    /// The same cells, held by themselves. An object of a record borrows from it, and shows its text instead.
    #[must_use]
    pub fn into_owned<'o>(self) -> Element<'o> {
        let cells = match &self.held {
            Held::Cells(cells) => cells.iter().map(|cell| Cow::Owned(cell.to_string())).collect(),
            Held::Object(_) => vec![Cow::Owned(self.to_string())],
        };
        Element::new(self.names, cells)
    }

    /// The object of the record that it is, unless a layout cut it from a text.
    pub fn as_object(&self) -> Option<Object<'r>> {
        match &self.held {
            Held::Cells(_) => None,
            Held::Object(object) => Some(*object),
        }
    }

    /// The value of a cell by position.
    pub fn at(&self, position: usize) -> Value<'r> {
        match &self.held {
            Held::Cells(cells) => match cells.get(position) {
                Some(Cow::Borrowed(text)) => Value::raw(text),
                Some(Cow::Owned(text)) => match Value::raw(text).as_text() {
                    Some(text) => Value::Text(Cow::Owned(text.to_owned())),
                    None => Value::Missing,
                },
                None => Value::Missing,
            },
            Held::Object(object) => {
                let member = self.names.member(position);
                member.map_or(Value::Missing, |member| reach(*object, member, Value::one))
            }
        }
    }

    /// The value of a cell by name; a name the item does not have is missing.
    pub fn get(&self, name: &str) -> Value<'r> {
        self.look_up(name, Value::one)
    }

    /// The values of a collection inside the item, by name.
    pub fn collection(&self, name: &str) -> Value<'r> {
        self.look_up(name, Value::many)
    }

    fn look_up(&self, name: &str, of: fn(View<'r>) -> Value<'r>) -> Value<'r> {
        match (&self.held, self.names.position(name)) {
            (Held::Cells(_), None) => Value::Missing,
            (Held::Cells(_), Some(position)) => self.at(position),
            (Held::Object(object), position) => {
                let member = position.and_then(|position| self.names.member(position)).unwrap_or(name);
                reach(*object, member, of)
            }
        }
    }
}

/// A member of an object, or what a path with dots leads to in it; through a collection it leads to several values.
fn reach<'r>(object: Object<'r>, path: &str, of: fn(View<'r>) -> Value<'r>) -> Value<'r> {
    if let Some(view) = object.get(path) {
        return of(view);
    }
    let Some((first, rest)) = path.split_once('.') else { return Value::Missing };
    match object.get(first) {
        Some(View::Object(inner)) => reach(inner, rest, of),
        Some(View::List(items)) => Value::list(items.iter().map(|item| match item {
            View::Object(inner) => reach(inner, rest, of),
            View::Null => Value::Missing,
            View::Text(_) | View::Number(_) | View::Boolean(_) | View::List(_) => {
                Value::invalid("a text stands where an object was expected", Value::one(item).display())
            }
        })),
        Some(view @ (View::Text(_) | View::Number(_) | View::Boolean(_))) if !view.is_blank() => {
            Value::invalid("a text stands where an object was expected", Value::one(view).display())
        }
        Some(View::Null | View::Text(_) | View::Number(_) | View::Boolean(_)) | None => Value::Missing,
    }
}

/// The most members of an object that a report shows.
const SHOWN: usize = 12;

impl fmt::Display for Element<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.held {
            Held::Cells(cells) => {
                for (at, cell) in cells.iter().enumerate() {
                    if at > 0 {
                        out.write_str("|")?;
                    }
                    out.write_str(cell)?;
                }
                Ok(())
            }
            Held::Object(object) => {
                out.write_str("{")?;
                for (at, (name, view)) in object.iter().take(SHOWN).enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(out, "{comma}{name}: {}", Value::one(view).display())?;
                }
                out.write_str("}")
            }
        }
    }
}
