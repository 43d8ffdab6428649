//! Persons behind an account, and its photos, documents and links.

use serde_json::{Map, Value as Json, json};

use super::{Describer, capital, object};

impl Describer<'_> {
    /// Persons and companies. Their names are those of the account's contacts in elloha's model.
    pub(super) fn contacts(&mut self, value: &Json) {
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
    pub(super) fn media(&mut self, name: &'static str, kind: &str, value: &Json) {
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
}

/// The media of the same address among the fields of another language.
fn same_address<'f>(fields: &'f Map<String, Json>, list: &str, url: &str) -> Option<&'f Json> {
    fields.get(list)?.as_array()?.iter().find(|one| one.get("url").and_then(Json::as_str) == Some(url))
}
