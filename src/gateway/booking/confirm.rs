//! A file is confirmed: its stock is taken in that instant, or it is taken away again.

use uuid::Uuid;

use super::pairing::{Doer, agreed, fresh, learn, refused};
use crate::elloha::sales::{Booking, BookingStatus};
use crate::gateway::access::{Asked, Principal};
use crate::gateway::channel::{Channel, Stage};
use crate::gateway::sales::{Reason, Refusal, Trouble};
use crate::gateway::{Error, Gateway};
use crate::store;
use crate::store::Connection;
use crate::store::gateway::{self as rows, PairRow};

impl Gateway {
    /// Confirms a file. One that is confirmed stays so. One that cannot be is taken away again, and why is told.
    pub fn confirm(
        &self,
        who: &Principal,
        channel: &Channel,
        id: Uuid,
        asked: Asked<'_>,
    ) -> Result<Booking, Error> {
        Self::may_sell(who, channel)?;
        let doer = Doer::of(who, asked);
        if self.sales.is_far() {
            self.confirm_far(&doer, channel, id)
        } else {
            self.confirm_here(&doer, channel, id)
        }
    }

    /// In one transaction: stock, file, pair and log.
    fn confirm_here(&self, doer: &Doer<'_>, channel: &Channel, id: Uuid) -> Result<Booking, Error> {
        let now = doer.asked.now;
        let key = id.to_string();
        let (mut refused, mut noted) = (None, false);
        let own = channel.id.to_string();
        let done = self.sales.confirm(id, now, &mut |connection, booking| {
            noted = true;
            let number = booking.booking_number.as_deref().unwrap_or_default();
            let lines = agreed(booking)?;
            if self.confirmed_at_once(connection, channel, booking, (&key, &lines), now)? {
                return doer.log(connection, &key, "booking-confirmed", number);
            }
            if let Err(refusal) = self.all_sold(connection, channel, booking, now)? {
                refused = Some(refusal);
                return Err(store::Error::Unfinished);
            }
            if !rows::confirm_pair(connection, &own, &key, number, &lines)? {
                refused = Some(Reason::UnknownFile.of(key.clone()));
                return Err(store::Error::Unfinished);
            }
            doer.log(connection, &key, "booking-confirmed", number)
        });
        let done = match (done, refused) {
            (Err(Trouble::Store(store::Error::Unfinished)), Some(refusal)) => Err(Trouble::Refused(refusal)),
            (done, _) => done,
        };
        match done {
            Ok(booking) => {
                // A file that was confirmed before is answered without its pair: it may be another channel's.
                if !noted {
                    self.pair(channel, id)?;
                }
                Ok(booking)
            }
            Err(Trouble::Refused(refusal)) => {
                let pair = self.pair(channel, id)?;
                Err(self.compensated(doer, pair, id, refusal)?)
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// The usual file has lines of one account, which is sold: that is asked and written in one statement. Whatever else it
    /// is, `false` says nothing of it.
    fn confirmed_at_once(
        &self,
        connection: &mut dyn Connection,
        channel: &Channel,
        booking: &Booking,
        (id, lines): (&str, &str),
        now: jiff::Timestamp,
    ) -> Result<bool, store::Error> {
        let Some(first) = booking.booking_items.first() else { return Ok(false) };
        let one = booking.booking_items.iter().all(|item| item.id_oi == first.id_oi);
        if !one || channel.stage != Stage::Visible {
            return Ok(false);
        }
        let types: Vec<&str> = self.terms.eligible.iter().map(String::as_str).collect();
        let (idoi, day) = (first.id_oi.to_string(), self.terms.day(now).to_string());
        let sold = rows::SoldOn { idoi: &idoi, types: &types, day: &day };
        let number = booking.booking_number.as_deref().unwrap_or_default();
        rows::confirm_pair_of(connection, &channel.id.to_string(), id, number, lines, &sold)
    }

    /// With another machine: what is sent is written down before.
    fn confirm_far(&self, doer: &Doer<'_>, channel: &Channel, id: Uuid) -> Result<Booking, Error> {
        let now = doer.asked.now;
        let mut pair = self.free(channel, id, doer)?;
        let accounts: Vec<String> =
            pair.accounts.split(' ').filter(|text| !text.is_empty()).map(str::to_owned).collect();
        let sold = self.store.reading(|connection| {
            for account in &accounts {
                if let Err(refusal) = self.sold(connection, channel, account, now)? {
                    return Ok(Err(refusal));
                }
            }
            Ok(Ok(()))
        })?;
        if let Err(refusal) = sold {
            // What was confirmed stays, whoever closed since.
            if pair.state == "confirmed" {
                return Ok(self.sales.file(id)?.ok_or_else(|| Reason::UnknownFile.of(id.to_string()))?);
            }
            return Err(self.compensated(doer, pair, id, refusal)?);
        }
        self.sends(&mut pair, "confirm", now)?;
        let sent = pair.clone();
        let done = self.sales.confirm(id, now, &mut |connection, booking| {
            let mut pair = fresh(connection, &sent)?;
            learn(&mut pair, booking);
            pair.agreed = agreed(booking)?;
            doer.write(connection, &pair, "booking-confirmed", &pair.number)
        });
        match done {
            Ok(booking) => Ok(booking),
            Err(Trouble::Refused(refusal)) => Err(self.compensated(doer, pair, id, refusal)?),
            Err(Trouble::Failed(why)) => {
                self.not_done(&mut pair)?;
                Err(Trouble::Failed(why).into())
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// Takes a file away that could not be confirmed, and says why it could not.
    pub(super) fn compensated(
        &self,
        doer: &Doer<'_>,
        mut pair: PairRow,
        id: Uuid,
        refusal: Refusal,
    ) -> Result<Error, Error> {
        if !ends(&refusal.reason) {
            self.not_done(&mut pair)?;
            return Ok(refusal.into());
        }
        self.sends(&mut pair, "discard", doer.asked.now)?;
        let code = refusal.reason.code();
        let over = refused(&pair);
        let mut noted = false;
        let discarded = self.sales.discard(id, &mut |connection, _| {
            noted = true;
            doer.write(connection, &over, "booking-refused", code)
        });
        match discarded {
            Ok(()) => {
                // A file that was gone before has nobody to note it.
                if !noted {
                    self.store
                        .writing(|connection| doer.write(connection, &over, "booking-refused", code))?;
                }
                Ok(refusal.into())
            }
            Err(Trouble::Refused(other)) => {
                // It is not in progress any more: somebody else confirmed or cancelled it at this moment.
                self.not_done(&mut pair)?;
                Ok(other.into())
            }
            // It stands in the list of what is under way, and is taken away by whoever settles.
            Err(Trouble::Unknown(_) | Trouble::Failed(_)) => Ok(refusal.into()),
            Err(Trouble::Store(error)) => Err(error.into()),
        }
    }

    fn all_sold(
        &self,
        connection: &mut dyn Connection,
        channel: &Channel,
        booking: &Booking,
        now: jiff::Timestamp,
    ) -> Result<Result<(), Refusal>, store::Error> {
        let mut accounts: Vec<String> =
            booking.booking_items.iter().map(|item| item.id_oi.to_string()).collect();
        accounts.sort();
        accounts.dedup();
        for account in &accounts {
            if let Err(refusal) = self.sold(connection, channel, account, now)? {
                return Ok(Err(refusal));
            }
        }
        Ok(Ok(()))
    }
}

/// Whether a file that is refused for this is taken away: not where it is not there, is another's, or is over.
fn ends(reason: &Reason) -> bool {
    match reason {
        Reason::NotEligible
        | Reason::TestOnly
        | Reason::NotOpen
        | Reason::Hidden
        | Reason::From(_)
        | Reason::UnknownAccount
        | Reason::UnknownOffer
        | Reason::NotAvailable(_)
        | Reason::SoldOut(_)
        | Reason::Quantity { .. }
        | Reason::Price(_)
        | Reason::Elloha(_)
        | Reason::Value(_) => true,
        Reason::State(BookingStatus::InProgress) => true,
        Reason::OtherEngine
        | Reason::Payment
        | Reason::UnknownFile
        | Reason::TakenAway
        | Reason::UnknownLine
        | Reason::NumberTaken
        | Reason::LineTaken
        | Reason::Empty
        | Reason::TooLong(_)
        | Reason::State(_)
        | Reason::OwnerOnly
        | Reason::Stage(_) => false,
    }
}
