//! `passerelle new`: which dialect reads a feed, and a draft that guesses nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use passerelle::diagnostics::Diagnostics;
use passerelle::engine::{self, Disk};
use passerelle::source::Sources;
use passerelle::syntax::ast::{Item, Statement};
use passerelle::syntax::parse;
use serde_json::Value as Json;

/// A copy of the shipped pack, under a name of its own.
fn pack(name: &str) -> PathBuf {
    let pack = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new").join(name);
    let _ = fs::remove_dir_all(&pack);
    crate::readme::copy(Path::new("rules"), &pack);
    pack
}

fn passerelle(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passerelle")).args(args).env("COLUMNS", "110").output().unwrap()
}

fn new(pack: &Path, head: &str, more: &[&str]) -> (Option<i32>, Json, String) {
    let args = [&["new", head, "--pack", pack.to_str().unwrap(), "--format", "json"], more].concat();
    let output = passerelle(&args);
    let answer = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code(), answer, String::from_utf8(output.stderr).unwrap())
}

fn check(head: &Path) -> Json {
    let output = passerelle(&["check", head.to_str().unwrap(), "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_dialect_of_a_feed_is_recognised() {
    let pack = pack("recognised");
    let (status, answer, said) = new(&pack, "33", &["--name", "Gironde", "--feed", "docs/new-head/HOT.json"]);
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(answer["chosen"], "sirtaqui");
    let rules = fs::read_to_string(pack.join("heads/33/33.rules")).unwrap();
    let fields = rules.lines().filter_map(|line| line.strip_prefix("  # ")?.strip_suffix(" of 12 records"));
    let listed: Vec<&str> = fields.map(|field| field.split(',').next().unwrap()).collect();
    assert_eq!(
        listed,
        ["COMMUNEINSEE", "DESTINATION", "SALLESREUNION", "PISCINE"],
        "what the dialect does not know"
    );
    let checked = check(&pack.join("heads/33"));
    assert_eq!(checked["errors"], 0, "{checked}");
}

#[test]
fn each_dialect_is_recognised_in_the_feeds_of_its_heads() {
    let pack = pack("own");
    for folder in engine::heads(&Disk, Path::new("rules")).unwrap() {
        let loaded = engine::load(&Disk, &folder, None).unwrap();
        let head = loaded.ready.unwrap().head;
        // A dialect is told by the lodgings: what its heads have of their own is more of the other types.
        let (code, feed) = &head.feeds[0];
        let file = folder.join(&feed.file.value);
        let name = format!("as-{}", folder.file_name().unwrap().to_str().unwrap());
        let given = format!("{}={}", code.value, file.display());
        let (status, answer, said) = new(&pack, &name, &["--feed", &given]);
        assert_eq!(status, Some(0), "{}: {said}", folder.display());
        let best = &answer["dialects"][0];
        let expected = head.dialect.as_ref().map(|dialect| dialect.value.as_str());
        // The rules of 22-v3 rename what their dialect reads, and 46 has no dialect.
        let known = if folder.ends_with("22-v3") { None } else { expected };
        assert_eq!(answer["chosen"].as_str(), known, "{}: {best}", folder.display());
        let checked = check(&pack.join("heads").join(&name));
        assert_eq!(checked["errors"], 0, "{}: {checked}", folder.display());
    }
}

#[test]
fn a_feed_that_nobody_knows_is_drafted_without_a_guess() {
    let pack = pack("stranger");
    let feed = "tests/strangers/vellavie/feeds/HOT.xml";
    let (status, answer, said) = new(&pack, "vellavie", &["--feed", feed]);
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(answer["chosen"], Json::Null);
    assert_eq!(answer["feeds"][0]["bordereau"], "HOT", "the ids tell it");
    assert_eq!((&answer["reports"][0]["read"], &answer["reports"][0]["imported"]), (&30.into(), &26.into()));
    let folder = pack.join("heads/vellavie");
    assert_eq!(check(&folder)["errors"], 0);
    assert_eq!(
        fs::read(feed).unwrap(),
        fs::read(folder.join("feeds/HOT.xml")).unwrap(),
        "the feed is copied whole"
    );
    let rules = fs::read_to_string(folder.join("vellavie.rules")).unwrap();
    // Only what every feed has is mapped; the forty fields are listed, each once.
    let written: Vec<&str> =
        rules.lines().filter(|line| line.contains("<-") && !line.trim_start().starts_with('#')).collect();
    assert_eq!(written.len(), 3, "{written:?}");
    let listed =
        rules.lines().filter(|line| line.starts_with("  # ") && line.ends_with(" of 30 records")).count();
    assert_eq!(listed, 40);
    for evidence in [
        "zipCode <- ou_cpost | postcode(\"FR\")",
        "26 of 30 are the name of a record",
        "qui_joindre: { items: \" // \", cells: \"~\", names: [cell1, cell2, cell3] }",
    ] {
        assert!(rules.contains(evidence), "{evidence}\n{rules}");
    }
    // The draft stands as `fmt` would write it.
    let output = passerelle(&["fmt", "--check", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn each_rule_that_a_draft_proposes_can_be_taken() {
    let pack = pack("proposed");
    let (_, _, said) = new(&pack, "vellavie", &["--feed", "tests/strangers/vellavie/feeds/HOT.xml"]);
    assert!(said.is_empty(), "{said}");
    let folder = pack.join("heads/vellavie");
    let path = folder.join("vellavie.rules");
    let draft = fs::read_to_string(&path).unwrap();
    let proposed: Vec<&str> = draft
        .lines()
        .filter_map(|line| line.strip_prefix("  #     "))
        .filter(|line| line.contains(" <- "))
        .collect();
    assert!(proposed.len() >= 6, "{proposed:?}");
    for rule in proposed {
        let target = rule.split(' ').next().unwrap();
        // In place of what every feed has.
        let kept: Vec<&str> =
            draft.lines().filter(|line| !line.trim_start().starts_with(&format!("{target} "))).collect();
        let edited = kept.join("\n").replacen("for HOT {", &format!("for HOT {{\n{rule}"), 1);
        fs::write(&path, edited + "\n").unwrap();
        let checked = check(&folder);
        assert_eq!(checked["errors"], 0, "{rule}: {checked}");
    }
    let layouts: Vec<&str> = draft
        .lines()
        .filter_map(|line| line.strip_prefix("  #     "))
        .filter(|line| line.contains(": {"))
        .collect();
    assert!(layouts.len() >= 10, "{layouts:?}");
    fs::write(&path, &draft).unwrap();
    fs::write(folder.join("layouts.yaml"), layouts.join("\n") + "\n").unwrap();
    let checked = check(&folder);
    assert_eq!(checked["errors"], 0, "{checked}");
}

#[test]
fn what_is_there_is_not_overwritten() {
    let pack = pack("there");
    let before = fs::read_to_string(pack.join("heads/24/head.yaml")).unwrap();
    let (status, _, said) = new(&pack, "24", &["--feed", "docs/new-head/HOT.json"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(before, fs::read_to_string(pack.join("heads/24/head.yaml")).unwrap());
    let (status, answer, _) = new(&pack, "33", &["--feed", "docs/new-head/HOT.json", "--dry-run"]);
    assert_eq!((status, &answer["chosen"]), (Some(0), &"sirtaqui".into()));
    assert!(!pack.join("heads/33").exists(), "a dry run writes nothing");
}

#[test]
fn what_cannot_be_drafted_is_said() {
    let pack = pack("refused");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new");
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let empty = file("empty.json", r#"{"value":[]}"#);
    let strange = file("strange.json", r#"{"value":[{"SyndicObjectID":"X1","A":"b"}]}"#);
    let cut = file("cut.json", r#"{"value":[{"SyndicObjectID":"HOTAQU033FS0001","#);
    let tie = r#"{"value":[{"SyndicObjectID":"HOTAQU033FS0001A"},{"SyndicObjectID":"RESAQU033FS0002A"}]}"#;
    let tie = file("tie.json", tie);
    let number = r#"{"value":[{"SyndicObjectID":"HOTAQU033FS0001A","A":1.5e300}]}"#;
    let number = file("number.json", number);
    let law = format!("LAW={strange}");
    let hotel = "docs/new-head/HOT.json";
    for (feeds, told) in [
        (vec![empty.as_str()], "the feed has no records"),
        (vec![strange.as_str()], "no id begins with a record type"),
        (vec![law.as_str()], "did you mean `LOI`?"),
        (vec![cut.as_str()], "cut.json"),
        (vec!["absent.json"], "absent.json cannot be read"),
        (vec![tie.as_str()], "as many ids begin with HOT as with RES"),
        (vec![number.as_str()], "number.json"),
        (vec!["docs"], "docs is no file"),
        (vec![hotel, hotel], "a second feed of HOT"),
    ] {
        let args: Vec<&str> = feeds.iter().flat_map(|feed| ["--feed", feed]).collect();
        let (status, _, said) = new(&pack, "33", &args);
        assert_eq!(status, Some(1), "{feeds:?}");
        assert!(said.contains(told), "{feeds:?}: {said}");
        assert!(!pack.join("heads/33").exists(), "{feeds:?}");
    }
    for name in ["a b", "a\nb", "it's", "..", "con$x"] {
        let (status, _, said) = new(&pack, name, &["--feed", hotel]);
        assert_eq!(status, Some(1), "{name:?}");
        assert!(said.contains("is no name of a head"), "{name:?}: {said}");
    }
    // A type that no head has: the draft holds its records, and says so.
    let named = format!("CHE={strange}");
    let (status, answer, said) = new(&pack, "33", &["--feed", &named]);
    assert_eq!(status, Some(1), "{answer}");
    assert!(said.contains("E0311"), "the feed has no name and no position: {said}");
    assert!(answer["undecided"].to_string().contains("which account type"), "{answer}");
}

/// The head that was written for the stranger's feed, by hand and in an hour.
#[test]
fn a_strangers_feed_is_mapped_in_fewer_than_thirty_statements() {
    let pack = pack("mapped");
    let folder = pack.join("heads/vellavie");
    crate::readme::copy(Path::new("tests/strangers/vellavie"), &folder);
    let checked = check(&folder);
    assert_eq!(checked["errors"], 0, "{checked}");
    let mut sources = Sources::new();
    let text = fs::read_to_string("tests/strangers/vellavie/vellavie.rules").unwrap();
    let file = sources.add("vellavie.rules", text);
    let parsed = parse(&sources, file, &mut Diagnostics::new());
    let maps = |statement: &Statement| {
        matches!(
            statement,
            Statement::Rule(_) | Statement::Read(_) | Statement::Let(_) | Statement::Decide(_)
        )
    };
    let count: usize = parsed
        .file
        .items
        .iter()
        .map(|item| match item {
            Item::Statement(statement) => usize::from(maps(statement)),
            Item::For(block) => block.statements.iter().filter(|statement| maps(statement)).count(),
            Item::Script(_) | Item::Example(_) => 0,
        })
        .sum();
    assert_eq!(count, 29);
    let output = passerelle(&["dry-run", folder.to_str().unwrap(), "--format", "json"]);
    let report: Json = serde_json::from_slice(&output.stdout).unwrap();
    let feed = &report["feeds"][0];
    // The one that is excluded has neither a town nor a position: its own name says that it is a draft.
    let counts = ["read", "imported", "excluded", "held"].map(|key| feed[key].as_u64().unwrap());
    assert_eq!(counts, [30, 29, 1, 0], "{report}");
    let output = passerelle(&["coverage", folder.to_str().unwrap(), "--fail-under", "100"]);
    assert_eq!(output.status.code(), Some(0));
}
