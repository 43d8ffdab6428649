//! JSON: envelopes and grammar.

use passerelle::feed::{ErrorKind, Limits, Shape};

use super::support::{contradicts, json, read, read_stated, records, refused, says};

#[test]
fn the_envelope_of_json_is_checked() {
    says("{}", ErrorKind::Structure, &["neither `value` nor `d`, and nothing else"]);
    says(r#"{"message":"x"}"#, ErrorKind::Structure, &["neither `value` nor `d`; it begins with `message`"]);
    says(r#"{"odata.metadata":"x"}"#, ErrorKind::Structure, &["no `value`; it begins with `odata.metadata`"]);
    says(r#"{"tisTrackingUA":"x","x":1}"#, ErrorKind::Structure, &["no `value`"]);
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
fn the_envelope_of_version_2_is_checked() {
    assert_eq!(records(r#"{"d":{"results":[{"ID":"1"}]}}"#), ["ID=\"1\""]);
    assert_eq!(records(r#"{"d":[{"ID":"1"}]}"#), ["ID=\"1\""]);
    assert_eq!(records(r#"{"d":{"__x":{"results":[1]},"results":[]},"value":7}"#), Vec::<String>::new());
    assert_eq!(records(r#"{"x":1,"d":[{"ID":"1"}]}"#), ["ID=\"1\""]);
    let single = r#"{"d":{"__metadata":{"uri":"x"},"ID":"1"}}"#;
    says(single, ErrorKind::Structure, &["`d` holds no `results`; it begins with `__metadata`, `ID`"]);
    says(r#"{"d":{}}"#, ErrorKind::Structure, &["`d` holds no `results`, and nothing else"]);
    says(r#"{"d":null}"#, ErrorKind::Structure, &["`d` is null"]);
    says(r#"{"d":"x"}"#, ErrorKind::Structure, &["`d` is a text"]);
    says(r#"{"d":{"results":{}}}"#, ErrorKind::Structure, &["`results` is an object"]);
    says(r#"{"d":[7]}"#, ErrorKind::Structure, &["a record is a number"]);
    says(r#"{"d":{"results":[],"results":[]}}"#, ErrorKind::Malformed, &["`results` stands twice"]);
    says(r#"{"d":[],"d":[]}"#, ErrorKind::Malformed, &["`d` stands twice"]);
    let (_, outcome) = read_stated(Some(Shape::V2Json), br#"{"x":[]}"#.as_slice(), &Limits::default());
    assert!(outcome.error.is_some_and(|error| error.to_string().contains("no `d`; it begins with `x`")));
}

#[test]
fn a_list_without_envelope_is_read() {
    assert_eq!(records("[]"), Vec::<String>::new());
    assert_eq!(records(r#" [ {"ID":"1"} , {} ] "#), ["ID=\"1\"", ""]);
    says(r#"["HOTXXX0240000001"]"#, ErrorKind::Structure, &["a record is a text"]);
    says("[[]]", ErrorKind::Structure, &["a record is a list"]);
    says("[{}", ErrorKind::Truncated, &["after 1 record:", "too early"]);
    says("[{},]", ErrorKind::Malformed, &["a comma stands"]);
    says("[]{}", ErrorKind::Malformed, &["follows the end"]);
}

#[test]
fn two_envelopes_with_the_same_key_are_told_apart_by_the_others() {
    let late = r#"{"value":[{"ID":"1"}],"tisTrackingUA":"UA-0"}"#;
    assert_eq!(records(late), ["ID=\"1\""]);
    let message = contradicts(Shape::Wcf3Json, late);
    assert!(message.contains("is `api-v3` (it holds `tisTrackingUA`), and `wcf3-json` is"), "{message}");
    let message = contradicts(Shape::ApiV3, r#"{"value":[],"odata.count":"0"}"#);
    assert!(message.contains("is `wcf3-json` (it holds `odata.count`), and `api-v3` is"), "{message}");
    let message = contradicts(Shape::ApiV3, json("{}"));
    assert!(message.contains("is `wcf3-json` (it holds `odata.metadata`), and `api-v3` is"), "{message}");
    // Nothing contradicts either of them here.
    for stated in [Shape::Wcf3Json, Shape::ApiV3] {
        let (_, outcome) = read_stated(Some(stated), br#"{"value":[{}]}"#.as_slice(), &Limits::default());
        assert_eq!((outcome.complete, outcome.shape), (true, Some(stated)));
    }
    let message = contradicts(Shape::Atom, r#"{"error":{"message":"no"}}"#);
    assert!(message.contains("the document is a JSON object (it holds `error`), and `atom`"), "{message}");
}

#[test]
fn what_is_not_expanded_is_missing() {
    let deferred = r#"{"d":[{"__metadata":{"uri":"x"},"A":{"__deferred":{"uri":"x"}},"B":{"k":{"__deferred":{}},"l":1},"ID":"1"}]}"#;
    assert_eq!(records(deferred), ["ID=\"1\" A=null B={k: null, l: 1}"]);
    assert_eq!(records(r#"{"d":[{"x":{"__deferred":{"uri":"x"}},"ID":"1"}]}"#), ["ID=\"1\""]);
    assert_eq!(records(json(r#"{"ID":"1","A":[{}],"B":{}}"#)), ["ID=\"1\" A=[{}] B={}"]);
}

#[test]
fn nested_collections_keep_their_kinds() {
    let document = r#"{"tisTrackingUA":"UA-0","value":[{"ID":"1","A":[{"Photo":null},{"Photo":{"Url":"x"}}],
        "B":"{\"a\":[1,\"b\"]}","Été":{"Ordre":3,"Prix":12.50,"Ouvert":true,"Heure":"10:30:00"}}]}"#;
    assert_eq!(
        records(document),
        [
            r#"ID="1" A=[{Photo: null}, {Photo: {Url: "x"}}] B="{\"a\":[1,\"b\"]}" Été={Ordre: 3, Prix: 12.5, Ouvert: true, Heure: "10:30:00"}"#
        ]
    );
    assert_eq!(read(document).1.shape, Some(Shape::ApiV3));
}

#[test]
fn a_date_in_milliseconds_stays_the_text_it_is() {
    assert_eq!(records(r#"{"d":[{"ID":"\/Date(1130112000000)\/"}]}"#), ["ID=\"/Date(1130112000000)/\""]);
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
