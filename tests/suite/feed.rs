//! Feeds: the same records whatever the wire, and a clear error for everything that is no feed.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::ops::ControlFlow;

use passerelle::feed::{self, ErrorKind, Fields, Limits, Outcome, Shape};
use passerelle::value::{Record, View};
use proptest::prelude::*;

/// Gives out at most so many bytes at a time.
struct Chunks<'b> {
    rest: &'b [u8],
    size: usize,
}

impl Read for Chunks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut part = self.rest.get(..self.size.min(self.rest.len())).unwrap_or_default();
        let taken = part.read(out)?;
        self.rest = self.rest.get(taken..).unwrap_or_default();
        Ok(taken)
    }
}

/// A start, then the same bytes so many times, then an end, made while they are read.
struct Flow {
    start: io::Cursor<Vec<u8>>,
    unit: Vec<u8>,
    times: u64,
    at: usize,
    end: io::Cursor<Vec<u8>>,
    given: u64,
}

fn flow(start: &str, unit: &str, times: u64, end: &str) -> Flow {
    // Many units at once, so that making them costs nothing.
    let bundle = (4096 / unit.len().max(1)).max(1);
    Flow {
        start: io::Cursor::new(start.as_bytes().to_vec()),
        unit: unit.repeat(bundle).into_bytes(),
        times: times / bundle as u64,
        at: 0,
        end: io::Cursor::new(end.as_bytes().to_vec()),
        given: 0,
    }
}

impl Read for Flow {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut taken = self.start.read(out)?;
        if taken == 0 && self.times > 0 {
            taken = self.unit.get(self.at..).unwrap_or_default().read(out)?;
            self.at += taken;
            if self.at == self.unit.len() {
                self.at = 0;
                self.times -= 1;
            }
        } else if taken == 0 {
            taken = self.end.read(out)?;
        }
        self.given += taken as u64;
        Ok(taken)
    }
}

/// A value as the tests write it.
fn show(view: View<'_>) -> String {
    match view {
        View::Null => "null".to_owned(),
        View::Text(text) => format!("{text:?}"),
        View::Number(number) => number.to_owned(),
        View::Boolean(yes) => yes.to_string(),
        View::List(list) => format!("[{}]", list.iter().map(show).collect::<Vec<_>>().join(", ")),
        View::Object(object) => {
            let members: Vec<String> =
                object.iter().map(|(name, view)| format!("{name}: {}", show(view))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

fn show_record(fields: &Fields, record: &Record) -> String {
    let mut line = String::new();
    for slot in 0..fields.len() {
        if let (Some(name), Some(view)) = (fields.name(slot), record.view(slot)) {
            let _ = write!(line, "{}{name}={}", if line.is_empty() { "" } else { " " }, show(view));
        }
    }
    line
}

fn wanted() -> Fields {
    Fields::new(["ID", "A", "B", "Été"].map(String::from))
}

fn read_from(input: impl Read, limits: &Limits) -> (Vec<String>, Outcome) {
    let fields = wanted();
    let mut records = Vec::new();
    let outcome = feed::read(None, input, &fields, limits, &mut |record| {
        records.push(show_record(&fields, record));
        ControlFlow::Continue(())
    });
    (records, outcome)
}

fn read(document: impl AsRef<[u8]>) -> (Vec<String>, Outcome) {
    read_from(document.as_ref(), &Limits::default())
}

/// The records of a document that is right.
fn records(document: impl AsRef<[u8]>) -> Vec<String> {
    let (records, outcome) = read(document);
    assert_eq!(outcome.error.map(|error| error.to_string()), None);
    assert!(outcome.complete);
    assert_eq!(outcome.records, records.len() as u64);
    records
}

/// The records before the error, its kind, and what it says.
fn refused_from(input: impl Read, limits: &Limits) -> (Vec<String>, ErrorKind, String) {
    let (records, outcome) = read_from(input, limits);
    assert!(!outcome.complete, "{outcome:?}");
    assert_eq!(outcome.records, records.len() as u64);
    let kind = outcome.error.as_ref().map_or(ErrorKind::Empty, feed::Error::kind);
    let before = outcome.error.as_ref().map(|error| error.records);
    assert_eq!(before, Some(records.len() as u64), "there is an error, and it knows what came before");
    (records, kind, outcome.error.map(|error| error.to_string()).unwrap_or_default())
}

fn refused(document: impl AsRef<[u8]>) -> (Vec<String>, ErrorKind, String) {
    refused_from(document.as_ref(), &Limits::default())
}

/// Asserts that a document is refused, with these words somewhere.
fn says(document: impl AsRef<[u8]>, kind: ErrorKind, words: &[&str]) {
    let (_, found, message) = refused(document);
    assert_eq!(found, kind, "{message}");
    for word in words {
        assert!(message.contains(word), "`{word}` is not in: {message}");
    }
}

fn json(records: &str) -> String {
    format!("{{\"odata.metadata\":\"x\",\"value\":[{records}]}}")
}

const ROOT: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">"#;

fn entry(properties: &str) -> String {
    format!(
        "<entry><content type=\"application/xml\"><m:properties>{properties}</m:properties></content></entry>"
    )
}

fn atom(inside: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{ROOT}{inside}</feed>")
}

fn one(properties: &str) -> String {
    atom(&entry(properties))
}

// Shapes.

#[test]
fn a_shape_is_parsed_from_its_name() {
    for shape in Shape::ALL {
        assert_eq!(Shape::parse(shape.name()), Some(shape));
    }
    assert_eq!(Shape::parse("Atom"), None);
}

#[test]
fn the_first_bytes_tell_the_shape() {
    assert_eq!(feed::detect(b"\xEF\xBB\xBF \r\n<?xml version=\"1.0\"?><feed"), Ok(Shape::Atom));
    assert_eq!(feed::detect(b"<feed"), Ok(Shape::Atom));
    assert_eq!(feed::detect(b"<"), Ok(Shape::Atom));
    assert_eq!(feed::detect(b"\n\t{\"value\""), Ok(Shape::Wcf3Json));
    assert_eq!(feed::detect(b"<htmlish/>"), Ok(Shape::Atom));
}

#[test]
fn what_is_no_feed_is_named() {
    let kind = |bytes: &[u8]| feed::detect(bytes).map_err(|error| error.kind());
    assert_eq!(kind(b""), Err(ErrorKind::Empty));
    assert_eq!(kind(b" \r\n"), Err(ErrorKind::Empty));
    assert_eq!(kind(b"\xEF\xBB\xBF"), Err(ErrorKind::Empty));
    assert_eq!(kind(b"\xFF\xFE<\0f\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"\xFE\xFF\0<\0f"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"<\0f\0e\0e\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"{\0\"\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"[{}]"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<!DOCTYPE html>"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<HTML><body>"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<?xml version='1.0'?>\n<!doctype HTML PUBLIC"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<!DOCTYPE feed [<!ENTITY a 'b'>]>"), Err(ErrorKind::Doctype));
    assert_eq!(kind(b"\x89PNG\r\n"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"Service unavailable"), Err(ErrorKind::Unrecognised));
}

#[test]
fn an_html_page_is_called_one() {
    says(
        "<!DOCTYPE html><html></html>",
        ErrorKind::Unrecognised,
        &["byte 0", "HTML page", "`atom`", "browser"],
    );
    says(" <?xml version='1.0'?><html xmlns='x'/>", ErrorKind::Unrecognised, &["HTML page"]);
    says("<!-- a --><html/>", ErrorKind::Unrecognised, &["HTML page"]);
}

#[test]
fn utf_16_is_named_with_its_repair() {
    let utf_16: Vec<u8> = "{\"value\":[]}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    says(&utf_16, ErrorKind::Encoding, &["UTF-16", "iconv"]);
    says([b"\xFF\xFE".as_slice(), &utf_16].concat(), ErrorKind::Encoding, &["UTF-16", "iconv"]);
}

#[test]
fn an_empty_document_is_not_an_empty_feed() {
    says("", ErrorKind::Empty, &["empty"]);
    says("   ", ErrorKind::Empty, &["white space"]);
}

#[test]
fn a_document_of_another_shape_than_configured_is_refused() {
    let fields = wanted();
    let mut each = |_: &Record| ControlFlow::Continue(());
    let input = json("");
    let outcome = feed::read(Some(Shape::Atom), input.as_bytes(), &fields, &Limits::default(), &mut each);
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Shape);
    assert!(error.to_string().contains("`wcf3-json`, and `atom` is configured"), "{error}");
    let outcome = feed::read(Some(Shape::Wcf3Json), input.as_bytes(), &fields, &Limits::default(), &mut each);
    assert!(outcome.complete);
}

// Fields and records.

#[test]
fn a_name_has_one_slot_and_is_compared_after_nfc() {
    let fields = Fields::new(["A", "E\u{301}te\u{301}", "A", "Été"].map(String::from));
    assert_eq!(fields.len(), 2);
    assert_eq!(fields.name(1), Some("Été"));
    assert_eq!(fields.slot("E\u{301}té"), Some(1));
    assert_eq!(fields.slot("a"), None);
    assert!(!fields.is_empty());
}

#[test]
fn names_of_a_feed_are_compared_after_nfc_and_case_counts() {
    assert_eq!(records(json("{\"E\u{301}te\u{301}\":\"x\",\"a\":\"y\"}")), ["Été=\"x\""]);
    assert_eq!(records(one("<d:E\u{301}te\u{301}>x</d:E\u{301}te\u{301}><d:a>y</d:a>")), ["Été=\"x\""]);
}

#[test]
fn fields_may_come_in_any_order_and_be_absent() {
    let document = json(
        r#"{"ID":"1","A":"a","B":"b"},{"B":"b","ID":"2"},{},{"x":"1","ID":"3","y":"2","A":"a"},{"A":"a","ID":"4"}"#,
    );
    let expected =
        ["ID=\"1\" A=\"a\" B=\"b\"", "ID=\"2\" B=\"b\"", "", "ID=\"3\" A=\"a\"", "ID=\"4\" A=\"a\""];
    assert_eq!(records(document), expected);
}

#[test]
fn more_names_than_are_remembered_make_no_difference() {
    let mut record = String::new();
    for number in 0..3000 {
        let _ = write!(record, "\"f{number}\":\"x\",");
    }
    let record = format!("{{{record}\"ID\":\"1\",\"{}\":2,\"A\":null}}", "long".repeat(100));
    assert_eq!(records(json(&format!("{record},{record}"))), ["ID=\"1\" A=null", "ID=\"1\" A=null"]);
}

#[test]
fn nested_values_of_wanted_fields_are_kept() {
    let document =
        json(r#"{"A":[{"x":1,"E\u0301":[true,null,-2.5]},"t",[]],"B":{"k":{"l":"m"},"n":44.8678234}}"#);
    let fields = wanted();
    let mut seen = 0;
    let outcome = feed::read(None, document.as_bytes(), &fields, &Limits::default(), &mut |record| {
        seen += 1;
        let copy = record.clone();
        assert_eq!(
            show_record(&fields, &copy),
            r#"A=[{x: 1, É: [true, null, -2.5]}, "t", []] B={k: {l: "m"}, n: 44.8678234}"#
        );
        let Some(View::Object(object)) = copy.view(2) else { panic!("B is an object") };
        assert_eq!(object.get("n"), Some(View::Number("44.8678234")));
        assert_eq!(object.get("N"), None);
        assert!(!object.is_empty());
        let Some(View::List(list)) = copy.view(1) else { panic!("A is a list") };
        assert_eq!(list.iter().count(), 3);
        let Some(View::Object(first)) = list.iter().next() else { panic!("its first item is an object") };
        assert!(matches!(first.get("E\u{301}"), Some(View::List(_))));
        ControlFlow::Continue(())
    });
    assert!(outcome.complete);
    assert_eq!(seen, 1);
}

#[test]
fn a_record_can_be_sent_to_another_thread() {
    fn is_send<T: Send + Clone + 'static>() {}
    is_send::<Record>();
}

#[test]
fn the_receiver_may_end_the_read() {
    for document in [json(r#"{"ID":"1"},{"ID":"2"}"#), atom(&[entry(""), entry("")].concat())] {
        let mut seen = 0;
        let outcome = feed::read(None, document.as_bytes(), &wanted(), &Limits::default(), &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert_eq!((seen, outcome.records, outcome.complete, outcome.error), (1, 1, false, None));
    }
}

// Both shapes.

#[test]
fn a_byte_order_mark_is_stepped_over_and_counted() {
    assert_eq!(records(format!("\u{FEFF}{}", json(r#"{"ID":"1"}"#))), ["ID=\"1\""]);
    assert_eq!(records(format!("\u{FEFF}{}", one("<d:ID>1</d:ID>"))), ["ID=\"1\""]);
    says("\u{FEFF}{\"value\":x}", ErrorKind::Malformed, &["byte 12,"]);
    says(format!("\u{FEFF}{ROOT}<a></b>"), ErrorKind::Malformed, &[&format!("byte {},", ROOT.len() + 6)]);
}

#[test]
fn a_declared_count_must_be_kept() {
    for count in ["2", "\"2\""] {
        let document = format!("{{\"odata.count\":{count},\"value\":[{{}},{{}}]}}");
        let (_, outcome) = read(&document);
        assert!(outcome.complete);
        assert_eq!(outcome.declared, Some(2));
        let document = format!("{{\"value\":[{{}}],\"odata.count\":{count}}}");
        says(document, ErrorKind::Count, &["declares 2", "holds 1"]);
    }
    says(r#"{"odata.count":"many","value":[]}"#, ErrorKind::Structure, &["whole number"]);
    says(r#"{"odata.count":1.5,"value":[]}"#, ErrorKind::Structure, &["whole number"]);
    let (_, outcome) = read(atom(&format!("<m:count>1</m:count>{}", entry(""))));
    assert_eq!((outcome.complete, outcome.declared), (true, Some(1)));
    says(atom("<m:count>801</m:count>"), ErrorKind::Count, &["declares 801", "holds 0"]);
    says(atom("<m:count>x</m:count>"), ErrorKind::Structure, &["`m:count` is `x`"]);
}

#[test]
fn a_feed_with_another_page_is_not_complete() {
    let next = "<link rel=\"next\" href=\"Objects?$skiptoken=1\"/>";
    for document in [
        atom(&format!("{}{next}", entry("<d:ID>1</d:ID>"))),
        r#"{"odata.count":9,"value":[{"ID":"1"}],"odata.nextLink":"http://example.org/"}"#.to_owned(),
    ] {
        let (before, kind, message) = refused(&document);
        assert_eq!((before.len(), kind), (1, ErrorKind::MorePages), "{message}");
        assert!(read(&document).1.next);
    }
    assert_eq!(records(r#"{"value":[{}],"odata.nextLink":null}"#), [""]);
    assert_eq!(
        records(atom(&entry("").replace("<content", "<link rel=\"next\" href=\"x\"/><content"))),
        [""]
    );
}

#[test]
fn an_error_of_the_server_is_passed_on() {
    let v3 = r#"{"odata.error":{"code":"","message":{"lang":"fr-FR","value":"Ressource introuvable."}}}"#;
    says(v3, ErrorKind::Served, &["Ressource introuvable."]);
    says(r#"{"error":{"message":"no","innererror":{"message":"deep"}}}"#, ErrorKind::Served, &["`no`"]);
    says(r#"{"error":"no"}"#, ErrorKind::Served, &["`no`"]);
    says(r#"{"error":{}}"#, ErrorKind::Served, &["no message"]);
    assert_eq!(records(r#"{"error":null,"value":[{}]}"#), [""]);
    let space = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
    let alone = format!(
        "<m:error xmlns:m='{space}'><m:code/><m:message xml:lang='fr'>Non &amp; non</m:message></m:error>"
    );
    says(&alone, ErrorKind::Served, &["`Non & non`"]);
    says("<error><code>1</code><message>no</message></error>", ErrorKind::Served, &["`no`"]);
    let (before, kind, _) =
        refused(atom(&format!("{}<m:error><m:message>late</m:message></m:error>", entry(""))));
    assert_eq!((before.len(), kind), (1, ErrorKind::Served));
}

#[test]
fn bytes_that_are_not_utf_8_are_found_where_they_are() {
    for (document, place) in [(json(r#"{"ID":"1"},{"x":"@"}"#), "\"@"), (one("<d:x>@</d:x>"), ">@")] {
        let at = document.find(place).unwrap() + 1;
        let mut bytes = document.into_bytes();
        bytes[at] = 0xE9;
        let (_, kind, message) = refused(&bytes);
        assert_eq!(kind, ErrorKind::Encoding);
        assert!(message.contains("0xE9") && message.contains("iconv"), "{message}");
        assert!(message.starts_with(&format!("byte {at}, ")), "{message}");
    }
}

#[test]
fn nul_bytes_are_refused() {
    says(json("{\"ID\":\"a\0b\"}"), ErrorKind::Encoding, &["U+0000"]);
    says(json(r#"{"ID":"a\u0000b"}"#), ErrorKind::Encoding, &["U+0000"]);
    says(one("<d:ID>a\0b</d:ID>"), ErrorKind::Encoding, &["U+0000"]);
    says(one("<d:ID>&#0;</d:ID>"), ErrorKind::Malformed, &["`&#0;`"]);
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let (before, kind, message) = refused(json(r#"{"ID":"1"},{"ID":"2","A":"x","ID":"2"}"#));
    assert_eq!((before.len(), kind), (1, ErrorKind::Duplicate));
    assert!(message.contains("`ID` stands twice"), "{message}");
    says(json(r#"{"A":{"k":1,"l":2,"k":1}}"#), ErrorKind::Duplicate, &["`k`"]);
    says(json("{\"Été\":1,\"E\u{301}te\u{301}\":2}"), ErrorKind::Duplicate, &["twice"]);
    says(one("<d:ID>1</d:ID><d:ID m:null='true'/>"), ErrorKind::Duplicate, &["`ID`"]);
    says(one("<d:A><d:k>1</d:k><d:k>1</d:k></d:A>"), ErrorKind::Duplicate, &["`k`"]);
}

#[test]
fn something_after_the_document_is_refused() {
    assert_eq!(records(format!("{}\n \n", json("{}"))), [""]);
    says(format!("{}{{}}", json("{}")), ErrorKind::Malformed, &["after 1 record:", "follows the end"]);
    assert_eq!(records(format!("{}\n<!-- a --> ", one(""))), [""]);
    says(format!("{}x", one("")), ErrorKind::Malformed, &["outside of the root"]);
    says(format!("{}<feed/>", one("")), ErrorKind::Malformed, &["second root"]);
}

#[test]
fn a_failing_reader_is_reported_with_the_records_before() {
    struct Failing(bool);
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            self.0 = !self.0;
            if self.0 {
                Err(io::ErrorKind::Interrupted.into())
            } else {
                Err(io::Error::other("cable pulled"))
            }
        }
    }
    for (document, rest) in [(json(r#"{"ID":"1"},"#), ",]}"), (atom(&entry("<d:ID>1</d:ID>")), "</feed>")] {
        let cut = document.len() - rest.len();
        let input = document.as_bytes()[..cut].chain(Failing(false));
        let (before, kind, message) = refused_from(input, &Limits::default());
        assert_eq!((before.len(), kind), (1, ErrorKind::Io), "{message}");
        assert!(message.contains("cable pulled"), "{message}");
        assert!(message.starts_with(&format!("byte {cut}, ")), "{message}");
    }
}

#[test]
fn every_cut_of_a_document_is_noticed() {
    let documents = [
        json(r#"{"ID":"1","x":[1,{"y":null}],"A":"é\n\u00e9"},{"ID":"2","A":-1.5e3,"B":true},{"ID":"3"}"#),
        atom(&format!(
            "<!-- c --><?p i?>{}<link rel='self' href='x'/>{}",
            entry("<d:ID>1</d:ID><d:A>a &amp; <![CDATA[b]]>é</d:A><d:B m:null='true'/><d:x><d:y/></d:x>"),
            entry("<d:ID>2</d:ID>")
        )),
    ];
    for document in documents {
        let whole = records(&document);
        for cut in 0..document.len() {
            let (before, _, message) = refused(&document.as_bytes()[..cut]);
            assert!(whole.starts_with(&before), "{message}");
            assert!(before.len() < whole.len() || cut > document.rfind("ID").unwrap(), "{message}");
        }
    }
}

#[test]
fn a_cut_says_where_and_that_nothing_counts() {
    let document = json(r#"{"ID":"1"},{"ID":"2"}"#);
    let cut = &document.as_bytes()[..document.len() - 5];
    let (before, kind, message) = refused(cut);
    assert_eq!((before.len(), kind), (1, ErrorKind::Truncated));
    let place = format!("byte {}, after 1 record: ", cut.len());
    let rest =
        "the document ends inside a record: ask for the feed again; nothing of this read counts as complete";
    assert_eq!(message, format!("{place}{rest}"));
    says(format!("{ROOT}{}", entry("")), ErrorKind::Truncated, &["after 1 record:", "too early"]);
    says(format!("{ROOT}<entry><conte"), ErrorKind::Truncated, &["inside a record"]);
    says("{\"value\":[", ErrorKind::Truncated, &["after 0 records:", "too early"]);
}

// JSON.

#[test]
fn the_envelope_of_json_is_checked() {
    says("{}", ErrorKind::Structure, &["no `value`"]);
    let v2 = r#"{"d":{"results":[{"ID":"1"}]}}"#;
    says(v2, ErrorKind::Structure, &["no `value`; it begins with `d`"]);
    says(r#"{"value":{}}"#, ErrorKind::Structure, &["`value` is an object", "list of records"]);
    says(r#"{"value":null}"#, ErrorKind::Structure, &["`value` is null"]);
    says(r#"{"value":"x"}"#, ErrorKind::Structure, &["`value` is a text"]);
    says(json("{},7"), ErrorKind::Structure, &["after 1 record:", "a record is a number", "an object"]);
    says(json("[]"), ErrorKind::Structure, &["a record is a list"]);
    says(json("null"), ErrorKind::Structure, &["a record is null"]);
    says(r#"{"value":[],"value":[{}]}"#, ErrorKind::Malformed, &["`value` stands twice"]);
    assert_eq!(records(r#"{"a":[{"value":[1]}],"value":[{}],"b":{"c":{}},"d":1.5}"#), [""]);
}

#[test]
fn the_grammar_of_json_is_kept_in_plain_words() {
    for (document, byte, words) in [
        ("{\"value\":[{\"ID\":x}]}", 16, "a value is missing"),
        ("{\"value\":[{\"ID\":tru}]}", 19, "neither `true`"),
        ("{\"value\":[{\"ID\" 1}]}", 16, "not followed by `:`"),
        ("{\"value\":[{\"ID\":1,}]}", 18, "a comma stands"),
        ("{\"value\":[{} {}]}", 13, "neither `,` nor `]`"),
        ("{\"value\":[{\"ID\":1 \"A\":2}]}", 18, "neither `,` nor `}`"),
        ("{\"value\":[{ID:1}]}", 11, "not in quotes"),
        ("{\"value\":[{\"ID\":\"\\q\"}]}", 18, "no escape"),
        ("{\"value\":[{\"ID\":01}]}", 17, "a number"),
        ("{\"value\":[{\"ID\":\"a\tb\"}]}", 18, "control character"),
        ("{\"value\":[{\"ID\":\"\\ud800\"}]}", 23, "lone surrogate"),
        ("{\"value\":[{\"ID\":\"\\ud800\\u0041\"}]}", 29, "lone surrogate"),
        ("{\"value\":[{\"ID\":\"\\udc00\"}]}", 22, "lone surrogate"),
    ] {
        let (_, kind, message) = refused(document);
        assert_eq!(kind, ErrorKind::Malformed, "{message}");
        assert!(message.contains(words), "{document}: {message}");
        let offset: i64 = message["byte ".len()..message.find(',').unwrap()].parse().unwrap();
        assert!((offset - byte).abs() <= 1, "{document}: {byte} is expected: {message}");
    }
}

#[test]
fn numbers_keep_their_digits_or_are_refused() {
    let document = json(r#"{"ID":18446744073709551615,"A":-9223372036854775808,"B":0.10}"#);
    assert_eq!(records(document), ["ID=18446744073709551615 A=-9223372036854775808 B=0.1"]);
    says(json(r#"{"ID":123456789012345678901234567890}"#), ErrorKind::Structure, &["digits"]);
    says(json(r#"{"ID":1e999}"#), ErrorKind::Malformed, &["a number"]);
    assert_eq!(records(json(r#"{"x":123456789012345678901234567890}"#)), [""]);
}

// Atom.

#[test]
fn namespaces_count_and_prefixes_do_not() {
    let data = "http://schemas.microsoft.com/ado/2007/08/dataservices";
    let expected = ["ID=\"1\" A=null B=\"\""];
    let plain = one("<d:ID>1</d:ID><d:A m:null='true'/><d:B/>");
    assert_eq!(records(&plain), expected);
    // The prefixes of data and metadata change places.
    let swapped = format!(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns:m='{data}' xmlns:d='{data}/metadata'><a:entry><a:content>\
         <d:properties><m:ID>1</m:ID><m:A d:null='true'/><m:B/></d:properties></a:content></a:entry></a:feed>"
    );
    assert_eq!(records(swapped), expected);
    let nearest = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content><properties xmlns='{data}/metadata'>\
         <ID xmlns='{data}'>1</ID><A xmlns='{data}' xmlns:n='{data}/metadata' n:null='1'/>\
         <x:B xmlns:x='{data}'></x:B></properties></content></entry></feed>"
    );
    assert_eq!(records(nearest), expected);
    // A prefix that is bound anew inside one property is the old one after it.
    let rebound = one(
        "<d:x xmlns:d='urn:other'><d:ID>0</d:ID></d:x><d:ID>1</d:ID><d:A m:null='true' m:type='x'/><d:B/>",
    );
    assert_eq!(records(rebound), expected);
    let rebound = one("<d:ID xmlns:d='urn:other'/><d:ID>1</d:ID><d:A m:null='true'/><d:B/>");
    assert_eq!(records(rebound), expected);
    assert_eq!(records(one("<d:ID null='true'>1</d:ID>")), ["ID=\"1\""]);
    assert_eq!(records(one("<d:ID m:null='false'>1</d:ID>")), ["ID=\"1\""]);
}

#[test]
fn a_prefix_that_nothing_declares_is_named() {
    says(one("<z:ID>1</z:ID>"), ErrorKind::Malformed, &["`z:`"]);
    says(one("<d:ID z:null='true'/>"), ErrorKind::Malformed, &["`z:`"]);
    says(one("<d:A xmlns:z='u'/><z:B/>"), ErrorKind::Malformed, &["`z:`"]);
    says("<m:feed/>", ErrorKind::Malformed, &["`m:`"]);
}

#[test]
fn text_is_put_together_from_its_pieces() {
    let value = |inside: &str| records(one(&format!("<d:ID>{inside}</d:ID>"))).concat();
    assert_eq!(value("A &amp; B &lt;c&gt;"), "ID=\"A & B <c>\"");
    assert_eq!(value("&quot;&apos;&#233;&#xE9;&#xe9;"), "ID=\"\\\"'ééé\"");
    assert_eq!(value("x.jpg?width=250&amp;amp;height=180"), "ID=\"x.jpg?width=250&amp;height=180\"");
    assert_eq!(value("a<![CDATA[ <b> & ]]]]><![CDATA[>]]>c"), "ID=\"a <b> & ]]>c\"");
    assert_eq!(value(" a <!-- x & < -->b<?pi > x?> c "), "ID=\" a b c \"");
    assert_eq!(value("a\r\nb\rc&#13;"), "ID=\"a\\nb\\nc\\r\"");
    assert_eq!(value(""), "ID=\"\"");
    assert_eq!(value("null"), "ID=\"null\"");
    assert_eq!(records(one("<d:ID xml:space='preserve' m:type='Edm.String'>  a</d:ID>")), ["ID=\"  a\""]);
}

#[test]
fn an_unknown_entity_is_named() {
    says(one("<d:ID>caf&eacute;</d:ID>"), ErrorKind::Malformed, &["`&eacute;`", "&#233;"]);
    says(one("<d:x>caf&eacute;</d:x>"), ErrorKind::Malformed, &["`&eacute;`"]);
    says(one("<d:ID>&#xD800;</d:ID>"), ErrorKind::Malformed, &["`&#xD800;`"]);
    says(one("<d:ID>a & b</d:ID>"), ErrorKind::Malformed, &["`&amp;`"]);
    let document = one("<d:ID>caf&eacute;</d:ID>");
    says(&document, ErrorKind::Malformed, &[&format!("byte {},", document.find("&e").unwrap())]);
}

#[test]
fn a_doctype_is_refused_at_once() {
    let bomb =
        "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    says(
        format!("<?xml version='1.0'?>{bomb}{ROOT}<title>&c;</title></feed>"),
        ErrorKind::Doctype,
        &["DOCTYPE"],
    );
    says(format!("<!-- a -->{bomb}{ROOT}</feed>"), ErrorKind::Doctype, &["byte 10,"]);
    says(format!("{ROOT}{bomb}</feed>"), ErrorKind::Doctype, &["DOCTYPE"]);
    says("<!-- a --><!DOCTYPE feed [", ErrorKind::Doctype, &["DOCTYPE"]);
}

#[test]
fn another_encoding_is_refused_with_its_repair() {
    let with = |encoding: &str| one("<d:ID>1</d:ID>").replace("utf-8", encoding);
    assert_eq!(records(with("UTF-8")), ["ID=\"1\""]);
    assert_eq!(records(with("us-ascii")), ["ID=\"1\""]);
    says(with("iso-8859-1"), ErrorKind::Encoding, &["`iconv -f iso-8859-1 -t UTF-8`"]);
    says(with("utf-16"), ErrorKind::Encoding, &["correct the declaration"]);
}

#[test]
fn entries_are_read_where_they_may_stand() {
    let bare = atom("<entry><m:properties><d:ID>1</d:ID></m:properties></entry>");
    assert_eq!(records(bare), ["ID=\"1\""]);
    let alone = ROOT.replace("<feed", "<entry");
    let alone = format!("{alone}<content><m:properties><d:ID>1</d:ID></m:properties></content></entry>");
    assert_eq!(records(alone), ["ID=\"1\""]);
    let expanded = entry("<d:ID>1</d:ID>").replace(
        "<content",
        &format!(
            "<link rel='x'><m:inline><feed>{}</feed></m:inline></link><content",
            entry("<d:ID>0</d:ID>")
        ),
    );
    assert_eq!(records(atom(&expanded)), ["ID=\"1\""]);
    let noise = "<title type='text'>Objects</title><author><name/></author><category term='x'/>";
    let noisy = entry("<d:ID>1</d:ID>").replace("<content", &format!("{noise}<content"));
    assert_eq!(records(atom(&format!("{noise}{noisy}{noise}"))), ["ID=\"1\""]);
    assert_eq!(records(atom("")), Vec::<String>::new());
    says(atom("<entry/>"), ErrorKind::Structure, &["no `m:properties`"]);
    says(atom("<entry><title>a</title></entry>"), ErrorKind::Structure, &["no `m:properties`"]);
    let twice = entry("").replace("<content", "<m:properties/><content");
    says(atom(&twice), ErrorKind::Structure, &["twice"]);
}

#[test]
fn another_root_is_named() {
    says("<rss><channel/></rss>", ErrorKind::Structure, &["`rss`", "`feed`"]);
    says("<feed><entry/></feed>", ErrorKind::Structure, &["`feed`", "namespace"]);
    says("<!-- nothing -->", ErrorKind::Structure, &["no root"]);
}

#[test]
fn elements_inside_a_property_make_an_object() {
    let nested =
        "<d:A m:type='x'>\n <d:k>1</d:k>\n <d:l m:null='true'/><d:n><d:o>2</d:o></d:n><d:p/>\n</d:A>";
    assert_eq!(records(one(nested)), ["A={k: \"1\", l: null, n: {o: \"2\"}, p: \"\"}"]);
    says(one("<d:A>text<d:k/></d:A>"), ErrorKind::Structure, &["side by side"]);
    says(one("<d:A><d:k/>text</d:A>"), ErrorKind::Structure, &["side by side"]);
}

#[test]
fn the_grammar_of_xml_is_kept_in_plain_words() {
    says(atom("<a></b>"), ErrorKind::Malformed, &["`</b>` stands where `</a>` is due"]);
    says(format!("{ROOT}</feed></feed>"), ErrorKind::Malformed, &["`</feed>` closes nothing"]);
    says(atom("<!x>"), ErrorKind::Malformed, &["`<!`"]);
    says(one("<d:ID m:null=true/>"), ErrorKind::Malformed, &["attribute"]);
}

// Hostile input: each ends quickly, in a clear error, and takes little from the input.

/// Asserts that a flow is refused by a limit, and that little more than the limit was taken from it.
fn stops(mut input: Flow, words: &str) {
    let limits = Limits { record_bytes: 1 << 20, ..Limits::default() };
    let (_, kind, message) = refused_from(&mut input, &limits);
    assert_eq!(kind, ErrorKind::Limit, "{message}");
    assert!(message.contains(words), "{message}");
    assert!(input.given <= (1 << 20) + (1 << 17), "{} bytes were taken: {message}", input.given);
}

#[test]
fn a_text_of_two_gigabytes_is_cut_short() {
    let gigabytes = 2 << 30;
    stops(flow("{\"value\":[{\"ID\":\"", "x", gigabytes, "\"}]}"), "`record_bytes`");
    stops(flow("{\"value\":[{\"x\":\"", "x", gigabytes, "\"}]}"), "`record_bytes`");
    stops(flow("{\"", "x", gigabytes, "\":1}"), "`record_bytes`");
    stops(flow("{\"value\":[", " ", gigabytes, "]}"), "`record_bytes`");
    stops(flow("{\"value\":[{}]}", " ", gigabytes, ""), "`record_bytes`");
    let inside = format!("{ROOT}<entry><content><m:properties><d:ID>");
    stops(flow(&inside, "x", gigabytes, ""), "`record_bytes`");
    stops(flow(&inside, "<!-- x -->", gigabytes, ""), "`record_bytes`");
    stops(flow(&inside, "&amp;", gigabytes, ""), "`record_bytes`");
    stops(flow(&format!("{ROOT}<!--"), "x", gigabytes, ""), "`record_bytes`");
    stops(flow("<a ", "b='c' ", gigabytes, ""), "`record_bytes`");
    stops(flow("<", "a", gigabytes, ""), "`record_bytes`");
    stops(flow(&format!("{ROOT}{}", entry("")), "<title/>", gigabytes, ""), "`record_bytes`");
    stops(flow("<!-- a --><!DOCTYPE a [", "<!ENTITY a 'b'>", gigabytes, ""), "`record_bytes`");
}

#[test]
fn white_space_without_end_is_no_document() {
    let mut input = flow("", " ", 2 << 30, "{}");
    let (_, kind, _) = refused_from(&mut input, &Limits::default());
    assert_eq!(kind, ErrorKind::Empty);
    assert!(input.given < 1 << 20);
}

#[test]
fn millions_of_open_brackets_and_elements_are_refused() {
    let millions = 3_000_000;
    stops(flow("{\"value\":[{\"ID\":", "[", millions, ""), "`depth`");
    stops(flow("{\"value\":[{\"ID\":", "{\"a\":", millions, ""), "`depth`");
    stops(flow("{\"value\":[{\"x\":", "[", millions, ""), "`record_bytes`");
    stops(flow("{\"x\":", "[", millions, ""), "`record_bytes`");
    stops(flow(ROOT, "<a>", millions, ""), "`depth`");
    stops(flow(&format!("{ROOT}<entry><content><m:properties><d:ID>"), "<d:a>", millions, ""), "`depth`");
    stops(flow(ROOT, "<a xmlns:b='c'>", millions, ""), "`depth`");
    let deep = Limits { depth: usize::MAX, ..Limits::default() };
    let (_, kind, _) = refused_from(flow("{\"value\":[{\"ID\":", "[", millions, ""), &deep);
    assert_eq!(kind, ErrorKind::Limit);
    let (_, kind, _) = refused_from(flow(ROOT, "<a>", millions, ""), &deep);
    assert_eq!(kind, ErrorKind::Limit);
}

#[test]
fn millions_of_values_in_one_record_are_refused() {
    let millions = 3_000_000;
    let limits = Limits { nodes: 1000, ..Limits::default() };
    for input in [
        flow("{\"value\":[{\"ID\":[", "0,", millions, ""),
        flow("{\"value\":[{\"ID\":[", "[],", millions, ""),
        flow("{\"value\":[{\"ID\":{", "\"\":0,", millions, ""),
        flow(&format!("{ROOT}<entry><content><m:properties><d:ID>"), "<d:a/>", millions, ""),
    ] {
        let (_, kind, message) = refused_from(input, &limits);
        assert_eq!(kind, ErrorKind::Limit);
        assert!(message.contains("more than 1000 values"), "{message}");
    }
    let mut bindings = ROOT.trim_end_matches('>').to_owned();
    for number in 0..200 {
        let _ = write!(bindings, " xmlns:a{number}='b'");
    }
    says(format!("{bindings}/>"), ErrorKind::Malformed, &["128 namespaces"]);
}

#[test]
fn a_long_feed_of_short_records_is_within_the_limits() {
    let limits = Limits { record_bytes: 1000, ..Limits::default() };
    let fields = wanted();
    for (mut input, expected) in [
        (flow("{\"value\":[{}", ",{\"ID\":\"1\",\"x\":[[]]}", 20_000, "]}"), 20_000),
        (flow(ROOT, &entry("<d:ID>1</d:ID>"), 20_000, "</feed>"), 20_000),
    ] {
        let mut count = 0;
        let outcome = feed::read(None, &mut input, &fields, &limits, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(outcome.error.map(|error| error.to_string()), None);
        assert!(outcome.complete && count > expected * 9 / 10 && count == outcome.records, "{count}");
    }
}

#[test]
fn the_limit_is_exact_whatever_the_chunks() {
    for document in [
        json(&format!("{{\"ID\":\"{}\"}}", "x".repeat(500))),
        one(&format!("<d:ID>{}</d:ID>", "x".repeat(500))),
    ] {
        let least = (1..2000).find(|bytes| {
            let limits = Limits { record_bytes: *bytes, ..Limits::default() };
            read_from(document.as_bytes(), &limits).1.complete
        });
        let least = least.unwrap();
        for size in [1, 7, 100_000] {
            let read = |bytes| {
                let limits = Limits { record_bytes: bytes, ..Limits::default() };
                read_from(Chunks { rest: document.as_bytes(), size }, &limits).1.complete
            };
            assert!(read(least) && !read(least - 1));
        }
    }
}

// Properties.

/// A record as it goes into both shapes: each field is absent, null or a text.
fn record() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    let text = prop_oneof![
        proptest::string::string_regex("[ -~éà#|<&>\"'\\\\\n€𝄞]{0,40}").expect("a class and a count"),
        Just(String::new()),
        Just("A &amp; B ]]> <![CDATA[ <!-- \u{FEFF}".to_owned()),
    ];
    proptest::sample::subsequence(vec!["ID", "A", "x", "Été", "B", "y"], 0..=6).prop_shuffle().prop_flat_map(
        move |names| {
            let values = proptest::collection::vec(proptest::option::of(text.clone()), names.len());
            (Just(names), values)
                .prop_map(|(names, values)| names.into_iter().map(String::from).zip(values).collect())
        },
    )
}

type Records = Vec<Vec<(String, Option<String>)>>;

fn feed_records() -> impl Strategy<Value = Records> {
    proptest::collection::vec(record(), 0..8)
}

fn as_json(records: &Records) -> String {
    let records: Vec<serde_json::Map<String, serde_json::Value>> = records
        .iter()
        .map(|record| record.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect())
        .collect();
    serde_json::json!({"odata.metadata": "x".repeat(300), "odata.count": records.len(), "value": records})
        .to_string()
}

fn as_atom(records: &Records) -> String {
    let mut inside = format!("<m:count>{}</m:count>", records.len());
    for record in records {
        let mut properties = String::new();
        for (name, value) in record {
            match value {
                None => write!(properties, "<d:{name} m:null=\"true\"/>"),
                Some(value) => {
                    write!(properties, "<d:{name}>{}</d:{name}>", quick_xml::escape::escape(value.as_str()))
                }
            }
            .unwrap_or_default();
        }
        inside += &entry(&properties);
    }
    atom(&inside)
}

fn expected(records: &Records) -> Vec<String> {
    let fields = wanted();
    let line = |record: &Vec<(String, Option<String>)>| {
        let mut line: Vec<String> = Vec::new();
        for slot in 0..fields.len() {
            let name = fields.name(slot).unwrap_or_default();
            if let Some((_, value)) = record.iter().find(|(field, _)| field == name) {
                line.push(format!(
                    "{name}={}",
                    value.as_ref().map_or("null".to_owned(), |text| format!("{text:?}"))
                ));
            }
        }
        line.join(" ")
    };
    records.iter().map(line).collect()
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
        b"x",
        b"=",
    ];
    let starts = vec![
        Vec::new(),
        ROOT.as_bytes().to_vec(),
        format!("{ROOT}<entry><content><m:properties>").into_bytes(),
        b"{\"value\":[".to_vec(),
        b"{\"value\":[{\"ID\":".to_vec(),
    ];
    (proptest::sample::select(starts), proptest::collection::vec(proptest::sample::select(pieces), 0..40))
        .prop_map(|(start, pieces)| [start, pieces.concat()].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_shapes_give_what_was_written(feed in feed_records()) {
        prop_assert_eq!(records(as_json(&feed)), expected(&feed));
        prop_assert_eq!(records(as_atom(&feed)), expected(&feed));
    }

    #[test]
    fn the_chunks_of_the_reader_make_no_difference(feed in feed_records(), size in 1_usize..400) {
        for document in [as_json(&feed), as_atom(&feed)] {
            let (records, outcome) = read_from(Chunks { rest: document.as_bytes(), size }, &Limits::default());
            prop_assert!(outcome.complete, "{:?}", outcome);
            prop_assert_eq!(records, expected(&feed));
        }
    }

    #[test]
    fn a_cut_anywhere_gives_the_records_before_it_and_an_error(
        feed in feed_records(), cut in any::<proptest::sample::Index>(), size in 1_usize..400,
    ) {
        for document in [as_json(&feed), as_atom(&feed)] {
            let rest = &document.as_bytes()[..cut.index(document.len())];
            let (records, outcome) = read_from(Chunks { rest, size }, &Limits::default());
            prop_assert!(expected(&feed).starts_with(&records));
            prop_assert!(!outcome.complete && outcome.error.is_some());
            prop_assert_eq!(outcome.records, records.len() as u64);
        }
    }

    #[test]
    fn a_changed_byte_never_panics_and_gives_the_same_in_every_chunk_size(
        feed in feed_records(), at in any::<proptest::sample::Index>(), byte in any::<u8>(), size in 1_usize..400,
    ) {
        for document in [as_json(&feed), as_atom(&feed)] {
            let mut bytes = document.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let whole = read(&bytes);
            prop_assert_eq!(read_from(Chunks { rest: &bytes, size }, &Limits::default()), whole);
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read(&bytes);
    }

    #[test]
    fn rubble_never_panics_and_gives_the_same_in_every_chunk_size(bytes in rubble(), size in 1_usize..20) {
        let whole = read(&bytes);
        prop_assert_eq!(read_from(Chunks { rest: &bytes, size }, &Limits::default()), whole);
    }
}
