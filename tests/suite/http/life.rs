//! A file from the question what is free to its end, and a channel in an account, over HTTP.

use passerelle::gateway::access::Scope;
use serde_json::{Value as Json, json};

use super::House;
use crate::gateway::sample::{BUS, CANOES, CELLAR, DESCENT, PLACE, RACK};
use crate::gateway::scene::{CHANNEL, ENGINE, HEAD};

fn new_file(number: &str) -> Json {
    json!({ "idPublication": ENGINE, "refExterneClient": number,
        "client": { "firstName": "Ada", "lastName": "Exemple", "email": "ada@example.org" } })
}

fn line(number: i32, quantity: i32) -> Json {
    json!({ "lineNumber": number, "idOi": CANOES, "idFormula": DESCENT, "idPrestation": PLACE, "idRatePlan": RACK,
        "bookingStart": "2026-07-20T00:00:00", "hour": 10, "minutes": 0, "quantity": quantity, "nbAdults": quantity,
        "unitAmountIncludingVat": 24.5 })
}

fn asked() -> Json {
    json!({ "idOi": CANOES, "idFormula": DESCENT, "idPublicationProject": ENGINE,
        "startDate": "2026-07-20T00:00:00" })
}

/// How many places are left at ten.
fn left(house: &House, aloa: &str) -> i64 {
    let slots = house.post("/Availability/ActivityDaysRange", aloa, &asked()).good();
    let slots = slots.as_array().unwrap();
    slots.iter().find(|slot| slot["hour"] == 10).unwrap()["quantity"].as_i64().unwrap()
}

#[test]
fn the_life_of_a_file() {
    let house = House::new("life");
    let aloa = house.aloa();
    for path in ["/Availability", "/Availability/Formulas", "/Availability/Resources"] {
        let free = house.post(path, &aloa, &asked()).good();
        assert_eq!(free["status"], "Success", "{free}");
        assert_eq!(free["availabilityItems"][0]["price"], 24.5, "{free}");
    }
    assert_eq!(left(&house, &aloa), 10);

    let file = house.post("/Booking/Create", &aloa, &new_file("ALOA-1")).good();
    assert_eq!(file["status"], "InProgress");
    let id = file["idBooking"].as_str().unwrap();
    let again = house.post("/Booking/Create", &aloa, &new_file("ALOA-1")).good();
    assert_eq!(again["idBooking"], id, "the same number is the same file");
    let mut other = new_file("ALOA-1");
    other["remarks"] = "another file".into();
    house.post("/Booking/Create", &aloa, &other).problem(409, "number_taken");

    let items = format!("/Booking/{id}/AddBookingItems");
    assert_eq!(house.post(&items, &aloa, &json!([line(1, 3), line(2, 1)])).good(), true);
    assert_eq!(left(&house, &aloa), 10, "what is in progress has no stock");
    for way in ["AddBookingPayments", "ConfirmWithPayments"] {
        let paid = house.post(&format!("/Booking/{id}/{way}"), &aloa, &json!([{ "amount": 98.0 }]));
        paid.problem(409, "payment_not_taken");
    }
    let confirmed = house.ask("PUT", &format!("/Booking/{id}/Confirm")).token(&aloa).send().good();
    assert_eq!(confirmed["status"], "Confirmed");
    assert_eq!(confirmed["amountIncludingTax"], 98.0);
    assert_eq!(left(&house, &aloa), 6);

    let seen = house.get(&format!("/Booking/{id}"), &aloa).good();
    assert_eq!(seen["client"]["lastName"], "Exemple");
    let page = house.post("/Booking/GetBookings", &aloa, &json!({})).good();
    assert_eq!(page["totalCount"], 1, "{page}");
    assert_eq!(page["items"][0]["idBooking"], id);

    let line = seen["bookingItems"].as_array().unwrap().iter().find(|line| line["lineNumber"] == 2).unwrap();
    let line = line["idBookingItem"].as_str().unwrap();
    let how = json!({ "idBooking": id, "idBookingItem": line, "cancelMode": "CustomerAsk" });
    assert_eq!(house.put("/Booking/CancelItem", &aloa, &how).good()["status"], "Cancelled");
    assert_eq!(left(&house, &aloa), 7);
    let how = json!({ "idBooking": id, "idsBookingItems": { (line): 0.0 } });
    assert_eq!(house.put("/Booking/CancelItems", &aloa, &how).good()[0]["idBookingItem"], line);
    let mut money = how.clone();
    money["idsBookingItems"][line] = 5.0.into();
    house.put("/Booking/CancelItems", &aloa, &money).problem(409, "payment_not_taken");
    let nothing = json!({ "idBooking": id, "idBookingItem": id });
    house.put("/Booking/CancelItem", &aloa, &nothing).problem(404, "unknown_booking_item");

    assert_eq!(house.ask("PUT", &format!("/Booking/{id}/Cancel")).token(&aloa).send().good(), true);
    let how = json!({ "cancelMode": "CustomerAsk" });
    assert_eq!(house.put(&format!("/Booking/{id}/Cancel"), &aloa, &how).good(), true, "it stays so");
    assert_eq!(left(&house, &aloa), 10);
    assert_eq!(house.post("/Booking/GetBookings", &aloa, &json!({})).good()["totalCount"], 0);
}

#[test]
fn a_file_that_cannot_be_confirmed_says_why() {
    let house = House::new("refused");
    let aloa = house.aloa();
    let made = |number: &str, quantity: i32| {
        let file = house.post("/Booking/Create", &aloa, &new_file(number)).good();
        let id = file["idBooking"].as_str().unwrap().to_owned();
        house.post(&format!("/Booking/{id}/AddBookingItems"), &aloa, &json!([line(1, quantity)])).good();
        id
    };
    let (first, second) = (made("ALOA-1", 8), made("ALOA-2", 3));
    house.ask("PUT", &format!("/Booking/{first}/Confirm")).token(&aloa).send().good();
    let refused = house.ask("PUT", &format!("/Booking/{second}/Confirm")).token(&aloa).send();
    let told = refused.problem(409, "sold_out");
    assert!(told["detail"].as_str().unwrap().contains("only 2 left"), "{told}");
    house.get(&format!("/Booking/{second}"), &aloa).problem(404, "unknown_booking");
    let metrics = house.ask("GET", "/metrics").send().text;
    assert!(metrics.contains(r#"passerelle_bookings_total{deed="confirm",outcome="done"} 1"#), "{metrics}");
    assert!(
        metrics.contains(r#"passerelle_bookings_total{deed="confirm",outcome="sold_out"} 1"#),
        "{metrics}"
    );
    let own = r#"passerelle_requests_total{method="PUT",path="/Booking/{idBooking}/Confirm",status="409"} 1"#;
    assert!(metrics.contains(own), "{metrics}");
    assert!(metrics.contains("passerelle_bookings_under_way 0"), "{metrics}");
}

#[test]
fn other_engines_and_other_accounts_are_refused() {
    let house = House::new("others");
    let aloa = house.aloa();
    let mut foreign = new_file("ALOA-1");
    foreign["idPublication"] = CHANNEL.to_string().into();
    house.post("/Booking/Create", &aloa, &foreign).problem(403, "other_booking_engine");
    let mut search = asked();
    search["idOi"] = CELLAR.to_string().into();
    house.post("/Availability", &aloa, &search).problem(409, "channel_not_open");
    search["idOi"] = CHANNEL.to_string().into();
    house.post("/Availability", &aloa, &search).problem(404, "unknown_account");
}

#[test]
fn who_reads_figures_reads_their_own() {
    let house = House::new("figures");
    let aloa = house.aloa();
    let file = house.post("/Booking/Create", &aloa, &new_file("ALOA-1")).good();
    let id = file["idBooking"].as_str().unwrap();
    house.post(&format!("/Booking/{id}/AddBookingItems"), &aloa, &json!([line(1, 3), line(2, 1)])).good();
    house.ask("PUT", &format!("/Booking/{id}/Confirm")).token(&aloa).send().good();

    let figures = house.machine(&Scope::Statistics { accounts: [CANOES].into() });
    let others = house.machine(&Scope::Statistics { accounts: [CELLAR].into() });
    assert_eq!(house.get(&format!("/Booking/{id}"), &figures).good()["idBooking"], id);
    house.get(&format!("/Booking/{id}"), &others).problem(404, "unknown_booking");
    assert_eq!(house.post("/Booking/GetBookings", &others, &json!({})).good()["totalCount"], 0);
    house.post("/Booking/Create", &figures, &new_file("ALOA-2")).problem(403, "forbidden");

    let table = house.post("/Booking/Export", &figures, &json!({}));
    assert!(table.header("content-type").starts_with("text/csv"), "{}", table.text);
    let mut reader = csv::Reader::from_reader(table.text.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2, "a row for each line: {}", table.text);
    let cell = |row: &csv::StringRecord, name: &str| {
        row[columns.iter().position(|column| column == name).unwrap()].to_owned()
    };
    assert_eq!(cell(&rows[0], "idBooking"), id);
    assert_eq!(cell(&rows[0], "totalAmountIncludingVat"), "73.50");
    assert_eq!(cell(&rows[0], "bookingStart"), "2026-07-20");
    assert_eq!(cell(&rows[0], "time"), "10:00");
    assert_eq!(cell(&rows[1], "quantity"), "1");
    assert!(
        !table.text.contains("Exemple") && !table.text.contains("example.org"),
        "no customer: {}",
        table.text
    );
    let paged = house.post("/Booking/Export", &figures, &json!({ "pageNumber": 2 }));
    paged.problem(400, "malformed");
    assert_eq!(house.post("/Booking/Export", &others, &json!({})).text.lines().count(), 1);
}

#[test]
fn an_owner_closes_and_opens_the_channel() {
    let house = House::new("owner");
    let (owner, aloa) = (house.owner(CANOES), house.aloa());
    let shown = house.get("/Channel", &owner).good();
    let channel = |open: bool, pending: bool| {
        json!([{ "idEct": CHANNEL, "name": "Centrale de Réservation Aloa DMO", "type": "LocalChannel", "isOpen": open,
            "isPendingValidation": pending, "isEditable": true, "isICal": false }])
    };
    assert_eq!(shown, channel(true, false));
    assert_eq!(house.channel.id, CHANNEL);

    let close = format!("/Channel/{CHANNEL}/Close");
    let open = format!("/Channel/{CHANNEL}/Open");
    assert_eq!(house.ask("POST", &close).token(&owner).send().good(), true);
    assert_eq!(house.get("/Channel", &owner).good(), channel(false, false));
    house.post("/Availability", &aloa, &asked()).problem(409, "channel_not_open");
    house.it_is("2026-07-02T09:05");
    assert_eq!(house.ask("POST", &open).token(&owner).send().good(), true);
    assert_eq!(house.get("/Channel", &owner).good(), channel(true, true));
    let later = house.post("/Availability", &aloa, &asked()).problem(409, "sellable_later");
    assert!(later["detail"].as_str().unwrap().contains("2026-07-03"), "{later}");

    let consents = house.get(&format!("/Channel/{CHANNEL}/Consents"), &owner).good();
    let deeds: Vec<&str> =
        consents.as_array().unwrap().iter().map(|one| one["deed"].as_str().unwrap()).collect();
    assert_eq!(deeds, ["opened", "closed", "opened"]);

    let head = house.person("head@example.org", &Scope::Head { head: HEAD.to_owned() });
    let accounts = house.get("/Network/Accounts", &head).good();
    let states: Vec<(&str, &str, bool, &Json)> = accounts
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap();
            (text("idOi"), text("state"), one["eligible"].as_bool().unwrap(), &one["sellableFrom"])
        })
        .collect();
    let ids = [CANOES.to_string(), CELLAR.to_string(), BUS.to_string()];
    let day = json!("2026-07-03");
    assert_eq!(
        states,
        [
            (ids[0].as_str(), "Pending", true, &day),
            (ids[1].as_str(), "Closed", true, &Json::Null),
            (ids[2].as_str(), "Closed", false, &Json::Null),
        ]
    );
    let stranger = house.person("stranger@example.org", &Scope::Head { head: "none".to_owned() });
    house.get("/Network/Accounts", &stranger).problem(404, "unknown_channel");

    // A bus has the channel nowhere, and nobody opens it there.
    let bus = house.owner(BUS);
    assert_eq!(house.get("/Channel", &bus).good(), json!([]));
    house.ask("POST", &open).token(&bus).send().problem(409, "type_not_eligible");
    house
        .ask("POST", &format!("/Channel/{CANOES}/Open"))
        .token(&owner)
        .send()
        .problem(404, "unknown_channel");
}

#[test]
fn what_changes_something_is_never_a_get() {
    let house = House::new("gets");
    let owner = house.owner(CANOES);
    for deed in ["Open", "Close"] {
        for token in [&owner, "none"] {
            let answer = house.get(&format!("/Channel/{CHANNEL}/{deed}"), token);
            let told = answer.problem(405, "method_not_allowed");
            assert_eq!(answer.header("allow"), "POST");
            assert!(told["detail"].as_str().unwrap().contains("browsers and previews"), "{told}");
        }
    }
    let consents = house.get(&format!("/Channel/{CHANNEL}/Consents"), &owner).good();
    assert_eq!(consents.as_array().unwrap().len(), 1, "nothing was decided by asking");
    assert_eq!(house.ask("DELETE", "/Booking/Create").send().header("allow"), "POST");
}
