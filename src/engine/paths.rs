//! What the records of a feed hold, path by path.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::program::Layout;
use crate::value::{Element, Value, View, is_blank, visible};

/// What is kept of the values at a path.
pub(super) trait Column: Default {
    /// A value that stands there; it is not blank.
    fn add(&mut self, value: &str);
}

/// The most paths that are told apart.
const MOST_PATHS: usize = 20_000;

/// What is known of a path.
#[derive(Clone, Debug, Default)]
pub(super) struct Known<C> {
    /// The records in which a value stands there.
    pub(super) records: u64,
    /// The last of them, by number.
    last: u64,
    pub(super) values: C,
    /// Whether others go on from here.
    above: bool,
}

impl<C> Known<C> {
    /// Whether values end here.
    pub(super) fn is_leaf(&self) -> bool {
        !self.above || self.records > 0
    }
}

/// What the records of a feed hold.
pub(super) struct Seen<C> {
    /// By name.
    pub(super) paths: BTreeMap<String, Known<C>>,
    /// Cells that layouts leave out.
    pub(super) unwanted: BTreeSet<String>,
    /// Texts that layouts cannot take apart, by path: in how many records, and what is wrong with the first.
    pub(super) not_cut: Vec<(String, u64, String)>,
}

/// The paths of a feed, while it is read.
pub(super) struct Paths<'p, C> {
    /// The layouts that take paths apart.
    layouts: BTreeMap<&'p str, &'p Layout>,
    numbers: FxHashMap<String, usize>,
    known: Vec<Known<C>>,
    /// What layouts cannot take apart, by path: in how many records, the last of them, and why.
    not_cut: BTreeMap<String, (u64, u64, String)>,
    /// Cells that layouts leave out.
    unwanted: BTreeSet<String>,
    record: u64,
    path: String,
}

impl<'p, C: Column> Paths<'p, C> {
    /// No record was looked at; the cells of layouts are known already.
    pub(super) fn new(layouts: BTreeMap<&'p str, &'p Layout>) -> Self {
        Self {
            layouts,
            numbers: FxHashMap::default(),
            known: Vec::new(),
            not_cut: BTreeMap::new(),
            unwanted: BTreeSet::new(),
            record: 0,
            path: String::new(),
        }
    }

    /// Begins the next record.
    pub(super) fn record(&mut self) {
        self.record += 1;
    }

    /// Looks at a field of the record.
    pub(super) fn field(&mut self, name: &str, view: View<'_>) {
        self.path.clear();
        self.path.push_str(name);
        self.look(view);
    }

    /// What was seen.
    pub(super) fn finish(self) -> Seen<C> {
        let mut known = self.known;
        let paths = self.numbers.into_iter().map(|(path, at)| {
            let known = known.get_mut(at).map(std::mem::take).unwrap_or_default();
            (path, known)
        });
        let paths: BTreeMap<String, Known<C>> = paths.collect();
        let not_cut = self.not_cut.into_iter().map(|(path, (records, _, why))| (path, records, why));
        Seen { paths, unwanted: self.unwanted, not_cut: not_cut.collect() }
    }

    /// Looks at what stands at the current path.
    fn look(&mut self, view: View<'_>) {
        match view {
            View::Null => self.note(None),
            View::Text(text) | View::Number(text) => self.text(text),
            View::Boolean(yes) => self.note(Some(if yes { "true" } else { "false" })),
            View::List(list) => {
                self.note(None);
                for item in &list {
                    self.look(item);
                }
            }
            View::Object(object) => {
                for (name, member) in &object {
                    self.inside(name, |paths| paths.look(member));
                }
            }
        }
    }

    /// A text: what a layout makes of it, or the text itself.
    fn text(&mut self, text: &str) {
        let Some(layout) = self.layouts.get(self.path.as_str()).copied() else {
            return self.note(Some(text));
        };
        // Its cells are paths of the feed, whether or not a record fills them.
        for names in layout.names() {
            for at in 0..names.len() {
                self.cell(names.name(at), at, None);
            }
        }
        if !is_blank(text.trim()) {
            self.cut(&layout.split(text));
        }
    }

    fn cut(&mut self, value: &Value<'_>) {
        match value {
            Value::List(values) => {
                for value in values {
                    self.cut(value);
                }
            }
            Value::Element(element) => self.element(element),
            Value::Invalid(reason) => {
                let record = self.record;
                let why = || visible(&reason.why).into_owned();
                let (records, last, _) =
                    self.not_cut.entry(self.path.clone()).or_insert_with(|| (0, 0, why()));
                *records += u64::from(*last != record);
                *last = record;
            }
            Value::Missing => {}
            value => self.note(Some(&value.display())),
        }
    }

    fn element(&mut self, element: &Element<'_>) {
        for at in 0..element.names().len() {
            if let value @ Value::Text(_) = element.at(at) {
                self.cell(element.names().name(at), at, Some(&value.display()));
            }
        }
    }

    /// A cell, by its name, or by its position where the layout leaves it out.
    fn cell(&mut self, name: Option<&str>, at: usize, value: Option<&str>) {
        match name {
            Some(name) => self.inside(name, |paths| paths.note(value)),
            None => self.inside(&format!("-{}", at + 1), |paths| {
                if !paths.unwanted.contains(&paths.path) {
                    paths.unwanted.insert(paths.path.clone());
                }
                paths.note(value);
            }),
        }
    }

    fn inside(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        if let Some(known) = self.known() {
            known.above = true;
        }
        let length = self.path.len();
        self.path.push('.');
        self.path.push_str(name);
        look(self);
        self.path.truncate(length);
    }

    /// Notes the current path, and the value that stands there.
    fn note(&mut self, value: Option<&str>) {
        let record = self.record;
        let Some(known) = self.known() else { return };
        let Some(value) = value.map(str::trim).filter(|value| !is_blank(value)) else { return };
        known.records += u64::from(known.last != record);
        known.last = record;
        known.values.add(value);
    }

    fn known(&mut self) -> Option<&mut Known<C>> {
        let at = match self.numbers.get(&self.path) {
            Some(at) => *at,
            None if self.known.len() >= MOST_PATHS => return None,
            None => {
                self.numbers.insert(self.path.clone(), self.known.len());
                self.known.push(Known::default());
                self.known.len() - 1
            }
        };
        self.known.get_mut(at)
    }
}
