//! What a cold record says of its account, in elloha's ids and shapes; and what of it elloha cannot take.
//!
//! **Invariant:** every field of a record is created with, described with, or left out with a reason.

mod codes;
mod media;
mod texts;

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::create::is_in_it;
use super::find::same_email;
use super::lists::Which;
use super::patch::{Wanted, WantedList};
use super::{Lists, OpeningTime, Owner};
use crate::manifest::{Pack, Platform};

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

    fn field(&mut self, name: &str, value: &Json, owner: &Owner, platform: &Platform) {
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
}
