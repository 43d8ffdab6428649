//! The requests that make an account, for whoever sends them otherwise.

use serde_json::json;

use super::standing::Cleared;
use super::{Became, Transformer};
use crate::catalogue::error::Error;
use crate::catalogue::owner::GivenOwner;
use crate::elloha::{self, Cold, CreateAccount, Described, Fill, LeftOut, Lists, described};
use crate::store;

/// The requests that make an account, as they are sent.
#[derive(Clone, Debug)]
pub struct Requests {
    /// `POST /Product`, without a password.
    pub create: Vec<u8>,
    /// `PUT /Product` of an account that has no more than its name.
    pub patch: Vec<u8>,
    /// `PUT /Product/OpeningHours`, one a period.
    pub opening: Vec<Vec<u8>>,
    /// What elloha cannot take.
    pub left_out: Vec<LeftOut>,
}

impl Transformer<'_> {
    /// The requests that would make an account of a record; why there are none.
    pub fn requests(
        &self,
        lists: &Lists,
        id: &str,
        given: &GivenOwner,
    ) -> Result<Result<Requests, Became>, Error> {
        let begun = self.store.reading(|connection| store::transforms(connection, self.name(), Some(id)))?;
        if let Some(begun) = begun.first() {
            let why = format!(
                "its account was begun on {}: run the command without --to-files to go on",
                begun.began
            );
            return Ok(Err(Became::Refused(vec![why])));
        }
        let Cleared { stored, fields, owner } = match self.clear(id, given)? {
            Ok(cleared) => cleared,
            Err(why) => return Ok(Err(why)),
        };
        let cold = Cold { id, account_type: &stored.record.account_type, fields: &fields };
        let create = match CreateAccount::of(&cold, &owner, self.pack, lists) {
            Ok(create) => create,
            Err(missing) => return Ok(Err(Became::Refused(missing))),
        };
        let Described { wanted, opening, left_out } = described(&cold, &owner, self.pack, lists);
        // What an account has that was just created: its name, and the zeros of what may not be null.
        let named = json!({ "basePrice": 0, "maxPrice": 0, "translations": [
            { "idLang": lists.config.language("fr"), "title": cold.text("title") }
        ] });
        let opening = opening.iter().map(elloha::body).collect::<Result<_, _>>()?;
        let (create, patch) = (elloha::body(&create)?, elloha::body(&wanted.patch(&named, Fill::Differing))?);
        Ok(Ok(Requests { create, patch, opening, left_out }))
    }
}
