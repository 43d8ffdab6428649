//! What a run counts: records by outcome, what each rule did with its values, how often each row was hit.

use std::path::Path;

use passerelle::engine::{self, FeedReport, Files, Input, Lines, Memory, Reasons, RuleTally};
use passerelle::feed::Documents;

const HEAD: &str = "language: 1\nhead: case\nname: Case\nkind: main\nfeeds:\n  HOT: { file: input.json, languages: { en: { file: en.json } } }\n";

/// Runs the rules, behind those for what is required, over the records, which are also those of the English feed.
fn run(rules: &str, records: &[&str]) -> FeedReport {
    let mut files = Memory::new();
    add(&mut files, Path::new("tests/pack"), Path::new("pack"));
    let records: Vec<String> = records
        .iter()
        .enumerate()
        .map(|(at, fields)| {
            // A flat record names every field that it has, the empty ones too.
            let empty = ["MOTS", "TEL"].into_iter().filter(|name| !fields.contains(&format!("\"{name}\":")));
            let empty = empty.map(|name| format!(",\"{name}\":null")).collect::<Vec<_>>().concat();
            format!("{{\"SyndicObjectID\":\"HOTXXX02400000{at:02}\",{fields}{empty}}}")
        })
        .collect();
    let feed = format!("{{\"value\":[{}]}}", records.join(","));
    let head = Path::new("pack/heads/case");
    let rules = format!(
        "read MOTS, TEL as list\nfor HOT {{\n  type <- \"Hotel\"\n  title <- \"Hôtel\"\n  zipCode <- \"24100\"\n  \
         locality <- \"Bergerac\"\n{rules}\n}}\n"
    );
    files.add(head.join("head.yaml"), HEAD);
    files.add(head.join("main.rules"), rules);
    files.add(head.join("input.json"), feed.as_str());
    files.add(head.join("en.json"), feed.as_str());
    let loaded = engine::load(&files, head, None).unwrap();
    let ready = loaded.ready.as_ref().unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let (mut bytes, mut english) =
        (files.open(&head.join("input.json")).unwrap(), files.open(&head.join("en.json")).unwrap());
    let english = engine::LanguageInput {
        language: "en".to_owned(),
        shape: None,
        bytes: Documents::Whole(&mut english),
    };
    let input = Input {
        at: 0,
        shape: None,
        bytes: Documents::Whole(&mut bytes),
        languages: vec![english],
        threads: 2,
        clock: None,
    };
    let mut lines = Lines { accounts: None, held: None, excluded: None, ..Lines::default() };
    engine::run(ready, &loaded.sources, input, &mut lines, &mut Reasons::default()).unwrap()
}

fn add(files: &mut Memory, from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            add(files, &path, &target);
        } else {
            files.add(target, std::fs::read(&path).unwrap());
        }
    }
}

/// Applied, not applicable, missing, invalid, unknown, used, passed over.
fn counts(rule: &RuleTally) -> [u64; 7] {
    let RuleTally { applied, not_applicable, missing, invalid, unknown, used, passed_over, .. } = rule;
    [*applied, *not_applicable, *missing, *invalid, *unknown, *used, *passed_over]
}

/// The counts of the rules for a target, in the order of their lines.
fn of(report: &FeedReport, target: &str) -> Vec<[u64; 7]> {
    report.tally.rules.iter().filter(|rule| rule.target == target).map(counts).collect()
}

#[test]
fn records_have_one_outcome_each() {
    let rules = "  email <- MEL | email  missing: exclude \"none\"  invalid: hold \"not one\"\n  exclude when A is \"x\" because \"a\"";
    let report = run(
        rules,
        &[
            r#""MEL":"a@example.org","A":null"#,
            r#""MEL":"a","A":null"#,
            r#""MEL":null,"A":null"#,
            r#""MEL":"a","A":"x""#,
            r#""MEL":"b@example.org","A":"y""#,
        ],
    );
    assert_eq!((report.read, report.imported, report.excluded, report.held), (5, 2, 2, 1));
    // What an `exclude` took needs no further work: its address was not looked at.
    assert_eq!(of(&report, "email"), [[2, 0, 1, 1, 0, 0, 0]]);
}

#[test]
fn a_rule_counts_the_state_of_its_value_in_the_main_language() {
    let rules = "  description <- TEXTE\n  basePrice <- PRIX | money  invalid: use 0\n  \
                 since <- JOUR | date  when A > 10\n  phone <- TEL[all] | phone(\"FR\") | first";
    let report = run(
        rules,
        &[
            r#""TEXTE":"t","PRIX":"12","JOUR":"01/02/2020","A":"11","TEL":"x#05 36 49 00 01#05 36 49 00 02""#,
            r#""TEXTE":null,"PRIX":"dear","JOUR":"01/02/2020","A":"9","TEL":"x#y""#,
            r#""TEXTE":"t","PRIX":null,"JOUR":"soon","A":"ten","TEL":null"#,
            r#""TEXTE":"t","PRIX":"1","JOUR":"soon","A":"12","TEL":"05 36 49 00 01""#,
            r#""TEXTE":"t","PRIX":"1","JOUR":null,"A":null,"TEL":"05 36 49 00 01""#,
        ],
    );
    assert_eq!(of(&report, "description"), [[4, 0, 1, 0, 0, 0, 0]], "once, although English says it too");
    assert_eq!(of(&report, "basePrice"), [[3, 0, 1, 1, 0, 1, 0]], "what `use` sets is counted as used");
    assert_eq!(of(&report, "since"), [[1, 2, 0, 2, 0, 0, 0]], "a test that cannot be answered is invalid");
    assert_eq!(
        of(&report, "phone"),
        [[3, 0, 1, 1, 0, 0, 2]],
        "two values were left behind in the first record"
    );
    assert_eq!(report.passed_over, 2);
}

#[test]
fn at_a_list_each_element_counts() {
    let rules = "  labels <- MOTS[all] | table(\"labels\")  unknown: use \"accessible\"\n  add labels <- \"vineyards\"  when A is \"x\"";
    let report = run(
        rules,
        &[
            r#""MOTS":"Vignobles et découvertes#Autre#Encore","A":"x""#,
            r#""MOTS":"Sans label","A":null"#,
            r#""MOTS":"Ferme accessible","A":"x""#,
        ],
    );
    assert_eq!(of(&report, "labels"), [[3, 0, 1, 0, 2, 2, 0], [2, 1, 0, 0, 0, 0, 0]]);
    let row = |label: &str| {
        report.tally.rows.iter().find(|row| row.of == "labels" && row.row == label).unwrap().hits
    };
    assert_eq!(row("Vignobles et découvertes"), 1);
    assert_eq!(row("Sans label"), 1);
    assert_eq!(row("Ferme accessible"), 1);
    assert_eq!(row("Bienvenue à la ferme"), 0);
}

#[test]
fn members_count_by_themselves() {
    let rules = "  photos <- each MOTS[all] {\n    url <- it | url\n    title <- it\n  }";
    let report =
        run(rules, &[r#""MOTS":"https://www.example.org/a#x#https://www.example.org/b""#, r#""MOTS":null"#]);
    assert_eq!(of(&report, "photos.url"), [[2, 0, 0, 1, 0, 0, 0]]);
    assert_eq!(
        of(&report, "photos.title"),
        [[2, 0, 0, 0, 0, 0, 0]],
        "nothing is asked of an object that is lost"
    );
    let [photos] = of(&report, "photos")[..] else { panic!("one rule") };
    assert_eq!((photos[0], photos[2]), (2, 1), "two objects, and one record without any");
}

#[test]
fn rows_of_a_decision_count_their_records() {
    let rules = "  decide {\n    | A         | -> description |\n    | \"x\"       | \"first\"        |\n    | \"y\"       | hold \"no\"      |\n    \
                 | \"z\"       | \"never\"        |\n    | otherwise | -              |\n  }";
    let report = run(rules, &[r#""A":"x""#, r#""A":"x""#, r#""A":"y""#, r#""A":null"#, r#""A":["x"]"#]);
    let hits: Vec<u64> = report.tally.rows.iter().map(|row| row.hits).collect();
    assert_eq!(hits, [2, 1, 0, 1], "the record that cannot be decided hits no row");
    assert_eq!((report.imported, report.held), (3, 2));
}

#[test]
fn a_rule_that_never_gave_a_value_is_found() {
    let rules = "  email <- MEL | email\n  html <- TEXTE | html  when A is \"x\"\n  basePrice <- PRIX | money  invalid: use 0";
    let report = run(rules, &[r#""MEL":"x","TEXTE":"t","A":"y","PRIX":"dear""#]);
    let idle: Vec<&str> = report.tally.idle().map(|rule| rule.target.as_str()).collect();
    assert_eq!(idle, ["html", "email"], "in the order of the schema; what `use` sets is not idle");
}
