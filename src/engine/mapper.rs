//! One record to what becomes of it, as every thread does it alike.

use super::load::Ready;
use crate::eval::{self, Counts, Effect, Fault, FaultCode, Json, Mapped, Outcome};
use crate::manifest::Picked;
use crate::program::Program;
use crate::value::{Record, View, trim};

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
        let id = id(record);
        let prefix = self.prefix(id);
        let picked = self.ready.head.picked(id);
        if picked.is_none()
            && let Some(fault) = self.excluded_type(id, prefix)
        {
            return Mapped {
                outcome: Outcome::Excluded,
                account_type: None,
                faults: vec![fault],
                filled: 0,
                passed_over: 0,
            };
        }
        let stated = picked.and_then(|picked| picked.account_type.as_ref()).map(|ty| ty.value.as_str());
        let mut mapped = eval::eval(self.program, record, translations, stated, json, counts);
        if mapped.outcome != Outcome::Excluded {
            let named = if picked.is_some() { None } else { self.named_otherwise(record) };
            // The rules of a feed know the type of its own records only; an id that says no type may be one of them.
            let own = prefix.is_none_or(|prefix| prefix == self.program.record_type);
            let typeless = picked.filter(|_| stated.is_none() && (!own || mapped.account_type.is_none()));
            if let (true, Some(stated), Some(picked)) = (own, stated, picked) {
                mapped.faults.extend(self.ruled_otherwise(record, id, stated, picked));
            }
            for fault in named.into_iter().chain(typeless.map(|picked| self.typeless(id, picked))) {
                mapped.faults.push(fault);
                mapped.outcome = Outcome::Held;
            }
            if let Some(fault) = self.identity(id, prefix, picked.is_some()) {
                if fault.effect == Effect::Hold {
                    mapped.outcome = Outcome::Held;
                }
                mapped.faults.push(fault);
            }
        }
        mapped
    }

    /// The fault of a record whose id is missing or of another type.
    fn identity(&self, id: &str, prefix: Option<&str>, picked: bool) -> Option<Fault> {
        let (code, effect, because) = match prefix {
            _ if id.is_empty() => (FaultCode::Identity, Effect::Hold, "the record has no id".to_owned()),
            Some(code) if code == self.program.record_type => return None,
            // Picked by hand: what it becomes is stated, or it is held for that already.
            _ if picked => return None,
            // The type of an account can never be changed: what may be of another one is asked about.
            Some(_) => {
                let because = format!("the id is of another record type than {}", self.program.record_type);
                (FaultCode::OtherType, Effect::Hold, because)
            }
            None => {
                let because = "the id begins with no known record type".to_owned();
                (FaultCode::OtherType, Effect::Warn, because)
            }
        };
        let (field, raw) = (self.ready.pack.sit.id.clone(), id.to_owned());
        Some(Fault { code, effect, rule: None, field, raw, because, detail: None })
    }

    /// The fault of a record whose id says that it is of an excluded type, or of none that is known.
    fn excluded_type(&self, id: &str, prefix: Option<&str>) -> Option<Fault> {
        let exclusions = &self.ready.pack.exclusions;
        let exclusion = match prefix {
            Some(prefix) => exclusions.of(prefix)?,
            None if id.is_empty() => return None,
            None => exclusions.unknown.as_ref()?,
        };
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

    /// The fault of a record that was picked by hand, and of which nothing says what it becomes.
    fn typeless(&self, id: &str, picked: &Picked) -> Fault {
        Fault {
            code: FaultCode::OtherType,
            effect: Effect::Hold,
            rule: Some(picked.place),
            field: self.ready.pack.sit.id.clone(),
            raw: id.to_owned(),
            because:
                "picked by hand, and nothing says which account type it becomes: write that behind its id"
                    .to_owned(),
            detail: None,
        }
    }

    /// The fault of a record for which the rules say another type than the one that was stated for it.
    fn ruled_otherwise(&self, record: &Record, id: &str, stated: &str, picked: &Picked) -> Option<Fault> {
        let (mut json, mut counts) = (Json::new(), Counts::new(self.program));
        let ruled = eval::eval(self.program, record, &[], None, &mut json, &mut counts).account_type?;
        (ruled != stated).then(|| Fault {
            code: FaultCode::OtherType,
            effect: Effect::Warn,
            rule: Some(picked.place),
            field: self.ready.pack.sit.id.clone(),
            raw: id.to_owned(),
            because: format!(
                "the rules say {ruled}, and head.yaml states {stated} for this record: that counts"
            ),
            detail: None,
        })
    }

    /// The fault of a record that the feed itself names as one of another type.
    fn named_otherwise(&self, record: &Record) -> Option<Fault> {
        let words = text(record, self.program.type_name?.index());
        let called = self.ready.pack.bordereaux.called(words);
        if called.is_empty() || called.contains(&self.program.record_type) {
            return None;
        }
        // The type of an account can never be changed: what may be of another one is asked about.
        Some(Fault {
            code: FaultCode::OtherType,
            effect: Effect::Hold,
            rule: None,
            field: self.ready.pack.sit.type_name.clone().unwrap_or_default(),
            raw: words.to_owned(),
            because: format!("the feed names it as of type {}", called.join(" or ")),
            detail: None,
        })
    }

    /// The record type that an id begins with.
    fn prefix(&self, id: &str) -> Option<&'r str> {
        self.ready.pack.bordereaux.of_id(id)
    }
}

/// The id of a record; empty where it has none.
pub(super) fn id(record: &Record) -> &str {
    text(record, 0)
}

/// The text of a slot; empty where it has none.
fn text(record: &Record, slot: usize) -> &str {
    match record.view(slot) {
        Some(View::Text(text) | View::Number(text)) => trim(text),
        Some(View::Null | View::Boolean(_) | View::List(_) | View::Object(_)) | None => "",
    }
}
