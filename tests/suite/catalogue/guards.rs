//! What stops a plan, and what no plan does.

use std::fs;

use super::{all, count, exists, planned, stored, take_over, taken_in, tastings};
use crate::database::on_both;
use crate::sandbox::{all_with, composed};
use crate::stand_in::{Mood, Wire};

on_both! {
    /// More withdrawals than the head allows stop the plan, and there is no change set.
    fn too_many_withdrawals_stop_the_plan(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 20, "max_removal_share: 0.1\n");
        taken_in(&sandbox);
        server.records("DEG", composed(18));
        sandbox.run(&["fetch", "24"]);
        let (status, plan, _) = planned(&sandbox, &[]);
        assert_eq!((status, count(&plan, "withdraw")), (Some(2), 2), "a tenth is allowed: {plan}");
        server.records("DEG", composed(17));
        sandbox.run(&["fetch", "24"]);
        let (status, plan, _) = planned(&sandbox, &["--out", "stopped.ndjson"]);
        assert_eq!(status, Some(1), "{plan}");
        assert_eq!(plan["stops"][0]["stop"], "removal");
        assert!(!exists(&sandbox, "stopped.ndjson"), "nothing of it can be applied");
        let (_, text, _) = sandbox.run(&["plan", "24"]);
        assert!(text.contains("DEG would lose 3 of its 20 records") && text.contains("--max-removal-share 0.15"), "{text}");
        let (status, plan, _) = planned(&sandbox, &["--max-removal-share", "0.15", "--out", "allowed.ndjson"]);
        assert_eq!((status, count(&plan, "withdraw")), (Some(2), 3), "who has looked may say so: {plan}");
        assert!(exists(&sandbox, "allowed.ndjson"));
    }

    /// Nor does an empty feed that is complete empty the catalogue.
    fn an_empty_feed_stops_the_plan(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 10, "");
        taken_in(&sandbox);
        server.records("DEG", Vec::new());
        let (status, ..) = sandbox.run(&["sync", "24"]);
        assert_eq!(status, Some(1));
        assert!(all(&sandbox).iter().all(|(.., live, _)| *live));
    }

    /// A rule that would make an account another type stops the plan, with the list of records.
    fn another_account_type_stops_the_plan(name, catalogue) {
        let (_server, sandbox) = tastings(name, catalogue, 3, "");
        taken_in(&sandbox);
        let file = sandbox.head.join("head.yaml");
        let head = fs::read_to_string(&file).unwrap();
        fs::write(&file, head.replace("DEG: Tasting", "DEG: RetailServices")).unwrap();
        let (status, plan, said) = planned(&sandbox, &["--out", "stopped.ndjson"]);
        assert_eq!((status, plan["stops"].as_array().unwrap().len()), (Some(1), 3), "{plan} {said}");
        assert_eq!(plan["stops"][0]["old"], "Tasting");
        assert_eq!(plan["stops"][0]["new"], "RetailServices");
        assert!(!exists(&sandbox, "stopped.ndjson"));
        let (_, text, _) = sandbox.run(&["plan", "24"]);
        assert!(text.contains("DEGAQU024FS10000 is Tasting, and the rules now say RetailServices"), "{text}");
        let ids: Vec<String> = (0..3).map(|n| format!("DEGAQU024FS1000{n}")).collect();
        let retype = ids.iter().flat_map(|id| ["--retype", id.as_str()]);
        let retype: Vec<&str> = ["--out", "retyped.ndjson"].into_iter().chain(retype).collect();
        let (status, plan, _) = planned(&sandbox, &retype);
        assert_eq!((status, count(&plan, "change")), (Some(2), 3), "as long as they are no accounts: {plan}");
        sandbox.run(&["apply", "retyped.ndjson"]);
        assert_eq!(stored(&sandbox, Some(&ids[0]))[0]["type"], "RetailServices");
        let change = &plan["changes"][0]["changed"][0];
        assert_eq!((change["field"].as_str(), change["old"].as_str()), (Some("type"), Some("Tasting")), "{plan}");
        let (_, text, _) = sandbox.run(&["runs", "24", "2"]);
        assert!(text.contains("type: \"Tasting\" → \"RetailServices\""), "{text}");
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
    }

    /// Feed cut in half, 429 for ever, count mismatch: none of them withdraws a record.
    fn an_incomplete_read_never_withdraws(name, catalogue) {
        let settings = "fetch: { page: 10, patience_seconds: 1 }\n";
        let (server, sandbox) = tastings(name, catalogue, 30, settings);
        taken_in(&sandbox);
        let file = sandbox.head.join("24.rules");
        let rules = fs::read_to_string(&file).unwrap();
        let but_one = "\nfor DEG {\n  exclude when SyndicObjectID is \"DEGAQU024FS10003\" because \"composed\"\n}\n";
        let moods: [(&str, &[Mood], Mood); 4] = [
            ("cut", &[Mood::Good], Mood::Half),
            ("busy for ever", &[], Mood::Busy(300)),
            ("miscounted", &[], Mood::Count(31)),
            ("gone", &[Mood::Good, Mood::Good], Mood::Status(404)),
        ];
        for (what, first, after) in moods {
            server.moods("DEG", first);
            server.always("DEG", after);
            // Whatever is known of the answers before.
            server.records("DEG", all_with(composed(30), "FAX", what));
            let (status, ..) = sandbox.run(&["fetch", "24"]);
            assert_eq!(status, Some(1), "{what}");
            // Not even what a rule excludes: a second record of that id may be in the rest.
            fs::write(&file, format!("{rules}{but_one}")).unwrap();
            let (status, plan, _) = planned(&sandbox, &["--out", "incomplete.ndjson"]);
            assert_eq!((status, count(&plan, "withdraw")), (Some(1), 0), "{what}: {plan}");
            assert_eq!(plan["complete"], false, "{what}");
            sandbox.run(&["apply", "incomplete.ndjson"]);
            assert_eq!(all(&sandbox).iter().filter(|(.., live, _)| *live).count(), 30, "{what}");
        }
    }

    /// What was translated is not lost because a language could not be read.
    fn a_language_that_is_missing_leaves_the_feed_alone(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 3, "fetch: { patience_seconds: 0 }\n");
        let (main, english) = (server.feed("DEG", Wire::Wcf3, composed(3)), server.feed("EN", Wire::Wcf3, composed(3)));
        let languages = format!("    languages:\n      en: {{ file: feeds/DEG.en.json, url: \"{english}\" }}\n");
        let feed = format!("  DEG:\n    file: feeds/DEG.json\n    url: \"{main}\"\n{languages}");
        sandbox.feeds("fetch: { patience_seconds: 0 }\n", &feed);
        taken_in(&sandbox);
        server.always("EN", Mood::Status(404));
        let mut changed = composed(3);
        changed[0]["NOMOFFRE"] = "Un autre nom".into();
        server.records("DEG", changed);
        let (status, ..) = sandbox.run(&["fetch", "24"]);
        assert_eq!(status, Some(1));
        let (status, plan, _) = planned(&sandbox, &[]);
        assert_eq!((status, count(&plan, "change"), count(&plan, "withdraw")), (Some(1), 0, 0), "{plan}");
        assert_eq!(plan["feeds"][0]["leftAlone"], true);
    }

    /// A record that stands in two feeds belongs to neither, until one lets it go.
    fn a_record_in_two_feeds_is_held(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 4, "");
        let deg = server.feed("DEG", Wire::Wcf3, composed(4));
        let mut stray = composed(4);
        stray.truncate(1);
        let pcu = server.feed("PCU", Wire::Wcf3, stray);
        let feeds = format!(
            "  DEG: {{ file: feeds/DEG.json, url: \"{deg}\" }}\n  PCU: {{ file: feeds/PCU.json, url: \"{pcu}\" }}\n"
        );
        sandbox.feeds("", &feeds);
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!(plan["twice"][0], serde_json::json!(["DEGAQU024FS10000", "DEG", "PCU"]), "{plan}");
        assert_eq!(count(&plan, "create"), 3);
        sandbox.run(&["apply", "changes.ndjson"]);
        assert_eq!(all(&sandbox).len(), 3);
    }

    /// A record may move from one feed to another, whichever is read first; and what a feed leaves behind is told.
    fn a_record_that_moves_to_another_feed_is_not_withdrawn(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 4, "");
        let deg = server.feed("DEG", Wire::Wcf3, composed(4));
        let pcu = server.feed("PCU", Wire::Wcf3, Vec::new());
        let feeds = |except: &str| {
            let (deg, pcu) = (format!("url: \"{deg}\""), format!("url: \"{pcu}\""));
            let feeds = format!("  DEG: {{ file: feeds/DEG.json, {deg} }}\n  PCU: {{ file: feeds/PCU.json, {pcu} }}\n");
            sandbox.feeds(except, &feeds);
        };
        feeds("max_removal_share: 1\n");
        taken_in(&sandbox);
        // Picked by hand, so that the rules of the other feed may map it.
        feeds("max_removal_share: 1\nexcept:\n  DEGAQU024FS10001: Tasting\n");
        let ids = |feed: &serde_json::Value| feed["SyndicObjectID"] != "DEGAQU024FS10001";
        server.records("DEG", composed(4).into_iter().filter(ids).collect());
        server.records("PCU", composed(4).into_iter().filter(|one| !ids(one)).collect());
        taken_in(&sandbox);
        let moved = &stored(&sandbox, Some("DEGAQU024FS10001"))[0];
        assert_eq!((moved["bordereau"].as_str(), moved["live"].as_bool()), (Some("PCU"), Some(true)), "{moved}");
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
        // And back.
        server.records("DEG", composed(4));
        server.records("PCU", Vec::new());
        taken_in(&sandbox);
        let back = &stored(&sandbox, Some("DEGAQU024FS10001"))[0];
        assert_eq!((back["bordereau"].as_str(), back["live"].as_bool()), (Some("DEG"), Some(true)), "{back}");
        // A feed that is taken out of head.yaml takes nothing with it, and its records are told.
        sandbox.feeds("", &format!("  PCU: {{ file: feeds/PCU.json, url: \"{pcu}\" }}\n"));
        let (status, plan, _) = planned(&sandbox, &[]);
        assert_eq!((status, count(&plan, "withdraw")), (Some(2), 0), "{plan}");
        assert_eq!(plan["left"][0], serde_json::json!(["DEG", 4]));
    }

    /// Once its owner has taken an account over, the feed suggests and does not write.
    fn what_its_owner_has_taken_over_is_never_written(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 20, "");
        taken_in(&sandbox);
        let id = "DEGAQU024FS10007";
        take_over(&sandbox, id);
        let before = stored(&sandbox, Some(id))[0]["fields"].clone();
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
        for round in 0..3 {
            let mut changed = composed(20);
            changed[7]["NOMOFFRE"] = format!("Nom du SIT {round}").into();
            server.records("DEG", changed);
            sandbox.run(&["fetch", "24"]);
            let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
            assert_eq!((count(&plan, "suggestion"), count(&plan, "change")), (1, 0), "{plan}");
            assert_eq!(plan["changes"][0]["changed"][0]["new"], format!("Nom du SIT {round}"));
            sandbox.run(&["apply", "changes.ndjson"]);
            assert_eq!(planned(&sandbox, &[]).0, Some(0), "it is told once");
            assert_eq!(stored(&sandbox, Some(id))[0]["fields"], before, "round {round}");
        }
        let mut without = composed(20);
        without.remove(7);
        server.records("DEG", without);
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!((count(&plan, "suggestion"), count(&plan, "withdraw")), (1, 0), "{plan}");
        sandbox.run(&["apply", "changes.ndjson"]);
        let record = &stored(&sandbox, Some(id))[0];
        assert_eq!((record["live"].as_bool(), &record["fields"]), (Some(true), &before));
        assert_eq!(planned(&sandbox, &[]).0, Some(0), "that it is gone is told once too");
        // A type that changes is refused for good.
        server.records("DEG", composed(20));
        sandbox.run(&["fetch", "24"]);
        let file = sandbox.head.join("head.yaml");
        let head = fs::read_to_string(&file).unwrap();
        fs::write(&file, head.replace("DEG: Tasting", "DEG: RetailServices")).unwrap();
        let (status, plan, _) = planned(&sandbox, &["--retype", id]);
        assert_eq!(status, Some(1));
        let stops = plan["stops"].as_array().unwrap();
        assert!(stops.iter().any(|stop| stop["id"] == id && stop["taken_over"] == true), "{plan}");
    }
}
