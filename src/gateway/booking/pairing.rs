//! Which two files are one, and what stands in the log of what is done with them.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::settle::{UNDER_WAY, may_come};
use crate::elloha::sales::{Booking, BookingItem, BookingStatus, ItemStatus, NewBooking};
use crate::gateway::access::{self, Actor, Asked, Denied, Entry, Principal, Right, Scope};
use crate::gateway::channel::{Channel, moment};
use crate::gateway::sales::{Reason, Trouble};
use crate::gateway::{Error, Gateway};
use crate::store::gateway::{self as rows, PairRow};
use crate::store::{self, Connection};

/// A digest of what a file is made of: the same number with the same digest is the same file.
pub(super) fn digest(new: &NewBooking) -> Result<String, store::Error> {
    let text = serde_json::to_vec(new).map_err(|_| store::Error::Row("a file in elloha's shape"))?;
    let hash = Sha256::digest(&text);
    Ok(hash.iter().fold(String::with_capacity(64), |mut out, byte| {
        use std::fmt::Write as _;
        let _ = write!(out, "{byte:02x}");
        out
    }))
}

/// A pair of which no file is known yet.
pub(super) fn new(
    channel: &Channel,
    new: &NewBooking,
    step: &str,
    now: Timestamp,
) -> Result<PairRow, store::Error> {
    let at = moment(now);
    Ok(PairRow {
        channel: channel.id.to_string(),
        reference: new.ref_externe_client.clone(),
        digest: digest(new)?,
        id: String::new(),
        number: String::new(),
        state: "made".to_owned(),
        accounts: String::new(),
        agreed: String::new(),
        step: step.to_owned(),
        since: at.clone(),
        made: at,
    })
}

/// Writes into a pair what is known of its file.
pub(super) fn learn(pair: &mut PairRow, booking: &Booking) {
    pair.id = booking.id_booking.to_string();
    pair.number = booking.booking_number.clone().unwrap_or_default();
    let mut accounts: Vec<String> = booking.booking_items.iter().map(|item| item.id_oi.to_string()).collect();
    accounts.sort();
    accounts.dedup();
    pair.accounts = accounts.join(" ");
    match booking.status {
        BookingStatus::Confirmed => "confirmed".clone_into(&mut pair.state),
        BookingStatus::Cancelled => "cancelled".clone_into(&mut pair.state),
        BookingStatus::InProgress | BookingStatus::Quotation | BookingStatus::Unknown => {}
    }
    pair.step.clear();
    pair.since.clear();
}

/// A pair whose file was taken away: its number is free for another try.
pub(super) fn refused(pair: &PairRow) -> PairRow {
    PairRow { state: "refused".to_owned(), step: String::new(), since: String::new(), ..pair.clone() }
}

/// A pair as it is in this transaction.
pub(super) fn fresh(connection: &mut dyn Connection, pair: &PairRow) -> Result<PairRow, store::Error> {
    Ok(rows::pair(connection, &pair.channel, &pair.reference)?.unwrap_or_else(|| pair.clone()))
}

/// The lines as both sides know them: what makes the files identical.
pub(super) fn agreed(booking: &Booking) -> Result<String, store::Error> {
    let lines: Vec<serde_json::Value> = booking.booking_items.iter().map(line).collect();
    serde_json::to_string(&lines).map_err(|_| store::Error::Row("the lines of a file"))
}

/// A line, as far as both files must be the same.
pub(super) fn line(item: &BookingItem) -> serde_json::Value {
    serde_json::json!({
        "line": item.line_number,
        "idBookingItem": item.id_booking_item,
        "idOi": item.id_oi,
        "idFormula": item.id_formula,
        "idPrestation": item.id_prestation,
        "idRatePlan": item.id_rate_plan,
        "day": item.booking_start.map(|start| start.date().to_string()),
        "hour": item.hour,
        "minutes": item.minutes,
        "quantity": item.quantity,
        "cents": item.total_amount_including_vat.cents(),
        "cancelled": item.status == ItemStatus::Cancelled,
    })
}

/// Who does something with a file, in the log.
pub(super) struct Doer<'d> {
    pub(super) who: &'d str,
    pub(super) asked: Asked<'d>,
}

impl<'d> Doer<'d> {
    pub(super) fn of(who: &'d Principal, asked: Asked<'d>) -> Self {
        Self { who: &who.id, asked }
    }

    /// Writes what was done with a file, together with what is known of it.
    pub(super) fn write(
        &self,
        connection: &mut dyn Connection,
        pair: &PairRow,
        action: &str,
        detail: &str,
    ) -> Result<(), store::Error> {
        rows::advance(connection, pair)?;
        self.log(connection, &pair.id, action, detail)
    }

    /// Writes what was done with a file.
    pub(super) fn log(
        &self,
        connection: &mut dyn Connection,
        object: &str,
        action: &str,
        detail: &str,
    ) -> Result<(), store::Error> {
        let actor = if self.who.is_empty() { Actor::Gateway } else { Actor::Principal(self.who) };
        let entry = Entry {
            asked: self.asked,
            actor,
            action,
            object,
            detail: Some(detail).filter(|detail| !detail.is_empty()),
        };
        access::audit(connection, &entry).map(drop)
    }
}

impl Gateway {
    /// Refuses whoever does not sell through this channel.
    pub(super) fn may_sell(who: &Principal, channel: &Channel) -> Result<(), Error> {
        who.may(Right::Sell)?;
        let own = channel.id.to_string();
        match &who.scope {
            Scope::Channel { channel } if *channel == own => Ok(()),
            Scope::Channel { .. }
            | Scope::Statistics { .. }
            | Scope::Owner { .. }
            | Scope::Head { .. }
            | Scope::Support { .. } => {
                Err(Denied::Elsewhere { needed: Right::Sell, has: who.scope.kind() }.into())
            }
        }
    }

    /// The pair of a file of a channel.
    pub(super) fn pair(&self, channel: &Channel, id: Uuid) -> Result<PairRow, Error> {
        let key = id.to_string();
        let pair = self.store.reading(|connection| rows::pair_of(connection, &key))?;
        let pair = pair.filter(|pair| pair.channel == channel.id.to_string());
        match pair {
            Some(pair) if pair.state == "refused" => Err(Reason::TakenAway.of(key).into()),
            Some(pair) => Ok(pair),
            None => Err(Reason::UnknownFile.of(key).into()),
        }
    }

    /// The pair of a file that something is to be done with. Where something is under way, it is looked up first: nothing else
    /// is sent before that is known.
    pub(super) fn free(&self, channel: &Channel, id: Uuid, doer: &Doer<'_>) -> Result<PairRow, Error> {
        let pair = self.pair(channel, id)?;
        if !may_come(&pair, doer.asked.now) {
            return Ok(pair);
        }
        let Some(booking) = self.sales.file(id)? else {
            return Err(Reason::UnknownFile.of(id.to_string()).into());
        };
        let done = match pair.step.as_str() {
            "confirm" => booking.status == BookingStatus::Confirmed,
            "cancel" => booking.status == BookingStatus::Cancelled,
            _ => false,
        };
        if !done {
            let told = format!(
                "{} was sent for the file {id}, and nobody knows yet what became of it: look at the file again in {} s",
                pair.step,
                UNDER_WAY.as_secs()
            );
            return Err(Trouble::Unknown(told).into());
        }
        let mut pair = pair;
        learn(&mut pair, &booking);
        if booking.status == BookingStatus::Confirmed {
            pair.agreed = agreed(&booking)?;
        }
        self.store
            .writing(|connection| doer.write(connection, &pair, "booking-settled", booking.status.word()))?;
        Ok(pair)
    }

    /// Notes that something is sent to another machine; nothing where it is this database. Of two who would send at the same
    /// time, one does.
    pub(super) fn sends(&self, pair: &mut PairRow, step: &str, now: Timestamp) -> Result<(), Error> {
        if !self.sales.is_far() {
            return Ok(());
        }
        let since = moment(now);
        if !self.store.writing(|connection| rows::send(connection, pair, step, &since))? {
            let told = format!(
                "somebody else works on the file {} at this moment: look at it again in a while",
                pair.reference
            );
            return Err(Trouble::Unknown(told).into());
        }
        step.clone_into(&mut pair.step);
        pair.since = since;
        Ok(())
    }

    /// Notes that what was sent was not done.
    pub(super) fn not_done(&self, pair: &mut PairRow) -> Result<(), Error> {
        if pair.step.is_empty() {
            return Ok(());
        }
        pair.step.clear();
        pair.since.clear();
        Ok(self.store.writing(|connection| rows::advance(connection, pair))?)
    }
}
