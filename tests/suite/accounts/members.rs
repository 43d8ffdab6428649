//! Who may turn a record into an account, of which type, and of whom.

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
    scene.elloha.with(|world| ["paul", "louise", "lucas", "nobody"].map(|login| world.login(login)));
    for login in ["admin_24", "jeanne", "paul", "louise", "lucas", "nobody"] {
        let args = ["transform", "24", "nothing", "--owner", OWNER];
        let output =
            scene.command(&args).env("ELLOHA_USER", login).env("ELLOHA_PASSWORD", PASSWORD).output().unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains("no such record"), "{login}");
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
    assert!(tried("lucas").contains("lucas is `seller` of head lourdes"), "{}", tried("lucas"));
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
        ("first=Jeanne", "it lacks the owner's last name"),
        ("last=Martin", "it lacks the owner's first name"),
        ("first=Jeanne,last=Martin,email=nobody", "`nobody` is none"),
        ("first=Jeanne,last=Martin,mobile=12", "it lacks a mobile telephone that is one: `12` is"),
        ("first=Jeanne,last=Martin,mobile=05 36 49 00 01", "05 36 49 00 01 is a fixed line"),
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
    let list = |text: &str| std::fs::write(scene.sandbox.root.join("owners.csv"), text).unwrap();
    list(&format!(
        "id;first;last;email;mobile\n{TASTING};Jeanne;Martin;jeanne@example.org;06 39 98 00 01\n\
         DEGAQU024FS00D07;Paul;Petit;paul@example.org;06 39 98 00 02\nnothing;A;B;c@example.org;06 39 98 00 03\n"
    ));
    let (status, answer) = scene.json(&["transform", "24", "--owners", "owners.csv"]);
    assert_eq!(status, Some(1), "one of them is no record");
    let became: Vec<&str> =
        answer["records"].as_array().unwrap().iter().map(|one| one["became"].as_str().unwrap()).collect();
    assert_eq!(became, ["account", "account", "refused"], "{answer}");
    list("id;first;last;email;mobile\nx;A;B;c@example.org;1\nx;A;B;c@example.org;1\n");
    assert!(
        scene
            .run(&["transform", "24", "--owners", "owners.csv"])
            .2
            .contains("the record x stands there twice")
    );
    list("name;mail\nx;y\n");
    let said = scene.run(&["transform", "24", "--owners", "owners.csv"]).2;
    assert!(said.contains("has no cell `id`"), "{said}");
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
            "it lacks a type that can become an account: SkiResort is reserved for the JB Concept connector"
        ),
        "{told}"
    );
    let (_, told, _) = scene.run(&["transform", "24", "--check", "SKI1"]);
    assert!(told.contains("SkiResort is reserved for the JB Concept connector"), "{told}");
    assert_eq!(scene.elloha.with(|world| world.created), 0);
}
