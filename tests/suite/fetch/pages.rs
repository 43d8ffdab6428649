//! Whole reads: all wire generations, page by page.

use super::{fetch, line, serving, tastings};
use crate::sandbox::{Sandbox, composed, recorded};
use crate::stand_in::{Mood, StandIn, Wire};

#[test]
fn every_generation_is_read_to_the_count_that_it_declares() {
    for (name, wire) in [("v2", Wire::V2Json), ("wcf3", Wire::Wcf3), ("atom", Wire::Atom)] {
        let (server, sandbox) = tastings(&format!("generation-{name}"), wire, "fetch: { page: 10 }\n");
        let (status, feed, said) = fetch(&sandbox, &[]);
        let records = recorded("DEG").len() as u64;
        assert_eq!(status, Some(0), "{name}: {feed} {said}");
        assert_eq!(
            (feed["records"].as_u64(), feed["declared"].as_u64()),
            (Some(records), Some(records)),
            "{name}"
        );
        assert_eq!(feed["complete"], true, "{name}");
        // At each edge between pages two records are asked for once more.
        let (asked, edges): (Vec<String>, Vec<String>) =
            server.asked().into_iter().partition(|asked| asked.contains("$top=10&"));
        assert_eq!(asked.len() as u64, records.div_ceil(10), "{asked:?}");
        assert_eq!(edges.len(), asked.len() - 1, "{edges:?}");
        for (number, asked) in asked.iter().enumerate() {
            assert!(asked.contains(&format!("$skip={}", number * 10)), "{asked}");
            assert!(asked.contains("$top=10") && asked.contains("$inlinecount=allpages"), "{asked}");
        }
        // What was read is what a dry run reads of one answer.
        let (_, kept, _) = sandbox.json(&["dry-run", "24", "--kept"]);
        let (_, answer, _) = sandbox.json(&["dry-run", "24", "--feed", "DEG=rules/heads/24/feeds/DEG.json"]);
        for count in ["read", "imported", "held", "excluded"] {
            assert_eq!(kept["feeds"][0][count], answer["feeds"][0][count], "{name}: {count}: {kept}");
        }
        assert_eq!(kept["complete"], true, "{name}");
    }
}

#[test]
fn api_v3_answers_at_once_and_is_not_asked_for_pages() {
    let (server, sandbox) = tastings("api-v3", Wire::ApiV3, "fetch: { page: 10 }\n");
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["pages"].as_u64()), (Some(0), Some(1)), "{feed} {said}");
    assert_eq!(feed["records"].as_u64(), Some(recorded("DEG").len() as u64));
    assert_eq!(server.asked(), ["/api/syndications/cdt24.tourinsoft.com/DEG?format=json"]);
}

#[test]
fn a_page_that_ends_a_feed_exactly_is_its_last() {
    let (server, sandbox) = serving("exact", Wire::Wcf3, composed(20), "fetch: { page: 10 }\n");
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!(
        (status, feed["pages"].as_u64(), server.asked().len()),
        (Some(0), Some(2), 3),
        "{feed} {said}"
    );
}

#[test]
fn an_empty_feed_is_complete_and_one_page() {
    for wire in [Wire::V2Json, Wire::Wcf3, Wire::Atom, Wire::ApiV3] {
        let (_server, sandbox) = serving(&format!("empty-{wire:?}"), wire, Vec::new(), "");
        let (status, feed, said) = fetch(&sandbox, &[]);
        assert_eq!(status, Some(0), "{wire:?}: {feed} {said}");
        assert_eq!((feed["records"].as_u64(), feed["pages"].as_u64()), (Some(0), Some(1)), "{wire:?}");
    }
}

#[test]
fn a_feed_that_moves_while_it_is_read_is_read_anew() {
    let (server, sandbox) = serving("moves", Wire::Wcf3, composed(25), "fetch: { page: 10 }\n");
    let mut late = composed(26).pop().unwrap();
    late["SyndicObjectID"] = "DEGAQU024FS00000".into();
    // Behind the first page a record comes that stands before all others: each goes one place on.
    server.arrives(vec![late]);
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!(status, Some(0), "{feed} {said}");
    assert_eq!((feed["records"].as_u64(), feed["declared"].as_u64()), (Some(26), Some(26)));
    assert!(said.contains("reading it anew"), "{said}");
}

/// As many go as come, so that the count stays: the first record of the second page has moved to the first.
#[test]
fn a_record_that_slips_between_two_pages_is_noticed() {
    let (server, sandbox) = serving("slips", Wire::Wcf3, composed(25), "fetch: { page: 10 }\n");
    let mut late = composed(26).pop().unwrap();
    late["SyndicObjectID"] = "DEGAQU024FS99999".into();
    server.swaps("DEGAQU024FS10003", late);
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["records"].as_u64()), (Some(0), Some(25)), "{feed} {said}");
    assert!(said.contains("records moved from one page to another"), "{said}");
    sandbox.run(&["dry-run", "24", "--kept", "--accounts", "accounts.ndjson"]);
    let accounts = std::fs::read_to_string(sandbox.root.join("accounts.ndjson")).unwrap();
    assert!(accounts.contains("DEGAQU024FS10010"), "it was read again, whole");
}

#[test]
fn a_document_that_goes_on_elsewhere_is_not_complete() {
    let (server, sandbox) = serving("goes-on", Wire::ApiV3, composed(5), "");
    server.goes_on();
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(1), Some(false)), "{feed} {said}");
    assert!(feed["because"].as_str().unwrap().contains("goes on at another address"), "{feed}");
}

#[test]
fn languages_and_other_feeds_are_fetched_beside_each_other() {
    let server = StandIn::start();
    let deg = server.feed("DEG", Wire::Wcf3, recorded("DEG"));
    let english = server.feed("DEG-EN", Wire::Wcf3, recorded("DEG"));
    let hot = server.feed("HOT", Wire::Wcf3, recorded("HOT"));
    let feeds = format!(
        "  HOT: {{ file: feeds/HOT.json, url: \"{hot}\" }}\n  DEG:\n    file: feeds/DEG.json\n    url: \"{deg}\"\n    \
         languages:\n      en: {{ file: feeds/DEG.en.json, url: \"{english}\" }}\n"
    );
    let sandbox = Sandbox::new("languages", "fetch: { at_once: 3 }\n", &feeds);
    let (status, answer, said) = sandbox.json(&["fetch", "24"]);
    assert_eq!(status, Some(0), "{said}");
    let names: Vec<&str> =
        answer["feeds"].as_array().unwrap().iter().filter_map(|feed| feed["feed"].as_str()).collect();
    assert_eq!(names, ["HOT", "DEG", "DEG.en"], "in the order of head.yaml");
    let (status, answer, _) = sandbox.json(&["fetch", "24", "--bordereau", "DEG"]);
    assert_eq!((status, answer["feeds"].as_array().unwrap().len()), (Some(0), 2), "with its languages");
    let (_, kept, _) = sandbox.json(&["dry-run", "24", "--kept"]);
    assert_eq!(
        kept["feeds"][1]["languages"][0]["joined"].as_u64(),
        Some(recorded("DEG").len() as u64),
        "{kept}"
    );
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let (server, sandbox) = serving("etag", Wire::Wcf3, composed(25), "fetch: { page: 10 }\n");
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    server.asked();
    // Were one of them sent again, it would be cut.
    server.always("DEG", Mood::Good);
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["records"].as_u64()), (Some(0), Some(25)), "{feed} {said}");
    let folder = sandbox.root.join(feed["folder"].as_str().unwrap());
    let read: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("read.json")).unwrap()).unwrap();
    assert_eq!(read["pages"].as_array().unwrap().len(), 3);
    let mut changed = composed(25);
    changed[24]["NOMOFFRE"] = "Un autre nom".into();
    server.records("DEG", changed);
    let (_, feed, _) = fetch(&sandbox, &[]);
    assert_eq!(feed["complete"], true);
    let (_, report, _) = sandbox.json(&["dry-run", "24", "--kept", "--accounts", "accounts.ndjson"]);
    assert_eq!(report["feeds"][0]["read"].as_u64(), Some(25));
    let accounts = std::fs::read_to_string(sandbox.root.join("accounts.ndjson")).unwrap();
    assert!(accounts.contains("Un autre nom"), "the page that changed was sent");
}

#[test]
fn a_day_without_news_keeps_the_answers_of_the_last_whole_read() {
    let (server, sandbox) = tastings("differential", Wire::ApiV3, "fetch: { differential_days: 7 }\n");
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    assert_eq!(server.asked().len(), 1, "there is nothing to compare with yet");
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!(status, Some(0), "{feed} {said}");
    assert!(feed["unchangedSince"].is_string(), "{feed}");
    let asked = server.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let day = asked[0].rsplit('/').next().unwrap();
    assert!(
        day.len() == 10 && day.chars().all(|c| c.is_ascii_digit() || c == '-'),
        "a day, never a time: {day}"
    );
    let (_, kept, _) = sandbox.json(&["dry-run", "24", "--kept"]);
    assert_eq!(kept["feeds"][0]["read"].as_u64(), Some(recorded("DEG").len() as u64));
    // Whatever else it answers, the whole feed is read.
    for status in [302, 401, 400, 200] {
        server.differential("DEG", status);
        let (done, feed, said) = fetch(&sandbox, &[]);
        assert_eq!((done, feed["unchangedSince"].is_null()), (Some(0), true), "{status}: {feed} {said}");
        assert_eq!(server.asked().len(), 2, "{status}");
    }
}

#[test]
fn a_feed_without_an_address_is_no_feed_to_fetch() {
    let sandbox = Sandbox::new("no-address", "", "  DEG: { file: feeds/DEG.json }\n");
    let (status, _, said) = sandbox.run(&["fetch", "24"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("no feed has an address: write `url:`"), "{said}");
    let server = StandIn::start();
    sandbox.feeds("", &line(&server.feed("DEG", Wire::Wcf3, Vec::new())));
    let (status, _, said) = sandbox.run(&["fetch", "24", "--bordereau", "HOT"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("no feed `HOT` has an address, only DEG"), "{said}");
}
