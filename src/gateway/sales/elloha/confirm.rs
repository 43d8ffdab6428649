//! The decision: a file is confirmed, once, or it is known why not.

use uuid::Uuid;

use super::super::{Reason, Trouble};
use super::Elloha;
use super::look::{is_confirmed, seen, state};
use super::trouble::{self, Sent};
use crate::elloha::Session;
use crate::elloha::sales::{Booking, BookingStatus};

impl Elloha {
    /// Has a file confirmed. It may be in progress still only where the answer is a refusal, or not known.
    pub(super) fn confirmed(&self, session: &mut Session, id: Uuid) -> Result<Booking, Trouble> {
        let file = self.own(session, id)?;
        match state(&file) {
            BookingStatus::Confirmed => return Ok(file),
            other @ (BookingStatus::Cancelled | BookingStatus::Quotation) => {
                return Err(Reason::State(other).of(id.to_string()).into());
            }
            BookingStatus::InProgress | BookingStatus::Unknown => {}
        }
        if file.booking_items.is_empty() {
            return Err(Reason::Empty.of(id.to_string()).into());
        }
        // elloha holds nothing for a file in progress: between this look and the next call, somebody else may be faster.
        self.still(session, &file)?;
        match session.confirm_booking(id) {
            Ok(answer) if answer.id_booking == id && is_confirmed(&answer) => {
                if !answer.booking_items.is_empty() {
                    return Ok(answer);
                }
                // elloha need not load the lines; that it is confirmed stands, whether they can be read now or not.
                Ok(session.booking(id).ok().flatten().filter(is_confirmed).unwrap_or(answer))
            }
            Ok(_) => match session.booking(id) {
                // The states of an answer without its lines are not to be trusted.
                Ok(Some(shown)) if is_confirmed(&shown) => Ok(shown),
                Ok(_) => Err(self.why_not(session, &file, "it answers 200, and the file is not confirmed")),
                Err(error) => Err(unknown(id, &trouble::why(&error), "it cannot be read")),
            },
            Err(error) if trouble::is_open(&error) => {
                let confirmed = |file: Option<&Booking>| file.is_some_and(is_confirmed);
                match seen(session, id, confirmed) {
                    Ok(Some(file)) => Ok(file),
                    Ok(None) => Err(unknown(id, &trouble::why(&error), "it is not there")),
                    Err(shown) => Err(unknown(id, &trouble::why(&error), &shown)),
                }
            }
            Err(error) if trouble::is_no(&error) => match session.booking(id) {
                // Somebody else was faster, and it is confirmed.
                Ok(Some(shown)) if is_confirmed(&shown) => Ok(shown),
                Ok(_) | Err(_) => Err(match trouble::of(&error, "", Sent::Change) {
                    Trouble::Refused(refusal) => match refusal.reason {
                        Reason::Elloha(why) => self.why_not(session, &file, &why),
                        reason => reason.of(id.to_string()).into(),
                    },
                    other @ (Trouble::Unknown(_) | Trouble::Failed(_) | Trouble::Store(_)) => other,
                }),
            },
            Err(error) => Err(trouble::of(&error, id.to_string(), Sent::Change)),
        }
    }

    /// Why elloha does not confirm a file, as far as availability tells.
    fn why_not(&self, session: &mut Session, file: &Booking, said: &str) -> Trouble {
        match self.still(session, file) {
            Err(Trouble::Refused(refusal)) => refusal.into(),
            Ok(()) | Err(Trouble::Unknown(_) | Trouble::Failed(_) | Trouble::Store(_)) => {
                Reason::Elloha(said.to_owned()).of(file.id_booking.to_string()).into()
            }
        }
    }
}

fn unknown(id: Uuid, why: &str, shown: &str) -> Trouble {
    Trouble::Unknown(format!(
        "{id}: what became of its confirmation is not known ({why}; {shown}): read the file before it is confirmed again \
         or taken away"
    ))
}
