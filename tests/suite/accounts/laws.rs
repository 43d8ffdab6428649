//! What holds for every record of every head.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use passerelle::elloha::{Cold, CreateAccount, Fill, Lists, Owner, Secret, Settings, body, described};
use serde_json::{Map, Value as Json};

use super::READY;
use crate::elloha::{self, Elloha};

/// The accounts that all recorded feeds of a head become.
fn accounts(head: &str) -> Vec<Json> {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("laws");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{head}.ndjson"));
    let mut run = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    run.args(["dry-run", head, "--format", "json", "--accounts"]).arg(&file).output().unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn lists() -> Lists {
    let server = Elloha::start(&READY.pack);
    super::client(&server, Duration::from_secs(10), Duration::ZERO).session().lists().unwrap()
}

/// A description that was sent is not sent again: whatever a record holds, elloha takes it in its documented shape, and the
/// difference is nothing then. And each field of it is in the account, or left out with a reason.
#[test]
fn a_description_is_sent_once() {
    let lists = lists();
    let pack = &READY.pack;
    let owner = Owner {
        first: "Jeanne".to_owned(),
        last: "Martin".to_owned(),
        email: "jeanne@example.org".to_owned(),
        mobile: "+33639980001".to_owned(),
    };
    let mut seen = 0;
    for head in ["22", "22-v3", "24", "40", "46", "51", "64", "lourdes"] {
        for record in accounts(head) {
            let (id, account_type) = (record["id"].as_str().unwrap(), record["type"].as_str().unwrap());
            let fields: &Map<String, Json> = record["fields"].as_object().unwrap();
            let cold = Cold { id, account_type, fields };
            let create = CreateAccount::of(&cold, &owner, pack, &lists).unwrap();
            let create: Json = serde_json::from_slice(&body(&create).unwrap()).unwrap();
            let mut account = elloha::created(&create, uuid::Uuid::from_u128(7)).unwrap();
            let said = described(&cold, &owner, pack, &lists);
            let patch: Json =
                serde_json::from_slice(&body(&said.wanted.patch(&account, Fill::Differing)).unwrap())
                    .unwrap();
            assert!(elloha::patch(&mut account, &patch), "{head} {id}: elloha refuses {patch:#}");
            let again = said.wanted.patch(&account, Fill::Differing);
            assert!(again.is_empty(), "{head} {id}: {again:#?}");
            assert!(
                said.wanted.patch(&account, Fill::Absent).is_empty() && said.wanted.kept(&account).is_empty()
            );
            // Every field is somewhere.
            let left: BTreeSet<&str> = said.left_out.iter().map(|one| one.field.as_str()).collect();
            for name in fields.keys() {
                let own = match name.as_str() {
                    "title" | "description" | "abstract" | "keywords" | "obsMoyPaiements"
                    | "translations" => "translations",
                    "services" => "sceas",
                    "officialRating" => "idOfficialRating",
                    // Of an account without an e-mail or mobile the owner's stand there.
                    other => other,
                };
                let there = !account[own].is_null() || left.contains(name.as_str());
                let elsewhere = matches!(name.as_str(), "subType" | "structure")
                    || name == "openingPeriods" && !said.opening.is_empty();
                assert!(there || elsewhere, "{head} {id}: {name} is nowhere");
            }
            seen += 1;
        }
    }
    assert!(seen > 900, "{seen}");
}

#[test]
fn a_secret_is_not_shown() {
    let secret = Secret::random().unwrap();
    assert_eq!(format!("{secret:?}"), "Secret(…)");
    assert_ne!(secret, Secret::random().unwrap());
    let settings = Settings::new("https://example.org/api", "u".to_owned(), Secret::new("geheim".to_owned()));
    assert!(!format!("{settings:?}").contains("geheim"));
    assert_eq!(settings.unwrap().base.as_str(), "https://example.org/api/");
}

/// What elloha begins an account with is no word of its owner's; whatever stands there later may be.
#[test]
fn a_beginning_is_replaced_and_a_word_is_not() {
    let lists = lists();
    let fields: Map<String, Json> = serde_json::from_str(
        r#"{ "title": "Domaine", "description": "À goûter.", "petsAllowed": true, "phone": "+33536490001" }"#,
    )
    .unwrap();
    let cold = Cold { id: "DEG1", account_type: "Tasting", fields: &fields };
    let said = described(&cold, &Owner::default(), &READY.pack, &lists);
    let account = serde_json::json!({ "source": "Tourinsoft", "extId": "DEG1", "petsAllowed": false,
        "phone": "+33536490099", "translations": [{ "idLang": 134, "title": "Autre" }] });
    let patch = |fill| serde_json::to_value(said.wanted.patch(&account, fill)).unwrap()["updated"].clone();
    let whole = serde_json::json!({ "PetsAllowed": true, "Phone": "+33536490001",
        "translations": [{ "IdLang": 134, "Title": "Domaine", "Description": "À goûter." }] });
    assert_eq!(patch(Fill::Differing), whole);
    let absent = serde_json::json!({ "translations":
        [{ "IdLang": 134, "Title": "Autre", "Description": "À goûter." }] });
    assert_eq!(patch(Fill::Absent), absent);
    let kept: Vec<String> = said.wanted.kept(&account).into_iter().map(|one| one.field).collect();
    assert_eq!(kept, ["PetsAllowed", "Phone", "translations.Title"]);
}
