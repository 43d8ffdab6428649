//! The command as its user meets it: what it prints where, and how it ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn passerelle(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passerelle")).args(args).env("COLUMNS", "110").output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A file in the folder that cargo keeps for tests.
fn file(name: &str, text: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_shipped_pack_is_clean() {
    let output = passerelle(&["check", "rules", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((&answer["errors"], &answer["warnings"]), (&json!(0), &json!(0)), "{}", answer["diagnostics"]);
    let remarks = answer["remarks"].as_object().unwrap();
    let not_seen = remarks.iter().filter(|(_, remark)| *remark == "composed, not seen");
    assert_eq!(not_seen.count(), 3, "46, 51 and Lourdes: {remarks:?}");
}

#[test]
fn a_dry_run_with_held_records_ends_with_two() {
    let output = passerelle(&["dry-run", "rules/heads/24"]);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    let text = out(&output);
    for word in ["Dordogne (24)", "imported", "DEG", "HOT", "Held", "Excluded", "Warnings"] {
        assert!(text.contains(word), "{word}:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_head_is_found_by_its_name() {
    assert_eq!(out(&passerelle(&["dry-run", "24"])), out(&passerelle(&["dry-run", "rules/heads/24"])));
}

#[test]
fn the_json_report_keeps_its_contract() {
    let output = passerelle(&["dry-run", "rules/heads/22", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["head"], "22");
    assert_eq!(report["complete"], true);
    for feed in report["feeds"].as_array().unwrap() {
        let count = |key: &str| feed[key].as_u64().unwrap_or_else(|| panic!("{key}"));
        assert_eq!(count("read"), count("imported") + count("excluded") + count("held"));
        assert!(feed["bordereau"].is_string() && feed["filled"].is_number() && feed["warnings"].is_u64());
    }
    for reason in report["reasons"].as_array().unwrap() {
        assert!(["excluded", "held", "warning"].contains(&reason["kind"].as_str().unwrap()));
        assert!(reason["because"].is_string() && reason["count"].as_u64().unwrap() > 0);
        assert!(
            reason["rule"].as_str().is_none_or(|rule| rule.contains(".rules:") || rule.contains(".yaml:"))
        );
        let example = &reason["example"];
        assert!(example["id"].is_string() && example["field"].is_string() && example["raw"].is_string());
    }
}

#[test]
fn accounts_held_and_excluded_add_up_to_what_was_read() {
    let names = ["accounts.ndjson", "held.ndjson", "excluded.ndjson"].map(|name| file(name, ""));
    let args = ["dry-run", "24", "--accounts", &names[0], "--held", &names[1], "--excluded", &names[2]];
    passerelle(&args);
    let report: Value =
        serde_json::from_slice(&passerelle(&["dry-run", "24", "--format", "json"]).stdout).unwrap();
    let read: u64 =
        report["feeds"].as_array().unwrap().iter().map(|feed| feed["read"].as_u64().unwrap()).sum();
    let lines = names.map(|name| {
        let text = std::fs::read_to_string(name).unwrap();
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(lines.iter().map(Vec::len).sum::<usize>() as u64, read);
    assert!(read > 100, "every record type has its records");
    let [accounts, held, excluded] = lines;
    assert!(accounts.iter().all(|line| line["type"].is_string() && line["fields"]["title"].is_string()));
    assert!(held.iter().all(|line| !line["faults"].as_array().unwrap().is_empty()));
    assert!(excluded.iter().all(|line| line["because"].is_string() && line["rule"].is_string()));
}

#[test]
fn accounts_on_stdout_move_the_report_to_stderr() {
    let output = passerelle(&["dry-run", "24", "--accounts", "-"]);
    assert!(out(&output).lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert!(err(&output).contains("imported"));
}

#[test]
fn an_incomplete_feed_is_an_error_and_says_where() {
    let cut =
        r#"{"value":[{"SyndicObjectID":"DEGAQU024FS00001","NOMOFFRE":"A","CP":"24100","COMMUNE":"B"},{"Synd"#;
    let feed = format!("DEG={}", file("cut.json", cut));
    let output = passerelle(&["dry-run", "24", "--feed", &feed]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    assert!(
        text.contains("Incomplete") && text.contains("byte ") && text.contains("after 1 record"),
        "{text}"
    );
    let output = passerelle(&["dry-run", "24", "--feed", &feed, "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["complete"], false);
}

#[test]
fn a_wrong_command_line_ends_with_one() {
    for args in [
        &["dry-run"][..],
        &["dry-run", "nowhere"],
        &["dry-run", "24", "--feed", "DEG"],
        &["dry-run", "24", "--feed", "LAW=x.json"],
        &["dry-run", "24", "--feed", "DEG=nowhere.json"],
        &["check", "nowhere"],
        &["functions", "sqish"],
        &["dump", "24", "--stage", "ir", "--bordereau", "FMA"],
        &["frobnicate"],
    ] {
        let output = passerelle(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(err(&output).contains("error"), "{args:?}: {}", err(&output));
    }
    assert!(err(&passerelle(&["functions", "sqish"])).contains("did you mean `squish`?"));
}

#[test]
fn law_is_loi() {
    let draft = file("law.rules", "for LAW { title <- NOM }\n");
    let output = passerelle(&["check", &draft]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("did you mean `LOI`?"), "{}", out(&output));
}

#[test]
fn check_speaks_json() {
    let draft = file("wrong.rules", "title = NOM\n");
    let output = passerelle(&["check", &draft, "--format", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let one = &answer["diagnostics"][0];
    assert_eq!((answer["errors"].as_u64(), one["code"].as_str()), (Some(1), Some("E0114")));
    assert_eq!((one["line"].as_u64(), one["column"].as_u64()), (Some(1), Some(7)));
    assert_eq!(one["helps"][0]["edits"][0]["replacement"], "<-");
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .args(["dry-run", "24", "--accounts", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(matches!(child.wait().unwrap().code(), Some(0 | 2)));
}

#[test]
fn every_command_shows_an_example() {
    for command in ["check", "dry-run", "dump", "functions", "map"] {
        let output = passerelle(&[command, "--help"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(out(&output).contains("passerelle "), "{command}");
        assert!(out(&output).contains("Example"), "{command}");
    }
    let _ = std::io::stderr().flush();
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let text = std::fs::read_to_string("rules/heads/24/feeds/DEG.json").unwrap();
    let feed = file("precious.json", &text);
    let given = format!("DEG={feed}");
    let output = passerelle(&["dry-run", "24", "--feed", &given, "--accounts", &feed]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("is a feed that is read"), "{}", err(&output));
    assert_eq!(std::fs::read_to_string(&feed).unwrap(), text);
    for (accounts, held) in [("rules/heads/24/hot.rules", "-"), (feed.as_str(), feed.as_str())] {
        let output = passerelle(&["dry-run", "24", "--accounts", accounts, "--held", held]);
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    }
}

#[test]
fn what_a_feed_holds_cannot_steer_a_terminal() {
    let feed = r#"{"value":[{"SyndicObjectID":"DEG\u001b]0;x\u0007\u001b[2J\u202e\nline"}]}"#;
    let feed = format!("DEG={}", file("control.json", feed));
    let text = out(&passerelle(&["dry-run", "24", "--feed", &feed]));
    assert!(text.contains("DEG\\u{1b}]0;x\\u{7}"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text}");
}

#[test]
fn a_feed_that_has_drifted_is_told() {
    let feed = r#"{"value":[{"SyndicObjectID":"DEGAQU024FS00001","NOMOFFRE":"A","CP":"24100","COMMUNE":"B","NEUF":"x"}]}"#;
    let feed = format!("DEG={}", file("drifted.json", feed));
    let text = out(&passerelle(&["dry-run", "24", "--feed", &feed]));
    assert!(text.contains("no record has `") && text.contains("does not have `NEUF`"), "{text}");
    let empty = format!("DEG={}", file("empty.json", r#"{"value":[]}"#));
    let output = passerelle(&["dry-run", "24", "--feed", &empty]);
    assert_eq!(output.status.code(), Some(2), "a feed without records is something to look at");
    assert!(out(&output).contains("the feed has no records"));
}

#[test]
fn each_stage_can_be_dumped() {
    for stage in ["ast", "ir", "program"] {
        let output = passerelle(&["dump", "24", "--stage", stage]);
        assert_eq!(output.status.code(), Some(0));
        assert!(out(&output).contains("title"), "{stage}");
    }
}

#[test]
fn a_profile_says_what_stages_rules_functions_and_scripts_cost() {
    let output = passerelle(&["dry-run", "22", "--profile"]);
    let text = out(&output);
    for word in [
        "load and check the rules",
        "read",
        "map",
        "count and write",
        "Rules, with their members",
        "Functions, wherever they stand",
        "phone",
        "table(\"services\")",
        "Scripts",
        "department_name",
    ] {
        assert!(text.contains(word), "{word}:\n{text}");
    }
    let plain = out(&passerelle(&["dry-run", "22", "--threads", "1"]));
    assert!(text.starts_with(&plain), "the report itself is the same");
    assert!(!plain.contains("Profile"));
}

#[test]
fn a_profile_in_json_counts_every_record_and_is_left_out_where_nobody_asks() {
    let report = |args: &[&str]| -> Value { serde_json::from_slice(&passerelle(args).stdout).unwrap() };
    let profiled = report(&["dry-run", "24", "--profile", "--format", "json"]);
    assert!(profiled["loading"].as_u64().unwrap() > 0);
    for feed in profiled["feeds"].as_array().unwrap() {
        let profile = &feed["profile"];
        // A record of an excluded type is not mapped at all.
        assert!(profile["stops"]["times"].as_u64().unwrap() <= feed["read"].as_u64().unwrap());
        // On a few records the looks that are left out may be all that there was.
        assert!(profile["map"].is_u64() && profile["read"].is_u64() && profile["write"].is_u64());
        let rules = profile["rules"].as_array().unwrap();
        assert!(rules.iter().all(|rule| rule["times"].as_u64().unwrap() > 0 && rule["rule"].is_string()));
    }
    let mut plain = report(&["dry-run", "24", "--format", "json"]);
    assert!(plain["loading"].is_null());
    let mut profiled = profiled;
    for report in [&mut plain, &mut profiled] {
        report.as_object_mut().unwrap().remove("loading");
        report["feeds"].as_array_mut().unwrap().iter_mut().for_each(|feed| {
            feed.as_object_mut().unwrap().remove("profile");
        });
    }
    assert_eq!(plain, profiled, "asking for the cost changes nothing else");
}

#[test]
fn a_profile_is_of_one_thread() {
    let output = passerelle(&["dry-run", "24", "--profile", "--threads", "2"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("cannot be used with"), "{}", err(&output));
}

#[test]
fn explain_says_why_a_field_is_what_it_is() {
    let output = passerelle(&["explain", "24", "HOTAQU024FS00H01", "phone"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    for word in [
        "phone = \"+33536494201\"",
        "common.rules:56",
        "TEL     \"+33 5 36",
        "| landlines -> ",
        "| first -> ",
    ] {
        assert!(text.contains(word), "{word}:\n{text}");
    }
    let output = passerelle(&["explain", "24", "HOTAQU024FS00H01", "--format", "json"]);
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((&answer["schema"], &answer["outcome"]), (&json!(1), &json!("imported")));
    let fields = answer["fields"].as_array().unwrap();
    let of = |name: &str| fields.iter().find(|field| field["target"] == name).unwrap();
    assert_eq!(of("phone")["rules"][0]["events"][1]["step"], "landlines");
    assert!(of("type")["decided"].as_str().unwrap().ends_with("lodging.rules:85"), "{}", of("type"));
    let output = passerelle(&["explain", "24", "RESAQU024FS00R08", "email"]);
    let text = out(&output);
    for word in ["email: nothing", "MAIL  nothing", "missing"] {
        assert!(text.contains(word), "{word}:\n{text}");
    }
}

#[test]
fn explain_says_of_an_excluded_record_why_whatever_field_is_asked_for() {
    for args in [&["explain", "22", "DEGBRE022FS00D15"][..], &["explain", "22", "DEGBRE022FS00D15", "phone"]]
    {
        let output = passerelle(args);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let text = out(&output);
        assert!(
            text.contains(": excluded\n") && text.contains("not confirmed by the owner for years"),
            "{text}"
        );
        assert!(!text.contains("no rule fills"), "{text}");
    }
}

#[test]
fn explain_shows_what_a_record_hides() {
    let feed = r#"{"value":[{"SyndicObjectID":"DEGAQU024FS99999","NOMOFFRE":"Ab\u202egn\u001b[31m"}]}"#;
    let given = format!("DEG={}", file("hidden.json", feed));
    let text = out(&passerelle(&["explain", "24", "DEGAQU024FS99999", "--feed", &given]));
    assert!(text.contains("title = ") && text.contains("u{202e}"), "{text}");
    assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn explain_says_who_fills_a_field() {
    let output = passerelle(&["explain", "24", "--field", "type", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    let feeds = answer["feeds"].as_array().unwrap();
    let hot = feeds.iter().find(|feed| feed["bordereau"] == "HOT").unwrap();
    assert!(hot["rows"].as_array().unwrap().iter().any(|row| row["hits"].as_u64() > Some(0)), "{hot}");
    let hpa = feeds.iter().find(|feed| feed["bordereau"] == "HPA").unwrap();
    assert_eq!(hpa["rules"][0]["applied"], hpa["read"]);
}

#[test]
fn explain_says_what_it_does_not_find() {
    for (args, said) in [
        (
            &["explain", "24", "HOTAQU024FS00H0"][..],
            "no recorded feed of this head has the record `HOTAQU024FS00H0`; did",
        ),
        (
            &["explain", "24", "HOTAQU024FS00H01", "phon"],
            "an account has no field `phon`: did you mean `phone`?",
        ),
        (&["explain", "24", "--field", "phon"], "an account has no field `phon`: did you mean `phone`?"),
        (&["explain", "24"], "which record? Write its id behind the head"),
        (&["explain", "E9999"], "there is no code `E9999`"),
        (&["explain", "E0203", "--format", "json"], "a code has a page of text"),
        (&["explain", "24", "X", "--feed", "HOT"], "expected CODE=FILE"),
    ] {
        let output = passerelle(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(err(&output).contains(said), "{args:?}: {}", err(&output));
    }
}

#[test]
fn check_annotates_a_pull_request() {
    let path = file("annotated.rules", "for DEGG {\n  title <- NOM | squish\n}\n");
    let output = passerelle(&["check", "--pack", "rules", "--format", "github", &path]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    let [line] = text.lines().collect::<Vec<_>>()[..] else { panic!("one mistake is one line: {text}") };
    let shown = path.replace(':', "%3A").replace(',', "%2C");
    let start = format!("::error file={shown},line=1,endLine=1,col=5,endColumn=8,title=E0205 ");
    assert!(line.starts_with(&start), "{line}");
    assert!(line.contains("`DEGG` is no record type::") && line.contains("%0Adid you mean `DEG`?"), "{line}");
    assert!(err(&output).contains("1 error, no warnings"), "{}", err(&output));
}

#[test]
fn a_failing_example_shows_how_its_field_came_about() {
    let pack = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("failing-example");
    let _ = std::fs::remove_dir_all(&pack);
    crate::readme::copy(std::path::Path::new("rules"), &pack);
    let rules = pack.join("heads/24/24.rules");
    let text = std::fs::read_to_string(&rules).unwrap()
        + "\nexample \"wrong\" for DEG {\n  given { NOMOFFRE: \" Cave  du Lac \" }\n  expect { title: \"Cave du lac\" }\n}\n";
    std::fs::write(&rules, text).unwrap();
    let head = pack.join("heads/24");
    let head = head.to_str().unwrap();
    let output = passerelle(&["test", head]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    for line in [
        "expected \"Cave du lac\"",
        "actual   \"Cave du Lac\"",
        "NOMOFFRE          \" Cave  du Lac \"",
        "SyndicObjectName  not in the record",
        "| squish \"Cave  du Lac\" -> \"Cave du Lac\"",
    ] {
        assert!(text.contains(line), "{line}:\n{text}");
    }
    let output = passerelle(&["test", head, "--format", "json"]);
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    let examples = answer["examples"].as_array().unwrap();
    let failed = examples.iter().find(|example| example["passed"] == false).unwrap();
    assert_eq!(failed["differences"][0]["why"]["rules"][0]["events"][0]["step"], "squish");
}
