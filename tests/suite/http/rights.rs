//! Every endpoint, every scope: by the table, which is what the server and its document go by.

use std::collections::BTreeSet;

use passerelle::gateway::access::{Right, ScopeKind, allows};
use passerelle::http::{ENDPOINTS, Lets, served};
use serde_json::Value as Json;

use super::House;

/// A path with ids in it that are nothing's.
fn filled(path: &str) -> String {
    let id = "3783af41-fea5-4d8a-86e7-a60e079ae573";
    path.replace("{idBooking}", id)
        .replace("{idChannel}", id)
        .replace("{reference}", "nothing")
        .replace("{*rest}", "swagger-ui.css")
}

#[test]
fn the_document_and_the_table_list_the_same() {
    let told: BTreeSet<(&str, String)> =
        ENDPOINTS.iter().filter(|row| row.told).map(|row| (row.method, row.path.to_owned())).collect();
    let served: BTreeSet<(&str, String)> = served().into_iter().collect();
    assert_eq!(told, served);
    assert_eq!(told.len(), ENDPOINTS.iter().filter(|row| row.told).count(), "no row stands there twice");
}

#[test]
fn the_table_gives_no_scope_a_right_that_it_has_not() {
    for row in ENDPOINTS {
        let Lets::Those(those) = row.lets else { continue };
        assert!(!those.is_empty());
        for (scope, right) in those {
            assert!(allows(*scope, *right), "{} {}: {scope} may not {right}", row.method, row.path);
        }
    }
    let sells = |row: &&passerelle::http::Endpoint| match row.lets {
        Lets::Those(those) => those.iter().any(|(_, right)| *right == Right::Sell),
        Lets::Everybody | Lets::Signed => false,
    };
    assert_eq!(ENDPOINTS.iter().filter(sells).count(), 13);
}

#[test]
fn every_endpoint_refuses_every_scope_that_it_is_not_for() {
    let house = House::new("rights");
    let tokens = house.everybody();
    let mut refused = 0;
    for row in ENDPOINTS {
        let path = filled(row.path);
        let bare = house.ask(row.method, &path).send();
        let told = format!("{} {path}: {}", row.method, bare.text);
        if row.lets == Lets::Everybody {
            assert!(!matches!(bare.status.as_u16(), 401 | 403 | 405 | 500..), "{told}");
            continue;
        }
        bare.problem(401, "no_token");
        assert!(bare.header("www-authenticate").starts_with("Bearer"), "{told}");
        house.ask(row.method, &path).token("aloa_access_0").send().problem(401, "unknown_credentials");
        house.ask(row.method, &path).header("authorization", "Basic eA==").send().problem(401, "no_token");
        for scope in ScopeKind::ALL {
            let is_let = match row.lets {
                Lets::Everybody | Lets::Signed => true,
                Lets::Those(those) => those.iter().any(|(one, _)| *one == scope),
            };
            if row.path == "/Token/LogOut" {
                continue;
            }
            let answer = house.ask(row.method, &path).token(&tokens[&scope]).send();
            if is_let {
                let status = answer.status.as_u16();
                // What takes a body finds none: nobody got so far who may not.
                let went_on = if row.body && row.path != "/Booking/{idBooking}/Cancel" {
                    status == 415
                } else {
                    matches!(status, 200 | 404 | 409)
                };
                assert!(went_on, "{scope}: {} {path}: {}", row.method, answer.text);
            } else {
                answer.problem(403, "forbidden");
                refused += 1;
            }
        }
    }
    assert!(refused > 60, "{refused}");
}

#[test]
fn the_document_says_who_may_ask_and_what_can_come() {
    let house = House::new("document");
    let document = house.ask("GET", "/openapi.json").send().good();
    for row in ENDPOINTS.iter().filter(|row| row.told) {
        let operation = &document["paths"][row.path][row.method.to_lowercase()];
        let told = format!("{} {}", row.method, row.path);
        assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{told}");
        assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{told}");
        assert_eq!(operation["security"].is_array(), row.lets != Lets::Everybody, "{told}");
        assert_eq!(operation["requestBody"].is_object(), row.body, "{told}");
        for status in row.trouble {
            let content = &operation["responses"][status.to_string()]["content"];
            let schema = &content["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{told}: {status}");
        }
    }
    assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    let refs = references(&document);
    for reference in &refs {
        assert!(document.pointer(&reference[1..]).is_some(), "{reference} points nowhere");
    }
    assert!(refs.len() > 20);
    let page = house.ask("GET", "/docs/").send();
    assert!(page.status.is_success() && page.text.contains("swagger-ui-bundle.js"));
    assert!(!page.text.contains("http://") && !page.text.contains("https://"), "the page works offline");
}

fn references(json: &Json) -> BTreeSet<String> {
    match json {
        Json::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value {
                Json::String(text) if name == "$ref" => BTreeSet::from([text.clone()]),
                other => references(other),
            })
            .collect(),
        Json::Array(items) => items.iter().flat_map(references).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => BTreeSet::new(),
    }
}
