//! Who may turn a record into an account, of which type, and of whom.

use passerelle::elloha::{Captured, Client, Secret, Settings};
use serde_json::json;

use super::{OWNER, Scene, TASTING};
use crate::elloha::PASSWORD;

#[test]
fn who_may() {
    let scene = Scene::new("members", None, &["DEG"]);
    let partner = scene.sandbox.root.join("rules/heads/lourdes");
    crate::readme::copy(std::path::Path::new("rules/heads/lourdes"), &partner);
    let text =
        std::fs::read_to_string(partner.join("head.yaml")).unwrap().replace("main: \"65\"", "main: \"24\"");
    let record = scene.json(&["record", "list", "24", TASTING]).1["records"][0].clone();
    let body = record["fields"]["structure"]["id"].as_str().unwrap();
    let network = |bodies: &str| {
        format!("network:\n  members: {{ louise: administrator, lucas: seller }}\n  bodies: [{bodies}]\n")
    };
    std::fs::write(partner.join("head.yaml"), format!("{text}{}", network(""))).unwrap();
    let tried = |login: &str| {
        let args = ["transform", "24", TASTING, "--owner", OWNER, "--to-files", "requests"];
        let output =
            scene.command(&args).env("ELLOHA_USER", login).env_remove("ELLOHA_URL").output().unwrap();
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    // Nobody has asked elloha for its lists yet.
    assert!(tried("admin_24").contains("no lists of elloha are kept for admin_24"));
    // Lists are kept for a login; whoever may act needs no more for files.
    scene.elloha.with(|world| world.login("louise"));
    let kept = Captured::new(scene.sandbox.root.join("passerelle-data/elloha"));
    for login in ["admin_24", "jeanne", "louise"] {
        let settings = Settings::new(&scene.elloha.url(), login.to_owned(), Secret::new(PASSWORD.to_owned()));
        kept.lists(&Client::new(settings.unwrap()).unwrap()).unwrap();
    }
    // A super-admin and an administrator of the head may; a user may not, nor may who is nobody there.
    for login in ["admin_24", "jeanne"] {
        assert!(tried(login).contains("1-POST-Product.json"), "{login}: {}", tried(login));
    }
    assert!(
        tried("paul").contains("paul is `user` of head 24, and only `super_admin` and `administrator`"),
        "{}",
        tried("paul")
    );
    assert!(tried("nobody").contains("nobody is no member of head 24"), "{}", tried("nobody"));
    // An administrator of a partner may once the record is the partner's; a seller of it may not even then.
    assert!(tried("louise").contains("louise is no member of head 24"), "{}", tried("louise"));
    std::fs::write(partner.join("head.yaml"), format!("{text}{}", network(&format!("\"{body}\"")))).unwrap();
    assert!(tried("louise").contains("1-POST-Product.json"), "{}", tried("louise"));
    assert!(tried("lucas").contains("lucas is no member of head 24"), "{}", tried("lucas"));
    let (status, _, said) = scene.run(&["transform", "lourdes", "nothing", "--as", "lucas"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("lucas is `seller` of head lourdes"), "{said}");
    // And the main head's go on to: they may for their partners.
    assert!(tried("jeanne").contains("1-POST-Product.json"), "{}", tried("jeanne"));
}

#[test]
fn what_an_owner_must_have() {
    let scene = Scene::new("owners", None, &["DEG"]);
    let tried = |id: &str, owner: &str| {
        let (status, told, said) = scene.run(&["transform", "24", id, "--owner", owner]);
        assert_eq!(status, Some(1), "{told}{said}");
        format!("{told}{said}")
    };
    for (owner, expected) in [
        ("first=Jeanne", "the owner's last name is missing: add `last=…` to --owner"),
        ("last=Martin", "the owner's first name is missing"),
        (
            "first=Jeanne,last=Martin,email=nobody",
            "`nobody` is no e-mail address: it becomes the owner's login",
        ),
        ("first=Jeanne,last=Martin,mobile=12", "`12` is no mobile telephone: too few digits"),
        ("first=Jeanne,last=Martin,mobile=05 36 49 00 01", "`05 36 49 00 01` is a fixed line"),
        ("name=Jeanne", "`name` is nothing of an owner"),
        ("Jeanne Martin", "does not say who the owner is: write it as `first=Jeanne,last=Martin"),
        ("first=,last=Martin", "`first` has no value"),
        ("first=Jeanne,first=Paul", "`first` stands there twice"),
    ] {
        assert!(tried(TASTING, owner).contains(expected), "{owner}: {}", tried(TASTING, owner));
    }
    // An e-mail is the login of one account.
    scene.elloha.with(|world| world.login("jeanne.martin@example.org"));
    let told = tried(TASTING, OWNER);
    assert!(told.contains("its owner's e-mail is the login of another account or user already"), "{told}");
    assert_eq!(scene.elloha.with(|world| world.created), 0);
    let (status, _, said) = scene.run(&["transform", "24", TASTING, "DEGAQU024FS00D07", "--owner", OWNER]);
    assert_eq!(status, Some(1));
    assert!(said.contains("an e-mail is the login of one account: --owner is for one record"), "{said}");
}

#[test]
fn owners_of_a_list() {
    let scene = Scene::new("list", None, &["DEG"]);
    let path = scene.sandbox.root.join("owners.csv");
    let list = |bytes: &[u8]| std::fs::write(&path, bytes).unwrap();
    let tried = || scene.run(&["transform", "24", "--owners", "owners.csv"]);
    // What is wrong is told with its line, all of it, and nothing is sent.
    for (text, expected) in [
        (
            &b"id;first;last;email;mobile\nx;A;B;c@example.org;1\nx;A;B;C@example.org;1\n"[..],
            &["lines 2 and 3 are the same record, x", "lines 2 and 3 have the same e-mail"][..],
        ),
        (
            b"id;Pr\xc3\xa9nom;last\nx;A;B\n",
            &["line 1: `Pr\u{e9}nom` is no column of such a list: it has `id;first;last;email;mobile;title`"],
        ),
        (b"name;mail\nx;y\n", &["line 1: there is no column `id`"]),
        (b"id;first\n;A\n", &["line 2: the id is missing"]),
        (b"id;first\nx;A;B\n", &["line 2: `B` stands in no column"]),
        (b"", &["it is empty"]),
        (b"id;first\n", &["it names no record"]),
        (b"PK\x03\x04", &["this is a workbook: save it as \"CSV UTF-8\""]),
    ] {
        list(text);
        let (status, _, said) = tried();
        assert_eq!(status, Some(1));
        assert!(expected.iter().all(|expected| said.contains(expected)), "{said}");
    }
    // The records are looked at before the first one is sent.
    let good = format!(
        "\u{feff}SyndicObjectID;first;last;email;mobile;title\r\n{TASTING};Jeanne;Martin;jeanne@example.org;639980001;Domaine\r\n\r\n;;;;;\r\n"
    );
    list(format!("{good}nothing;A;B;c@example.org;06 39 98 00 03\r\nDEGAQU024FS00D07;Paul;Petit;paul@example.org;05 36 49 00 01\r\n").as_bytes());
    let (status, told, said) = tried();
    assert_eq!(status, Some(1));
    assert!(told.contains("nothing: refused\n  the catalogue of head 24 has no such record"), "{told}");
    assert!(told.contains("`05 36 49 00 01` is a fixed line"), "{told}");
    assert!(said.contains("nothing was sent: mend these, or leave them out"), "{said}");
    assert_eq!(scene.elloha.with(|world| world.created), 0);
    // As a spreadsheet in France saves it.
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&good[3..]).clone();
    let mut bytes = bytes.into_owned();
    bytes.extend_from_slice(b"DEGAQU024FS00D07;Ren\xe9e;Petit;renee@example.org;06 39 98 00 02;\r\n");
    list(&bytes);
    let (_, told, said) = tried();
    assert!(said.contains("it was read as Windows-1252"), "{said}");
    assert_eq!(told.matches(": account ").count(), 2, "{told}");
    let names: Vec<String> = scene
        .elloha
        .asked()
        .iter()
        .filter(|asked| asked.call() == "POST /Product")
        .map(|asked| asked.json()["firstName"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["Jeanne", "Ren\u{e9}e"]);
    // The same list again has nothing to do.
    let (status, answer) = scene.json(&["transform", "24", "--owners", "owners.csv"]);
    assert_eq!(status, Some(0));
    assert!(answer["records"].as_array().unwrap().iter().all(|one| one["became"] == "already"), "{answer}");
}

/// The list that is to be filled in is one that can be given back.
#[test]
fn a_list_to_fill_in() {
    let scene = Scene::new("fill-in", None, &["DEG"]);
    let (status, told, _) = scene.run(&["transform", "24", "--check", "--write-owners", "owners.csv"]);
    assert_eq!(status, Some(2));
    assert!(told.contains(" need only an owner\n"), "{told}");
    let path = scene.sandbox.root.join("owners.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows[0], "id;first;last;email;mobile;title");
    let filled: Vec<String> = rows
        .iter()
        .skip(1)
        .take(3)
        .enumerate()
        .map(|(number, row)| {
            let mut cells: Vec<String> = row.split(';').map(str::to_owned).collect();
            (cells[1], cells[2], cells[3]) =
                ("Jeanne".to_owned(), "Martin".to_owned(), format!("owner{number}@example.org"));
            cells[4] = "06 39 98 00 01".to_owned();
            cells.join(";")
        })
        .collect();
    std::fs::write(&path, format!("{}\n{}\n", rows[0], filled.join("\n"))).unwrap();
    let (status, ready) = scene.json(&["transform", "24", "--check", "--owners", "owners.csv"]);
    assert_eq!((status, &ready["ready"]), (Some(0), &json!(3)), "{ready}");
    let (_, answer) = scene.json(&["transform", "24", "--owners", "owners.csv"]);
    assert!(answer["records"].as_array().unwrap().iter().all(|one| one["became"] == "account"), "{answer}");
    // Who is asked about by name is told of, whatever it is.
    let first = rows[1].split(';').next().unwrap();
    let (status, told, _) = scene.run(&["transform", "24", "--check", first, "NOPE", "degaqu024fs00d01"]);
    assert_eq!(status, Some(1));
    assert!(told.contains(&format!("{first}  an account already")), "{told}");
    assert!(told.contains("NOPE  the catalogue of head 24 has no such record"), "{told}");
    assert!(
        told.contains("degaqu024fs00d01  head 24 has no such record; did you mean DEGAQU024FS00D01?"),
        "{told}"
    );
}

/// Reserved types are refused by name, and so is what no type of elloha's is.
#[test]
fn which_types_can_become_accounts() {
    let scene = Scene::new("types", None, &["DEG"]);
    // The rules were written when such a record could be imported.
    let types = scene.sandbox.root.join("rules/elloha/types.yaml");
    let text = std::fs::read_to_string(&types).unwrap();
    let open = text.replace(
        "    convertible: false\n    because: \"reserved for the JB Concept connector\"\n",
        "    convertible: true\n",
    );
    assert_ne!(open, text);
    std::fs::write(&types, open).unwrap();
    let record = json!({ "id": "SKI1", "bordereau": "FMA", "type": "SkiResort", "fields": { "title": "Station composée",
        "zipCode": "65100", "locality": "Lourdes", "email": "ski@example.org" } });
    std::fs::write(scene.sandbox.root.join("ski.json"), record.to_string()).unwrap();
    assert_eq!(scene.run(&["record", "add", "24", "--file", "ski.json"]).0, Some(0));
    std::fs::write(&types, text).unwrap();
    let owner = "first=Jeanne,last=Martin,mobile=06 39 98 00 01";
    let (status, told, _) = scene.run(&["transform", "24", "SKI1", "--owner", owner]);
    assert_eq!(status, Some(1));
    assert!(
        told.contains(
            "a record of type SkiResort cannot become an account: reserved for the JB Concept connector"
        ),
        "{told}"
    );
    let (_, told, _) = scene.run(&["transform", "24", "--check", "SKI1"]);
    assert!(told.contains("a record of type SkiResort cannot become an account: reserved for"), "{told}");
    assert_eq!(scene.elloha.with(|world| world.created), 0);
}
