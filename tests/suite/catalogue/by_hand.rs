//! Records that somebody adds: no plan withdraws or overwrites them.

use std::fs;

use serde_json::json;

use super::{all, count, line, planned, stored, taken_in, tastings};
use crate::database::on_both;
use crate::sandbox::{Sandbox, composed};
use crate::stand_in::{StandIn, Wire};

/// A composed festival.
fn festival() -> serde_json::Value {
    json!({ "id": "FMAAQU024FS00F01", "bordereau": "FMA", "type": "FestivalsEvents",
        "fields": { "title": "Fête composée", "zipCode": "24100", "locality": "Bergerac" } })
}

/// A server with tastings and with events, of which nothing is imported.
fn with_events(name: &str, catalogue: Option<String>) -> (StandIn, Sandbox) {
    let (server, sandbox) = tastings(name, catalogue, 10, "");
    let deg = server.feed("DEG", Wire::Wcf3, composed(10));
    let mut events = composed(4);
    for (number, event) in events.iter_mut().enumerate() {
        event["SyndicObjectID"] = format!("FMAAQU024FS00F0{number}").into();
        event["NOMOFFRE"] = format!("Fête composée {number}").into();
        event["ObjectTypeName"] = "Fêtes et manifestations".into();
    }
    let url = server.feed("FMA", Wire::Wcf3, events.clone());
    let saved = json!({ "odata.metadata": "", "value": events });
    fs::write(sandbox.head.join("feeds/FMA.json"), saved.to_string()).unwrap();
    let fma = format!(
        "  FMA: {{ file: feeds/FMA.json, url: \"{url}\", by_hand: true, composed: \"for this test\" }}\n"
    );
    sandbox.feeds("", &format!("{}{fma}", line(&deg)));
    (server, sandbox)
}

on_both! {
    /// An event is taken out of a feed that is not imported, and survives ten plans of a feed without it.
    fn an_event_taken_by_hand_survives_ten_plans(name, catalogue) {
        let (server, sandbox) = with_events(name, catalogue);
        taken_in(&sandbox);
        assert_eq!(all(&sandbox).len(), 10, "no event is imported");
        let (status, told, said) = sandbox.run(&["record", "from", "24", "FMAAQU024FS00F02", "--type", "FestivalsEvents"]);
        assert_eq!(status, Some(0), "{said}");
        assert_eq!(told, "24: run 2 added FMAAQU024FS00F02 (FMA) as FestivalsEvents\n");
        let before = stored(&sandbox, Some("FMAAQU024FS00F02"))[0].clone();
        assert_eq!(before["fields"]["title"], "Fête composée 2");
        assert!(before["origins"]["title"][0].as_str().unwrap().contains(".rules:"), "{before}");
        server.records("FMA", Vec::new());
        for round in 0..10 {
            let mut changed = composed(10);
            changed[0]["NOMOFFRE"] = format!("Nom {round}").into();
            server.records("DEG", changed);
            sandbox.run(&["fetch", "24"]);
            let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
            assert_eq!((count(&plan, "change"), count(&plan, "withdraw")), (1, 0), "round {round}: {plan}");
            assert!(!plan["changes"].to_string().contains("FMAAQU"), "round {round}: {plan}");
            assert_eq!(sandbox.run(&["apply", "changes.ndjson"]).0, Some(0));
            assert_eq!(stored(&sandbox, Some("FMAAQU024FS00F02"))[0], before, "round {round}");
        }
    }

    /// What is added is checked against schema and type, all mistakes at once.
    fn a_record_that_is_added_is_checked(name, catalogue) {
        let (_server, sandbox) = tastings(name, catalogue, 1, "");
        let add = |record: &serde_json::Value| {
            fs::write(sandbox.root.join("record.json"), record.to_string()).unwrap();
            sandbox.run(&["record", "add", "24", "--file", "record.json"])
        };
        let mut wrong = festival();
        wrong["fields"] = json!({ "titel": "Fête", "zipCode": 24100, "lat": 44.8, "services": ["wifi", "wiffi"],
            "email": "nobody", "openingPeriods": [{ "startDate": "2026-13-01" }], "photos": {} });
        let (status, _, said) = add(&wrong);
        assert_eq!(status, Some(1));
        for expected in [
            "an account has no field `titel`; did you mean `title`?",
            "`zipCode` is 24100; expected a text",
            "`services`: `wiffi` is no code of `services`; did you mean `wifi`?",
            "`email` is \"nobody\"; expected an e-mail address",
            "`openingPeriods` is {\"startDate\":\"2026-13-01\"}; expected a period",
            "`photos` is a list",
            "`title` is missing",
            "`lat` and `long` stand together or not at all",
        ] {
            assert!(said.contains(expected), "{expected}\n{said}");
        }
        for (member, value, expected) in [
            ("type", json!("FestivalEvents"), "`FestivalEvents` is no account type; did you mean `FestivalsEvents`?"),
            ("type", json!("Fair"), "`Fair` is no account type; expected one of Hotel, Rental, Campsite"),
            ("type", json!("SkiResort"), "can never become an account: reserved for the JB Concept connector"),
            ("bordereau", json!("LAW"), "`LAW` is no record type"),
            ("id", json!(" "), "`id` is blank"),
            ("more", json!(1), "unknown field `more`"),
        ] {
            let mut wrong = festival();
            wrong[member] = value;
            let (status, _, said) = add(&wrong);
            assert_eq!(status, Some(1), "{said}");
            assert!(said.contains(expected), "{expected}\n{said}");
        }
        let twice = "{\"id\":\"x\",\"bordereau\":\"FMA\",\"type\":\"FestivalsEvents\",\"fields\":{\"title\":\"a\",\"title\":\"b\"}}";
        fs::write(sandbox.root.join("record.json"), twice).unwrap();
        let (_, _, said) = sandbox.run(&["record", "add", "24", "--file", "record.json"]);
        assert!(said.contains("`fields`: `title` stands there twice"), "{said}");
        for (field, value) in [("title", json!("N\u{1}")), ("lat", json!(95.0)), ("basePrice", json!(-5))] {
            let mut wrong = festival();
            wrong["fields"][field] = value;
            wrong["fields"]["long"] = json!(0.5);
            let (_, _, said) = add(&wrong);
            assert!(said.contains(&format!("`{field}` is ")), "{said}");
        }
        assert!(all(&sandbox).is_empty());
        let (status, told, said) = add(&festival());
        assert_eq!(status, Some(0), "{said}");
        assert_eq!(told, "24: run 1 added FMAAQU024FS00F01 (FMA) as FestivalsEvents\n");
        let (status, _, said) = add(&festival());
        assert_eq!(status, Some(1));
        assert!(said.contains("is in the catalogue of 24 already: it was added by hand (run 1)"), "{said}");
    }

    /// A record of the feed that seems to be one made by hand is a candidate for a duplicate, and overwrites nothing.
    fn a_later_record_of_the_same_identity_is_a_candidate(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 2, "");
        let by_hand = json!({ "id": "ours-1", "bordereau": "DEG", "type": "Tasting", "fields": {
            "title": "DOMAINE COMPOSE 5", "zipCode": "24100", "locality": stored_locality(&sandbox) } });
        let same_id = json!({ "id": "DEGAQU024FS10004", "bordereau": "DEG", "type": "Tasting", "fields": {
            "title": "Un nom à nous", "zipCode": "24100", "locality": "Bergerac" } });
        for record in [&by_hand, &same_id] {
            fs::write(sandbox.root.join("record.json"), record.to_string()).unwrap();
            assert_eq!(sandbox.run(&["record", "add", "24", "--file", "record.json"]).0, Some(0));
        }
        server.records("DEG", composed(6));
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
        let found = plan["duplicates"].as_array().unwrap();
        assert_eq!(found.len(), 2, "{plan}");
        assert!(found.contains(&json!({ "id": "DEGAQU024FS10005", "byHand": "ours-1" })), "{plan}");
        assert!(found.contains(&json!({ "id": "DEGAQU024FS10004", "byHand": "DEGAQU024FS10004" })), "{plan}");
        sandbox.run(&["apply", "changes.ndjson"]);
        let ours = stored(&sandbox, Some("DEGAQU024FS10004"));
        assert_eq!(ours.len(), 2, "the one of the feed stands beside it");
        assert!(ours.iter().any(|record| record["fields"]["title"] == "Un nom à nous"));
    }

    /// Records that are not there, or that cannot be mapped, are refused with their reason; and what was added can go.
    fn what_cannot_be_taken_says_why(name, catalogue) {
        let (_server, sandbox) = with_events(name, catalogue);
        let from = |id: &str, ty: &str| sandbox.run(&["record", "from", "24", id, "--type", ty]);
        let (status, _, said) = from("FMAAQU024FS00F01", "FestivalsEvents");
        assert_eq!(status, Some(1));
        assert!(said.contains("run `passerelle fetch 24` first"), "{said}");
        taken_in(&sandbox);
        let (_, _, said) = from("FMAAQU024FS00F99", "FestivalsEvents");
        assert!(said.contains("no kept read has the record FMAAQU024FS00F99; looked into"), "{said}");
        let (_, _, said) = from("FMAAQU024FS00F01", "FestivalEvents");
        assert!(said.contains("did you mean `FestivalsEvents`?"), "{said}");
        let (_, _, said) = from("DEGAQU024FS10001", "Tasting");
        assert!(said.contains("in the catalogue of 24 already: it comes from its feed (run 1)"), "{said}");
        assert_eq!(from("FMAAQU024FS00F01", "FestivalsEvents").0, Some(0));
        let (status, _, said) = sandbox.run(&["record", "remove", "24", "DEGAQU024FS10001"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("has no record DEGAQU024FS10001 that was added by hand"), "{said}");
        assert_eq!(sandbox.run(&["record", "remove", "24", "FMAAQU024FS00F01"]).0, Some(0));
        assert_eq!(all(&sandbox).len(), 10);
        let (_, history, _) = sandbox.json(&["runs", "24", "--record", "FMAAQU024FS00F01"]);
        assert_eq!(history["history"].as_array().unwrap().len(), 2, "that it was there is remembered");
    }
}

/// The town of all composed tastings, as the rules write it.
fn stored_locality(sandbox: &Sandbox) -> serde_json::Value {
    let (_, report, said) = sandbox.run(&["fetch", "24"]);
    let _ = (report, said);
    sandbox.run(&["dry-run", "24", "--kept", "--accounts", "accounts.ndjson"]);
    let accounts = fs::read_to_string(sandbox.root.join("accounts.ndjson")).unwrap();
    let first: serde_json::Value = serde_json::from_str(accounts.lines().next().unwrap()).unwrap();
    first["fields"]["locality"].clone()
}
