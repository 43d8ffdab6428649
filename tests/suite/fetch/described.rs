//! What a feed says of itself: `check --against-feed`, and `new --url`.

use std::fs;

use serde_json::Value as Json;

use super::{fetch, line, serving, tastings};
use crate::sandbox::recorded;
use crate::stand_in::{Mood, Wire};

fn against(sandbox: &crate::sandbox::Sandbox) -> (Option<i32>, Json, String) {
    sandbox.json(&["check", "rules/heads/24", "--against-feed"])
}

fn codes(answer: &Json) -> Vec<&str> {
    answer["diagnostics"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn rules_that_fit_their_feed_are_told_nothing() {
    for (name, wire) in
        [("v2", Wire::V2Json), ("wcf3", Wire::Wcf3), ("atom", Wire::Atom), ("api-v3", Wire::ApiV3)]
    {
        let (_server, sandbox) = tastings(&format!("against-{name}"), wire, "");
        let (status, answer, said) = against(&sandbox);
        assert_eq!((status, answer["warnings"].as_u64()), (Some(0), Some(0)), "{name}: {answer} {said}");
        assert!(said.contains("names 5") || said.contains("names 6") || said.contains("fields"), "{said}");
    }
}

#[test]
fn a_field_that_was_renamed_is_told_before_any_record_is_read() {
    let mut renamed = recorded("DEG");
    for record in &mut renamed {
        let name = record.as_object_mut().unwrap().remove("NOMOFFRE").unwrap_or_default();
        record["NOMOFFRES"] = name;
        record["CHEQUEVACANCES"] = Json::Null;
    }
    let (server, sandbox) = serving("against-renamed", Wire::Wcf3, renamed, "");
    let (status, answer, _) = against(&sandbox);
    assert_eq!(status, Some(0), "they are warnings: {answer}");
    let (_, text, _) = sandbox.run(&["check", "rules/heads/24", "--against-feed"]);
    assert_eq!(codes(&answer), ["W0815", "W0814"], "{text}");
    assert!(text.contains("the feed says that it has no field `NOMOFFRE`"), "{text}");
    assert!(text.contains("it has `NOMOFFRES`: is that the same?"), "{text}");
    assert!(text.contains("`CHEQUEVACANCES`, `NOMOFFRES`, which no rule reads or ignores"), "{text}");
    let asked = server.asked();
    assert!(asked.iter().all(|asked| asked.ends_with("$metadata")), "no record was read: {asked:?}");
    let (status, ..) = sandbox.run(&["check", "rules/heads/24", "--against-feed", "--deny-warnings"]);
    assert_eq!(status, Some(2));
}

#[test]
fn a_head_is_drafted_from_the_address_of_its_feed() {
    let (server, sandbox) = tastings("new-url", Wire::Wcf3, "");
    let url = server.feed("HOT", Wire::Wcf3, recorded("HOT"));
    let (status, told, said) = sandbox.run(&["new", "77", "--url", &format!("HOT={url}")]);
    assert_eq!(status, Some(0), "{told} {said}");
    assert!(told.contains("chosen: sirtaqui"), "{told}");
    let head = fs::read_to_string(sandbox.root.join("rules/heads/77/head.yaml")).unwrap();
    assert!(head.contains(&format!("url: \"{url}\"")), "{head}");
    let (status, _, said) = sandbox.run(&["fetch", "77"]);
    assert_eq!(status, Some(0), "what was drafted can be fetched: {said}");
    server.always("HOT", Mood::Status(404));
    let (status, _, said) = sandbox.run(&["new", "78", "--url", &format!("HOT={url}")]);
    assert_eq!(status, Some(1));
    assert!(said.contains("404 Not Found") && said.contains("a draft is made of whole feeds only"), "{said}");
    assert!(!sandbox.root.join("rules/heads/78").exists());
    for wrong in ["HOT", "HOT=nowhere", "hot=http://example.org/"] {
        let (status, _, said) = sandbox.run(&["new", "78", "--url", wrong]);
        assert_eq!(status, Some(1), "{wrong}");
        assert!(said.contains(&format!("`--url {wrong}`: ")), "{said}");
    }
}

#[test]
fn a_feed_that_says_nothing_of_itself_is_not_compared() {
    let (server, sandbox) = tastings("against-none", Wire::Wcf3, "");
    let url = format!("http://{}/open-data.csv", server.address);
    sandbox.feeds("", &line(&url));
    let (status, _, said) = against(&sandbox);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("has no description: nothing was compared"), "{said}");
    sandbox.feeds("fetch: { patience_seconds: 0 }\n", &line(&url));
    let (status, feed, _) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(1), Some(false)));
}
