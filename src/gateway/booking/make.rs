//! A file is made, and its lines are added.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::pairing::{Doer, fresh, learn, new as new_pair};
use super::settle::may_come;
use crate::elloha::sales::{Booking, NewBooking, NewItem};
use crate::gateway::access::{Asked, Principal};
use crate::gateway::channel::Channel;
use crate::gateway::sales::{Reason, Refusal, Trouble};
use crate::gateway::{Error, Gateway};
use crate::store;
use crate::store::gateway::{self as rows, PairRow};

/// What is there under a number.
enum Known {
    /// Nothing: the number is this file's now.
    Free(PairRow),
    /// A file that was made of the same.
    Same(PairRow),
}

impl Gateway {
    /// Makes a file through a channel. The same number with the same content is the same file.
    pub fn create(
        &self,
        who: &Principal,
        channel: &Channel,
        new: &NewBooking,
        asked: Asked<'_>,
    ) -> Result<Booking, Error> {
        Self::may_sell(who, channel)?;
        let new = checked(channel, new)?;
        match self.claim(channel, &new, asked)? {
            Known::Free(pair) => self.make(who, channel, &new, &pair, asked),
            Known::Same(pair) if pair.id.is_empty() => self.again(who, channel, &new, pair, asked),
            Known::Same(pair) => {
                let id: Uuid = pair.id.parse().map_err(|_| store::Error::Row("the id of a file"))?;
                let file = self.sales.file(id)?;
                Ok(file.ok_or_else(|| Reason::UnknownFile.of(pair.id))?)
            }
        }
    }

    /// Takes the number for this file.
    fn claim(&self, channel: &Channel, new: &NewBooking, asked: Asked<'_>) -> Result<Known, Error> {
        let step = if self.sales.is_far() { "create" } else { "" };
        let pair = new_pair(channel, new, step, asked.now)?;
        let known = self.store.trying(|connection| {
            let known = rows::pair(connection, &pair.channel, &pair.reference)?;
            Ok(match known {
                // Where both are in one database, the pair is written with the file.
                None if step.is_empty() => Ok(Known::Free(pair.clone())),
                None => {
                    if rows::begin_pair(connection, &pair)? {
                        Ok(Known::Free(pair.clone()))
                    } else {
                        Err(Reason::NumberTaken.of(pair.reference.clone()))
                    }
                }
                // What was refused was taken away: the number is free for another try.
                Some(over) if is_over(&over) => {
                    rows::drop_pair(connection, &over)?;
                    if !step.is_empty() {
                        rows::begin_pair(connection, &pair)?;
                    }
                    Ok(Known::Free(pair.clone()))
                }
                Some(same) if same.digest == pair.digest => Ok(Known::Same(same)),
                Some(other) => Err(Reason::NumberTaken.of(other.reference)),
            })
        })?;
        Ok(known?)
    }

    fn make(
        &self,
        who: &Principal,
        channel: &Channel,
        new: &NewBooking,
        pair: &PairRow,
        asked: Asked<'_>,
    ) -> Result<Booking, Error> {
        let far = self.sales.is_far();
        let doer = Doer::of(who, asked);
        let mut lost = false;
        let made = self.sales.create(new, asked.now, &mut |connection, booking| {
            let mut pair = pair.clone();
            learn(&mut pair, booking);
            if !far && !rows::begin_pair(connection, &pair)? {
                // Somebody else took the number at this moment: what was written goes back.
                lost = true;
                return Err(store::Error::Unfinished);
            }
            doer.write(connection, &pair, "booking-created", &pair.reference)
        });
        match made {
            Err(Trouble::Store(store::Error::Unfinished)) if lost => self.create(who, channel, new, asked),
            Err(Trouble::Refused(refusal)) => {
                if far {
                    self.store.writing(|connection| rows::drop_pair(connection, pair))?;
                }
                Err(refusal.into())
            }
            // It may be there, or come yet: it is looked for when the number comes again, and by whoever settles.
            made => Ok(made?),
        }
    }

    /// The number is there, and nobody knows what became of its file: it is looked for.
    fn again(
        &self,
        who: &Principal,
        channel: &Channel,
        new: &NewBooking,
        pair: PairRow,
        asked: Asked<'_>,
    ) -> Result<Booking, Error> {
        if let Some(booking) = self.found(channel, &pair)? {
            let doer = Doer::of(who, asked);
            let mut pair = pair;
            learn(&mut pair, &booking);
            self.store
                .writing(|connection| doer.write(connection, &pair, "booking-found", &pair.reference))?;
            return Ok(booking);
        }
        if may_come(&pair, asked.now) {
            let told = format!(
                "nobody knows yet whether elloha has made the file {}: send the same again in a while",
                new.ref_externe_client
            );
            return Err(Trouble::Unknown(told).into());
        }
        let mut pair = pair;
        self.sends(&mut pair, "create", asked.now)?;
        self.make(who, channel, new, &pair, asked)
    }

    /// The file of a number, as elloha has it; more than one is told, and none is chosen.
    pub(super) fn found(&self, channel: &Channel, pair: &PairRow) -> Result<Option<Booking>, Error> {
        let mut found = self.sales.numbered(&pair.reference, channel.engine)?;
        found.retain(|booking| booking.status != crate::elloha::sales::BookingStatus::Cancelled);
        match found.len() {
            0 | 1 => Ok(found.pop()),
            many => {
                let told = format!(
                    "elloha has {many} files with the number {}: one of them must be cancelled there",
                    pair.reference
                );
                Err(Trouble::Unknown(told).into())
            }
        }
    }

    /// Adds lines to a file. Their accounts must be sold through the channel now.
    pub fn add(
        &self,
        who: &Principal,
        channel: &Channel,
        id: Uuid,
        items: &[NewItem],
        asked: Asked<'_>,
    ) -> Result<Booking, Error> {
        Self::may_sell(who, channel)?;
        check_items(items)?;
        let doer = Doer::of(who, asked);
        let mut pair = self.free(channel, id, &doer)?;
        let accounts: BTreeSet<String> = items.iter().map(|item| item.id_oi.to_string()).collect();
        self.store.reading(|connection| {
            for account in &accounts {
                if let Err(refusal) = self.sold(connection, channel, account, asked.now)? {
                    return Ok(Err(refusal));
                }
            }
            Ok(Ok(()))
        })??;
        self.sends(&mut pair, "add", asked.now)?;
        let told = format!("{} lines", items.len());
        let sent = pair.clone();
        let added = self.sales.add(id, items, asked.now, &mut |connection, booking| {
            let mut pair = fresh(connection, &sent)?;
            learn(&mut pair, booking);
            doer.write(connection, &pair, "lines-added", &told)
        });
        if let Err(Trouble::Refused(_) | Trouble::Failed(_)) = &added {
            self.not_done(&mut pair)?;
        }
        Ok(added?)
    }
}

/// Whether nothing was ever sold by a file, and nothing will be.
fn is_over(pair: &PairRow) -> bool {
    let never_sold = pair.state == "refused" || pair.state == "cancelled" && pair.agreed.is_empty();
    never_sold && pair.step.is_empty()
}

/// The body as it is sent on: in the name of the channel, without money.
fn checked(channel: &Channel, new: &NewBooking) -> Result<NewBooking, Refusal> {
    if new.id_publication != channel.engine {
        return Err(Reason::OtherEngine.of(new.id_publication.to_string()));
    }
    for id in [new.id_ect, new.id_distribution].into_iter().flatten() {
        if id != channel.id {
            let allowed = "it is not this channel: leave it out, or send the one of the hand-over sheet";
            return Err(Reason::Value(allowed.to_owned()).of(format!("the channel {id}")));
        }
    }
    if !new.payments.is_empty() {
        return Err(Reason::Payment.of(new.ref_externe_client.clone()));
    }
    let reference = new.ref_externe_client.as_str();
    let is_good = !reference.trim().is_empty()
        && reference.chars().count() <= 100
        && reference.chars().all(|c| c.is_alphanumeric() || c.is_ascii_punctuation() || c == ' ')
        && reference.trim() == reference;
    if !is_good {
        let allowed = "it is the number of the file at the counter: from 1 to 100 letters, digits, signs of ASCII and spaces, none of these around it";
        return Err(Reason::Value(allowed.to_owned()).of("refExterneClient"));
    }
    Ok(NewBooking { id_ect: Some(channel.id), id_distribution: Some(channel.id), ..new.clone() })
}

fn check_items(items: &[NewItem]) -> Result<(), Refusal> {
    let wrong = |at: usize, what: &str, allowed: &str| {
        Err(Reason::Value(allowed.to_owned()).of(format!("{what} of the line {}", at + 1)))
    };
    if items.is_empty() {
        return Err(Reason::Value("it holds no lines".to_owned()).of("the body"));
    }
    let mut numbers = BTreeSet::new();
    for (at, item) in items.iter().enumerate() {
        if item.line_number.is_some_and(|number| !numbers.insert(number)) {
            return wrong(
                at,
                "lineNumber",
                "another line of this body has it: each line has a number of its own",
            );
        }
        if !(1..=10_000).contains(&item.quantity) {
            return wrong(at, "quantity", "it is from 1 to 10000");
        }
        if item.hour.is_some_and(|hour| !(0..24).contains(&hour)) {
            return wrong(at, "hour", "it is from 0 to 23");
        }
        if item.minutes.is_some_and(|minutes| !(0..60).contains(&minutes)) {
            return wrong(at, "minutes", "they are from 0 to 59");
        }
        if item.line_number.is_some_and(|line| line < 1) {
            return wrong(at, "lineNumber", "it is 1 or more");
        }
        if item.unit_amount_including_vat.cents() < 0 {
            return wrong(at, "unitAmountIncludingVat", "it is 0 or more");
        }
        let people = [item.nb_adults, item.nb_childs, item.nb_childs_2, item.nb_childs_3, item.nb_infants];
        if people.into_iter().any(|number| !(0..=10_000).contains(&number)) {
            return wrong(at, "a number of people", "it is from 0 to 10000");
        }
    }
    Ok(())
}
