//! What rules read of a feed and what they leave: every path in one class, and `check` of one mind with `coverage`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use passerelle::check::readings;
use passerelle::engine::{self, Class, Coverage, Disk};
use passerelle::feed::Shape;
use serde_json::{Value as Json, json};

/// A head that does something of each kind with a feed of four records.
const RULES: &str = r#"
read PHOTO  as photo
read TARIFS as price_4

for DEG {
  title       <- NAME
  zipCode     <- CP
  locality    <- TOWN
  description <- TARIFS[title is "Adulte"].min | join(", ")
  tags        <- "organic"  when BIO is "oui"
  photos      <- each PHOTO[all] {
    url   <- url | media_url
    title <- title
  }
  ignore CODE               because "not useful in an account"
  ignore STAT_*, INTERN*    because "statistics"
}
"#;

const FEED: &str = r#"[
  { "SyndicObjectID": "DEGAQU024FS00001", "Updated": "2026-01-01", "NAME": "Cave", "CP": "24000", "TOWN": "Périgueux",
    "BIO": "oui", "CODE": "x", "STAT_A": "1", "LOST": "fût",
    "PHOTO": "a.jpg|Chai|©#b.jpg||", "TARIFS": "Adulte|5,00||remise", "EMPTY": null },
  { "SyndicObjectID": "DEGAQU024FS00002", "Updated": "2026-01-01", "NAME": "Domaine", "CP": "24000", "TOWN": "Périgueux",
    "BIO": null, "CODE": null, "STAT_A": null, "LOST": "barrique",
    "PHOTO": "a|b|c|d", "TARIFS": null, "EMPTY": "" },
  { "SyndicObjectID": "DEGAQU024FS00003", "Updated": "2026-01-01", "NAME": null, "CP": null, "TOWN": null,
    "BIO": null, "CODE": null, "STAT_A": null, "LOST": "fût", "PHOTO": null, "TARIFS": null, "EMPTY": null }
]"#;

/// A head in a pack of its own, which is a copy of that of the tests.
fn head(name: &str, rules: &str, feed: &str) -> PathBuf {
    let pack = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    crate::readme::copy(Path::new("tests/pack"), &pack);
    let folder = pack.join("heads").join(name);
    fs::create_dir_all(folder.join("feeds")).unwrap();
    let manifest = format!(
        "language: 1\nhead: {name}\nname: Of each class\nkind: main\nmedia: https://media.example.fr/\ntypes: {{ DEG: Tasting }}\n\
         feeds:\n  DEG: {{ file: feeds/DEG.json, shape: list }}\n"
    );
    fs::write(folder.join("head.yaml"), manifest).unwrap();
    fs::write(folder.join("head.rules"), rules).unwrap();
    fs::write(folder.join("feeds/DEG.json"), feed).unwrap();
    folder
}

/// A head that ignores all but one of so many fields.
fn with_many_fields(name: &str, count: usize) -> PathBuf {
    let many: Vec<String> = (0..count).map(|at| format!("\"F{at}\": \"x\"")).collect();
    let feed = format!(
        r#"[{{ "SyndicObjectID": "DEGAQU024FS00001", "Updated": "2026-01-01", "NAME": "x", {}, "LOST": "y" }}]"#,
        many.join(", ")
    );
    let rules = "for DEG {\n title <- NAME\n zipCode <- NAME\n locality <- NAME\n ignore F* because \"not useful\"\n}";
    head(name, rules, &feed)
}

fn passerelle(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passerelle")).args(args).env("COLUMNS", "110").output().unwrap()
}

fn run(command: &str, folder: &Path, more: &[&str]) -> (Option<i32>, Json, String) {
    let folder = folder.to_str().unwrap();
    let output = passerelle(&[&[command, folder, "--format", "json"], more].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    let answer = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}"));
    (output.status.code(), answer, said)
}

#[test]
fn every_path_is_in_one_class() {
    let folder = head("each_class", RULES, FEED);
    let (status, answer, said) = run("coverage", &folder, &[]);
    assert_eq!(status, Some(0), "{said}");
    let feed = &answer["heads"][0]["feeds"][0];
    let paths = feed["paths"].as_array().unwrap();
    let told: Vec<String> = paths
        .iter()
        .map(|path| {
            let text = |key: &str| path[key].as_str().unwrap().to_owned();
            format!("{} {} {}", text("path"), text("class"), path["records"])
        })
        .collect();
    let expected = [
        "BIO tested 1",
        "CODE ignored 1",
        "CP read 2",
        "EMPTY uncovered 0",
        "LOST uncovered 3",
        "NAME read 2",
        "PHOTO.credit uncovered 1",
        "PHOTO.title read 1",
        "PHOTO.url read 1",
        "STAT_A ignored_by_pattern 1",
        "SyndicObjectID engine 3",
        "TARIFS.-4 ignored 1",
        "TARIFS.max uncovered 0",
        "TARIFS.min read 1",
        "TARIFS.title tested 1",
        "TOWN read 2",
        "Updated engine 3",
    ];
    assert_eq!(told, expected);
    assert_eq!(
        feed["classes"],
        json!({ "read": 6, "tested": 2, "ignored": 2, "ignored_by_pattern": 1, "engine": 2, "uncovered": 4 })
    );
    let lost = paths.iter().find(|path| path["path"] == "LOST").unwrap();
    assert_eq!(lost["samples"], json!(["fût", "barrique"]));
    let not_cut = &feed["not_cut"][0];
    assert_eq!((&not_cut["path"], &not_cut["records"]), (&json!("PHOTO"), &json!(1)));
    // Two are imported, and the third has no name.
    assert_eq!((&feed["read"], &feed["kept"]), (&json!(3), &json!(3)));
    assert_eq!((&feed["types"][0]["type"], &feed["types"][0]["imported"]), (&json!("Tasting"), &json!(2)));
    let filled = |name: &str| {
        let targets = feed["targets"].as_array().unwrap();
        targets.iter().find(|one| one["target"] == name).unwrap()["filled"].as_u64().unwrap()
    };
    assert_eq!(["title", "photos", "photos.title", "description", "html"].map(filled), [2, 1, 1, 1, 0]);
}

#[test]
fn check_names_what_coverage_finds_uncovered() {
    let folder = head("one_mind", RULES, FEED);
    let (_, answer, said) = run("check", &folder, &[]);
    let diagnostics = answer["diagnostics"].as_array().unwrap();
    let uncovered =
        diagnostics.iter().find(|one| one["code"] == "W0804").unwrap_or_else(|| panic!("{said}{answer}"));
    assert_eq!(uncovered["label"], "EMPTY, LOST, PHOTO.credit, TARIFS.max");
}

#[test]
fn the_name_of_a_field_does_not_break_a_message() {
    let feed = FEED.replace("LOST", "LO\\nST\\u001b[31m");
    let folder = head("odd_names", RULES, &feed);
    let (_, answer, _) = run("check", &folder, &[]);
    let diagnostics = answer["diagnostics"].as_array().unwrap();
    let uncovered = diagnostics.iter().find(|one| one["code"] == "W0804").unwrap();
    let label = uncovered["label"].as_str().unwrap();
    assert!(label.contains("LO\\u{a}ST") && !label.contains(['\n', '\u{1b}']), "{label:?}");
}

#[test]
fn the_least_share_is_held() {
    let folder = head("least_share", RULES, FEED);
    // 13 of 17 paths.
    assert_eq!(run("coverage", &folder, &["--fail-under", "76.4"]).0, Some(0));
    let (status, _, said) = run("coverage", &folder, &["--fail-under", "76.5"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("76 % covered, and 76.5 % is asked for"), "{said}");
    // A hundred is a hundred.
    let whole = RULES.replace("ignore CODE ", "ignore CODE, LOST, EMPTY, PHOTO.credit, TARIFS.max ");
    let folder = head("whole_share", &whole, FEED);
    assert_eq!(run("coverage", &folder, &["--fail-under", "100"]).0, Some(0));
}

#[test]
fn what_was_not_computed_is_not_nothing() {
    let folder = head("no_records", RULES, "[]");
    let (status, answer, said) = run("coverage", &folder, &["--fail-under", "0"]);
    assert_eq!(answer["heads"][0]["share"], Json::Null);
    assert_eq!(answer["heads"][0]["feeds"][0]["share"], Json::Null);
    assert_eq!(status, Some(2));
    assert!(said.contains("not computed"), "{said}");
}

#[test]
fn a_hundred_per_cent_is_all_and_nothing_is_none() {
    let folder = with_many_fields("nearly_all", 300);
    let output = passerelle(&["coverage", folder.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    let row = text.lines().find(|line| line.trim_start().starts_with("DEG ")).unwrap();
    assert!(row.ends_with(" 99 %"), "303 of 304: {row}");
}

#[test]
fn more_fields_than_are_known_are_not_all_covered() {
    let folder = with_many_fields("too_many", 1200);
    let (status, answer, said) = run("coverage", &folder, &["--fail-under", "1"]);
    assert_eq!((status, &answer["heads"][0]["share"]), (Some(1), &Json::Null), "{said}");
    assert!(said.contains("more than 1023 fields"), "{said}");
}

/// What a shipped head makes of its recorded feeds.
fn shipped() -> Vec<(String, Coverage)> {
    let mut all = Vec::new();
    for folder in engine::heads(&Disk, Path::new("rules")).unwrap() {
        let loaded = engine::load(&Disk, &folder, None).unwrap();
        let ready = loaded.ready.as_ref().unwrap();
        for (at, (_, feed)) in ready.head.feeds.iter().enumerate() {
            let path = folder.join(&feed.file.value);
            let shape = feed.shape.as_ref().and_then(|shape| Shape::parse(&shape.value));
            let found =
                engine::coverage(ready, &loaded.sources, at, shape, &mut || fs::File::open(&path)).unwrap();
            all.push((folder.display().to_string(), found));
        }
    }
    all
}

#[test]
fn the_shipped_heads_know_every_path() {
    for (head, found) in shipped() {
        let uncovered: Vec<&str> = found
            .paths
            .iter()
            .filter(|path| path.class == Class::Uncovered)
            .map(|path| path.path.as_str())
            .collect();
        assert!(uncovered.is_empty(), "{head}, {}: {uncovered:?}", found.bordereau);
        assert_eq!(found.share, Some(1.0));
        assert_eq!(found.classes.all(), found.paths.len() as u64);
        for path in &found.paths {
            assert!(path.records <= found.read, "{head}: {path:?}");
            assert_eq!(path.records == 0, path.samples.is_empty(), "{head}: {path:?}");
        }
    }
}

#[test]
fn what_is_said_to_be_read_is_asked_for() {
    for folder in engine::heads(&Disk, Path::new("rules")).unwrap() {
        let loaded = engine::load(&Disk, &folder, None).unwrap();
        let ready = loaded.ready.unwrap();
        for (mapping, program) in ready.mappings.iter().zip(&ready.programs) {
            for reading in readings(mapping).all {
                let field = reading.path.split('.').next().unwrap().to_owned();
                assert!(program.slots.contains(&field), "{}: {}", folder.display(), reading.path);
            }
        }
    }
}

#[test]
fn who_fills_a_field_is_told_across_heads() {
    let output = passerelle(&["coverage", "--field", "officialRating", "--format", "json"]);
    let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    let feeds = answer["feeds"].as_array().unwrap();
    let of = |head: &str, code: &str| {
        feeds.iter().find(|feed| feed["head"] == head && feed["bordereau"] == code).unwrap()
    };
    assert_eq!(of("24", "HOT")["sources"], json!(["CLAS"]));
    assert_eq!(of("24", "DEG")["rules"], json!([]), "nothing rates a tasting");
    assert!(of("40", "HPA")["filled"].as_u64().unwrap() > 0);
    let output = passerelle(&["coverage", "24", "--field", "officalRating"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean `officialRating`?"));
}
