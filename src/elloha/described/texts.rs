//! Names and texts, a language each; and when an account is open.

use serde_json::{Map, Value as Json, json};

use super::{Describer, object};
use crate::elloha::OpeningTime;

impl Describer<'_> {
    /// French and the languages in which the record has texts, each with its fields.
    pub(super) fn languages_of_texts(&self) -> Vec<(String, Map<String, Json>)> {
        let mut languages = vec![("fr".to_owned(), self.cold.fields.clone())];
        let others = self.cold.fields.get("translations").and_then(Json::as_object);
        for (code, fields) in others.into_iter().flatten() {
            languages.extend(fields.as_object().map(|fields| (code.clone(), fields.clone())));
        }
        languages
    }

    /// Names and texts, a language each.
    pub(super) fn texts(&mut self) {
        let (mut translations, mut descriptions) = (Vec::new(), Vec::new());
        for (code, fields) in self.languages_of_texts() {
            let Some(id) = self.lists.config.language(&code) else {
                self.leave_out("translations", code, "it is none of the languages of elloha's account");
                continue;
            };
            let texts = object(json!({
                "Title": fields.get("title"),
                "Description": fields.get("description"),
                "Abstract": fields.get("abstract"),
                "Keywords": fields.get("keywords"),
                "ObsMoyPaiements": fields.get("obsMoyPaiements"),
            }));
            if !texts.is_empty() {
                translations.push([object(json!({ "IdLang": id })), texts].into_iter().flatten().collect());
            }
            if let Some(own) = fields.get("descriptions") {
                descriptions.push(object(json!({
                    "IdEct": self.lists.config.id_ect,
                    "IdLang": id,
                    "Title": own.get("title"),
                    "Text": own.get("text"),
                    "Html": own.get("html"),
                })));
            }
        }
        self.list("translations", &[&["IdLang"]], translations);
        self.list("descriptions", &[&["IdEct"], &["IdLang"]], descriptions);
    }

    /// The periods of an account of the activity family; elloha takes those of no other.
    pub(super) fn opening(&mut self, value: &Json) {
        let types = &self.pack.types.types;
        let family = types.iter().find(|one| one.code.value == self.cold.account_type);
        let is_activity = family.is_some_and(|one| one.family == "activity");
        let periods = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if !is_activity {
            let count =
                if periods.len() == 1 { "1 period".to_owned() } else { format!("{} periods", periods.len()) };
            self.pass_over("openingPeriods", count, "elloha takes opening hours of activity accounts only");
            return;
        }
        for period in periods {
            match OpeningTime::of(period) {
                Some(opening) => self.said.opening.push(opening),
                None => {
                    self.leave_out(
                        "openingPeriods",
                        period.to_string(),
                        "its hours are not written as hours",
                    );
                }
            }
        }
    }
}
