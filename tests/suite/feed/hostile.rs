//! Hostile input: each ends quickly, in a clear error, and takes little from the input.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use passerelle::feed::{self, ErrorKind, Limits};

use super::support::{Chunks, Flow, ROOT, entry, flow, json, one, read_from, refused_from, says, wanted};

/// Asserts that a flow is refused by a limit, and that little more than the limit was taken from it.
fn stops(mut input: Flow, words: &str) {
    let limits = Limits { record_bytes: 1 << 20, ..Limits::default() };
    let (_, kind, message) = refused_from(&mut input, &limits);
    assert_eq!(kind, ErrorKind::Limit, "{message}");
    assert!(message.contains(words), "{message}");
    assert!(input.given <= (1 << 20) + (1 << 17), "{} bytes were taken: {message}", input.given);
}

#[test]
fn a_text_of_two_gigabytes_is_cut_short() {
    let gigabytes = 2 << 30;
    stops(flow("{\"value\":[{\"ID\":\"", "x", gigabytes, "\"}]}"), "`record_bytes`");
    stops(flow("{\"value\":[{\"x\":\"", "x", gigabytes, "\"}]}"), "`record_bytes`");
    stops(flow("{\"", "x", gigabytes, "\":1}"), "`record_bytes`");
    stops(flow("{\"value\":[", " ", gigabytes, "]}"), "`record_bytes`");
    stops(flow("{\"value\":[{}]}", " ", gigabytes, ""), "`record_bytes`");
    stops(flow("[{\"ID\":\"", "x", gigabytes, "\"}]"), "`record_bytes`");
    stops(flow("{\"d\":{\"results\":[{\"x\":\"", "x", gigabytes, ""), "`record_bytes`");
    stops(flow("{\"d\":{\"__count\":\"", "1", gigabytes, ""), "`record_bytes`");
    stops(flow("ID;x\n1;", "x", gigabytes, "\n"), "`record_bytes`");
    stops(flow("ID;x\n1;2\n3;\"", "x\n;", gigabytes, ""), "`record_bytes`");
    stops(flow("ID;x\n", "\n", gigabytes, ""), "`record_bytes`");
    stops(flow("ID\n\"", "\"\"", gigabytes, ""), "`record_bytes`");
    stops(flow("ID;", "x", gigabytes, ""), "`record_bytes`");
    let inside = format!("{ROOT}<entry><content><m:properties><d:ID>");
    stops(flow(&inside, "x", gigabytes, ""), "`record_bytes`");
    stops(flow(&inside, "<!-- x -->", gigabytes, ""), "`record_bytes`");
    stops(flow(&inside, "&amp;", gigabytes, ""), "`record_bytes`");
    stops(flow(&format!("{ROOT}<!--"), "x", gigabytes, ""), "`record_bytes`");
    stops(flow("<a ", "b='c' ", gigabytes, ""), "`record_bytes`");
    stops(flow("<", "a", gigabytes, ""), "`record_bytes`");
    stops(flow(&format!("{ROOT}{}", entry("")), "<title/>", gigabytes, ""), "`record_bytes`");
    stops(flow("<!-- a --><!DOCTYPE a [", "<!ENTITY a 'b'>", gigabytes, ""), "`record_bytes`");
}

#[test]
fn white_space_without_end_is_no_document() {
    let mut input = flow("", " ", 2 << 30, "{}");
    let (_, kind, _) = refused_from(&mut input, &Limits::default());
    assert_eq!(kind, ErrorKind::Empty);
    assert!(input.given < 1 << 20);
}

#[test]
fn millions_of_open_brackets_and_elements_are_refused() {
    let millions = 3_000_000;
    stops(flow("{\"value\":[{\"ID\":", "[", millions, ""), "`depth`");
    stops(flow("{\"value\":[{\"ID\":", "{\"a\":", millions, ""), "`depth`");
    stops(flow("{\"value\":[{\"x\":", "[", millions, ""), "`record_bytes`");
    stops(flow("{\"x\":", "[", millions, ""), "`record_bytes`");
    stops(flow("[{\"ID\":", "[", millions, ""), "`depth`");
    stops(flow("{\"d\":[{\"ID\":", "{\"a\":", millions, ""), "`depth`");
    stops(flow("{\"d\":{\"x\":", "[", millions, ""), "`record_bytes`");
    let (_, kind, message) = refused_from(flow("", "[", millions, ""), &Limits::default());
    assert_eq!(kind, ErrorKind::Structure, "{message}");
    stops(flow(ROOT, "<a>", millions, ""), "`depth`");
    stops(flow(&format!("{ROOT}<entry><content><m:properties><d:ID>"), "<d:a>", millions, ""), "`depth`");
    stops(flow(ROOT, "<a xmlns:b='c'>", millions, ""), "`depth`");
    let deep = Limits { depth: usize::MAX, ..Limits::default() };
    let (_, kind, _) = refused_from(flow("{\"value\":[{\"ID\":", "[", millions, ""), &deep);
    assert_eq!(kind, ErrorKind::Limit);
    let (_, kind, _) = refused_from(flow(ROOT, "<a>", millions, ""), &deep);
    assert_eq!(kind, ErrorKind::Limit);
}

#[test]
fn millions_of_values_in_one_record_are_refused() {
    let millions = 3_000_000;
    let limits = Limits { nodes: 1000, ..Limits::default() };
    for input in [
        flow("{\"value\":[{\"ID\":[", "0,", millions, ""),
        flow("{\"value\":[{\"ID\":[", "[],", millions, ""),
        flow("{\"value\":[{\"ID\":{", "\"\":0,", millions, ""),
        flow(&format!("{ROOT}<entry><content><m:properties><d:ID>"), "<d:a/>", millions, ""),
    ] {
        let (_, kind, message) = refused_from(input, &limits);
        assert_eq!(kind, ErrorKind::Limit);
        assert!(message.contains("more than 1000 values"), "{message}");
    }
    let mut bindings = ROOT.trim_end_matches('>').to_owned();
    for number in 0..200 {
        let _ = write!(bindings, " xmlns:a{number}='b'");
    }
    says(format!("{bindings}/>"), ErrorKind::Malformed, &["128 namespaces"]);
}

#[test]
fn a_long_feed_of_short_records_is_within_the_limits() {
    let limits = Limits { record_bytes: 1000, ..Limits::default() };
    let fields = wanted();
    for (mut input, expected) in [
        (flow("{\"value\":[{}", ",{\"ID\":\"1\",\"x\":[[]]}", 20_000, "]}"), 20_000),
        (flow(ROOT, &entry("<d:ID>1</d:ID>"), 20_000, "</feed>"), 20_000),
        (flow("[{}", ",{\"ID\":\"1\"}", 20_000, "]"), 20_000),
        (flow("{\"d\":{\"results\":[{}", ",{\"ID\":\"1\"}", 20_000, "]}}"), 20_000),
        (flow("ID;x\n", "1;\"2\n3\"\n", 20_000, ""), 20_000),
    ] {
        let mut count = 0;
        let outcome = feed::read(None, &mut input, &fields, &limits, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(outcome.error.map(|error| error.to_string()), None);
        assert!(outcome.complete && count > expected * 9 / 10 && count == outcome.records, "{count}");
    }
}

#[test]
fn the_limit_is_exact_whatever_the_chunks() {
    for document in [
        json(&format!("{{\"ID\":\"{}\"}}", "x".repeat(500))),
        one(&format!("<d:ID>{}</d:ID>", "x".repeat(500))),
        format!("[{{\"ID\":\"{}\"}}]", "x".repeat(500)),
        format!("{{\"d\":[{{\"ID\":\"{}\"}}]}}", "x".repeat(500)),
        format!("ID;x\n{};\"\"\"\"\n", "x".repeat(500)),
    ] {
        let least = (1..2000).find(|bytes| {
            let limits = Limits { record_bytes: *bytes, ..Limits::default() };
            read_from(document.as_bytes(), &limits).1.complete
        });
        let least = least.unwrap();
        for size in [1, 7, 100_000] {
            let read = |bytes| {
                let limits = Limits { record_bytes: bytes, ..Limits::default() };
                read_from(Chunks { rest: document.as_bytes(), size }, &limits).1.complete
            };
            assert!(read(least) && !read(least - 1));
        }
    }
}

#[test]
fn millions_of_columns_are_refused() {
    let (_, kind, message) = refused_from(flow("ID;", ";", 3_000_000, ""), &Limits::default());
    assert_eq!(kind, ErrorKind::Structure, "{message}");
    assert!(message.contains("column 2 has no name"), "{message}");
    let limits = Limits { nodes: 1000, ..Limits::default() };
    let names = (0..2000).map(|number| format!(";x{number}")).collect::<Vec<_>>().concat();
    let (_, kind, message) = refused_from(format!("ID{names}\n").as_bytes(), &limits);
    assert_eq!(kind, ErrorKind::Limit, "{message}");
    let mut input = flow("ID;A\n1", ";", 3_000_000, "");
    let (_, kind, message) = refused_from(&mut input, &limits);
    assert_eq!(kind, ErrorKind::Structure, "{message}");
    assert!(input.given < 1 << 18, "{} bytes were taken: {message}", input.given);
}
