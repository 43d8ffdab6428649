//! Whole runs on input that means harm: a clear end, never a panic, always counts that add up.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use passerelle::engine::{self, Disk, Files, Lines, Memory, Reasons};
use proptest::prelude::*;
use serde_json::json;

/// Values that break steps.
fn value() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(json!(null)),
        "[^\\x00]{0,40}".prop_map(serde_json::Value::from),
        "[0-9 +./|#:-]{0,60}".prop_map(serde_json::Value::from),
        "([0-9]{2}/[0-9]{2}/[0-9]{4}\\|){2}[0-9:|]{0,40}".prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        prop::collection::vec("[a-z|#]{0,5}".prop_map(serde_json::Value::from), 0..3)
            .prop_map(serde_json::Value::from),
        Just(json!({"ThesLibelle": "x"})),
    ]
}

fn record(fields: Vec<String>) -> impl Strategy<Value = serde_json::Value> {
    prop::collection::vec((prop::sample::select(fields), value()), 0..30)
        .prop_map(|pairs| serde_json::Value::Object(pairs.into_iter().collect()))
}

#[test]
fn no_record_panics_and_every_record_has_one_outcome() {
    for head in ["rules/heads/24", "rules/heads/22"] {
        let loaded = engine::load(&Disk, head.as_ref(), None).unwrap();
        let ready = loaded.ready.as_ref().unwrap();
        for (at, program) in ready.programs.iter().enumerate() {
            let strategy = prop::collection::vec(record(program.slots.clone()), 1..4);
            let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(150));
            let done = runner.run(&strategy, |records| {
                let feed = json!({ "value": records }).to_string();
                let (mut accounts, mut held) = (Vec::new(), Vec::new());
                let mut lines = Lines {
                    accounts: Some(&mut accounts),
                    held: Some(&mut held),
                    excluded: None,
                    ..Lines::default()
                };
                let mut reasons = Reasons::default();
                let mut input = feed.as_bytes();
                let report =
                    engine::run(ready, &loaded.sources, input_of(at, &mut input), &mut lines, &mut reasons)
                        .unwrap();
                prop_assert!(report.complete, "{:?}", report.error);
                prop_assert_eq!(report.read, report.imported + report.excluded + report.held);
                for line in accounts.split(|byte| *byte == b'\n').chain(held.split(|byte| *byte == b'\n')) {
                    prop_assert!(
                        line.is_empty() || serde_json::from_slice::<serde_json::Value>(line).is_ok()
                    );
                }
                Ok(())
            });
            done.unwrap();
        }
    }
}

/// The pack of the cases with one head, whose rules and feed are given.
fn head(rules: &str, feed: &str) -> Memory {
    fn add(files: &mut Memory, from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                add(files, &path, &target);
            } else {
                files.add(target, fs::read(&path).unwrap());
            }
        }
    }
    let mut files = Memory::new();
    add(&mut files, Path::new("tests/pack"), Path::new("pack"));
    let yaml = "language: 1\nhead: case\nname: Case\nkind: main\nfeeds: { HOT: { file: input.json } }\n";
    files.add("pack/heads/case/head.yaml", yaml);
    files.add("pack/heads/case/main.rules", rules);
    files.add("pack/heads/case/input.json", feed);
    files
}

fn codes(rules: &str) -> Vec<&'static str> {
    let files = head(rules, r#"{"value":[]}"#);
    let loaded = engine::load(&files, Path::new("pack/heads/case"), None).unwrap();
    loaded.diagnostics.sorted().iter().map(|diagnostic| diagnostic.code.number()).collect()
}

/// Runs one record whose field NOM is `value`, with a rule for a list besides the required ones.
fn run_with(rule: &str, value: &str) -> engine::FeedReport {
    let required = "type <- \"Hotel\"\n title <- SyndicObjectName\n zipCode <- CP\n locality <- CP\n";
    let rules = format!("read NOM as web_list\nfor HOT {{\n {required} {rule}\n}}\n");
    let record =
        json!({ "SyndicObjectID": "HOTXXX0240000001", "SyndicObjectName": "A", "CP": "B", "NOM": value });
    let files = head(&rules, &json!({ "value": [record] }).to_string());
    let loaded = engine::load(&files, Path::new("pack/heads/case"), None).unwrap();
    let ready = loaded.ready.as_ref().unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let mut input = files.open(Path::new("pack/heads/case/input.json")).unwrap();
    let mut reasons = Reasons::default();
    let mut accounts = Vec::new();
    let mut lines = Lines { accounts: Some(&mut accounts), held: None, excluded: None, ..Lines::default() };
    engine::run(ready, &loaded.sources, input_of(0, &mut input), &mut lines, &mut reasons).unwrap()
}

#[test]
fn chains_are_refused_before_they_can_exhaust_the_stack() {
    let mut lets = String::new();
    for at in (0..3_000).rev() {
        writeln!(lets, " let a{} = $a{at}", at + 1).unwrap();
    }
    let rules = format!("for HOT {{\n{lets} let a0 = NOM\n title <- $a3000\n}}\n");
    assert!(codes(&rules).contains(&"E0104"));
    let steps = " | squish".repeat(100_000);
    assert!(codes(&format!("for HOT {{\n title <- NOM{steps}\n}}\n")).contains(&"E0104"));
    let mut doubled = String::from(" let a0 = url, url\n");
    for at in 0..40 {
        writeln!(doubled, " let a{} = $a{at}, $a{at}", at + 1).unwrap();
    }
    let rules = format!(
        "read NOM as photo\nfor HOT {{\n photos <- each NOM[all] {{\n{doubled} url <- url | url\n }}\n}}\n"
    );
    assert!(codes(&rules).contains(&"E0104"));
}

#[test]
fn lists_that_double_end_in_a_fault() {
    let mut rule = String::from("let a0 = NOM[all], NOM[all]\n");
    for at in 0..40 {
        writeln!(rule, " let a{} = $a{at}, $a{at}", at + 1).unwrap();
    }
    rule.push_str(" tags <- $a40\n");
    let report = run_with(&rule, "a");
    assert_eq!(report.read, 1);
    assert!(report.warnings > 0 && report.warnings <= 1_001);
}

#[test]
fn lists_of_millions_end_in_time() {
    for value in
        ["a#".repeat(100_000), "http://#".repeat(100_000), "#".repeat(200_000), "www.a.fr#".repeat(9_000)]
    {
        let report = run_with("tags <- NOM[all]", &value);
        assert_eq!(report.read, 1);
    }
    let report = run_with("labels <- NOM[all] | table(\"labels\")", &"www.x.fr#".repeat(9_000));
    assert_eq!((report.held, report.imported), (1, 0), "a thousand faults hold a record");
}

#[test]
fn rule_files_that_cannot_be_read_end_in_time() {
    for rules in [
        "for DEG { ".repeat(40_000),
        "for\n".repeat(100_000),
        format!("for DEG {{\n title <- (A{} B)\n}}", "\n".repeat(200_000)),
        "a = b\n".repeat(20_000),
        format!("for HOT {{\n{}}}", "unknown <- NOM\n".repeat(5_000)),
        format!("a <- B | {}", "x".repeat(1_000_000)),
    ] {
        let found = codes(&rules);
        assert!(!found.is_empty());
    }
}

/// Copies a folder.
#[cfg(unix)]
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_pack() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("linked");
    let _ = fs::remove_dir_all(&root);
    copy(Path::new("rules"), &root);
    let head = root.join("heads/24");
    std::os::unix::fs::symlink("/etc/passwd", head.join("zz.rules")).unwrap();
    assert!(matches!(engine::load(&Disk, &head, None), Err(engine::Error::Outside { .. })));
    fs::remove_file(head.join("zz.rules")).unwrap();
    fs::remove_file(head.join("feeds/DEG.json")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", head.join("feeds/DEG.json")).unwrap();
    let loaded = engine::load(&Disk, &head, None).unwrap();
    assert_eq!(loaded.diagnostics.sorted()[0].code.number(), "E0506");
}

/// A feed by itself, mapped by two threads.
/// Takes so many bytes, then fails as a full disk does.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_disk_that_is_full_ends_the_run_with_any_number_of_threads() {
    let loaded = engine::load(&Disk, Path::new("rules/heads/24"), None).unwrap();
    let ready = loaded.ready.as_ref().unwrap();
    let at = ready.head.feeds.iter().position(|(code, _)| code.value == "DEG").unwrap();
    let recorded = fs::read_to_string("rules/heads/24/feeds/DEG.json").unwrap();
    let one = serde_json::from_str::<serde_json::Value>(&recorded).unwrap()["value"][0].to_string();
    let feed = format!("[{}]", vec![one; 2_000].join(","));
    for threads in [1, 2, 3, 5] {
        for room in [0, 1 << 16, 1 << 20] {
            let mut full = Full(room);
            let mut lines = Lines { held: Some(&mut full), ..Lines::default() };
            let mut bytes = feed.as_bytes();
            let input = engine::Input { threads, ..input_of(at, &mut bytes) };
            let ended = engine::run(ready, &loaded.sources, input, &mut lines, &mut Reasons::default());
            assert_eq!(
                ended.unwrap_err().kind(),
                std::io::ErrorKind::StorageFull,
                "{threads} threads, {room}"
            );
        }
    }
}

fn input_of(at: usize, bytes: &mut dyn std::io::Read) -> engine::Input<'_> {
    engine::Input {
        at,
        shape: None,
        bytes: passerelle::feed::Documents::Whole(bytes),
        languages: Vec::new(),
        threads: 2,
        clock: None,
    }
}
