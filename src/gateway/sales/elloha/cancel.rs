//! What is cancelled or taken away: once, and never again.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::super::{Reason, Trouble};
use super::Elloha;
use super::look::{is_cancelled, seen, state};
use super::trouble::{self, Sent};
use crate::elloha::Error;
use crate::elloha::Session;
use crate::elloha::sales::{Amount, Booking, BookingStatus, CancelBooking, CancelItems, ItemStatus};

/// Whether these lines of a file are cancelled.
fn has_cancelled(file: &Booking, lines: &BTreeMap<Uuid, Amount>) -> bool {
    let of_line = |id: &Uuid| file.booking_items.iter().find(|line| line.id_booking_item == *id);
    lines.keys().all(|id| of_line(id).is_some_and(|line| line.status == ItemStatus::Cancelled))
}

/// What came of a call that cancels: the file as hoped, or why not.
fn came(
    session: &mut Session,
    id: Uuid,
    answer: Result<bool, Error>,
    hoped: impl Fn(&Booking) -> bool,
) -> Result<Booking, Trouble> {
    let why = match answer {
        Ok(true) => "elloha says that it is done".to_owned(),
        Err(error) if trouble::is_open(&error) => trouble::why(&error),
        no @ (Ok(false) | Err(_)) => {
            let no = match no {
                Err(error) if !trouble::is_no(&error) => {
                    return Err(trouble::of(&error, id.to_string(), Sent::Change));
                }
                Err(error) => trouble::of(&error, id.to_string(), Sent::Change),
                Ok(_) => Reason::Elloha("it answers `false`".to_owned()).of(id.to_string()).into(),
            };
            // Somebody else may have been faster: then it is done.
            return match session.booking(id) {
                Ok(Some(file)) if hoped(&file) => Ok(file),
                Ok(_) | Err(_) => Err(no),
            };
        }
    };
    match seen(session, id, |file| file.is_some_and(&hoped)) {
        Ok(Some(file)) => Ok(file),
        Ok(None) => Err(Reason::UnknownFile.of(id.to_string()).into()),
        Err(shown) => Err(Trouble::Unknown(format!(
            "{id}: what became of its cancellation is not known ({why}; {shown}): ask again later; what is cancelled by then \
             is not cancelled twice"
        ))),
    }
}

impl Elloha {
    /// Has a file cancelled.
    pub(super) fn cancelled(
        &self,
        session: &mut Session,
        id: Uuid,
        how: &CancelBooking,
    ) -> Result<Booking, Trouble> {
        let file = self.own(session, id)?;
        if is_cancelled(&file) {
            return Ok(file);
        }
        let answer = session.cancel_booking(id, how);
        came(session, id, answer, is_cancelled)
    }

    /// Has lines cancelled: those that are not yet. The file afterwards.
    pub(super) fn lines_cancelled(
        &self,
        session: &mut Session,
        how: &CancelItems,
    ) -> Result<Booking, Trouble> {
        let id = how.id_booking;
        let file = self.own(session, id)?;
        let mut left = how.clone();
        for line in how.ids_booking_items.keys() {
            match file.booking_items.iter().find(|known| known.id_booking_item == *line) {
                None => return Err(Reason::UnknownLine.of(line.to_string()).into()),
                Some(known) if known.status == ItemStatus::Cancelled => {
                    left.ids_booking_items.remove(line);
                }
                Some(_) => {}
            }
        }
        if left.ids_booking_items.is_empty() {
            return Ok(file);
        }
        // What the answer shows of the lines is shown by the file too.
        let answer = session.cancel_booking_items(&left).map(|_| true);
        came(session, id, answer, |file| has_cancelled(file, &how.ids_booking_items))
    }

    /// Takes a file in progress away: the file as it was; none where it is not there any more.
    pub(super) fn discarded(&self, session: &mut Session, id: Uuid) -> Result<Option<Booking>, Trouble> {
        let file = match self.own(session, id) {
            Ok(file) => file,
            Err(Trouble::Refused(refusal)) if refusal.reason == Reason::UnknownFile => {
                // One of another channel is not ours to take away, and not told of.
                return Ok(None);
            }
            Err(trouble) => return Err(trouble),
        };
        match state(&file) {
            BookingStatus::InProgress | BookingStatus::Unknown => {}
            other @ (BookingStatus::Confirmed | BookingStatus::Cancelled | BookingStatus::Quotation) => {
                return Err(Reason::State(other).of(id.to_string()).into());
            }
        }
        let no = match session.delete_booking_in_progress(id) {
            Ok(true) => return Ok(Some(file)),
            Ok(false) => Reason::Elloha("it answers `false`".to_owned()).of(id.to_string()).into(),
            Err(error) if trouble::is_open(&error) => {
                return match seen(session, id, |file| file.is_none()) {
                    Ok(_) => Ok(Some(file)),
                    Err(shown) => Err(Trouble::Unknown(format!(
                        "{id}: whether it was taken away is not known ({}; {shown}): ask again later",
                        trouble::why(&error)
                    ))),
                };
            }
            Err(error) => trouble::of(&error, id.to_string(), Sent::Change),
        };
        match session.booking(id) {
            Ok(None) => Ok(Some(file)),
            Ok(Some(_)) | Err(_) => Err(no),
        }
    }
}
