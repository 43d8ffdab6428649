//! A file, or some of its lines, is cancelled. That the owner has closed the channel meanwhile changes nothing: what was sold
//! can be cancelled.

use uuid::Uuid;

use super::pairing::{Doer, agreed, fresh, learn};
use crate::elloha::sales::{Amount, Booking, BookingItem, CancelBooking, CancelItems};
use crate::gateway::access::{Asked, Principal};
use crate::gateway::channel::Channel;
use crate::gateway::sales::{Reason, Refusal, Trouble};
use crate::gateway::{Error, Gateway};
use crate::store;
use crate::store::gateway::PairRow;

impl Gateway {
    /// Cancels a file; its stock is given back, once. One that is cancelled stays so.
    pub fn cancel(
        &self,
        who: &Principal,
        channel: &Channel,
        id: Uuid,
        how: &CancelBooking,
        asked: Asked<'_>,
    ) -> Result<Booking, Error> {
        Self::may_sell(who, channel)?;
        no_money(how.amount_to_collect, id)?;
        let pair = self.free(channel, id, &Doer::of(who, asked))?;
        let told = how.cancel_mode.map_or("", crate::elloha::sales::CancelMode::word);
        self.cancelling(pair, &Doer::of(who, asked), told, |note| self.sales.cancel(id, how, asked.now, note))
    }

    /// Cancels lines of a file; their stock is given back, once.
    pub fn cancel_items(
        &self,
        who: &Principal,
        channel: &Channel,
        how: &CancelItems,
        asked: Asked<'_>,
    ) -> Result<Vec<BookingItem>, Error> {
        Self::may_sell(who, channel)?;
        for amount in how.ids_booking_items.values() {
            no_money(Some(*amount), how.id_booking)?;
        }
        if how.ids_booking_items.is_empty() {
            let allowed = "it names no line: to cancel all of a file, cancel the file";
            return Err(Reason::Value(allowed.to_owned()).of("idsBookingItems").into());
        }
        let pair = self.free(channel, how.id_booking, &Doer::of(who, asked))?;
        let told = format!("{} lines", how.ids_booking_items.len());
        self.cancelling(pair, &Doer::of(who, asked), &told, |note| {
            self.sales.cancel_items(how, asked.now, note)
        })
    }

    fn cancelling<T>(
        &self,
        mut pair: PairRow,
        doer: &Doer<'_>,
        told: &str,
        cancel: impl FnOnce(&mut crate::gateway::sales::Note<'_>) -> Result<T, Trouble>,
    ) -> Result<T, Error> {
        self.sends(&mut pair, "cancel", doer.asked.now)?;
        let sent = pair.clone();
        let cancelled = cancel(&mut |connection, booking| {
            let mut pair = fresh(connection, &sent)?;
            learn(&mut pair, booking);
            let was_confirmed = !pair.agreed.is_empty();
            if was_confirmed && !booking.is_cancelled {
                pair.agreed = agreed(booking)?;
            }
            doer.write(connection, &pair, "booking-cancelled", told)
        });
        match &cancelled {
            Err(Trouble::Refused(_) | Trouble::Failed(_)) => self.not_done(&mut pair)?,
            // A file that was cancelled before has nothing to be noted of it.
            Ok(_) => self.clear(&pair)?,
            Err(Trouble::Unknown(_) | Trouble::Store(_)) => {}
        }
        Ok(cancelled?)
    }

    /// Nothing is under way any more.
    fn clear(&self, pair: &PairRow) -> Result<(), Error> {
        if pair.step.is_empty() {
            return Ok(());
        }
        Ok(self.store.writing(|connection| {
            let known = store::gateway::pair(connection, &pair.channel, &pair.reference)?;
            match known.filter(|known| known.step == pair.step && known.since == pair.since) {
                Some(mut known) => {
                    known.step.clear();
                    known.since.clear();
                    store::gateway::advance(connection, &known)
                }
                None => Ok(()),
            }
        })?)
    }
}

/// What is kept of a price is paid to somebody: that is ALOA's and the owner's, not the gateway's.
fn no_money(amount: Option<Amount>, id: Uuid) -> Result<(), Refusal> {
    match amount {
        Some(amount) if amount.cents() != 0 => {
            Err(Reason::Payment.of(format!("amountToCollect {amount} of the file {id}")))
        }
        Some(_) | None => Ok(()),
    }
}
