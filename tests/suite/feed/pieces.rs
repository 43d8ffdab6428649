//! Feeds whose pieces are read elsewhere: nearly all of a usual one is, and nothing that is odd makes a difference.

use std::io::{self, Read};

use passerelle::feed::{Limits, Outcome};
use proptest::prelude::*;

use super::support::{Chunks, atom, entry, json, read_from, read_in_pieces};

/// Entries as a feed has them, and at one place something else before one of them.
fn entries(count: usize, at: usize, odd: &str) -> String {
    let one = |number: usize| {
        let before = if number == at { odd } else { "" };
        let fields = format!("<d:ID>{number}</d:ID><d:x>é</d:x><d:A m:null=\"true\" /><d:B>a &amp; b</d:B>");
        format!("{before}\n  {}", entry(&fields))
    };
    atom(&((0..count).map(one).collect::<String>() + "\n"))
}

/// The same as JSON.
fn objects(count: usize, at: usize, odd: &str) -> String {
    let one = |number: usize| {
        let before = if number == at { odd } else { "" };
        format!("{before}{{\"ID\":\"{number}\",\"x\":\"é\",\"A\":null,\"B\":\"a & b\"}}")
    };
    json(&(0..count).map(one).collect::<Vec<_>>().join(",\n"))
}

/// What a document gives in pieces; whole it gives the same. And how many pieces there were.
fn same(document: &str, most: usize) -> (Vec<String>, Outcome, u64) {
    let whole = read_from(document.as_bytes(), &Limits::default());
    let (records, outcome, pieces) = read_in_pieces(most, document.as_bytes(), &Limits::default());
    assert_eq!(whole, (records.clone(), outcome.clone()), "in pieces of {most}: {document}");
    (records, outcome, pieces)
}

#[test]
fn a_usual_feed_is_read_in_pieces() {
    for document in [entries(500, 500, ""), objects(500, 500, "")] {
        for most in [400, 1000, 5000] {
            let (records, outcome, pieces) = same(&document, most);
            assert!(outcome.complete && records.len() == 500, "{:?}", outcome.error);
            // A piece is as long as it may be, but for one record; what is left at the end is less than two.
            let (length, most) = (document.len() as u64, most as u64);
            let least = length / most - 2;
            assert!(pieces >= least, "{pieces} pieces of {most}, and not {least}");
            assert!(pieces <= length / (most - 250) + 1, "{pieces} pieces of {most}");
        }
    }
}

#[test]
fn names_are_told_in_the_order_of_the_feed() {
    let names = |number: usize| [("A", number / 5), ("B", number / 3), ("C", number % 11)];
    let names = |number: usize| names(number).map(|(kind, name)| format!("{kind}{name}"));
    let entries: String = (0..300)
        .map(|number| entry(&names(number).map(|name| format!("<d:{name}>1</d:{name}>")).concat()))
        .collect();
    let objects: Vec<String> = (0..300)
        .map(|number| {
            format!("{{\"ID\":{number},{}}}", names(number).map(|name| format!("\"{name}\":1")).join(","))
        })
        .collect();
    let wrong = json(&objects.join(",")).replace("{\"ID\":200,", "{\"ID\":2x0,");
    for document in [atom(&entries), json(&objects.join(",")), wrong] {
        for most in [200, 700, 2000] {
            assert!(same(&document, most).2 > 3);
        }
    }
}

#[test]
fn pieces_go_on_behind_what_is_odd() {
    let odd = [
        entries(
            6000,
            30,
            "<entry><content><m:properties><d:ID><![CDATA[x]]></d:ID></m:properties></content></entry>",
        ),
        entries(6000, 30, "<!-- between two -->"),
        entries(6000, 30, "<link rel=\"self\" href=\"x\"/>"),
        entries(6000, 30, "<other xmlns=\"x\"><entry></entry></other>"),
        // An entry that holds others: its first end tag is no end of it.
        entries(
            6000,
            30,
            "<entry><link><m:inline><feed><entry></entry><entry></entry></feed></m:inline></link><content><m:properties><d:ID>in</d:ID></m:properties></content></entry>",
        ),
        objects(6000, 30, "{\"A\":[{\"ID\":\"in\"},{\"ID\":\"in\"}],\"ID\":\"out\"},"),
        objects(6000, 30, "{\"B\":\"{\\\"ID\\\":\\\"no\\\"},{\\\"ID\\\"\",\"ID\":\"text\"},"),
        objects(6000, 30, "{\"B\":12345678901234567890123,\"ID\":\"number\"},")
            .replace("12345678901234567890123", "0.5"),
    ];
    for document in odd {
        let (records, outcome, pieces) = same(&document, 1000);
        assert!(outcome.complete, "{:?}", outcome.error);
        assert!(records.len() >= 6000, "{} of {}", records.len(), &document[..200]);
        assert!(
            pieces > document.len() as u64 / 1000 / 2,
            "{pieces} pieces of {}: {}",
            document.len(),
            &document[..6000]
        );
    }
}

#[test]
fn an_error_has_its_place_and_its_words() {
    let wrong = [
        entries(200, 130, "<entry><content></entry>"),
        entries(200, 130, "<entry/>"),
        entries(200, 130, "<m:error><m:message>no</m:message></m:error>"),
        entries(200, 130, "<!DOCTYPE x>"),
        entries(
            200,
            130,
            "<entry><content><m:properties><d:ID>1</d:ID><d:ID>2</d:ID></m:properties></content></entry>",
        ),
        entries(200, 130, "\0"),
        objects(200, 130, "{\"ID\":\"1\",\"ID\":\"2\"},"),
        objects(200, 130, "{\"ID\":\"1\"}"),
        objects(200, 130, "\"text\","),
        objects(200, 130, "{\"ID\":tru},"),
        objects(200, 130, "{\"ID\":\"\\u0000\"},"),
        objects(200, 130, "]}"),
    ];
    for document in wrong {
        for most in [400, 1000, 5000] {
            let (records, outcome, pieces) = same(&document, most);
            // Where a byte is known to be wrong, nothing is given away.
            assert!(outcome.error.is_some() && (pieces > 0 || document.contains('\0')));
            assert!((130..=131).contains(&records.len()));
        }
    }
}

/// Fails behind so many bytes.
struct Failing<'b>(&'b [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 => Err(io::Error::other("the line is dead")),
            taken => Ok(taken),
        }
    }
}

#[test]
fn a_failure_of_the_input_comes_behind_the_records_before_it() {
    for document in [entries(500, 500, ""), objects(500, 500, "")] {
        for length in [document.len() / 2, document.len() - 10] {
            let bytes = &document.as_bytes()[..length];
            let whole = read_from(Failing(bytes), &Limits::default());
            let (records, outcome, pieces) = read_in_pieces(1000, Failing(bytes), &Limits::default());
            assert!(pieces > 10);
            assert_eq!(whole, (records, outcome));
        }
    }
}

#[test]
fn a_comma_that_is_missing_is_missed_wherever_the_input_pauses() {
    // How the first record begins does not show, so there are no pieces before the input has paused.
    let document = objects(60, 30, "{\"ID\":\"1\"}").replacen('{', &format!("{{{}", " ".repeat(200)), 2);
    let wrong = document.find("}{").unwrap() + 1;
    for pause in wrong - 2..wrong + 3 {
        let (before, behind) = document.as_bytes().split_at(pause);
        let whole = read_from(before.chain(behind), &Limits::default());
        let (records, outcome, _) = read_in_pieces(1000, before.chain(behind), &Limits::default());
        assert_eq!(outcome.error.as_ref().map(|error| error.offset), Some(wrong as u64));
        assert_eq!(whole, (records, outcome));
    }
}

#[test]
fn a_comma_too_many_is_found_wherever_pieces_begin() {
    for at in [0, 1, 2, 30] {
        let plain = objects(60, at, ",");
        // Where it does not show how the first record begins, the pieces begin behind it.
        let hidden = plain.replacen("{\"ID\"", &format!("{{{}\"ID\"", " ".repeat(200)), 1);
        for document in [plain, hidden] {
            let (records, outcome, _) = same(&document, 1000);
            assert!(outcome.error.is_some() && records.len() == at, "{} records", records.len());
        }
    }
}

#[test]
fn what_stood_before_the_first_record_counts_for_it() {
    let blanks = " ".repeat(9_000);
    let entries = entries(200, 0, &format!("<title>{blanks}</title>"));
    for document in [objects(200, 0, &blanks), objects(200, 100, &blanks), entries] {
        let refused = (8_900..9_600).step_by(30).filter(|record_bytes| {
            let limits = Limits { record_bytes: *record_bytes, ..Limits::default() };
            let whole = read_from(document.as_bytes(), &limits);
            let (records, outcome, _) = read_in_pieces(1000, document.as_bytes(), &limits);
            assert_eq!(whole, (records, outcome.clone()), "{record_bytes} bytes");
            outcome.error.is_some()
        });
        assert!((1..23).contains(&refused.count()));
    }
}

#[test]
fn whoever_allows_less_is_told_of_it() {
    for document in [entries(100, 100, ""), objects(100, 100, "")] {
        for record_bytes in [50, 150, 1000, 3999, 4000] {
            let limits = Limits { record_bytes, ..Limits::default() };
            let whole = read_from(document.as_bytes(), &limits);
            let (records, outcome, pieces) = read_in_pieces(1000, document.as_bytes(), &limits);
            assert_eq!(pieces > 0, record_bytes == 4000);
            assert_eq!(whole, (records, outcome), "{record_bytes} bytes");
        }
        let without = Limits { shortcuts: false, ..Limits::default() };
        assert_eq!(read_in_pieces(1000, document.as_bytes(), &without).2, 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_put_in_anywhere_makes_no_difference(
        odd in proptest::sample::select(vec![
            "", " ", "\n", "<", ">", "&", "&amp;", "]]>", "<!-- -->", "<![CDATA[x]]>", "<entry>", "</entry>", "</feed>", "<x/>",
            "</d:ID></m:properties></content></entry><entry><content><m:properties><d:ID>",
            "\"", "\\", "{", "}", ",", "]", "},{\"ID\":\"", "\"},{\"ID\":\"", "\",\"y\":[{\"ID\":\"z\"}],\"Été\":\"", "null", "\u{FEFF}", "\0",
        ]),
        places in proptest::collection::vec(any::<proptest::sample::Index>(), 1..4),
        count in 1_usize..60, most in 100_usize..3000, size in 1_usize..5000,
    ) {
        for mut document in [entries(count, count, ""), objects(count, count, "")] {
            for place in &places {
                let at = document.floor_char_boundary(place.index(document.len()));
                document.insert_str(at, odd);
            }
            let chunks = || Chunks { rest: document.as_bytes(), size };
            let whole = read_from(chunks(), &Limits::default());
            let (records, outcome, _) = read_in_pieces(most, chunks(), &Limits::default());
            prop_assert_eq!(whole, (records, outcome), "in pieces of {}: {}", most, document);
        }
    }
}
