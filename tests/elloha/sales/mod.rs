//! Sales, before any [`Sales`]: availability, files, offers.
//!
//! elloha declares no body of a refusal, so none is sent: 400. What no document says, and has to be something here: a second
//! confirmation and a second cancellation are refused, and a file that is not there is 404.

mod bookings;
mod offers;

use jiff::Timestamp;
use passerelle::elloha::sales::AvailabilityRequest;
use passerelle::gateway::sales::{Sales, Trouble};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

use super::world::Asked;

/// What a call comes to: a status and a body.
type Answer = (u16, Json);

/// No body says why.
const NO: Answer = (400, Json::Null);
const NONE: Answer = (404, Json::Null);

/// Carries a call out for the account that has signed in; none where it is no call of sales.
pub(super) fn act(sales: &dyn Sales, own: Uuid, now: Timestamp, asked: &Asked) -> Option<Answer> {
    let parts: Vec<&str> = asked.path.trim_start_matches('/').split('/').collect();
    let call = (asked.method.as_str(), parts.as_slice());
    match call {
        ("POST", ["Availability", ..]) => Some(availability(sales, now, asked, &parts)),
        (_, ["Booking", ..]) => Some(bookings::act(sales, own, now, asked, call)),
        ("GET", ["Prestation" | "RatePlan" | "Price" | "Stock" | "Calendar", ..]) => {
            Some(offers::act(sales, own, asked, &parts))
        }
        _ => None,
    }
}

fn availability(sales: &dyn Sales, now: Timestamp, asked: &Asked, parts: &[&str]) -> Answer {
    let Some(body) = body::<AvailabilityRequest>(asked) else { return NO };
    // A search in nobody's name is none of a channel.
    if body.id_publication_project.is_none() {
        return NO;
    }
    match parts {
        ["Availability"] | ["Availability", "Formulas"] => answer(sales.availability(&body, now)),
        ["Availability", "Resources"] if body.id_formula.is_some() => answer(sales.availability(&body, now)),
        ["Availability", "ActivityDaysRange"] => answer(sales.slots(&body, now)),
        _ => NO,
    }
}

/// A body in its shape; none where it has a member that is not known.
fn body<T: DeserializeOwned>(asked: &Asked) -> Option<T> {
    serde_json::from_slice(&asked.body).ok()
}

/// The id in a path.
fn id(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok()
}

/// 200 with a body, or the status of what went wrong.
fn answer<T: Serialize>(came: Result<T, Trouble>) -> Answer {
    match came {
        Ok(body) => (200, serde_json::to_value(body).unwrap()),
        Err(trouble) => status(&trouble),
    }
}

fn status(trouble: &Trouble) -> Answer {
    match trouble {
        Trouble::Refused(_) => NO,
        Trouble::Unknown(_) | Trouble::Failed(_) | Trouble::Store(_) => (500, Json::Null),
    }
}
