//! Which account is meant: creating one answers a boolean only, so it is looked for afterwards.
//!
//! `POST /Concierge/Supplier` is the only call that elloha declares to answer several accounts. What it takes to filter
//! is not declared, so no filter is trusted: every page is read, and compared here.

use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::wire::or_default;
use super::{Error, Session};

/// Accounts in one page.
const PAGE: u64 = 100;

/// More pages than that are no network's.
const MOST_PAGES: u64 = 10_000;

/// `Oi`, as far as it is used to tell accounts apart.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    /// Its id.
    pub id_oi: Uuid,
    /// elloha's id of its type.
    #[serde(default, deserialize_with = "or_default")]
    pub id_type: Uuid,
    /// The id of the record in the system that it was imported from.
    #[serde(default)]
    pub ext_id: Option<String>,
    /// That system.
    #[serde(default)]
    pub source: Option<String>,
    /// Its e-mail.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether it is to be deleted.
    #[serde(default, deserialize_with = "or_default")]
    deleted: bool,
}

/// `OiElasticPagedList`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    has_next: bool,
    #[serde(deserialize_with = "or_default")]
    items: Vec<Listed>,
}

impl Session {
    /// The accounts of the network that may be that of a record: those with its id, else those with the e-mail.
    pub fn accounts_of(&mut self, ext_id: &str, email: &str) -> Result<Vec<Listed>, Error> {
        let (mut by_id, mut by_email) = (Vec::new(), Vec::new());
        for number in 1..=MOST_PAGES {
            let body = json!({ "pageNumber": number, "pageSize": PAGE });
            let page: Page = self.search("Concierge/Supplier", &body)?;
            let is_last = !page.has_next;
            for account in page.items.into_iter().filter(|account| !account.deleted) {
                if account.ext_id.as_deref() == Some(ext_id) {
                    by_id.push(account);
                } else if account.email.as_deref().is_some_and(|known| same_email(known, email)) {
                    by_email.push(account);
                }
            }
            if is_last {
                return Ok(chosen(by_id, by_email));
            }
        }
        Err(Error::Answer {
            call: "POST /Concierge/Supplier".to_owned(),
            what: format!("there is always another page, after {MOST_PAGES}"),
        })
    }
}

/// The accounts with the id of the record, else those with the e-mail.
fn chosen(by_id: Vec<Listed>, by_email: Vec<Listed>) -> Vec<Listed> {
    let mut found = if by_id.is_empty() { by_email } else { by_id };
    // A list that moves while it is read may say the same account twice.
    found.sort_by_key(|account| account.id_oi);
    found.dedup_by_key(|account| account.id_oi);
    found
}

/// Whether two e-mails are one login.
pub(super) fn same_email(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
