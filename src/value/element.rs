//! One item of a collection: cells with names, or an object as it was served.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Object, Separator, Value, View};

/// The name of a cell, made ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellName {
    text: String,
    /// How it begins, and how long it is: two short names are the same if their marks are.
    mark: [u8; MARK],
}

/// The length and the first seven bytes of a name: most names have no more.
const MARK: usize = 8;

impl CellName {
    /// The name that is written so.
    pub fn new(text: &str) -> Self {
        let mut mark = [0; MARK];
        let beginning = text.bytes().chain(std::iter::repeat(0));
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        for (place, byte) in mark.iter_mut().zip(std::iter::once(length).chain(beginning)) {
            *place = byte;
        }
        Self { text: text.to_owned(), mark }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[inline]
    fn is(&self, other: &Self) -> bool {
        self.mark == other.mark && (self.text.len() < MARK || self.text == other.text)
    }
}

/// The names of the cells of a layout, by position; an unwanted cell has none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CellNames {
    names: Vec<Option<CellName>>,
    /// Where a layout renames the members of an object: the member for each name.
    members: Vec<String>,
}

impl CellNames {
    /// Names by position; `None` is a cell that is known and not wanted.
    pub fn new(names: Vec<Option<String>>) -> Self {
        let names = names.into_iter().map(|name| name.as_deref().map(CellName::new));
        Self { names: names.collect(), members: Vec::new() }
    }

    /// New names for members of an object: the name in rules, then the member's own.
    pub fn renaming(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, member)| (Some(CellName::new(&name)), member));
        let (names, members) = pairs.unzip();
        Self { names, members }
    }

    /// The position of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|cell| cell.as_ref().is_some_and(|cell| cell.text == name))
    }

    /// The position of a name that was made ready.
    #[inline]
    pub fn position_of(&self, name: &CellName) -> Option<usize> {
        self.names.iter().position(|cell| cell.as_ref().is_some_and(|cell| cell.is(name)))
    }

    /// The member of an object that the name at a position stands for.
    pub fn member(&self, position: usize) -> Option<&str> {
        self.members.get(position).map(String::as_str)
    }

    /// The wanted names, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flatten().map(CellName::as_str)
    }

    /// The name at a position, if the cell is wanted.
    pub fn name(&self, position: usize) -> Option<&str> {
        self.names.get(position)?.as_ref().map(CellName::as_str)
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

/// How an item is written: its cells, and what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The names of the cells.
    pub names: CellNames,
    /// What parts them.
    pub separator: Separator,
}

/// One item. Empty cells keep their place.
///
/// **Invariant:** a text that was cut has as many cells as names, and at least one that is not blank.
#[derive(Clone, Debug)]
pub struct Element<'r>(Held<'r>);

/// What an item holds.
#[derive(Clone, Debug)]
enum Held<'r> {
    /// A text that a layout cuts into cells, which is done when one is asked for.
    Text(&'r str, &'r Form),
    /// Cells of its own.
    Cells(Arc<Cells<'r>>),
    /// An object of the record, and names for some of its members.
    Object(Object<'r>, &'r CellNames),
}

/// Cells by position, with their names.
#[derive(Debug)]
struct Cells<'r> {
    names: CellNames,
    cells: Vec<Cow<'r, str>>,
}

/// Names of nothing, for objects whose members keep their own.
static NAMELESS: CellNames = CellNames { names: Vec::new(), members: Vec::new() };

impl<'r> Element<'r> {
    /// An item of `cells` under `names`; the caller has compared their number.
    pub fn new(names: CellNames, cells: Vec<Cow<'r, str>>) -> Self {
        Self(Held::Cells(Arc::new(Cells { names, cells })))
    }

    /// An item whose cells stand in a text; the caller has compared their number with that of the names.
    pub fn cut(item: &'r str, form: &'r Form) -> Self {
        Self(Held::Text(item, form))
    }

    /// An object of a record; `names` stand for some of its members, the others keep their own names.
    pub fn object(names: &'r CellNames, object: Object<'r>) -> Self {
        Self(Held::Object(object, names))
    }

    /// An object of a record under the names of its members.
    pub fn nameless(object: Object<'r>) -> Self {
        Self::object(&NAMELESS, object)
    }

    /// The names of the cells.
    pub fn names(&self) -> &CellNames {
        match &self.0 {
            Held::Text(_, form) => &form.names,
            Held::Cells(cells) => &cells.names,
            Held::Object(_, names) => names,
        }
    }

    /// The same item under other names; none if it is a text that was cut.
    #[must_use]
    pub fn renamed(&self, names: &'r CellNames) -> Option<Self> {
        self.as_object().map(|object| Self::object(names, object))
    }

    /// The same cells, held by themselves. An object of a record borrows from it, and shows its text instead.
    #[must_use]
    pub fn into_owned<'o>(self) -> Element<'o> {
        let owned = |cell: &str| Cow::Owned(cell.to_owned());
        let cells = match &self.0 {
            Held::Text(item, form) => form.separator.pieces(item).map(owned).collect(),
            Held::Cells(cells) => cells.cells.iter().map(|cell| owned(cell)).collect(),
            Held::Object(..) => vec![Cow::Owned(self.to_string())],
        };
        Element::new(self.names().clone(), cells)
    }

    /// The object of the record that it is, unless a layout cut it from a text.
    pub fn as_object(&self) -> Option<Object<'r>> {
        match &self.0 {
            Held::Text(..) | Held::Cells(_) => None,
            Held::Object(object, _) => Some(*object),
        }
    }

    /// The text that a layout cuts, and how.
    pub(super) fn as_cut(&self) -> Option<(&'r str, &'r Form)> {
        match &self.0 {
            Held::Text(item, form) => Some((item, form)),
            Held::Cells(_) | Held::Object(..) => None,
        }
    }

    /// The value of a cell by position.
    pub fn at(&self, position: usize) -> Value<'r> {
        match &self.0 {
            Held::Text(item, form) => {
                form.separator.pieces(item).nth(position).map_or(Value::Missing, Value::raw)
            }
            Held::Cells(cells) => match cells.cells.get(position) {
                Some(Cow::Borrowed(text)) => Value::raw(text),
                Some(Cow::Owned(text)) => match Value::raw(text).as_text() {
                    Some(text) => Value::Text(Cow::Owned(text.to_owned())),
                    None => Value::Missing,
                },
                None => Value::Missing,
            },
            Held::Object(object, names) => {
                let member = names.member(position);
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
        let names = self.names();
        match (&self.0, names.position(name)) {
            (Held::Text(..) | Held::Cells(_), None) => Value::Missing,
            (Held::Text(..) | Held::Cells(_), Some(position)) => self.at(position),
            (Held::Object(object, _), position) => {
                let member = position.and_then(|position| names.member(position)).unwrap_or(name);
                reach(*object, member, of)
            }
        }
    }
}

/// Items are equal if they say the same under the same names, wherever their cells stand.
impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.0, &other.0) {
            (Held::Object(one, _), Held::Object(other, _)) => one == other,
            (Held::Object(..), _) | (_, Held::Object(..)) => false,
            (Held::Text(..) | Held::Cells(_), Held::Text(..) | Held::Cells(_)) => {
                let count = self.names().len();
                (0..count).all(|position| self.at(position) == other.at(position))
            }
        };
        same && self.names() == other.names()
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
        match &self.0 {
            Held::Text(item, form) => {
                for (at, cell) in form.separator.pieces(item).enumerate() {
                    let bar = if at > 0 { "|" } else { "" };
                    write!(out, "{bar}{cell}")?;
                }
                Ok(())
            }
            Held::Cells(cells) => {
                for (at, cell) in cells.cells.iter().enumerate() {
                    if at > 0 {
                        out.write_str("|")?;
                    }
                    out.write_str(cell)?;
                }
                Ok(())
            }
            Held::Object(object, _) => {
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
