//! What a feed becomes, for review: one field a line, reasons beside the record.

use std::collections::HashMap;
use std::fmt::Write;
use std::io::{self, Read};

use passerelle::engine::{self, FeedReport, Files, LanguageInput, Lines, Loaded, Ready, Reasons};
use passerelle::feed::{Documents, Shape};
use passerelle::source::Spanned;
use serde_json::Value;

/// Runs feed number `at` and lists its records in the order of the feed. The bytes of many threads must be those of
/// one, and so must those of a feed that comes a few bytes at a time.
pub(crate) fn run(files: &dyn Files, loaded: &Loaded, ready: &Ready, at: usize, places: Places) -> String {
    let one = map(files, loaded, ready, at, 1, usize::MAX);
    for (threads, chunk) in [(3, usize::MAX), (1, 7), (2, 1)] {
        let other = map(files, loaded, ready, at, threads, chunk);
        assert!(one.lines == other.lines, "{threads} threads and chunks of {chunk}: the same bytes");
        assert_eq!(
            serde_json::to_string(&one.report).unwrap(),
            serde_json::to_string(&other.report).unwrap(),
            "{threads} threads and chunks of {chunk}: the same counts"
        );
    }
    list(loaded, ready, at, one, places)
}

/// How a rule is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Places {
    /// By its file and line.
    Lines,
    /// By its file: a line that is added above it changes nothing in review.
    Files,
}

impl Places {
    fn of(self, rule: &str) -> &str {
        match self {
            Self::Lines => rule,
            Self::Files => rule.rsplit_once(':').map_or(rule, |(file, _)| file),
        }
    }
}

/// A feed that comes in chunks of at most so many bytes.
struct Slow<R> {
    feed: R,
    chunk: usize,
}

impl<R: Read> Read for Slow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = buffer.len().min(self.chunk);
        self.feed.read(&mut buffer[..end])
    }
}

struct Mapped {
    report: FeedReport,
    reasons: Reasons,
    /// Accounts, held and excluded records.
    lines: [Vec<u8>; 3],
}

fn map(files: &dyn Files, loaded: &Loaded, ready: &Ready, at: usize, threads: usize, chunk: usize) -> Mapped {
    let feed = &ready.head.feeds[at].1;
    let open = |file: &str| {
        let feed = files.open(&loaded.folder.join(file)).expect("the recorded feed can be opened");
        Slow { feed, chunk }
    };
    let shape = |shape: &Option<Spanned<String>>| shape.as_ref().and_then(|shape| Shape::parse(&shape.value));
    let mut bytes = open(&feed.file.value);
    let mut opened: Vec<_> = feed.languages.iter().map(|(_, feed)| open(&feed.file.value)).collect();
    let languages = feed.languages.iter().zip(&mut opened).map(|((language, feed), bytes)| LanguageInput {
        language: language.value.clone(),
        shape: shape(&feed.shape),
        bytes: Documents::Whole(bytes),
    });
    let languages = languages.collect();
    let input = engine::Input {
        at,
        shape: shape(&feed.shape),
        bytes: Documents::Whole(&mut bytes),
        languages,
        threads,
        clock: None,
    };
    let (mut accounts, mut held, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines = Lines {
        accounts: Some(&mut accounts),
        held: Some(&mut held),
        excluded: Some(&mut excluded),
        ..Lines::default()
    };
    let mut reasons = Reasons::default();
    let report =
        engine::run(ready, &loaded.sources, input, &mut lines, &mut reasons).expect("memory takes all");
    Mapped { report, reasons, lines: [accounts, held, excluded] }
}

fn list(loaded: &Loaded, ready: &Ready, at: usize, mapped: Mapped, places: Places) -> String {
    let Mapped { report, reasons, lines: [accounts, held, excluded] } = mapped;
    let code = &ready.head.feeds[at].0;
    assert_eq!(report.read, report.imported + report.excluded + report.held, "every record has one outcome");

    let mut text = String::new();
    let filled = report.filled.map_or("-".to_owned(), |share| share.to_string());
    writeln!(
        text,
        "{}: read {}, imported {}, excluded {}, held {}, warnings {}, filled {filled}",
        code.value, report.read, report.imported, report.excluded, report.held, report.warnings
    )
    .unwrap();
    if report.passed_over > 0 {
        writeln!(text, "passed over: {}", report.passed_over).unwrap();
    }
    for language in &report.languages {
        writeln!(
            text,
            "{}: read {}, joined {}, orphans {}",
            language.language, language.read, language.joined, language.orphans
        )
        .unwrap();
    }
    for left in report.left_out.iter().filter(|left| left.kind == "dropped") {
        writeln!(text, "dropped {}: {} [{}]", left.what.join(", "), left.because, places.of(&left.rule))
            .unwrap();
    }
    if let Some(status) = ready.head.status.remark() {
        writeln!(text, "{status}").unwrap();
    }
    if let Some(composed) = &report.composed {
        writeln!(text, "composed: {composed}").unwrap();
    }
    if let Some(error) = &report.error {
        writeln!(text, "incomplete: {error}").unwrap();
    }
    for reason in reasons.finish(&loaded.sources) {
        let example = &reason.example;
        let rule = reason.rule.as_deref().map_or("the engine", |rule| places.of(rule));
        let detail = reason.detail.map_or(String::new(), |detail| format!(" ({detail})"));
        let because = reason.because;
        writeln!(text, "{} {} x{}: {because}{detail} [{rule}]", reason.kind, reason.code, reason.count)
            .unwrap();
        writeln!(text, "    {} {} = {:?}", example.id, example.field, example.raw).unwrap();
    }
    for (outcome, lines) in [("imported", &accounts), ("held", &held), ("excluded", &excluded)] {
        records(&mut text, outcome, lines, places);
    }
    text
}

fn records(text: &mut String, outcome: &str, lines: &[u8], places: Places) {
    let lines = std::str::from_utf8(lines).expect("records are written as UTF-8");
    for line in lines.lines() {
        let record: Value = serde_json::from_str(line).expect("a record is JSON");
        let ty = record["type"].as_str().map_or(String::new(), |ty| format!(" {ty}"));
        writeln!(text, "\n{outcome} {}{ty}", record["id"].as_str().unwrap_or("(no id)")).unwrap();
        if outcome == "excluded" {
            let rule = record["rule"].as_str().map_or("the engine", |rule| places.of(rule));
            writeln!(text, "  because {} ({rule})", record["because"]).unwrap();
        }
        for fault in ["faults", "warnings"].iter().filter_map(|key| record[key].as_array()).flatten() {
            let kind = fault["kind"].as_str().unwrap_or("");
            let (code, field) = (fault["code"].as_str().unwrap_or(""), fault["field"].as_str().unwrap_or(""));
            let detail = fault["detail"].as_str().map_or(String::new(), |detail| format!(" ({detail})"));
            writeln!(text, "  {kind} {code} {field} = {}: {}{detail}", fault["raw"], fault["because"])
                .unwrap();
        }
        fields(text, line);
    }
}

/// The fields in the order of the line: `serde_json` sorts keys, so the order is found in the text.
fn fields(text: &mut String, line: &str) {
    let record: HashMap<String, Box<serde_json::value::RawValue>> =
        serde_json::from_str(line).expect("a record is JSON");
    let Some(fields) = record.get("fields") else { return };
    for (name, value) in members(fields.get()) {
        match items(&value) {
            Some(items) if !items.is_empty() => {
                writeln!(text, "  {name}:").unwrap();
                for item in items {
                    writeln!(text, "    - {item}").unwrap();
                }
            }
            _ => writeln!(text, "  {name}: {value}").unwrap(),
        }
    }
}

fn members(object: &str) -> Vec<(String, String)> {
    struct Ordered(Vec<(String, String)>);
    impl<'de> serde::Deserialize<'de> for Ordered {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Pairs;
            impl<'de> serde::de::Visitor<'de> for Pairs {
                type Value = Ordered;
                fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    out.write_str("an object")
                }
                fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                    let mut all = Vec::new();
                    while let Some((key, value)) =
                        map.next_entry::<String, Box<serde_json::value::RawValue>>()?
                    {
                        all.push((key, value.get().to_owned()));
                    }
                    Ok(Ordered(all))
                }
            }
            deserializer.deserialize_map(Pairs)
        }
    }
    let Ordered(members) = serde_json::from_str(object).expect("fields are an object");
    members
}

fn items(value: &str) -> Option<Vec<String>> {
    let items: Vec<Box<serde_json::value::RawValue>> = serde_json::from_str(value).ok()?;
    Some(items.iter().map(|item| item.get().to_owned()).collect())
}
