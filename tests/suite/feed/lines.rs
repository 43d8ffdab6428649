//! Records one a line: what ends a line, what is too long, and that chunks make no difference.

use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;

use passerelle::feed::{self, ErrorKind, Fields, Limits};
use proptest::prelude::*;

use super::support::{Chunks, show_record};

/// What each line is: its fields, or what is wrong and where.
fn lines(bytes: impl Read, limits: &Limits) -> (Vec<String>, io::Result<()>) {
    let fields = Fields::new(["ID", "A"].map(str::to_owned));
    let mut all = Vec::new();
    let read = feed::lines(&mut BufReader::with_capacity(16, bytes), &fields, limits, &mut |line| {
        all.push(match line {
            Ok(record) => show_record(&fields, record),
            Err(error) => format!("{} at {}", error.kind().word(), error.offset),
        });
        ControlFlow::Continue(())
    });
    (all, read)
}

fn short(most: u64) -> Limits {
    Limits { record_bytes: most, ..Limits::default() }
}

#[test]
fn a_line_ends_with_the_input_too() {
    let all = |text: &str| lines(text.as_bytes(), &Limits::default()).0;
    assert_eq!(all(""), [""; 0]);
    assert_eq!(all("\n"), ["empty at 0"]);
    assert_eq!(all("{\"ID\":\"1\"}\r\n\n{\"A\":2}"), ["ID=\"1\"", "empty at 0", "A=2"]);
    assert_eq!(all("{\"ID\":[1,{\"A\":null}]}\nx\n{}\n"), ["ID=[1, {A: null}]", "structure at 0", ""]);
    assert_eq!(all("{\"ID\":1,\"A\":{\"b\":1,\"b\":2}}\n{\"A\":1}"), ["duplicate at 24", "A=1"]);
    assert_eq!(
        all("{\"x\":1,\"x\":{\"b\":1,\"b\":2},\"@odata.id\":1}"),
        [""],
        "unread fields are not judged"
    );
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let text = "{\"ID\":\"1\"}\n{\"ID\":\"22\"}\n{\"ID\":\"3\"}\r\n{\"ID\":\"4\"} \r\n{\"A\":5}";
    let (all, read) = lines(text.as_bytes(), &short(10));
    assert!(read.is_ok());
    assert_eq!(all, ["ID=\"1\"", "limit at 10", "ID=\"3\"", "limit at 10", "A=5"]);
    let endless = io::repeat(b'x').take(50 << 20);
    assert_eq!(lines(endless, &short(1 << 10)).0, ["limit at 1024"]);
}

#[test]
fn the_limits_of_a_record_hold_for_a_line() {
    let deep = format!("{{\"ID\":{}{}}}\n{{\"ID\":1}}\n", "[".repeat(90), "]".repeat(90));
    let (all, _) = lines(deep.as_bytes(), &Limits::default());
    assert!(all[0].starts_with("limit at "), "{all:?}");
    assert_eq!(all[1], "ID=1");
    let unread = format!("{{\"x\":{}{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(lines(unread.as_bytes(), &Limits::default()).0, [""]);
}

#[test]
fn the_receiver_may_end_it() {
    let (fields, mut times) = (Fields::new(["ID".to_owned()]), 0);
    let mut input = b"{}\n{}\n{}\n".as_slice();
    let read = feed::lines(&mut input, &fields, &Limits::default(), &mut |_| {
        times += 1;
        if times == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(read.is_ok());
    assert_eq!((times, input.len()), (2, 3), "nothing was read behind the line that it wanted last");
}

#[test]
fn words_for_errors_differ() {
    let kinds = [ErrorKind::Empty, ErrorKind::Encoding, ErrorKind::Truncated, ErrorKind::Limit];
    assert_eq!(kinds.map(ErrorKind::word), ["empty", "encoding", "truncated", "limit"]);
}

proptest! {
    #[test]
    fn chunks_make_no_difference(
        pieces in prop::collection::vec(prop::sample::select(vec![
            &b"{\"ID\":\"1\"}"[..], b"{\"ID\":\"2\xC3\xA9\"}", b"\n", b"\r\n", b"\r", b" ", b"{", b"}", b"\xEF\xBB\xBF",
            b"\xFF", b"\0", b"x", b"[]", b"{\"A\":[1,2,{\"b\":null}]}", b"\"ID\":3",
        ]), 0..20),
        size in 1_usize..9,
    ) {
        let bytes = pieces.concat();
        for limits in [Limits::default(), short(12)] {
            let (whole, _) = lines(bytes.as_slice(), &limits);
            let ends = memchr::memchr_iter(b'\n', &bytes).count();
            let open = !bytes.is_empty() && !bytes.ends_with(b"\n");
            prop_assert_eq!(whole.len(), ends + usize::from(open), "one for each line");
            let (chunked, _) = lines(Chunks { rest: &bytes, size }, &limits);
            prop_assert_eq!(&whole, &chunked);
        }
    }
}
