//! What can go wrong on every wire, and how it is told.

use std::io::{self, Read};

use passerelle::feed::{ErrorKind, Limits};

use super::support::{ROOT, atom, entry, json, one, read, records, refused, refused_from, says};

#[test]
fn a_byte_order_mark_is_stepped_over_and_counted() {
    assert_eq!(records(format!("\u{FEFF}{}", json(r#"{"ID":"1"}"#))), ["ID=\"1\""]);
    assert_eq!(records(format!("\u{FEFF}{}", one("<d:ID>1</d:ID>"))), ["ID=\"1\""]);
    assert_eq!(records("\u{FEFF}[{\"ID\":\"1\"}]"), ["ID=\"1\""]);
    assert_eq!(records("\u{FEFF}ID;A\r\n1;2\r\n"), ["ID=\"1\" A=\"2\""]);
    says("\u{FEFF}ID;A\n1\n", ErrorKind::Structure, &["byte 8,"]);
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
    for v2 in [
        r#"{"d":{"results":[{},{}],"__count":"2"}}"#,
        r#"{"d":{"__count":"2","results":[{},{}]}}"#,
        r#"{"d":{"__count":2,"results":[{},{}]}}"#,
    ] {
        let (_, outcome) = read(v2);
        assert_eq!((outcome.complete, outcome.declared), (true, Some(2)));
    }
    says(r#"{"d":{"results":[{}],"__count":"11"}}"#, ErrorKind::Count, &["declares 11", "holds 1"]);
    says(r#"{"d":{"results":[],"__count":"x"}}"#, ErrorKind::Structure, &["`__count` is no whole number"]);
    says(r#"{"d":{"results":[],"__count":{}}}"#, ErrorKind::Structure, &["`__count` is an object"]);
    says(r#"{"tisTrackingUA":"x","value":[],"odata.count":"1"}"#, ErrorKind::Count, &["declares 1"]);
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
        r#"{"d":{"results":[{"ID":"1"}],"__count":"9","__next":"http://example.org/"}}"#.to_owned(),
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
    let v2 = r#"{"error":{"code":"","message":{"lang":"fr-FR","value":"Ressource introuvable."}}}"#;
    says(v2, ErrorKind::Served, &["Ressource introuvable."]);
    says(
        r#"{"d":{"results":[{}]},"error":{"message":"late"}}"#,
        ErrorKind::Served,
        &["after 1 record", "`late`"],
    );
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
    for (document, place) in [
        (json(r#"{"ID":"1"},{"x":"@"}"#), "\"@"),
        (r#"[{"ID":"1"},{"x":"@"}]"#.to_owned(), "\"@"),
        (r#"{"d":[{"ID":"1"},{"x":"@"}]}"#.to_owned(), "\"@"),
        (one("<d:x>@</d:x>"), ">@"),
        ("ID;x\n1;@\n".to_owned(), ";@"),
    ] {
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
    says("ID;A\na\0b;c\n", ErrorKind::Encoding, &["byte 6,", "U+0000"]);
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
    for (document, rest) in [
        (json(r#"{"ID":"1"},"#), ",]}"),
        (r#"[{"ID":"1"}]"#.to_owned(), "]"),
        (r#"{"d":[{"ID":"1"}]}"#.to_owned(), "]}"),
        (atom(&entry("<d:ID>1</d:ID>")), "</feed>"),
        ("ID;A\n1;2\n3".to_owned(), "3"),
    ] {
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
    let three = r#"{"ID":"1","x":[1,{"y":null}],"A":"é\n\u00e9"},{"ID":"2","A":-1.5e3,"B":true},{"ID":"3"}"#;
    let documents = [
        json(three),
        format!("[{three}]"),
        format!("{{\"d\":[{three}]}}"),
        format!("{{\"d\":{{\"results\":[{three}],\"__count\":\"3\"}}}}"),
        format!("{{\"tisTrackingUA\":\"x\",\"value\":[{three}]}}"),
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
