//! Whether both sides have the same files: lines, quantities, slots, amounts, states.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

use super::pairing::line;
use crate::elloha::sales::{Booking, BookingItem, BookingQuery, ItemStatus, midnight};
use crate::gateway::channel::Channel;
use crate::gateway::sales::{Trouble, Whose};
use crate::gateway::{Error, Gateway};
use crate::store;
use crate::store::gateway::{self as rows, PairRow};

/// So many pairs are read at once.
const AT_ONCE: i64 = 200;

/// Something in which both files are not the same, or that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The number of the file at the counter.
    pub reference: String,
    /// Its id at elloha.
    pub id: String,
    /// `missing`, `state`, `slot`, `quantity`, `amount`, `offer`, `lines`, `account-closed`, `under-way`, `damaged`
    pub what: &'static str,
    /// What stands at the counter.
    pub counter: String,
    /// What stands at elloha.
    pub elloha: String,
}

impl Difference {
    /// A record that somebody has changed by hand: what it belongs to is not compared.
    fn damaged(reference: &str, id: &str, damaged: &store::Error, elloha: &str) -> Self {
        Self {
            reference: reference.to_owned(),
            id: id.to_owned(),
            what: "damaged",
            counter: damaged.to_string(),
            elloha: elloha.to_owned(),
        }
    }
}

impl Gateway {
    /// Compares all files of a channel with elloha's, and tells each difference.
    pub fn sync_check(
        &self,
        channel: &Channel,
        now: Timestamp,
        tell: &mut dyn FnMut(Difference),
    ) -> Result<u64, Error> {
        let (key, mut behind, mut compared) = (channel.id.to_string(), String::new(), 0);
        loop {
            let pairs = self.store.reading(|connection| rows::pairs(connection, &key, &behind, AT_ONCE))?;
            let Some(last) = pairs.last() else { break };
            behind.clone_from(&last.reference);
            for pair in &pairs {
                compared += 1;
                match self.compare(channel, pair, now, tell) {
                    // The others are compared all the same.
                    Err(Error::Trouble(Trouble::Store(damaged @ store::Error::Row(_)))) => {
                        tell(Difference::damaged(&pair.reference, &pair.id, &damaged, "not compared"));
                    }
                    compared => compared?,
                }
            }
        }
        self.unpaired(channel, tell)?;
        Ok(compared)
    }

    /// Files that came through the booking engine of the channel, and that the counter does not know.
    fn unpaired(&self, channel: &Channel, tell: &mut dyn FnMut(Difference)) -> Result<(), Error> {
        let mut query =
            BookingQuery { page_size: 500, include_cancelled_bookings: true, ..BookingQuery::default() };
        loop {
            let page = match self.sales.files(&query, &Whose::Engine(channel.engine)) {
                Err(Trouble::Store(damaged @ store::Error::Row(_))) => {
                    let known = "whether there are files that the counter does not know was not compared";
                    tell(Difference::damaged("", "", &damaged, known));
                    return Ok(());
                }
                page => page?,
            };
            for file in &page.items {
                let id = file.id_booking.to_string();
                if self.store.reading(|connection| rows::pair_of(connection, &id))?.is_none() {
                    tell(Difference {
                        reference: String::new(),
                        id,
                        what: "missing",
                        counter: "there is no such file".to_owned(),
                        elloha: file.status.word().to_owned(),
                    });
                }
            }
            if !page.has_next {
                return Ok(());
            }
            query.page_number += 1;
        }
    }

    fn compare(
        &self,
        channel: &Channel,
        pair: &PairRow,
        now: Timestamp,
        tell: &mut dyn FnMut(Difference),
    ) -> Result<(), Error> {
        let mut differs = |what, counter: String, elloha: String| {
            tell(Difference {
                reference: pair.reference.clone(),
                id: pair.id.clone(),
                what,
                counter,
                elloha,
            });
        };
        if !pair.step.is_empty() {
            differs(
                "under-way",
                format!("{} sent {}", pair.step, pair.since),
                "not known to be done".to_owned(),
            );
        }
        if pair.id.is_empty() {
            return Ok(());
        }
        let id: Uuid = pair.id.parse().map_err(|_| store::Error::Row("the id of a file"))?;
        let Some(booking) = self.sales.file(id)? else {
            if pair.state != "refused" {
                differs("missing", pair.state.clone(), "there is no such file".to_owned());
            }
            return Ok(());
        };
        let state = match pair.state.as_str() {
            "confirmed" => "Confirmed",
            "cancelled" => "Cancelled",
            "made" => "InProgress",
            _ => "no file",
        };
        if booking.status.word() != state {
            differs("state", state.to_owned(), booking.status.word().to_owned());
        }
        if pair.state == "confirmed" {
            lines(&pair.agreed, &booking, &mut differs)?;
            // What is over was sold, whoever has closed since.
            let today = midnight(self.terms.day(now));
            let is_over = |item: &BookingItem| item.booking_start.is_some_and(|start| start < today);
            if booking.booking_items.iter().all(is_over) {
                return Ok(());
            }
            for account in pair.accounts.split(' ').filter(|text| !text.is_empty()) {
                let sold = self.store.reading(|connection| self.sold(connection, channel, account, now))?;
                if let Err(refusal) = sold {
                    differs("account-closed", format!("sold of {account}"), refusal.to_string());
                }
            }
        }
        Ok(())
    }
}

fn lines(
    agreed: &str,
    booking: &Booking,
    differs: &mut dyn FnMut(&'static str, String, String),
) -> Result<(), store::Error> {
    let known: Vec<Json> =
        serde_json::from_str(agreed).map_err(|_| store::Error::Row("the lines of a file"))?;
    let key = |line: &Json| line["idBookingItem"].as_str().unwrap_or_default().to_owned();
    let there: BTreeMap<String, (Json, ItemStatus)> = booking
        .booking_items
        .iter()
        .map(|item| {
            let line = line(item);
            (key(&line), (line, item.status))
        })
        .collect();
    let ours: BTreeMap<String, &Json> = known.iter().map(|line| (key(line), line)).collect();
    for (id, ours) in &ours {
        let number = &ours["line"];
        let Some((theirs, status)) = there.get(id) else {
            differs("lines", format!("line {number}"), "there is no such line".to_owned());
            continue;
        };
        let cancelled = *status == ItemStatus::Cancelled;
        if (ours["cancelled"] == true) != cancelled {
            let told =
                |cancelled: bool| format!("line {number}: {}", if cancelled { "cancelled" } else { "sold" });
            differs("state", told(!cancelled), told(cancelled));
        }
        if cancelled {
            continue;
        }
        for (what, names) in [
            ("slot", &["day", "hour", "minutes"][..]),
            ("quantity", &["quantity"][..]),
            ("amount", &["cents"][..]),
            ("offer", &["idOi", "idFormula", "idPrestation", "idRatePlan"][..]),
        ] {
            if names.iter().any(|name| ours[name] != theirs[name]) {
                let told = |line: &Json| {
                    let values: Vec<String> =
                        names.iter().map(|name| format!("{name} {}", line[name])).collect();
                    format!("line {number}: {}", values.join(", "))
                };
                differs(what, told(ours), told(theirs));
            }
        }
    }
    for (id, (theirs, _)) in &there {
        if !ours.contains_key(id) {
            differs("lines", "no such line".to_owned(), format!("line {}", theirs["line"]));
        }
    }
    Ok(())
}
