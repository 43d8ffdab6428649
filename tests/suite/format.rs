//! The canonical form of rules: what it looks like, and its laws over every rule file at hand and over made-up ones.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use passerelle::diagnostics::Diagnostics;
use passerelle::source::Sources;
use passerelle::syntax;
use proptest::prelude::*;

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

#[test]
fn what_has_mistakes_is_left_alone() {
    for text in
        ["title <- ", "title = NOM", "for HOT {", "a <- (B", "a <- “b”", &format!("a <- {}", "(".repeat(99))]
    {
        assert_eq!(syntax::format(text), None, "{text}");
    }
}

/// Decisions, taken from a list of numbers that proptest makes smaller.
struct Dice<'d>(std::slice::Iter<'d, u16>);

impl Dice<'_> {
    fn below(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |number| usize::from(*number) % sides)
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == sides - 1
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }

    /// Blanks between two words.
    fn gap(&mut self) -> &'static str {
        self.of(&[" ", " ", " ", "  ", "   ", "     ", "         ", "\t"])
    }

    /// Blanks, or none, of any kind.
    fn loose(&mut self) -> &'static str {
        self.of(&[" ", "", " ", "  ", "\u{A0}", "    "])
    }

    /// A place where a line may end.
    fn joint(&mut self, out: &mut String) {
        if !self.one_in(6) {
            out.push_str(self.gap());
            return;
        }
        self.end(out);
        out.push_str(self.of(&["", "  ", "       ", "                "]));
    }

    /// An end of line, or several, with comments.
    fn end(&mut self, out: &mut String) {
        loop {
            if self.one_in(6) {
                out.push_str(self.of(&["", " ", "  ", "     ", "              "]));
                out.push_str(self.of(&["# why", "#", "#  x \"y  ", "# `", "# a comment  \u{A0}"]));
            }
            out.push_str(self.of(&["\n", "\n", "\n", "  \n", "\n\n", "\n \n\n"]));
            if !self.one_in(5) {
                return;
            }
            out.push_str(self.of(&["", "  ", "       ", "              "]));
        }
    }

    fn name(&mut self) -> &'static str {
        self.of(&[
            "NOM",
            "A",
            "CP",
            "title",
            "`odata.metadata`",
            "Précision",
            "OUVERTURECOMPLETAVECJOURSANNEESUIVANTE",
            "`2eme  nom`",
            "order",
            "GmapLatitude",
            "add",
            "a_name_that_is_so_long_that_no_column_can_hold_it_in_a_table",
        ])
    }

    fn constant(&mut self) -> &'static str {
        self.of(&[
            "\"x\"", "\"a  b # c | d\"", "\"\\\"\"", "12", "-3.50", "2015-01-01", "true", "\"\"",
            "\"a text that takes so much room that nothing else has its place on the same line beside it, or not much\"",
        ])
    }

    fn constants(&mut self, out: &mut String) {
        out.push_str(self.constant());
        while self.one_in(3) {
            self.joint(out);
            let _ = write!(out, "or{}{}", self.gap(), self.constant());
        }
    }

    fn path(&mut self, out: &mut String, deep: usize) {
        let own = self.one_in(5);
        let _ = write!(out, "{}{}", if own { "$" } else { "" }, self.name());
        if !own && self.one_in(3) {
            let _ = write!(out, "{}[", self.loose());
            match self.below(4) {
                0 => out.push_str("all"),
                1 => out.push_str(" first "),
                _ if deep > 2 => out.push_str("only"),
                _ => self.test(out, deep + 1),
            }
            out.push_str(self.of(&["]", "]", " ]"]));
        }
        if self.one_in(5) {
            let _ = write!(out, "{}.{}{}", self.loose(), self.loose(), self.name());
        }
    }

    fn test(&mut self, out: &mut String, deep: usize) {
        self.comparison(out, deep);
        let word = self.of(&["and", "or"]);
        while self.one_in(4) {
            self.joint(out);
            let _ = write!(out, "{word}{}", self.gap());
            self.comparison(out, deep);
        }
    }

    fn comparison(&mut self, out: &mut String, deep: usize) {
        if deep < 3 && self.one_in(6) {
            let _ = write!(out, "({}", self.loose());
            self.test(out, deep + 1);
            let _ = write!(out, "{})", self.loose());
            return;
        }
        self.path(out, deep + 1);
        out.push_str(self.gap());
        match self.below(4) {
            0 => out.push_str(self.of(&["is missing", "is   present"])),
            1 => {
                let _ = write!(out, "{}{}", self.of(&["<", ">=", ">"]), self.gap());
                out.push_str(self.of(&["3", "2015-01-01"]));
            }
            _ => {
                let word = self.of(&["is", "is not", "is   not", "contains", "starts   with", "ends with"]);
                let _ = write!(out, "{word}{}", self.gap());
                self.constants(out);
            }
        }
    }

    fn choice(&mut self, out: &mut String, deep: usize) {
        loop {
            match self.below(6) {
                0 if deep < 3 => {
                    let _ = write!(out, "({}", self.loose());
                    self.pipeline(out, deep + 1);
                    self.joint(out);
                    out.push(')');
                }
                1 => out.push_str(self.constant()),
                _ => self.path(out, deep),
            }
            if !self.one_in(4) {
                return;
            }
            self.joint(out);
            let _ = write!(out, "or{}", self.gap());
        }
    }

    fn pipeline(&mut self, out: &mut String, deep: usize) {
        self.choice(out, deep);
        while self.one_in(4) {
            let _ = write!(out, "{},", self.loose());
            self.joint(out);
            self.choice(out, deep);
        }
        while self.one_in(2) {
            self.joint(out);
            let _ = write!(
                out,
                "|{}{}",
                self.loose(),
                self.of(&["squish", "first", "join( \", \" )", "f(1 ,\"x\")"])
            );
        }
    }

    fn clauses(&mut self, out: &mut String) {
        if self.one_in(4) {
            self.joint(out);
            let _ = write!(out, "when{}", self.gap());
            self.test(out, 0);
        }
        while self.one_in(4) {
            self.joint(out);
            let _ = write!(
                out,
                "{}{}:{}",
                self.of(&["missing", "invalid", "unknown"]),
                self.loose(),
                self.loose()
            );
            out.push_str(self.of(&["skip", "warn", "hold \"why\"", "use \"x\" or B"]));
        }
    }

    fn rule(&mut self, out: &mut String, deep: usize) {
        out.push_str(self.of(&["", "", "", "add ", "override   "]));
        let target =
            ["a", "title", "zipCode", "title[en]", "openingPeriods", "url", "phone", "addressComplement2"];
        let _ = write!(out, "{}{}<-", self.of(&target), self.gap());
        self.joint(out);
        match self.below(6) {
            0 | 1 if deep < 3 => {
                if self.one_in(2) {
                    out.push_str("each ");
                    self.path(out, deep);
                    out.push(' ');
                }
                self.block(out, deep, |dice, out, deep| match dice.below(4) {
                    0 => dice.let_value(out),
                    _ => dice.rule(out, deep),
                });
            }
            _ => self.pipeline(out, 0),
        }
        self.clauses(out);
    }

    fn let_value(&mut self, out: &mut String) {
        let _ = write!(out, "let {}{}={}", self.of(&["a", "numbers"]), self.loose(), self.loose());
        self.pipeline(out, 0);
    }

    /// `{ … }` with one or more statements inside.
    fn block(&mut self, out: &mut String, deep: usize, inside: impl Fn(&mut Self, &mut String, usize)) {
        out.push('{');
        self.joint(out);
        inside(self, out, deep + 1);
        while self.one_in(2) {
            self.end(out);
            inside(self, out, deep + 1);
        }
        self.joint(out);
        out.push('}');
    }

    fn because(&mut self, out: &mut String) {
        self.joint(out);
        let _ = write!(
            out,
            "because{}{}",
            self.gap(),
            self.of(&["\"why\"", "\"a reason that is told at length\""])
        );
    }

    fn statement(&mut self, out: &mut String) {
        out.push_str(self.of(&["", "  ", "    "]));
        match self.below(10) {
            0 => {
                let _ = write!(out, "{}read{}", self.of(&["", "", "override "]), self.gap());
                out.push_str(self.name());
                while self.one_in(2) {
                    out.push(',');
                    self.joint(out);
                    out.push_str(self.name());
                }
                let _ = write!(out, "{}as{}list", self.gap(), self.gap());
            }
            1 => {
                let _ = write!(out, "{}{}", self.of(&["ignore", "drop"]), self.gap());
                out.push_str(self.of(&["A", "fax"]));
                while self.one_in(3) {
                    let _ = write!(out, "{},", self.loose());
                    self.joint(out);
                    out.push_str(self.of(&["COMMUNEINSEE", "B", "`x`"]));
                }
                self.because(out);
            }
            2 => {
                let _ = write!(out, "{} when ", self.of(&["exclude", "hold"]));
                self.test(out, 0);
                self.because(out);
            }
            3 => self.let_value(out),
            4 => self.decide(out),
            _ => self.rule(out, 0),
        }
    }

    fn decide(&mut self, out: &mut String) {
        let _ = write!(out, "decide{}{{", self.loose());
        self.end(out);
        let _ = write!(
            out,
            "|{}{}|{}->{}type{}|",
            self.gap(),
            self.name(),
            self.loose(),
            self.loose(),
            self.gap()
        );
        for _ in 0..=self.below(4) {
            self.end(out);
            out.push('|');
            for _ in 0..=self.below(3) {
                out.push_str(self.gap());
                match self.below(3) {
                    0 => {
                        out.push_str(self.of(&["any", "-", "missing", "hold   \"what is it?\"", "otherwise"]))
                    }
                    _ => self.constants(out),
                }
                let _ = write!(out, "{}|", self.loose());
            }
        }
        self.end(out);
        out.push('}');
    }

    fn data(&mut self, out: &mut String, deep: usize) {
        let _ = write!(out, "{{{}", self.loose());
        let pairs = self.below(5);
        for number in 0..pairs {
            let _ =
                write!(out, "{}{}:{}", self.of(&["A", "\"b c\"", "Précision"]), self.loose(), self.loose());
            match self.below(5) {
                0 if deep < 3 => self.data(out, deep + 1),
                1 if deep < 3 => {
                    out.push('[');
                    self.joint(out);
                    self.data(out, deep + 1);
                    let _ = write!(out, ",{}12", self.loose());
                    self.joint(out);
                    out.push(']');
                }
                2 => out.push_str(self.of(&["null", "[]", "[ 1 ,2]"])),
                _ => out.push_str(self.constant()),
            }
            if number + 1 < pairs {
                out.push(',');
                self.joint(out);
            } else {
                out.push_str(self.of(&["", " ,"]));
                self.joint(out);
            }
        }
        out.push('}');
    }

    fn example(&mut self, out: &mut String) {
        out.push_str("example \"one\" for HOT {");
        self.joint(out);
        for _ in 0..=self.below(2) {
            let _ = write!(out, "given{}{}", self.gap(), self.of(&["", "", "en  "]));
            self.data(out, 0);
            self.joint(out);
        }
        out.push_str("expect ");
        if self.one_in(3) {
            out.push_str("held   \"why\"");
        } else {
            self.data(out, 0);
        }
        self.joint(out);
        out.push('}');
    }

    fn file(&mut self) -> String {
        let mut out = String::new();
        if self.one_in(3) {
            self.end(&mut out);
        }
        for _ in 0..self.below(5) {
            match self.below(6) {
                0 => self.example(&mut out),
                1 => out.push_str("script  f from \"f.rhai\"  gives list  text"),
                2 | 3 => {
                    let _ = write!(
                        out,
                        "for {}{}",
                        self.of(&["HOT", "all", "HOT , DEG", "ASC,LOI"]),
                        self.loose()
                    );
                    self.block(&mut out, 0, |dice, out, _| dice.statement(out));
                }
                _ => self.statement(&mut out),
            }
            self.end(&mut out);
        }
        out
    }
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
        match (within, c) {
            (None, ' ' | '\n') => places.push((at, c)),
            _ => {}
        }
        if within.is_none() && target {
            places.push((at, 'x'));
        }
    }
    places
}

/// One change.
fn change(text: &mut String, place: &prop::sample::Index, number: u8) {
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
            text.insert_str(at, all[number % all.len()]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

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
            change(&mut text, &place, number);
        }
        prop_assert!(obeys(&text), "edited without mistakes:\n{}", text);
    }
}
