//! The owner of an account: what the record says, and what somebody adds to it.

use serde_json::{Map, Value as Json, json};

use crate::elloha::{Cold, Owner};
use crate::functions;
use crate::value::PhoneKind;

/// What somebody says of an owner; what is left out is taken from the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenOwner {
    /// First name.
    pub first: Option<String>,
    /// Last name.
    pub last: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Mobile telephone, as people write it.
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
            let place = match name.trim() {
                "first" => &mut given.first,
                "last" => &mut given.last,
                "email" => &mut given.email,
                "mobile" => &mut given.mobile,
                other => {
                    return Err(format!("`{other}` is nothing of an owner; {}", form(text)));
                }
            };
            if place.replace(value.to_owned()).is_some() {
                return Err(format!("`{}` stands there twice", name.trim()));
            }
        }
        Ok(given)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn form(text: &str) -> String {
    format!(
        "`{text}` does not say who the owner is: write it as \
         `first=Jeanne,last=Martin,email=jeanne@example.org,mobile=06 39 98 00 01`"
    )
}

/// The owner of a record, as far as it is known; what is missing or wrong, one line each.
pub(super) fn owner(cold: &Cold<'_>, given: &GivenOwner) -> Result<Owner, Vec<String>> {
    let mut lacks = Vec::new();
    let contact = |name: &str| of_contacts(cold.fields, name);
    let mut take = |given: &Option<String>, known: Option<String>, what: &str| {
        let found = given.clone().or(known).filter(|text| !text.trim().is_empty());
        if found.is_none() {
            lacks.push(format!("the owner's {what}"));
        }
        found.unwrap_or_default()
    };
    let first = take(&given.first, contact("firstName"), "first name");
    let last = take(&given.last, contact("lastName"), "last name");
    let email = take(
        &given.email,
        cold.text("email").map(str::to_owned).or_else(|| contact("emailAddress")),
        "e-mail",
    );
    let mobile = take(
        &given.mobile,
        cold.text("mobilePhone").map(str::to_owned).or_else(|| contact("mobilePhone")),
        "mobile telephone",
    );
    if !email.is_empty() && !email_address::EmailAddress::is_valid(&email) {
        lacks.push(format!("an e-mail that is one: `{email}` is none"));
    }
    let mobile = if mobile.is_empty() {
        mobile
    } else {
        match functions::telephone(&mobile) {
            // The password comes as a text message.
            Ok(number) if number.kind == PhoneKind::Landline => {
                lacks.push(format!("the owner's mobile telephone: {mobile} is a fixed line"));
                mobile
            }
            Ok(number) => number.e164,
            Err(why) => {
                lacks.push(format!("a mobile telephone that is one: `{mobile}` is {why}"));
                mobile
            }
        }
    };
    if lacks.is_empty() { Ok(Owner { first, last, email, mobile }) } else { Err(lacks) }
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
