//! Files: made, read, cancelled, taken away.

use jiff::Timestamp;
use uuid::Uuid;

use super::sold::{shape_of, written};
use super::{Local, Note, Reason, Trouble};
use crate::elloha::sales::{
    Amount, Booking, BookingItem, BookingStatus, CancelBooking, CancelItems, CancelMode, Client, ItemStatus,
    NewBooking, NewItem,
};
use crate::store::sales::{FileRow, ItemRow};
use crate::store::{self, Connection};

/// What the column "Creator" shows for files of an engine that nobody named.
const SOMEBODY: &str = "elloha";

pub(super) fn create(
    local: &Local,
    new: &NewBooking,
    now: Timestamp,
    note: &mut Note<'_>,
) -> Result<Booking, Trouble> {
    let id = Uuid::new_v4();
    let at = moment(now);
    let client = &new.client;
    let name = [client.first_name.as_deref(), client.last_name.as_deref()];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut file = FileRow {
        id: id.to_string(),
        // Short enough to be said on the telephone, and nobody counts the sales by it.
        number: format!("P{}", id.simple().to_string().chars().take(10).collect::<String>().to_uppercase()),
        engine: new.id_publication.to_string(),
        distribution: new.id_distribution.or(new.id_ect).unwrap_or_default().to_string(),
        creator: String::new(),
        reference: new.ref_externe_client.clone(),
        client: written(client)?,
        name,
        email: client.email.as_deref().unwrap_or_default().to_lowercase(),
        remarks: new.remarks.clone().unwrap_or_default(),
        status: BookingStatus::InProgress.word().to_owned(),
        created: at.clone(),
        modified: at,
    };
    Ok(local.store.writing(|connection| {
        let creator = store::sales::creator(connection, &file.engine)?;
        file.creator = creator.unwrap_or_else(|| SOMEBODY.to_owned());
        store::sales::begin_file(connection, &file)?;
        let booking = booking(&file, &[])?;
        note(connection, &booking)?;
        Ok(booking)
    })?)
}

pub(super) fn numbered(local: &Local, number: &str, engine: Uuid) -> Result<Vec<Booking>, Trouble> {
    Ok(local.store.reading(|connection| {
        let files = store::sales::numbered(connection, number, &engine.to_string())?;
        let items = store::sales::items_of(connection, &files)?;
        files.iter().map(|file| booking(file, &of(&items, &file.id))).collect()
    })?)
}

pub(super) fn cancel(
    local: &Local,
    id: Uuid,
    how: &CancelBooking,
    now: Timestamp,
    note: &mut Note<'_>,
) -> Result<Booking, Trouble> {
    let at = moment(now);
    let mode = how.cancel_mode.map_or("", CancelMode::word);
    let key = id.to_string();
    let done = local.store.trying(|connection| {
        let Some(file) = store::sales::cancel_file(connection, &key, mode, &at)? else {
            // Cancelled before, or not there.
            let known = read(connection, id)?;
            return Ok(known.ok_or_else(|| Reason::UnknownFile.of(key.clone())));
        };
        store::sales::give_back_file(connection, &key)?;
        let items = store::sales::items(connection, &key)?;
        let booking = booking(&file, &items)?;
        note(connection, &booking)?;
        Ok(Ok(booking))
    })?;
    Ok(done?)
}

pub(super) fn cancel_items(
    local: &Local,
    how: &CancelItems,
    now: Timestamp,
    note: &mut Note<'_>,
) -> Result<Vec<BookingItem>, Trouble> {
    let at = moment(now);
    let mode = how.cancel_mode.map_or("", CancelMode::word);
    let key = how.id_booking.to_string();
    let lines: Vec<String> = how.ids_booking_items.keys().map(Uuid::to_string).collect();
    let done = local.store.trying(|connection| {
        let Some(file) = store::sales::file(connection, &key)? else {
            return Ok(Err(Reason::UnknownFile.of(key.clone())));
        };
        let known = store::sales::items(connection, &key)?;
        if let Some(other) = lines.iter().find(|line| known.iter().all(|item| item.id != **line)) {
            return Ok(Err(Reason::UnknownLine.of(other.clone())));
        }
        if file.status != BookingStatus::Cancelled.word() {
            let cancelled = store::sales::cancel_lines(connection, &key, &lines, mode, &at)?;
            store::sales::give_back(connection, &cancelled)?;
        }
        let Some(now) = read(connection, how.id_booking)? else {
            return Ok(Err(Reason::UnknownFile.of(key.clone())));
        };
        note(connection, &now)?;
        let wanted = |item: &BookingItem| how.ids_booking_items.contains_key(&item.id_booking_item);
        Ok(Ok(now.booking_items.into_iter().filter(wanted).collect()))
    })?;
    Ok(done?)
}

pub(super) fn discard(local: &Local, id: Uuid, note: &mut Note<'_>) -> Result<(), Trouble> {
    let key = id.to_string();
    let done = local.store.trying(|connection| {
        let Some(known) = read(connection, id)? else { return Ok(Ok(())) };
        if !store::sales::discard_file(connection, &key)? {
            return Ok(Err(Reason::State(known.status).of(key.clone())));
        }
        note(connection, &known)?;
        Ok(Ok(()))
    })?;
    Ok(done?)
}

/// A file, as it is in this transaction.
pub(super) fn read(connection: &mut dyn Connection, id: Uuid) -> Result<Option<Booking>, store::Error> {
    let key = id.to_string();
    let Some(file) = store::sales::file(connection, &key)? else { return Ok(None) };
    let items = store::sales::items(connection, &key)?;
    booking(&file, &items).map(Some)
}

/// A moment as it is written: seconds are enough, and texts of one length are sorted as moments are.
pub(super) fn moment(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// The lines of a file among those of many.
pub(super) fn of(items: &[ItemRow], file: &str) -> Vec<ItemRow> {
    items.iter().filter(|item| item.file == file).cloned().collect()
}

/// A file in elloha's shape.
pub(super) fn booking(file: &FileRow, items: &[ItemRow]) -> Result<Booking, store::Error> {
    let id = uuid(&file.id)?;
    let items = items.iter().map(item).collect::<Result<Vec<_>, _>>()?;
    let status = match file.status.as_str() {
        "Confirmed" => BookingStatus::Confirmed,
        "Cancelled" => BookingStatus::Cancelled,
        "InProgress" => BookingStatus::InProgress,
        _ => BookingStatus::Unknown,
    };
    let sum = items
        .iter()
        .filter(|item| item.status != ItemStatus::Cancelled)
        .fold(Amount::default(), |sum, item| sum.plus(item.total_amount_including_vat));
    let client = if file.client.is_empty() { Client::default() } else { shape_of(&file.client)? };
    Ok(Booking {
        id_booking: id,
        booking_number: Some(file.number.clone()),
        id_distribution: uuid(&file.distribution)?,
        id_publication: uuid(&file.engine)?,
        publication_project_name: Some(file.creator.clone()),
        ref_externe_client: Some(file.reference.clone()),
        remarks: Some(file.remarks.clone()).filter(|remarks| !remarks.is_empty()),
        client,
        booking_items: items,
        status,
        is_confirmed: status == BookingStatus::Confirmed,
        is_cancelled: status == BookingStatus::Cancelled,
        amount_including_tax: sum,
        created_on: Some(file.created.clone()),
        last_modified_on: Some(file.modified.clone()),
    })
}

fn item(row: &ItemRow) -> Result<BookingItem, store::Error> {
    let asked: NewItem = shape_of(&row.shape)?;
    let status = ItemStatus::of(&row.status);
    let mode = format!("\"{}\"", row.cancel_mode);
    Ok(BookingItem {
        id_booking_item: uuid(&row.id)?,
        id_booking: uuid(&row.file)?,
        line_number: i32::try_from(row.line).unwrap_or(i32::MAX),
        id_oi: asked.id_oi,
        id_formula: Some(asked.id_formula),
        id_prestation: asked.id_prestation,
        id_rate_plan: Some(asked.id_rate_plan),
        booking_start: asked.booking_start,
        hour: asked.hour,
        minutes: asked.minutes,
        quantity: asked.quantity,
        nb_adults: asked.nb_adults,
        nb_childs: asked.nb_childs,
        nb_childs_2: asked.nb_childs_2,
        nb_childs_3: asked.nb_childs_3,
        nb_infants: asked.nb_infants,
        unit_amount_including_vat: asked.unit_amount_including_vat,
        total_amount_including_vat: asked.unit_amount_including_vat.times(asked.quantity),
        external_num_booking: asked.external_num_booking,
        status,
        is_confirmed: status.holds_stock(),
        cancel_mode: serde_json::from_str(&mode).ok(),
    })
}

pub(super) fn uuid(text: &str) -> Result<Uuid, store::Error> {
    text.parse().map_err(|_| store::Error::Row("an id"))
}
