//! `GET /Config/Account`: whose account a login is, and the languages of the platform.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wire::or_default;
use super::{Error, Session};

/// `EllohaConfigData`, as far as it is used.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The community that the login acts for.
    pub id_ect: Uuid,
    /// Its account.
    pub id_oi: Uuid,
    /// The id of the account in the system that it was imported from.
    #[serde(default)]
    pub oi_ext_id: Option<String>,
    /// Its e-mail.
    #[serde(default)]
    pub email: Option<String>,
    /// `EUR`
    #[serde(default)]
    pub currency_code: Option<String>,
    /// The booking engine of its web site.
    #[serde(default)]
    pub default_web_booking_engine_id: Option<Uuid>,
    /// The languages.
    #[serde(default, deserialize_with = "or_default")]
    pub langs: Vec<Lang>,
}

/// `LangData`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lang {
    /// elloha's number.
    pub id_lang: i64,
    /// `fr`
    #[serde(default)]
    pub two_letters_iso_code: Option<String>,
}

impl Config {
    /// elloha's number of a language.
    pub fn language(&self, code: &str) -> Option<i64> {
        let is = |lang: &&Lang| {
            lang.two_letters_iso_code.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(code))
        };
        self.langs.iter().find(is).map(|lang| lang.id_lang)
    }
}

impl Session {
    /// Whose account this login is.
    pub fn config(&mut self) -> Result<Config, Error> {
        self.get("Config/Account", &[])
    }
}
