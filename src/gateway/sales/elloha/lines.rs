//! Lines are added, each once.

use jiff::civil::DateTime;
use uuid::Uuid;

use super::super::{Reason, Trouble};
use super::Elloha;
use super::look::{seen, state};
use super::trouble::{self, Sent};
use crate::elloha::Session;
use crate::elloha::sales::{Booking, BookingItem, BookingStatus, NewItem};

/// Whether a line is the one that is to be added.
fn same(line: &BookingItem, new: &NewItem) -> bool {
    let day = |moment: Option<DateTime>| moment.map(DateTime::date);
    let hour = |hour: Option<i8>, minutes: Option<i8>| (hour.unwrap_or(0), minutes.unwrap_or(0));
    (line.id_oi, line.id_formula, line.id_prestation, line.id_rate_plan)
        == (new.id_oi, Some(new.id_formula), new.id_prestation, Some(new.id_rate_plan))
        && day(line.booking_start) == day(new.booking_start)
        && hour(line.hour, line.minutes) == hour(new.hour, new.minutes)
        && (line.quantity, line.unit_amount_including_vat) == (new.quantity, new.unit_amount_including_vat)
        && (line.nb_adults, line.nb_childs, line.nb_childs_2, line.nb_childs_3, line.nb_infants)
            == (new.nb_adults, new.nb_childs, new.nb_childs_2, new.nb_childs_3, new.nb_infants)
}

/// The lines that a file does not have yet.
fn missing(file: &Booking, items: &[NewItem]) -> Result<Vec<NewItem>, Trouble> {
    let mut missing: Vec<NewItem> = Vec::new();
    for item in items {
        let taken = |number: i32| Trouble::from(Reason::LineTaken.of(number.to_string()));
        if let Some(number) = item.line_number {
            match file.booking_items.iter().find(|line| line.line_number == number) {
                Some(line) if same(line, item) => continue,
                Some(_) => return Err(taken(number)),
                None => {}
            }
            if missing.iter().any(|other| other.line_number == Some(number)) {
                return Err(taken(number));
            }
        }
        let mut item = item.clone();
        // Lists of files show lines and not the number of the file: it is told by its lines.
        item.external_num_booking = item.external_num_booking.or_else(|| file.ref_externe_client.clone());
        missing.push(item);
    }
    Ok(missing)
}

/// Whether a file has a line of each of these numbers.
fn has(file: &Booking, items: &[NewItem]) -> bool {
    let there = |item: &NewItem| {
        file.booking_items.iter().any(|line| Some(line.line_number) == item.line_number && same(line, item))
    };
    items.iter().all(|item| item.line_number.is_none() || there(item))
}

impl Elloha {
    /// Adds the lines that a file does not have yet.
    pub(super) fn with_lines(
        &self,
        session: &mut Session,
        id: Uuid,
        items: &[NewItem],
    ) -> Result<Booking, Trouble> {
        let file = self.own(session, id)?;
        let missing = missing(&file, items)?;
        if missing.is_empty() {
            return Ok(file);
        }
        match state(&file) {
            BookingStatus::InProgress | BookingStatus::Unknown => {}
            other @ (BookingStatus::Confirmed | BookingStatus::Cancelled | BookingStatus::Quotation) => {
                return Err(Reason::State(other).of(id.to_string()).into());
            }
        }
        let before = file.booking_items.len();
        let more = |file: Option<&Booking>| {
            file.is_some_and(|file| file.booking_items.len() > before && has(file, &missing))
        };
        let why = match session.add_booking_items(id, &missing) {
            Ok(true) => "elloha says that it added the lines".to_owned(),
            Ok(false) => {
                return Err(Reason::Elloha("it answers `false` to its lines".to_owned())
                    .of(id.to_string())
                    .into());
            }
            // Lines without a number might be those of another call.
            Err(error)
                if trouble::is_open(&error) && missing.iter().all(|item| item.line_number.is_some()) =>
            {
                trouble::why(&error)
            }
            Err(error) => return Err(trouble::of(&error, id.to_string(), Sent::Change)),
        };
        match seen(session, id, more) {
            Ok(Some(file)) => Ok(file),
            Ok(None) => Err(Reason::UnknownFile.of(id.to_string()).into()),
            Err(shown) => Err(Trouble::Unknown(format!(
                "{id}: {why}, and the file does not show them by their numbers ({shown}): read it before they are sent again"
            ))),
        }
    }
}
