//! Conventions as tests: floors, snapshots, words.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors of `src`, lowest first. A module uses lower floors only.
const FLOORS: &[&[&str]] = &[
    &["source"],
    &["value"],
    &["diagnostics"],
    &["syntax", "manifest", "feed"],
    &["functions", "script"],
    &["check"],
    &["program"],
    &["eval"],
    &["engine", "net"],
    &["fetch", "store", "elloha"],
    &["catalogue"],
    &["gateway"],
    &["http"],
    &["cli"],
];

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// What is wrong with the arrows of a file.
fn arrows(module: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let own = floor(module).unwrap_or_else(|| panic!("`{module}` stands on no floor"));
    for (number, line) in text.lines().enumerate() {
        if line.contains("super::super::super") || line.contains("use crate::{") {
            wrong.push(format!("{}: name the module: `crate::<module>`", number + 1));
        }
        for (at, _) in line.match_indices("crate::") {
            let name: String =
                line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if let Some(used) = floor(&name)
                && name != module
                && used >= own
            {
                wrong.push(format!("{}: `{module}` uses `{name}`, which is not below it", number + 1));
            }
        }
    }
    wrong
}

#[test]
fn arrows_point_down() {
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let inside = path.strip_prefix("src").unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        if matches!(module, "lib.rs" | "main.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        wrong.extend(arrows(module, &text).into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_points_up_is_found() {
    assert_eq!(arrows("syntax", "use crate::engine::load;").len(), 1);
    assert_eq!(arrows("syntax", "use crate::manifest::Pack;").len(), 1, "no neighbours either");
    assert!(arrows("syntax", "use crate::source::Span;").is_empty());
}

#[test]
fn lib_lists_the_floors_in_order() {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let listed: Vec<usize> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter_map(floor)
        .collect();
    assert!(listed.len() > 8);
    assert!(listed.is_sorted(), "lib.rs reads from the lowest floor to the highest");
}

#[test]
fn pure_floors_say_so() {
    for floor in FLOORS.iter().take_while(|floor| !floor.contains(&"engine")) {
        for module in *floor {
            let path = Path::new("src").join(module).join("mod.rs");
            if let Ok(text) = fs::read_to_string(&path) {
                assert!(text.contains("deny(clippy::disallowed_methods"), "{} denies no I/O", path.display());
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for path in files("src", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") || first.starts_with("#![doc"), "{}: no `//!`", path.display());
    }
}

#[test]
fn every_snapshot_has_its_input() {
    let mut stray = Vec::new();
    for path in files("snapshots", "snap") {
        let inside = path.strip_prefix("snapshots").unwrap();
        let owner = if let Ok(head) = inside.strip_prefix("heads") {
            Path::new("rules/heads").join(head.parent().unwrap()).join("head.yaml")
        } else if let Ok(head) = inside.strip_prefix("dialects") {
            Path::new("tests/heads").join(head.parent().unwrap()).join("head.yaml")
        } else if inside.starts_with("requests") {
            Path::new("tests/suite/accounts/requests.rs").to_owned()
        } else if let Ok(offer) = inside.strip_prefix("aloa") {
            Path::new("tests/aloa").join(offer).with_extension("json")
        } else {
            let case = inside.strip_prefix("cases").unwrap();
            let name = case.file_name().unwrap().to_str().unwrap();
            let name = name.strip_suffix(".snap").unwrap().rsplit_once('.').map_or(name, |(name, _)| name);
            Path::new("tests/cases").join(case.parent().unwrap()).join(format!("{name}.case"))
        };
        if !owner.exists() {
            stray.push(format!("{} has no {}", path.display(), owner.display()));
        }
    }
    let new: Vec<PathBuf> = files("snapshots", "new");
    assert!(stray.is_empty() && new.is_empty(), "{}\n{new:?}", stray.join("\n"));
}

#[test]
fn every_rule_of_the_grammar_is_documented() {
    for path in files("grammar", "pest") {
        let text = fs::read_to_string(&path).unwrap();
        let mut before = "";
        for line in text.lines() {
            let rule = line.split_once(" = ").map(|(name, _)| name).filter(|name| !name.contains(' '));
            if let Some(name) = rule.filter(|name| *name != "COMMENT" && *name != "WHITESPACE") {
                assert!(before.starts_with("///"), "{}: `{name}` has no `///`", path.display());
            }
            before = line;
        }
    }
}

/// Beginnings of paths outside of the project; in two pieces, so that this list does not find itself.
const OUTSIDE: [&str; 4] =
    [concat!("../", "shared"), concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

#[test]
fn nothing_points_outside_the_project() {
    for folder in ["src", "tests", "grammar", "rules", "docs", "bench"] {
        for ending in ["rs", "pest", "rules", "yaml", "case", "md", "py"] {
            for path in files(folder, ending) {
                let text = fs::read_to_string(&path).unwrap();
                let outside = OUTSIDE.into_iter().find(|outside| text.contains(outside));
                assert!(outside.is_none(), "{} names {outside:?}", path.display());
            }
        }
    }
}
