//! What an account offers, as far as it can be read with the login of the channel.

use std::collections::BTreeSet;

use jiff::civil::Date;
use uuid::Uuid;

use super::super::{Offers, Trouble};
use super::Elloha;
use super::trouble::{self, Sent};
use crate::elloha::Error;
use crate::elloha::Session;
use crate::elloha::sales::{AvailabilityRequest, midnight};

/// What fails while the offers of an account are read.
fn read<T>(answer: Result<T, Error>, what: &impl ToString) -> Result<T, Trouble> {
    answer.map_err(|error| trouble::of(&error, what.to_string(), Sent::Look))
}

impl Elloha {
    /// Reads what an account offers. elloha lists formulas for whoever asks by availability only: one that has nothing left
    /// between the days is not there.
    pub(super) fn offers_of(
        &self,
        session: &mut Session,
        account: Uuid,
        from: Date,
        to: Date,
    ) -> Result<Offers, Trouble> {
        let request = AvailabilityRequest {
            id_oi: Some(account),
            id_publication_project: Some(self.seller.engine),
            start_date: Some(midnight(from)),
            end_date: Some(midnight(to)),
            ..AvailabilityRequest::default()
        };
        let listed = read(session.available_formulas(&request), &account)?;
        let mut offers = Offers::default();
        let (mut resources, mut plans) = (BTreeSet::new(), BTreeSet::new());
        let formulas: BTreeSet<Uuid> = listed.formulas.iter().map(|formula| formula.id_prestation).collect();
        for id in formulas {
            let formula = read(session.formula(id), &id)?;
            if formula.id_oi != account {
                return Err(Trouble::Failed(format!(
                    "{id}: elloha lists this formula for the account {account}, and shows it as one of {}: ask its support",
                    formula.id_oi
                )));
            }
            resources.extend(formula.resources.iter().map(|resource| resource.id_resource));
            plans.extend(formula.rate_plans.iter().map(|plan| plan.id_rate_plan));
            offers.prices.extend(read(session.prices(id), &id)?);
            offers.formulas.push(formula);
        }
        for id in resources {
            offers.resources.push(read(session.resource(id), &id)?);
            offers.stocks.extend(read(session.stocks(id, from, to), &id)?);
        }
        for id in plans {
            offers.rate_plans.push(read(session.rate_plan(id), &id)?);
        }
        // The calendar is that of the account that signs in, whichever account is asked for.
        if read(session.config(), &account)?.id_oi == account {
            offers.tags = read(session.calendar_tags(), &account)?;
            offers.days = read(session.calendar(from, to), &account)?;
        }
        Ok(offers)
    }
}
