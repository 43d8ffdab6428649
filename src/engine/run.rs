//! One feed through its program.

use std::io;
use std::ops::ControlFlow;

use super::known::{Known, Made};
use super::lines::Lines;
use super::load::Ready;
use super::mapper::Mapper;
use super::profile::profile;
use super::report::{FeedReport, Filled, LanguageReport, LeftOut, Reasons};
use super::seen::Seen;
use super::tally::tally;
use super::translations::Translations;
use super::workers::{self, Work};
use crate::eval::{Clock, Effect, Fault, FaultCode, Mapped, Outcome};
use crate::feed::{self, Documents, Fields, Limits, Receiver, Shape};
use crate::program::Program;
use crate::source::Sources;

/// A feed to run.
pub struct Input<'i> {
    /// Its number in the head.
    pub at: usize,
    /// The wire shape where it is stated; otherwise it is detected.
    pub shape: Option<Shape>,
    /// Its bytes.
    pub bytes: Documents<'i>,
    /// The same feed in other languages.
    pub languages: Vec<LanguageInput<'i>>,
    /// How many threads map; one is the reader itself. The output is the same for any number.
    pub threads: usize,
    /// A clock, where it is asked what the run costs; then one thread maps.
    pub clock: Option<Clock>,
}

/// A feed in another language.
pub struct LanguageInput<'i> {
    /// `en`: one of those that head.yaml names.
    pub language: String,
    /// The wire shape where it is stated; otherwise it is detected.
    pub shape: Option<Shape>,
    /// Its bytes.
    pub bytes: Documents<'i>,
}

/// A record and what became of it.
pub struct Taken<'t> {
    /// Its id.
    pub id: &'t str,
    /// `DEG`
    pub bordereau: &'t str,
    /// What became of it.
    pub made: &'t Made,
    /// Its fields as JSON; nothing where it is excluded, or known.
    pub fields: &'t [u8],
    /// What mapped it.
    pub program: &'t Program,
    /// The texts that its faults point into.
    pub sources: &'t Sources,
}

/// Takes the records of a feed, in the order of the feed.
pub trait Receive {
    /// Takes a record. The error is one of writing, and ends the run.
    fn take(&mut self, taken: Taken<'_>) -> io::Result<()>;
}

/// Runs a feed. The error is one of writing; one of reading is in the report.
pub fn run(
    ready: &Ready,
    sources: &Sources,
    input: Input<'_>,
    lines: &mut Lines<'_>,
    reasons: &mut Reasons,
) -> io::Result<FeedReport> {
    run_into(ready, sources, input, None, lines, reasons)
}

/// As [`run`], into whatever takes the records; those that are known are not mapped.
pub fn run_into(
    ready: &Ready,
    sources: &Sources,
    input: Input<'_>,
    known: Option<&dyn Known>,
    receiver: &mut dyn Receive,
    reasons: &mut Reasons,
) -> io::Result<FeedReport> {
    let at = input.at;
    let (Some(program), Some((code, feed))) = (ready.programs.get(at), ready.head.feeds.get(at)) else {
        return Ok(FeedReport::default());
    };
    let Input { shape, bytes, languages, threads, clock, .. } = input;
    let given: Vec<String> = languages.iter().map(|input| input.language.clone()).collect();
    let mut languages = languages;
    // In the order of the program, so that a number means the same everywhere.
    let translations: Vec<Translations> = program
        .languages
        .iter()
        .map(|language| match languages.iter().position(|input| input.language == *language) {
            Some(at) => {
                let input = languages.swap_remove(at);
                Translations::read(language, program, input.shape, input.bytes)
            }
            None => Translations::none(language),
        })
        .collect();
    let fields = Fields::new(program.slots.iter().cloned());
    let mapper = Mapper { ready, program };
    let mut run = Run {
        mapper,
        sources,
        bordereau: &code.value,
        receiver,
        reasons,
        report: FeedReport { bordereau: code.value.clone(), ..FeedReport::default() },
        filled: Filled::default(),
        seen: Seen::new(),
        translations: &translations,
        failed: None,
    };
    let work = Work { mapper, fields: &fields, translations: &translations, known, clock };
    let mut bytes = Some(bytes);
    let mut read = |receiver: &mut dyn Receiver| match bytes.take() {
        Some(bytes) => feed::read_all(shape, bytes, &fields, &Limits::default(), receiver),
        None => feed::Outcome::default(),
    };
    let mut take = |id: &str, made: Made, json: &[u8]| run.record(id, made, json);
    let (outcome, counts, stages) = workers::run(work, threads, &mut read, &mut take);
    if let Some(failed) = run.failed {
        return Err(failed);
    }
    let given: Vec<&Translations> =
        translations.iter().filter(|translation| given.contains(&translation.language)).collect();
    for translation in &given {
        run.language(translation);
    }
    let mut report = run.report;
    report.filled = run.filled.median(program.descriptive);
    report.complete = outcome.complete && given.iter().all(|translation| translation.complete);
    report.error = outcome.error.as_ref().map(ToString::to_string);
    report.composed.clone_from(&feed.composed);
    report.findings = findings(ready, at, &outcome.names, report.read);
    if outcome.has_more_names() {
        report.findings = vec![format!(
            "the feed has more than {} fields: which have gone and which are new is not known",
            outcome.names.len()
        )];
    }
    report.left_out = left_out(ready, at, sources);
    report.tally = tally(program, &counts, sources);
    report.profile = profile(program, &counts, stages, clock, sources);
    Ok(report)
}

/// What the rules of a feed leave out on purpose.
fn left_out(ready: &Ready, at: usize, sources: &Sources) -> Vec<LeftOut> {
    let said = ready.mappings.get(at).map_or(&[][..], |mapping| mapping.left_out.as_slice());
    let told = said.iter().map(|said| LeftOut {
        kind: if said.drops { "dropped" } else { "ignored" },
        what: said.what.clone(),
        because: said.because.clone(),
        rule: sources.place(said.span),
    });
    told.collect()
}

/// What is odd about a feed as a whole: no records, fields that have gone, fields that are new.
fn findings(ready: &Ready, at: usize, names: &[String], read: u64) -> Vec<String> {
    if read == 0 {
        return vec!["the feed has no records".to_owned()];
    }
    let mut found = Vec::new();
    let list = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let observed = ready.observed.get(at).and_then(Option::as_ref);
    // A field that the recorded feed does not have either has not gone.
    let was = |slot: &&String| observed.is_none_or(|observed| observed.fields.contains(*slot));
    let slots = ready.programs.get(at).map_or(&[][..], |program| program.slots.as_slice());
    let gone: Vec<&str> =
        slots.iter().filter(|slot| !names.contains(*slot)).filter(was).map(String::as_str).collect();
    if !gone.is_empty() {
        found.push(format!("no record has {}, which the rules read", list(gone)));
    }
    if let Some(observed) = observed {
        let new: Vec<&str> = names
            .iter()
            .filter(|name| !observed.fields.contains(*name))
            .map(String::as_str)
            .take(20)
            .collect();
        if !new.is_empty() {
            found.push(format!("the recorded feed does not have {}: no rule reads what is new", list(new)));
        }
    }
    found
}

struct Run<'r> {
    mapper: Mapper<'r>,
    sources: &'r Sources,
    bordereau: &'r str,
    receiver: &'r mut dyn Receive,
    reasons: &'r mut Reasons,
    report: FeedReport,
    filled: Filled,
    seen: Seen,
    translations: &'r [Translations],
    failed: Option<io::Error>,
}

impl Run<'_> {
    fn record(&mut self, id: &str, mut made: Made, json: &[u8]) -> ControlFlow<()> {
        self.report.read += 1;
        for language in self.translations {
            language.join(id);
        }
        if self.mapper.ready.head.picked(id).is_some() {
            self.report.picked.push(id.to_owned());
        }
        self.report.known += u64::from(made.known);
        if made.mapped.outcome != Outcome::Excluded && !id.is_empty() {
            self.repeated(id, &mut made.mapped);
        }
        match self.take(id, &made, json) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failed) => {
                self.failed = Some(failed);
                ControlFlow::Break(())
            }
        }
    }

    /// An id that was read before. The whole feed is asked, so this is no matter of mapping a record.
    fn repeated(&mut self, id: &str, mapped: &mut Mapped) {
        let number = u32::try_from(self.report.read).unwrap_or(u32::MAX);
        if let Some(first) = self.seen.add(id, number) {
            let (code, effect, because) =
                (FaultCode::Repeated, Effect::Hold, "the id was read before".to_owned());
            let field = self.mapper.ready.pack.sit.id.clone();
            let raw = format!("{id}: record {number} repeats record {first}");
            mapped.faults.push(Fault { code, effect, rule: None, field, raw, because, detail: None });
            mapped.outcome = Outcome::Held;
        }
    }

    /// Counts a record and writes its line.
    fn take(&mut self, id: &str, made: &Made, json: &[u8]) -> io::Result<()> {
        let mapped = &made.mapped;
        self.report.passed_over += u64::from(mapped.passed_over);
        for fault in &mapped.faults {
            if id.is_empty() {
                self.reasons.add(&format!("record {}", self.report.read), fault);
            } else {
                self.reasons.add(id, fault);
            }
            self.report.warnings += u64::from(fault.effect == Effect::Warn);
        }
        match mapped.outcome {
            Outcome::Imported => {
                self.report.imported += 1;
                if !made.known {
                    self.filled.add(mapped.filled);
                }
            }
            Outcome::Held => self.report.held += 1,
            Outcome::Excluded => self.report.excluded += 1,
        }
        let (bordereau, program, sources) = (self.bordereau, self.mapper.program, self.sources);
        self.receiver.take(Taken { id, bordereau, made, fields: json, program, sources })
    }

    /// Reports what is odd about a language feed: records of its own, and ids that it has twice.
    fn language(&mut self, translation: &Translations) {
        let language = &translation.language;
        let orphans = translation.orphans();
        self.report.languages.push(LanguageReport {
            language: language.clone(),
            read: translation.read,
            joined: translation.joined(),
            orphans: orphans.len() as u64,
            complete: translation.complete,
            error: translation.error.clone(),
        });
        if translation.nameless > 0 {
            let because =
                format!("the feed `{language}` has records without an id: they are joined to nothing");
            let (field, raw) = (self.mapper.ready.pack.sit.id.clone(), String::new());
            let (code, effect) = (FaultCode::Identity, Effect::Warn);
            let fault = Fault { code, effect, rule: None, field, raw, because, detail: None };
            for number in 1..=translation.nameless {
                self.reasons.add(&format!("nameless record {number}"), &fault);
            }
            self.report.warnings += translation.nameless;
        }
        let orphans = orphans.into_iter().map(|id| (id, FaultCode::Orphan));
        let repeated = translation.repeated.iter().map(|id| (id.as_str(), FaultCode::Repeated));
        for (id, code) in orphans.chain(repeated) {
            let because = if code == FaultCode::Orphan {
                format!("the main feed has no such record: the feed `{language}` has it alone")
            } else {
                format!("the feed `{language}` has this id twice: the first is used")
            };
            let field = self.mapper.ready.pack.sit.id.clone();
            let (effect, raw) = (Effect::Warn, id.to_owned());
            let fault = Fault { code, effect, rule: None, field, raw, because, detail: None };
            self.reasons.add(id, &fault);
            self.report.warnings += 1;
        }
    }
}
