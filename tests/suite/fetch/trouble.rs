//! Servers that are busy, break off, miscount, or send us elsewhere: a read is complete or says why not.

use std::time::Duration;

use super::{fetch, line, serving, tastings};
use crate::sandbox::{Sandbox, composed, recorded};
use crate::stand_in::{Mood, StandIn, Wire};

#[test]
fn a_busy_server_is_waited_for_as_long_as_it_asks() {
    let (server, sandbox) = tastings("busy", Wire::ApiV3, "");
    server.moods("DEG", &[Mood::Busy(0), Mood::Busy(1), Mood::Status(503)]);
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(0), Some(true)), "{feed} {said}");
    assert_eq!(server.asked().len(), 4);
    assert!(said.contains("429 Too Many Requests") && said.contains("503"), "{said}");
}

#[test]
fn a_server_that_is_busy_for_ever_is_not_an_empty_feed() {
    let (server, sandbox) = tastings("busy-for-ever", Wire::ApiV3, "fetch: { patience_seconds: 3 }\n");
    server.always("DEG", Mood::Busy(1));
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(1), Some(false)), "{feed} {said}");
    let because = feed["because"].as_str().unwrap();
    assert!(because.contains("429") && because.contains("asks to wait 1 s"), "{because}");
    // The real one asks for five minutes: without the patience for it nobody waits.
    server.always("DEG", Mood::Busy(300));
    let (_, feed, _) = fetch(&sandbox, &[]);
    assert!(
        feed["because"].as_str().unwrap().contains("asks to wait 300 s, and 3 s of patience are left"),
        "{feed}"
    );
}

#[test]
fn a_body_that_is_cut_is_asked_for_again() {
    for (name, cut) in [("cut", Mood::Cut), ("half", Mood::Half), ("html", Mood::Html)] {
        let (server, sandbox) = tastings(&format!("again-{name}"), Wire::Wcf3, "fetch: { page: 10 }\n");
        server.moods("DEG", &[Mood::Good, cut]);
        let (status, feed, said) = fetch(&sandbox, &[]);
        assert_eq!((status, feed["complete"].as_bool()), (Some(0), Some(true)), "{name}: {feed} {said}");
        assert_eq!(feed["records"].as_u64(), Some(recorded("DEG").len() as u64), "{name}");
    }
}

#[test]
fn a_feed_that_is_always_cut_is_incomplete_and_keeps_its_whole_pages() {
    for (name, cut) in [("cut", Mood::Cut), ("half", Mood::Half)] {
        let fetch_settings = "fetch: { page: 10, patience_seconds: 1 }\n";
        let (server, sandbox) = tastings(&format!("always-{name}"), Wire::Wcf3, fetch_settings);
        server.moods("DEG", &[Mood::Good]);
        server.always("DEG", cut);
        let (status, feed, said) = fetch(&sandbox, &[]);
        assert_eq!((status, feed["complete"].as_bool()), (Some(1), Some(false)), "{name}: {feed} {said}");
        assert_eq!((feed["pages"].as_u64(), feed["records"].as_u64()), (Some(1), Some(10)), "{name}: {feed}");
        let (status, report, _) = sandbox.json(&["dry-run", "24", "--kept"]);
        assert_eq!((status, report["complete"].as_bool()), (Some(1), Some(false)), "{name}: {report}");
    }
}

#[test]
fn a_count_that_does_not_fit_is_never_complete() {
    let (server, sandbox) = serving("miscount", Wire::Wcf3, composed(15), "fetch: { page: 10 }\n");
    server.always("DEG", Mood::Count(16));
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(1), Some(false)), "{feed} {said}");
    let because = feed["because"].as_str().unwrap();
    assert!(because.contains("declares 16 records and ends after 15, in 4 reads"), "{because}");
    server.always("DEG", Mood::Count(14));
    let (_, feed, _) = fetch(&sandbox, &[]);
    assert!(feed["because"].as_str().unwrap().contains("declares 14 records and holds 15"), "{feed}");
    server.always("DEG", Mood::Uncounted);
    let (_, feed, _) = fetch(&sandbox, &[]);
    assert!(feed["because"].as_str().unwrap().contains("does not say how many records it has"), "{feed}");
}

#[test]
fn a_feed_that_is_gone_says_so_at_once() {
    let (server, sandbox) = tastings("gone", Wire::Wcf3, "");
    server.always("DEG", Mood::Status(404));
    let (status, feed, _) = fetch(&sandbox, &[]);
    assert_eq!(status, Some(1));
    assert!(
        feed["because"].as_str().unwrap().contains("404 Not Found: the feed is gone or the address is wrong"),
        "{feed}"
    );
    assert_eq!(server.asked().len(), 1, "asking again would not help");
}

#[test]
fn a_redirection_is_followed_to_hosts_that_are_named_only() {
    let (server, sandbox) = tastings("redirect", Wire::Wcf3, "");
    let other = StandIn::start();
    let moved = other.feed("MOVED", Wire::Wcf3, recorded("DEG"));
    // The same machine under another name: nobody named it.
    let elsewhere = moved.replace("127.0.0.1", "localhost");
    server.always("DEG", Mood::Redirect(elsewhere.clone()));
    let (status, feed, _) = fetch(&sandbox, &[]);
    assert_eq!(status, Some(1));
    let because = feed["because"].as_str().unwrap();
    assert!(because.contains("sends us to `localhost`, which head.yaml does not name"), "{because}");
    assert!(other.asked().is_empty(), "it was never asked");
    let url = feed["url"].as_str().unwrap().to_owned();
    sandbox.feeds("fetch: { hosts: [localhost] }\n", &line(&url));
    let paged = format!("{elsewhere}&$inlinecount=allpages&$top=1000&$skip=0");
    server.always("DEG", Mood::Redirect(paged));
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(0), Some(true)), "{feed} {said}");
    server.always("DEG", Mood::Redirect(url));
    let (_, feed, _) = fetch(&sandbox, &[]);
    assert!(feed["because"].as_str().unwrap().contains("sends us on 5 times without an answer"), "{feed}");
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let fetch_settings = "fetch: { timeout_seconds: 1, patience_seconds: 1 }\n";
    let (server, sandbox) = tastings("slow", Wire::Wcf3, fetch_settings);
    server.moods("DEG", &[Mood::Slow(Duration::from_secs(30))]);
    let (status, feed, said) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(0), Some(true)), "{feed} {said}");
    assert!(said.contains("no answer in time"), "{said}");
    server.always("DEG", Mood::Slow(Duration::from_secs(30)));
    let (status, feed, _) = fetch(&sandbox, &[]);
    assert_eq!((status, feed["complete"].as_bool()), (Some(1), Some(false)), "{feed}");
}

#[test]
fn an_address_where_nobody_answers_is_told_with_its_reason() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    let url = format!("http://{nobody}/api/syndications/cdt24.tourinsoft.com/DEG");
    let sandbox = Sandbox::new("nobody", "fetch: { patience_seconds: 0 }\n", &line(&url));
    let (status, feed, _) = fetch(&sandbox, &[]);
    assert_eq!(status, Some(1));
    let because = feed["because"].as_str().unwrap();
    assert!(
        because.contains("refused") && because.contains("check the address and the network"),
        "{because}"
    );
}
