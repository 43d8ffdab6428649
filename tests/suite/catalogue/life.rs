//! The life of a record: created, changed, withdrawn, restored; and what is known of it afterwards.

use std::fs;

use super::{all, count, line, planned, stored, taken_in, tastings};
use crate::database::on_both;
use crate::sandbox::composed;
use crate::stand_in::Wire;

on_both! {
    /// fetch → plan → apply → plan: nothing to do.
    fn what_was_applied_is_not_planned_again(name, catalogue) {
        let (_server, sandbox) = tastings(name, catalogue, 30, "");
        let (status, _, said) = sandbox.run(&["plan", "24"]);
        assert_eq!(status, Some(1), "nothing was fetched yet: {said}");
        assert!(said.contains("no read of DEG is kept") && said.contains("run `passerelle fetch 24` first"), "{said}");
        sandbox.run(&["fetch", "24"]);
        let (status, plan, said) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!((status, count(&plan, "create"), count(&plan, "read")), (Some(2), 30, 30), "{plan} {said}");
        let (_, empty, _) = sandbox.json(&["runs", "24"]);
        assert_eq!(empty["runs"].as_array().unwrap().len(), 0, "a plan writes nothing");
        let (status, told, said) = sandbox.run(&["apply", "changes.ndjson"]);
        assert_eq!((status, told.as_str()), (Some(0), "24: run 1 wrote 30 of 30 changes (30 create)\n"), "{said}");
        let (status, plan, _) = planned(&sandbox, &[]);
        assert_eq!((status, count(&plan, "unchanged"), count(&plan, "known")), (Some(0), 30, 30), "{plan}");
        let (_, text, _) = sandbox.run(&["plan", "24"]);
        assert!(text.contains("Nothing to do.") && text.contains("30 of them were not mapped again"), "{text}");
    }

    /// A change is told field by field, with the rule that made it.
    fn a_change_is_told_and_remembered(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 5, "");
        taken_in(&sandbox);
        let mut changed = composed(5);
        changed[2]["NOMOFFRE"] = "Chai du Test".into();
        changed[2]["CP"] = "24200".into();
        server.records("DEG", changed);
        sandbox.run(&["fetch", "24"]);
        let (status, plan, said) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!((status, count(&plan, "change"), count(&plan, "unchanged")), (Some(2), 1, 4), "{plan} {said}");
        let change = &plan["changes"][0];
        assert_eq!(change["id"], "DEGAQU024FS10002");
        let fields: Vec<&str> = change["changed"].as_array().unwrap().iter().filter_map(|one| one["field"].as_str()).collect();
        assert_eq!(fields, ["title", "zipCode"]);
        assert_eq!(change["changed"][0]["old"], "Domaine composé 2");
        assert_eq!(change["changed"][0]["new"], "Chai du Test");
        assert!(change["changed"][0]["rules"][0].as_str().unwrap().contains(".rules:"), "{change}");
        sandbox.run(&["apply", "changes.ndjson"]);
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
        let record = &stored(&sandbox, Some("DEGAQU024FS10002"))[0];
        assert_eq!((record["fields"]["title"].as_str(), record["changedRun"].as_u64()), (Some("Chai du Test"), Some(2)));
        assert!(record["origins"]["title"][0].as_str().unwrap().contains(".rules:"), "{record}");
        assert_eq!(record["createdRun"], 1);
        let (_, history, _) = sandbox.json(&["runs", "24", "--record", "DEGAQU024FS10002"]);
        let kinds: Vec<&str> = history["history"].as_array().unwrap().iter().filter_map(|line| line["kind"].as_str()).collect();
        assert_eq!(kinds, ["create", "change"]);
        let (_, text, _) = sandbox.run(&["runs", "24", "2"]);
        assert!(text.contains("title: \"Domaine composé 2\" → \"Chai du Test\""), "{text}");
    }

    /// A record that the feed has no longer is withdrawn, and comes back as it is then.
    fn a_record_goes_and_comes_back(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 20, "");
        taken_in(&sandbox);
        server.records("DEG", composed(19));
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!((count(&plan, "withdraw"), count(&plan, "unchanged")), (1, 19), "{plan}");
        assert_eq!(plan["changes"][0]["because"], "the feed has it no longer");
        sandbox.run(&["apply", "changes.ndjson"]);
        assert_eq!(stored(&sandbox, Some("DEGAQU024FS10019"))[0]["live"], false, "it stays, withdrawn");
        assert_eq!(planned(&sandbox, &[]).0, Some(0), "it is withdrawn once");
        let mut back = composed(20);
        back[19]["NOMOFFRE"] = "De retour".into();
        server.records("DEG", back);
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!((count(&plan, "restore"), count(&plan, "create")), (1, 0), "{plan}");
        sandbox.run(&["apply", "changes.ndjson"]);
        let record = &stored(&sandbox, Some("DEGAQU024FS10019"))[0];
        assert_eq!((record["live"].as_bool(), record["fields"]["title"].as_str()), (Some(true), Some("De retour")));
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
        assert_eq!(all(&sandbox).len(), 20, "nothing is doubled");
    }

    /// What a record is held for says nothing of what is in the catalogue: that stays.
    fn a_record_that_is_held_stays_as_it_was(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 4, "");
        taken_in(&sandbox);
        let mut bad = composed(4);
        bad[1]["CP"] = "241OO".into();
        bad[1]["COMMUNE"] = serde_json::Value::Null;
        server.records("DEG", bad);
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &[]);
        assert_eq!((count(&plan, "held"), count(&plan, "withdraw"), count(&plan, "change")), (1, 0, 0), "{plan}");
        assert_eq!(count(&plan, "unchanged"), 3);
        assert!(plan["reasons"].as_array().unwrap().iter().any(|reason| reason["kind"] == "held"), "{plan}");
    }

    /// A rule that changes maps every record again; what stays the same is only known anew.
    fn other_rules_map_every_record_again(name, catalogue) {
        let (_server, sandbox) = tastings(name, catalogue, 6, "");
        taken_in(&sandbox);
        let file = sandbox.head.join("24.rules");
        let rules = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{rules}\n# A remark that changes no value.\n")).unwrap();
        let (status, plan, _) = planned(&sandbox, &["--out", "changes.ndjson"]);
        assert_eq!((status, count(&plan, "unchanged"), count(&plan, "known")), (Some(0), 6, 0), "{plan}");
        assert_eq!(plan["total"], 6, "by which rules they are known is written");
        sandbox.run(&["apply", "changes.ndjson"]);
        let (_, plan, _) = planned(&sandbox, &[]);
        assert_eq!(count(&plan, "known"), 6, "{plan}");
        let (_, plan, _) = planned(&sandbox, &["--full"]);
        assert_eq!((count(&plan, "known"), count(&plan, "unchanged")), (0, 6), "{plan}");
        // A rule that excludes withdraws, and says which rule it was.
        let but_one = "\nfor DEG {\n  exclude when SyndicObjectID is \"DEGAQU024FS10003\" because \"composed\"\n}\n";
        fs::write(&file, format!("{rules}{but_one}")).unwrap();
        let (_, plan, said) = planned(&sandbox, &["--max-removal-share", "0.5"]);
        assert_eq!((count(&plan, "withdraw"), count(&plan, "excluded")), (1, 1), "{plan} {said}");
        let because = plan["changes"][0]["because"].as_str().unwrap();
        assert!(because.starts_with("the rules exclude it: composed (") && because.contains("24.rules:"), "{because}");
    }

    /// Records in other languages are part of what is known of a record.
    fn a_translation_that_changes_is_a_change(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 3, "");
        let (main, english) = (server.feed("DEG", Wire::Wcf3, composed(3)), server.feed("EN", Wire::Wcf3, composed(3)));
        let languages = format!("    languages:\n      en: {{ file: feeds/DEG.en.json, url: \"{english}\" }}\n");
        sandbox.feeds("", &format!("  DEG:\n    file: feeds/DEG.json\n    url: \"{main}\"\n{languages}"));
        taken_in(&sandbox);
        assert_eq!(planned(&sandbox, &[]).0, Some(0));
        let mut other = composed(3);
        other[0]["DESCRIPTIF"] = "A composed tasting".into();
        server.records("EN", other);
        sandbox.run(&["fetch", "24"]);
        let (_, plan, _) = planned(&sandbox, &[]);
        assert_eq!((count(&plan, "change"), count(&plan, "known")), (1, 2), "{plan}");
        assert_eq!(plan["changes"][0]["changed"][0]["field"], "translations");
    }

    /// One line for each head; what is done is done.
    fn sync_fetches_plans_and_applies(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 12, "");
        let (status, told, said) = sandbox.run(&["sync", "24"]);
        assert_eq!((status, told.as_str()), (Some(0), "24: 12 read, 12 created; run 1 wrote them\n"), "{said}");
        let (status, told, _) = sandbox.run(&["sync", "24"]);
        assert_eq!((status, told.as_str()), (Some(0), "24: 12 read, nothing to do\n"));
        server.records("DEG", composed(3));
        let (status, told, said) = sandbox.run(&["sync", "24", "nowhere"]);
        assert_eq!(status, Some(1), "{told} {said}");
        assert!(said.contains("24: 3 read, 9 withdrawn; nothing was written: DEG would lose 9 of 12 records"), "{said}");
        assert!(said.contains("nowhere: `nowhere` is no head"), "{said}");
        assert_eq!(all(&sandbox).iter().filter(|(.., live, _)| *live).count(), 12);
        sandbox.feeds("", &line("http://127.0.0.1:9/api/syndications/cdt24/DEG"));
        let (status, _, said) = sandbox.run(&["sync", "24", "--patience", "0"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("incomplete, and nothing withdrawn from it: DEG: http://127.0.0.1:9"), "{said}");
    }
}
