//! The central booking office: who sells at the counter.

use email_address::EmailAddress;
use serde::{Deserialize, Serialize};

use crate::gateway::sales::{Reason, Refusal};

/// The central booking office, and whom to speak to there.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its business name.
    pub business_name: String,
    /// Its postal address.
    pub postal_address: String,
    /// The surname of the contact.
    pub surname: String,
    /// The first name of the contact.
    pub first_name: String,
    /// The telephone number of the contact.
    pub telephone: String,
    /// The e-mail address of the contact.
    pub email: String,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Office({}, …)", self.business_name)
    }
}

impl Office {
    /// Refuses one of which something is missing: elloha asks for all of it.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        for (name, value) in [
            ("business name", &self.business_name),
            ("postal address", &self.postal_address),
            ("surname of the contact", &self.surname),
            ("first name of the contact", &self.first_name),
            ("telephone number of the contact", &self.telephone),
        ] {
            if value.trim().is_empty() {
                let allowed = "it is empty, and elloha asks for it";
                return Err(Reason::Value(allowed.to_owned()).of(format!("the {name} of the booking office")));
            }
        }
        if !EmailAddress::is_valid(self.email.trim()) {
            let allowed = "it is no e-mail address: write one such as `name@example.org`";
            return Err(Reason::Value(allowed.to_owned()).of("the e-mail address of the booking office"));
        }
        Ok(())
    }
}
