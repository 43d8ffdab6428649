//! `check --fix`: what can have been meant in no other way is mended, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FEED: &str = r#"{"value":[
  {"SyndicObjectID":"DEGXXX0240000001","NOM":"Cave","VILLE":"Bergerac","CP":"24100","NOM-2":"x"}
]}"#;

/// Each line has a mistake of the pen; the last one another besides.
const MENDABLE: &str = r#"for DEG {
  title = NOM | squish
  zipCode <- CP when VILLE = "Bergerac" and CP is not empty
  locality < - ville
  tags <- 'x', NOM-2, « y », “z”
  description <- TOWN
}
"#;

const MENDED: &str = r#"for DEG {
  title <- NOM | squish
  zipCode <- CP when VILLE is "Bergerac" and CP is present
  locality <- VILLE
  tags <- "x", `NOM-2`, "y", "z"
  description <- TOWN
}
"#;

const MANIFEST: &str = "language: 1
head: fixed
name: Fixed
kind: main
types: { DEG: Tasting }
feeds:
  DEG: { file: feed.json }
";

fn head(name: &str, rules: &str) -> PathBuf {
    let pack = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix").join(name);
    let _ = fs::remove_dir_all(&pack);
    crate::readme::copy(Path::new("tests/pack"), &pack);
    let folder = pack.join("heads/fixed");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("head.yaml"), MANIFEST).unwrap();
    fs::write(folder.join("feed.json"), FEED).unwrap();
    fs::write(folder.join("head.rules"), rules).unwrap();
    folder
}

fn check(path: &Path, more: &[&str]) -> Output {
    let args = [&["check", path.to_str().unwrap()], more].concat();
    Command::new(env!("CARGO_BIN_EXE_passerelle")).args(args).env("COLUMNS", "110").output().unwrap()
}

fn rules(folder: &Path) -> String {
    fs::read_to_string(folder.join("head.rules")).unwrap()
}

#[test]
fn mistakes_of_the_pen_are_mended() {
    let folder = head("pen", MENDABLE);
    let output = check(&folder, &["--fix"]);
    let said = String::from_utf8([output.stderr, output.stdout].concat()).unwrap();
    assert_eq!(rules(&folder), MENDED, "{said}");
    // `TOWN` is no field of the feed: what is meant is not known, so it is told and left.
    assert!(said.contains("E0216"), "{said}");
    assert!(said.contains("head.rules: mended"), "{said}");
    check(&folder, &["--fix"]);
    assert_eq!(rules(&folder), MENDED, "nothing is left to mend");
}

#[test]
fn without_the_word_nothing_is_written() {
    let folder = head("unasked", MENDABLE);
    check(&folder, &[]);
    assert_eq!(rules(&folder), MENDABLE);
}

#[test]
fn what_may_have_been_meant_otherwise_is_left() {
    // A near name, a list for one, brackets, a missing reason: each has a repair, and none is taken.
    let left = "for DEG {\n  titel <- NOM\n  zipCode <- CP, VILLE\n  locality <- VILLE[all]\n}\nexclude when NOM is missing\n";
    let folder = head("meaning", left);
    let output = check(&folder, &["--fix"]);
    assert_eq!(rules(&folder), left);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_plain_quotes_would_change_is_left() {
    // A quote or a backslash in a text, arrows and bars of which nobody knows what they join.
    for line in [
        "title <- “« Le Bar »”",
        "title <- «b \"c\" d»",
        r"title <- “c:\new”",
        "NOM -> title",
        "override NOM -> title",
        "title <- NOM | squish NOM",
        "title <- NOM | squish | when CP is present",
    ] {
        let rules = format!("for DEG {{\n  {line}\n}}\n");
        let folder = head("quotes", &rules);
        let output = check(&folder, &["--fix"]);
        assert_eq!(self::rules(&folder), rules, "{line}");
        assert_eq!(output.status.code(), Some(1), "{line}");
        let file = folder.join("head.rules");
        check(&file, &["--fix"]);
        assert_eq!(self::rules(&folder), rules, "{line}, by itself");
    }
}

#[test]
fn a_rule_file_by_itself_is_mended_too() {
    let folder = head("loose", MENDABLE);
    check(&folder.join("head.rules"), &["--fix"]);
    // Without the head nobody knows the fields of the feed.
    assert_eq!(rules(&folder), MENDED.replace("locality <- VILLE", "locality <- ville"));
}
