//! Where the cells of an opening group stand in its layout.

use crate::value::{Element, Value};

/// The cells that are read where the layout names them.
pub(super) const KNOWS: [&str; 34] = [
    "open1",
    "close1",
    "open2",
    "close2",
    "mon.open1",
    "mon.close1",
    "mon.open2",
    "mon.close2",
    "tue.open1",
    "tue.close1",
    "tue.open2",
    "tue.close2",
    "wed.open1",
    "wed.close1",
    "wed.open2",
    "wed.close2",
    "thu.open1",
    "thu.close1",
    "thu.open2",
    "thu.close2",
    "fri.open1",
    "fri.close1",
    "fri.open2",
    "fri.close2",
    "sat.open1",
    "sat.close1",
    "sat.open2",
    "sat.close2",
    "sun.open1",
    "sun.close1",
    "sun.open2",
    "sun.close2",
    "closed",
    "open_days",
];

/// The positions of the cells of one layout, looked up once for all groups of a list.
#[derive(Default)]
pub(super) struct Columns {
    layout: Option<Layout>,
}

struct Layout {
    names: Vec<String>,
    from: Option<usize>,
    to: Option<usize>,
    cells: [Option<usize>; 34],
}

impl Columns {
    /// Looks the cells up, unless the last element had the same layout.
    pub(super) fn fit(&mut self, element: &Element<'_>) {
        let names = element.names();
        let known = self
            .layout
            .as_ref()
            .is_some_and(|layout| names.iter().eq(layout.names.iter().map(String::as_str)));
        if !known {
            self.layout = Some(Layout {
                names: names.iter().map(str::to_owned).collect(),
                from: names.position("from"),
                to: names.position("to"),
                cells: KNOWS.map(|name| names.position(name)),
            });
        }
    }

    /// The cell `from`.
    pub(super) fn from<'r>(&self, element: &Element<'r>) -> Value<'r> {
        cell(element, self.layout.as_ref().and_then(|layout| layout.from))
    }

    /// The cell `to`.
    pub(super) fn to<'r>(&self, element: &Element<'r>) -> Value<'r> {
        cell(element, self.layout.as_ref().and_then(|layout| layout.to))
    }

    /// The four cells of hours: of every day (0), or of a day of the week (1 to 7).
    pub(super) fn hours<'r>(&self, element: &Element<'r>, day: usize) -> [Value<'r>; 4] {
        [0, 1, 2, 3].map(|at| self.known(element, day * 4 + at))
    }

    /// The closing days.
    pub(super) fn closed<'r>(&self, element: &Element<'r>) -> Value<'r> {
        self.known(element, 32)
    }

    /// The opening days.
    pub(super) fn open_days<'r>(&self, element: &Element<'r>) -> Value<'r> {
        self.known(element, 33)
    }

    fn known<'r>(&self, element: &Element<'r>, at: usize) -> Value<'r> {
        cell(element, self.layout.as_ref().and_then(|layout| layout.cells.get(at).copied().flatten()))
    }
}

fn cell<'r>(element: &Element<'r>, position: Option<usize>) -> Value<'r> {
    position.map_or(Value::Missing, |position| element.at(position))
}
