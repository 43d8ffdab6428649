//! One record through the program.

use std::borrow::Cow;

use super::counts::Counts;
use super::decide::Decided;
use super::fault::{Effect, Fault, FaultCode};
use super::room::emptied;
use super::test::Verdict;
use super::times::What;
use super::trace::Event;
use super::value::beginning;
use super::{Sink, target, translate};
use crate::check::ir::StopVerb;

use crate::functions::Notes;
use crate::program::{Program, RuleId, SlotId, Target, TargetId};
use crate::value::{Cut, Reason, Record, Value};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was mapped; faults are warnings.
    Imported,
    /// It cannot be imported as it is; a fault says why.
    Held,
    /// A rule says that it shall not be imported.
    Excluded,
}

/// A record that was mapped. Its fields are in the sink.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// What became of it.
    pub outcome: Outcome,
    /// The account type, if a rule gave one.
    pub account_type: Option<String>,
    /// What went wrong, the warnings included.
    pub faults: Vec<Fault>,
    /// How many descriptive targets are filled.
    pub filled: u32,
    /// Values that `first` and `lowest_price` left behind.
    pub passed_over: u32,
}

/// Maps a record; its fields are written into `sink` as one object. An excluded record writes nothing.
///
/// `translations` are the records of the same id in the language feeds, in the order of [`Program::languages`]; what
/// the rules and rows did is added to `counts`. `stated` is an account type that a person gave this very record: the
/// rules of the type, and a decision that the type is part of, are not asked.
pub fn eval<S: Sink>(
    program: &Program,
    record: &Record,
    translations: &[Option<&Record>],
    stated: Option<&str>,
    sink: &mut S,
    counts: &mut Counts,
) -> Mapped {
    let mut state = State::new(program, record, translations, counts);
    let decides = |target: &Target| target.decide.map(|(id, _)| id.index());
    let of_type = program.account_type.and_then(|id| decides(program.targets.get(id.index())?));
    let before = sink.mark();
    if state.timed(What::Stops, State::stops) {
        return state.end(Outcome::Excluded, None, 0);
    }
    sink.begin_object();
    let mut filled = std::mem::take(&mut state.counts.room.filled);
    filled.clear();
    filled.resize(program.targets.len(), false);
    let mut account_type = stated.map(str::to_owned);
    let mut count = 0;
    let type_at = program.account_type.map_or(usize::MAX, TargetId::index);
    let watched = state.counts.met.is_some() || state.counts.watch.is_some() || stated.is_some();
    for ((at, target), filled) in program.targets.iter().enumerate().zip(&mut filled) {
        let is_type = at == type_at;
        if watched {
            if let Some(met) = &state.counts.met
                && met.targets.get(at) == Some(&false)
            {
                continue;
            }
            if state.counts.watch.is_some() {
                state.note(|| Event::Target(program.target_id(at)));
            }
            if stated.is_some() && (is_type || (of_type.is_some() && decides(target) == of_type)) {
                continue;
            }
        }
        if is_type {
            account_type = target::account_type(&mut state, target);
            *filled = account_type.is_some();
        } else {
            *filled = target::write(&mut state, target, sink);
            count += u32::from(*filled);
        }
    }
    if !program.languages.is_empty() {
        state.note(|| Event::Translations);
        translate::write(&mut state, sink);
    }
    sink.end_object();
    state.groups(&filled);
    state.counts.room.filled = filled;
    let outcome = match state.faults.iter().map(|fault| fault.effect).max() {
        Some(Effect::Exclude) => Outcome::Excluded,
        Some(Effect::Hold) => Outcome::Held,
        Some(Effect::Warn | Effect::Note) | None => Outcome::Imported,
    };
    if outcome == Outcome::Excluded {
        sink.rollback(before);
    }
    state.end(outcome, account_type, count)
}

/// The most faults of one record. Real ones have a handful.
const MOST_FAULTS: usize = 1_000;

/// What is known while a record is mapped.
pub(super) struct State<'r> {
    pub(super) program: &'r Program,
    /// The record in the main feed, and in each language's feed.
    pub(super) sides: Sides<'r>,
    /// Which of them values are read from. Tests always read the main one.
    pub(super) side: usize,
    /// The language that is being written, if it is not the main one.
    pub(super) language: Option<usize>,
    /// The decisions, once they were needed.
    pub(super) decisions: Vec<Option<Decided>>,
    /// Whether the last value that was not written was there, and could not be used.
    pub(super) refused: bool,
    pub(super) notes: Notes,
    pub(super) faults: Vec<Fault>,
    pub(super) counts: &'r mut Counts,
    /// What tells the elements of the list that is being written apart, behind that of the lists around it.
    pub(super) keys: Vec<Cow<'r, str>>,
    /// The cells of the item that was taken out of a list last.
    pub(super) cut: Cut<'r>,
    passed_over: u32,
}

/// A record in all its languages: by their number, the main one is 0.
pub(super) struct Sides<'r> {
    main: Side<'r>,
    others: Vec<Side<'r>>,
}

impl<'r> Sides<'r> {
    #[inline]
    pub(super) fn get(&self, side: usize) -> Option<&Side<'r>> {
        match side.checked_sub(1) {
            None => Some(&self.main),
            Some(other) => self.others.get(other),
        }
    }

    #[inline]
    pub(super) fn get_mut(&mut self, side: usize) -> Option<&mut Side<'r>> {
        match side.checked_sub(1) {
            None => Some(&mut self.main),
            Some(other) => self.others.get_mut(other),
        }
    }
}

/// A record in one language.
pub(super) struct Side<'r> {
    pub(super) record: Option<&'r Record>,
    /// The values of `let`s, once they were needed.
    pub(super) lets: Vec<Option<Value<'r>>>,
    /// The fields taken apart, once they were needed.
    pub(super) reads: Vec<Option<Value<'r>>>,
}

impl<'r> Side<'r> {
    fn new(program: &Program, record: Option<&'r Record>) -> Self {
        // Most records need neither: what a list is made of goes from its field to its target at once.
        Self { record, lets: vec![None; program.lets.len()], reads: Vec::new() }
    }
}

impl<'r> State<'r> {
    fn new(
        program: &'r Program,
        record: &'r Record,
        translations: &[Option<&'r Record>],
        counts: &'r mut Counts,
    ) -> Self {
        let others = translations.iter().map(|record| Side::new(program, *record)).collect();
        let (keys, cut) = (emptied(&mut counts.room.keys), Cut::within(emptied(&mut counts.room.cells)));
        Self {
            program,
            sides: Sides { main: Side::new(program, Some(record)), others },
            side: 0,
            language: None,
            decisions: vec![None; program.decides.len()],
            refused: false,
            counts,
            notes: Notes::default(),
            faults: Vec::new(),
            keys,
            cut,
            passed_over: 0,
        }
    }

    fn end(mut self, outcome: Outcome, account_type: Option<String>, filled: u32) -> Mapped {
        let room = &mut self.counts.room;
        (room.keys, room.cells) = (emptied(&mut self.keys), emptied(&mut self.cut.into_cells()));
        Mapped { outcome, account_type, faults: self.faults, filled, passed_over: self.passed_over }
    }

    /// Whether an `exclude` takes the record. The first one that does is reported, and every `hold` before it.
    fn stops(&mut self) -> bool {
        for (at, stop) in self.program.stops.iter().enumerate() {
            let (code, effect, reason) = match (self.test(stop.test, None), stop.verb) {
                (Verdict::No, _) => continue,
                (Verdict::Yes, StopVerb::Exclude) => (FaultCode::Excluded, Effect::Exclude, None),
                (Verdict::Yes, StopVerb::Hold) => (FaultCode::Stopped, Effect::Hold, None),
                (Verdict::Unclear(reason), StopVerb::Exclude | StopVerb::Hold) => {
                    (FaultCode::Stopped, Effect::Hold, Some(reason))
                }
            };
            if let Some(count) = self.counts.stops.get_mut(at) {
                *count += 1;
            }
            let because = stop.because.clone();
            let (field, raw, detail) = match reason {
                Some(reason) => {
                    let detail = format!("cannot be tested: {}", reason.why);
                    (self.blame(&stop.sources, &reason.raw), reason.raw, Some(detail))
                }
                None => {
                    // Of the fields that were asked, the first that says something.
                    let said = stop.sources.iter().find(|slot| !self.texts(**slot).is_empty());
                    let first = said.or_else(|| stop.sources.first()).copied();
                    let raw = first.map_or(String::new(), |slot| self.raw(slot));
                    let field = first.map_or(String::new(), |slot| self.program.slot(slot).clone());
                    (field, raw, None)
                }
            };
            self.faults.push(Fault { code, effect, rule: Some(stop.span), field, raw, because, detail });
            if effect == Effect::Exclude {
                self.faults.retain(|fault| fault.effect == Effect::Exclude);
                return true;
            }
        }
        false
    }

    /// Required groups of targets.
    fn groups(&mut self, filled: &[bool]) {
        let done =
            |id: &Option<TargetId>| id.is_some_and(|id| filled.get(id.index()).copied().unwrap_or(false));
        let placed = self.program.needs_one_of.iter().any(|group| group.iter().all(|(_, id)| done(id)));
        if !placed && !self.program.needs_one_of.is_empty() {
            let groups: Vec<String> = self
                .program
                .needs_one_of
                .iter()
                .map(|group| group.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" and "))
                .collect();
            let because = format!("a record needs {}", groups.join(", or "));
            self.object(FaultCode::Unplaced, groups.first().cloned().unwrap_or_default(), because);
        }
        for group in &self.program.together {
            let count = group.iter().filter(|(_, id)| done(id)).count();
            if count > 0 && count < group.len() {
                let names = group.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" and ");
                let empty = group.iter().find(|(_, id)| !done(id)).map_or("", |(name, _)| name.as_str());
                self.object(
                    FaultCode::Half,
                    empty.to_owned(),
                    format!("{names} go together, and one is missing"),
                );
            }
        }
    }

    /// The engine's own objection: the record is held.
    fn object(&mut self, code: FaultCode, field: String, because: String) {
        let (effect, raw) = (Effect::Hold, String::new());
        self.faults.push(Fault { code, effect, rule: None, field, raw, because, detail: None });
    }

    /// A required target that stayed empty, unless what gives it said so already.
    pub(super) fn required(&mut self, target: &Target) {
        let (rule, decided) = match target.decide {
            Some((id, _)) => (Some(self.program.decide(id).span), true),
            None => (target.rules.first().map(|rule| self.program.rule(*rule).span), false),
        };
        let stopped = |id: crate::program::DecideId| {
            self.decisions.get(id.index()).copied().flatten() == Some(Decided::Stopped)
        };
        let said = if decided {
            target.decide.is_some_and(|(id, _)| stopped(id))
        } else {
            self.faults.iter().any(|fault| fault.rule == rule && fault.effect >= Effect::Hold)
        };
        let target = &target.name;
        if !said {
            let because = format!("a record cannot be without `{target}`");
            let (code, effect, field) = (FaultCode::Required, Effect::Hold, target.to_owned());
            self.faults.push(Fault { code, effect, rule, field, raw: String::new(), because, detail: None });
        }
    }

    /// Adds a fault. A layout that does not fit is one fault, however many rules stumble over it; so is a remark.
    pub(super) fn fault(&mut self, fault: Fault) {
        if self.faults.len() >= MOST_FAULTS {
            self.too_many_faults();
            return;
        }
        if matches!(fault.code, FaultCode::Layout | FaultCode::Remark) {
            let remark = fault.code == FaultCode::Remark;
            let same = |other: &&mut Fault| {
                other.code == fault.code
                    && other.field == fault.field
                    && (!remark || (other.raw == fault.raw && other.because == fault.because))
            };
            if let Some(other) = self.faults.iter_mut().find(same) {
                if fault.effect > other.effect {
                    *other = fault;
                }
                return;
            }
        }
        self.faults.push(fault);
    }

    /// Beyond so many faults a record is held, and the others are not listed.
    fn too_many_faults(&mut self) {
        if self.faults.len() == MOST_FAULTS {
            let because = format!("more than {MOST_FAULTS} faults in one record: the others are not listed");
            let (code, effect) = (FaultCode::Invalid, Effect::Hold);
            let (field, raw) = (String::new(), String::new());
            self.faults.push(Fault { code, effect, rule: None, field, raw, because, detail: None });
        }
    }

    /// The field that a refused text came from: the first of `sources` that holds it.
    pub(super) fn blame(&self, sources: &[SlotId], raw: &str) -> String {
        let holds = |slot: &&SlotId| !raw.is_empty() && self.mentions(**slot, raw);
        let slot = sources.iter().find(holds).or_else(|| sources.first());
        let name = slot.map_or(String::new(), |slot| self.program.slot(*slot).clone());
        match self.language.and_then(|number| self.program.languages.get(number)) {
            Some(language) if self.side > 0 => format!("{name}[{language}]"),
            Some(_) | None => name,
        }
    }

    /// The field that a telephone number came from, by its last digits, and what that field holds.
    pub(super) fn origin(&self, sources: &[SlotId], e164: &str) -> (String, String) {
        let last = e164.get(e164.len().saturating_sub(8)..).unwrap_or(e164);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let found = sources.iter().find_map(|slot| {
            self.texts(*slot).into_iter().find(|text| digits(text).contains(last)).map(|text| (slot, text))
        });
        match found {
            Some((slot, text)) => (self.program.slot(*slot).clone(), beginning(text)),
            None => (self.blame(sources, ""), e164.to_owned()),
        }
    }

    /// Takes what the steps of a rule noted: their remarks become warnings, what they left behind becomes notes.
    #[inline]
    pub(super) fn take_notes(&mut self, id: RuleId) {
        if !self.notes.is_empty() {
            self.tell(id);
        }
    }

    fn tell(&mut self, id: RuleId) {
        let rule = self.program.rule(id);
        let (rule, sources) = (rule.span, &rule.sources);
        let notes = std::mem::take(&mut self.notes);
        if self.side == 0
            && let Some(count) = self.counts.rules.get_mut(id.index())
        {
            count.passed_over += u64::from(notes.passed_over);
        }
        if notes.passed_over == 0 && notes.remarks.is_empty() {
            return;
        }
        self.passed_over = self.passed_over.saturating_add(notes.passed_over);
        let first = sources.iter().find(|slot| !self.texts(**slot).is_empty());
        let field = first.map_or(String::new(), |slot| self.program.slot(*slot).clone());
        let raw = first.map_or(String::new(), |slot| self.raw(*slot));
        let mut note = |code, effect, because: &str| {
            let (field, raw, because) = (field.clone(), raw.clone(), because.to_owned());
            self.fault(Fault { code, effect, rule: Some(rule), field, raw, because, detail: None });
        };
        for remark in notes.remarks {
            note(FaultCode::Remark, Effect::Warn, remark);
        }
        if notes.passed_over > 0 {
            note(FaultCode::PassedOver, Effect::Note, "values were left behind: another one was taken");
        }
    }

    /// The code of a refusal.
    pub(super) fn code_of(reason: &Reason) -> FaultCode {
        if reason.layout { FaultCode::Layout } else { FaultCode::Invalid }
    }
}
