//! Fields, and what a record holds.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use passerelle::feed::{self, Fields, Limits};
use passerelle::value::{Record, View};

use super::support::{atom, entry, json, one, read, records, show_record, wanted};

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
    assert_eq!(records("ID;E\u{301}te\u{301};a\n1;x;y\n"), ["ID=\"1\" Été=\"x\""]);
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
    for document in [
        json(r#"{"ID":"1"},{"ID":"2"}"#),
        r#"[{"ID":"1"},{"ID":"2"}]"#.to_owned(),
        r#"{"d":[{"ID":"1"},{"ID":"2"}]}"#.to_owned(),
        atom(&[entry(""), entry("")].concat()),
        "ID\n1\n2\n".to_owned(),
    ] {
        let mut seen = 0;
        let outcome = feed::read(None, document.as_bytes(), &wanted(), &Limits::default(), &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert_eq!((seen, outcome.records, outcome.complete, outcome.error), (1, 1, false, None));
    }
}

#[test]
fn the_names_of_a_feed_are_told_in_nfc() {
    let names = ["ID", "b", "Été"];
    for document in [
        json("{\"ID\":\"1\",\"b\":null},{\"E\u{301}te\u{301}\":{\"k\":1},\"b\":2}"),
        r#"{"tisTrackingUA":"x","value":[{"ID":1,"b":[{"c":2}],"Été":true}]}"#.to_owned(),
        r#"{"d":{"results":[{"__metadata":{"uri":"x"},"ID":"1","b":null,"Été":""}],"__count":"1"}}"#
            .to_owned(),
        r#"[{"ID":"1"},{"odata.type":"x","b@odata.navigationLinkUrl":"x","b":1,"Été":2}]"#.to_owned(),
        one("<d:ID>1</d:ID><d:b m:null='true'/><d:Été/>"),
        "ID;b;Été\n1;;\n".to_owned(),
    ] {
        assert_eq!(read(&document).1.names, names, "{document}");
    }
    assert_eq!(read(json("{\"Été\":1},{\"E\u{301}te\u{301}\":1}")).1.names, ["Été"]);
}
