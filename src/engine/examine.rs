//! What can be known only by running: whether examples pass, which values of the recorded feeds no row knows, and which
//! constants they never hold.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Mutex;

use super::example::{examples, failing};
use super::files::Files;
use super::load::{Loaded, Ready};
use super::observe::Sample;
use super::parallel::each;
use crate::check::Layer;
use crate::diagnostics::{Code, Diagnostic};
use crate::eval::{self, Counts, FaultCode, Json};
use crate::feed::{self, Fields, Limits, Shape};
use crate::manifest::Feed;
use crate::program::Program;
use crate::source::{FileId, Span};
use crate::value::{Record, visible};

/// How many records of a recorded feed are looked at.
const SAMPLE: u64 = 1_000;

/// The most values that one diagnostic lists.
const LISTED: usize = 12;

/// A constant of a test or of a decision.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where it is written.
    span: Span,
    /// As it is written.
    constant: String,
    /// Whether a recorded record holds it.
    seen: bool,
    /// In how many records it was asked for.
    times: u64,
}

impl Asked {
    fn never_seen(&self) -> bool {
        !self.seen && self.times > 0
    }

    fn diagnostic(&self) -> Diagnostic {
        let message = format!("no recorded record has {} here", self.constant);
        let times = self.times;
        Diagnostic::new(Code::NeverSeen, self.span, message)
            .label(if times == 1 { "asked once".to_owned() } else { format!("asked {times} times") })
            .help("correct the constant, or leave it if the feed can hold it")
    }
}

/// Runs the examples of a head and looks at its recorded feeds; what is found joins the diagnostics.
pub fn examine(files: &dyn Files, loaded: &mut Loaded) {
    let mut found = failing(&examples(loaded));
    if let Some(ready) = &loaded.ready {
        let samples = std::mem::take(&mut loaded.samples);
        let (unknown, constants) = recorded(files, loaded, ready, samples);
        let dialect: BTreeSet<FileId> =
            loaded.files.iter().filter(|file| file.layer == Layer::Dialect).map(|file| file.id).collect();
        let (theirs, own): (Vec<Asked>, Vec<Asked>) =
            constants.into_iter().partition(|asked| dialect.contains(&asked.span.file));
        found.extend(unknown);
        found.extend(own.iter().filter(|asked| asked.never_seen()).map(Asked::diagnostic));
        loaded.asked = theirs;
    }
    for diagnostic in found {
        loaded.diagnostics.push(diagnostic);
    }
}

/// Has the examples of each dialect run with the first of its heads only: a dialect is the same for all of them.
pub fn dialects_once(heads: &mut [Loaded]) {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for head in heads {
        // A head that cannot run runs no examples.
        let Some(ready) = &head.ready else { continue };
        if let Some(dialect) = &ready.head.dialect {
            head.runs_dialect = met.insert(dialect.value.clone());
        }
    }
}

/// Reports the constants of dialects that no head of a pack has in its records. One head cannot tell: a dialect knows
/// more feeds than its own.
pub fn never_seen(heads: &mut [Loaded]) {
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for head in heads.iter() {
        let met = head.asked.iter().filter(|asked| asked.seen);
        seen.extend(met.map(|asked| (head.sources.place(asked.span), asked.constant.clone())));
    }
    for head in heads {
        for asked in head.asked.iter().filter(|asked| asked.never_seen()) {
            if seen.insert((head.sources.place(asked.span), asked.constant.clone())) {
                head.diagnostics.push(asked.diagnostic());
            }
        }
    }
}

/// What the recorded feeds show: values that no row knows, and the constants that rules ask for.
fn recorded(
    files: &dyn Files,
    loaded: &Loaded,
    ready: &Ready,
    samples: Vec<Option<Sample>>,
) -> (Vec<Diagnostic>, Vec<Asked>) {
    let mut shown = Shown::default();
    let samples = samples.into_iter().chain(std::iter::repeat_with(|| None)).map(Mutex::new);
    let feeds: Vec<_> = ready.head.feeds.iter().zip(&ready.programs).zip(samples).collect();
    let looked = each(&feeds, |(((_, feed), program), sample)| {
        let sample = sample.lock().ok().and_then(|mut sample| sample.take());
        look(files, loaded, feed, program, sample)
    });
    for feed in looked {
        shown.add(feed);
    }
    let unknown = shown.unknown.into_iter().map(|((rule, _), unknown)| unknown.diagnostic(rule));
    let asked = shown.constants.into_iter();
    let asked = asked.map(|((span, constant), (seen, times))| Asked { span, constant, seen, times });
    (unknown.collect(), asked.collect())
}

/// What recorded feeds show.
#[derive(Default)]
struct Shown {
    /// Values that no row knows, by the rule and the table.
    unknown: BTreeMap<(Span, String), Unknown>,
    /// Constants, by their place: whether they were met, and how often they were asked for.
    constants: BTreeMap<(Span, String), (bool, u64)>,
}

impl Shown {
    fn add(&mut self, other: Self) {
        for (at, unknown) in other.unknown {
            match self.unknown.entry(at) {
                Entry::Vacant(place) => {
                    place.insert(unknown);
                }
                Entry::Occupied(mut known) => {
                    for (value, count) in unknown.values {
                        *known.get_mut().values.entry(value).or_default() += count;
                    }
                }
            }
        }
        for (at, (seen, asked)) in other.constants {
            let known = self.constants.entry(at).or_default();
            known.0 |= seen;
            known.1 += asked;
        }
    }
}

/// What one recorded feed shows.
fn look(files: &dyn Files, loaded: &Loaded, feed: &Feed, program: &Program, sample: Option<Sample>) -> Shown {
    let mut shown = Shown::default();
    let mut counts = Counts::looking(program);
    let (mut json, mut records) = (Json::new(), 0);
    let mut each = |record: &mut Record| {
        json.clear();
        records += 1;
        let mapped = eval::eval(program, record, &[], None, &mut json, &mut counts);
        for fault in mapped.faults.iter().filter(|fault| fault.code == FaultCode::Unknown) {
            let Some(rule) = fault.rule else { continue };
            let found = Unknown::of(program, rule);
            let known = shown.unknown.entry((rule, found.told.clone())).or_insert(found);
            *known.values.entry(fault.raw.clone()).or_default() += 1;
        }
        if records < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    if let Some(Sample { names, records }) = sample {
        let slot = |name: &String| names.iter().position(|known| known == name);
        let order: Vec<Option<usize>> = program.slots.iter().map(slot).collect();
        for mut record in records {
            record.rearrange(&order);
            if each(&mut record).is_break() {
                break;
            }
        }
    } else {
        let Ok(input) = files.open(&loaded.folder.join(&feed.file.value)) else { return shown };
        let shape = feed.shape.as_ref().and_then(|shape| Shape::parse(&shape.value));
        let fields = Fields::new(program.slots.iter().cloned());
        feed::read(shape, input, &fields, &Limits::default(), &mut each);
    }
    for (span, constant, seen, asked) in counts.constants(program) {
        let known = shown.constants.entry((span, constant)).or_default();
        known.0 |= seen;
        known.1 += asked;
    }
    shown
}

/// The values that the table of a rule does not know.
struct Unknown {
    told: String,
    name: String,
    /// The account types that it was narrowed to.
    of: Option<String>,
    values: BTreeMap<String, u64>,
}

impl Unknown {
    fn of(program: &Program, rule: Span) -> Self {
        let found = program.rules.iter().find(|known| known.span == rule);
        let table = found.and_then(|rule| rule.table.as_ref());
        let (told, name, of) =
            table.map_or_else(Default::default, |table| (table.told(), table.name.clone(), table.of.clone()));
        Self { told, name, of, values: BTreeMap::new() }
    }

    fn diagnostic(self, rule: Span) -> Diagnostic {
        let mut values: Vec<(&String, &u64)> = self.values.iter().collect();
        values.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
        let count = values.len();
        let rows: Vec<String> = values
            .iter()
            .take(LISTED)
            .map(|(value, count)| format!("  {:?}: …   # {count}×", visible(value)))
            .collect();
        let more =
            if count > LISTED { format!("\n  … and {} more", count - LISTED) } else { String::new() };
        let values = if count == 1 { "a value".to_owned() } else { format!("{count} values") };
        Diagnostic::new(
            Code::NoRow,
            rule.head(1),
            format!("{values} of the recorded feed: no row of the table {}", self.told),
        )
        .help(match &self.of {
            None => format!("add rows to tables/{}.yaml:\n{}{more}", self.name, rows.join("\n")),
            Some(of) => format!(
                "in tables/{}.yaml, give these labels a code that {of} has:\n{}{more}",
                self.name,
                rows.join("\n")
            ),
        })
    }
}
