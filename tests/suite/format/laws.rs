//! What holds of every text that is formatted: those of the repository, made-up ones, and edited ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use passerelle::diagnostics::Diagnostics;
use passerelle::source::Sources;
use passerelle::syntax;
use proptest::prelude::*;

use super::dice::Dice;

/// What the rules say, and whether they are without mistakes.
fn meaning(text: &str) -> (String, bool) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add("draft.rules", text);
    let parsed = syntax::parse(&sources, file, &mut diagnostics);
    (syntax::dump(&parsed.file), !parsed.broken.any)
}

/// The characters of a text without blanks between them; texts as they are; comments marked by whether they have a
/// line of their own.
fn essence(text: &str) -> String {
    let mut essence = String::new();
    let mut chars = text.chars().peekable();
    let mut line_is_empty = true;
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\r' => line_is_empty = true,
            ' ' | '\t' | '\u{A0}' | '\u{202F}' => {}
            '#' => {
                let mut comment = String::from(if line_is_empty { "\n#" } else { "#" });
                while let Some(c) = chars.next_if(|c| !['\n', '\r'].contains(c)) {
                    comment.push(c);
                }
                essence.push_str(comment.trim_end());
                essence.push('\n');
            }
            '"' | '`' => {
                line_is_empty = false;
                essence.push(c);
                while let Some(inner) = chars.next() {
                    essence.push(inner);
                    if inner == '\\' && c == '"' {
                        essence.extend(chars.next());
                    } else if inner == c {
                        break;
                    }
                }
            }
            c => {
                line_is_empty = false;
                essence.push(c);
            }
        }
    }
    essence
}

/// What holds of every text. Says whether it could be formatted.
fn obeys(text: &str) -> bool {
    let (said, right) = meaning(text);
    let Some(formatted) = syntax::format(text) else {
        assert!(!right, "rules without mistakes are formatted:\n{text}");
        return false;
    };
    let shown = || format!("\n--- written\n{text}\n--- formatted\n{formatted}");
    assert_eq!(meaning(&formatted), (said, right), "the same is said{}", shown());
    assert_eq!(essence(&formatted), essence(text), "words and comments stay where they are{}", shown());
    assert_eq!(syntax::format(&formatted).unwrap(), formatted, "once is enough{}", shown());
    assert!(formatted.lines().all(|line| line.trim_end() == line), "no blanks at ends of lines{}", shown());
    assert!(formatted.is_empty() || formatted.ends_with('\n'), "a last line ends{}", shown());
    assert!(
        !formatted.contains("\n\n\n") && !formatted.ends_with("\n\n"),
        "one empty line at most{}",
        shown()
    );
    assert!(!formatted.starts_with('\n') && !formatted.contains('\r'), "{}", shown());
    let again = |text: String| syntax::format(&text).unwrap();
    assert_eq!(again(text.replace("\r\n", "\n").replace('\n', "\r\n")), formatted, "ends of line of Windows");
    let moved: String = text.lines().fold(String::new(), |all, line| all + "   " + line + "  \n");
    if !text.contains('\r') {
        assert_eq!(again(moved), formatted, "the margin, and blanks at ends of lines{}", shown());
    }
    true
}

/// All files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The rule files of the repository, and the rules of its cases, by name.
fn corpus() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["rules", "tests"] {
        files(Path::new(folder), &mut paths);
    }
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending == Some("rules") {
            texts.push((name, fs::read_to_string(&path).unwrap()));
        } else if ending == Some("case") {
            let text = fs::read_to_string(&path).unwrap();
            for section in text.split("\n-- ").skip(1) {
                let (title, body) = section.split_once('\n').unwrap_or((section, ""));
                if title.trim_end().ends_with(".rules --") {
                    texts.push((name.clone(), body.trim_start_matches('\u{FEFF}').to_owned()));
                }
            }
        }
    }
    texts
}

/// Those without mistakes.
static CORPUS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = corpus().into_iter().map(|(_, text)| text);
    texts.filter(|text| syntax::format(text).is_some()).collect()
});

#[test]
fn the_laws_hold_for_all_rules_of_the_repository() {
    let corpus = corpus();
    let formatted = corpus.iter().filter(|(_, text)| obeys(text)).count();
    assert!(formatted > 100, "{formatted} of {}", corpus.len());
}

/// Where a text may be changed without its rules saying anything else: its blanks, its ends of line, its targets.
fn places(text: &str) -> Vec<(usize, char)> {
    let (mut places, mut within, mut escaped) = (Vec::new(), None, false);
    for (at, c) in text.char_indices() {
        match (within, c) {
            (Some('#'), '\n') => within = None,
            (Some(quote), c) if quote == c && !escaped => within = None,
            (None, '#' | '"' | '`') => within = Some(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        let target = text[at..].starts_with(" <-") && text[..at].ends_with(char::is_alphanumeric);
        if within.is_none() && [' ', '\n'].contains(&c) {
            places.push((at, c));
        }
        if within.is_none() && target {
            places.push((at, 'x'));
        }
    }
    places
}

/// One change.
fn change(text: &mut String, place: prop::sample::Index, number: u8) {
    let places = places(text);
    if places.is_empty() {
        return;
    }
    let number = usize::from(number);
    match *place.get(&places) {
        (at, ' ') if number.is_multiple_of(2) && text[at + 1..].starts_with(' ') => drop(text.remove(at)),
        (at, ' ') => text.insert_str(at, &" ".repeat(number % 7)),
        (at, 'x') => text.insert_str(at, &"x".repeat(number % 60)),
        (at, _) => {
            let all = [
                " # why",
                "   # why",
                "\n",
                "\n# why",
                "\n    # why",
                "\n\n\n",
                "  ",
                "\u{A0}",
                "          # why",
            ];
            text.insert_str(at, all.iter().cycle().nth(number).unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_rules_at_random(numbers in prop::collection::vec(any::<u16>(), 0..400)) {
        let text = Dice(numbers.iter()).file();
        prop_assert!(meaning(&text).1, "made up without mistakes:\n{}", text);
        obeys(&text);
    }
    #[test]
    fn the_laws_hold_for_rules_that_were_edited(
        text in prop::sample::select(CORPUS.as_slice()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let mut text = text.clone();
        for (place, number) in changes {
            change(&mut text, place, number);
        }
        prop_assert!(obeys(&text), "edited without mistakes:\n{}", text);
    }
}
