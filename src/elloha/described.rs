//! What a cold record says of its account, in elloha's ids and shapes; and what of it elloha cannot take.
//!
//! **Invariant:** every field of a record is created with, described with, or left out with a reason.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::create::is_in_it;
use super::find::same_email;
use super::lists::{self, Which};
use super::patch::{Wanted, WantedList};
use super::{Lists, OpeningTime, Owner};
use crate::manifest::{CodeEntry, Pack};

/// Languages spoken at the reception: elloha has one usage of a language, and this is its id.
const AT_THE_RECEPTION: &str = "FEC0D3F1-0AEA-4875-A103-5C6080685FB0";

/// The system that records come from, as the account names it (`Oi.source`).
pub(super) const SOURCE: &str = "Tourinsoft";

/// A cold record.
#[derive(Clone, Copy, Debug)]
pub struct Cold<'c> {
    /// Its id in the information system.
    pub id: &'c str,
    /// `Tasting`
    pub account_type: &'c str,
    /// Its fields.
    pub fields: &'c Map<String, Json>,
}

impl<'c> Cold<'c> {
    /// A text of it.
    pub fn text(&self, field: &str) -> Option<&'c str> {
        self.fields.get(field)?.as_str()
    }
}

/// What a record says of its account.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// What the account shall have.
    pub wanted: Wanted,
    /// When it is open.
    pub opening: Vec<OpeningTime>,
    /// What elloha cannot take of it.
    pub left_out: Vec<LeftOut>,
}

/// A value that does not go into the account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LeftOut {
    /// The field.
    pub field: String,
    /// The value.
    pub value: String,
    /// Why.
    pub because: String,
    /// Whether that is so with every such record: then there is nothing to look at.
    pub usual: bool,
}

/// What a record says of its account, which its owner was given.
pub fn described(cold: &Cold<'_>, owner: &Owner, pack: &Pack, lists: &Lists) -> Described {
    let platform = pack.platform.clone().unwrap_or_default();
    let mut describer = Describer {
        cold,
        pack,
        lists,
        account_type: platform.account_type(cold.account_type).unwrap_or_default(),
        sub_type: cold.text("subType").and_then(|code| platform.sub_type(code)),
        said: Described::default(),
    };
    let values = &mut describer.said.wanted.values;
    values.insert("Source".to_owned(), SOURCE.into());
    values.insert("ExtId".to_owned(), cold.id.into());
    for field in &pack.schema.fields {
        let name = field.name.value.as_str();
        if let Some(value) = cold.fields.get(name).filter(|_| !is_in_it(name)) {
            describer.field(name, value, owner, &platform);
        }
    }
    describer.texts();
    for (name, value) in cold.fields.iter().filter(|(name, _)| *name != "translations") {
        if pack.schema.field(name).is_none() {
            describer.leave_out(name, value.to_string(), "elloha/account.yaml has no such field any more");
        }
    }
    describer.said
}

struct Describer<'d> {
    cold: &'d Cold<'d>,
    pack: &'d Pack,
    lists: &'d Lists,
    account_type: Uuid,
    sub_type: Option<Uuid>,
    said: Described,
}

/// A name with a capital, as members of a patch have it.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or(String::new(), |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
}

fn object(members: Json) -> Map<String, Json> {
    match members {
        Json::Object(members) => members.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    }
}

/// `12.50` for 1250 cents, and `12` for 1200: as the samples of elloha's document.
fn amount(cents: u64) -> String {
    if cents.is_multiple_of(100) {
        (cents / 100).to_string()
    } else {
        format!("{}.{:02}", cents / 100, cents % 100)
    }
}

impl Describer<'_> {
    fn leave_out(&mut self, field: &str, value: impl Into<String>, because: impl Into<String>) {
        let (value, because) = (value.into(), because.into());
        self.said.left_out.push(LeftOut { field: field.to_owned(), value, because, usual: false });
    }

    /// Leaves a value out as with every such record.
    fn pass_over(&mut self, field: &str, value: impl Into<String>, because: &str) {
        let (value, because) = (value.into(), because.to_owned());
        self.said.left_out.push(LeftOut { field: field.to_owned(), value, because, usual: true });
    }

    fn list(
        &mut self,
        name: &'static str,
        keys: &'static [&'static [&'static str]],
        items: Vec<Map<String, Json>>,
    ) {
        if !items.is_empty() {
            self.said.wanted.lists.push(WantedList { name, keys, items });
        }
    }

    fn field(&mut self, name: &str, value: &Json, owner: &Owner, platform: &crate::manifest::Platform) {
        match name {
            // Texts are put together at the end, and the body of the SIT is no field of elloha's.
            "title" | "description" | "abstract" | "keywords" | "obsMoyPaiements" | "descriptions"
            | "structure" => {}
            "email" => {
                let theirs = value.as_str().unwrap_or_default();
                if !same_email(theirs, &owner.email) {
                    self.pass_over(name, theirs, "the e-mail of the account is its owner's login");
                }
            }
            "mobilePhone" => {
                let theirs = value.as_str().unwrap_or_default();
                if theirs != owner.mobile {
                    self.pass_over(
                        name,
                        theirs,
                        "the mobile of the account is its owner's, who gets the password there",
                    );
                }
            }
            "contacts" => self.contacts(value),
            "photos" => self.media("photos", "Photo", value),
            "documents" => self.media("documents", "Document", value),
            "links" => self.media("links", "Link", value),
            "officialRating" => {
                if let Some(item) = self.code(Which::Ratings, "ratings", name, value) {
                    self.said.wanted.values.insert("IdOfficialRating".to_owned(), item.id.to_string().into());
                }
            }
            "labels" => {
                let items = self.codes(Which::Labels, name, value);
                let items = items.into_iter().map(|(entry, item)| {
                    object(json!({ "IdType": entry.kind, "IdEct": item.id_ect, "IdLabel": item.id }))
                });
                let items = items.collect();
                self.list("labels", &[&["IdType"], &["IdEct"], &["IdLabel"]], items);
            }
            "services" => {
                let items = self.codes(Which::Services, name, value);
                let items = items.into_iter().map(|(_, item)| object(json!({ "IdScea": item.id })));
                let items = items.collect();
                self.list("sceas", &[&["IdScea"]], items);
            }
            "themes" => {
                let items = self.codes(Which::Themes, name, value);
                let items = (1..).zip(items);
                let items = items.map(|(order, (_, item)): (u64, _)| {
                    object(json!({ "IdTheme": item.id, "Order": order }))
                });
                let items = items.collect();
                self.list("themes", &[&["IdTheme"]], items);
            }
            "tags" => {
                let items = self.codes(Which::Tags, name, value);
                let items = (1..).zip(items);
                let items = items.map(|(order, (_, item)): (u64, _)| {
                    object(json!({ "IdLexicon": item.id, "Order": order }))
                });
                let items = items.collect();
                self.list("tags", &[&["IdLexicon"]], items);
            }
            "paymentModes" => {
                let items = self.codes(Which::PaymentModes, name, value);
                let items = items.into_iter().map(|(_, item)| object(json!({ "IdPaymentMode": item.id })));
                let items = items.collect();
                self.list("paymentModes", &[&["IdPaymentMode"]], items);
            }
            "languages" => self.languages(value),
            "capacities" => self.capacities(value, platform),
            "openingPeriods" => self.opening(value),
            "basePrice" | "maxPrice" => {
                let value = value.as_u64().map_or_else(|| value.clone(), |cents| amount(cents).into());
                self.said.wanted.values.insert(capital(name), value);
            }
            _ => {
                let value = match value {
                    Json::Number(number) => number.to_string().into(),
                    other => other.clone(),
                };
                self.said.wanted.values.insert(capital(name), value);
            }
        }
    }

    /// One code of a vocabulary, as elloha lists it.
    fn code(&mut self, which: Which, vocabulary: &str, field: &str, code: &Json) -> Option<lists::Item> {
        self.entry(which, vocabulary, field, code).map(|(_, item)| item)
    }

    fn entry(
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

    fn codes(&mut self, which: Which, field: &str, codes: &Json) -> Vec<(CodeEntry, lists::Item)> {
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

    fn languages(&mut self, value: &Json) {
        let mut items = Vec::new();
        for code in value.as_array().into_iter().flatten().filter_map(Json::as_str) {
            match self.lists.config.language(code) {
                Some(id) => items.push(object(json!({ "IdLang": id, "IdUsage": AT_THE_RECEPTION }))),
                None => self.leave_out("languages", code, "it is none of the languages of elloha's account"),
            }
        }
        self.list("languages", &[&["IdLang"], &["IdUsage"]], items);
    }

    fn capacities(&mut self, value: &Json, platform: &crate::manifest::Platform) {
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

    /// Persons and companies. Their names are those of the account's contacts in elloha's model.
    fn contacts(&mut self, value: &Json) {
        let mut items = Vec::new();
        for contact in value.as_array().into_iter().flatten() {
            let member = |name: &str| contact.get(name).cloned();
            let civility = contact.get("civility").and_then(Json::as_str).map(capital);
            let inner = object(json!({
                "IdCivility": civility,
                "FirstName": member("firstName"),
                "LastName": member("lastName"),
                "Function": member("function"),
                "CompanyName": member("companyName"),
                "Phone": member("phone"),
                "MobilePhone": member("mobilePhone"),
                "Fax": member("fax"),
                "EmailAddress": member("emailAddress"),
                "Website": member("website"),
            }));
            items.push(object(json!({
                "IsRef": contact.get("isRef").and_then(Json::as_bool).unwrap_or(false),
                "HasAddress": false,
                "Contact": inner,
            })));
        }
        self.list("contacts", &[&["Contact"]], items);
    }

    /// Photos, documents and links: elloha's `Media` names the address that a file comes from.
    fn media(&mut self, name: &'static str, kind: &str, value: &Json) {
        let languages = self.languages_of_texts();
        let main = self.lists.config.language("fr");
        let mut items: Vec<Map<String, Json>> = Vec::new();
        for media in value.as_array().into_iter().flatten() {
            let text = |of: &Json, name: &str| of.get(name).and_then(Json::as_str).map(str::to_owned);
            let Some(url) = text(media, "url") else { continue };
            let credit = text(media, "credit");
            let mut translations = Vec::new();
            for (code, fields) in &languages {
                let own = if code == "fr" { Some(media) } else { same_address(fields, name, &url) };
                let title = own.and_then(|own| text(own, "title"));
                let id = self.lists.config.language(code);
                if let (Some(id), true) = (id, title.is_some() || code == "fr" && credit.is_some()) {
                    translations.push(object(json!({ "IdLang": id, "Title": title, "Copyright": credit })));
                }
            }
            let translations = Some(translations).filter(|translations| !translations.is_empty());
            items.push(object(json!({
                "Order": items.len() + 1,
                "Media": object(json!({
                    "Url_Origin": url,
                    "Type": kind,
                    "IdLang": main,
                    "Title": text(media, "title"),
                    "Translations": translations,
                })),
            })));
        }
        self.list(name, &[&["Media", "Url_Origin"]], items);
    }

    /// French and the languages in which the record has texts, each with its fields.
    fn languages_of_texts(&self) -> Vec<(String, Map<String, Json>)> {
        let mut languages = vec![("fr".to_owned(), self.cold.fields.clone())];
        let others = self.cold.fields.get("translations").and_then(Json::as_object);
        for (code, fields) in others.into_iter().flatten() {
            languages.extend(fields.as_object().map(|fields| (code.clone(), fields.clone())));
        }
        languages
    }

    /// Names and texts, a language each.
    fn texts(&mut self) {
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
    fn opening(&mut self, value: &Json) {
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

/// The media of the same address among the fields of another language.
fn same_address<'f>(fields: &'f Map<String, Json>, list: &str, url: &str) -> Option<&'f Json> {
    fields.get(list)?.as_array()?.iter().find(|one| one.get("url").and_then(Json::as_str) == Some(url))
}
