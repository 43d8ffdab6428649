//! `POST /Product`: what an account is created with.

use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::described::Cold;
use super::{Lists, Secret};
use crate::manifest::Pack;

/// The person who takes an account over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// First name.
    pub first: String,
    /// Last name.
    pub last: String,
    /// E-mail: the login of the account.
    pub email: String,
    /// Mobile telephone, in its international form: it receives the password.
    pub mobile: String,
}

/// `CreateAccountModel`, in its order.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateAccount {
    id_sponsor: Uuid,
    id_type: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_sub_type: Option<Uuid>,
    id_lang: i64,
    name: String,
    first_name: String,
    last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    long: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_complement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_complement2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zip_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    administrative_area1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    administrative_area2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_code: Option<String>,
    currency_code: String,
    email: String,
    /// None where a person sends the request: then elloha makes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    mobile_phone: String,
    /// Always false: that the owner wants newsletters is for the owner to say.
    email_consent: bool,
}

/// The fields of a record that go into the account when it is created.
pub(super) fn is_in_it(field: &str) -> bool {
    let address = [
        "streetNumber",
        "route",
        "addressComplement",
        "addressComplement2",
        "zipCode",
        "locality",
        "administrativeArea1",
        "administrativeArea2",
        "country",
        "countryCode",
    ];
    address.contains(&field) || ["type", "subType", "lat", "long"].contains(&field)
}

impl CreateAccount {
    /// What the account of a record is created with; what is missing for it, by name, where something is.
    pub fn of(cold: &Cold<'_>, owner: &Owner, pack: &Pack, lists: &Lists) -> Result<Self, Vec<String>> {
        let mut missing = Vec::new();
        let platform = pack.platform.as_ref();
        let id_type = platform.and_then(|platform| platform.account_type(cold.account_type));
        if id_type.is_none() {
            missing.push(format!(
                "elloha/platform.yaml has no id of the type {}: ask elloha for it",
                cold.account_type
            ));
        }
        let id_sub_type = cold.text("subType").map(|code| {
            let id = platform.and_then(|platform| platform.sub_type(code));
            if id.is_none() {
                missing.push(format!(
                    "elloha/platform.yaml has no id of the sub-type {code}: ask elloha for it"
                ));
            }
            id
        });
        let id_lang = lists.config.language("fr");
        if id_lang.is_none() {
            missing.push("French is none of the languages of elloha's account".to_owned());
        }
        let name = cold.text("title");
        if name.is_none() {
            missing.push("the record has no title".to_owned());
        }
        let text = |field: &str| cold.text(field).map(str::to_owned);
        let (Some(id_type), Some(id_lang), Some(name), true) = (id_type, id_lang, name, missing.is_empty())
        else {
            return Err(missing);
        };
        Ok(Self {
            id_sponsor: lists.config.id_ect,
            id_type,
            id_sub_type: id_sub_type.flatten(),
            id_lang,
            name: name.to_owned(),
            first_name: owner.first.clone(),
            last_name: owner.last.clone(),
            lat: cold.fields.get("lat").and_then(Json::as_f64),
            long: cold.fields.get("long").and_then(Json::as_f64),
            street_number: text("streetNumber"),
            route: text("route"),
            address_complement: text("addressComplement"),
            address_complement2: text("addressComplement2"),
            zip_code: text("zipCode"),
            locality: text("locality"),
            administrative_area1: text("administrativeArea1"),
            administrative_area2: text("administrativeArea2"),
            country: text("country"),
            country_code: text("countryCode"),
            // Prices of the feeds are in euros, whatever the account of the head has.
            currency_code: "EUR".to_owned(),
            email: owner.email.clone(),
            password: None,
            mobile_phone: owner.mobile.clone(),
            email_consent: false,
        })
    }

    /// With the password under which the description is sent.
    #[must_use]
    pub fn with_password(mut self, password: &Secret) -> Self {
        self.password = Some(password.expose().to_owned());
        self
    }

    /// elloha's id of its type.
    pub fn id_type(&self) -> Uuid {
        self.id_type
    }
}
