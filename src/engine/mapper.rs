//! One record to what becomes of it, as every thread does it alike.

use super::load::Ready;
use crate::eval::{self, Counts, Effect, Fault, FaultCode, Json, Mapped, Outcome};
use crate::program::Program;
use crate::value::{Record, View};

/// What maps the records of one feed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mapper<'r> {
    pub(super) ready: &'r Ready,
    pub(super) program: &'r Program,
}

impl<'r> Mapper<'r> {
    /// Maps a record; its fields are appended to `json`.
    pub(super) fn map(
        &self,
        record: &Record,
        translations: &[Option<&Record>],
        json: &mut Json,
        counts: &mut Counts,
    ) -> Mapped {
        match self.excluded_type(id(record)) {
            Some(fault) => Mapped {
                outcome: Outcome::Excluded,
                account_type: None,
                faults: vec![fault],
                filled: 0,
                passed_over: 0,
            },
            None => eval::eval(self.program, record, translations, json, counts),
        }
    }

    /// The fault of a record whose id says that it is of an excluded type.
    fn excluded_type(&self, id: &str) -> Option<Fault> {
        let exclusion = self.ready.pack.exclusions.of(self.prefix(id)?)?;
        Some(Fault {
            code: FaultCode::Excluded,
            effect: Effect::Exclude,
            rule: Some(exclusion.record_type.span),
            field: self.ready.pack.sit.id.clone(),
            raw: id.to_owned(),
            because: exclusion.because.clone(),
            detail: Some(exclusion.reason.word().to_owned()),
        })
    }

    /// The record type that an id begins with.
    pub(super) fn prefix(&self, id: &str) -> Option<&'r str> {
        let codes = self.ready.pack.bordereaux.codes.iter().map(|code| code.value.as_str());
        codes.filter(|code| id.starts_with(code)).max_by_key(|code| code.len())
    }
}

/// The id of a record; empty where it has none.
pub(super) fn id(record: &Record) -> &str {
    match record.view(0) {
        Some(View::Text(text) | View::Number(text)) => text.trim(),
        Some(View::Null | View::Boolean(_) | View::List(_) | View::Object(_)) | None => "",
    }
}
