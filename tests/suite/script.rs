//! Scripts: what they see and give, what they cannot do, and that each of them ends.

use std::borrow::Cow;

use passerelle::script::{self, GIVES, Script, Wrong};
use passerelle::value::{CellNames, Element, Kind, Literal, Phone, PhoneKind, Record, Ty, Value};
use proptest::prelude::*;

const TEXT: Ty = Ty { kind: Kind::Text, many: false };

fn compile(text: &str, gives: Ty) -> Result<Script, Wrong> {
    script::compile("f", "scripts/f.rhai", text, 0, gives)
}

/// What is wrong with a script, and the text from there on.
fn wrong(text: &str) -> (Wrong, &str) {
    let Err(wrong) = compile(text, TEXT) else { panic!("{text} compiles") };
    assert!(!wrong.help.is_empty(), "{text}: {wrong:?}");
    let from = wrong.at.map_or("", |at| text.get(at..).unwrap_or_else(|| panic!("{text}: {wrong:?}")));
    (wrong, from)
}

/// `fn f(v)` with this body.
fn script(body: &str, gives: Ty) -> Script {
    compile(&format!("fn f(v) {{\n{body}\n}}"), gives).unwrap_or_else(|wrong| panic!("{body}: {wrong:?}"))
}

fn given<'r>(body: &str, gives: Ty, value: &Value<'r>) -> Value<'r> {
    script(body, gives).call(value, &[])
}

fn text(body: &str, input: &str) -> String {
    match given(body, TEXT, &Value::text(input)) {
        Value::Text(text) => text.into_owned(),
        other => panic!("{body}: {other:?}"),
    }
}

/// The reason why a value is invalid behind a script.
fn why(body: &str, gives: Ty, input: &str) -> String {
    match given(body, gives, &Value::text(input)) {
        Value::Invalid(reason) => {
            assert_eq!(reason.raw, input);
            assert!(!reason.layout);
            reason.why.into_owned()
        }
        other => panic!("{body}: {other:?}"),
    }
}

/// The reason, which names no line but that of the function.
fn limit(body: &str) -> String {
    let why = why(body, TEXT, "abc");
    why.strip_suffix(" (scripts/f.rhai:1)").unwrap_or_else(|| panic!("{body}: {why}")).to_owned()
}

#[test]
fn each_kind_is_given() {
    let of = |body, kind| given(body, Ty::one(kind), &Value::text("22000"));
    assert_eq!(of("v.sub_string(0, 2)", Kind::Text), Value::text("22"));
    assert_eq!(of("v[0]", Kind::Text), Value::text("2"));
    assert_eq!(of("`  ${v} `", Kind::Text), Value::text("22000"), "trimmed, as every text of a record");
    assert_eq!(of("v.parse_int() + 1", Kind::Integer), Value::Integer(22001));
    assert_eq!(of("v.parse_float() / 8", Kind::Decimal), Value::Decimal(2750.0));
    assert_eq!(of("7", Kind::Decimal), Value::Decimal(7.0));
    assert_eq!(of("v == \"22000\"", Kind::Boolean), Value::Boolean(true));
    assert_eq!(of("\"2024-02-29\"", Kind::Date).display(), "2024-02-29");
    for kind in GIVES {
        assert_eq!(of("()", *kind), Value::Missing);
        assert_eq!(of("\" \"", *kind), Value::Missing);
        assert_eq!(of("", *kind), Value::Missing, "an empty function");
        assert_eq!(of("return; 1", *kind), Value::Missing);
    }
}

#[test]
fn another_type_than_promised_is_invalid() {
    let of = |body: &str, kind| why(body, Ty::one(kind), "x");
    assert_eq!(of("1", Kind::Text), "the script gives integer instead of text (scripts/f.rhai:1)");
    assert_eq!(of("[v]", Kind::Text), "the script gives a list instead of text (scripts/f.rhai:1)");
    assert_eq!(of("#{}", Kind::Text), "the script gives a map instead of text (scripts/f.rhai:1)");
    assert_eq!(of("1.0", Kind::Integer), "the script gives decimal instead of integer (scripts/f.rhai:1)");
    assert_eq!(of("v", Kind::Decimal), "the script gives text instead of decimal (scripts/f.rhai:1)");
    assert_eq!(
        of("0.0 / 0.0", Kind::Decimal),
        "the script gives a decimal that is no number (scripts/f.rhai:1)"
    );
    assert_eq!(of("0", Kind::Boolean), "the script gives integer instead of boolean (scripts/f.rhai:1)");
    for date in ["\"2024-02-30\"", "\"29/02/2024\"", "\"2024-02-29T10:00\"", "\"+002024-02\""] {
        assert_eq!(of(date, Kind::Date), "the script gives a text that is no date (scripts/f.rhai:1)");
    }
}

#[test]
fn a_list_is_given_where_one_is_promised() {
    let list = |body, kind| given(body, Ty::list(kind), &Value::text("a,,b"));
    assert_eq!(list("v.split(\",\")", Kind::Text), Value::List(vec![Value::text("a"), Value::text("b")]));
    assert_eq!(list("[1, (), 2]", Kind::Integer), Value::List(vec![Value::Integer(1), Value::Integer(2)]));
    assert_eq!(list("[]", Kind::Text), Value::Missing);
    assert_eq!(list("()", Kind::Text), Value::Missing);
    let of = |body| why(body, Ty::list(Kind::Text), "x");
    assert_eq!(of("v"), "the script gives text instead of a list (scripts/f.rhai:1)");
    assert_eq!(of("[v, 1]"), "the script gives integer instead of text (scripts/f.rhai:1)");
    assert_eq!(of("[[v]]"), "the script gives a list instead of text (scripts/f.rhai:1)");
}

#[test]
fn a_script_cannot_give_what_a_step_makes() {
    let wrong = compile("fn f(v) { v }", Ty::one(Kind::Url)).unwrap_err();
    assert_eq!(wrong.message, "a script cannot give url");
    assert_eq!(wrong.help, "it may give text, integer, decimal, boolean, date");
}

#[test]
fn values_come_as_what_they_are() {
    let of = |value: Value<'static>| given("`${type_of(v)} ${v}`", TEXT, &value).display().into_owned();
    let phone = Phone { e164: "+33199001234".to_owned(), kind: PhoneKind::Landline, known: true };
    assert_eq!(of(Value::text("É")), "string É");
    assert_eq!(of(Value::Integer(-7)), "i64 -7");
    assert_eq!(of(Value::Decimal(44.5)), "f64 44.5");
    assert_eq!(of(Value::Boolean(true)), "bool true");
    assert_eq!(of(Value::Money(1250)), "string 12.50");
    assert_eq!(of(Value::Phone(Box::new(phone))), "string +33199001234");
    assert_eq!(of(Value::Date(jiff::civil::date(2024, 5, 31))), "string 2024-05-31");
    assert_eq!(of(Value::list([Value::Integer(1)])), "array […]");
}

#[test]
fn what_is_not_present_passes() {
    let script = script("throw \"called\"", TEXT);
    for value in [Value::Missing, Value::invalid("why", "raw"), Value::Unknown(Cow::Borrowed("x"))] {
        assert_eq!(script.call(&value, &[]), value);
    }
}

#[test]
fn literals_are_the_further_arguments() {
    let text = "fn f(v, a, b, c, d) { `${v} ${type_of(a)} ${type_of(b)} ${type_of(c)} ${c} ${d}` }";
    let script = script::compile("f", "f.rhai", text, 4, TEXT).unwrap();
    let literals = [
        Literal::Text("x".to_owned()),
        Literal::Number("12.5".to_owned()),
        Literal::Number("12".to_owned()),
        Literal::Boolean(false),
    ];
    assert_eq!(script.call(&Value::text("v"), &literals), Value::text("v string f64 i64 12 false"));
    let Value::Invalid(reason) = script.call(&Value::text("v"), &literals[..3]) else { panic!() };
    assert!(reason.why.ends_with(" (f.rhai:1)"), "{reason:?}");
}

#[test]
fn cells_are_a_map_and_missing_ones_are_not_in_it() {
    let names = ["title", "min", "max"].map(|name| Some(name.to_owned()));
    let cells = ["Adulte", " 12 ", " "].map(Cow::Borrowed);
    let element = Element::new(CellNames::new(names.into()), cells.into());
    let value = Value::Element(element);
    let body =
        r#"`${v.title}/${v.min}/${v.max}/${v["max"] ?? "none"}/${v.keys().join(",")}/${v.other == ()}`"#;
    assert_eq!(given(body, TEXT, &value), Value::text("Adulte/12//none/min,title/true"));
    let Value::Invalid(reason) = given("v.max.to_upper()", TEXT, &value) else { panic!() };
    assert_eq!(reason.why, "there is no `to_upper(())` (scripts/f.rhai:2)");
    assert_eq!(reason.raw, "Adulte| 12 | ");
}

/// A record of one field: `{"Nom": "Le Lac", "Prix": 12.5, "Ouvert": true, "Fax": null, "Lieu": {"Communes": [" A ", ""]}}`,
/// with fictional contents.
fn record() -> Record {
    let mut record = Record::default();
    record.start(1);
    record.claim(0);
    let object = record.open_object();
    record.key("Nom");
    record.text("Le Lac");
    record.key("Prix");
    record.number(format_args!("12.5"));
    record.key("Ouvert");
    record.boolean(true);
    record.key("Fax");
    record.null();
    record.key("Lieu");
    let place = record.open_object();
    record.key("Communes");
    let list = record.open_list();
    record.text(" A ");
    record.text("");
    record.close(list);
    record.close(place);
    record.close(object);
    record
}

#[test]
fn an_object_is_a_map_with_what_it_holds() {
    let record = record();
    let value = Value::one(record.view(0).unwrap());
    let body = "`${v.keys().join(\",\")} ${v.Nom} ${v.Prix} ${v.Ouvert} ${v.Lieu.Communes.join(\"+\")}`";
    assert_eq!(given(body, TEXT, &value), Value::text("Lieu,Nom,Ouvert,Prix Le Lac 12.5 true A"));
    let Value::Element(element) = value else { panic!() };
    let pairs = [("name".to_owned(), "Nom".to_owned()), ("place".to_owned(), "Lieu".to_owned())];
    let names = CellNames::renaming(pairs);
    let value = Value::Element(element.renamed(&names).unwrap());
    let body = "`${v.name} ${v.Nom} ${v.place.Communes[0]}`";
    assert_eq!(given(body, TEXT, &value), Value::text("Le Lac Le Lac A"));
}

#[test]
fn what_is_too_large_for_a_script_is_invalid() {
    let of = |value: &Value<'_>| match given("v", TEXT, value) {
        Value::Invalid(reason) => reason.why.into_owned(),
        other => panic!("{other:?}"),
    };
    let long = Value::text("x".repeat(40_000));
    assert_eq!(of(&long), "it has more than 32768 bytes, too many for a script (scripts/f.rhai:1)");
    let many = Value::List(vec![Value::Integer(1); 1001]);
    assert_eq!(of(&many), "it has more than 1000 items, too many for a script (scripts/f.rhai:1)");
    let mut record = Record::default();
    record.start(2);
    record.claim(0);
    let nodes: Vec<usize> = (0..100)
        .map(|_| {
            let node = record.open_object();
            record.key("a");
            node
        })
        .collect();
    record.text("x");
    nodes.into_iter().rev().for_each(|node| record.close(node));
    record.claim(1);
    let node = record.open_object();
    for member in 0..251 {
        record.key(&member.to_string());
        record.text("x");
    }
    record.close(node);
    let deep = Value::one(record.view(0).unwrap());
    assert_eq!(of(&deep), "it nests deeper than 32, too deep for a script (scripts/f.rhai:1)");
    let wide = Value::one(record.view(1).unwrap());
    assert_eq!(of(&wide), "it has more than 250 members, too many for a script (scripts/f.rhai:1)");
}

#[test]
fn what_an_author_throws_is_the_reason() {
    assert_eq!(why("let a = 1;\nthrow \"no département\"", TEXT, "x"), "no département (scripts/f.rhai:3)");
    assert_eq!(why("throw", TEXT, "x"), "the script throws (scripts/f.rhai:2)");
    assert_eq!(why("throw [1]", TEXT, "x"), "the script throws (scripts/f.rhai:2)");
    assert_eq!(why("throw \"\\x1b[31m\"", TEXT, "x"), "\\u{1b}[31m (scripts/f.rhai:2)");
    assert_eq!(why("throw \"é\".replace(\"é\", v)", TEXT, &"é".repeat(300)).chars().count(), 200 + 19);
    assert_eq!(text("try { throw \"a\" } catch (e) { return e + \"b\" }", "x"), "ab");
}

#[test]
fn an_error_names_its_own_line_and_no_value() {
    let of = |body| why(body, TEXT, "17");
    assert_eq!(of("\nlet n = v.parse_int();\nn / 0"), "division by zero (scripts/f.rhai:4)");
    assert_eq!(of("9223372036854775807 + v.parse_int()"), "addition overflow (scripts/f.rhai:2)");
    assert_eq!(of("9223372036854775807 * 17"), "multiplication overflow (scripts/f.rhai:2)");
    assert_eq!(of("17 ** 100"), "exponential overflow (scripts/f.rhai:2)");
    assert_eq!(of("17 % 0"), "modulo division by zero or overflow (scripts/f.rhai:2)");
    assert_eq!(of("-(-9223372036854775807 - 1)"), "integer overflow (scripts/f.rhai:2)");
    assert_eq!(of("(-9223372036854775807 - 1).abs()"), "integer overflow (scripts/f.rhai:2)");
    assert_eq!(of("1e30.to_int()"), "integer overflow (scripts/f.rhai:2)");
    assert_eq!(of("`x${v}`.parse_int()"), "a text is no whole number (scripts/f.rhai:2)");
    assert_eq!(of("\"inf\".parse_float()"), "a text is no number (scripts/f.rhai:2)");
    assert_eq!(of("v[17]"), "a position outside of the text (scripts/f.rhai:2)");
    assert_eq!(of("[v][17]"), "a position outside of the list (scripts/f.rhai:2)");
    assert_eq!(of("let a = [v]; a.set(17, v)"), "a position outside of the list (scripts/f.rhai:2)");
    assert_eq!(of("v.split(\"\")"), "a text is split by an empty text (scripts/f.rhai:2)");
    assert_eq!(of("v.replace(\"\", \"a\")"), "an empty text is replaced (scripts/f.rhai:2)");
    assert_eq!(
        of("v - \"1\""),
        "a text cannot be subtracted, but `replace` takes a part of it away (scripts/f.rhai:2)"
    );
    assert_eq!(
        of("v + []"),
        "only a text, a number or true and false can be added to a text (scripts/f.rhai:2)"
    );
    assert_eq!(of("v.Nom"), "a member of something that is no map (scripts/f.rhai:2)");
    assert_eq!(of("if v { 1 }"), "text stands where bool is needed (scripts/f.rhai:2)");
    assert_eq!(
        of("for c in v.len() { }"),
        "`for` goes over something that is no list, text or range (scripts/f.rhai:2)"
    );
    assert_eq!(of("const a = [v]; a.push(v)"), "a constant is changed (scripts/f.rhai:2)");
    let helper = "fn f(v) {\n  g(v)\n}\nfn g(v) {\n  v.len() / 0\n}";
    let Value::Invalid(reason) = compile(helper, TEXT).unwrap().call(&Value::text("17"), &[]) else {
        panic!()
    };
    assert_eq!(reason.why, "division by zero (scripts/f.rhai:5)");
}

#[test]
fn nothing_runs_without_end() {
    let steps = "the script does not end within 50000 steps, or does too much with long texts and lists";
    for body in [
        "loop { }",
        "while true { }",
        "do { } while true",
        "loop { continue }",
        "loop { let a = 1; }",
        "loop { v.to_upper() }",
        "loop { try { throw 1 } catch { } }",
        "loop { try { loop { } } catch { } }",
        "for i in 0..9223372036854775807 { }",
        "for i in 0..=9223372036854775807 { let a = i; }",
        "let a = []; for i in 0..999 { a.push([]); } loop { let b = a; }",
        "let a = #{}; for i in 0..240 { a.set(v + i, 1); } loop { let b = a; }",
        "let s = v; for i in 0..13 { s += s; } loop { s + v; }",
        "let s = v; for i in 0..13 { s += s; } loop { s == v; }",
        "let s = v; for i in 0..13 { s += s; } loop { `${s}`; }",
        "let s = v; for i in 0..13 { s += s; } loop { s[-1]; }",
        "let s = v; for i in 0..13 { s += s; } loop { s.replace(\"a\", \"b\"); }",
        "let a = []; for i in 0..999 { a.push(v); } loop { a.sort(); }",
        "let a = []; for i in 0..999 { a.push(i); } loop { `${a}`; }",
    ] {
        assert_eq!(limit(body), steps, "{body}");
    }
}

#[test]
fn nothing_grows_without_end() {
    let longer = "the script makes a text longer than 32768 bytes";
    let list = "the script makes a list of more than 1000 items";
    let map = "the script makes a map of more than 250 members";
    for (body, why) in [
        ("let s = v; loop { s += s; }", longer),
        ("let s = v; loop { s = s + s; }", longer),
        ("let s = v; loop { s = `${s}${s}`; }", longer),
        ("let s = v; loop { s = s.replace(\"a\", s); }", longer),
        ("let a = [v]; loop { a.push(v + a.len()); a = [a.join(\",\"), a.join(\",\")]; }", longer),
        ("let a = []; loop { a.push(1); }", list),
        ("let a = [1]; loop { a += a; }", list),
        ("let a = [1]; loop { a = [a, a]; }", list),
        ("let s = v; for i in 0..10 { s += s; } loop { s.split(\"a\"); }", list),
        ("let m = #{}; let i = 0; loop { i += 1; m.set(v + i, 1); }", map),
        ("let m = #{x: 1}; loop { m = #{a: m, b: m}; }", map),
        ("let a = [1]; loop { a = [a]; }", "the script nests lists and maps deeper than 32"),
        ("let m = #{}; loop { m = #{a: m}; }", "the script nests lists and maps deeper than 32"),
    ] {
        assert_eq!(limit(body), why, "{body}");
    }
}

/// A body that calls itself from the depth of an expression or statement, as deep as the compiler takes it.
fn deepest(open: &str, inner: &str, close: &str) -> String {
    let body = |depth| format!("fn f(v) {{ {}{inner}{} }}", open.repeat(depth), close.repeat(depth));
    (0..100).map(body).take_while(|text| compile(text, TEXT).is_ok()).last().unwrap()
}

#[test]
fn recursion_ends_before_the_stack_does() {
    let check = || {
        for (open, inner, close) in [
            ("", "f(v)", ""),
            ("", "f(v)", " + 1"),
            ("1 + (", "f(v)", ")"),
            ("{", "f(v)", "}"),
            ("if true { ", "f(v)", "}"),
            ("if v == 1 { 1 } else ", "{ f(v) }", ""),
            ("switch 1 { 1 => ", "f(v)", "}"),
            ("for i in [1] { ", "f(v)", "}"),
            ("try { ", "f(v)", "} catch { }"),
            ("[", "f(v)", "]"),
            ("#{a: ", "f(v)", "}"),
            ("`${", "f(v)", "}`"),
            ("f(", "v", ")"),
        ] {
            let text = deepest(open, inner, close);
            let result = compile(&text, TEXT).unwrap().call(&Value::text("abc"), &[]);
            let Value::Invalid(reason) = result else { panic!("{text}: {result:?}") };
            assert_eq!(reason.why, "functions call one another too deeply (scripts/f.rhai:1)", "{text}");
        }
        let mutual = compile("fn f(v) { g(v) } fn g(v) { f(v) }", TEXT).unwrap();
        let Value::Invalid(reason) = mutual.call(&Value::text("abc"), &[]) else { panic!() };
        assert_eq!(reason.why, "functions call one another too deeply (scripts/f.rhai:1)");
    };
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(check).unwrap().join().unwrap();
}

#[test]
fn functions_call_one_another_within_reason() {
    let text =
        "fn f(v) { fact(v.parse_int()).to_string() } fn fact(n) { if n < 2 { 1 } else { n * fact(n - 1) } }";
    assert_eq!(compile(text, TEXT).unwrap().call(&Value::text("7"), &[]), Value::text("5040"));
}

#[test]
fn a_text_that_nests_too_deeply_is_refused() {
    for (open, inner, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{", "1", "}"),
        ("#{a:", "1", "}"),
        ("!", "true", ""),
        ("`${", "1", "}`"),
        ("if true {", "1", "}"),
        ("", "1", "+ 1"),
        ("", "v", ".a"),
        ("", "v", "[0]"),
        ("", "v", "&& v"),
    ] {
        for depth in [60, 5000] {
            let text = format!("fn f(v) {{ {}{inner}{} }}", open.repeat(depth), close.repeat(depth));
            assert_eq!(wrong(&text).0.message, "this nests too deeply", "{open} {depth}");
        }
        wrong(&format!("fn f(v) {{ {}", open.repeat(5000)));
    }
}

#[test]
fn large_scripts_are_refused() {
    let huge = format!("fn f(v) {{ v }} // {}", "x".repeat(70_000));
    assert_eq!(wrong(&huge).0.message, format!("`scripts/f.rhai` has {} bytes", huge.len()));
    let functions = (0..100).map(|n| format!("fn g{n}() {{ }}\n")).collect::<Vec<_>>().concat();
    assert!(wrong(&functions).0.message.starts_with("number of functions"));
    let list = format!("fn f(v) {{ [{}] }}", "1,".repeat(2000));
    assert!(wrong(&list).0.help.contains("1000 items"));
    let constant = format!("fn f(v) {{\n  \"{}\"\n}}", "é".repeat(1001));
    let (refused, from) = wrong(&constant);
    assert_eq!(
        (refused.message.as_str(), refused.help.as_str()),
        ("a text of 2002 bytes in a script", "it may have 2000")
    );
    assert!(from.starts_with("\"éé"));
    let (refused, from) = wrong("fn f(v) { f(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17) }");
    assert_eq!((refused.message.as_str(), &from[..6]), ("`f` stands here with 17 arguments", "f(1,2,"));
}

#[test]
fn the_function_must_be_there_with_its_parameters() {
    let of = |text, arguments| {
        script::compile("department_name", "place.rhai", text, arguments, TEXT).unwrap_err()
    };
    let none = of("", 0);
    assert_eq!(none.message, "`place.rhai` has no function `department_name`");
    assert_eq!((none.at, none.help.as_str()), (None, "write `fn department_name(value) { … }` there"));
    assert_eq!(
        of("fn x(v) { }", 2).help,
        "write `fn department_name(value, …) { … }` there, with 3 parameters"
    );
    assert_eq!(of("fn departement_name(v) { v }", 0).help, "there is `departement_name`");
    let text = "// é\nfn department_name() { 1 }";
    let arity = of(text, 0);
    assert_eq!(arity.message, "the function `department_name` has 0 parameters, and 1 is needed");
    assert!(text[arity.at.unwrap()..].starts_with("{ 1"), "{arity:?}");
    assert_eq!(
        of("fn department_name(v) { v }", 1).message,
        "the function `department_name` has 1 parameter, and 2 are needed"
    );
    let both = "fn department_name(v) { v } fn department_name(v, w) { w }";
    let second = script::compile("department_name", "place.rhai", both, 1, TEXT).unwrap();
    assert_eq!(second.call(&Value::text("x"), &[Literal::Text("y".to_owned())]), Value::text("y"));
}

#[test]
fn a_mistake_is_found_where_it_is() {
    for (text, at, message) in [
        ("fn f(v) {\n  let e = \"ü\" v\n}", "v\n}", "expecting `;` to terminate this statement"),
        ("fn f(v) {\r\n  let a = ;\r\n}", ";\r\n}", "unexpected `;`"),
        ("fn f(v) { \"ü\" + w }", "w }", "undefined variable: w"),
        ("fn f(v) { let a = 1; g(a) } fn g(x) { a }", "a }", "undefined variable: a"),
        ("fn f(v) { `ü` + trimm(v) }", "trimm(v)", "there is no function `trimm`"),
        ("fn f(v) { v.too_upper() }", "too_upper()", "there is no function `too_upper`"),
        ("fn f(v) { v.replace(\"a\") }", "replace(", "`replace` stands here with 1 argument"),
        ("fn f(v) { g(v, v) } fn g(x) { x }", "g(v, v)", "`g` stands here with 2 arguments"),
        ("fn f(v) { v.g() } fn g(x) { x }", "g() }", "`g` is a function of this file, and no method"),
        ("let a = 1;\nfn f(v) { v }", "let a", "a statement outside of a function is never run"),
        ("fn f(v) { v[0] = 'x'; }", "v[0]", "an item cannot be assigned by its position"),
        (
            "fn f(v) { let a = [[1]]; a[0].push(1); a[v][0] += 1 }",
            "a[v]",
            "an item cannot be assigned by its position",
        ),
        ("fn f(v) { v[0..5] }", "..5]", "a range may stand in `for` only"),
        ("fn f(v) { g(0..5) } fn g(r) { r }", "..5)", "a range may stand in `for` only"),
        ("fn f(v) { let r = 0..=5; }", "..=5", "a range may stand in `for` only"),
        ("fn f(v) { loop { break v } }", "break v", "`break` takes no value in scripts"),
        ("fn f(v) { let g = |x| x; }", "|x| x", "unexpected `|`"),
        (
            "fn f(v) { fn g() { } }",
            "fn g",
            "function definitions must be at global level and cannot be inside a block or another function",
        ),
    ] {
        let (found, from) = wrong(text);
        assert_eq!((found.message.as_str(), from.get(..at.len())), (message, Some(at)), "{text}: {found:?}");
    }
    assert_eq!(wrong("fn f(v) { v.too_upper() }").0.help, "did you mean `to_upper`?");
    assert_eq!(wrong("fn f(v) { v.replace(\"a\") }").0.help, "it takes 2");
    let (open, _) = wrong("fn f(v) {");
    assert_eq!(open.at, Some(9));
}

#[test]
fn nothing_reaches_out_of_a_script() {
    for text in [
        "fn f(v) { eval(\"1\") }",
        "fn f(v) { print(v) }",
        "fn f(v) { debug(v) }",
        "import \"x\" as x; fn f(v) { v }",
        "fn f(v) { import \"x\" as x; }",
        "export f; fn f(v) { v }",
        "fn f(v) { this }",
        "fn f(v) { Fn(\"f\") }",
        "fn f(v) { f.call(v) }",
        "fn f(v) { call(f, v) }",
        "fn f(v) { f.curry(v) }",
        "fn f(v) { is_def_fn(\"f\", 1) }",
        "fn f(v) { is_def_var(\"v\") }",
        "fn f(v) { sleep(1) }",
        "fn f(v) { timestamp() }",
        "fn f(v) { rand() }",
        "fn f(v) { exit(v) }",
        "fn f(v) { blob(100) }",
        "fn f(v) { v.pad(100000, \"\") }",
        "fn f(v) { g!() } fn g() { v }",
        "fn f(v) { global::x }",
        "fn f(v) { std::fs::read(v) }",
        "fn f(v) { parse_json(v) }",
        "fn f(v) { get_fn_metadata_list() }",
        "fn f(v) { v.tag = 1 }",
    ] {
        let found = compile(text, TEXT);
        if text.contains("tag") {
            assert!(matches!(found.unwrap().call(&Value::text("x"), &[]), Value::Invalid(_)), "{text}");
        } else {
            assert!(found.is_err(), "{text}");
        }
    }
    assert_eq!(wrong("fn f(v) { print(v) }").0.message, "`print` is not available in scripts");
    assert_eq!(wrong("fn f(v) { eval(v) }").1, "eval(v) }");
}

/// What is judged in the tree is found wherever an expression or a statement may stand.
#[test]
fn no_place_is_overlooked() {
    for place in [
        "#;",
        "let a = {#};",
        "const a = {#};",
        "let a = 1; a = {#};",
        "let a = 1; a += {#};",
        "let a = #{}; a.b = {#};",
        "let a = #{}; a[{#; \"b\"}];",
        "if 1 in [{#}] { }",
        "if true { # }",
        "if true { } else { # }",
        "if true { } else if 1 in [{#}] { }",
        "while 1 in [{#}] { }",
        "while true { # }",
        "do { # } while true",
        "do { } until 1 in [{#}]",
        "loop { # }",
        "loop { break {#}; }",
        "loop { loop { break [{#}]; } }",
        "for i in [{#}] { }",
        "for i in 0..f({#}) { }",
        "for (i, n) in [1] { # }",
        "switch [{#}] { _ => 1 }",
        "switch 1 { 1 => {#} }",
        "switch 1 { 1 | 2 => {#} }",
        "switch 1 { 0..5 => {#} }",
        "switch 1 { 1 if 1 in [{#}] => 2 }",
        "switch 1 { 0..5 if 1 in [{#}] => 2 }",
        "switch 1 { _ => {#} }",
        "let a = switch 1 { _ => {#} };",
        "let a = if true { # };",
        "try { # } catch { }",
        "try { } catch (e) { # }",
        "return {#};",
        "throw {#};",
        "{ { # } }",
        "[{#}]",
        "#{a: {#}}",
        "`${#}`",
        "f({#})",
        "f({#});",
        "v.contains({#})",
        "v.a.contains({#})",
        "({#}).len()",
        "v[{#}]",
        "v[0][{#}]",
        "v.a[{#}].b",
        "v?.contains({#})",
        "v?[{#}]",
        "true && {#}",
        "true || {#}",
        "() ?? {#}",
        "1 + {#}",
        "-{#}",
        "!{#}",
        "1 in {#}",
        "({#}) in [1]",
    ] {
        let text = format!("fn f(v) {{ {} }}", place.replace('#', "v[0] = 'x'").replace("v[0] = 'x'{", "#{"));
        let Err(found) = compile(&text, TEXT) else { panic!("{text} compiles") };
        let expected = if place.contains("break") {
            "`break` takes no value in scripts"
        } else {
            "an item cannot be assigned by its position"
        };
        assert_eq!(found.message, expected, "{text}: {found:?}");
    }
}

#[test]
fn nothing_is_kept_from_one_call_to_the_next() {
    let text = "fn f(v) { let m = g(); m.set(v, m.len()); let l = [1]; l.push(v); `${m.len()} ${l.len()}` } \
                fn g() { #{a: 1} }";
    let script = compile(text, TEXT).unwrap();
    for _ in 0..3 {
        assert_eq!(script.call(&Value::text("x"), &[]), Value::text("2 2"));
    }
    let argument = compile("fn f(v) { v.push(1); v.len().to_string() }", TEXT).unwrap();
    let list = Value::List(vec![Value::Integer(1)]);
    for _ in 0..3 {
        assert_eq!(argument.call(&list, &[]), Value::text("2"));
    }
}

#[test]
fn a_script_gives_the_same_on_every_thread() {
    let endless =
        compile("fn f(v) { let s = v; loop { s += v; if s.len() > 90 { throw s.sub_string(0, 5) } } }", TEXT);
    let endless = endless.unwrap();
    let first = endless.call(&Value::text("abc"), &[]);
    assert_eq!(endless.clone().call(&Value::text("abc"), &[]), first);
    let spent = script("let n = 0; loop { n += 1; if n > 9000 { v.sub_string(n) } }", TEXT);
    let spent_first = spent.call(&Value::text("abc"), &[]);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                assert_eq!(endless.call(&Value::text("abc"), &[]), first);
                assert_eq!(spent.call(&Value::text("abc"), &[]), spent_first);
            });
        }
    });
}

#[test]
fn a_script_shows_itself_shortly() {
    assert_eq!(
        format!("{:?}", script("v", Ty::list(Kind::Date))),
        "Script(f of scripts/f.rhai:1, gives list of date)"
    );
}

#[test]
fn texts_can_be_worked_on() {
    for (body, expected) in [
        ("v.len().to_string()", "8"),
        ("len(v).to_string()", "8"),
        ("v.to_upper()", "ÉTÉ ÉTÉ"),
        ("v.to_upper().to_lower()", "été été"),
        ("v.trim()", "été été"),
        ("v.trim(); v", "été été"),
        ("v.replace(\"té\", \"-\")", "é- é-"),
        ("v.replace('é', \"e\"); v", "ete ete"),
        ("v.split().join(\"|\")", "été|été"),
        ("v.split('t').join(\"|\")", "é|é é|é"),
        ("v.split(\" \").len().to_string()", "3"),
        ("v.sub_string(1, 3)", "été"),
        ("v.sub_string(-3)", "été"),
        ("v.sub_string(-99, 2)", "é"),
        ("v.sub_string(99)+\"x\"", "x"),
        ("v.sub_string(1, -5)+\"x\"", "x"),
        ("v.index_of(\"t\").to_string()", "2"),
        ("v.index_of('z').to_string()", "-1"),
        ("`${v.contains(\"té\")} ${\"té\" in v} ${'z' in v}`", "true true false"),
        ("`${v.starts_with(' ')} ${v.ends_with(\"té\")} ${v.is_empty()}`", "true true false"),
        ("`${v[1]}${v[-1]}`", "éé"),
        ("let s = \"\"; for c in v { if c != 't' { s += c; } } s", "éé éé"),
        ("let s = \"\"; for (c, n) in v { s += `${n}`; } s", "01234567"),
        ("'é'.to_upper() + \"x\" + 1 + 2.5 + true + () + 'c'", "Éx12.5truec"),
        ("1 + v.trim()", "1été été"),
        ("v == \" été été\" && v > \"\" ? 1 : 2", ""),
    ] {
        if body.contains('?') {
            wrong(&format!("fn f(v) {{ {body} }}"));
        } else {
            assert_eq!(text(body, " été été"), expected, "{body}");
        }
    }
}

#[test]
fn numbers_lists_and_maps_can_be_worked_on() {
    for (body, expected) in [
        ("`${(-7).abs()} ${-v.parse_int()} ${7 / 2} ${7 % 2} ${2 ** 3}`", "7 -12 3 1 8"),
        (
            "`${2.5.round()} ${2.5.floor()} ${2.1.ceiling()} ${2.9.to_int()} ${7.to_float() / 2}`",
            "3 2 3 2 3.5",
        ),
        ("`${min(1, 2)} ${max(1, 2)} ${min(1.5, 2.5)} ${\" 1.5 \".parse_float()}`", "1 2 1.5 1.5"),
        ("let a = [3, 1, 2]; a.sort(); a.reverse(); a.push(9); a.join(\",\")", "3,2,1,9"),
        ("let a = [\"é\", \"b\", \"a\"].sort(); a.join(\"\")", "abé"),
        (
            "let a = [1, 2, 3, 4]; let b = a.extract(1, 2); `${b.join(\"\")} ${a.pop()} ${a.shift()} ${a.remove(0)} ${a.len()}`",
            "23 4 1 2 1",
        ),
        (
            "let a = [1, 2]; a.set(-1, 7); a += [8]; a += 9; `${a.join(\"\")} ${a.contains(7)} ${7 in a} ${a.index_of(9)} ${a.pop()}`",
            "1789 true true 3 9",
        ),
        (
            "let m = #{a: 1}; m.b = 2; m[\"c\"] = 3; m.set(v, 4); `${m.keys().join(\"\")} ${m.values().join(\"\")} ${m.len()} ${v in m} ${m.remove(\"a\")} ${m.get(\"a\")}`",
            "12abc 4123 4 true 1",
        ),
        ("let m = #{\"22\": \"Côtes-d'Armor\"}; m[v] ?? m[\"22\"]", "Côtes-d'Armor"),
        ("switch v { \"11\" => \"a\", \"12\" => \"b\", _ => \"c\" }", "b"),
        ("switch v.parse_int() { 0..5 => \"a\", 5..20 => \"b\", _ => \"c\" }", "b"),
        ("let n = 0; for i in 0..=3 { n += i; } `${n} ${!true}`", "6 false"),
        ("try { v.to_upper().nothing } catch { return \"caught\" }", "caught"),
        ("[1, 1.0, true, 'c', ()].join(\",\")", "1,1.0,true,c"),
    ] {
        assert_eq!(text(body, "12"), expected, "{body}");
    }
}

/// Pieces of scripts: most that is put together of them is refused, and what is not must end.
fn piece() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "v",
        "a",
        "m",
        "s",
        "1",
        "0",
        "-1",
        "2.5",
        "9223372036854775807",
        "\"é\"",
        "'x'",
        "true",
        "()",
        "[]",
        "#{}",
        "[v, 1]",
        "#{a: v}",
        "m.a",
        "a[0]",
        "s[-1]",
        "v.len()",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let call = prop::sample::select(vec![
            "len",
            "trim",
            "split",
            "to_upper",
            "keys",
            "values",
            "sort",
            "reverse",
            "pop",
            "to_string",
            "parse_int",
            "f",
            "g",
        ]);
        let with = prop::sample::select(vec![
            "push",
            "contains",
            "index_of",
            "split",
            "join",
            "replace",
            "sub_string",
            "remove",
            "get",
            "set",
            "extract",
        ]);
        let operator = prop::sample::select(vec![
            "+", "-", "*", "/", "%", "**", "==", "<", "&&", "??", "in", "..", "<<",
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (inner.clone(), call).prop_map(|(a, name)| format!("({a}).{name}()")),
            (inner.clone(), with, inner.clone()).prop_map(|(a, name, b)| format!("({a}).{name}({b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a}).set({b}, {c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            inner.clone().prop_map(|a| format!("`${{{a}}}${{{a}}}`")),
            inner.clone().prop_map(|a| format!("f({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("if {a} {{ {b} }}")),
        ]
    })
}

fn statement() -> impl Strategy<Value = String> {
    prop_oneof![
        piece(),
        piece().prop_map(|a| format!("s += {a}")),
        piece().prop_map(|a| format!("a += {a}")),
        piece().prop_map(|a| format!("a = {a}")),
        piece().prop_map(|a| format!("a.push({a})")),
        piece().prop_map(|a| format!("m.b = {a}")),
        piece().prop_map(|a| format!("throw {a}")),
        piece().prop_map(|a| format!("loop {{ {a}; s += v; a.push(s) }}")),
        piece().prop_map(|a| format!("for i in {a} {{ a.push(i) }}")),
        piece().prop_map(|a| format!("try {{ {a} }} catch (e) {{ e }}")),
        "[a-z0-9{}()\\[\\].;|\"`$# ]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_put_together_ends(body in prop::collection::vec(statement(), 1..6), input in ".{0,8}") {
        let start = "let a = [1]; let m = #{a: v}; let s = `${v}`; ";
        let text = format!("fn f(v) {{ {start}{} }} fn g(x) {{ f(x) }}", body.join(";\n"));
        for gives in [TEXT, Ty::list(Kind::Integer)] {
            let Ok(script) = compile(&text, gives) else { continue };
            let value = Value::text(input.clone());
            let first = script.call(&value, &[]);
            if let Value::Invalid(reason) = &first {
                prop_assert!(!reason.why.contains("breaks Rhai"), "{}", text);
            }
            prop_assert_eq!(script.call(&value, &[]), first);
        }
    }

    #[test]
    fn no_text_is_too_odd_to_be_refused(text in "\\PC{0,60}", gap in any::<usize>()) {
        let _ = compile(&text, TEXT);
        let known = "fn f(v) { let a = [1, `x${v}`]; if v in a { throw 'é' } else { a.join(\", \") } }";
        let gap = (0..=gap % known.len()).rev().find(|at| known.is_char_boundary(*at)).unwrap();
        let (before, after) = known.split_at(gap);
        if let Err(wrong) = compile(&format!("{before}{text}{after}"), TEXT) {
            prop_assert!(wrong.at.is_none_or(|at| at <= before.len() + text.len() + after.len()));
        }
    }
}
