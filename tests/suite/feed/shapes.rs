//! The wire shapes: names, detection, and what is no feed.

use passerelle::feed::{self, ErrorKind, Fields, Limits, Shape};

use super::support::{contradicts, json, one, read, read_stated, records, says, wanted};

#[test]
fn a_shape_is_parsed_from_its_name() {
    for shape in Shape::ALL {
        assert_eq!(Shape::parse(shape.name()), Some(shape));
    }
    assert_eq!(Shape::parse("Atom"), None);
}

#[test]
fn the_first_bytes_tell_the_shape() {
    let detect = |bytes: &str| feed::detect(bytes.as_bytes(), &wanted());
    assert_eq!(detect("\u{FEFF} \r\n<?xml version=\"1.0\"?><feed"), Ok(Some(Shape::Atom)));
    assert_eq!(detect("<feed"), Ok(Some(Shape::Atom)));
    assert_eq!(detect("<"), Ok(Some(Shape::Atom)));
    assert_eq!(detect("<htmlish/>"), Ok(Some(Shape::Atom)));
    assert_eq!(detect("\n\t{\"value\":["), Ok(Some(Shape::Wcf3Json)));
    assert_eq!(detect("{\"odata.metadata\""), Ok(Some(Shape::Wcf3Json)));
    assert_eq!(detect("{ \"odata.count\":\"1\""), Ok(Some(Shape::Wcf3Json)));
    assert_eq!(detect("{\"tisTrackingUA\":"), Ok(Some(Shape::ApiV3)));
    assert_eq!(detect("{\"d\" : [{}]"), Ok(Some(Shape::V2Json)));
    assert_eq!(detect(r#"{"\u0064":[]}"#), Ok(Some(Shape::V2Json)));
    assert_eq!(detect(" [{"), Ok(Some(Shape::List)));
    // What comes later tells: it is read on.
    for object in
        ["{", "{}", "{\"", "{\"valu", "{\"message\":\"x\"}", "{\"error\":{}}", "{\"odata.error\":{}}"]
    {
        assert_eq!(detect(object), Ok(None), "{object}");
    }
}

#[test]
fn an_extract_of_open_data_is_told_by_the_id_in_its_first_line() {
    let kind = |bytes: &str| feed::detect(bytes.as_bytes(), &wanted()).map_err(|error| error.kind());
    for csv in ["ID", "ID;A\n", "\u{FEFF}ID;A\r\n1;2", "A;ID\n", "\"A;B\";\"ID\"\n", "A; ID ;B\n", "\n\nID;A"]
    {
        assert_eq!(kind(csv), Ok(Some(Shape::Csv)), "{csv}");
    }
    for other in ["A;B\n1;2", "id;A\n", "A;B\nID;C", "Caching in progress"] {
        assert_eq!(kind(other), Err(ErrorKind::Unrecognised), "{other}");
    }
    for other in ["ID,A\n", "A;\"x;ID;y\"\n", "\"ID", "A\tID\n"] {
        assert_eq!(kind(other), Err(ErrorKind::Structure), "{other}");
    }
    says(
        "ID,A\n1,2\n",
        ErrorKind::Structure,
        &["byte 0,", "cut at `;`, has no cell `ID`", "with `;` between"],
    );
    let nothing_wanted = feed::detect(b"ID;A\n", &Fields::default()).map_err(|error| error.kind());
    assert_eq!(nothing_wanted, Err(ErrorKind::Unrecognised));
    // Composed names before the id, more than the first bytes hold.
    let wide = (0..2000).map(|number| format!("FIELD{number};")).collect::<Vec<_>>().concat();
    assert_eq!(records(format!("{wide}ID\n{}1\n", ";".repeat(2000))), ["ID=\"1\""]);
}

#[test]
fn what_is_no_feed_is_named() {
    let kind = |bytes: &[u8]| feed::detect(bytes, &wanted()).map_err(|error| error.kind());
    assert_eq!(kind(b""), Err(ErrorKind::Empty));
    assert_eq!(kind(b" \r\n"), Err(ErrorKind::Empty));
    assert_eq!(kind(b"\xEF\xBB\xBF"), Err(ErrorKind::Empty));
    assert_eq!(kind(b"\xFF\xFE<\0f\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"\xFE\xFF\0<\0f"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"<\0f\0e\0e\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"{\0\"\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"I\0D\0;\0"), Err(ErrorKind::Encoding));
    assert_eq!(kind(b"<!DOCTYPE html>"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<HTML><body>"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<?xml version='1.0'?>\n<!doctype HTML PUBLIC"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"<!DOCTYPE feed [<!ENTITY a 'b'>]>"), Err(ErrorKind::Doctype));
    assert_eq!(kind(b"\x89PNG\r\n"), Err(ErrorKind::Unrecognised));
    assert_eq!(kind(b"Service unavailable"), Err(ErrorKind::Unrecognised));
    says(
        "Caching in progress",
        ErrorKind::Unrecognised,
        &["begins with `Caching in progress`", "names the id"],
    );
    says("\"Caching in progress\"", ErrorKind::Unrecognised, &["begins with"]);
}

#[test]
fn an_html_page_is_called_one() {
    says(
        "<!DOCTYPE html><html></html>",
        ErrorKind::Unrecognised,
        &["byte 0", "HTML page", "XML, JSON or CSV", "browser"],
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
    for (shape, document) in samples() {
        for stated in Shape::ALL {
            let (before, outcome) = read_stated(Some(stated), document.as_bytes(), &Limits::default());
            if stated == shape {
                assert_eq!((outcome.error, outcome.shape), (None, Some(shape)), "{document}");
                assert_eq!(before, ["ID=\"1\""]);
                continue;
            }
            assert_eq!(before, Vec::<String>::new());
            let message = contradicts(stated, &document);
            assert!(message.starts_with("byte 0, after 0 records: "), "{message}");
            assert!(message.contains(&format!("the document is `{}`", shape.name())), "{message}");
            assert!(message.contains(&format!(", and `{}` is configured", stated.name())), "{message}");
            assert!(message.contains(&format!("write `{}` as the shape", shape.name())), "{message}");
        }
    }
}

/// A document of each shape, all with the same record.
fn samples() -> [(Shape, String); 6] {
    [
        (Shape::Wcf3Json, json(r#"{"ID":"1"}"#)),
        (Shape::ApiV3, r#"{"tisTrackingUA":"UA-0","value":[{"ID":"1"}]}"#.to_owned()),
        (Shape::V2Json, r#"{"d":{"results":[{"ID":"1"}]}}"#.to_owned()),
        (Shape::List, r#"[{"ID":"1"}]"#.to_owned()),
        (Shape::Atom, one("<d:ID>1</d:ID>")),
        (Shape::Csv, "ID\n1\n".to_owned()),
    ]
}

#[test]
fn the_shape_that_was_found_is_told() {
    for (shape, document) in samples() {
        assert_eq!(read(document).1.shape, Some(shape));
    }
    assert_eq!(read(r#"{"value":[]}"#).1.shape, Some(Shape::Wcf3Json));
    assert_eq!(read(r#"{"x":1,"value":[]}"#).1.shape, Some(Shape::Wcf3Json));
    assert_eq!(read(r#"{"value":[],"tisTrackingUA":null}"#).1.shape, Some(Shape::ApiV3));
    assert_eq!(read(r#"{"x":1,"d":[]}"#).1.shape, Some(Shape::V2Json));
    assert_eq!(read(r#"{"message":"x"}"#).1.shape, None);
    assert_eq!(read("nothing").1.shape, None);
}
