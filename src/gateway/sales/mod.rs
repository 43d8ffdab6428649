//! The port: where offers are, and where files are made. Two adapters: elloha over HTTP, and a database of our own.
//!
//! **Invariant:** what is refused was not done. What nobody knows the outcome of is neither done nor refused.

mod elloha;
mod local;
mod refusal;

pub use elloha::{Elloha, Seller};
pub use local::{Local, LocalAccount, LocalOffers};
pub use refusal::{Reason, Refusal};

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::elloha::sales::{
    ActivityItem, AvailabilityRequest, AvailabilityResponse, Booking, BookingItem, BookingPage, BookingQuery,
    CalendarDay, CalendarTag, CancelBooking, CancelItems, Formula, NewBooking, NewItem, PriceActivity,
    RatePlan, Resource, StockResource,
};
use crate::store::{self, Connection};

/// Why a call to a [`Sales`] has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It was not done, and why.
    #[error("{0}")]
    Refused(Refusal),
    /// It may have been done, or may be done yet.
    #[error("{0}")]
    Unknown(String),
    /// It was not done: the world failed. It may go well later.
    #[error("{0}")]
    Failed(String),
    /// The database of the gateway failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What is noted of a file in the gateway's database: together with what is done where both are in one database, else right
/// after it was done.
pub type Note<'n> = dyn FnMut(&mut dyn Connection, &Booking) -> Result<(), store::Error> + 'n;

/// What somebody may see of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those that came through this booking engine.
    Engine(Uuid),
    /// All those of these accounts, whoever sold them.
    Accounts(Vec<Uuid>),
}

/// All that an account offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// What is sold.
    pub formulas: Vec<Formula>,
    /// What is counted.
    pub resources: Vec<Resource>,
    /// With what conditions.
    pub rate_plans: Vec<RatePlan>,
    /// For how much, by calendar tag.
    pub prices: Vec<PriceActivity>,
    /// The tags.
    pub tags: Vec<CalendarTag>,
    /// The days that have a tag, or are closed.
    pub days: Vec<CalendarDay>,
    /// What is left at the slots that are not as their resource starts.
    pub stocks: Vec<StockResource>,
}

/// Where offers are, and files are made. The moment of a call is given: what is sold depends on it.
pub trait Sales: Send + Sync {
    /// What can be had on a day, or between two, and at what price; or why nothing can.
    fn availability(
        &self,
        asked: &AvailabilityRequest,
        now: Timestamp,
    ) -> Result<AvailabilityResponse, Trouble>;

    /// What is left between two days, slot by slot.
    fn slots(&self, asked: &AvailabilityRequest, now: Timestamp) -> Result<Vec<ActivityItem>, Trouble>;

    /// All that an account offers; stocks and days between two days, the last one included.
    fn offers(&self, account: Uuid, from: Date, to: Date) -> Result<Offers, Trouble>;

    /// Makes a file. It is in progress: it has no stock.
    fn create(&self, new: &NewBooking, now: Timestamp, note: &mut Note<'_>) -> Result<Booking, Trouble>;

    /// The files with this number of the other system that came through this booking engine: to find out what became of a
    /// [`Sales::create`].
    fn numbered(&self, number: &str, engine: Uuid) -> Result<Vec<Booking>, Trouble>;

    /// Adds lines to a file in progress.
    fn add(
        &self,
        id: Uuid,
        items: &[NewItem],
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble>;

    /// Confirms a file: its stock is taken in that instant, all of it or nothing. A file that is confirmed stays so.
    fn confirm(&self, id: Uuid, now: Timestamp, note: &mut Note<'_>) -> Result<Booking, Trouble>;

    /// Cancels a file; its stock is given back, once. A file that is cancelled stays so.
    fn cancel(
        &self,
        id: Uuid,
        how: &CancelBooking,
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble>;

    /// Cancels lines of a file; their stock is given back, once.
    fn cancel_items(
        &self,
        how: &CancelItems,
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Vec<BookingItem>, Trouble>;

    /// Takes a file in progress away again. One that is not there is fine.
    fn discard(&self, id: Uuid, note: &mut Note<'_>) -> Result<(), Trouble>;

    /// A file.
    fn file(&self, id: Uuid) -> Result<Option<Booking>, Trouble>;

    /// A page of files.
    fn files(&self, query: &BookingQuery, whose: &Whose) -> Result<BookingPage, Trouble>;

    /// Whether calls go to another machine, so that one may be under way when ours falls.
    fn is_far(&self) -> bool;
}
