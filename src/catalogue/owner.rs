//! The owner of an account: what the record says, and what somebody adds to it.

use email_address::{EmailAddress, Options};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::ready::Lack;
use crate::elloha::{Cold, Owner};
use crate::functions;
use crate::value::PhoneKind;

/// What is said of an owner; what is left out is taken from the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GivenOwner {
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Mobile telephone, as people write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
}

impl GivenOwner {
    /// Reads `first=Jeanne,last=Martin,email=jeanne@example.org,mobile=06 39 98 00 01`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut given = Self::default();
        for part in text.split(',') {
            let (name, value) = part.split_once('=').ok_or_else(|| form(text))?;
            let value = value.trim();
            if value.is_empty() {
                return Err(format!("`{}` has no value: leave it out, or write one", name.trim()));
            }
            let Some(place) = given.place(name.trim()) else {
                return Err(format!("`{}` is nothing of an owner; {}", name.trim(), form(text)));
            };
            if place.replace(value.to_owned()).is_some() {
                return Err(format!("`{}` stands there twice", name.trim()));
            }
        }
        Ok(given)
    }

    /// Where a part of it stands, by its name.
    pub(super) fn place(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "first" => Some(&mut self.first),
            "last" => Some(&mut self.last),
            "email" => Some(&mut self.email),
            "mobile" => Some(&mut self.mobile),
            _ => None,
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn form(text: &str) -> String {
    format!(
        "`{text}` does not say who the owner is: write it as \
         `first=Jeanne,last=Martin,email=jeanne@example.org,mobile=06 39 98 00 01`, and names with a comma into a list \
         for --owners"
    )
}

/// What a record says of its owner.
pub(super) fn known(cold: &Cold<'_>) -> GivenOwner {
    let contact = |name: &str| of_contacts(cold.fields, name);
    let text = |field: &str| cold.text(field).map(str::to_owned);
    GivenOwner {
        first: contact("firstName"),
        last: contact("lastName"),
        email: text("email").or_else(|| contact("emailAddress")),
        mobile: text("mobilePhone").or_else(|| contact("mobilePhone")),
    }
}

/// The owner of a record, as far as it is known; what is missing or wrong, one line each.
pub(super) fn owner(cold: &Cold<'_>, given: &GivenOwner) -> Result<Owner, Vec<Lack>> {
    let mut lacks = Vec::new();
    let of_record = known(cold);
    let lack = |short: &str, what: String| Lack { kind: "owner", short: short.to_owned(), what };
    let mut take = |given: &Option<String>, known: &Option<String>, what: &str, option: &str| {
        let found = given.as_ref().or(known.as_ref()).filter(|text| !text.trim().is_empty()).cloned();
        if found.is_none() {
            let told = format!("{what} is missing: add `{option}=…` to --owner");
            lacks.push(lack(what, told));
        }
        found.unwrap_or_default()
    };
    let first = take(&given.first, &of_record.first, "the owner's first name", "first");
    let last = take(&given.last, &of_record.last, "the owner's last name", "last");
    let email = take(&given.email, &of_record.email, "the owner's e-mail", "email");
    let mobile = take(&given.mobile, &of_record.mobile, "the owner's mobile telephone", "mobile");
    if !email.is_empty() && !is_login(&email) {
        let told = format!("`{email}` is no e-mail address: it becomes the owner's login");
        lacks.push(lack("an e-mail that is one", told));
    }
    let mobile = if mobile.is_empty() {
        mobile
    } else {
        match functions::telephone(&mobile) {
            Ok(number) if number.kind == PhoneKind::Landline => {
                let told = format!(
                    "`{mobile}` is a fixed line: the owner gets the password as a text message, to a mobile"
                );
                lacks.push(lack("a mobile telephone that is one", told));
                mobile
            }
            // Special rates and the like: of French numbers only mobiles get text messages.
            Ok(number) if number.kind == PhoneKind::Other && is_french(&number.e164) => {
                lacks.push(lack(
                    "a mobile telephone that is one",
                    format!("`{mobile}` is no mobile telephone"),
                ));
                mobile
            }
            Ok(number) => number.e164,
            Err(why) => {
                let told = format!("`{mobile}` is no mobile telephone: {why}");
                lacks.push(lack("a mobile telephone that is one", told));
                mobile
            }
        }
    };
    if lacks.is_empty() { Ok(Owner { first, last, email, mobile }) } else { Err(lacks) }
}

/// Whether a text is the plain address of a mailbox: neither with a name beside it, nor on a machine without a domain.
fn is_login(text: &str) -> bool {
    let plain = Options::default().without_display_text().without_domain_literal().with_required_tld();
    EmailAddress::parse_with_options(text, plain).is_ok()
}

/// Whether a number is of France, the overseas départements included.
fn is_french(number: &str) -> bool {
    ["+33", "+262", "+508", "+590", "+594", "+596"].into_iter().any(|code| number.starts_with(code))
}

/// What the persons of a record say: the one to ask first, else the first who says it.
fn of_contacts(fields: &Map<String, Json>, name: &str) -> Option<String> {
    let contacts = fields.get("contacts")?.as_array()?;
    let is_first = |contact: &&Json| contact.get("isRef").and_then(Json::as_bool) == Some(true);
    let (refs, others): (Vec<&Json>, Vec<&Json>) = contacts.iter().partition(is_first);
    // Names of two persons are never put together: who has a last name is the person.
    let person = refs.iter().chain(&others).find(|contact| contact.get("lastName").is_some());
    let said = |contact: &Json| contact.get(name).and_then(Json::as_str).map(str::to_owned);
    match person {
        Some(person) => said(person),
        None => refs.into_iter().chain(others).find_map(said),
    }
}

/// As the catalogue keeps it until the account is taken over.
pub(super) fn to_json(owner: &Owner) -> String {
    let Owner { first, last, email, mobile } = owner;
    json!({ "first": first, "last": last, "email": email, "mobile": mobile }).to_string()
}

/// As the catalogue has kept it.
pub(super) fn of_json(text: &str) -> Owner {
    let kept: Json = serde_json::from_str(text).unwrap_or_default();
    let text = |name: &str| kept.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    Owner { first: text("first"), last: text("last"), email: text("email"), mobile: text("mobile") }
}
