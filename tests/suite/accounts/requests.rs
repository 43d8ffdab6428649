//! The requests of ten records of different types, byte for byte.
//!
//! Reviewed against the field lists of elloha's document: `CreateAccountModel`, `Oi` and what it holds, `OpeningTime`. The
//! stand-in server refuses any member that these do not name.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::Scene;
use crate::snapshot;

/// A record of each type, with the most fields among the recorded ones.
const RECORDS: [(&str, &str); 9] = [
    ("Hotel", "HOTAQU024FS00H01"),
    ("Rental", "HLOAQU024FS00L01"),
    ("Campsite", "HPAAQU024FS00P01"),
    ("SportsLeisure", "LOIAQU024FS00I01"),
    ("CulturalLeisure", "ASCAQU024FS00S06"),
    ("Tasting", "DEGAQU024FS00D01"),
    ("CulturalHeritage", "PCUAQU024FS00C01"),
    ("NaturalHeritage", "PNAAQU024FS00N01"),
    ("Restaurant", "RESAQU024FS00R01"),
];

/// A composed festival with what no recorded feed has.
const FESTIVAL: &str = "tests/records/festival.json";

/// The requests that change something, as they were sent, with the one random text of them replaced.
fn sent(scene: &Scene) -> String {
    let mut out = String::new();
    for asked in scene.elloha.asked() {
        let changes = asked.method == "PUT" || asked.path == "/Product";
        if !changes {
            continue;
        }
        let mut body = String::from_utf8(asked.body.clone()).unwrap();
        if let Some(password) = asked.json()["password"].as_str() {
            body = body.replace(password, "<24 random letters>");
        }
        writeln!(out, "{}\n{body}", asked.call()).unwrap();
    }
    out
}

#[test]
fn ten_records_of_different_types() {
    let codes: Vec<&str> = vec!["HOT", "HLO", "HPA", "LOI", "ASC", "DEG", "PCU", "PNA", "RES"];
    let scene = Scene::new("requests", None, &codes);
    std::fs::copy(FESTIVAL, scene.sandbox.root.join("event.json")).unwrap();
    let (status, _, said) = scene.run(&["record", "add", "24", "--file", "event.json"]);
    assert_eq!(status, Some(0), "{said}");
    let mut made = Vec::new();
    for (number, (account_type, id)) in
        RECORDS.into_iter().chain([("FestivalsEvents", "FMAAQU024FS00F01")]).enumerate()
    {
        let owner =
            format!("first=Jeanne,last=Martin,email=owner{number}@example.org,mobile=06 39 98 00 0{number}");
        let files = format!("requests/{account_type}");
        let (status, _, said) = scene.run(&["transform", "24", id, "--owner", &owner, "--to-files", &files]);
        assert!(matches!(status, Some(0 | 2)), "{said}");
        scene.elloha.asked();
        let (_, answer) = scene.json(&["transform", "24", id, "--owner", &owner]);
        assert_eq!(answer["records"][0]["became"], "account", "{answer}");
        let sent = sent(&scene);
        let stored = scene.json(&["record", "list", "24", id]).1;
        assert_eq!(stored["records"][0]["type"], account_type);
        let left = serde_json::to_string_pretty(&answer["records"][0]["leftOut"]).unwrap();
        snapshot::check(
            "requests",
            account_type,
            "",
            Path::new("tests/suite/accounts/requests.rs"),
            &format!("{sent}left out\n{left}\n"),
        );
        assert_eq!(files_of(&scene, &files, id), sent, "what is written to files is what is sent");
        made.push(account_type.to_owned());
    }
    snapshot::no_others("requests", "", |_| true, &made);
    let types: BTreeMap<String, usize> = scene.elloha.with(|world| {
        let mut types = BTreeMap::new();
        for account in &world.accounts {
            *types.entry(account["idType"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        types
    });
    assert_eq!(types.len(), 10, "{types:?}");
}

/// The requests of the files, as if they were sent: with a password, and with the account that is made.
fn files_of(scene: &Scene, folder: &str, id: &str) -> String {
    let idoi = scene.elloha.with(|world| world.accounts.last().unwrap()["idOi"].as_str().unwrap().to_owned());
    let mut paths: Vec<_> = std::fs::read_dir(scene.sandbox.root.join(folder).join(id))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut out = String::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (method, rest) = name.split_once('-').unwrap().1.split_once('-').unwrap();
        let mut body = std::fs::read_to_string(&path).unwrap();
        if method == "POST" {
            body = body
                .replace("  \"mobilePhone\"", "  \"password\": \"<24 random letters>\",\n  \"mobilePhone\"");
        }
        if rest.ends_with("OpeningHours") {
            body = body.replacen("{\n", &format!("{{\n  \"idOi\": \"{idoi}\",\n"), 1);
        }
        writeln!(out, "{method} /{}\n{body}", rest.replace('-', "/")).unwrap();
    }
    out
}
