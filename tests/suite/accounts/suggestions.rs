//! After the transform the owner has the account: the feed suggests, and writes nothing.

use serde_json::{Value as Json, json};

use super::{OWNER, Scene, TASTING};
use crate::database::on_both;
use crate::sandbox::recorded;

/// The feed with other values in some fields of one record.
fn changed(id: &str, fields: &[(&str, Json)]) -> Vec<Json> {
    let mut records = recorded("DEG");
    let record = records.iter_mut().find(|record| record["SyndicObjectID"] == id).unwrap();
    for (field, value) in fields {
        record[*field] = value.clone();
    }
    records
}

fn suggested(scene: &Scene) -> Vec<Json> {
    scene.json(&["suggestions", "24"]).1["suggestions"].as_array().unwrap().clone()
}

on_both! {
    /// Ten syncs with changed data write nothing to the account, and list every difference.
    fn ten_syncs_write_nothing_to_an_account(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let idoi = scene.transformed(TASTING, OWNER);
        let before = scene.elloha.with(|world| (world.accounts.clone(), world.opening.clone()));
        let known = scene.json(&["record", "list", "24", TASTING]).1["records"][0]["fields"].clone();
        scene.elloha.asked();
        assert!(suggested(&scene).is_empty());
        for round in 0..10 {
            // Another name each time, sometimes another postcode, and once the record is gone.
            let title = format!("Domaine renommé {round}");
            let mut fields = vec![("NOMOFFRE", json!(title))];
            if round % 2 == 1 {
                fields.push(("CP", json!("24100")));
            }
            let gone = round == 6;
            let mut records = changed(TASTING, &fields);
            if gone {
                records.retain(|record| record["SyndicObjectID"] != TASTING);
            }
            scene.sit.records("DEG", records);
            scene.synced();
            let found = suggested(&scene);
            assert_eq!(found.len(), 1, "round {round}: {found:?}");
            assert_eq!((&found[0]["id"], &found[0]["idoi"], &found[0]["gone"]), (&json!(TASTING), &json!(idoi), &json!(gone)), "round {round}");
            let mut differs: Vec<(String, Json, Json)> = found[0]["changed"].as_array().unwrap().iter()
                .map(|one| (one["field"].as_str().unwrap().to_owned(), one["old"].clone(), one["new"].clone())).collect();
            differs.retain(|(field, ..)| !gone || !field.is_empty());
            let mut expected = vec![("title".to_owned(), known["title"].clone(), json!(title))];
            if round % 2 == 1 {
                expected.push(("zipCode".to_owned(), known["zipCode"].clone(), json!("24100")));
            }
            assert_eq!(differs, if gone { Vec::new() } else { expected }, "round {round}");
            if !gone {
                let rules = found[0]["changed"][0]["rules"][0].as_str().unwrap();
                assert!(rules.contains(".rules:"), "{rules}");
            }
            let now = scene.elloha.with(|world| (world.accounts.clone(), world.opening.clone()));
            assert!(now == before, "round {round}: the account is what it was");
            let (_, csv, _) = scene.run(&["writeback", "24"]);
            assert!(csv.contains(&idoi), "round {round}: it is an account still");
        }
        assert!(scene.elloha.asked().is_empty(), "elloha is not even asked");
        // The feed is what it was again: nothing is suggested any more.
        scene.sit.records("DEG", recorded("DEG"));
        scene.synced();
        assert!(suggested(&scene).is_empty());
    }

    /// What was seen to is not shown again, until the feed says something else.
    fn a_suggestion_is_settled(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        scene.transformed(TASTING, OWNER);
        scene.sit.records("DEG", changed(TASTING, &[("NOMOFFRE", json!("Domaine renommé"))]));
        scene.synced();
        assert_eq!(scene.run(&["suggestions", "24"]).0, Some(2));
        let (status, told, _) = scene.run(&["suggestions", "24", "--settle", TASTING]);
        assert_eq!(status, Some(0), "{told}");
        assert_eq!(scene.run(&["suggestions", "24"]).0, Some(0));
        let (status, _, said) = scene.run(&["suggestions", "24", "--settle", TASTING]);
        assert_eq!(status, Some(1));
        assert!(said.contains("the feed suggests nothing for"), "{said}");
        scene.synced();
        assert!(suggested(&scene).is_empty(), "the same again is no news");
        scene.sit.records("DEG", changed(TASTING, &[("NOMOFFRE", json!("Domaine renommé encore"))]));
        scene.synced();
        let found = suggested(&scene);
        assert_eq!((&found[0]["changed"][0]["old"], &found[0]["changed"][0]["new"]), (&json!("Domaine renommé"), &json!("Domaine renommé encore")));
        // That it is gone is settled as well, and its return is news again.
        let mut without = recorded("DEG");
        without.retain(|record| record["SyndicObjectID"] != TASTING);
        scene.sit.records("DEG", without);
        scene.synced();
        assert_eq!(suggested(&scene)[0]["gone"], true);
        assert_eq!(scene.run(&["suggestions", "24", "--settle", TASTING]).0, Some(0));
        scene.synced();
        assert!(suggested(&scene).is_empty());
        scene.sit.records("DEG", changed(TASTING, &[("NOMOFFRE", json!("Domaine revenu"))]));
        scene.synced();
        assert_eq!(suggested(&scene)[0]["changed"][0]["new"], "Domaine revenu");
    }
}
