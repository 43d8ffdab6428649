//! The audit log: every line, once, in order, and no person in it.

use std::fs;
use std::thread;

use passerelle::gateway::access::{Action, Entry, audit, audit_page};

use super::*;
use crate::database::on_both;

fn written(on: &dyn Store, object: &str, detail: Option<&str>) -> i64 {
    let entry =
        Entry { asked: seconds(0), actor: Actor::Gateway, action: Action::Revoked.word(), object, detail };
    on.writing(|connection| audit(connection, &entry)).unwrap()
}

on_both! {
    fn lines_have_numbers_of_their_own_whoever_writes(name, catalogue) {
        let location = location(name, catalogue);
        let on = store::open(&location).unwrap();
        thread::scope(|scope| {
            for writer in 0..4 {
                let location = &location;
                scope.spawn(move || {
                    let on = store::open(location).unwrap();
                    let object = format!("object-{writer}");
                    let written: Vec<i64> = (0..25).map(|_| written(&*on, &object, None)).collect();
                    assert!(written.is_sorted_by(|one, other| one < other), "a later one has a greater one");
                });
            }
        });
        // What fails leaves no line.
        let failed = on.writing(|connection| {
            let entry = Entry { asked: seconds(0), actor: Actor::Gateway, action: "x", object: "y", detail: None };
            audit(connection, &entry)?;
            Err::<(), _>(store::Error::Unfinished)
        });
        assert!(failed.is_err());
        let lines = logged(&*on);
        assert_eq!(lines.len(), 100);
        assert!(lines.is_sorted_by(|one, other| one.id < other.id));
    }

    fn the_log_is_read_page_by_page(name, catalogue) {
        let on = opened(name, catalogue);
        let written: Vec<i64> =
            (0..25).map(|number| written(&*on, if number % 5 == 0 { "fifth" } else { "other" }, None)).collect();
        let page = |before, object, most| {
            let lines = on.reading(|connection| audit_page(connection, before, object, most)).unwrap();
            lines.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let found = page(before, None, 10);
            let Some(last) = found.last() else { break };
            before = Some(*last);
            all.extend(found);
        }
        assert_eq!(all, written.iter().rev().copied().collect::<Vec<_>>());
        assert_eq!(page(None, Some("fifth"), 3), [written[20], written[15], written[10]]);
        assert_eq!(page(Some(written[10]), Some("fifth"), 3), [written[5], written[0]]);
        assert_eq!((page(None, None, 0).len(), page(None, None, i64::MAX).len()), (1, 25));
    }

    fn an_address_is_kept_out(name, catalogue) {
        let on = opened(name, catalogue);
        written(&*on, ADDRESS, Some("asked by jeanne.martin@example.org"));
        written(&*on, "person-1", Some("asked by telephone"));
        let lines = logged(&*on);
        assert_eq!(lines[0].object, "(kept out: it may name a person)");
        assert_eq!(lines[0].detail.as_deref(), Some("(kept out: it may name a person)"));
        assert_eq!(lines[1].detail.as_deref(), Some("asked by telephone"));
        assert_eq!(lines[1].at, "2026-06-01T08:00:00.5Z");
    }
}

#[test]
fn no_statement_changes_the_log() {
    let mut open = vec![Path::new("src").to_owned()];
    let mut read = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "sql") {
                let text = fs::read_to_string(&path).unwrap();
                read += usize::from(text.contains("INTO access_audit "));
                for wrong in ["UPDATE access_audit ", "DELETE FROM access_audit", "TABLE access_audit;"] {
                    assert!(!text.contains(wrong), "{} has `{wrong}`", path.display());
                }
            }
        }
    }
    assert_eq!(read, 1, "one place writes to it");
}
