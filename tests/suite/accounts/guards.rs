//! What must not happen: an owner's words replaced, a second account, a secret shown, a value lost without a word.

use serde_json::{Value as Json, json};

use super::{OWNER, Scene, TASTING};
use crate::database::on_both;
use crate::elloha::{Elloha, Mood};
use crate::sandbox::recorded;

const OTHER: &str = "DEGAQU024FS00D07";

/// So many calls of a run before the one that is named, the lists being kept: of a record that was made before.
fn number_of(scene: &Scene, call: &str) -> usize {
    scene.elloha.asked();
    scene.transformed("DEGAQU024FS00D21", "first=A,last=B,email=first@example.org,mobile=06 39 98 00 09");
    scene.elloha.asked();
    scene.transformed("DEGAQU024FS00D25", "first=A,last=B,email=second@example.org,mobile=06 39 98 00 09");
    scene.elloha.asked().iter().position(|asked| asked.call() == call).unwrap()
}

fn become_of(scene: &Scene, args: &[&str]) -> Json {
    scene.json(args).1["records"][0].clone()
}

/// The account of an e-mail.
fn with_account<T>(elloha: &Elloha, email: &str, work: impl FnOnce(&mut Json) -> T) -> T {
    elloha.with(|world| work(world.accounts.iter_mut().find(|account| account["email"] == email).unwrap()))
}

on_both! {
    /// What the owner has written meanwhile stays, and is told.
    fn an_owner_is_never_overwritten(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let at = number_of(&scene, "PUT /Product/OpeningHours");
        scene.elloha.at_call(at, Mood::Status(400));
        let became = become_of(&scene, &["transform", "24", TASTING, "--owner", OWNER]);
        assert!(became["because"].as_str().unwrap().contains("400 Bad Request to its opening hours"), "{became}");
        let email = "jeanne.martin@example.org";
        with_account(&scene.elloha, email, |account| {
            let texts = account["translations"].as_array_mut().unwrap().iter_mut().find(|texts| texts["idLang"] == 134).unwrap();
            (texts["title"], texts["description"]) = (json!("Le nom de la patronne"), json!("Ses mots."));
            account["phone"] = json!("+33536490099");
            account["photos"][0]["media"]["title"] = json!("Sa photo");
        });
        let before = with_account(&scene.elloha, email, |account| account.clone());
        let became = become_of(&scene, &["transform", "24", "--resume"]);
        assert_eq!(became["became"], "account", "{became}");
        assert_eq!(with_account(&scene.elloha, email, |account| account.clone()), before);
        let told = became["leftOut"].to_string();
        for (field, because) in [("phone", ""), ("translations.Title", ""), ("translations.Description", "the account says something else already, which is its owner's")] {
            assert!(told.to_lowercase().contains(&field.to_lowercase()) && told.contains(because), "{field}: {told}");
        }
    }

    /// Whatever elloha answers to the creation, an account that is there is found; none is made twice.
    fn an_answer_that_is_none_is_looked_into(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]).with_more(10);
        let at = number_of(&scene, "POST /Product");
        for (number, status) in [201_u16, 204, 302, 400, 403, 409, 500].into_iter().enumerate() {
            let id = format!("DEGAQU024FS1{number:04}");
            let owner = format!("first=A,last=B,email=owner{number}@example.org,mobile=06 39 98 00 01");
            let before = scene.elloha.with(|world| world.created);
            scene.elloha.at_call(at, Mood::After(status));
            let became = become_of(&scene, &["transform", "24", &id, "--owner", &owner]);
            assert_eq!(became["became"], "account", "{status}: {became}");
            assert_eq!(scene.elloha.with(|world| world.created), before + 1, "{status}");
        }
    }

    /// Two runs on one catalogue, from folders that know nothing of each other: the later one goes on, the first one stops.
    fn two_runs_of_one_record(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let at = number_of(&scene, "PUT /Product");
        let args = ["transform", "24", TASTING, "--owner", OWNER];
        // The first one is held up where it reads the account.
        scene.elloha.at_call(at - 1, Mood::Late(std::time::Duration::from_millis(2500)));
        let mut command = scene.command(&args);
        command.env("ELLOHA_TIMEOUT", "30").stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let first = command.spawn().unwrap();
        let begun = || {
            let store = crate::catalogue::opened(&scene.sandbox);
            store.reading(|connection| passerelle::store::transforms(connection, "24", None)).unwrap().len()
        };
        while begun() == 0 {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        std::thread::sleep(std::time::Duration::from_millis(700));
        let file = scene.sandbox.root.join("passerelle-data/catalogue.sqlite").display().to_string();
        let place = scene.sandbox.catalogue().unwrap_or(&file).to_owned();
        let more = ["--data", "other-data", "--catalogue", &place];
        let second = become_of(&scene, &[&args[..], &more[..]].concat());
        assert_eq!(second["became"], "account", "{second}");
        with_account(&scene.elloha, "jeanne.martin@example.org", |account| account["phone"] = json!("+33536490099"));
        let output = first.wait_with_output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains("another run is making its account"), "{told}");
        let phone = with_account(&scene.elloha, "jeanne.martin@example.org", |account| account["phone"].clone());
        assert_eq!(phone, "+33536490099");
        assert_eq!(scene.elloha.with(|world| world.created), 3);
    }

    /// A record on its way is not taken from under it, and one that its feed has dropped is not asked for again.
    fn a_record_on_its_way(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]);
        let at = number_of(&scene, "POST /Product");
        let event = json!({ "id": "OURS1", "bordereau": "FMA", "type": "FestivalsEvents", "fields": { "title": "Fête composée",
            "zipCode": "24100", "locality": "Bergerac" } });
        std::fs::write(scene.sandbox.root.join("event.json"), event.to_string()).unwrap();
        assert_eq!(scene.run(&["record", "add", "24", "--file", "event.json"]).0, Some(0));
        let begins = |id: &str, email: &str| {
            scene.elloha.at_call(at, Mood::Status(500));
            let owner = format!("first=A,last=B,email={email},mobile=06 39 98 00 01");
            let mut command = scene.command(&["transform", "24", id, "--owner", &owner]);
            let output = command.env("ELLOHA_PATIENCE", "0").output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
            scene.elloha.with(|world| world.moods.clear());
        };
        begins("OURS1", "ours@example.org");
        let (status, _, said) = scene.run(&["record", "remove", "24", "OURS1"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("whose account was not begun"), "{said}");
        let files = become_of(&scene, &["transform", "24", "OURS1", "--to-files", "requests"]);
        assert!(files["because"][0].as_str().unwrap().contains("its account was begun on"), "{files}");
        begins(OTHER, "other@example.org");
        let mut records = recorded("DEG");
        records.retain(|record| record["SyndicObjectID"] != OTHER);
        scene.sit.records("DEG", records);
        scene.synced();
        let before = scene.elloha.with(|world| world.created);
        let (_, answer) = scene.json(&["transform", "24", "--resume"]);
        let became: Vec<&Json> = answer["records"].as_array().unwrap().iter().collect();
        assert_eq!((&became[0]["id"], &became[0]["became"]), (&json!(OTHER), &json!("refused")), "{answer}");
        assert!(became[0]["because"][0].as_str().unwrap().contains("the feed has it no longer"), "{answer}");
        assert_eq!(became[1]["became"], "account", "{answer}");
        assert_eq!(scene.elloha.with(|world| world.created), before + 1);
        // Who began it and may no longer does not go on.
        scene.sit.records("DEG", recorded("DEG"));
        scene.synced();
        begins(OTHER, "other@example.org");
        let head = scene.sandbox.head.join("head.yaml");
        let text = std::fs::read_to_string(&head).unwrap();
        std::fs::write(&head, text.replace("admin_24: super_admin, ", "")).unwrap();
        let (status, _, said) = scene.run(&["transform", "24", OTHER]);
        assert_eq!(status, Some(1));
        assert!(said.contains("admin_24 is no member of head 24"), "{said}");
    }

    /// A taken-over record whose feed says another type is a suggestion: it stops nobody else's sync.
    fn another_type_is_a_suggestion(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG", "ASC"]);
        let id = "ASCAQU024FS00S06";
        scene.transformed(id, OWNER);
        let sport = recorded("ASC").into_iter().find(|record| record["SyndicObjectID"] == "ASCAQU024FS00S01").unwrap();
        let mut records = recorded("ASC");
        for record in &mut records {
            if record["SyndicObjectID"] == id {
                // It is what another record is, under its own id and name.
                let (own, title) = (record["SyndicObjectID"].clone(), record["NOMOFFRE"].clone());
                *record = sport.clone();
                (record["SyndicObjectID"], record["NOMOFFRE"]) = (own, title);
            }
        }
        scene.sit.records("ASC", records);
        for _ in 0..2 {
            scene.synced();
            let found = scene.json(&["suggestions", "24"]).1["suggestions"][0]["changed"][0].clone();
            assert_eq!((&found["field"], &found["old"], &found["new"]), (&json!("type"), &json!("CulturalLeisure"), &json!("SportsLeisure")), "{found}");
        }
        assert_eq!(scene.json(&["plan", "24", "--full"]).0, Some(0), "told once, it is no news");
    }
}

/// Two records that are one do not become two accounts, whichever way somebody tries.
#[test]
fn what_is_the_same_is_one_account() {
    let scene = Scene::new("same", None, &["DEG"]);
    let at = number_of(&scene, "POST /Product");
    let one = "11111111-1111-4111-8111-111111111111";
    for id in ["OURS1", "OURS2"] {
        let event = json!({ "id": id, "bordereau": "FMA", "type": "FestivalsEvents",
            "fields": { "title": "Fête composée", "zipCode": "24100", "locality": "Bergerac" } });
        std::fs::write(scene.sandbox.root.join("event.json"), event.to_string()).unwrap();
        assert_eq!(scene.run(&["record", "add", "24", "--file", "event.json"]).0, Some(0));
    }
    let because =
        |args: &[&str]| become_of(&scene, args)["because"][0].as_str().unwrap_or_default().to_owned();
    let owner = "first=A,last=B,email=ours@example.org,mobile=06 39 98 00 01";
    let undecided = because(&["transform", "24", "OURS1", "--idoi", one]);
    assert!(undecided.contains("it seems to be OURS2"), "{undecided}");
    let decide =
        |first: &str, second: &str| scene.run(&["duplicates", "24", "--decide", first, second, "--same"]);
    assert_eq!(decide("OURS1", "OURS2").0, Some(0));
    // The one that is not kept becomes none, unless it is the same account.
    assert!(
        because(&["transform", "24", "OURS2", "--idoi", one]).contains("OURS1, which becomes the account")
    );
    assert!(
        because(&["transform", "24", "OURS2", "--owner", owner]).contains("OURS1, which becomes the account")
    );
    // While it is on its way nobody decides that it is another one's.
    scene.elloha.at_call(at, Mood::Status(500));
    let mut command = scene.command(&["transform", "24", "OURS1", "--owner", owner]);
    command.env("ELLOHA_PATIENCE", "0").output().unwrap();
    scene.elloha.with(|world| world.moods.clear());
    let (status, _, said) = decide("OURS2", "OURS1");
    assert_eq!(status, Some(1));
    assert!(said.contains("the account of OURS1 was begun"), "{said}");
    let became = become_of(&scene, &["transform", "24", "--resume"]);
    let idoi = became["idoi"].as_str().unwrap().to_owned();
    // The other record may be an offer of that account.
    let product = ["--product", one];
    let args = ["transform", "24", "OURS2", "--idoi", &idoi];
    assert_eq!(become_of(&scene, &[&args[..], &product[..]].concat())["became"], "account");
}

#[test]
fn secrets_stay_unseen() {
    let scene = Scene::new("secrets", None, &["DEG"]);
    let token = "eyJhbGciOiJIUzI1NiJ9.SECRETTOKEN";
    for call in 0..3 {
        scene.elloha.at_call(call, Mood::Says(json!(token)));
        let (status, told, said) = scene.run(&["transform", "24", TASTING, "--owner", OWNER]);
        assert_eq!(status, Some(1));
        assert!(!format!("{told}{said}").contains("SECRETTOKEN"), "{told}{said}");
        assert!(format!("{told}{said}").contains("not in its documented shape"), "{told}{said}");
        scene.elloha.with(|world| world.moods.clear());
    }
    scene.transformed(TASTING, OWNER);
    // A list of accounts that is none is no proof that there is none.
    scene.elloha.asked();
    scene.elloha.at_call(1, Mood::Says(json!({ "error": "the index is being rebuilt" })));
    let owner = "first=A,last=B,email=ab@example.org,mobile=06 39 98 00 01";
    let (_, told, said) = scene.run(&["transform", "24", OTHER, "--owner", owner]);
    assert!(format!("{told}{said}").contains("not in its documented shape"), "{told}{said}");
    assert_eq!(scene.elloha.with(|world| world.created), 1);
    // A proxy is another machine.
    let mut command = scene.command(&["transform", "24", OTHER, "--owner", owner]);
    command.env("http_proxy", "http://127.0.0.1:9/").env("all_proxy", "http://127.0.0.1:9/");
    assert_ne!(command.output().unwrap().status.code(), Some(1));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = scene.sandbox.root.join("passerelle-data/catalogue.sqlite");
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o077, 0);
    }
}

/// An e-mail is a mailbox, and a mobile one that gets text messages.
#[test]
fn an_owner_who_can_be_reached() {
    let scene = Scene::new("reached", None, &["DEG"]);
    for (email, mobile) in [
        ("Jeanne Martin <jeanne@example.org>", "0639980001"),
        ("jeanne@localhost", "0639980001"),
        ("jeanne@example.org", "0899700001"),
        ("jeanne@example.org", "+262899700001"),
    ] {
        let owner = format!("first=A,last=B,email={email},mobile={mobile}");
        let (status, told, _) = scene.run(&["transform", "24", TASTING, "--owner", &owner]);
        assert_eq!(status, Some(1), "{owner}: {told}");
        assert!(told.contains("is no "), "{owner}: {told}");
    }
    assert_eq!(scene.elloha.with(|world| world.created), 0);
}

/// Opening hours that elloha says it takes, and does not have, are told.
#[test]
fn what_does_not_show_is_told() {
    let scene = Scene::new("shows", None, &["DEG"]);
    scene.elloha.with(|world| world.forgets_opening = true);
    let became = become_of(&scene, &["transform", "24", TASTING, "--owner", OWNER]);
    let left = became["leftOut"].as_array().unwrap();
    let opening = left.iter().find(|one| one["field"] == "openingPeriods").unwrap();
    assert_eq!(opening["because"], "elloha took the request, and the account does not show it", "{became}");
}

/// After that it was gone was settled, its return is news.
#[test]
fn a_record_that_is_back() {
    let scene = Scene::new("back", None, &["DEG"]);
    scene.transformed(TASTING, OWNER);
    let mut without = recorded("DEG");
    without.retain(|record| record["SyndicObjectID"] != TASTING);
    scene.sit.records("DEG", without);
    scene.synced();
    assert_eq!(scene.run(&["suggestions", "24", "--settle", TASTING]).0, Some(0));
    scene.sit.records("DEG", recorded("DEG"));
    scene.synced();
    let (status, told, _) = scene.run(&["suggestions", "24"]);
    assert_eq!(status, Some(2));
    assert!(told.contains("the feed has it again"), "{told}");
    assert_eq!(scene.run(&["suggestions", "24", "--settle", TASTING]).0, Some(0));
    assert_eq!(scene.run(&["suggestions", "24"]).0, Some(0));
}
