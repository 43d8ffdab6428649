//! `map`: records one a line in, outcomes one a line out, whatever the feed is cut into.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, BufReader, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use passerelle::engine::{self, Disk, Files, Filtered, Lines, Loaded, Ready, Reasons, Stream};
use passerelle::feed::{self, Fields, Limits, Shape};
use passerelle::value::{Record, View};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

fn load(head: &Path) -> Loaded {
    engine::load(&Disk, head, None).unwrap()
}

fn ready(loaded: &Loaded) -> &Ready {
    loaded.ready.as_ref().expect("a shipped head has no mistakes")
}

/// What `map` writes for some lines.
fn map(loaded: &Loaded, at: usize, mut lines: &[u8], threads: usize) -> (String, Filtered) {
    let mut out = Vec::new();
    let stream = Stream { at, records: &mut lines, threads };
    let filtered = engine::filter(ready(loaded), &loaded.sources, stream, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), filtered)
}

/// Puts the lines of a dry run into one text, in the order of the feed, and says first what each of them is.
struct Named<'t>(&'static str, &'t RefCell<String>);

impl Write for Named<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(piece).unwrap();
        let mut all = self.1.borrow_mut();
        // A line comes in pieces.
        if all.is_empty() || all.ends_with('\n') {
            write!(all, "{{\"outcome\":\"{}\",{}", self.0, &text[1..]).unwrap();
        } else {
            all.push_str(text);
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What `dry-run` writes for a feed.
fn dry_run(loaded: &Loaded, at: usize, mut bytes: &[u8]) -> String {
    let all = RefCell::new(String::new());
    let (mut accounts, mut held, mut excluded) =
        (Named("imported", &all), Named("held", &all), Named("excluded", &all));
    let mut lines = Lines {
        accounts: Some(&mut accounts),
        held: Some(&mut held),
        excluded: Some(&mut excluded),
        ..Lines::default()
    };
    let (bytes, languages) = (&mut bytes, Vec::new());
    let input = engine::Input {
        at,
        shape: None,
        bytes: feed::Documents::Whole(bytes),
        languages,
        threads: 1,
        clock: None,
    };
    let report =
        engine::run(ready(loaded), &loaded.sources, input, &mut lines, &mut Reasons::default()).unwrap();
    assert!(report.complete, "{:?}", report.error);
    all.into_inner()
}

/// A JSON feed: with `value`, or with `d.results`.
#[derive(Deserialize)]
struct Answer {
    #[serde(default, alias = "results")]
    value: Vec<Box<RawValue>>,
    d: Option<Box<Answer>>,
}

/// The records of a JSON feed, one a line, as they are served.
fn served(text: &str) -> String {
    let answer: Answer = serde_json::from_str(text).unwrap();
    let records = answer.d.map_or(answer.value, |data| data.value);
    assert!(!records.is_empty());
    // A line end outside of a text is a blank, and inside of one it is escaped.
    records.iter().map(|record| record.get().replace(['\r', '\n'], " ") + "\n").collect()
}

/// The records of any feed, one a line, as they are read.
fn written(slots: &[String], bytes: &[u8]) -> String {
    fn value(view: View<'_>) -> String {
        let join = |parts: Vec<String>| parts.join(",");
        match view {
            View::Null => "null".to_owned(),
            View::Text(text) => json!(text).to_string(),
            View::Number(number) => number.to_owned(),
            View::Boolean(yes) => yes.to_string(),
            View::List(list) => format!("[{}]", join(list.iter().map(value).collect())),
            View::Object(object) => {
                let member = |(name, view)| format!("{}:{}", json!(name), value(view));
                format!("{{{}}}", join(object.iter().map(member).collect()))
            }
        }
    }
    let fields = Fields::new(slots.iter().cloned());
    let mut lines = String::new();
    feed::read(None, bytes, &fields, &Limits::default(), &mut |record: &mut Record| {
        let views = (0..fields.len()).filter_map(|slot| Some((fields.name(slot)?, record.view(slot)?)));
        let members: Vec<String> =
            views.map(|(name, view)| format!("{}:{}", json!(name), value(view))).collect();
        writeln!(lines, "{{{}}}", members.join(",")).unwrap();
        ControlFlow::Continue(())
    });
    lines
}

#[test]
fn every_recorded_feed_becomes_what_a_dry_run_says() {
    let mut shapes = std::collections::BTreeSet::new();
    for head in engine::heads(&Disk, Path::new("rules")).unwrap() {
        let loaded = load(&head);
        let Ready { head: manifest, programs, .. } = ready(&loaded);
        for (at, ((_, feed), program)) in manifest.feeds.iter().zip(programs).enumerate() {
            let mut bytes = Vec::new();
            Disk.open(&head.join(&feed.file.value)).unwrap().read_to_end(&mut bytes).unwrap();
            let shape = Shape::parse(&feed.shape.as_ref().unwrap().value).unwrap();
            shapes.insert(shape.name());
            let lines = match shape {
                Shape::Atom | Shape::Csv => written(&program.slots, &bytes),
                _ => served(std::str::from_utf8(&bytes).unwrap()),
            };
            let (outcomes, filtered) = map(&loaded, at, lines.as_bytes(), 1);
            assert_eq!(filtered.lines, lines.lines().count() as u64);
            assert_eq!(filtered.errors, 0, "{outcomes}");
            let expected = dry_run(&loaded, at, &bytes);
            for (outcome, expected) in outcomes.lines().zip(expected.lines()) {
                assert_eq!(outcome, expected, "{}", head.display());
            }
            assert!(outcomes == expected, "{}: as many lines", head.display());
            for threads in [2, 5] {
                assert!(outcomes == map(&loaded, at, lines.as_bytes(), threads).0, "{threads} threads");
            }
        }
    }
    assert!(shapes.len() >= 4, "{shapes:?}");
}

/// A feed of head 24 with lines in it that hold no record, ids that stand twice, and every kind of line end.
static MIXED: LazyLock<(Loaded, String)> = LazyLock::new(|| {
    let loaded = load(Path::new("rules/heads/24"));
    let records = served(&std::fs::read_to_string("rules/heads/24/feeds/DEG.json").unwrap());
    let wrong = ["", "[1]", "{\"a\":", "{\"SyndicObjectID\":1,\"SyndicObjectID\":2}", "no", "{}"];
    let mut wrong = wrong.iter().cycle();
    let mut text = String::new();
    for (number, record) in records.lines().chain(records.lines()).enumerate() {
        text.push_str(record);
        text.push_str(if number % 3 == 0 { "\r\n" } else { "\n" });
        if number % 4 == 0 {
            text.push_str(wrong.next().unwrap());
            text.push('\n');
        }
    }
    (loaded, text)
});

/// The number of the feed of tastings.
fn deg(loaded: &Loaded) -> usize {
    ready(loaded).head.feeds.iter().position(|(code, _)| code.value == "DEG").unwrap()
}

#[test]
fn seven_shards_put_back_in_order_are_the_feed_at_once() {
    let (loaded, text) = &*MIXED;
    let at = deg(loaded);
    let whole = map(loaded, at, text.as_bytes(), 1);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    assert_eq!(whole.0.lines().count(), lines.len(), "one line for each");
    let shards: Vec<String> = lines.chunks(lines.len().div_ceil(7)).map(<[_]>::concat).collect();
    assert_eq!(shards.len(), 7);
    let mapped = shards.iter().map(|shard| map(loaded, at, shard.as_bytes(), 1));
    let (joined, errors) = mapped.fold((String::new(), 0), |(text, errors), (more, filtered)| {
        (text + more.as_str(), errors + filtered.errors)
    });
    assert!(joined == whole.0);
    assert_eq!(errors, whole.1.errors);
    assert!(errors > 5, "{errors}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Wherever it is cut at line ends, however many threads map each piece, and also when lines stand elsewhere.
    #[test]
    fn an_outcome_depends_on_its_line_alone(
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..9),
        threads in 1_usize..4,
        turned in any::<prop::sample::Index>(),
    ) {
        let (loaded, text) = &*MIXED;
        let at = deg(loaded);
        let whole = map(loaded, at, text.as_bytes(), 1).0;
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(lines.len())).collect();
        cuts.extend([0, lines.len()]);
        cuts.sort_unstable();
        let shards = cuts.windows(2).map(|cut| lines[cut[0]..cut[1]].concat());
        let joined: String = shards.map(|shard| map(loaded, at, shard.as_bytes(), threads).0).collect();
        prop_assert!(joined == whole);

        let middle = turned.index(lines.len());
        let (first, second) = lines.split_at(middle);
        let outcomes: Vec<&str> = whole.split_inclusive('\n').collect();
        let (first_outcomes, second_outcomes) = outcomes.split_at(middle);
        let moved = map(loaded, at, [second, first].concat().concat().as_bytes(), threads).0;
        prop_assert!(moved == [second_outcomes, first_outcomes].concat().concat());
    }
}

#[test]
fn a_line_that_holds_no_record_says_why() {
    let (loaded, _) = &*MIXED;
    let cases: [(&[u8], &str, u64, &str); 15] = [
        (b"", "empty", 0, "the line is empty"),
        (b" \t", "empty", 0, "the line is empty"),
        (b"[{}]", "structure", 0, "the line holds a list"),
        (b"null", "structure", 0, "does not begin with `{`"),
        (b"nonsense", "structure", 0, "does not begin with `{`"),
        (b"{\"CP\":", "truncated", 6, "ends inside the record"),
        (b"{\"CP\":\"24100", "truncated", 12, "ends inside the record"),
        (b"{} {}", "malformed", 3, "something follows the record"),
        (b"{\"CP\":1,}", "malformed", 8, "a comma stands before"),
        (b"{CP:1}", "malformed", 1, "not in quotes"),
        (b"{\"CP\":1,\"CP\":2}", "duplicate", 11, "`CP` stands twice"),
        (b"{\"CP\":\"\xFF\"}", "encoding", 7, "0xFF is not UTF-8"),
        (b"{\"CP\":\"\xC3", "encoding", 7, "0xC3 is not UTF-8"),
        (b"{\"CP\":\"\0\"}", "encoding", 7, "U+0000"),
        (b"\xEF\xBB\xBF{\"CP\":1}}", "malformed", 11, "something follows the record"),
    ];
    for (line, reason, byte, words) in cases {
        let shown = String::from_utf8_lossy(line);
        let (outcome, filtered) = map(loaded, deg(loaded), &[line, b"\n"].concat(), 1);
        assert_eq!((filtered.lines, filtered.errors), (1, 1), "{shown}");
        let outcome: Value = serde_json::from_str(&outcome).unwrap();
        assert_eq!(
            (&outcome["outcome"], &outcome["bordereau"], &outcome["reason"], &outcome["byte"]),
            (&json!("error"), &json!("DEG"), &json!(reason), &json!(byte)),
            "{shown}: {outcome}"
        );
        assert!(outcome["because"].as_str().unwrap().contains(words), "{shown}: {outcome}");
    }
}

#[test]
fn line_ends_and_marks_are_no_part_of_a_record() {
    let (loaded, _) = &*MIXED;
    let outcome = |lines: &str| map(loaded, deg(loaded), lines.as_bytes(), 1).0;
    let record = r#"{"SyndicObjectID":"DEGAQU024FS00001"}"#;
    let one = outcome(&format!("{record}\n"));
    assert!(one.starts_with("{\"outcome\":\"held\",\"id\":\"DEGAQU024FS00001\""), "{one}");
    for same in [record.to_owned(), format!("{record}\r\n"), format!("\u{feff} {record} \n")] {
        assert_eq!(outcome(&same), one);
    }
    assert_eq!(outcome(""), "");
    assert_eq!(
        outcome(&format!("{record}\n\u{feff}{record}")),
        one.repeat(2),
        "nor is an id looked for twice"
    );
}

#[test]
fn a_few_lines_are_under_way_whatever_they_hold() {
    // More lines without a record than the workers take at once, before and behind one that holds one.
    let (loaded, _) = &*MIXED;
    let record = "{\"SyndicObjectID\":\"DEGAQU024FS00001\"}\n";
    let lines = ["no\n".repeat(3_000), record.to_owned(), "\n".repeat(3_000)].concat();
    let (one, filtered) = map(loaded, deg(loaded), lines.as_bytes(), 1);
    assert_eq!((filtered.lines, filtered.errors), (6_001, 6_000));
    assert!(one.lines().nth(3_000).unwrap().contains("DEGAQU024FS00001"));
    assert!(map(loaded, deg(loaded), lines.as_bytes(), 3).0 == one);
}

/// An input that breaks off.
struct Broken;

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

/// An output that takes only so much.
struct Full {
    room: usize,
    failures: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.room < bytes.len() {
            self.failures += 1;
            return Err(io::Error::other("the disk is full"));
        }
        assert_eq!(self.failures, 0, "lines behind a lost one must not seem to follow the one before it");
        self.room -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_came_before_the_input_failed_is_answered() {
    let (loaded, text) = &*MIXED;
    for threads in [1, 3] {
        let mut records = BufReader::new(io::Read::chain(text.as_bytes(), Broken));
        let mut out = Vec::new();
        let stream = Stream { at: deg(loaded), records: &mut records, threads };
        let filtered = engine::filter(ready(loaded), &loaded.sources, stream, &mut out).unwrap();
        assert_eq!(filtered.failed.unwrap().to_string(), "the disk is gone");
        assert!(String::from_utf8(out).unwrap() == map(loaded, deg(loaded), text.as_bytes(), 1).0);
    }
}

#[test]
fn an_output_that_fails_is_not_written_to_again() {
    let (loaded, text) = &*MIXED;
    for threads in [1, 3] {
        let mut lines = text.repeat(20);
        // Short enough to fit where the long ones before it did not.
        lines.push_str(&"\n".repeat(1_000));
        let (mut records, mut out) = (lines.as_bytes(), Full { room: 4_096, failures: 0 });
        let stream = Stream { at: deg(loaded), records: &mut records, threads };
        let failed = engine::filter(ready(loaded), &loaded.sources, stream, &mut out).unwrap_err();
        assert_eq!((failed.to_string().as_str(), out.failures), ("the disk is full", 1));
    }
}

/// Runs the command with something on stdin.
fn passerelle(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A command that ends early reads no further.
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
        child.wait_with_output().unwrap()
    })
}

#[test]
fn the_command_is_a_filter() {
    let (loaded, text) = &*MIXED;
    let records = served(&std::fs::read_to_string("rules/heads/24/feeds/DEG.json").unwrap());
    let output = passerelle(&["map", "24", "--bordereau", "DEG"], &records);
    let says = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), says.as_str()), (Some(0), ""), "held records are answers too");
    assert!(String::from_utf8(output.stdout).unwrap() == map(loaded, deg(loaded), records.as_bytes(), 1).0);

    let (outcomes, filtered) = map(loaded, deg(loaded), text.as_bytes(), 1);
    let output = passerelle(&["map", "rules/heads/24", "--bordereau", "DEG", "--threads", "3"], text);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap() == outcomes);
    let says = String::from_utf8(output.stderr).unwrap();
    let counts = format!("error: {} of {} lines hold no record", filtered.errors, filtered.lines);
    assert!(says.starts_with(&counts) && says.lines().count() == 1, "{says}");

    let output = passerelle(&["map", "24", "--bordereau", "DEG"], "");
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(0), 0, 0));
}

#[test]
fn a_wrong_call_reads_nothing() {
    let says = |args: &[&str]| {
        let output = passerelle(args, "{}\n");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let unknown = says(&["map", "24", "--bordereau", "LAW"]);
    assert!(unknown.contains("`--bordereau LAW`: this head has no feed `LAW`, only "), "{unknown}");
    assert!(says(&["map", "24"]).contains("--bordereau"));
    assert!(says(&["map", "nowhere", "--bordereau", "DEG"]).contains("`nowhere` is no head"));
    let pack = std::env::temp_dir().join(format!("passerelle-map-{}", std::process::id()));
    crate::readme::copy(Path::new("tests/pack"), &pack);
    let head = pack.join("heads/wrong");
    std::fs::create_dir_all(&head).unwrap();
    std::fs::write(head.join("head.yaml"), "language: 1\nhead: wrong\n").unwrap();
    let wrong = says(&["map", head.to_str().unwrap(), "--bordereau", "HOT"]);
    std::fs::remove_dir_all(&pack).unwrap();
    assert!(wrong.contains("the rules have mistakes: nothing was run"), "{wrong}");
}

#[test]
fn who_reads_no_further_ends_it_quietly() {
    let (_, text) = &*MIXED;
    let mut child = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .args(["map", "24", "--bordereau", "DEG"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // It would not end by itself: the input goes on until nobody reads it.
    while stdin.write_all(text.as_bytes()).is_ok() {}
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}
