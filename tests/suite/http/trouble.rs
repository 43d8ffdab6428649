//! Requests that are wrong in one way each: none is guessed, and each is told what it lacks.

use proptest::prelude::*;
use serde_json::json;

use super::House;
use crate::gateway::sample::{CANOES, file, places};
use crate::gateway::scene::ENGINE;

#[test]
fn a_body_that_is_wrong_is_told_where() {
    let house = House::new("bodies");
    let aloa = house.aloa();
    let sent = |body: &str| {
        let ask = house.ask("POST", "/Booking/Create").token(&aloa);
        let answer = ask.body("application/json; charset=utf-8", body.to_owned()).send();
        answer.problem(400, "malformed")["detail"].as_str().unwrap().to_owned()
    };
    let file = |client: &str| {
        format!(r#"{{"idPublication":"{ENGINE}","refExterneClient":"A","client":{{{client}}}}}"#)
    };
    let wrong = sent(&file(r#""email":["secret@example.org"]"#));
    assert!(wrong.starts_with("`client.email`: ") && wrong.contains("write a string"), "{wrong}");
    let wrong = sent(&file(r#""emailConsent":"secret@example.org""#));
    assert!(wrong.starts_with("`client.emailConsent`: ") && !wrong.contains("secret"), "{wrong}");
    let wrong = sent(&file(r#""nickname":"Ada""#));
    assert!(wrong.starts_with("`client.nickname`: unknown field `nickname`, expected one of"), "{wrong}");
    let wrong = sent(r#"{"refExterneClient":"A","client":{}}"#);
    assert!(wrong.contains("missing field `idPublication`"), "{wrong}");
    let wrong = sent(&file(r#""email":"a","email":"b""#));
    assert!(wrong.contains("duplicate field `email`"), "{wrong}");
    let wrong = sent(&file(r#""firstName":"A\u0000da""#));
    assert!(wrong.contains("U+0000"), "{wrong}");
    let wrong = sent(&file(&format!(r#""countryCode":"FRA","email":"{}""#, "é".repeat(200))));
    assert_eq!(wrong, "`client.countryCode`: it has 3 characters, and at most 2 are taken: shorten it");
    assert!(sent("{").contains("no JSON"));
    assert!(sent("").contains("no JSON"));
    assert!(sent(&format!(r#"{{"payments":{}"#, "[".repeat(100_000))).contains("recursion limit"));
    assert_eq!(sent(&"[".repeat(100_000)), "the body: the value is none that can be taken: write an object");
    // serde reads an object from a list too, member by member: that is none of elloha's shapes.
    let wrong = sent(&file("").replace("{}", r#"["Ada","Exemple"]"#));
    assert_eq!(wrong, "`client`: the value is none that can be taken: write an object");
    assert!(sent(&format!("{} 1", file(""))).contains("trailing characters"));
}

#[test]
fn sizes_types_and_ids() {
    let house = House::new("sizes");
    let aloa = house.aloa();
    let large = json!({ "remarks": "x".repeat(256 * 1024) });
    house.post("/Booking/Create", &aloa, &large).problem(413, "too_large");
    let chunked =
        house.ask("POST", "/Booking/Create").token(&aloa).body("text/plain", "{}".to_owned()).send();
    chunked.problem(415, "unsupported_media_type");
    house.ask("POST", "/Booking/Create").token(&aloa).send().problem(415, "unsupported_media_type");
    let id = "3783af41-fea5-4d8a-86e7-a60e079ae573";
    house.get(&format!("/Booking/{id}"), &aloa).problem(404, "unknown_booking");
    for wrong in ["x", "%FF", "3783af41fea54d8a86e7a60e079ae573", "..%2f..%2fetc"] {
        house.get(&format!("/Booking/{wrong}"), &aloa).problem(400, "malformed");
    }
    house.get("/Nothing", &aloa).problem(404, "no_such_path");
    house.get("/booking/Create", &aloa).problem(404, "no_such_path");
    for query in [json!({ "pageSize": 0 }), json!({ "pageSize": 501 }), json!({ "pageNumber": 0 })] {
        house.post("/Booking/GetBookings", &aloa, &query).problem(400, "malformed");
    }
    let support = house.person("support@example.org", &super::support());
    house.get("/Support/%00", &support).problem(400, "malformed");
}

#[test]
fn every_answer_has_an_id_and_keeps_its_secrets() {
    let house = House::new("ids");
    let sent = |id: &str| house.ask("GET", "/health").header("x-request-id", id).send();
    assert_eq!(sent("ALOA.1_a-2").header("x-request-id"), "ALOA.1_a-2");
    for wrong in ["", "a b", "jeanne@example.org", &"x".repeat(65)] {
        let answer = sent(wrong);
        let id = answer.header("x-request-id");
        assert!(id != wrong && uuid::Uuid::try_parse(id).is_ok(), "{id}");
    }
    let owner = house.owner(CANOES);
    for (answer, kept) in [
        (house.get("/Channel", &owner), "no-store"),
        (house.get("/Channel", "none"), "no-store"),
        (house.get("/nothing", "none"), "no-store"),
        (house.ask("GET", "/docs/").send(), "no-cache"),
    ] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), kept);
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(!answer.header("x-request-id").is_empty());
    }
    let head = house.ask("HEAD", "/health").send();
    assert!(head.status.is_success() && head.text.is_empty());
}

/// The id of a request stands in the log of what it did, and support finds it by that.
#[test]
fn support_finds_what_a_request_did() {
    let house = House::new("support");
    let (aloa, support) = (house.aloa(), house.person("support@example.org", &super::support()));
    let body = json!({ "idPublication": ENGINE, "refExterneClient": "ALOA-1", "client": {} });
    let made = house.ask("POST", "/Booking/Create").token(&aloa).header("x-request-id", "request-7");
    let file = made.json(&body).send().good();
    for reference in ["request-7", "ALOA-1", file["idBooking"].as_str().unwrap()] {
        let sheet = house.get(&format!("/Support/{reference}"), &support).good();
        let log = sheet["log"].as_array().unwrap();
        assert!(
            log.iter().any(|line| line["action"] == "booking-created" && line["request"] == "request-7"),
            "{reference}: {sheet}"
        );
    }
    house.get("/Support/request-8", &support).problem(404, "unknown_reference");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever comes as a body, the answer is a problem or an answer, and never a mistake of the server.
    #[test]
    fn no_body_is_a_mistake_of_the_server(body in "[\\[\\]{}\":,a-zA-Z0-9\\\\u ]{0,60}", version in prop::bool::ANY) {
        static HOUSE: std::sync::LazyLock<(House, String)> = std::sync::LazyLock::new(|| {
            let house = House::new("any-body");
            let aloa = house.aloa();
            (house, aloa)
        });
        let (house, aloa) = &*HOUSE;
        for path in ["/Availability", "/Booking/Create", "/Booking/GetBookings"] {
            let mut ask = house.ask("POST", path).token(aloa).body("application/json", body.clone());
            if version {
                ask = ask.header("version", "2.0");
            }
            let answer = ask.send();
            prop_assert!(answer.status.as_u16() < 500, "{}", answer.text);
        }
    }
}

/// What somebody has changed by hand in the database is no database that is away: to wait does not help.
#[test]
fn a_record_that_is_damaged() {
    let house = House::new("damaged");
    let aloa = house.aloa();
    let new = serde_json::to_value(file(ENGINE, "A")).unwrap();
    let id = house.post("/Booking/Create", &aloa, &new).good()["idBooking"].as_str().unwrap().to_owned();
    let lines = json!([places("2026-07-20", (10, 0), 1)]);
    house.post(&format!("/Booking/{id}/AddBookingItems"), &aloa, &lines).good();
    let mut by_hand = |connection: &mut dyn passerelle::store::Connection| {
        connection.execute("UPDATE sales_items SET shape = 'rubbish'", &[]).map(drop)
    };
    house.store().write(&mut by_hand).unwrap();
    let told = house.get(&format!("/Booking/{id}"), &aloa);
    let detail = told.problem(500, "damaged")["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("to send it again does not help") && !told.text.contains("rubbish"), "{detail}");
    assert_eq!(told.header("retry-after"), "");
}
