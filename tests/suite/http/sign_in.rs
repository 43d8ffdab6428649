//! Signing in and out, and how often: over HTTP.

use std::num::NonZeroU32;
use std::time::Duration;

use passerelle::gateway::access::Limits;
use serde_json::{Value as Json, json};

use super::{House, PASSWORD, Plan, owner, support, token};
use crate::gateway::sample::CANOES;

fn refresh(house: &House, tokens: &Json) -> super::Answer {
    let pair = json!({ "accessToken": tokens["accessToken"], "refreshToken": tokens["refreshToken"] });
    house.ask("POST", "/Token/RefreshToken").json(&pair).send()
}

#[test]
fn a_refresh_token_that_comes_twice_ends_the_session() {
    let house = House::new("refresh");
    house.owner(CANOES);
    let login = format!("owner-{CANOES}@example.org");
    let first = house.signed_in(&login, PASSWORD);
    let second = refresh(&house, &first).good();
    house.get("/Channel", &token(&first)).problem(401, "unknown_credentials");
    house.get("/Channel", &token(&second)).good();
    refresh(&house, &first).problem(401, "unknown_credentials");
    house.get("/Channel", &token(&second)).problem(401, "unknown_credentials");
    refresh(&house, &second).problem(401, "unknown_credentials");
}

#[test]
fn who_signs_out_is_out_and_tokens_end() {
    let house = House::new("out");
    let owner = house.owner(CANOES);
    assert_eq!(house.ask("POST", "/Token/LogOut").token(&owner).send().good(), true);
    house.get("/Channel", &owner).problem(401, "unknown_credentials");
    let again = token(&house.signed_in(&format!("owner-{CANOES}@example.org"), PASSWORD));
    house.it_is("2026-07-02T09:16");
    house.get("/Channel", &again).problem(401, "unknown_credentials");
}

#[test]
fn a_person_changes_their_password() {
    let house = House::new("password");
    let (mine, email) = (house.person("ada@example.org", &support()), "ada@example.org");
    let other = token(&house.signed_in(email, PASSWORD));
    let change = |old: &str, new: &str| {
        house.post("/Person/Password", &mine, &json!({ "oldPassword": old, "newPassword": new }))
    };
    change("something else", "cinq noix de Grenoble").problem(401, "unknown_credentials");
    let short = change(PASSWORD, "court").problem(400, "password_unfit");
    assert!(short["detail"].as_str().unwrap().contains("at least 12"), "{short}");
    assert_eq!(change(PASSWORD, "cinq noix de Grenoble").good(), true);
    house.get("/Support/nothing", &mine).problem(404, "unknown_reference");
    house.get("/Support/nothing", &other).problem(401, "unknown_credentials");
    house.signed_in(email, "cinq noix de Grenoble");
    let aloa = house.aloa();
    house.post("/Person/Password", &aloa, &json!({})).problem(403, "forbidden");
}

#[test]
fn an_invitation_is_good_once() {
    let house = House::new("invitation");
    house.person("ada@example.org", &owner(CANOES));
    let body = json!({ "code": "aloa_invitation_0", "password": PASSWORD });
    house.ask("POST", "/Person/Invitation").json(&body).send().problem(401, "unknown_credentials");
}

#[test]
fn who_asks_too_often_waits() {
    let limits = Limits::new(NonZeroU32::new(3).unwrap(), Duration::from_mins(1));
    let house = House::built("often", Plan { limits: Some(limits), ..Plan::default() });
    let (owner, aloa) = (house.owner(CANOES), house.aloa());
    for _ in 0..3 {
        house.get("/Channel", &owner).good();
    }
    let answer = house.get("/Channel", &owner);
    answer.problem(429, "throttled");
    assert_eq!(answer.header("retry-after"), "60");
    house.post("/Booking/GetBookings", &aloa, &json!({})).good();
    house.it_is("2026-07-02T09:01");
    house.get("/Channel", &owner).good();
}

/// Failures count for the address that the proxy has seen, whatever the client says before.
#[test]
fn behind_a_proxy_the_address_is_the_one_that_it_adds() {
    let house = House::built("proxy", Plan { behind_proxy: true, ..Plan::default() });
    let tried = |number: usize, forwarded: &str| {
        house
            .ask("POST", "/Token/CreateToken")
            .header("x-forwarded-for", forwarded)
            .json(&json!({ "userName": format!("aloa-{number}"), "password": "wrong" }))
            .send()
    };
    for number in 0..50 {
        let spoofed = format!("192.0.2.{number}, 203.0.113.1");
        tried(number, &spoofed).problem(401, "unknown_credentials");
    }
    let answer = tried(50, "192.0.2.50, 203.0.113.1");
    answer.problem(429, "throttled");
    assert!(!answer.header("retry-after").is_empty());
    tried(51, "203.0.113.2").problem(401, "unknown_credentials");
}
