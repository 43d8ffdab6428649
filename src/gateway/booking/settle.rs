//! What was sent to elloha, and is not known to be done, is looked up: after a time-out, and after the gateway fell.

use jiff::{SignedDuration, Timestamp};

use super::pairing::{Doer, agreed, learn, refused};
use crate::elloha::sales::BookingStatus;
use crate::gateway::access::Asked;
use crate::gateway::channel::moment;
use crate::gateway::sales::Trouble;
use crate::gateway::{Error, Gateway};
use crate::store;
use crate::store::gateway::{self as rows, PairRow};

/// For so long, a call that was sent may be under way yet: as long as elloha is asked, and waited for, at most.
pub(super) const UNDER_WAY: SignedDuration = SignedDuration::from_mins(5);

/// A file that nobody confirmed for so long is given up.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(2);

/// So many are settled at once.
const AT_ONCE: i64 = 100;

/// What became of something that was under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The number of the file at the counter.
    pub reference: String,
    /// Its id at elloha; empty where there is no file.
    pub id: String,
    /// What was under way.
    pub step: String,
    /// What is known now.
    pub became: String,
    /// Whether somebody must look at it: it could not be looked up, and the others were all the same.
    pub stuck: bool,
}

impl Gateway {
    /// Looks up what was sent to elloha longer ago than a call takes.
    pub fn settle(&self, asked: Asked<'_>) -> Result<Vec<Settled>, Error> {
        let before = moment(asked.now.saturating_sub(UNDER_WAY).unwrap_or(asked.now));
        let open = self.store.reading(|connection| rows::under_way(connection, &before, AT_ONCE))?;
        let mut settled = Vec::new();
        for pair in open {
            settled.push(self.looked_up(pair, asked)?);
        }
        settled.extend(self.give_up(asked)?);
        Ok(settled)
    }

    /// Takes files away that were begun, and that nobody has confirmed for long: a counter that fell leaves such.
    fn give_up(&self, asked: Asked<'_>) -> Result<Vec<Settled>, Error> {
        let before = moment(asked.now.saturating_sub(GIVEN_UP).unwrap_or(asked.now));
        let idle = self.store.reading(|connection| rows::idle(connection, &before, AT_ONCE))?;
        let mut given_up = Vec::new();
        for mut pair in idle {
            self.sends(&mut pair, "discard", asked.now)?;
            "discard".clone_into(&mut pair.step);
            given_up.push(self.looked_up(pair, asked)?);
        }
        Ok(given_up)
    }

    /// What became of a pair. One that is damaged, or of which elloha has several files, does not stand in the way of others.
    fn looked_up(&self, pair: PairRow, asked: Asked<'_>) -> Result<Settled, Error> {
        let (reference, id, step) = (pair.reference.clone(), pair.id.clone(), pair.step.clone());
        match self.settled(pair, asked) {
            Err(Error::Trouble(why @ (Trouble::Unknown(_) | Trouble::Store(store::Error::Row(_))))) => {
                Ok(Settled { reference, id, step, became: format!("not known: {why}"), stuck: true })
            }
            settled => settled,
        }
    }

    fn settled(&self, mut pair: PairRow, asked: Asked<'_>) -> Result<Settled, Error> {
        let channel = pair.channel.parse().map_err(|_| store::Error::Row("the id of a channel"))?;
        let channel = &self.channel(channel)?;
        let doer = Doer { who: "", asked };
        let (reference, step) = (pair.reference.clone(), pair.step.clone());
        let became = |id: &str, became: &str| Settled {
            reference: reference.clone(),
            id: id.to_owned(),
            step: step.clone(),
            became: became.to_owned(),
            stuck: false,
        };
        let booking = if pair.id.is_empty() {
            self.found(channel, &pair)?
        } else {
            let id = pair.id.parse().map_err(|_| store::Error::Row("the id of a file"))?;
            self.sales.file(id)?
        };
        let Some(booking) = booking else {
            // It was never made, or it was taken away.
            if pair.id.is_empty() {
                self.store.writing(|connection| {
                    rows::drop_pair(connection, &pair)?;
                    doer.log(connection, &reference, "booking-never-made", &step)
                })?;
                return Ok(became("", "never made: its number is free again"));
            }
            let over = refused(&pair);
            self.store.writing(|connection| doer.write(connection, &over, "booking-gone", &step))?;
            return Ok(became(&pair.id, "taken away"));
        };
        let id = booking.id_booking;
        let half_made =
            matches!(step.as_str(), "confirm" | "discard") && booking.status == BookingStatus::InProgress;
        if half_made {
            // Once it is gone, nothing that is under way can confirm it.
            let over = refused(&pair);
            let gone = self.sales.discard(id, &mut |connection, _| {
                doer.write(connection, &over, "booking-refused", "never confirmed")
            });
            return match gone {
                Ok(()) => Ok(became(&id.to_string(), "never confirmed, and taken away")),
                // It was confirmed at this moment: the next one who settles sees it.
                Err(Trouble::Refused(_) | Trouble::Unknown(_) | Trouble::Failed(_)) => {
                    Ok(became(&id.to_string(), "still under way"))
                }
                Err(trouble @ Trouble::Store(_)) => Err(trouble.into()),
            };
        }
        learn(&mut pair, &booking);
        if booking.status == BookingStatus::Confirmed {
            pair.agreed = agreed(&booking)?;
        }
        self.store.writing(|connection| doer.write(connection, &pair, "booking-settled", &step))?;
        Ok(became(&id.to_string(), booking.status.word()))
    }
}

/// Whether what was sent may be under way yet.
pub(super) fn may_come(pair: &PairRow, now: Timestamp) -> bool {
    let before = moment(now.saturating_sub(UNDER_WAY).unwrap_or(now));
    !pair.step.is_empty() && pair.since >= before
}
