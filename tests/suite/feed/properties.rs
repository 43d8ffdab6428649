//! What holds for every shape, whatever the records, the chunks and the damage.

use std::io::Read;

use passerelle::feed::{ErrorKind, Limits, Outcome, Shape};
use proptest::prelude::*;

use super::compose::{documents, feed_records, full_records};
use super::support::{Chunks, ROOT, read, read_from, read_stated};

fn in_chunks(bytes: &[u8], size: usize) -> (Vec<String>, Outcome) {
    read_from(Chunks { rest: bytes, size }, &Limits::default())
}

/// Pieces of documents, right and wrong, to be thrown together.
fn rubble() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b"\"value\":[",
        b"\"ID\":",
        b"\"A\"",
        b":",
        b",",
        b"null",
        b"1e5",
        b"-",
        b"\\u",
        b"d800",
        b"<",
        b">",
        b"/>",
        b"</",
        b"<d:ID",
        b"<m:properties>",
        b"</m:properties>",
        b"<entry>",
        b"</entry>",
        b"<content>",
        b"</content>",
        b"</feed>",
        b"&amp;",
        b"&",
        b";",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?",
        b"?>",
        b"<!DOCTYPE",
        b" ",
        b"m:null='true'",
        b"xmlns:d='x'",
        b"xmlns=''",
        b"\xC3",
        b"\xA9",
        b"\xFF",
        b"\0",
        b"\n",
        b"\r",
        b"ID",
        b"1;2\n",
        b"\"\"",
        b"\"d\":",
        b"\"results\":",
        b"\"__count\":",
        b"\"tisTrackingUA\":",
        b"\"odata.count\":",
        b"{\"__deferred\":{}}",
        b"x",
        b"=",
    ];
    let starts = vec![
        Vec::new(),
        ROOT.as_bytes().to_vec(),
        format!("{ROOT}<entry><content><m:properties>").into_bytes(),
        b"{\"value\":[".to_vec(),
        b"{\"value\":[{\"ID\":".to_vec(),
        b"{\"d\":{\"results\":[".to_vec(),
        b"[{\"ID\":".to_vec(),
        b"ID;A\n".to_vec(),
    ];
    (proptest::sample::select(starts), proptest::collection::vec(proptest::sample::select(pieces), 0..40))
        .prop_map(|(start, pieces)| [start, pieces.concat()].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_shape_gives_what_was_written(feed in feed_records()) {
        for document in documents(&feed) {
            let (records, outcome) = read(&document.text);
            prop_assert_eq!(outcome.error.as_ref().map(ToString::to_string), None, "{}", document.text);
            prop_assert!(outcome.complete);
            prop_assert_eq!(outcome.shape, Some(document.shape));
            prop_assert_eq!(&records, &document.says);
            let stated = read_stated(Some(document.shape), document.text.as_bytes(), &Limits::default());
            prop_assert_eq!(stated, (records, outcome));
        }
    }

    #[test]
    fn all_shapes_give_the_same_records(feed in full_records()) {
        let all = documents(&feed);
        let first = read(&all[0].text);
        for document in &all {
            let (records, outcome) = read(&document.text);
            prop_assert_eq!(&records, &first.0);
            prop_assert_eq!(outcome.records, first.1.records);
            let mut names = outcome.names;
            names.sort_unstable();
            let mut wanted = first.1.names.clone();
            wanted.sort_unstable();
            prop_assert!(feed.is_empty() || names == wanted, "{:?}", names);
        }
    }

    #[test]
    fn a_limit_inside_a_record_is_met_alike_by_shortcuts_and_by_parsers(
        feed in feed_records(),
        record_bytes in 1_u64..900,
        nodes in 1_usize..30,
    ) {
        for document in documents(&feed) {
            let limits = Limits { record_bytes, nodes, ..Limits::default() };
            let read = read_from(document.text.as_bytes(), &limits);
            let parsed = read_from(document.text.as_bytes(), &Limits { shortcuts: false, ..limits });
            prop_assert_eq!(read, parsed, "{}", document.text);
        }
    }

    #[test]
    fn the_chunks_of_the_reader_make_no_difference(feed in feed_records(), size in 1_usize..400) {
        for document in documents(&feed) {
            prop_assert_eq!(in_chunks(document.text.as_bytes(), size), read(&document.text));
        }
    }

    #[test]
    fn a_cut_anywhere_gives_the_records_before_it_and_an_error(
        feed in feed_records(), cut in any::<proptest::sample::Index>(), size in 1_usize..400,
    ) {
        for document in documents(&feed) {
            let rest = &document.text.as_bytes()[..cut.index(document.text.len())];
            let (records, outcome) = in_chunks(rest, size);
            prop_assert!(document.says.starts_with(&records));
            prop_assert_eq!(outcome.records, records.len() as u64);
            prop_assert_eq!(outcome.complete, outcome.error.is_none());
            // Rows have no end but their last cell: a cut in it, or behind it, cannot be seen.
            prop_assert!(outcome.error.is_some() || document.shape == Shape::Csv);
            prop_assert_eq!((records, outcome), read(rest));
        }
    }

    #[test]
    fn a_byte_that_is_not_utf_8_is_found_wherever_it_stands(
        feed in feed_records(), at in any::<proptest::sample::Index>(), size in 1_usize..400,
    ) {
        for document in documents(&feed) {
            let at = at.index(document.text.len() + 1);
            let mut bytes = document.text.clone().into_bytes();
            bytes.insert(at, 0xFF);
            let (records, outcome) = in_chunks(&bytes, size);
            prop_assert!(document.says.starts_with(&records));
            let error = outcome.error.clone().expect("it is no text");
            match error.kind() {
                ErrorKind::Encoding => {
                    // A character that is cut off by it begins before it.
                    let begins = (0..=at).rev().find(|at| document.text.is_char_boundary(*at));
                    prop_assert_eq!(Some(error.offset), begins.map(|at| at as u64));
                }
                // In the first bytes, that tell the shape.
                kind => {
                    let untold = matches!(kind, ErrorKind::Unrecognised | ErrorKind::Structure);
                    prop_assert!(untold && records.is_empty(), "{}", error);
                }
            }
            prop_assert_eq!((records, outcome), read(&bytes));
        }
    }

    #[test]
    fn a_changed_byte_never_panics_and_gives_the_same_in_every_chunk_size(
        feed in feed_records(), at in any::<proptest::sample::Index>(), byte in any::<u8>(), size in 1_usize..400,
    ) {
        for document in documents(&feed) {
            let mut bytes = document.text.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            prop_assert_eq!(in_chunks(&bytes, size), read(&bytes));
        }
    }

    #[test]
    fn a_piece_that_is_put_in_anywhere_is_read_alike_by_shortcuts_and_by_parsers(
        feed in feed_records(), piece in rubble(), at in any::<proptest::sample::Index>(), size in 1_usize..400,
    ) {
        for document in documents(&feed) {
            let mut bytes = document.text.into_bytes();
            let at = at.index(bytes.len());
            bytes.splice(at..at, piece.iter().copied().take(40));
            prop_assert_eq!(in_chunks(&bytes, size), read(&bytes));
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read(&bytes);
        for shape in Shape::ALL {
            read_stated(Some(shape), bytes.as_slice(), &Limits::default());
        }
    }

    #[test]
    fn rubble_never_panics_and_gives_the_same_in_every_chunk_size(bytes in rubble(), size in 1_usize..20) {
        prop_assert_eq!(in_chunks(&bytes, size), read(&bytes));
        for shape in Shape::ALL {
            let stated = |input: &mut dyn Read| read_stated(Some(shape), input, &Limits::default());
            prop_assert_eq!(stated(&mut Chunks { rest: &bytes, size }), stated(&mut bytes.as_slice()));
        }
    }
}
