//! What the readers promise, and what the task asks for. Every document is read in chunks of several sizes: nothing
//! may depend on where one ends. And every document is read and written by both methods: both promise the same.

use serde_json::{Value, json};

use crate::chunks;
use crate::fault::Fault;
use crate::json;
use crate::method::{Method, Plain, Tuned};
use crate::names::Naming;
use crate::other::Other;
use crate::slots::Slots;
use crate::task::Task;
use crate::write::Output;

/// What a reader makes of a document.
fn lines<N: Naming, M: Method>(
    read: impl FnOnce(&mut dyn FnMut(&Slots<'_>)) -> Result<(), Fault>,
) -> Result<Vec<Value>, Fault> {
    let mut written = Vec::new();
    let mut output = Output::<_, M>::new(&mut written);
    let read = read(&mut |slots| output.record::<N>(slots));
    output.finish().unwrap();
    let text = String::from_utf8(written).unwrap();
    read.map(|()| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Reads a document by both methods.
fn xml_by<N: Naming>(document: &[u8], chunk: usize) -> Result<Vec<Value>, Fault> {
    let plain = lines::<N, Plain>(|each| chunks::read_by::<N, Plain>(document, chunk, each));
    let tuned = lines::<N, Tuned>(|each| chunks::read_by::<N, Tuned>(document, chunk, each));
    assert_eq!(plain, tuned);
    plain
}

/// Reads a document in all sizes of chunks.
fn xml_bytes(document: &[u8]) -> Result<Vec<Value>, Fault> {
    let whole = xml_by::<Task>(document, chunks::CHUNK);
    for chunk in [4, 7, 64, 333] {
        assert_eq!(xml_by::<Task>(document, chunk), whole, "in chunks of {chunk}");
    }
    whole
}

fn xml(document: &str) -> Result<Vec<Value>, Fault> {
    xml_bytes(document.as_bytes())
}

const HEAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"
 xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><title type="text">Objects</title>"#;

fn entry(fields: &str) -> String {
    format!(
        "<entry><id>x</id><content type=\"application/xml\"><m:properties>{fields}</m:properties></content></entry>\n"
    )
}

fn feed(fields: &str) -> String {
    format!("{HEAD}{}</feed>\n", entry(fields))
}

/// The only record of a feed with these fields, of which the first one is its name.
fn record(fields: &str) -> Value {
    let mut lines = xml(&feed(&format!("<d:NOMOFFRE>N</d:NOMOFFRE>{fields}"))).unwrap();
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

/// The only member that a field gives.
fn member(fields: &str, key: &str) -> Value {
    record(fields).get(key).cloned().unwrap_or_default()
}

/// What is wrong with a document, and the text at which it is.
fn refused<'d>(document: &'d str, what: &str) -> &'d str {
    let fault = xml(document).unwrap_err();
    assert!(fault.what.contains(what), "`{}` is not `{what}`", fault.what);
    &document[usize::try_from(fault.offset).unwrap()..]
}

/// The same for a feed with these fields.
fn refused_in_fields(fields: &str, what: &str, at: &str) {
    let document = feed(fields);
    let rest = refused(&document, what);
    assert!(rest.starts_with(at), "`{rest}` does not begin with `{at}`");
}

#[test]
fn a_feed_gives_its_records_in_order() {
    let entries: String =
        (1..=50).map(|n| entry(&format!("<d:NOMOFFRE>Nº {n}</d:NOMOFFRE><d:X>unread</d:X>"))).collect();
    let lines = xml(&format!("{HEAD}{entries}</feed>")).unwrap();
    let expected: Vec<Value> = (1..=50)
        .map(|n| json!({ "name": format!("Nº {n}"), "kind": "other", "source": "tourinsoft" }))
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn a_document_cut_anywhere_is_refused() {
    let fields = "<d:NOMOFFRE>É &amp; <![CDATA[x]]><!-- c --></d:NOMOFFRE><d:CP m:null=\"true\" /><d:TEL/>";
    let document = feed(fields);
    let end = document.trim_end().len();
    for cut in (0..end).filter(|cut| document.is_char_boundary(*cut)) {
        for chunk in [9, chunks::CHUNK] {
            let fault = xml_by::<Task>(&document.as_bytes()[..cut], chunk).unwrap_err();
            assert_eq!(fault.offset, cut as u64, "{} at {cut}", fault.what);
        }
    }
    assert!(xml(&document[..end]).is_ok());
}

#[test]
fn tags_nest_and_match() {
    refused_in_fields("<d:CP>1</d:INSEE>", "`</d:INSEE>` stands where `</d:CP>` is due", "</d:INSEE>");
    refused_in_fields("<d:X><d:Y></d:X></d:Y>", "`</d:X>` stands where `</d:Y>` is due", "</d:X>");
    refused_in_fields("</m:other>", "is due", "</m:other>");
    refused_in_fields("<d:CP>1</d:CPX>", "is due", "</d:CPX>");
    refused_in_fields("<>1</>", "a name is missing", ">1");
    refused_in_fields("<1>1</1>", "does not begin with a letter", "1>");
    refused("</feed>", "closes nothing");
    assert_eq!(member("<d:CP>22000</d:CP\n >", "zipCode"), "22000");
}

#[test]
fn attributes_are_names_with_quoted_values() {
    let wrong = "not written as name=\"value\"";
    refused_in_fields("<d:X m:null=true>1</d:X>", wrong, "true");
    refused_in_fields("<d:X checked>1</d:X>", wrong, ">1");
    refused_in_fields("<d:X a=\"1\"b=\"2\">1</d:X>", "no space before", "b=");
    refused_in_fields("<d:X a=\"<\">1</d:X>", "a `<` stands in an attribute", "<\"");
    refused_in_fields("<d:X a=\"&nbsp;\">1</d:X>", "a `&` stands alone", "&nbsp;");
    refused_in_fields("<d:X / >1</d:X>", "a `/` stands in a tag", "/ >");
    refused(&format!("{HEAD}<link rel=next /></feed>"), wrong);
    // A `>` may stand in a value, and so may the other quote.
    assert_eq!(member("<d:CP a=\"/>\" b = '\">'>22000</d:CP>", "zipCode"), "22000");
}

#[test]
fn nothing_follows_the_root() {
    let document = feed("");
    assert!(xml(&format!("{document} <!-- the end --> <?end?> \n")).is_ok());
    refused(&format!("{document}x"), "text stands outside");
    refused(&format!("{document}&amp;"), "text stands outside");
    refused(&format!("{document}<![CDATA[x]]>"), "text stands outside");
    refused(&format!("{document}<feed/>"), "a second root");
    refused(&format!("x{document}"), "text stands outside");
    refused("", "no root element");
    refused("<html></html>", "not the `feed` of Atom");
    refused("<feed></feed>", "not the `feed` of Atom");
}

#[test]
fn elements_are_told_apart_by_namespace_and_never_by_prefix() {
    let atom = "http://www.w3.org/2005/Atom";
    let data = "http://schemas.microsoft.com/ado/2007/08/dataservices";
    let metadata = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
    // Other prefixes; the fields without one, and declared where they are needed.
    let document = format!(
        r#"<a:feed xmlns:a="{atom}"><a:entry><a:content><d:properties xmlns:d="{metadata}" xmlns="{data}">
        <NOMOFFRE>N</NOMOFFRE><CP d:null="true">22000</CP><d:INSEE>no field</d:INSEE><x:TEL xmlns:x="{data}">1</x:TEL>
        <x:TELMOB xmlns:x="urn:x">no field</x:TELMOB></d:properties></a:content></a:entry></a:feed>"#
    );
    let expected = json!({ "name": "N", "kind": "other", "phone": "1", "source": "tourinsoft" });
    assert_eq!(xml(&document).unwrap(), [expected]);
    // The same prefix means something else in the second record, and again what it meant in the third.
    let fields = "<d:NOMOFFRE>N</d:NOMOFFRE><d:CP>22000</d:CP>";
    let other = entry(fields).replace("<m:properties>", "<m:properties xmlns:d=\"urn:other\">");
    let document = format!("{HEAD}{}{other}{}</feed>", entry(fields), entry(fields));
    assert_eq!(xml(&document).unwrap().len(), 2);
    // An entry of another namespace is none.
    let document =
        format!("{HEAD}{}</feed>", entry(fields).replace("<entry>", "<entry xmlns=\"urn:other\">"));
    assert_eq!(xml(&document).unwrap(), [] as [Value; 0]);
}

#[test]
fn a_prefix_is_declared() {
    refused_in_fields("<x:CP>1</x:CP>", "the prefix `x:` is declared nowhere", "<x:CP>");
    refused_in_fields("<d:CP x:null=\"true\"/>", "the prefix `x:`", "<d:CP");
    refused_in_fields("<d:A xmlns:x=\"urn:x\"/><x:B/>", "the prefix `x:`", "<x:B/>");
    refused(&format!("{HEAD}<x:link/></feed>"), "the prefix `x:`");
    assert_eq!(member("<d:CP xml:space=\"preserve\">22000</d:CP>", "zipCode"), "22000");
}

#[test]
fn a_field_is_null_if_its_metadata_say_so() {
    for null in ["m:null=\"true\"", "m:null='1'", "m:type=\"Edm.String\" m:null = \" true \""] {
        assert_eq!(member(&format!("<d:CP {null}/>"), "zipCode"), Value::Null);
        assert_eq!(member(&format!("<d:CP {null}>22000</d:CP>"), "zipCode"), Value::Null);
        assert_eq!(member(&format!("<d:X {null}/><d:CP>22000</d:CP>"), "zipCode"), "22000");
    }
    for value in ["m:null=\"false\"", "null=\"true\"", "d:null=\"true\"", "m:nil=\"true\""] {
        assert_eq!(member(&format!("<d:CP {value}>22000</d:CP>"), "zipCode"), "22000");
    }
    // What looks like the usual null is an error as soon as its prefix is declared nowhere.
    let records = format!("{HEAD}{0}{0}</feed>", entry("<d:CP>22000</d:CP><d:TEL m:null=\"true\" />"));
    let renamed = records.replace("m:properties", "n:properties").replace("xmlns:m", "xmlns:n");
    let metadata = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
    let once = renamed.replacen("<entry>", &format!("<entry xmlns:m=\"{metadata}\">"), 1);
    for (document, left) in [(renamed, 2), (once, 1)] {
        assert_eq!(refused(&document, "the prefix `m:`").matches("<d:TEL").count(), left);
    }
    for empty in ["<d:CP/>", "<d:CP></d:CP>", "<d:CP> \n</d:CP>", ""] {
        assert_eq!(member(empty, "zipCode"), Value::Null);
    }
}

#[test]
fn comments_instructions_and_cdata_stand_anywhere() {
    let asides = "<!-- </entry><entry> & --><?php </entry> ?>";
    let document = feed("<d:NOMOFFRE>N</d:NOMOFFRE><d:CP>22000</d:CP>").replace("><", &format!(">{asides}<"));
    assert_eq!(xml(&document).unwrap().len(), 1);
    // In a value, CDATA is text and the others are nothing.
    let value = format!("<d:ADRESSE1>A{asides} &amp; <![CDATA[</entry> &amp; <b>]]>]&gt;</d:ADRESSE1>");
    assert_eq!(member(&value, "address"), "A & </entry> &amp; <b>]>");
    // Before the records, with what looks like the end of one.
    let document = document.replace("<title", "<x><![CDATA[</x></entry></feed>]]></x><title");
    assert_eq!(xml(&document).unwrap().len(), 1);
    refused_in_fields("<!-- a -- b -->", "a comment holds `--`", " b");
    refused_in_fields("<![cdata[x]]>", "neither a comment nor CDATA", "<![cdata[");
    refused_in_fields("<?xml version=\"1.0\"?>", "behind the beginning", "<?xml");
}

#[test]
fn a_doctype_is_refused() {
    let document = feed("").replacen("<feed", "<!DOCTYPE feed [<!ENTITY a \"b\">]><feed", 1);
    assert!(refused(&document, "DOCTYPE").starts_with("<!DOCTYPE"));
}

#[test]
fn references_stand_for_characters() {
    assert_eq!(
        member("<d:ADRESSE1>&lt;&gt;&amp;&quot;&apos;&#233;&#xE9;&#x1F600;</d:ADRESSE1>", "address"),
        "<>&\"'éé😀"
    );
    // Twice escaped is escaped once.
    assert_eq!(member("<d:ADRESSE1>&amp;lt;</d:ADRESSE1>", "address"), "&lt;");
    let bad = [
        "&eacute;",
        "& ",
        "&;",
        "&amp",
        "&#;",
        "&#x;",
        "&#xD800;",
        "&#0;",
        "&#x110000;",
        "&#12a;",
        "&#99999999999;",
        "&Amp;",
    ];
    for reference in bad {
        // In what is read, in what is not, in a record that is excluded, and outside of records.
        refused_in_fields(&format!("<d:CP>1{reference}1</d:CP>"), "a `&` stands alone", reference);
        refused_in_fields(&format!("<d:X>1{reference}1</d:X>"), "a `&` stands alone", reference);
        refused_in_fields(
            &format!("<d:TYPEOFFRE>ORG</d:TYPEOFFRE>{reference}1"),
            "a `&` stands alone",
            reference,
        );
        refused(&format!("{HEAD}{reference}1</feed>"), "a `&` stands alone");
    }
}

#[test]
fn a_document_is_utf8() {
    let mut document = feed("<d:X>é</d:X>").into_bytes();
    let at = document.iter().position(|byte| *byte == 0xC3).unwrap();
    document[at] = 0xFF;
    assert_eq!(
        xml_bytes(&document),
        Err(Fault { offset: at as u64, what: "the document is not UTF-8".to_owned() })
    );
    let other = feed("").replace("utf-8", "iso-8859-1");
    refused(&other, "another encoding");
    assert!(xml(&format!("\u{FEFF}{}", feed(""))).is_ok());
}

#[test]
fn line_ends_are_those_of_xml() {
    assert_eq!(member("<d:ADRESSE1>a\r\nb\rc&#xD;\nd</d:ADRESSE1>", "address"), "a\nb\nc\r\nd");
    assert_eq!(member("<d:ADRESSE1><![CDATA[a\r\nb]]></d:ADRESSE1>", "address"), "a\nb");
}

#[test]
fn only_the_properties_of_an_entry_are_fields() {
    // Records in a link are those of another feed; a field with elements has no text; text between fields is nothing.
    let inner = entry("<d:NOMOFFRE>inner</d:NOMOFFRE>");
    let fields = "&amp;<d:NOMOFFRE>outer</d:NOMOFFRE>x<d:CP>1<d:CP>22000</d:CP></d:CP><e>22</e>";
    let document = feed(fields).replace("<id>x</id>", &format!("<link><feed>{inner}</feed></link>"));
    assert_eq!(
        xml(&document).unwrap(),
        [json!({ "name": "outer", "kind": "other", "source": "tourinsoft" })]
    );
    let bare = feed("<d:NOMOFFRE>N</d:NOMOFFRE>")
        .replace("<content type=\"application/xml\">", "")
        .replace("</content>", "");
    assert_eq!(xml(&bare).unwrap().len(), 1);
    refused(&format!("{HEAD}<entry/></feed>"), "no `m:properties`");
    refused(&format!("{HEAD}<entry><id/></entry></feed>"), "no `m:properties`");
    refused(&feed("").replace("</content>", "<m:properties/></content>"), "`m:properties` twice");
    refused(&format!("{HEAD}<m:error><m:code/></m:error></feed>"), "the server reports an error");
}

#[test]
fn fields_may_come_in_any_order() {
    let fields = [
        "<d:NOMOFFRE>N</d:NOMOFFRE>",
        "<d:CP>22000</d:CP>",
        "<d:INSEE>22278</d:INSEE>",
        "<d:X>1</d:X>",
        "<d:TEL m:null=\"true\"/>",
    ];
    let mut document = HEAD.to_owned();
    for turn in 0..fields.len() {
        document += &entry(&[&fields[turn..], &fields[..turn]].concat().concat());
        document += &entry(&fields[..turn].concat());
    }
    let lines = xml(&format!("{document}</feed>")).unwrap();
    let full = lines.iter().filter(|line| line["zipCode"] == "22000" && line["insee"] == "22278");
    assert_eq!(full.count(), fields.len() + 2);
}

#[test]
fn a_long_record_is_read() {
    let text = "é ".repeat(300_000);
    let lines = xml_by::<Task>(feed(&format!("<d:NOMOFFRE>{text}</d:NOMOFFRE>")).as_bytes(), 1000).unwrap();
    assert_eq!(lines[0]["name"], text.trim());
}

/// What both JSON readers make of a document, by both methods of writing.
fn json(document: &str) -> Result<Vec<Value>, u64> {
    let serde = lines::<Task, Plain>(|each| json::read_serde::<Task>(document.as_bytes(), each));
    let sonic = lines::<Task, Tuned>(|each| json::read_sonic::<Task>(document.as_bytes(), each));
    assert_eq!(serde.is_ok(), sonic.is_ok());
    if let (Ok(serde), Ok(sonic)) = (&serde, &sonic) {
        assert_eq!(serde, sonic);
    }
    serde.map_err(|fault| fault.offset)
}

#[test]
fn json_gives_the_same_as_xml() {
    let document = r#"{"odata.metadata":"x","value":[
        {"NOMOFFRE":"L'\u00c9toile \"Bleue\"","X":{"a":[1]},"CAPACITE":12,"CP":null,"TEL":" 02\r\n61 "}],"odata.count":"1"}"#;
    let expected = record("<d:TEL> 02\n61 </d:TEL><d:CAPACITE>12</d:CAPACITE>");
    let mut lines = json(document).unwrap();
    assert_eq!(lines[0]["name"], "L'Étoile \"Bleue\"");
    lines[0]["name"] = "N".into();
    assert_eq!(lines, [expected]);
}

#[test]
fn json_that_is_not_whole_is_refused() {
    let document = r#"{"value":[{"NOMOFFRE":"N","X":"é"}]}"#;
    assert_eq!(json(document).unwrap().len(), 1);
    for cut in (0..document.len()).filter(|cut| document.is_char_boundary(*cut)) {
        assert!(json(&document[..cut]).is_err(), "cut at {cut}");
    }
    for wrong in
        ["[]", "{}", r#"{"value":{}}"#, r#"{"value":[1]}"#, r#"{"value":[{"CP":[]}]}"#, r#"{"value":[]}x"#]
    {
        assert!(json(wrong).is_err(), "{wrong}");
    }
    assert_eq!(json("{\"value\":[]}\n x"), Err(14));
}

#[test]
fn json_that_nobody_reads_is_json_all_the_same() {
    let within = |value: &str| json(&format!(r#"{{"value":[{{"NOMOFFRE":"N","X":{value}}}]}}"#));
    for right in [r#""\u00e9\n""#, "-1.5e3", "[[],{}]", r#"{"a":[null,true]}"#] {
        assert_eq!(within(right).unwrap().len(), 1, "{right}");
    }
    for wrong in [r#""\uZZZZ""#, r#""\u"abc""#, r#""\q""#, "\"\u{1}\"", "01", "tru", "[1,]", r#"{"a"}"#] {
        assert!(within(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn json_that_nests_deeply_does_not_take_the_stack() {
    let read = || {
        let deep = format!(r#"{{"value":[{{"X":{}{}}}]}}"#, "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert!(json::read_serde::<Task>(deep.as_bytes(), |_| ()).is_ok());
        assert!(json::read_sonic::<Task>(deep.as_bytes(), |_| ()).is_err());
    };
    // What is not optimised takes more for each of the levels that are allowed than the stack of a test has.
    std::thread::Builder::new().stack_size(32 << 20).spawn(read).unwrap().join().unwrap();
}

#[test]
fn records_are_excluded() {
    let named = "<d:NOMOFFRE>N</d:NOMOFFRE>";
    for fields in [
        "<d:TYPEOFFRE> ORG </d:TYPEOFFRE>",
        "<d:TYPEOFFRE>FMA</d:TYPEOFFRE>",
        "<d:Published>2014-12-31T23:59:59.123</d:Published>",
    ] {
        assert_eq!(xml(&feed(&format!("{named}{fields}"))).unwrap(), [] as [Value; 0], "{fields}");
    }
    assert_eq!(xml(&feed("<d:NOMOFFRE> </d:NOMOFFRE><d:CP>22000</d:CP>")).unwrap(), [] as [Value; 0]);
    let listed = feed("<d:NOMOFFRE> </d:NOMOFFRE><d:SyndicObjectName>S</d:SyndicObjectName>");
    assert_eq!(xml(&listed).unwrap()[0]["name"], "S");
    assert_eq!(member("<d:Published>2015-01-01T00:00:00</d:Published>", "published"), "2015-01-01");
    assert_eq!(member("<d:Published>soon</d:Published>", "published"), Value::Null);
}

#[test]
fn the_members_of_the_task() {
    let cases = [
        ("TYPEOFFRE", "HLO", "kind", json!("furnished_rental")),
        ("TYPEOFFRE", "ZZZ", "kind", json!("other")),
        ("ADRESSE2", " 1 rue \"A\" ", "address", json!("1 rue \"A\"")),
        ("CP", "22 000", "zipCode", json!("22000")),
        ("CP", "2200", "zipCode", Value::Null),
        ("CP", "220000", "zipCode", Value::Null),
        ("CP", "2200O", "zipCode", Value::Null),
        ("COMMUNE", "SAINT-QUAY-PORTRIEUX", "locality", json!("Saint-Quay-Portrieux")),
        ("COMMUNE", "L'ÎLE-BOUCHARD", "locality", json!("L'Île-Bouchard")),
        ("COMMUNE", "SABLES  D'OR LES PINS", "locality", json!("Sables d'Or les Pins")),
        ("COMMUNE", "LE CONQUET", "locality", json!("Le Conquet")),
        ("COMMUNE", "MÛR-DE-BRETAGNE", "locality", json!("Mûr-de-Bretagne")),
        ("COMMUNE", "PLOUMANAC'H", "locality", json!("Ploumanac'H")),
        ("COMMUNE", "paimpol", "locality", json!("paimpol")),
        ("COMMUNE", "Saint-Jean-De-Luz", "locality", json!("Saint-Jean-De-Luz")),
        ("LATITUDE", "48,5", "lat", json!(48.5)),
        ("LATITUDE", "-090.0", "lat", json!(-90.0)),
        ("LATITUDE", "90.01", "lat", Value::Null),
        ("LATITUDE", "0,0,0", "lat", Value::Null),
        ("LATITUDE", ".5", "lat", Value::Null),
        ("LATITUDE", "5.", "lat", Value::Null),
        ("LATITUDE", "-", "lat", Value::Null),
        ("LONGITUDE", "180", "long", json!(180)),
        ("LONGITUDE", "912.5", "long", Value::Null),
        ("TEL", " 02  61 ", "phone", json!("02 61")),
        ("MAIL", "Info@Example.ORG", "email", json!("Info@example.org")),
        ("MAIL", "a@b@c.fr", "email", Value::Null),
        ("MAIL", "@c.fr", "email", Value::Null),
        ("MAIL", "a@c", "email", Value::Null),
        ("URL", "www.example.fr/?a=1", "website", json!("http://www.example.fr/?a=1")),
        ("URL", "https://example.fr", "website", json!("https://example.fr")),
        ("URL", "example/a.b", "website", Value::Null),
        ("URL", "voir example.fr", "website", Value::Null),
        ("CLASSEMENT", "4 étoiles", "stars", json!("stars_4")),
        ("CLASSEMENT", "Non classé", "stars", Value::Null),
        ("EQUIPEMENTS", "Bar# Sauna #Minitel#Bar", "equipment", json!(["bar", "sauna"])),
        ("EQUIPEMENTS", "Minitel", "equipment", Value::Null),
        (
            "PHOTOS",
            "a.fr/1|C|#|x#http://a.fr/1|D|E# b.fr | | F |G",
            "photos",
            json!([{ "url": "http://a.fr/1", "caption": "C" }, { "url": "http://b.fr", "credit": "F" }]),
        ),
        (
            "OUVERTURE",
            "01/02/2025|28/02/2025|x#|31/12/2025|y#30/02/2025|01/03/2025",
            "openings",
            json!([{ "from": "2025-02-01", "to": "2025-02-28" }]),
        ),
        (
            "TARIFS",
            "A|12,50|12.5|EUR#|1|2#B|012|#C|0,05|0,50#D|0|x#E|1,234|-1",
            "prices",
            json!([{ "label": "A", "min": 1250, "max": 1250 }, { "label": "B", "min": 1200 },
                { "label": "C", "min": 5, "max": 50 }, { "label": "D", "min": 0 }, { "label": "E" }]),
        ),
        ("CAPACITE", "012", "capacity", json!(12)),
        ("CAPACITE", "12.0", "capacity", Value::Null),
        ("Updated", "2024-02-29T10:00:00", "updated", json!("2024-02-29")),
        ("Updated", "2023-02-29", "updated", Value::Null),
    ];
    for (field, value, key, expected) in cases {
        let value = value.replace('&', "&amp;");
        assert_eq!(member(&format!("<d:{field}>{value}</d:{field}>"), key), expected, "{field} {value}");
    }
}

#[test]
fn text_on_one_line_is_what_its_words_are() {
    // Long enough for blocks, with every kind of byte at every place in one.
    let odd = [
        " ", "  ", "\n", " \n ", "\u{A0}", " \u{A0}", "\u{2009}", "’", " ’", "\"", " \"", "\\", "\u{1}", "É",
        "ã", "€ ",
    ];
    for before in 0..70 {
        for odd in odd {
            let text = format!("x{}{odd}{}", "a b".repeat(before), "é".repeat(40));
            let document =
                serde_json::to_string(&json!({ "value": [{ "NOMOFFRE": text, "INSEE": text }] })).unwrap();
            let lines = json(&document).unwrap();
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(lines[0]["name"], words.join(" "));
            assert_eq!(lines[0]["insee"], text);
        }
    }
}

#[test]
fn the_other_naming_has_its_own_task() {
    let fields = "<d:IDENTNOM>N</d:IDENTNOM><d:LibelleFiche>S</d:LibelleFiche><d:CONTACTFIXE>1</d:CONTACTFIXE>\
        <d:IDENTETOILES>4 étoiles</d:IDENTETOILES><d:PRESTACONFORT>Bar;Sauna#</d:PRESTACONFORT>\
        <d:TARIFGRILLE>A~1~~EUR</d:TARIFGRILLE><d:DateCreation>2001-01-01</d:DateCreation>";
    let expected = json!({ "name": "S", "kind": "other", "equipment": ["bar"], "grade": "high",
        "prices": [{ "label": "A", "min": 100 }], "source": "tourinsoft" });
    assert_eq!(xml_by::<Other>(feed(fields).as_bytes(), chunks::CHUNK).unwrap(), [expected]);
    let plain = feed("<d:IDENTETOILES>3 étoiles</d:IDENTETOILES>");
    assert_eq!(xml_by::<Other>(plain.as_bytes(), chunks::CHUNK).unwrap()[0]["grade"], "plain");
    let event = feed("<d:IDENTFAMILLE>FMA</d:IDENTFAMILLE><d:IDENTNOM>N</d:IDENTNOM>");
    assert_eq!(xml_by::<Other>(event.as_bytes(), chunks::CHUNK).unwrap(), [] as [Value; 0]);
}
