//! Every built-in step: its examples, and that it never panics.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use passerelle::functions::{self, Args, Function, Notes, ParamKind, Step, Takes, apply};
use passerelle::manifest::{Matching, Row, Table};
use passerelle::source::{FileId, Span, Spanned};
use passerelle::value::{CellNames, Day, Element, Kind, Literal, Period, PhoneKind, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const MEDIA: &str = "https://media.example.org/upload/";

static SAMPLE: LazyLock<Arc<Table>> = LazyLock::new(|| {
    let text = |text: &str| Spanned { value: text.to_owned(), span: Span::new(FileId(0), 0, 0) };
    let row = |label: &str, codes: &[&str], nothing: Option<&str>| Row {
        label: text(label),
        codes: codes.iter().map(|code| text(code)).collect(),
        nothing: nothing.map(str::to_owned),
    };
    let rows = vec![
        row("Parking", &["parking"], None),
        row("Gîte et chambre d'hôtes", &["gite", "guest_room"], None),
        row("Sans objet", &[], Some("says that there is none")),
    ];
    Arc::new(
        Table::new("sample".to_owned(), text("services"), Matching::Exact, rows).expect("distinct labels"),
    )
});

/// One step of a pipeline such as `phone("FR") | first`.
fn build(call: &str) -> Result<(&'static Function, Step), String> {
    let (name, arguments) = call.split_once('(').unwrap_or((call, ")"));
    let arguments = arguments.strip_suffix(')').expect("a closed bracket");
    let literals: Vec<Literal> = if arguments.is_empty() {
        vec![]
    } else {
        let arguments: Vec<Json> =
            serde_json::from_str(&format!("[{arguments}]")).expect("literal arguments");
        arguments.iter().map(|json| Literal::Text(json.as_str().expect("a text").to_owned())).collect()
    };
    let function = functions::find(name).ok_or_else(|| format!("no step `{name}`"))?;
    assert_eq!(literals.len(), function.params.len(), "{call}");
    let has_table = function.params.iter().any(|param| param.kind == ParamKind::Table);
    let args =
        Args { literals: &literals, table: has_table.then_some(&SAMPLE), media: Some(MEDIA), area: None };
    Ok((function, (function.build)(&args)?))
}

fn run<'r>(calls: &str, input: Value<'r>) -> (Value<'r>, Notes) {
    let mut notes = Notes::default();
    let value = calls.split(" | ").fold(input, |value, call| {
        let (function, step) = build(call).expect("the step can be built");
        apply(function.takes, &step, value, &mut notes)
    });
    (value, notes)
}

fn read(json: &Json) -> Value<'static> {
    let owned = |text: &str| match Value::raw(text) {
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        other => Value::text(other.display().into_owned()),
    };
    match json {
        Json::Null => Value::Missing,
        Json::String(text) => owned(text),
        Json::Bool(_) | Json::Number(_) => owned(&json.to_string()),
        Json::Array(values) => Value::list(values.iter().map(read)),
        Json::Object(cells) => {
            let names = CellNames::new(cells.keys().map(|name| Some(name.clone())).collect());
            let cells =
                cells.values().map(|cell| Cow::Owned(cell.as_str().expect("a cell").to_owned())).collect();
            Value::Element(Element::new(names, cells))
        }
    }
}

fn write(value: &Value<'_>) -> Json {
    match value {
        Value::Missing => json!("missing"),
        Value::Invalid(reason) => json!(format!("invalid: {}", reason.why)),
        Value::Unknown(text) => json!(format!("unknown: {text}")),
        Value::Integer(number) | Value::Money(number) => json!(number),
        Value::Decimal(number) => json!(number),
        Value::Boolean(yes) => json!(yes),
        Value::List(values) => values.iter().map(write).collect(),
        Value::Period(period) => write_period(period),
        Value::Text(_) | Value::Date(_) | Value::Time(_) | Value::Phone(_) | Value::Element(_) => {
            json!(value.display())
        }
    }
}

fn write_period(period: &Period) -> Json {
    let mut object = serde_json::Map::new();
    object.insert("startDate".to_owned(), json!(period.start.to_string()));
    object.insert("endDate".to_owned(), json!(period.end.to_string()));
    if let Some(hours) = &period.daily {
        object.insert("daily".to_owned(), json!(hours.to_string()));
    }
    for (day, hours) in &period.days {
        object.insert(day.word().to_owned(), json!(hours.to_string()));
    }
    if !period.closed.is_empty() {
        object.insert("closed".to_owned(), period.closed.iter().map(|day| day.word()).collect());
    }
    Json::Object(object)
}

#[test]
fn every_example_holds() {
    let mut wrong = vec![];
    for function in functions::all() {
        for example in function.examples {
            let input =
                serde_json::from_str(example.input).unwrap_or_else(|why| panic!("{}: {why}", example.input));
            let given = write(&run(example.call, read(&input)).0);
            let wanted = serde_json::from_str(example.output).unwrap_or_else(|_| json!(example.output));
            if given != wanted {
                wrong.push(format!(
                    "{} | {}\n  gives  {given}\n  not    {wanted}",
                    example.input, example.call
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn steps_are_sorted_and_say_what_they_do() {
    assert!(functions::all().windows(2).all(|two| two[0].name < two[1].name));
    for function in functions::all() {
        assert!(std::ptr::eq(functions::find(function.name).unwrap(), *function));
        assert!(!function.summary.is_empty() && !function.summary.ends_with('.'), "{}", function.name);
        assert!(function.doc.ends_with('.') && !function.doc.contains("  "), "{}", function.name);
        assert!(function.examples.len() >= 2, "{}", function.name);
        assert!(
            function.examples.iter().any(|example| example.call.contains(function.name)),
            "{}",
            function.name
        );
        let takes_elements = matches!(function.takes, Takes::Whole([Kind::Element]));
        assert_eq!(takes_elements, function.cells.is_some(), "{}", function.name);
    }
    assert!(functions::find("squash").is_none());
}

#[track_caller]
fn gives(call: &str, cases: &[(&str, &str)]) {
    for (input, wanted) in cases {
        let (value, _) = run(call, Value::raw(input));
        let given = write(&value);
        let given = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
        assert_eq!(given, *wanted, "{input:?} | {call}");
    }
}

#[test]
fn house_numbers_and_streets_are_told_apart() {
    for (line, number, street) in [
        ("70 boulevard X", "70", "boulevard X"),
        ("12 bis rue X", "12 bis", "rue X"),
        ("12bis rue X", "12bis", "rue X"),
        ("12B rue X", "12B", "rue X"),
        ("12 B rue X", "12 B", "rue X"),
        ("12 B, rue X", "12 B", "rue X"),
        ("12-14 rue X", "12-14", "rue X"),
        ("12 - 14 rue X", "12 - 14", "rue X"),
        ("12 et 14 rue X", "12 et 14", "rue X"),
        ("12/14, rue X", "12/14", "rue X"),
        ("12, rue X", "12", "rue X"),
        ("12 ter, rue X", "12 ter", "rue X"),
        ("12 - rue X", "12", "rue X"),
        ("3ème avenue", "missing", "3ème avenue"),
        ("3e avenue", "missing", "3e avenue"),
        ("1er étage", "missing", "1er étage"),
        ("11 novembre 1918 (rue du)", "missing", "11 novembre 1918 (rue du)"),
        ("8 mai 1945", "missing", "8 mai 1945"),
        ("5 rue du 8 mai 1945", "5", "rue du 8 mai 1945"),
        ("3 km de Bergerac", "missing", "3 km de Bergerac"),
        ("4 chemins", "missing", "4 chemins"),
        ("4 chemin du Lac", "4", "chemin du Lac"),
        ("24100 Bergerac", "missing", "24100 Bergerac"),
        ("02 61 91 79 55", "missing", "02 61 91 79 55"),
        ("2 R du Pont", "2", "R du Pont"),
        ("2 d'Artagnan", "2", "d'Artagnan"),
        ("12 à 14 rue X", "12 à 14", "rue X"),
        ("7 à l'Abbaye", "7", "à l'Abbaye"),
        ("2 a la Roche", "2", "a la Roche"),
        ("12", "12", "missing"),
        ("12 bis", "12 bis", "missing"),
        ("Le Bourg", "missing", "Le Bourg"),
        ("RN 21", "missing", "RN 21"),
        ("4bis, rue X", "4bis", "rue X"),
    ] {
        gives("street_number", &[(line, number)]);
        gives("street_name", &[(line, street)]);
    }
}

#[test]
fn place_names_in_capitals_are_written_as_on_a_map() {
    gives(
        "title_case",
        &[
            ("SAINT-CYR-L'ECOLE", "Saint-Cyr-l'Ecole"),
            ("SAINT-PIERRE-DE-CHIGNAC", "Saint-Pierre-de-Chignac"),
            ("L'ISLE-SUR-LA-SORGUE", "L'Isle-sur-la-Sorgue"),
            ("MONT-DE-MARSAN", "Mont-de-Marsan"),
            ("BOIS D'AMONT", "Bois d'Amont"),
            ("LES EYZIES (24)", "Les Eyzies (24)"),
            ("EYZIES (LES)", "Eyzies (Les)"),
            ("PONT-A-MOUSSON", "Pont-à-Mousson"),
            ("VILLA A", "Villa A"),
            ("PARIS 12E", "Paris 12e"),
            ("VILLE - LE BOURG", "Ville - Le Bourg"),
            ("ÉVRY", "Évry"),
            ("Y", "Y"),
            ("Le Bugue", "Le Bugue"),
            ("24100", "24100"),
        ],
    );
}

proptest! {
    /// A hyphen of typography is one of the signs that only the library knows, so it judges the second text.
    #[test]
    fn telephone_numbers_are_the_same_whatever_stands_between_their_digits(
        before in prop::sample::select(vec!["", "0", "+33", "0033", "33", "+33 0", "+33 (0)", "00330", "00", "+590", "+34", "+"]),
        first in 0..10_u8,
        second in 0..10_u8,
        others in prop::collection::vec((prop::sample::select(vec!["", " ", ".", "-", ". ", " (", ")"]), 0..10_u8), 5..11),
        country in prop::sample::select(vec!["FR", "RE", "GP", "ES"]),
    ) {
        let others: Vec<String> = others.iter().map(|(sign, digit)| format!("{sign}{digit}")).collect();
        let others = others.concat();
        let call = format!("phone(\"{country}\")");
        let judge = |between: &str| {
            let text = format!("{before}{first}{between}{second}{others}");
            match run(&call, Value::raw(&text)).0 {
                Value::Phone(phone) => Ok(phone),
                other => Err(write(&other)),
            }
        };
        prop_assert_eq!(judge(""), judge("\u{2010}"));
    }
}

#[test]
fn telephone_numbers_are_judged_by_their_plan() {
    gives(
        r#"phone("FR")"#,
        &[
            ("01 99 00 12 34", "+33199001234"),
            ("02 61 91 12 34", "+33261911234"),
            ("03 53 01 12 34", "+33353011234"),
            ("04 65 71 12 34", "+33465711234"),
            ("05 36 49 12 34", "+33536491234"),
            ("06 39 98 12 34", "+33639981234"),
            ("0261917955", "+33261917955"),
            ("02\u{a0}61\u{a0}91\u{a0}79\u{a0}55", "+33261917955"),
            ("tel:+33-2-61-91-79-55", "+33261917955"),
            ("Tél : (0)2 61 91 79 55", "+33261917955"),
            ("+33 0261917955", "+33261917955"),
            ("+41 22 123 45 67", "+41221234567"),
            ("+262 692 12 34 56", "+262692123456"),
            ("02 61 91 79 5", "invalid: too few digits"),
            ("02 61 91 79 555", "invalid: too many digits"),
            ("+999 12345678", "invalid: a country code that does not exist"),
            ("02 61 91 79 55 poste 12", "invalid: words beside the telephone number"),
            ("O2 61 91 79 55", "invalid: words beside the telephone number"),
            ("02 61 91 79 55 ou 06 39 98 12 34", "invalid: more than one telephone number"),
            ("02 61 91 79 55 06 39 98 12 34", "invalid: more than one telephone number"),
            ("https://www.example.org/a/0261917955", "invalid: a web address, not a telephone number"),
        ],
    );
    gives(r#"phone("RE")"#, &[("02 61 91 79 55", "+33261917955"), ("0262 12 34 56", "+262262123456")]);
    let (phone, _) = run(r#"phone("FR")"#, Value::raw("06 39 98 12 34"));
    assert!(matches!(phone, Value::Phone(phone) if phone.kind == PhoneKind::Mobile && !phone.known));
    let (phone, _) = run(r#"phone("FR")"#, Value::raw("05 36 49 00 01"));
    assert!(matches!(phone, Value::Phone(phone) if phone.kind == PhoneKind::Landline && phone.known));
    assert!(build(r#"phone("XX")"#).is_err());
    assert!(build(r#"postcode("BE")"#).is_err_and(|why| why.contains("`RE`")));
}

#[test]
fn addresses_of_the_web_are_kept_as_written() {
    gives(
        "url",
        &[
            ("http://www.example.org", "http://www.example.org"),
            ("HTTPS://Example.org/É?x=1#y", "HTTPS://Example.org/É?x=1#y"),
            ("example.org/a|b", "http://example.org/a%7Cb"),
            ("example.org:8080/x", "http://example.org:8080/x"),
            ("https://www.example.org/@name", "https://www.example.org/@name"),
            ("//www.example.org", "http://www.example.org"),
            ("javascript:alert(1)", "invalid: neither http nor https"),
            ("http://user:pass@example.org", "invalid: a user name in a web address"),
            ("http://127.0.0.1/", "invalid: not a web address: its host has no dot"),
            ("http://[::1]/", "invalid: not a web address: its host has no dot"),
            ("http://example..org", "invalid: not a web address: its host has no dot"),
            ("www.example.org;www.example.fr", "invalid: more than one web address"),
            ("mailto:a@example.org", "invalid: an e-mail address, not a web address"),
            ("https://", "invalid: not a web address"),
        ],
    );
    gives(
        "media_url",
        &[
            ("photo.example.org/a.jpg", "http://photo.example.org/a.jpg"),
            ("a/b.jpg", "invalid: neither an address nor a file name"),
        ],
    );
    let args = Args { literals: &[], table: None, media: None, area: None };
    let step = (functions::find("media_url").unwrap().build)(&args).unwrap();
    let refused = step(Value::raw("f1.jpg"), &mut Notes::default());
    assert_eq!(write(&refused), json!("invalid: a file name, and head.yaml has no `media:` address"));
}

#[test]
fn hostile_markup_is_bounded() {
    for (text, wanted) in [
        ("<div>".repeat(20_000), "invalid: more than 64 KiB of HTML"),
        ("<div>x".repeat(5_000), "invalid: more than 1000 tags"),
    ] {
        gives("html", &[(&text, wanted)]);
    }
    let names: Vec<String> = (0..10_000).map(|at| format!("a{at}")).collect();
    let attributes = format!("<a {}>x</a>", names.join(" "));
    gives("text", &[(&attributes, "x"), (&"<div>x".repeat(10_000), &vec!["x"; 10_000].join("\n"))]);
}

#[test]
fn text_that_needs_no_change_is_borrowed() {
    for call in ["squish", "text", "title_case"] {
        let (value, _) = run(call, Value::raw("Domaine du Lac"));
        assert!(matches!(value, Value::Text(Cow::Borrowed("Domaine du Lac"))), "{call}");
    }
}

#[test]
fn what_first_leaves_behind_is_counted() {
    let (value, notes) =
        run(r#"phone("FR") | first"#, read(&json!(["sur demande", "05 36 49 00 01", "05 36 49 00 02"])));
    assert_eq!(write(&value), json!("+33536490001"));
    assert_eq!(notes.passed_over, 2);
    let (value, notes) = run(r#"phone("FR") | first"#, read(&json!(["sur demande"])));
    assert_eq!(write(&value), json!("invalid: no digits, so not a telephone number"));
    assert_eq!(notes.passed_over, 0);
}

#[test]
fn a_price_of_zero_is_free_only_if_it_says_so() {
    let (value, notes) =
        run("lowest_price", read(&json!([{ "title": "Enfant", "min": "0,00", "max": "5,00" }])));
    assert_eq!((write(&value), notes.passed_over), (json!(500), 1));
    let (value, _) =
        run("lowest_price", read(&json!([{ "title": "Gratuit -12 ans", "min": "0,00", "max": "" }])));
    assert_eq!(write(&value), json!(0));
}

/// Opening groups of seven cells, joined by `#`.
fn seven(text: &str) -> (Value<'static>, Notes) {
    let names = ["from", "to", "open1", "close1", "open2", "close2", "closed"];
    opening(text, &names)
}

fn opening(text: &str, names: &[&str]) -> (Value<'static>, Notes) {
    let names = CellNames::new(names.iter().map(|name| Some((*name).to_owned())).collect());
    let groups = text.split('#').map(|group| {
        let cells: Vec<Cow<'static, str>> =
            group.split('|').map(|cell| Cow::Owned(cell.to_owned())).collect();
        assert_eq!(cells.len(), names.len(), "{group}");
        Value::Element(Element::new(names.clone(), cells))
    });
    run("opening_periods", Value::list(groups))
}

#[test]
fn opening_hours_are_understood_or_refused() {
    for (text, wanted) in [
        ("01/01/2019|31/12/2019|09:00|||19:00|", "2019-01-01 to 2019-12-31 09:00-19:00"),
        ("01/01/2019|31/12/2019|||14:00|19:00|", "2019-01-01 to 2019-12-31 14:00-19:00"),
        (
            "01/01/2019|31/12/2019|9h|12h30|14:00:00|18:00|",
            "2019-01-01 to 2019-12-31 09:00-12:30 14:00-18:00",
        ),
        ("2019-01-01T00:00:00|2019-12-31|PT9H30M|PT12H|||", "2019-01-01 to 2019-12-31 09:30-12:00"),
        ("01/06/2100|02/06/2100|||||", "2100-06-01 to 2100-06-02"),
        ("01/01/2019|31/12/2019|||||Lundi-Dimanche", "2019-01-01 to 2019-12-31 closed monday sunday"),
        ("01/01/2019|31/12/2019|20:00|00:00|||", "2019-01-01 to 2019-12-31 20:00-00:00"),
        ("01/01/2019|31/12/2019|00:00|24:00|||", "2019-01-01 to 2019-12-31 00:00-00:00"),
        ("01/01/2019|31/12/2019|00:00|00:00|||", "invalid: opening and closing at the same time"),
        ("01/01/2019|31/12/2019|20:00|02:00|||", "invalid: a closing before its opening"),
        ("01/01/2019|31/12/2019|09:00|14:00|13:00|18:00|", "invalid: opening hours that overlap"),
        ("01/01/2019|31/12/2019|09:00|12:00|18:00||", "invalid: an opening without its closing"),
        ("01/01/2019|31/12/2019|10:00||||", "invalid: an opening without its closing"),
        ("01/01/2019|31/12/2019||12:00|||", "invalid: a closing without its opening"),
        ("01/01/2019|31/12/2019|matin||||", "invalid: not a time of the day"),
        ("31/12/2019|01/01/2019|||||", "invalid: a period that ends before it starts"),
        ("01/01/2019||||||", "invalid: a period with one date only"),
        ("01/01/2019|30/02/2019|||||", "invalid: not a date"),
        ("01/01/2019|31/12/2019|||||Lundredi", "invalid: a day that is not known"),
        ("18/05/2023|18/05/2023|||||Jeudi", "2023-05-18 to 2023-05-18 closed thursday"),
        ("18/05/2023|18/05/2023|||||Lundi", "invalid: a closing day that the date does not fall on"),
        (
            "01/01/2019|31/12/2019|09:00|12:00|14:00|18:00|Lundi Mercredi matin",
            "2019-01-01 to 2019-12-31 tuesday 09:00-12:00 14:00-18:00 wednesday 14:00-18:00 thursday 09:00-12:00 \
             14:00-18:00 friday 09:00-12:00 14:00-18:00 saturday 09:00-12:00 14:00-18:00 sunday 09:00-12:00 \
             14:00-18:00 closed monday",
        ),
        (
            "01/01/2019|31/12/2019|09:00|||19:00|Mercredi matin",
            "invalid: a closed half-day that cuts the hours",
        ),
        ("01/01/2019|31/12/2019|||||Lundi matin", "2019-01-01 to 2019-12-31"),
        (
            "01/01/2019|31/12/2019|09:00|12:00|||#||14:00|18:00|||Lundi",
            "2019-01-01 to 2019-12-31 09:00-12:00 14:00-18:00 closed monday",
        ),
    ] {
        let (value, _) = seven(text);
        let given = write(&value).as_str().map_or_else(|| value.display().into_owned(), str::to_owned);
        assert_eq!(given, wanted, "{text}");
    }
}

#[test]
fn opening_days_close_all_others() {
    let names = ["from", "to", "open1", "close1", "open2", "close2", "open_days", "closed"];
    let (value, notes) = opening(
        "08/08/2019|31/12/2019|08:00|15:00|18:00|22:00|Dimanche$Mardi soir$Mercredi$Jours fériés|Lundi",
        &names,
    );
    assert_eq!(
        value.display(),
        "2019-08-08 to 2019-12-31 tuesday 18:00-22:00 wednesday 08:00-15:00 18:00-22:00 sunday 08:00-15:00 \
         18:00-22:00 closed monday thursday friday saturday"
    );
    assert_eq!(notes.remarks, ["public holidays, which an opening period has no place for"]);
    let (value, _) = opening("08/08/2019|31/12/2019|||||Lundi|Lundi", &names);
    assert_eq!(write(&value), json!("invalid: a day that is both open and closed"));
}

#[test]
fn overlapping_periods_are_remarked() {
    let (_, notes) = seven("03/09/2018|30/09/2018|||16:00|19:00|#30/07/2018|30/09/2018|10:00|13:00|||");
    assert_eq!(notes.remarks, ["two opening periods overlap, with different hours"]);
}

/// The steps over one value.
fn text_calls() -> Vec<String> {
    let calls =
        functions::all().iter().filter(|function| matches!(function.takes, Takes::Each([Kind::Raw, ..])));
    calls
        .map(|function| match function.params.first().map(|param| param.kind) {
            Some(ParamKind::Country) => format!("{}(\"FR\")", function.name),
            Some(ParamKind::Table) => format!("{}(\"sample\")", function.name),
            Some(ParamKind::Text | ParamKind::Integer) | None => function.name.to_owned(),
        })
        .collect()
}

/// Texts that are near what steps understand.
fn near() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("http://"),
        Just("www."),
        Just("example"),
        Just(".org"),
        Just("@"),
        Just("<p>"),
        Just("</p>"),
        Just("<a href='"),
        Just("'>"),
        Just("&amp;"),
        Just("&lt;"),
        Just("&"),
        Just("<"),
        Just("é"),
        Just("SAINT"),
        Just("-"),
        Just("D'"),
        Just(" "),
        Just("\u{a0}"),
        Just("\n"),
        Just("12"),
        Just(" bis "),
        Just(","),
        Just("."),
        Just("06 39 98 01 02"),
        Just("+33"),
        Just("(0)"),
        Just("€"),
        Just("/"),
        Just("2019-01-01"),
        Just("T"),
        Just(":"),
        Just("9999999999999999999"),
        Just("|"),
        Just("#"),
        Just("%"),
        Just("😀"),
        Just("İ"),
        Just("ẞ"),
        Just("e\u{301}"),
    ];
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_text_makes_a_step_panic(text in prop_oneof![any::<String>(), near()]) {
        for call in text_calls() {
            let (value, _) = run(&call, Value::raw(&text));
            prop_assert!(!matches!(&value, Value::Text(text) if text.is_empty()));
        }
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(text in prop_oneof![any::<String>(), near()]) {
        for call in ["squish", "title_case", "url", "email", r#"postcode("FR")"#] {
            let (once, _) = run(call, Value::raw(&text));
            if once.is_present() {
                let once = once.display().into_owned();
                let (twice, _) = run(call, Value::raw(&once));
                prop_assert_eq!(twice.display().into_owned(), once.clone());
            }
        }
    }

    #[test]
    fn number_and_street_lose_no_letter(text in near()) {
        let squished = run("squish", Value::raw(&text)).0;
        let (number, _) = run("street_number", Value::raw(&text));
        let (street, _) = run("street_name", Value::raw(&text));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let both = letters(&number.display()) + letters(&street.display()).as_str();
        prop_assert_eq!(both, letters(&squished.display()));
    }

    #[test]
    fn no_cells_make_opening_periods_panic(cells in prop::collection::vec(cell(), 7), more in prop::collection::vec(cell(), 7)) {
        let text = format!("{}#{}", cells.join("|"), more.join("|"));
        if let (Value::List(periods), _) = seven(&text) {
            for period in periods {
                let Value::Period(period) = period else { panic!("not a period") };
                prop_assert!(period.start <= period.end);
                let open: Vec<Day> = period.days.iter().map(|(day, _)| *day).collect();
                prop_assert!(open.iter().all(|day| !period.closed.contains(day)));
                prop_assert!(period.daily.is_none() || period.days.is_empty());
            }
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        2 => (0..26u8, 0..61u8).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
        3 => (1..32u8, 1..13u8).prop_map(|(day, month)| format!("{day:02}/{month:02}/2024")),
        2 => prop_oneof![Just("Lundi"), Just("Lundi-Mardi soir"), Just("Dimanche matin Jours fériés"), Just("9999-12-31")].prop_map(str::to_owned),
        1 => "[^#|]{0,6}",
    ]
}
