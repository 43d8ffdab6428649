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

fn schedules(hours: &[(i8, i8)]) -> Vec<Json> {
    let day = |day: i8, (hour, minutes): (i8, i8)| {
        json!({ "hour": hour, "minutes": minutes, "dayOfWeek": day, "startDate": "2026-01-01T00:00:00",
            "endDate": "2027-12-31T00:00:00" })
    };
    (0..7).flat_map(|weekday| hours.iter().map(move |hour| day(weekday, *hour))).collect()
}

fn price(formula: Uuid, resource: Uuid, tag: i32, price: f64) -> Json {
    json!({ "idFormula": formula, "idResource": resource, "idRatePlan": RACK, "idCalendarTag": tag, "price": price })
}

/// All that the base offers, as JSON in elloha's shapes, for who changes something of it.
pub(crate) fn canoes_json() -> Json {
    let resource = |id: Uuid, kind: &str, stock: i32, name: &str| {
        json!({ "idPrestation": id, "idOi": CANOES, "stockManagementType": kind, "totalStock": stock,
            "translations": [{ "idLang": 134, "name": name }] })
    };
    let formula = |id: Uuid, kind: &str, parts: Json, hours: &[(i8, i8)], name: &str| {
        json!({ "idPrestation": id, "idOi": CANOES, "stockManagementType": kind, "visibility": "Both",
            "durationInMinutes": 120, "resources": parts, "ratePlans": [{ "idRatePlan": RACK }],
            "schedules": schedules(hours), "translations": [{ "idLang": 134, "name": name }] })
    };
    let of = |id: Uuid, minutes: i32| json!({ "idResource": id, "minutesNumber": minutes });
    let hours = [(9, 0), (10, 0), (11, 0), (12, 0), (14, 0), (15, 0), (16, 0)];
    json!({
        "account": { "idOi": CANOES, "name": "Canoës composés", "type": "SportsLeisure", "subscription": "Startup" },
        "formulas": [
            formula(DESCENT, "Person", json!([of(PLACE, 0)]), &[(10, 0), (14, 30)], "Descente guidée"),
            formula(HIRE, "Unit", json!([of(CANOE, 150)]), &hours, "Location de canoë"),
            formula(GUIDED, "Unit", json!([of(CANOE, 150), of(GUIDE, 120)]), &[(10, 0), (14, 0)], "Canoë et guide"),
            formula(VOUCHER, "OpenTicket", json!([of(TICKET, 0)]), &[], "Bon cadeau")
        ],
        "resources": [
            resource(PLACE, "Person", 10, "Place"),
            resource(CANOE, "Unit", 4, "Canoë"),
            resource(GUIDE, "Unit", 2, "Guide"),
            resource(TICKET, "OpenTicket", 999, "Bon")
        ],
        "ratePlans": [
            { "idRatePlan": RACK, "idOi": CANOES, "translations": [{ "idLang": 134, "name": "Plein tarif" }] },
            { "idRatePlan": EARLY, "idOi": CANOES, "closed": true }
        ],
        "prices": [
            price(DESCENT, PLACE, 0, 24.5), price(DESCENT, PLACE, SUMMER, 29.9),
            price(HIRE, CANOE, 0, 18.0), price(HIRE, CANOE, SUMMER, 21.0),
            price(GUIDED, CANOE, 0, 60.0), price(GUIDED, CANOE, SUMMER, 70.0),
            price(VOUCHER, TICKET, 0, 25.0)
        ],
        "tags": [{ "idTag": SUMMER, "name": "Été" }],
        "days": [
            { "day": "2026-07-14T00:00:00", "idTag": SUMMER },
            { "day": "2026-07-15T00:00:00", "closed": true }
        ]
    })
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
