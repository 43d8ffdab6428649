//! A change set is applied as it was reviewed, or not at all.

use std::fs;

use super::{all, count, planned, taken_in, tastings};
use crate::database::on_both;
use crate::sandbox::{all_with, composed};

on_both! {
    /// What was planned on another catalogue than this is refused.
    fn a_change_set_is_refused_when_the_world_has_moved(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 5, "");
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "first.ndjson"]);
        let mut changed = composed(5);
        changed[0]["NOMOFFRE"] = "Un autre nom".into();
        server.records("DEG", changed);
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "second.ndjson"]);
        assert_eq!(sandbox.run(&["apply", "first.ndjson"]).0, Some(0));
        let (status, _, said) = sandbox.run(&["apply", "second.ndjson"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("planned on revision 0: plan again"), "{said}");
        assert!(!all(&sandbox).iter().any(|(.., fields)| fields.contains("Un autre nom")));
        // Applied once more, the first one changes nothing.
        let (status, told, _) = sandbox.run(&["apply", "first.ndjson"]);
        assert_eq!(status, Some(0));
        assert!(told.contains("has applied this change set before: nothing to do"), "{told}");
        assert_eq!(all(&sandbox).len(), 5);
    }

    /// Nor is it applied to another catalogue that happens to be at the same revision.
    fn a_change_set_is_for_one_catalogue(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 5, "");
        taken_in(&sandbox);
        let elsewhere = ["--catalogue", "other.sqlite"];
        server.records("DEG", composed(4));
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "other.ndjson", "--catalogue", "other.sqlite"]);
        assert_eq!(sandbox.run(&[&["apply", "other.ndjson"], &elsewhere[..]].concat()).0, Some(0));
        server.records("DEG", composed(6));
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "mine.ndjson"]);
        let (status, _, said) = sandbox.run(&[&["apply", "mine.ndjson"], &elsewhere[..]].concat());
        assert_eq!(status, Some(1));
        assert!(said.contains("planned on another catalogue of 24, or on one that was restored"), "{said}");
        assert_eq!(sandbox.run(&["apply", "mine.ndjson"]).0, Some(0));
    }

    /// What is cut, or was changed by hand, is no change set.
    fn a_change_set_is_whole_or_refused(name, catalogue) {
        let (_server, sandbox) = tastings(name, catalogue, 8, "");
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "whole.ndjson"]);
        let whole = fs::read_to_string(sandbox.root.join("whole.ndjson")).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        assert_eq!(lines.len(), 10, "what it rests on, eight changes, its end");
        let cases = [
            ("half", whole[..whole.len() / 2].to_owned(), "it is cut"),
            ("line", format!("{}\n{}\n", lines[0], lines[2..].join("\n")), "it was changed since it was planned"),
            ("word", whole.replace("Domaine composé 3", "Domaine copié 3"), "it was changed since it was planned"),
            ("end", format!("{}\n", lines[..9].join("\n")), "its last line is missing"),
            ("more", format!("{whole}{}\n", lines[1]), "it goes on behind its end"),
            ("empty", String::new(), "it is empty"),
            ("feed", fs::read_to_string("rules/heads/24/feeds/DEG.json").unwrap(), "no change set"),
        ];
        for (what, text, expected) in cases {
            let file = format!("{what}.ndjson");
            fs::write(sandbox.root.join(&file), text).unwrap();
            let (status, _, said) = sandbox.run(&["apply", &file]);
            assert_eq!(status, Some(1), "{what}");
            assert!(said.contains(expected), "{what}: {said}");
        }
        assert!(all(&sandbox).is_empty());
    }

    /// A plan on stdout is applied from stdin.
    fn a_change_set_goes_through_a_pipe(name, catalogue) {
        use std::process::Stdio;
        let (_server, sandbox) = tastings(name, catalogue, 8, "");
        sandbox.run(&["fetch", "24"]);
        let mut plan = sandbox.command(&["plan", "24", "--out", "-"]).stdout(Stdio::piped()).spawn().unwrap();
        let out = plan.stdout.take().unwrap();
        let applied = sandbox.command(&["apply"]).stdin(out).output().unwrap();
        assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
        assert_eq!(plan.wait().unwrap().code(), Some(2));
        assert_eq!(all(&sandbox).len(), 8);
    }

    /// Two processes that apply the same change set write each change once; of two others one is refused.
    fn two_applies_at_once_write_each_change_once(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 1_500, "");
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "same.ndjson"]);
        let at_once = |files: &[&str]| {
            let applies: Vec<_> = files.iter().map(|file| sandbox.command(&["apply", file]).spawn().unwrap()).collect();
            applies.into_iter().map(|mut apply| apply.wait().unwrap().code()).collect::<Vec<_>>()
        };
        assert_eq!(at_once(&["same.ndjson", "same.ndjson", "same.ndjson"]), [Some(0); 3]);
        assert_eq!(all(&sandbox).len(), 1_500);
        let (_, runs, _) = sandbox.json(&["runs", "24"]);
        assert_eq!(runs["runs"].as_array().unwrap().len(), 1, "{runs}");
        let (_, history, _) = sandbox.json(&["runs", "24", "1"]);
        assert_eq!(history["history"].as_array().unwrap().len(), 1_500);
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
        // Two change sets from the same state: whichever begins first, the other finds another catalogue.
        server.records("DEG", all_with(composed(1_500), "NOMOFFRE", "Premier"));
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "one.ndjson"]);
        server.records("DEG", all_with(composed(1_500), "NOMOFFRE", "Second"));
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "other.ndjson"]);
        let mut ends = at_once(&["one.ndjson", "other.ndjson"]);
        ends.sort_unstable();
        assert_eq!(ends, [Some(0), Some(1)]);
        let titles: std::collections::BTreeSet<bool> =
            all(&sandbox).iter().map(|(.., fields)| fields.contains("Premier")).collect();
        assert_eq!(titles.len(), 1, "all of one, nothing of the other");
    }

    /// A change set that was begun and left gives way to a newer one, and is refused then.
    fn a_plan_after_an_interrupted_one_takes_its_place(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 3, "");
        taken_in(&sandbox);
        let mut changed = composed(3);
        changed[0]["NOMOFFRE"] = "Ancien".into();
        server.records("DEG", changed.clone());
        sandbox.run(&["fetch", "24"]);
        planned(&sandbox, &["--out", "old.ndjson"]);
        changed[0]["NOMOFFRE"] = "Nouveau".into();
        server.records("DEG", changed);
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &["--out", "new.ndjson"]);
        assert_eq!(count(&plan, "change"), 1);
        assert_eq!(sandbox.run(&["apply", "new.ndjson"]).0, Some(0));
        assert_eq!(sandbox.run(&["apply", "old.ndjson"]).0, Some(1));
    }
}
