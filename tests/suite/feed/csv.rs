//! Extracts of open data: cells, quotes, rows.

use passerelle::feed::{ErrorKind, Limits, Shape};

use super::support::{read, read_stated, records, refused, says};

#[test]
fn a_row_is_a_record_of_texts() {
    assert_eq!(
        records("ID;A;x;B\n1;a;no;b\n2;;no;null\n"),
        ["ID=\"1\" A=\"a\" B=\"b\"", "ID=\"2\" A=\"\" B=\"null\""]
    );
    assert_eq!(records("x;B;ID\r\n;b;1\r\n"), ["ID=\"1\" B=\"b\""]);
    assert_eq!(records("ID;A\n 1 ; a\n"), ["ID=\" 1 \" A=\" a\""]);
    assert_eq!(records("ID\n1\n2"), ["ID=\"1\"", "ID=\"2\""]);
    assert_eq!(records("ID;A\n1;"), ["ID=\"1\" A=\"\""]);
    assert_eq!(records("ID;A\n"), Vec::<String>::new());
    assert_eq!(records("\r\nID;A\r\n\r\n\n1;a\r\n\r\n"), ["ID=\"1\" A=\"a\""]);
}

#[test]
fn quotes_hold_separators_line_ends_and_quotes() {
    assert_eq!(records("\"ID\";A\n\"1\";\"a;b\"\n"), ["ID=\"1\" A=\"a;b\""]);
    assert_eq!(
        records("ID;A\r\n1;\"a\nb\r\n\r\nc\"\r\n2;\"\"\r\n"),
        ["ID=\"1\" A=\"a\\nb\\r\\n\\r\\nc\"", "ID=\"2\" A=\"\""]
    );
    assert_eq!(
        records("ID;A\n1;\"say \"\"a\"\"\"\n2;\"\"\"\"\n"),
        ["ID=\"1\" A=\"say \\\"a\\\"\"", "ID=\"2\" A=\"\\\"\""]
    );
    // A quote that does not begin a cell is one.
    assert_eq!(records("ID;A\n1;5\" a \"b\"\n"), ["ID=\"1\" A=\"5\\\" a \\\"b\\\"\""]);
    assert_eq!(records("ID;\"A;\n;B\";x\n1;2;3\n"), ["ID=\"1\""]);
}

#[test]
fn a_cell_that_goes_on_after_its_quotes_is_refused() {
    for cell in ["\"a\"b", "\"a\" ", "\"a \"b\" c\"", "\"a\"\"b\"c\"", "\"\"a\"\"", "\"a\"b\"\""] {
        for end in ["\n", ";x\n", ""] {
            let header = if end.len() > 1 { "ID;A;x\n" } else { "ID;A\n" };
            let document = format!("{header}1;ok{}2;{cell}{end}", if end.len() > 1 { ";x\n" } else { "\n" });
            let (before, kind, message) = refused(&document);
            assert_eq!((before.len(), kind), (1, ErrorKind::Malformed), "{document:?}: {message}");
            let place = document.find(cell).unwrap();
            assert!(message.starts_with(&format!("byte {place}, ")), "{document:?}: {message}");
            assert!(message.contains("after its closing quote"), "{message}");
        }
    }
}

#[test]
fn a_row_has_as_many_cells_as_there_are_names() {
    let (before, kind, message) = refused("ID;A\n1;a\n2\n3;c\n");
    assert_eq!((before.len(), kind), (1, ErrorKind::Structure));
    assert!(
        message.starts_with("byte 9, after 1 record: a row has only 1 cells, and the first line names 2"),
        "{message}"
    );
    says("ID;A\r\n1;a\r\n2;b;\r\n", ErrorKind::Structure, &["byte 11, after 1 record:", "more than 2 cells"]);
    says("ID;A\n1;a;b", ErrorKind::Structure, &["byte 5,", "more than 2 cells"]);
    says("ID;A\n \n", ErrorKind::Structure, &["byte 5,", "1 cells"]);
}

#[test]
fn the_first_line_is_checked() {
    says("ID;;A\n1;2;3\n", ErrorKind::Structure, &["byte 0,", "column 2 has no name"]);
    says("ID;A; \n1;2;3\n", ErrorKind::Structure, &["column 3 has no name"]);
    says("ID;A;x;A\n1;2;3;4\n", ErrorKind::Duplicate, &["byte 0,", "names `A` twice"]);
    says("ID;Été;E\u{301}te\u{301}\n1;2;3\n", ErrorKind::Duplicate, &["`Été` twice"]);
    says("ID;x;x\n1;2;3\n", ErrorKind::Duplicate, &["`x` twice"]);
    let stated = |document: &str| {
        let (_, outcome) = read_stated(Some(Shape::Csv), document.as_bytes(), &Limits::default());
        outcome.error.map(|error| (error.kind(), error.to_string())).unwrap()
    };
    let (kind, message) = stated("Id;NOM_OFFRE\n1;a\n");
    assert!(kind == ErrorKind::Structure && message.contains("has no cell `ID`"), "{message}");
    assert_eq!(stated("Caching in progress").0, ErrorKind::Truncated);
    assert_eq!(stated("Caching in progress\n").0, ErrorKind::Structure);
    assert_eq!(stated("ID,A\n1,2\n").0, ErrorKind::Structure);
    assert_eq!(stated("").0, ErrorKind::Empty);
    assert_eq!(stated("<html>").0, ErrorKind::Unrecognised);
}

#[test]
fn a_document_that_is_cut_is_noticed_where_it_can_be() {
    let (before, kind, message) = refused("ID;A\n1;a\n2;\"b\nc;d\n");
    assert_eq!((before.len(), kind), (1, ErrorKind::Truncated));
    assert!(
        message.contains(
            "byte 18, after 1 record: the document ends inside quotes, in the row that begins at byte 9"
        ),
        "{message}"
    );
    says("ID;A\n1;a\n2", ErrorKind::Truncated, &["byte 10, after 1 record:", "inside a record"]);
    says("ID;A", ErrorKind::Truncated, &["byte 4, after 0 records:", "too early"]);
    says("ID;A;\"b", ErrorKind::Truncated, &["inside quotes"]);
    // A row has no end but its last cell: what is missing in it, or after it, cannot be seen.
    assert_eq!(records("ID;A\n1;a\n2;b"), ["ID=\"1\" A=\"a\"", "ID=\"2\" A=\"b\""]);
    let (_, outcome) = read("ID;A\n1;a\n");
    assert_eq!((outcome.complete, outcome.declared, outcome.next), (true, None, false));
}

#[test]
fn another_encoding_is_refused_with_its_repair() {
    says(b"ID;A\n1;caf\xE9\n", ErrorKind::Encoding, &["byte 10,", "0xE9", "WINDOWS-1252"]);
}
