//! The usual forms, for which no parser is asked: whatever is taken so means what the parser would have said.

use std::borrow::Cow;

use passerelle::eval::{Json, Sink};
use passerelle::functions::{self, Args, Notes};
use passerelle::program::{Key, Ready};
use passerelle::value::{Cut, Separator, Signs, Value, bytes};
use proptest::prelude::*;

/// What a step without arguments makes of a text, as a test compares it.
fn step(name: &str, text: &str) -> String {
    let function = functions::find(name).unwrap();
    let step = (function.build)(&Args { literals: &[], table: None, media: None, area: None }).unwrap();
    let value = Value::Text(Cow::Borrowed(text));
    format!("{:?}", functions::apply(function.takes, &step, value, &mut Notes::default()))
}

/// The same step on the text with white space behind it: the parsers trim it, and nothing that is usual has it.
fn parsed(name: &str, text: &str) -> String {
    // What is refused is shown as it was served.
    step(name, &format!("{text} ")).replace(&format!("{:?}", format!("{text} ")), &format!("{text:?}"))
}

/// Pieces of addresses, right and wrong.
fn address() -> impl Strategy<Value = String> {
    let pieces = vec![
        "http://",
        "https://",
        "HTTP://",
        "//",
        "www.",
        "hotel",
        "Hotel",
        "xn--",
        "a-b",
        "-",
        "--",
        ".",
        "..",
        "fr",
        "FR",
        "f",
        "org",
        "example.org",
        "1",
        "127.0.0.1",
        "é",
        "/",
        "/a",
        "?b=1",
        "&",
        "&amp;",
        "#c",
        "%20",
        "|",
        "{",
        " ",
        ":",
        ":8080",
        "@",
        "contact",
        "mailto:",
        "_",
        "+",
        ";",
        ",",
        ";www.",
        ",http",
        "\u{a0}",
        "~",
        "'",
        "(x)",
        "\\",
        "tel:",
        "02",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_usual_web_address_is_what_the_parser_makes_of_it(text in address()) {
        for name in ["url", "media_url"] {
            prop_assert_eq!(step(name, &text), parsed(name, &text), "{} of {:?}", name, text);
        }
    }

    #[test]
    fn a_usual_mail_address_is_what_the_parser_makes_of_it(name in address(), host in address()) {
        let text = format!("{name}@{host}");
        prop_assert_eq!(step("email", &text), parsed("email", &text), "{:?}", text);
    }

    #[test]
    fn a_usual_date_is_a_day_of_the_calendar(
        year in 0_i16..=9999, month in 0_i8..=13, day in 0_i8..=32, clock in "(T[0-7][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,3})?)?",
    ) {
        let known = jiff::civil::Date::new(year, month, day).ok();
        let parts: Vec<u8> = clock.split(['T', ':', '.']).skip(1).take(3).filter_map(|part| part.parse().ok()).collect();
        let known = known.filter(|_| parts.iter().all(|part| *part < 60));
        let texts = [format!("{year:04}-{month:02}-{day:02}{clock}"), format!("{day:02}/{month:02}/{year:04}{clock}")];
        for text in texts {
            prop_assert_eq!(functions::day(&text), known, "{}", text);
        }
    }

    #[test]
    fn squished_is_words_with_one_space_between(text in "[ a\u{a0}\u{85}é’«\n\r\t\u{3000}\u{2009}\u{feff}\u{200b}]{0,60}") {
        let words: Vec<&str> = text.split_whitespace().collect();
        let squished = words.join(" ");
        let value = if squished.is_empty() { Value::Missing } else { Value::Text(Cow::Borrowed(&squished)) };
        prop_assert_eq!(step("squish", &text), format!("{value:?}"));
    }

    #[test]
    fn long_texts_are_squished_alike(words in proptest::collection::vec("[a-zé’]{1,9}", 1..60), gap in "[ \n\u{a0}]{1,3}", at in any::<proptest::sample::Index>()) {
        let at = at.index(words.len());
        let text = format!("{}{gap}{}", words[..at].join(" "), words[at..].join(" "));
        let squished = words.join(" ");
        prop_assert_eq!(step("squish", &text), format!("{:?}", Value::Text(Cow::Borrowed(&squished))));
    }

    #[test]
    fn a_text_is_written_as_serde_json_writes_it(text in any::<String>(), plain in "[a-z\"\\\\\u{1}-\u{20}é]{0,90}") {
        for text in [text, plain] {
            let mut json = Json::new();
            json.text(&text);
            prop_assert_eq!(std::str::from_utf8(json.bytes()).unwrap(), serde_json::to_string(&text).unwrap());
        }
    }

    #[test]
    fn items_and_cells_found_in_one_go_are_what_stands_between_their_signs(text in "[a-d|# é\n]{0,80}", most in 1_usize..5) {
        let signs = Signs::of(&Separator::new("#"), &Separator::new("|")).unwrap();
        let (mut cut, mut rest) = (Cut::default(), Some(text.as_str()));
        for item in text.split('#') {
            let (found, behind) = cut.take(rest.unwrap(), signs, most);
            prop_assert_eq!(found, item);
            prop_assert_eq!(cut.cells(), item.split('|').take(most).collect::<Vec<_>>());
            rest = behind;
        }
        prop_assert_eq!(rest, None);
    }

    #[test]
    fn keys_made_ready_and_days_are_written_like_others(
        name in ".{0,40}", text in "[a-zé\"]{0,70}", year in -9999_i16..=9999, month in 1_i8..=12, day in 1_i8..=28,
    ) {
        let day = jiff::civil::Date::new(year, month, day).unwrap();
        let (mut ready, mut plain) = (Json::new(), Json::new());
        for _ in 0..2 {
            ready.begin_object();
            ready.member(&Key::new(&name), &text);
            ready.named(&Key::new("day"));
            ready.day(day);
            ready.named(&Key::new("list"));
            ready.begin_list();
            ready.known(&name, Ready::text(&name).as_ref());
            ready.known(&text, Ready::text(&text).as_ref());
            ready.end_list();
            ready.end_object();
            ready.end_document();
            plain.begin_object();
            plain.key(&name);
            plain.text(&text);
            plain.key("day");
            plain.text(&day.to_string());
            plain.key("list");
            plain.begin_list();
            plain.text(&name);
            plain.text(&text);
            plain.end_list();
            plain.end_object();
            plain.end_document();
            prop_assert_eq!(ready.bytes(), plain.bytes());
        }
    }

    #[test]
    fn bytes_are_found_where_they_stand(text in "[a-z<&\r\u{80}-\u{ff}]{0,90}", other in "[a-z]{0,20}") {
        let text = text.as_bytes();
        prop_assert_eq!(bytes::find(b'<', text), text.iter().position(|byte| *byte == b'<'));
        let any = text.iter().position(|byte| b"<&\r".contains(byte));
        prop_assert_eq!(bytes::find_any(*b"<&\r", text), any);
        let either = text.iter().position(|byte| b"<&".contains(byte));
        prop_assert_eq!(bytes::find_either(*b"<&", text), either);
        let other = other.as_bytes();
        prop_assert_eq!(bytes::starts_with(text, other), text.starts_with(other));
        for end in 0..=text.len() {
            prop_assert!(bytes::starts_with(text, &text[..end]));
            for place in [0, end / 2, end.saturating_sub(1)] {
                let mut changed = text[..end].to_vec();
                if let Some(byte) = changed.get_mut(place) {
                    *byte ^= 1;
                    prop_assert!(!bytes::are_equal(&changed, &text[..end]));
                }
            }
        }
    }
}
