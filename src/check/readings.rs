//! Which paths of a record the rules of a mapping read, and for what: the ground of a coverage report.
//!
//! The unit is a path without brackets, in the names of the feed: `NOMOFFRE`, `Tarifs.MinimumEuro`; a cell of a layout
//! follows its field: `TARIFS.min`.

use std::collections::{BTreeMap, BTreeSet};

use super::ir::{
    Action, Call, Comparison, Expr, ExprKind, LayoutId, LetId, Mapping, Object, Outcomes, Pick, Rule,
    RuleValue, StopVerb, Test,
};
use crate::functions;
use crate::manifest::Layout;
use crate::source::Span;

/// A path that a statement reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// `TARIFS.min`
    pub path: String,
    /// The statement.
    pub by: Span,
    /// What it is for: `title`, `photos.url`; `exclude` and `hold` for those.
    pub target: String,
    /// Whether it is only tested: nothing of it gets into the account.
    pub tests: bool,
}

/// What a mapping reads.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// By path, then by statement.
    pub all: BTreeSet<Reading>,
    /// The layouts that take paths apart.
    pub layouts: BTreeMap<String, LayoutId>,
}

/// What the rules of a mapping read that have the last word.
pub fn readings(mapping: &Mapping) -> Readings {
    let mut walk = Walk::new(mapping, true);
    walk.mapping();
    walk.found
}

/// The paths that the rules of a mapping read or test, and the layouts that take paths apart: as [`readings`] has them.
pub(super) fn paths(mapping: &Mapping) -> (BTreeSet<String>, BTreeMap<String, LayoutId>) {
    let mut walk = Walk::new(mapping, false);
    walk.mapping();
    (walk.paths, walk.found.layouts)
}

impl<'m> Walk<'m> {
    fn new(mapping: &'m Mapping, detailed: bool) -> Self {
        Self {
            mapping,
            detailed,
            found: Readings::default(),
            paths: BTreeSet::new(),
            by: None,
            element: Vec::new(),
            tests: false,
            lets: BTreeMap::new(),
        }
    }

    fn mapping(&mut self) {
        let (mapping, walk) = (self.mapping, self);
        for stop in &mapping.stops {
            let target = match stop.verb {
                StopVerb::Exclude => "exclude",
                StopVerb::Hold => "hold",
            };
            walk.begin(stop.span, target);
            walk.test(&stop.test);
        }
        for target in &mapping.targets {
            for rule in &target.rules {
                walk.rule(rule, &target.name);
            }
            for (language, rules) in &target.translated {
                for rule in rules {
                    let name =
                        if walk.detailed { format!("{}[{language}]", target.name) } else { String::new() };
                    walk.rule(rule, &name);
                }
            }
            if let Some((decide, _)) = target.decide
                && let Some(decide) = mapping.decides.get(decide.0 as usize)
            {
                // A decision says what a record is by what it looks at, and copies none of it.
                walk.begin(decide.span, &target.name);
                walk.tests = true;
                for column in &decide.columns {
                    walk.value(column);
                }
                walk.tests = false;
            }
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    path: String,
    /// The layout whose cells, or whose new names for members, its elements have.
    layout: Option<LayoutId>,
}

struct Walk<'m> {
    mapping: &'m Mapping,
    /// Whether it is asked which statement reads, and for what.
    detailed: bool,
    found: Readings,
    /// All paths, where nothing more is asked.
    paths: BTreeSet<String>,
    /// The statement that reads, and what it is for.
    by: Option<(Span, String)>,
    /// Where the element comes from that names inside brackets and `each` belong to.
    element: Vec<Place>,
    /// Whether what is read is only looked at.
    tests: bool,
    /// Where the values of `let`s come from that this statement has used already, when it tests and when it does not.
    lets: BTreeMap<(u32, bool), Vec<Place>>,
}

impl Walk<'_> {
    fn begin(&mut self, by: Span, target: &str) {
        self.by = Some((by, target.to_owned()));
        self.lets.clear();
    }

    fn rule(&mut self, rule: &Rule, target: &str) {
        self.begin(rule.span, target);
        if let Some(guard) = &rule.guard {
            self.test(guard);
        }
        match &rule.value {
            RuleValue::Expr(value) => self.value(value),
            RuleValue::Exact { field, .. } => {
                self.consume(&[Place { path: field.clone(), layout: None }], None);
            }
            RuleValue::Object(object) => self.object(object, target),
            RuleValue::Each(elements, object) => {
                let elements = self.places(elements);
                let outside = std::mem::replace(&mut self.element, elements);
                self.object(object, target);
                self.element = outside;
            }
        }
        self.outcomes(&rule.outcomes);
    }

    fn object(&mut self, object: &Object, target: &str) {
        let (by, lets) = (self.by.clone(), std::mem::take(&mut self.lets));
        for member in &object.members {
            let name = if self.detailed { format!("{target}.{}", member.name) } else { String::new() };
            self.rule(&member.rule, &name);
        }
        (self.by, self.lets) = (by, lets);
    }

    fn outcomes(&mut self, outcomes: &Outcomes) {
        for action in [&outcomes.missing, &outcomes.invalid, &outcomes.unknown] {
            if let Action::Use(value) = action {
                self.value(value);
            }
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::And(tests) | Test::Or(tests) => {
                for test in tests {
                    self.test(test);
                }
            }
            Test::Compare(value, with, _) => {
                let outside = std::mem::replace(&mut self.tests, true);
                let mut places = self.places(value);
                if matches!(with, Comparison::Missing | Comparison::Present) {
                    // Whether there is an element says nothing of what stands in its cells.
                    for place in &mut places {
                        place.layout = None;
                    }
                }
                self.consume(&places, None);
                self.tests = outside;
            }
        }
    }

    /// A value that is written, or handed to what makes another of it.
    fn value(&mut self, value: &Expr) {
        let places = self.places(value);
        self.consume(&places, None);
    }

    /// Where a value comes from, as long as it is what stands there. What steps make of others is read on the way.
    fn places(&mut self, value: &Expr) -> Vec<Place> {
        match &value.kind {
            ExprKind::Field(name) | ExprKind::Collection(name) => {
                vec![Place { path: name.clone(), layout: None }]
            }
            ExprKind::Read(name, layout) => vec![self.laid_out(name.clone(), *layout)],
            ExprKind::Let(id) => self.binding(*id),
            ExprKind::It => self.element.clone(),
            ExprKind::Constant(_) => Vec::new(),
            ExprKind::Or(parts) | ExprKind::List(parts) => {
                let mut places = Vec::new();
                for part in parts {
                    for place in self.places(part) {
                        if !places.contains(&place) {
                            places.push(place);
                        }
                    }
                }
                places
            }
            ExprKind::Pick(from, pick) => {
                let places = self.places(from);
                if let Pick::Where(test) = pick {
                    let outside = std::mem::replace(&mut self.element, places.clone());
                    self.test(test);
                    self.element = outside;
                }
                places
            }
            ExprKind::Cell(from, name) | ExprKind::Inner(from, name, _) => {
                let from = self.places(from);
                let inside = |place: Place| Place { path: format!("{}.{name}", place.path), layout: None };
                from.into_iter().map(inside).collect()
            }
            ExprKind::Layout(from, layout, _) => {
                let from = self.places(from);
                from.into_iter().map(|place| self.laid_out(place.path, *layout)).collect()
            }
            ExprKind::Step(from, call) => self.step(from, call),
        }
    }

    /// The value of a `let`. Once for a statement: where each is made of the one before twice, there are too many ways.
    fn binding(&mut self, id: LetId) -> Vec<Place> {
        let key = (id.0, self.tests);
        if let Some(places) = self.lets.get(&key) {
            return places.clone();
        }
        let Some(binding) = self.mapping.lets.get(id.0 as usize) else { return Vec::new() };
        let places = self.places(&binding.value);
        self.lets.insert(key, places.clone());
        places
    }

    fn step(&mut self, from: &Expr, call: &Call) -> Vec<Place> {
        let places = self.places(from);
        let cells = functions::find(&call.name).and_then(|function| function.cells);
        match cells {
            Some(cells) => {
                let names: Vec<&str> = cells.needs.iter().chain(cells.knows).copied().collect();
                self.consume(&places, Some(&names));
                Vec::new()
            }
            // `first` and `unique` hand on what they are given: who takes that reads it.
            None if functions::find(&call.name).is_some_and(functions::Function::hands_on) => places,
            None => {
                self.consume(&places, None);
                Vec::new()
            }
        }
    }

    fn laid_out(&mut self, path: String, layout: LayoutId) -> Place {
        self.found.layouts.insert(path.clone(), layout);
        Place { path, layout: Some(layout) }
    }

    /// Notes that values are read: of elements with cells those that are wanted, or all that have names.
    fn consume(&mut self, places: &[Place], wanted: Option<&[&str]>) {
        for Place { path, layout } in places {
            let layout = layout.and_then(|layout| self.mapping.layouts.get(layout.0 as usize));
            let cells = layout.map_or(Vec::new(), |layout| cells(layout));
            if cells.is_empty() {
                self.note(path.clone());
            }
            for (name, member) in cells {
                if wanted.is_none_or(|wanted| wanted.contains(&name)) {
                    self.note(format!("{path}.{member}"));
                }
            }
        }
    }

    fn note(&mut self, path: String) {
        if !self.detailed {
            self.paths.insert(path);
            return;
        }
        if let Some((by, target)) = &self.by {
            self.found.all.insert(Reading { path, by: *by, target: target.clone(), tests: self.tests });
        }
    }
}

/// The cells that a layout names, and what each is called in the feed.
fn cells(layout: &Layout) -> Vec<(&str, &str)> {
    let renamed = layout.rename.iter().map(|(name, member)| (name.value.as_str(), member.as_str()));
    renamed.chain(layout.cells().into_iter().map(|name| (name, name))).collect()
}
