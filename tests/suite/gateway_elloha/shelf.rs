//! What the stand-in sells here: places of one slot, in memory. All of it is composed.

use std::sync::{Arc, Mutex, MutexGuard};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use passerelle::elloha::sales::{
    ActivityItem, Amount, AvailabilityItem, AvailabilityRequest, AvailabilityResponse, AvailabilityStatus,
    Booking, BookingItem, BookingListItem, BookingPage, BookingQuery, BookingStatus, CancelBooking,
    CancelItems, CancelMode, FormulaItem, ItemStatus, NewBooking, NewItem, midnight,
};
use passerelle::gateway::sales::{Note, Offers, Reason, Sales, Trouble, Whose};
use serde_json::{Value as Json, json};
use uuid::Uuid;

pub(super) const FORMULA: Uuid = Uuid::from_u128(0xf0_0001);
pub(super) const RESOURCE: Uuid = Uuid::from_u128(0xe0_0001);
pub(super) const PLAN: i32 = 1356;
/// The slot: this day, at half past ten.
pub(super) const DAY: Date = date(2026, 12, 1);

/// The shelf, and whoever looks at it.
#[derive(Clone)]
pub(super) struct Shelf(Arc<Mutex<Inner>>);

pub(super) struct Inner {
    pub(super) account: Uuid,
    pub(super) left: i32,
    pub(super) price: Amount,
    pub(super) files: Vec<Booking>,
    /// The next confirmation finds that somebody else has taken the last place.
    pub(super) snatched: bool,
    /// How often a confirmation came through.
    pub(super) confirmations: usize,
}

impl Shelf {
    pub(super) fn new(account: Uuid, left: i32) -> Self {
        let price = Amount::from_cents(1250);
        Self(Arc::new(Mutex::new(Inner {
            account,
            left,
            price,
            files: Vec::new(),
            snatched: false,
            confirmations: 0,
        })))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }
}

fn read<T: serde::de::DeserializeOwned>(json: Json) -> T {
    serde_json::from_value(json).unwrap()
}

impl Inner {
    fn file(&mut self, id: Uuid) -> Result<&mut Booking, Trouble> {
        let found = self.files.iter_mut().find(|file| file.id_booking == id);
        found.ok_or_else(|| Reason::UnknownFile.of(id.to_string()).into())
    }

    fn answer(&self, asked: &AvailabilityRequest) -> AvailabilityResponse {
        let is_other = asked.id_formula.is_some_and(|id| id != FORMULA)
            || asked.id_prestation.is_some_and(|id| id != RESOURCE)
            || asked.id_oi.is_some_and(|id| id != self.account)
            || asked.id_rate_plan.is_some_and(|id| id != PLAN);
        let within = asked.start_date.is_none_or(|from| {
            from.date() <= DAY && DAY <= asked.end_date.map_or(from.date(), DateTime::date)
        });
        let status = match (is_other || !within, self.left) {
            (true, _) => AvailabilityStatus::NoFormulas,
            (false, ..=0) => AvailabilityStatus::NoStocks,
            (false, _) => AvailabilityStatus::Success,
        };
        if status != AvailabilityStatus::Success {
            return AvailabilityResponse { status, ..AvailabilityResponse::default() };
        }
        let item: AvailabilityItem = read(json!({
            "idPrestation": RESOURCE, "idFormula": FORMULA, "idRatePlan": PLAN, "hour": 10, "minutes": 30,
            "price": self.price, "currency": "EUR", "quantity": self.left,
        }));
        let formula: FormulaItem = read(json!({ "idPrestation": FORMULA, "name": "Composée" }));
        AvailabilityResponse {
            start_date: Some(midnight(DAY)),
            end_date: Some(midnight(DAY)),
            availability_items: vec![item],
            formulas: vec![formula],
            ..AvailabilityResponse::default()
        }
    }
}

impl Sales for Shelf {
    fn availability(
        &self,
        asked: &AvailabilityRequest,
        _: Timestamp,
    ) -> Result<AvailabilityResponse, Trouble> {
        Ok(self.lock().answer(asked))
    }

    fn slots(&self, asked: &AvailabilityRequest, _: Timestamp) -> Result<Vec<ActivityItem>, Trouble> {
        let inner = self.lock();
        let slot = |item: &AvailabilityItem| {
            read(json!({ "day": midnight(DAY), "hour": 10, "minutes": 30, "idFormula": FORMULA,
                "idResource": RESOURCE, "quantity": item.quantity }))
        };
        Ok(inner.answer(asked).availability_items.iter().map(slot).collect())
    }

    fn offers(&self, account: Uuid, _: Date, _: Date) -> Result<Offers, Trouble> {
        if account != self.lock().account {
            return Ok(Offers::default());
        }
        Ok(Offers {
            formulas: read(
                json!([{ "idPrestation": FORMULA, "idOi": account, "ratePlans": [{ "idRatePlan": PLAN }],
                "resources": [{ "idResource": RESOURCE }] }]),
            ),
            resources: read(json!([{ "idPrestation": RESOURCE, "idOi": account, "totalStock": 3 }])),
            rate_plans: read(json!([{ "idRatePlan": PLAN, "idOi": account }])),
            prices: read(
                json!([{ "idFormula": FORMULA, "idResource": RESOURCE, "idRatePlan": PLAN, "price": 12.5 }]),
            ),
            tags: read(json!([{ "idTag": 8, "name": "Composée" }])),
            days: read(json!([{ "day": midnight(DAY), "idTag": 8 }])),
            stocks: read(json!([{ "idResource": RESOURCE, "day": midnight(DAY), "hour": 10, "minutes": 30,
                "stockOnSale": 3, "stockSold": 1 }])),
        })
    }

    fn create(&self, new: &NewBooking, _: Timestamp, _: &mut Note<'_>) -> Result<Booking, Trouble> {
        let mut inner = self.lock();
        let number = inner.files.len() + 1;
        let id = Uuid::from_u128(0xb0_0000 + u128::try_from(number).unwrap());
        // The days of composed files are those of the calendar, one each.
        let created =
            date(2026, 11, 1).saturating_add(jiff::Span::new().days(i64::try_from(number).unwrap()));
        let file: Booking = read(json!({
            "idBooking": id, "bookingNumber": format!("E-{number}"), "idPublication": new.id_publication,
            "idDistribution": new.id_distribution, "refExterneClient": new.ref_externe_client,
            "client": new.client, "status": "InProgress", "createdOn": midnight(created),
        }));
        inner.files.push(file.clone());
        Ok(file)
    }

    fn numbered(&self, _: &str, _: Uuid) -> Result<Vec<Booking>, Trouble> {
        panic!("elloha has no such call")
    }

    fn add(&self, id: Uuid, items: &[NewItem], _: Timestamp, _: &mut Note<'_>) -> Result<Booking, Trouble> {
        let mut inner = self.lock();
        let file = inner.file(id)?;
        for item in items {
            let number = file.booking_items.len() + 1;
            let mut line = serde_json::to_value(item).unwrap();
            let own = Uuid::from_u128(id.as_u128() * 1000 + u128::try_from(number).unwrap());
            line["idBookingItem"] = own.to_string().into();
            line["idBooking"] = id.to_string().into();
            line["status"] = "InProgress".into();
            file.booking_items.push(read(line));
        }
        Ok(file.clone())
    }

    fn confirm(&self, id: Uuid, _: Timestamp, _: &mut Note<'_>) -> Result<Booking, Trouble> {
        let mut inner = self.lock();
        inner.confirmations += 1;
        if std::mem::take(&mut inner.snatched) {
            inner.left = 0;
        }
        let left = inner.left;
        let file = inner.file(id)?;
        let wanted: i32 = file.booking_items.iter().map(|line| line.quantity).sum();
        if wanted > left {
            return Err(Reason::SoldOut(left).of(RESOURCE.to_string()).into());
        }
        (file.status, file.is_confirmed) = (BookingStatus::Confirmed, true);
        for line in &mut file.booking_items {
            line.status = ItemStatus::BookedNotSold;
        }
        let file = file.clone();
        inner.left -= wanted;
        Ok(file)
    }

    fn cancel(
        &self,
        id: Uuid,
        how: &CancelBooking,
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble> {
        let lines = self.lock().file(id)?.booking_items.clone();
        let all = CancelItems {
            id_booking: id,
            ids_booking_items: lines.iter().map(|line| (line.id_booking_item, Amount::default())).collect(),
            cancel_mode: how.cancel_mode.or(Some(CancelMode::CustomerAsk)),
        };
        self.cancel_items(&all, now, note)?;
        Ok(self.lock().file(id)?.clone())
    }

    fn cancel_items(
        &self,
        how: &CancelItems,
        _: Timestamp,
        _: &mut Note<'_>,
    ) -> Result<Vec<BookingItem>, Trouble> {
        let mut inner = self.lock();
        let file = inner.file(how.id_booking)?;
        let (mut given_back, mut lines) = (0, Vec::new());
        for line in &mut file.booking_items {
            if how.ids_booking_items.contains_key(&line.id_booking_item) {
                if line.status == ItemStatus::Cancelled {
                    return Err(Reason::State(BookingStatus::Cancelled)
                        .of(how.id_booking.to_string())
                        .into());
                }
                line.status = ItemStatus::Cancelled;
                given_back += line.quantity;
                lines.push(line.clone());
            }
        }
        if file.booking_items.iter().all(|line| line.status == ItemStatus::Cancelled) {
            (file.status, file.is_cancelled, file.is_confirmed) = (BookingStatus::Cancelled, true, false);
        }
        inner.left += given_back;
        Ok(lines)
    }

    fn discard(&self, id: Uuid, _: &mut Note<'_>) -> Result<(), Trouble> {
        self.lock().files.retain(|file| file.id_booking != id);
        Ok(())
    }

    fn file(&self, id: Uuid) -> Result<Option<Booking>, Trouble> {
        Ok(self.lock().file(id).ok().cloned())
    }

    fn files(&self, query: &BookingQuery, whose: &Whose) -> Result<BookingPage, Trouble> {
        let inner = self.lock();
        let is = |file: &&Booking| match whose {
            Whose::Engine(engine) => file.id_publication == *engine,
            Whose::Accounts(accounts) => file.booking_items.iter().any(|line| accounts.contains(&line.id_oi)),
        };
        let mut all: Vec<BookingListItem> = inner.files.iter().filter(is).map(listed).collect();
        all.reverse();
        let (size, page) = (query.page_size as usize, query.page_number as usize);
        let total = all.len();
        let items = all.into_iter().skip((page - 1) * size).take(size).collect();
        let count = |number: usize| u32::try_from(number).unwrap();
        Ok(BookingPage {
            current_page: query.page_number,
            total_pages: count(total.div_ceil(size)),
            page_size: query.page_size,
            total_count: count(total),
            has_previous: page > 1,
            has_next: page * size < total,
            items,
        })
    }

    fn is_far(&self) -> bool {
        false
    }
}

fn listed(file: &Booking) -> BookingListItem {
    read(json!({
        "idBooking": file.id_booking, "numBooking": file.booking_number, "idPublication": file.id_publication,
        "createdOn": file.created_on, "bookingItems": file.booking_items, "status": file.status,
    }))
}
