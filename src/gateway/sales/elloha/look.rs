//! Looking at a file: what it is now, and what became of what was sent.

use uuid::Uuid;

use super::super::{Reason, Trouble};
use super::Elloha;
use super::trouble::{self, Sent};
use crate::elloha::Session;
use crate::elloha::sales::{Booking, BookingStatus};

/// So often is a file looked at before what became of it is told to be unknown.
const LOOKS: u32 = 4;

/// Whether a file has taken its stock.
pub(super) fn is_confirmed(file: &Booking) -> bool {
    (file.is_confirmed || file.status == BookingStatus::Confirmed) && !is_cancelled(file)
}

/// Whether all of a file is cancelled.
pub(super) fn is_cancelled(file: &Booking) -> bool {
    file.is_cancelled || file.status == BookingStatus::Cancelled
}

/// The state of a file as far as it may be told: that of its flags, where elloha does not name it.
pub(super) fn state(file: &Booking) -> BookingStatus {
    if is_cancelled(file) {
        BookingStatus::Cancelled
    } else if is_confirmed(file) {
        BookingStatus::Confirmed
    } else {
        file.status
    }
}

/// Looks at a file until it is as hoped, a few times and with pauses; else why it is not.
pub(super) fn seen(
    session: &mut Session,
    id: Uuid,
    hoped: impl Fn(Option<&Booking>) -> bool,
) -> Result<Option<Booking>, String> {
    session.fresh();
    let mut why = String::new();
    for look in 0..LOOKS {
        if look > 0 && !session.rest() {
            break;
        }
        match session.booking(id) {
            Ok(file) if hoped(file.as_ref()) => return Ok(file),
            Ok(Some(file)) => why = format!("so far it is {}", state(&file).word()),
            Ok(None) => "elloha shows no such file".clone_into(&mut why),
            Err(error) => return Err(trouble::why(&error)),
        }
    }
    Err(why)
}

impl Elloha {
    /// A file of this channel.
    pub(super) fn own(&self, session: &mut Session, id: Uuid) -> Result<Booking, Trouble> {
        session
            .booking(id)
            .map_err(|error| trouble::of(&error, id.to_string(), Sent::Look))?
            .filter(|file| file.id_publication == self.seller.engine)
            .ok_or_else(|| Reason::UnknownFile.of(id.to_string()).into())
    }
}
