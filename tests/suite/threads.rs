//! Two threads or seven give the same bytes, counts and reasons as one, also where pieces of the feed are read for nothing.

use std::path::Path;

use passerelle::engine::{self, Disk, Files, Input, LanguageInput, Lines, Loaded, Reasons};
use passerelle::feed::Documents;
use serde_json::Value;

/// Longer than what one thread reads at once, with room for several tries.
const BYTES: usize = 3 << 20;

/// An entry that no shortcut takes.
const ODD: &str = "<entry><content type=\"application/xml\"><m:properties><d:SyndicObjectID><![CDATA[DEGBREV000001]]></d:SyndicObjectID></m:properties></content></entry>";

/// A record that holds what begins as a record does.
const NESTED: &str = ",{\"ACCES\":[{\"ACCES\":\"in\",\"SyndicObjectID\":\"DEGAQU000001\"},{\"ACCES\":null}],\"SyndicObjectID\":\"DEGAQU000002\"},";

fn text(path: &Path) -> String {
    std::io::read_to_string(Disk.open(path).unwrap()).unwrap()
}

/// Records with other ids than those that were recorded.
fn renamed(records: &str, turn: usize) -> String {
    records.replace("FS00", &format!("FS{turn:04}"))
}

/// A recorded feed whose records come again and again, each time with other ids; `odd` comes at some places.
fn atom(recorded: &str, odd: &str) -> String {
    let start = recorded.find("<entry").unwrap();
    let end = recorded.rfind("</entry>").unwrap() + "</entry>".len();
    let (mut all, mut turn) = (String::new(), 0);
    while all.len() < BYTES {
        all += &renamed(&recorded[start..end], turn);
        all += if turn % 7 == 3 { odd } else { "\n" };
        turn += 1;
    }
    let head = &recorded[..start];
    let head = head.find("<m:count>").map_or(head, |count| &head[..count]);
    format!("{head}{all}</feed>")
}

/// The same of JSON.
fn json(recorded: &str, odd: &str) -> String {
    let recorded: Value = serde_json::from_str(recorded).unwrap();
    let records = recorded["value"].as_array().unwrap();
    let records: Vec<String> = records.iter().map(ToString::to_string).collect();
    let (mut all, mut turn) = (String::new(), 0);
    while all.len() < BYTES {
        all += &renamed(&records.join(",\n"), turn);
        all += if turn % 7 == 3 { odd } else { ",\n" };
        turn += 1;
    }
    format!("{{\"value\":[{}]}}", all.trim_end_matches([',', '\n']))
}

/// All that a run gives: the lines of accounts, held and excluded records, the report, and the reasons.
fn run(loaded: &Loaded, at: usize, feed: &str, english: Option<&str>, threads: usize) -> [String; 5] {
    let ready = loaded.ready.as_ref().unwrap();
    let (mut accounts, mut held, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines = Lines {
        accounts: Some(&mut accounts),
        held: Some(&mut held),
        excluded: Some(&mut excluded),
        ..Lines::default()
    };
    let (mut bytes, mut english) = (feed.as_bytes(), english.map(str::as_bytes));
    let languages = english.as_mut().map(|bytes| LanguageInput {
        language: "en".to_owned(),
        shape: None,
        bytes: Documents::Whole(bytes),
    });
    let languages = languages.into_iter().collect();
    let input =
        Input { at, shape: None, bytes: Documents::Whole(&mut bytes), languages, threads, clock: None };
    let mut reasons = Reasons::default();
    let report = engine::run(ready, &loaded.sources, input, &mut lines, &mut reasons).unwrap();
    let [accounts, held, excluded] =
        [accounts, held, excluded].map(|lines| String::from_utf8(lines).unwrap());
    [accounts, held, excluded, format!("{report:#?}"), format!("{:#?}", reasons.finish(&loaded.sources))]
}

/// Runs a feed of a head by one thread, two and seven; how many records were read, and why not all.
fn same(head: &str, bordereau: &str, write: &dyn Fn(&str) -> String) -> String {
    let folder = Path::new("rules/heads").join(head);
    let loaded = engine::load(&Disk, &folder, None).unwrap();
    let feeds = &loaded.ready.as_ref().unwrap().head.feeds;
    let at = feeds.iter().position(|(code, _)| code.value == bordereau).unwrap();
    let file = folder.join(&feeds[at].1.file.value);
    let feed = write(&text(&file));
    let english = file.with_extension(format!("en.{}", file.extension().unwrap().to_str().unwrap()));
    let english = english.exists().then(|| text(&english));
    let one = run(&loaded, at, &feed, english.as_deref(), 1);
    for threads in [2, 7] {
        let several = run(&loaded, at, &feed, english.as_deref(), threads);
        for (several, one) in several.iter().zip(&one) {
            let differs = several.lines().zip(one.lines()).position(|(several, one)| several != one);
            assert!(several == one, "{head}, {bordereau}, {threads} threads: line {differs:?}");
        }
    }
    one[3].clone()
}

#[test]
fn a_usual_feed() {
    assert!(same("22", "DEG", &|recorded| atom(recorded, "\n")).contains("complete: true"));
    assert!(same("24", "DEG", &|recorded| json(recorded, ",\n")).contains("complete: true"));
}

#[test]
fn a_feed_with_records_that_are_no_usual_ones() {
    assert!(same("22", "DEG", &|recorded| atom(recorded, ODD)).contains("complete: true"));
    // What an entry holds is no entry of the feed, and counts nowhere.
    let nested = format!(
        "<entry><link><m:inline><feed>{ODD}{ODD}</feed></m:inline></link>{}",
        &ODD["<entry>".len()..]
    );
    assert!(same("22", "DEG", &|recorded| atom(recorded, &nested)).contains("complete: true"));
    assert!(same("24", "DEG", &|recorded| json(recorded, NESTED)).contains("complete: true"));
}

#[test]
fn a_feed_with_more_names_than_are_remembered() {
    // Each time the place is met, there are forty new names before it.
    let many = |text: String, place: &str, name: &str| {
        let mut parts = text.split(place);
        let mut all = parts.next().unwrap().to_owned();
        for (turn, part) in parts.enumerate() {
            (0..40).for_each(|number| all += &name.replace("NAME", &format!("Z{turn}x{number}")));
            all += place;
            all += part;
        }
        all
    };
    let found = "more than 1023 fields";
    assert!(
        same("22", "DEG", &|recorded| many(atom(recorded, ODD), "</m:properties>", "<d:NAME/>"))
            .contains(found)
    );
    assert!(
        same("24", "DEG", &|recorded| many(json(recorded, NESTED), "\"SyndicObjectID\":", "\"NAME\":1,"))
            .contains(found)
    );
}

#[test]
fn a_feed_of_very_short_records() {
    let record = |number| format!("{{\"SyndicObjectID\":\"DEGAQU024FS{number:05}\"}}");
    let feed = format!("{{\"value\":[{}]}}", (0..20_000).map(record).collect::<Vec<_>>().join(","));
    assert!(same("24", "DEG", &|_| feed.clone()).contains("complete: true"));
}

#[test]
fn a_feed_that_breaks_in_the_middle() {
    let cut = |text: String| text[..text.floor_char_boundary(text.len() * 2 / 3)].to_owned();
    assert!(same("22", "DEG", &|recorded| cut(atom(recorded, "\n"))).contains("complete: false"));
    assert!(same("24", "DEG", &|recorded| cut(json(recorded, ",\n"))).contains("complete: false"));
    assert!(same("22", "DEG", &|recorded| atom(recorded, "<m:error/>")).contains("complete: false"));
    assert!(same("24", "DEG", &|recorded| json(recorded, ",null,")).contains("complete: false"));
}
