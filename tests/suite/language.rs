//! The rule language as a whole: no text makes the reader panic, and what it says is complete.

use passerelle::diagnostics::{self, Code, Diagnostics, Severity, Style};
use passerelle::source::Sources;
use passerelle::syntax;
use proptest::prelude::*;

/// Pieces of rule files, right and wrong.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "for",
        "HOT",
        "law",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "|",
        "<-",
        "->",
        ",",
        ".",
        ":",
        "=",
        "$",
        "#",
        "\"",
        "`",
        "\"text\"",
        "read",
        "as",
        "let",
        "ignore",
        "because",
        "exclude",
        "hold",
        "when",
        "is",
        "not",
        "and",
        "or",
        "missing",
        "invalid",
        "unknown",
        "warn",
        "skip",
        "use",
        "each",
        "it",
        "all",
        "first",
        "only",
        "decide",
        "add",
        "override",
        "drop",
        "script",
        "example",
        "given",
        "expect",
        "12",
        "2015-01-01",
        "true",
        "NOM",
        "title",
        "“",
        "«",
        "\n",
        "\r\n",
        "\u{A0}",
        " ",
        "é",
        "\\",
        "contains",
        "starts with",
        "<=",
        "-",
        "*",
        "null",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.join(" "))
}

fn read(text: &str) -> (Sources, Diagnostics) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add("draft.rules", text);
    let parsed = syntax::parse(&sources, file, &mut diagnostics);
    assert_eq!(
        parsed.broken.any,
        diagnostics.has_errors(),
        "a mistake is reported if and only if something is broken"
    );
    let _ = syntax::dump(&parsed.file);
    (sources, diagnostics)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_words_panics(text in pieces()) {
        let (sources, diagnostics) = read(&text);
        let _ = diagnostics::text(&diagnostics, &sources, Style::Plain);
        let _ = diagnostics::json(&diagnostics, &sources);
    }

    #[test]
    fn no_text_panics(text in ".{0,200}") {
        let (sources, diagnostics) = read(&text);
        let _ = diagnostics::text(&diagnostics, &sources, Style::Plain);
    }

    #[test]
    fn no_message_names_a_rule_of_the_grammar(text in pieces()) {
        let (sources, diagnostics) = read(&text);
        let shown = diagnostics::json(&diagnostics, &sources);
        for one in shown {
            let said = format!("{} {}", one["message"], one["helps"]);
            for rule in ["k_", "type_code", "close_brace", "open_paren", "COMMENT", "let_value", "word_op"] {
                prop_assert!(!said.contains(rule), "{said}");
            }
        }
    }
}

#[test]
fn a_thousand_brackets_are_refused_at_once() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        let text = format!("a <- {}B{}", open.repeat(100_000), close.repeat(100_000));
        let (_, diagnostics) = read(&text);
        assert_eq!(diagnostics.errors(), 1);
        assert_eq!(diagnostics.sorted()[0].code, Code::TooDeep);
    }
}

#[test]
fn a_long_file_is_read_in_time() {
    let text = "title <- NOM | squish\n".repeat(20_000);
    let (_, diagnostics) = read(&text);
    assert!(diagnostics.is_empty());
    let broken = format!("{text}a = b\n");
    assert_eq!(read(&broken).1.errors(), 1);
}

#[test]
fn codes_are_numbered_once_and_by_floor() {
    let mut numbers: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), Code::ALL.len());
    for code in Code::ALL {
        assert_eq!(code.severity() == Severity::Warning, code.number().starts_with("W08"));
        assert!(code.title().ends_with('.'), "{}", code.title());
    }
}
