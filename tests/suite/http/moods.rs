//! What the world can do to a request: it is told apart what was not done, what may have been, and what is a mistake.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use passerelle::elloha::sales::{
    ActivityItem, AvailabilityRequest, AvailabilityResponse, Booking, BookingItem, BookingPage, BookingQuery,
    CancelBooking, CancelItems, NewBooking, NewItem,
};
use passerelle::gateway::sales::{Note, Offers, Sales, Trouble, Whose};
use passerelle::store;
use serde_json::json;
use uuid::Uuid;

use super::{House, Plan};
use crate::gateway::sample::CANOES;
use crate::gateway::scene::ENGINE;

/// What happens to the next question.
#[derive(Clone, Copy)]
enum Mood {
    Well,
    Unknown,
    Failed,
    Store,
    Falls,
}

struct Moody(Mutex<Mood>);

impl Moody {
    fn done<T: Default>(&self) -> Result<T, Trouble> {
        let mood = *self.0.lock().unwrap();
        match mood {
            Mood::Well => Ok(T::default()),
            Mood::Unknown => Err(Trouble::Unknown("elloha did not answer in time".to_owned())),
            Mood::Failed => Err(Trouble::Failed("elloha answers 500".to_owned())),
            Mood::Store => {
                Err(Trouble::Store(store::Error::Database("secret-table has no column".to_owned())))
            }
            Mood::Falls => panic!("this test falls on purpose"),
        }
    }
}

type Answer<T> = Result<T, Trouble>;

impl Sales for Moody {
    fn availability(&self, _: &AvailabilityRequest, _: Timestamp) -> Answer<AvailabilityResponse> {
        self.done()
    }

    fn slots(&self, _: &AvailabilityRequest, _: Timestamp) -> Answer<Vec<ActivityItem>> {
        self.done()
    }

    fn offers(&self, _: Uuid, _: Date, _: Date) -> Answer<Offers> {
        self.done()
    }

    fn create(&self, _: &NewBooking, _: Timestamp, _: &mut Note<'_>) -> Answer<Booking> {
        Err(Trouble::Failed("nothing is made here".to_owned()))
    }

    fn numbered(&self, _: &str, _: Uuid) -> Answer<Vec<Booking>> {
        self.done()
    }

    fn add(&self, _: Uuid, _: &[NewItem], _: Timestamp, _: &mut Note<'_>) -> Answer<Booking> {
        Err(Trouble::Failed("nothing is made here".to_owned()))
    }

    fn confirm(&self, _: Uuid, _: Timestamp, _: &mut Note<'_>) -> Answer<Booking> {
        Err(Trouble::Failed("nothing is made here".to_owned()))
    }

    fn cancel(&self, _: Uuid, _: &CancelBooking, _: Timestamp, _: &mut Note<'_>) -> Answer<Booking> {
        Err(Trouble::Failed("nothing is made here".to_owned()))
    }

    fn cancel_items(&self, _: &CancelItems, _: Timestamp, _: &mut Note<'_>) -> Answer<Vec<BookingItem>> {
        self.done()
    }

    fn discard(&self, _: Uuid, _: &mut Note<'_>) -> Answer<()> {
        self.done()
    }

    fn file(&self, _: Uuid) -> Answer<Option<Booking>> {
        self.done()
    }

    fn files(&self, _: &BookingQuery, _: &Whose) -> Answer<BookingPage> {
        Err(Trouble::Failed("nothing is made here".to_owned()))
    }

    fn is_far(&self) -> bool {
        true
    }
}

#[test]
fn each_trouble_has_its_answer_and_none_takes_the_server() {
    let moody = Arc::new(Moody(Mutex::new(Mood::Well)));
    let house = House::built("moods", Plan { sales: Some(moody.clone()), ..Plan::default() });
    let aloa = house.aloa();
    let ask = |mood: Mood| {
        *moody.0.lock().unwrap() = mood;
        house.post("/Availability", &aloa, &json!({ "idOi": CANOES, "idPublicationProject": ENGINE }))
    };
    ask(Mood::Well).good();
    let unknown = ask(Mood::Unknown);
    let told = unknown.problem(503, "unknown_outcome");
    assert!(told["detail"].as_str().unwrap().contains("look before it is sent again"), "{told}");
    assert!(!unknown.header("retry-after").is_empty());
    ask(Mood::Failed).problem(502, "not_done");
    let away = ask(Mood::Store);
    away.problem(503, "database");
    assert!(!away.text.contains("secret-table") && !away.header("retry-after").is_empty());
    // More often than there are threads.
    for _ in 0..6 {
        let fallen = ask(Mood::Falls);
        fallen.problem(500, "internal");
        assert!(!fallen.text.contains("on purpose"));
    }
    ask(Mood::Well).good();
    assert_eq!(house.ask("GET", "/health").send().good(), json!({ "status": "ok" }));
}
