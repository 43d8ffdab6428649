//! The specification, sentence by sentence: from the feed to the account to the list that goes back.

use serde_json::{Value as Json, json};

use super::{OWNER, Scene, TASTING};
use crate::database::on_both;

/// What the catalogue has of a record.
fn stored(scene: &Scene, id: &str) -> Json {
    scene.json(&["record", "list", "24", id]).1["records"][0].clone()
}

on_both! {
    /// A record goes from feed to account to write-back.
    fn a_cold_record_becomes_an_account(name, catalogue) {
        // "This then enables the cold records imported into the TDR to be transformed into elloha accounts."
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let record = stored(&scene, TASTING);
        assert_eq!(record["type"], "Tasting");
        let (status, ready) = scene.json(&["transform", "--check", "24", TASTING]);
        assert_eq!(status, Some(2), "a SIT does not know the owners of what it describes");
        let lacks: Vec<&str> = ready["records"][0]["lacks"].as_array().unwrap().iter().map(|lack| lack["short"].as_str().unwrap()).collect();
        assert_eq!(lacks, ["the owner's first name", "the owner's last name"]);
        assert!(scene.elloha.asked().is_empty(), "that was found out without elloha");

        let idoi = scene.transformed(TASTING, OWNER);
        assert_eq!(scene.elloha.with(|world| world.created), 1);

        // "The service provider then takes control of his elloha account …"
        let account = scene.elloha.with(|world| world.accounts[0].clone());
        assert_eq!(account["idOi"], *idoi);
        assert_eq!(account["email"], "jeanne.martin@example.org", "the owner's e-mail is the login");
        assert_eq!(account["mobilePhone"], "+33639980001", "and the mobile gets the password");
        assert_eq!((&account["source"], &account["extId"]), (&json!("Tourinsoft"), &json!(TASTING)));

        // "… with most of the descriptive information already filled in."
        let fields = &record["fields"];
        let french = account["translations"].as_array().unwrap().iter().find(|texts| texts["idLang"] == 134).unwrap();
        let english = account["translations"].as_array().unwrap().iter().find(|texts| texts["idLang"] == 20).unwrap();
        assert_eq!((&french["title"], &french["description"]), (&fields["title"], &fields["description"]));
        assert_eq!(english["description"], fields["translations"]["en"]["description"]);
        for name in ["route", "zipCode", "locality", "lat", "long", "phone", "website", "petsAllowed"] {
            assert_eq!(account[name], fields[name], "{name}");
        }
        assert!((account["basePrice"].as_f64().unwrap() * 100.0 - fields["basePrice"].as_f64().unwrap()).abs() < 1e-6);
        for (list, field) in [("photos", "photos"), ("paymentModes", "paymentModes"), ] {
            assert_eq!(account[list].as_array().unwrap().len(), fields[field].as_array().unwrap().len(), "{list}");
        }
        let opening = scene.elloha.with(|world| world.opening.values().next().unwrap().clone());
        assert_eq!(opening.len(), fields["openingPeriods"].as_array().unwrap().len());

        // The list that the tourist office types into Tourinsoft, and the widget that web agencies ask for.
        let (status, csv, _) = scene.run(&["writeback", "24"]);
        assert_eq!(status, Some(0));
        let widget = format!("https://reservation.elloha.com/Widget/BookingEngine/c0de0000-0009-4000-8000-000000000001?idoi={idoi}&culture=fr-FR");
        let title = fields["title"].as_str().unwrap();
        assert_eq!(csv, format!("SyndicObjectID;idOI;productid;widget;title\r\n{TASTING};{idoi};;{widget};{title}\r\n"));

        // A second time nothing is to do, and nobody is asked.
        scene.elloha.asked();
        let (status, told, _) = scene.run(&["transform", "24", TASTING, "--owner", OWNER]);
        assert_eq!(status, Some(0));
        assert!(told.starts_with(&format!("{TASTING}: account {idoi} since ")), "{told}");
        assert!(scene.elloha.asked().is_empty());
        let (_, history) = scene.json(&["runs", "24", "--record", TASTING]);
        let last = history["history"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["kind"], &last["detail"]["idoi"], &last["detail"]["by"]), (&json!("transform"), &json!(idoi), &json!("admin_24")));
    }

    /// "It is always possible to manually create a record to be transformed into an elloha account if an ORG or FMA record
    /// would be useful to you without having to import the entire schedule."
    fn an_event_that_was_added_by_hand_becomes_an_account(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let event = json!({ "id": "FMAAQU024FS00F01", "bordereau": "FMA", "type": "FestivalsEvents", "fields": {
            "title": "Fête composée", "zipCode": "24100", "locality": "Bergerac", "email": "fete@example.org",
            "mobilePhone": "+33639980002", "contacts": [{ "isRef": true, "firstName": "Paul", "lastName": "Petit" }] } });
        std::fs::write(scene.sandbox.root.join("event.json"), event.to_string()).unwrap();
        assert_eq!(scene.run(&["record", "add", "24", "--file", "event.json"]).0, Some(0));
        let (status, ready) = scene.json(&["transform", "--check", "24", "FMAAQU024FS00F01"]);
        assert_eq!((status, &ready["ready"]), (Some(0), &json!(1)), "its owner stands in it");
        let (status, told, said) = scene.run(&["transform", "24", "FMAAQU024FS00F01"]);
        assert_eq!(status, Some(0), "{told}{said}");
        let account = scene.elloha.with(|world| world.accounts[0].clone());
        assert_eq!((&account["email"], &account["contacts"][0]["contact"]["lastName"]), (&json!("fete@example.org"), &json!("Petit")));
        let (_, csv, said) = scene.run(&["writeback", "24"]);
        assert!(csv.contains("FMAAQU024FS00F01;"), "{csv}");
        assert!(said.contains("added by hand, so that Tourinsoft may not have them under these ids: FMAAQU024FS00F01"), "{said}");
        assert_eq!(scene.run(&["record", "remove", "24", "FMAAQU024FS00F01"]).0, Some(1), "its owner has it");
    }

    /// Whoever has the account has its password: nothing of it, nor of the owner, stays in the catalogue.
    fn what_was_kept_for_the_way_is_gone(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        scene.transformed(TASTING, OWNER);
        let create = scene.elloha.asked().into_iter().find(|asked| asked.call() == "POST /Product").unwrap();
        let create: Json = serde_json::from_slice(&create.body).unwrap();
        let password = create["password"].as_str().unwrap();
        assert!(password.len() >= 24, "{password}");
        let store = crate::catalogue::opened(&scene.sandbox);
        let left = store.reading(|connection| passerelle::store::transforms(connection, "24", None)).unwrap();
        assert!(left.is_empty());
        if scene.sandbox.catalogue().is_none() {
            drop(store);
            for file in ["catalogue.sqlite", "catalogue.sqlite-wal"] {
                let bytes = std::fs::read(scene.sandbox.root.join("passerelle-data").join(file)).unwrap_or_default();
                let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
                assert!(!has(password) && !has("jeanne.martin@example.org"), "{file}");
            }
        }
        let (_, runs, _) = scene.run(&["runs", "24", "--record", TASTING, "--format", "json"]);
        assert!(!runs.contains(password) && !runs.contains("jeanne.martin@example.org"), "{runs}");
    }

    /// An account that is there already is recorded, and several records may be one account.
    fn an_account_that_is_there_is_recorded(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let (one, product) = ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222");
        let (status, told, said) = scene.run(&["transform", "24", TASTING, "--idoi", one]);
        assert_eq!(status, Some(0), "{told}{said}");
        assert!(scene.elloha.asked().is_empty(), "elloha is not asked");
        let other = "DEGAQU024FS00D07";
        let (status, told, _) = scene.run(&["transform", "24", other, "--idoi", one]);
        assert_eq!(status, Some(1));
        assert!(told.contains("where several records are one account, each has its own --product"), "{told}");
        let (status, told, _) = scene.run(&["transform", "24", other, "--idoi", one, "--product", product]);
        assert_eq!(status, Some(0), "{told}");
        let (_, csv, _) = scene.run(&["writeback", "24"]);
        assert!(csv.contains(&format!("{other};{one};{product};https://")), "{csv}");
        // What was recorded by mistake is corrected by who knows what stood there.
        let right = "33333333-3333-4333-8333-333333333333";
        let (status, told, _) = scene.run(&["transform", "24", TASTING, "--idoi", right]);
        assert_eq!(status, Some(1));
        assert!(told.contains(&format!("it is the account {one} since")), "{told}");
        let (status, told, _) = scene.run(&["transform", "24", TASTING, "--idoi", right, "--instead-of", product]);
        assert_eq!(status, Some(1), "{told}");
        let (status, told, _) = scene.run(&["transform", "24", TASTING, "--idoi", right, "--instead-of", one]);
        assert_eq!(status, Some(0), "{told}");
        let (_, csv, _) = scene.run(&["writeback", "24"]);
        assert!(csv.contains(&format!("{TASTING};{right};;")), "{csv}");
        let (_, told, _) = scene.run(&["runs", "24", "--record", TASTING]);
        assert!(told.contains(&format!("instead of: {one}")), "{told}");
        let (_, csv, _) = scene.run(&["writeback", "24", "--since", "2100-01-01"]);
        assert_eq!(csv.lines().count(), 1, "{csv}");
    }
}
