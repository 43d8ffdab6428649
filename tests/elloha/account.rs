//! The account: what it is created with, how a patch changes it, and which members elloha's document names.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// `CreateAccountModel`: the names, and what they hold.
const CREATE: [(&str, What); 23] = [
    ("idSponsor", What::Id),
    ("idType", What::Id),
    ("idSubType", What::Id),
    ("idLang", What::Integer),
    ("name", What::Text),
    ("firstName", What::Text),
    ("lastName", What::Text),
    ("lat", What::Number),
    ("long", What::Number),
    ("streetNumber", What::Text),
    ("route", What::Text),
    ("addressComplement", What::Text),
    ("addressComplement2", What::Text),
    ("zipCode", What::Text),
    ("locality", What::Text),
    ("administrativeArea1", What::Text),
    ("administrativeArea2", What::Text),
    ("country", What::Text),
    ("countryCode", What::Text),
    ("currencyCode", What::Text),
    ("email", What::Text),
    ("password", What::Text),
    ("mobilePhone", What::Text),
];

/// Single values of `Oi` that an account describes itself with.
const VALUES: [(&str, What); 33] = [
    ("extId", What::Text),
    ("source", What::Text),
    ("creator", What::Text),
    ("internalDescription", What::Text),
    ("phone", What::Text),
    ("fax", What::Text),
    ("website", What::Text),
    ("facebook", What::Text),
    ("instagram", What::Text),
    ("youtube", What::Text),
    ("tikTok", What::Text),
    ("twitter", What::Text),
    ("linkedIn", What::Text),
    ("tripAdvisor", What::Text),
    ("whatsapp", What::Text),
    ("altitude", What::Number),
    ("idOfficialRating", What::Id),
    ("groupsAllowed", What::Boolean),
    ("groupMinNumber", What::Integer),
    ("groupMaxNumber", What::Integer),
    ("disabledAcces", What::Boolean),
    ("petsAllowed", What::Boolean),
    ("hasExtraBed", What::Boolean),
    ("infantConditions", What::Integer),
    ("childConditions", What::Integer),
    ("childConditions2", What::Integer),
    ("childConditions3", What::Integer),
    ("basePrice", What::Number),
    ("maxPrice", What::Number),
    ("productCode", What::Text),
    ("identifier", What::Text),
    ("jsonParams", What::Text),
    ("private", What::Boolean),
];

/// Lists of `Oi`: their names, the members of what they hold, and by which two of them are one.
type List = (&'static str, &'static [&'static str], &'static [&'static str]);
const LISTS: [List; 13] = [
    (
        "translations",
        &["idLang", "title", "description", "abstract", "keywords", "obsMoyPaiements"],
        &["idLang"],
    ),
    ("descriptions", &["idEct", "idLang", "title", "text", "html"], &["idEct", "idLang"]),
    ("photos", &["idMedia", "order", "orderAirbnb", "orderBooking", "media"], &["media.url_Origin"]),
    ("documents", &["idMedia", "order", "media"], &["media.url_Origin"]),
    ("links", &["idMedia", "order", "media"], &["media.url_Origin"]),
    ("languages", &["idLang", "idUsage"], &["idLang"]),
    (
        "capacities",
        &["order", "type", "unit", "capacityGlobal", "capacityClassified", "capacityMin", "capacityMax"],
        &["type"],
    ),
    ("sceas", &["idScea", "idCategory"], &["idScea"]),
    ("labels", &["idType", "idEct", "idLabel"], &["idType", "idEct", "idLabel"]),
    ("themes", &["idTheme", "order"], &["idTheme"]),
    ("paymentModes", &["idPaymentMode"], &["idPaymentMode"]),
    ("tags", &["order", "code", "libelle", "type", "idLexicon"], &["idLexicon"]),
    ("contacts", &["isRef", "hasAddress", "idSubType", "contact"], &["contact"]),
];

/// Members of `Media` and `Contact` that a description may hold.
const WITHIN: [&str; 19] = [
    "url_Origin",
    "type",
    "idLang",
    "title",
    "translations",
    "fileName",
    "idCivility",
    "firstName",
    "lastName",
    "function",
    "companyName",
    "phone",
    "mobilePhone",
    "fax",
    "emailAddress",
    "website",
    "copyright",
    "authors",
    "keywords",
];

#[derive(Clone, Copy)]
enum What {
    Id,
    Text,
    Integer,
    Number,
    Boolean,
}

impl What {
    /// A value of a body that is typed; none where it is something else.
    fn typed(self, value: &Json) -> bool {
        match self {
            Self::Id => value.as_str().is_some_and(|text| Uuid::try_parse(text).is_ok()),
            Self::Text => value.is_string(),
            Self::Integer => value.is_i64(),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
        }
    }

    /// A value of a patch, where numbers are texts; none where it is something else.
    fn patched(self, value: &Json) -> Option<Json> {
        let text = value.as_str();
        match self {
            Self::Integer => Some(json!(text?.parse::<i64>().ok()?)),
            Self::Number => Some(json!(text?.parse::<f64>().ok()?)),
            Self::Id | Self::Text | Self::Boolean => self.typed(value).then(|| value.clone()),
        }
    }
}

/// The account that a body asks for; none where the body is no `CreateAccountModel`.
pub(crate) fn created(body: &Json, id_oi: Uuid) -> Option<Json> {
    let body = body.as_object()?;
    let known = |name: &str, value: &Json| match CREATE.iter().find(|(known, _)| *known == name) {
        Some((_, what)) => what.typed(value),
        None => name == "emailConsent" && value.is_boolean(),
    };
    if !body.iter().all(|(name, value)| known(name, value)) || !body.contains_key("emailConsent") {
        return None;
    }
    let mut account = Map::new();
    for (name, value) in body {
        let own = !["firstName", "lastName", "password", "emailConsent", "name", "idLang", "idSponsor"]
            .contains(&name.as_str());
        if own {
            account.insert(name.clone(), value.clone());
        }
    }
    let id_lang = body.get("idLang")?;
    account.insert("idOi".to_owned(), id_oi.to_string().into());
    account.insert("idEct".to_owned(), super::lists::id(&format!("ect {id_oi}")).to_string().into());
    account.insert("deleted".to_owned(), false.into());
    // Members that may not be null have the zero of their kind.
    account.insert("basePrice".to_owned(), json!(0.0));
    account.insert("maxPrice".to_owned(), json!(0.0));
    // elloha does not say where the name goes; an account shows it as its title.
    account.insert(
        "translations".to_owned(),
        json!([{ "idOi": id_oi, "idLang": id_lang, "title": body.get("name")? }]),
    );
    Some(account.into())
}

/// `IdLang` → `idLang`
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or(String::new(), |first| format!("{}{}", first.to_ascii_lowercase(), letters.as_str()))
}

/// A body in the casing of patches, in that of answers; none where a name does not begin with a capital.
fn answered(value: &Json) -> Option<Json> {
    Some(match value {
        Json::Object(members) => {
            let member = |(name, value): (&String, &Json)| {
                name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(())?;
                Some((small(name), answered(value)?))
            };
            Json::Object(members.iter().map(member).collect::<Option<_>>()?)
        }
        Json::Array(items) => items.iter().map(answered).collect::<Option<Vec<_>>>()?.into(),
        other => other.clone(),
    })
}

fn at<'j>(item: &'j Json, key: &str) -> &'j Json {
    key.split('.').fold(item, |item, name| &item[name])
}

/// Changes an account as a patch says; `false` where the patch is not in its documented shape, and nothing is done.
pub(crate) fn patch(account: &mut Json, patch: &Json) -> bool {
    let mut changed = account.clone();
    if apply(&mut changed, patch).is_none() {
        return false;
    }
    *account = changed;
    true
}

fn apply(account: &mut Json, patch: &Json) -> Option<()> {
    let patch = patch.as_object()?;
    for (bucket, members) in patch {
        ["added", "updated", "deleted"].contains(&bucket.as_str()).then_some(())?;
        for (name, value) in members.as_object()? {
            if let Some((known, members, keys)) = LISTS.iter().find(|(known, ..)| known == name) {
                let mut items = account[*known].as_array().cloned().unwrap_or_default();
                for item in value.as_array()? {
                    let item = answered(item)?;
                    item.as_object()?.keys().all(|name| members.contains(&name.as_str())).then_some(())?;
                    for within in ["media", "contact"] {
                        let inner = item.get(within).and_then(Json::as_object);
                        inner
                            .into_iter()
                            .flatten()
                            .all(|(name, _)| WITHIN.contains(&name.as_str()))
                            .then_some(())?;
                    }
                    let is = |other: &Json| keys.iter().all(|key| at(other, key) == at(&item, key));
                    let place = items.iter().position(is);
                    match (bucket.as_str(), place) {
                        // elloha does not say that it looks whether it has one already.
                        ("added", _) => items.push(item),
                        ("updated", Some(place)) => {
                            for (name, value) in item.as_object()? {
                                items[place][name] = value.clone();
                            }
                        }
                        ("deleted", Some(place)) => drop(items.remove(place)),
                        _ => return None,
                    }
                }
                account[*known] = items.into();
            } else {
                (bucket == "updated" && name.starts_with(|c: char| c.is_ascii_uppercase())).then_some(())?;
                let name = small(name);
                let (_, what) = VALUES.iter().find(|(known, _)| *known == name)?;
                account[name] = what.patched(value)?;
            }
        }
    }
    Some(())
}

/// An account with the lists that were asked for.
pub(super) fn expanded(account: &Json, wanted: &str) -> Json {
    let wanted: Vec<String> = wanted.split(',').map(small).collect();
    let mut account = account.clone();
    for (name, ..) in LISTS {
        // Capacities are none of the properties to expand: they are there anyway.
        if name != "capacities" && !wanted.iter().any(|known| known == name) {
            account.as_object_mut().unwrap().remove(name);
        }
    }
    account
}
