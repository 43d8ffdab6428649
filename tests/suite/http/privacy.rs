//! Nobody's name or address is where it does not belong. The name, the e-mail and the telephone are composed.

use passerelle::gateway::access;
use serde_json::json;

use super::House;
use crate::gateway::sample::{CANOES, DESCENT, PLACE, RACK};
use crate::gateway::scene::ENGINE;

/// What would be recognised anywhere.
pub(super) const TRACES: [&str; 5] = ["zweistein", "Zweistein", "albertine", "Albertine", "06 39 98 00 77"];

/// A customer who would be recognised anywhere.
pub(super) fn customer() -> serde_json::Value {
    json!({ "firstName": "Albertine", "lastName": "Zweistein", "email": "albertine.zweistein@example.org",
        "mobilePhone": "06 39 98 00 77" })
}

#[test]
fn neither_metrics_nor_log_nor_support_know_a_customer() {
    let house = House::new("privacy");
    let (aloa, support) = (house.aloa(), house.person("support@example.org", &super::support()));
    let body = json!({ "idPublication": ENGINE, "refExterneClient": "ALOA-1", "client": customer(),
        "remarks": "Zweistein comes late" });
    let file = house.post("/Booking/Create", &aloa, &body).good();
    let id = file["idBooking"].as_str().unwrap();
    let line = json!([{ "lineNumber": 1, "idOi": CANOES, "idFormula": DESCENT, "idPrestation": PLACE, "idRatePlan": RACK,
        "bookingStart": "2026-07-20T00:00:00", "hour": 10, "minutes": 0, "quantity": 2,
        "unitAmountIncludingVat": 24.5 }]);
    house.post(&format!("/Booking/{id}/AddBookingItems"), &aloa, &line).good();
    house.ask("PUT", &format!("/Booking/{id}/Confirm")).token(&aloa).send().good();
    let filter = json!({ "filters": [{ "filterColumn": "Name", "operator": "Contains", "filterValue": "Zweistein" }] });
    assert_eq!(house.post("/Booking/GetBookings", &aloa, &filter).good()["totalCount"], 1);
    let wrong = json!({ "userName": "albertine.zweistein@example.org", "password": "Zweistein" });
    house.ask("POST", "/Token/CreateToken").json(&wrong).send().problem(401, "unknown_credentials");
    house.get("/Support/albertine.zweistein@example.org", &support).problem(404, "unknown_reference");
    house.get("/Zweistein", &aloa).problem(404, "no_such_path");
    house.ask("PUT", &format!("/Booking/{id}/Cancel")).token(&aloa).send().good();

    let mut places = vec![("metrics", house.ask("GET", "/metrics").send().text)];
    for reference in ["ALOA-1", id] {
        places.push(("support", house.get(&format!("/Support/{reference}"), &support).good().to_string()));
    }
    let log = house.store().reading(|connection| access::audit_page(connection, None, None, 500)).unwrap();
    assert!(log.len() > 5);
    places.push(("audit", format!("{log:?}")));
    for (place, text) in places {
        for trace in TRACES {
            assert!(!text.contains(trace), "{place} knows {trace}: {text}");
        }
    }
}
