//! Atom: namespaces, text, entries.

use passerelle::feed::ErrorKind;

use super::support::{ROOT, atom, entry, one, records, says};

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
