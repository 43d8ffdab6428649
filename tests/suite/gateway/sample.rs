//! Accounts that offer something: composed.

use passerelle::elloha::sales::{Amount, NewBooking, NewItem};
use passerelle::gateway::sales::LocalOffers;
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// A base of canoes on a river that is nowhere.
pub(crate) const CANOES: Uuid = Uuid::from_u128(0xa10a_0000_0001_4000_8000_0000_0000_0001);
/// A cellar; its type is sold too.
pub(crate) const CELLAR: Uuid = Uuid::from_u128(0xa10a_0000_0001_4000_8000_0000_0000_0002);
/// A bus, whose type is not sold.
pub(crate) const BUS: Uuid = Uuid::from_u128(0xa10a_0000_0001_4000_8000_0000_0000_0003);

/// A guided descent: places at 10:00 and at 14:30.
pub(crate) const DESCENT: Uuid = Uuid::from_u128(0xa10a_0000_0002_4000_8000_0000_0000_0001);
/// Canoes for hire, by the hour.
pub(crate) const HIRE: Uuid = Uuid::from_u128(0xa10a_0000_0002_4000_8000_0000_0000_0002);
/// A canoe and a guide: it needs both.
pub(crate) const GUIDED: Uuid = Uuid::from_u128(0xa10a_0000_0002_4000_8000_0000_0000_0003);
/// A ticket for any day.
pub(crate) const VOUCHER: Uuid = Uuid::from_u128(0xa10a_0000_0002_4000_8000_0000_0000_0004);

/// A place in the descent: ten at each hour.
pub(crate) const PLACE: Uuid = Uuid::from_u128(0xa10a_0000_0003_4000_8000_0000_0000_0001);
/// A canoe: four of them.
pub(crate) const CANOE: Uuid = Uuid::from_u128(0xa10a_0000_0003_4000_8000_0000_0000_0002);
/// A guide: two of them.
pub(crate) const GUIDE: Uuid = Uuid::from_u128(0xa10a_0000_0003_4000_8000_0000_0000_0003);
/// A voucher: without limit.
pub(crate) const TICKET: Uuid = Uuid::from_u128(0xa10a_0000_0003_4000_8000_0000_0000_0004);

/// The usual rate plan.
pub(crate) const RACK: i32 = 1356;
/// One that the desk sells.
pub(crate) const EARLY: i32 = 1357;
/// The tag of days in summer.
pub(crate) const SUMMER: i32 = 7;

/// All that the base offers, as JSON in elloha's shapes, for who changes something of it.
pub(crate) fn canoes_json() -> Json {
    serde_json::from_str(include_str!("../../aloa/canoes.json")).unwrap()
}

/// All that the base offers.
pub(crate) fn canoes() -> LocalOffers {
    serde_json::from_value(canoes_json()).unwrap()
}

/// A file of the counter, whose customer is nobody.
pub(crate) fn file(engine: Uuid, number: &str) -> NewBooking {
    let body = json!({ "idPublication": engine, "refExterneClient": number,
        "client": { "firstName": "Ada", "lastName": "Exemple", "email": "ada@example.org" } });
    serde_json::from_value(body).unwrap()
}

/// Places in the descent.
pub(crate) fn places(day: &str, hour: (i8, i8), quantity: i32) -> NewItem {
    NewItem {
        line_number: Some(1),
        id_oi: CANOES,
        id_formula: DESCENT,
        id_prestation: PLACE,
        id_rate_plan: RACK,
        booking_start: Some(format!("{day}T00:00:00").parse().unwrap()),
        hour: Some(hour.0),
        minutes: Some(hour.1),
        quantity,
        nb_adults: quantity,
        nb_childs: 0,
        nb_childs_2: 0,
        nb_childs_3: 0,
        nb_infants: 0,
        unit_amount_including_vat: Amount::from_cents(2450),
        external_num_booking: None,
    }
}
