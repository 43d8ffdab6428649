//! The vocabulary of V1: the same requests in other names, and answers in those.

use serde_json::json;

use super::House;
use crate::gateway::sample::{CANOES, DESCENT, PLACE, RACK};
use crate::gateway::scene::ENGINE;

#[test]
fn a_file_in_the_vocabulary_of_v1() {
    let house = House::new("v1");
    let aloa = house.aloa();
    let ask = |method: &str, path: &str| house.ask(method, path).token(&aloa).header("version", "1.7");
    let free = ask("POST", "/Availability")
        .json(&json!({ "IdOi": CANOES, "IdFormula": DESCENT, "IdBookingEngine": ENGINE, "StartDate": "2026-07-20T00:00:00" }))
        .send()
        .good();
    assert_eq!(free["Status"], "Success", "{free}");
    assert_eq!(free["AvailabilityItems"][0]["Price"], 24.5);

    let file = ask("POST", "/Booking/Create")
        .json(&json!({ "IdBookingEngine": ENGINE, "RefExterneClient": "V1-1", "Client": { "LastName": "Exemple" } }))
        .send()
        .good();
    assert_eq!(file["IdBookingEngine"], ENGINE.to_string());
    assert_eq!(file["ReservationState"], "InProgress");
    assert!(file.get("idBooking").is_none() && file.get("Status").is_none(), "{file}");
    let id = file["IdBooking"].as_str().unwrap();
    let line = json!([{ "LineNumber": 1, "IdOi": CANOES, "IdFormula": DESCENT, "IdPrestation": PLACE, "IdRatePlan": RACK,
        "BookingStart": "2026-07-20T00:00:00", "Hour": 10, "Minutes": 0, "Quantity": 2, "NbChilds_2": 2,
        "UnitAmountIncludingVat": 24.5 }]);
    assert_eq!(ask("POST", &format!("/Booking/{id}/AddBookingItems")).json(&line).send().good(), true);
    let confirmed = ask("PUT", &format!("/Booking/{id}/Confirm")).send().good();
    assert_eq!(confirmed["ReservationState"], "Confirmed");
    assert_eq!(confirmed["BookingItems"][0]["NbChilds_2"], 2);
    assert_eq!(confirmed["BookingItems"][0]["UnitAmountIncludingVat"], 24.5);
    let item = confirmed["BookingItems"][0]["IdBookingItem"].as_str().unwrap().to_uppercase();
    let how = json!({ "IdBooking": id, "IdsBookingItems": { (item): 0 } });
    assert_eq!(
        ask("PUT", "/Booking/CancelItems").json(&how).send().good()[0]["ReservationState"],
        "Cancelled"
    );

    let listed = |body| ask("POST", "/Booking/GetBookings").json(&body).send().good();
    assert_eq!(listed(json!({}))["TotalCount"], 0);
    let all = listed(json!({ "ReturnCancelledReservations": true }));
    assert!(all["Items"].as_array().unwrap().iter().any(|one| one["IdBooking"] == id), "{all}");
    // Without the header, the same file is as the Backend shows it.
    assert_eq!(house.get(&format!("/Booking/{id}"), &aloa).good()["idPublication"], ENGINE.to_string());
}

#[test]
fn what_is_none_of_v1_is_refused() {
    let house = House::new("v1-refused");
    let aloa = house.aloa();
    let sent = |version: &str, body: &str| {
        let ask = house.ask("POST", "/Booking/Create").token(&aloa).header("version", version);
        ask.body("application/json", body.to_owned()).send()
    };
    for version in ["3.0", "V2", "1.10", "latest", ""] {
        let told = sent(version, "{}").problem(400, "unknown_version");
        assert!(told["detail"].as_str().unwrap().contains("1.7"), "{told}");
    }
    for version in ["1", "V1", "v1.7", "2.0"] {
        let told = sent(version, "{}").problem(400, "malformed");
        assert!(told["detail"].as_str().unwrap().contains("`IdBookingEngine` is `idPublication`"), "{told}");
    }
    let detail = |body: &str| sent("1.7", body).problem(400, "malformed")["detail"].to_string();
    assert!(detail(r#"{"refExterneClient":"A"}"#).contains("none of V1"));
    assert!(detail(r#"{"RefExterneClient":"A","RefExterneClient":"B"}"#).contains("comes twice"));
    assert!(detail("{").contains("no JSON"));
    house
        .ask("GET", "/Booking/x")
        .token("none")
        .header("version", "9")
        .send()
        .problem(401, "unknown_credentials");
}
