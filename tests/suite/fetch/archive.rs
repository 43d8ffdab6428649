//! What is kept: interrupted reads go on, two reads do not mix, and old answers go when their time is over.

use std::fs;
use std::time::{Duration, Instant};

use super::{fetch, serving};
use crate::sandbox::composed;
use crate::stand_in::{Mood, Wire};

#[test]
fn a_read_that_was_killed_goes_on_where_it_was() {
    let (server, sandbox) = serving("killed", Wire::Wcf3, composed(45), "fetch: { page: 10 }\n");
    let slow = Mood::Slow(Duration::from_mins(1));
    server.moods("DEG", &[Mood::Good, Mood::Good, Mood::Good, slow]);
    let mut child = sandbox.command(&["fetch", "24"]).spawn().unwrap();
    let began = Instant::now();
    let mut asked = Vec::new();
    while asked.len() < 4 && began.elapsed() < Duration::from_secs(30) {
        asked.extend(server.asked());
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(asked.len(), 4, "{asked:?}");
    let reads = fs::read_dir(sandbox.root.join("passerelle-data/feeds/24/DEG")).unwrap();
    let shown: Vec<_> = reads
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| !name.to_string_lossy().starts_with('.'))
        .collect();
    assert!(shown.is_empty(), "what is not whole is no read: {shown:?}");
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["records"].as_u64()), (Some(0), Some(45)), "{feed} {said}");
    let asked = server.asked();
    let pages = asked.iter().filter(|asked| asked.contains("$top=10&")).count();
    assert_eq!((pages, asked.len()), (2, 6), "the last two pages, and the four edges: {asked:?}");
    assert!(asked[0].contains("$skip=30"), "{asked:?}");
}

#[test]
fn two_fetches_of_a_feed_do_not_mix() {
    let (server, sandbox) = serving("two", Wire::Wcf3, composed(15), "fetch: { page: 10 }\n");
    server.moods("DEG", &[Mood::Slow(Duration::from_secs(20))]);
    let mut first = sandbox.command(&["fetch", "24"]).spawn().unwrap();
    let began = Instant::now();
    while server.asked().is_empty() && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let (status, feed, _) = fetch(&sandbox, &[]);
    assert_eq!(status, Some(1));
    assert!(feed["because"].as_str().unwrap().contains("another fetch of this feed is under way"), "{feed}");
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(fetch(&sandbox, &[]).0, Some(0), "a process that is gone holds nothing");
}

#[test]
fn answers_are_kept_for_their_days_and_the_last_complete_one_for_ever() {
    let (server, sandbox) =
        serving("kept", Wire::Wcf3, composed(5), "fetch: { keep_days: 30, patience_seconds: 0 }\n");
    let feeds = sandbox.root.join("passerelle-data/feeds/24/DEG");
    let names = || {
        let mut names: Vec<String> = fs::read_dir(&feeds)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    };
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    let age = |name: &str, to: &str| {
        let folder = feeds.join(to);
        fs::rename(feeds.join(name), &folder).unwrap();
        let path = folder.join("read.json");
        let mut read: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        read["began"] = format!("{}:00:00Z", &to[..13]).into();
        fs::write(path, read.to_string()).unwrap();
    };
    age(&names()[0], "2026-01-01T06-00-00Z");
    // Broken off: the old one is the last complete one, and stays.
    server.always("DEG", Mood::Status(404));
    assert_eq!(fetch(&sandbox, &[]).0, Some(1));
    assert_eq!(names().len(), 2);
    assert_eq!(names()[0], "2026-01-01T06-00-00Z");
    server.always("DEG", Mood::Good);
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    assert_eq!(names().len(), 2, "{:?}", names());
    assert!(!names()[0].starts_with("2026-01-01"), "there is a newer one: it goes");
}

#[test]
fn a_read_that_is_damaged_is_told_and_the_next_one_heals() {
    let (_server, sandbox) = serving("damaged", Wire::Wcf3, composed(5), "");
    let (_, feed, _) = fetch(&sandbox, &[]);
    let read = sandbox.root.join(feed["folder"].as_str().unwrap()).join("read.json");
    let text = fs::read(&read).unwrap();
    fs::write(&read, &text[..100]).unwrap();
    let (status, plan, said) = sandbox.json(&["plan", "24"]);
    assert_eq!((status, plan["complete"].as_bool()), (Some(1), Some(false)), "{plan} {said}");
    assert!(
        plan["feeds"][0]["because"].as_str().unwrap().contains("fetch it again, or remove that folder"),
        "{plan}"
    );
    std::thread::sleep(Duration::from_millis(1_100));
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    assert_eq!(sandbox.json(&["plan", "24"]).0, Some(2));
}

#[test]
fn the_answers_of_another_address_are_not_those_of_this_one() {
    let (server, sandbox) = serving("moved", Wire::Wcf3, composed(5), "");
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    sandbox.feeds("", &super::line(&server.feed("NEW", Wire::Wcf3, composed(2))));
    let (status, _, said) = sandbox.run(&["plan", "24"]);
    assert_eq!(status, Some(1));
    assert!(
        said.contains("/DEG/Objects")
            && said.contains("/NEW/Objects")
            && said.contains("run `passerelle fetch 24` first"),
        "{said}"
    );
}

#[test]
fn a_kept_answer_can_be_replayed_by_its_date() {
    let (server, sandbox) = serving("replayed", Wire::Wcf3, composed(3), "");
    let (_, first, _) = fetch(&sandbox, &[]);
    server.records("DEG", composed(7));
    std::thread::sleep(Duration::from_millis(1_100));
    assert_eq!(fetch(&sandbox, &[]).0, Some(0));
    let date = first["folder"].as_str().unwrap().rsplit('/').next().unwrap();
    let read = |more: &str| sandbox.json(&["dry-run", "24", more]).1["feeds"][0]["read"].as_u64();
    assert_eq!(read("--kept"), Some(7), "the newest");
    assert_eq!(read(&format!("--kept={date}")), Some(3));
    let (status, _, said) = sandbox.run(&["dry-run", "24", "--kept=2020-01-01"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("no read of DEG is kept whose date begins with `2020-01-01`"), "{said}");
}
