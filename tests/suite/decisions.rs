//! The table of `docs/language-decisions.md`: every decision of the language has a case that would fail without it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many decisions the language was designed with.
const DECISIONS: usize = 46;

struct Row {
    number: usize,
    says: String,
    files: Vec<PathBuf>,
}

/// The rows of the table: number, what it says, files between back-quotes. A file is a case, unless it names its folder.
fn rows() -> Vec<Row> {
    let page = std::fs::read_to_string("docs/language-decisions.md").unwrap();
    let mut rows = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, says, named] = cells[..] else { panic!("three cells: {line}") };
        let Ok(number) = number.parse() else { continue };
        let files = named.split('`').skip(1).step_by(2).map(|name| {
            if name.starts_with("tests/") {
                PathBuf::from(name)
            } else {
                Path::new("tests/cases").join(format!("{name}.case"))
            }
        });
        rows.push(Row { number, says: says.to_owned(), files: files.collect() });
    }
    rows
}

#[test]
fn every_decision_stands_in_the_table_once_and_in_order() {
    let numbers: Vec<usize> = rows().iter().map(|row| row.number).collect();
    let all: Vec<usize> = (1..=DECISIONS).collect();
    assert_eq!(numbers, all);
}

#[test]
fn every_decision_names_cases_that_exist() {
    for Row { number, says, files } in rows() {
        assert!((2..=9).contains(&says.split(' ').count()), "{number}: some five words, not `{says}`");
        assert!(!files.is_empty(), "{number}: no case shows `{says}`");
        assert_eq!(files.iter().collect::<BTreeSet<_>>().len(), files.len(), "{number}: a file stands twice");
        for file in files {
            assert!(file.is_file(), "{number}: there is no {}", file.display());
        }
    }
}
