//! An account that is there already, recorded as that of a record; and corrected where that was a mistake.

use serde_json::json;
use uuid::Uuid;

use super::standing::Found;
use super::{Became, Transformer};
use crate::catalogue::apply::now;
use crate::catalogue::error::Error;
use crate::catalogue::history::one_line;
use crate::catalogue::planner::account;
use crate::catalogue::{duplicates, may_transform};
use crate::store::{self, Origin, Stored, TakenOver};

impl Transformer<'_> {
    /// Writes that a record is an account which somebody names: made from files, or by its owner, or one for several
    /// records. `instead` is the account that was recorded by mistake.
    pub fn record(
        &self,
        id: &str,
        (idoi, product): (Uuid, Option<Uuid>),
        instead: Option<Uuid>,
    ) -> Result<Became, Error> {
        let (idoi, product) = (idoi.to_string(), product.map(|product| product.to_string()));
        let (stored, known) = match (self.find(id)?, instead) {
            (Found::Record(stored), None) => (*stored, None),
            (Found::Record(_), Some(_)) => {
                return Ok(Became::Refused(vec!["it is no account yet: leave --instead-of out".to_owned()]));
            }
            (Found::Account { stored, since }, instead) => {
                let Some(known) = self.account_of(&stored)? else {
                    return Ok(Became::Refused(vec!["it is an account that nobody knows".to_owned()]));
                };
                if known.idoi == idoi && known.product == product {
                    return Ok(Became::Already { idoi, since });
                }
                if instead.map(|old| old.to_string()).as_ref() != Some(&known.idoi) {
                    return Ok(Became::Refused(vec![format!(
                        "it is the account {} since {since}: where that was a mistake, add `--instead-of {}`",
                        known.idoi, known.idoi
                    )]));
                }
                (*stored, Some(known))
            }
            (Found::None(why), _) => return Ok(Became::Refused(vec![why])),
        };
        if let Err(why) = may_transform(self.actor, self.head, stored.record.body.as_deref(), self.heads) {
            return Ok(Became::Refused(vec![why]));
        }
        if let Some(why) = duplicates::against(self.pairs, self.name(), &stored, &idoi) {
            return Ok(Became::Refused(vec![why]));
        }
        let accounts = self.store.reading(|connection| store::accounts(connection, self.name()))?;
        let other = |one: &&store::Account| one.idoi == idoi && one.product == product && one.id != id;
        if let Some(other) = accounts.iter().find(other) {
            return Ok(Became::Refused(vec![format!(
                "{idoi} is the account of {} already: where several records are one account, each has its own --product; \
                 that of {} is corrected by `--idoi {idoi} --product … --instead-of {idoi}`",
                other.id, other.id
            )]));
        }
        if let Some(known) = known {
            return self.correct(&stored, &known, &idoi, product.as_deref());
        }
        // An account that was begun was begun with the fields of that day.
        let begun = self.store.reading(|connection| store::transforms(connection, self.name(), Some(id)))?;
        let begun = begun.into_iter().find(|one| one.origin == stored.origin);
        let (account_type, fields) = match &begun {
            Some(begun) => (&begun.account_type, &begun.fields),
            None => (&stored.record.account_type, &stored.record.fields),
        };
        let digest = match &begun {
            Some(_) => account(account_type, fields.as_bytes()).to_string(),
            None => stored.record.account.clone(),
        };
        let taken =
            TakenOver { idoi: &idoi, product: product.as_deref(), account_type, fields, account: &digest };
        self.hand_over(id, &stored.origin, taken, Vec::new(), None)
    }

    /// Writes that a record is another account than was recorded.
    fn correct(
        &self,
        stored: &Stored,
        known: &store::Account,
        idoi: &str,
        product: Option<&str>,
    ) -> Result<Became, Error> {
        let (name, at, id) = (self.name(), now(), stored.record.id.as_str());
        let from = if stored.origin == Origin::Hand.word() { Origin::Hand } else { Origin::Feed };
        let detail = json!({ "idoi": idoi, "product": product, "instead": known.idoi, "by": self.actor });
        let run = self.store.writing(|connection| {
            let mut state = store::lock_head(connection, name)?;
            store::correct_account(connection, name, (from, id), (idoi, product), &known.idoi)?;
            one_line(connection, name, &mut state, "transform", (from, id), ("correct", &detail), &at)
        })?;
        Ok(Became::Account { idoi: idoi.to_owned(), run, left_out: Vec::new() })
    }
}
