//! Decisions: asked once for each record, when the first of their targets is needed.

use super::fault::{Effect, Fault, FaultCode};
use super::record::State;
use super::test::{Verdict, compare, meet};
use super::times::What;
use super::trace::Event;
use crate::check::ir::{Constant, DecideResult, Fit, StopVerb};
use crate::program::DecideId;
use crate::source::Span;
use crate::value::Value;

/// What a decision came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    /// A row of it fits, by number.
    Row(usize),
    /// It holds or excludes the record, which was reported.
    Stopped,
    /// No row fits.
    Nothing,
}

impl<'r> State<'r> {
    /// The constant that a decision gives in a column.
    pub(super) fn decided(&mut self, id: DecideId, column: usize) -> Option<&'r Constant> {
        let known = self.decisions.get(id.index()).copied().flatten();
        let decided = match known {
            Some(decided) => decided,
            None => {
                let decided = self.timed(What::Decide(id), |state| state.decide(id));
                let row = if let Decided::Row(row) = decided { Some(row) } else { None };
                self.note(|| Event::Decided(id, row));
                if let Some(slot) = self.decisions.get_mut(id.index()) {
                    *slot = Some(decided);
                }
                decided
            }
        };
        let Decided::Row(row) = decided else { return None };
        match &self.program.decide(id).rows.get(row)?.result {
            DecideResult::Values(values) => values.get(column)?.as_ref(),
            DecideResult::Stop(..) => None,
        }
    }

    fn decide(&mut self, id: DecideId) -> Decided {
        let program = self.program;
        let decide = program.decide(id);
        let mut values = Vec::with_capacity(decide.columns.len());
        for (column, sources) in decide.columns.iter().zip(&decide.sources) {
            let value = self.value(*column, None);
            if let Value::Invalid(reason) = &value {
                let field = self.blame(sources, &reason.raw);
                let because = format!("cannot be decided: {}", reason.why);
                self.stopped(
                    Effect::Hold,
                    State::code_of(reason),
                    decide.span,
                    (field, reason.raw.clone()),
                    because,
                );
                return Decided::Stopped;
            }
            values.push(value);
        }
        let met = self.counts.met.as_mut().and_then(|met| met.decides.get_mut(id.index()));
        if let Some((asked, met)) = met {
            *asked += 1;
            for (row, met) in decide.rows.iter().zip(met) {
                for ((cell, value), met) in row.cells.iter().zip(&values).zip(met) {
                    meet(value, cell.literals(), met);
                }
            }
        }
        let sources: Vec<_> = decide.sources.iter().flatten().copied().collect();
        for (at, row) in decide.rows.iter().enumerate() {
            match fits(&row.cells, &values) {
                Verdict::No => continue,
                Verdict::Unclear(reason) => {
                    let field = self.blame(&sources, &reason.raw);
                    let because = format!("cannot be decided: {}", reason.why);
                    let effect = Effect::Hold;
                    let asked = (field, reason.raw);
                    self.stopped(effect, FaultCode::Invalid, decide.span, asked, because);
                    return Decided::Stopped;
                }
                Verdict::Yes => {}
            }
            if let Some(count) = self.counts.decides.get_mut(id.index()).and_then(|rows| rows.get_mut(at)) {
                *count += 1;
            }
            let DecideResult::Stop(verb, because) = &row.result else { return Decided::Row(at) };
            let (effect, code) = match verb {
                StopVerb::Hold => (Effect::Hold, FaultCode::Stopped),
                StopVerb::Exclude => (Effect::Exclude, FaultCode::Excluded),
            };
            let asked = self.asked(id, &values);
            self.stopped(effect, code, row.span, asked, because.clone());
            return Decided::Stopped;
        }
        Decided::Nothing
    }

    /// The fields that a decision asked, and what each held; one that two columns ask stands there once.
    fn asked(&self, id: DecideId, values: &[Value<'_>]) -> (String, String) {
        let mut asked: Vec<(String, String)> = Vec::new();
        for (sources, value) in self.program.decide(id).sources.iter().zip(values) {
            let names = sources.iter().map(|slot| self.program.slot(*slot).as_str()).collect::<Vec<_>>();
            let column = (names.join(", "), value.display().into_owned());
            if !asked.contains(&column) {
                asked.push(column);
            }
        }
        match asked.as_mut_slice() {
            [(field, raw)] => (std::mem::take(field), std::mem::take(raw)),
            several => {
                let said = |text: &String| if text.is_empty() { "missing".to_owned() } else { text.clone() };
                let mut fields: Vec<&str> = several.iter().map(|(field, _)| field.as_str()).collect();
                fields.dedup();
                let raws: Vec<String> = several.iter().map(|(_, raw)| said(raw)).collect();
                (fields.join(", "), raws.join(" | "))
            }
        }
    }

    fn stopped(
        &mut self,
        effect: Effect,
        code: FaultCode,
        rule: Span,
        (field, raw): (String, String),
        because: String,
    ) {
        self.fault(Fault { code, effect, rule: Some(rule), field, raw, because, detail: None });
    }
}

/// Whether all cells of a row fit.
fn fits(cells: &[Fit], values: &[Value<'_>]) -> Verdict {
    let mut verdict = Verdict::Yes;
    for (cell, value) in cells.iter().zip(values) {
        let found = match cell {
            Fit::Any => Verdict::Yes,
            Fit::Asks(comparison) => compare(value, comparison),
        };
        match found {
            Verdict::Yes => {}
            Verdict::No => return Verdict::No,
            unclear @ Verdict::Unclear(_) => verdict = unclear,
        }
    }
    verdict
}
