//! Codes of the vocabularies, as the ids of elloha's lists.

use serde_json::{Value as Json, json};

use super::{AT_THE_RECEPTION, Describer, object};
use crate::elloha::lists::{self, Which};
use crate::manifest::{CodeEntry, Platform};

impl Describer<'_> {
    /// One code of a vocabulary, as elloha lists it.
    pub(super) fn code(
        &mut self,
        which: Which,
        vocabulary: &str,
        field: &str,
        code: &Json,
    ) -> Option<lists::Item> {
        self.entry(which, vocabulary, field, code).map(|(_, item)| item)
    }

    pub(super) fn entry(
        &mut self,
        which: Which,
        vocabulary: &str,
        field: &str,
        code: &Json,
    ) -> Option<(CodeEntry, lists::Item)> {
        let code = code.as_str().unwrap_or_default();
        let known = self.pack.vocabulary(vocabulary);
        let entry = known.and_then(|known| known.codes.iter().find(|entry| entry.code.value == code));
        let Some(entry) = entry else {
            self.leave_out(field, code, format!("the vocabulary `{vocabulary}` has no such code any more"));
            return None;
        };
        let wanted = lists::Wanted {
            term: entry.term.as_deref().unwrap_or(&entry.label),
            kind: entry.kind.as_deref(),
            account_type: self.account_type,
            sub_type: self.sub_type,
        };
        match self.lists.find(which, wanted) {
            Ok(item) => Some((entry.clone(), item.clone())),
            Err(why) => {
                self.leave_out(field, code, why);
                None
            }
        }
    }

    pub(super) fn codes(&mut self, which: Which, field: &str, codes: &Json) -> Vec<(CodeEntry, lists::Item)> {
        let vocabulary = if which == Which::PaymentModes { "payment_modes" } else { field };
        let codes = codes.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut found: Vec<(CodeEntry, lists::Item)> = Vec::new();
        for code in codes {
            let Some((entry, item)) = self.entry(which, vocabulary, field, code) else { continue };
            if let Some((other, _)) = found.iter().find(|(_, known)| known.id == item.id) {
                let because = format!("elloha has one entry for it and `{}`", other.code.value);
                self.leave_out(field, entry.code.value.clone(), because);
                continue;
            }
            found.push((entry, item));
        }
        found
    }

    pub(super) fn languages(&mut self, value: &Json) {
        let mut items = Vec::new();
        for code in value.as_array().into_iter().flatten().filter_map(Json::as_str) {
            match self.lists.config.language(code) {
                Some(id) => items.push(object(json!({ "IdLang": id, "IdUsage": AT_THE_RECEPTION }))),
                None => self.leave_out("languages", code, "it is none of the languages of elloha's account"),
            }
        }
        self.list("languages", &[&["IdLang"], &["IdUsage"]], items);
    }

    pub(super) fn capacities(&mut self, value: &Json, platform: &Platform) {
        let mut items = Vec::new();
        for capacity in value.as_array().into_iter().flatten() {
            let text = |name: &str| capacity.get(name).and_then(Json::as_str);
            let code = text("type").unwrap_or_default();
            let unit = text("unit");
            let (id, unit_id) = (platform.capacity_type(code), unit.map(|unit| platform.unit(unit)));
            let (Some(id), false) = (id, unit_id == Some(None)) else {
                let what = if id.is_some() {
                    format!("the unit {}", unit.unwrap_or_default())
                } else {
                    "it".to_owned()
                };
                self.leave_out("capacities", code, format!("elloha/platform.yaml has no id of {what}"));
                continue;
            };
            items.push(object(json!({
                "Order": items.len() + 1,
                "Type": id,
                "Unit": unit_id.flatten(),
                "CapacityGlobal": capacity.get("global"),
                "CapacityClassified": capacity.get("classified"),
                "CapacityMin": capacity.get("min"),
                "CapacityMax": capacity.get("max"),
            })));
        }
        self.list("capacities", &[&["Type"]], items);
    }
}
