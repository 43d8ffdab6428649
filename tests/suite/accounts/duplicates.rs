//! Records that seem to be one wait for a decision, over all heads of a catalogue.

use serde_json::{Value as Json, json};

use super::{OWNER, Scene, TASTING};
use crate::database::on_both;

/// Adds a record by hand to a head.
fn added(scene: &Scene, head: &str, id: &str, account_type: &str, fields: &Json) {
    let record = json!({ "id": id, "bordereau": "FMA", "type": account_type, "fields": fields });
    std::fs::write(scene.sandbox.root.join("record.json"), record.to_string()).unwrap();
    let (status, _, said) = scene.run(&["record", "add", head, "--file", "record.json"]);
    assert_eq!(status, Some(0), "{said}");
}

fn pairs(scene: &Scene, head: &str) -> Vec<(String, String, Vec<String>)> {
    let (_, answer) = scene.json(&["duplicates", head]);
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let pair = |pair: &Json| {
        (
            text(&pair["one"]["id"]),
            text(&pair["other"]["id"]),
            pair["same"].as_array().unwrap().iter().map(text).collect(),
        )
    };
    answer["pairs"].as_array().unwrap().iter().map(pair).collect()
}

on_both! {
    /// Candidates block the transform until somebody decides.
    fn candidates_block_the_transform(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        crate::readme::copy(std::path::Path::new("rules/heads/lourdes"), &scene.sandbox.root.join("rules/heads/lourdes"));
        assert_eq!(scene.run(&["duplicates", "24"]).0, Some(0), "the recorded tastings are all different");
        let known = scene.json(&["record", "list", "24", TASTING]).1["records"][0]["fields"].clone();
        let shouted = known["title"].as_str().unwrap().to_uppercase();
        // The same name, however it is written, the same e-mail and the same family: one business, in another head.
        let twin = json!({ "title": format!("  {shouted}!").trim(), "email": known["email"], "zipCode": "65100", "locality": "Lourdes" });
        added(&scene, "lourdes", "OURS1", "CulturalLeisure", &twin);
        let (status, told, _) = scene.run(&["duplicates", "24"]);
        assert_eq!(status, Some(2));
        assert!(told.contains(&format!("{TASTING} and lourdes:OURS1: the same name, e-mail")), "{told}");
        let (status, told, _) = scene.run(&["transform", "24", TASTING, "--owner", OWNER]);
        assert_eq!(status, Some(1));
        assert!(told.contains(&format!("`passerelle duplicates 24 --decide {TASTING} lourdes:OURS1`")), "{told}");
        assert!(!scene.elloha.asked().iter().any(|asked| asked.path == "/Product"));

        // Who decides is somebody.
        let decide = |more: &[&str]| scene.run(&[&["duplicates", "24", "--decide", TASTING, "lourdes:OURS1"], more].concat());
        let (status, _, said) = decide(&["--same", "--as", "paul"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("paul is `user` of head 24"), "{said}");
        // To keep the record of another head from its account is for that head to say.
        let (status, _, said) = decide(&["--same"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("admin_24 is no member of head lourdes"), "{said}");
        let head = scene.sandbox.root.join("rules/heads/lourdes/head.yaml");
        let text = std::fs::read_to_string(&head).unwrap();
        let member = |name: &str| std::fs::write(&head, format!("{text}network: {{ members: {{ {name} }} }}\n")).unwrap();
        member("admin_24: super_admin");
        let (status, told, _) = decide(&["--same", "--because", "the owner said so"]);
        assert_eq!(status, Some(0), "{told}");
        assert_eq!(scene.run(&["duplicates", "24"]).0, Some(0));
        // The other one is no account then; the first one is.
        let args = ["transform", "lourdes", "OURS1", "--owner", "first=A,last=B,email=ab@example.org,mobile=06 39 98 00 02"];
        member("louise: administrator");
        let (_, _, said) = scene.run(&args);
        assert!(said.contains("no member of head lourdes"), "{said}");
        member("admin_24: super_admin");
        let (_, told, _) = scene.run(&args);
        assert!(told.contains(&format!("it is the same as 24:{TASTING}, which becomes the account (admin_24 decided so")), "{told}");
        scene.transformed(TASTING, OWNER);
        // Another verdict lets it go.
        assert_eq!(decide(&["--different"]).0, Some(0));
        let (_, told, _) = scene.run(&["duplicates", "24", "--all"]);
        assert!(told.contains("they are different"), "{told}");
        let (_, told, said) = scene.run(&args);
        assert!(told.contains("OURS1: account"), "{told}{said}");
        assert_eq!(scene.elloha.with(|world| world.created), 2);
    }
}

#[test]
fn what_makes_a_candidate() {
    let scene = Scene::new("candidates", None, &["DEG"]);
    let place = |postcode: &str| json!({ "title": "Camping municipal", "zipCode": postcode, "locality": format!("Ville {postcode}") });
    let with = |mut fields: Json, name: &str, value: Json| {
        fields[name] = value;
        fields
    };
    let company = |name: &str| json!([{ "companyName": name }]);
    added(&scene, "24", "A1", "Campsite", &place("24100"));
    // The same name in another town, and nothing else that is the same: another campsite.
    added(&scene, "24", "A2", "Campsite", &place("24200"));
    assert_eq!(pairs(&scene, "24"), []);
    // In the same town.
    added(&scene, "24", "A3", "Campsite", &place("24100"));
    assert_eq!(
        pairs(&scene, "24"),
        [("A1".to_owned(), "A3".to_owned(), vec!["name".to_owned(), "place".to_owned()])]
    );
    // In the same town, and of another family: the restaurant of the campsite is an account of its own.
    added(&scene, "24", "A4", "Restaurant", &place("24100"));
    assert_eq!(pairs(&scene, "24").len(), 1);
    // Companies are the same with and without their legal form, wherever the place is.
    added(&scene, "24", "B1", "Hotel", &with(place("24300"), "contacts", company("SARL du Lac")));
    added(&scene, "24", "B2", "Campsite", &with(place("24400"), "contacts", company("Du Lac")));
    assert_eq!(
        pairs(&scene, "24").last().unwrap(),
        &("B1".to_owned(), "B2".to_owned(), vec!["name".to_owned(), "company".to_owned()])
    );
    // Other companies in one place speak against it.
    added(&scene, "24", "C1", "Restaurant", &with(place("24500"), "contacts", company("SAS Un")));
    added(&scene, "24", "C2", "Restaurant", &with(place("24500"), "contacts", company("SAS Deux")));
    assert!(pairs(&scene, "24").iter().all(|(one, ..)| !one.starts_with('C')));
    let (status, _, said) = scene.run(&["duplicates", "24", "--decide", "A1", "C1", "--different"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("A1 and C1 are no candidates"), "{said}");
}
