//! Bytes → a text in a field → a layout → every step: nothing panics, no result is much longer than the text, cleaning
//! twice is cleaning once, and HTML has harmless tags only.
//!
//! The first byte chooses the layout, the second a step that the results go through once more; the rest is the text,
//! or, for a layout that renames the members of objects, one object a line as `member=value|member=value`.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use passerelle::diagnostics::{self, Style};
use passerelle::engine::{self, Ready};
use passerelle::eval::{self, Counts, Json};
use passerelle::functions::{self, Args, Function, Notes, ParamKind, Step, apply};
use passerelle::manifest::Area;
use passerelle::value::{Literal, Record, Value};
use passerelle_fuzz::head::{FOLDER, files};

/// The most pieces of one text that go through the steps, so that one input takes milliseconds.
const MOST_PIECES: usize = 24;

/// The steps whose result they do not change.
const CLEANING: [&str; 5] = ["squish", "title_case", "url", "email", "postcode"];

/// The tags that HTML may have.
const TAGS: [&str; 14] = ["p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u", "h2", "h3", "h4", "a"];

/// A head with every layout of the shipped pack.
static HEAD: LazyLock<Ready> = LazyLock::new(|| {
    let mut files = files("  HOT: { file: input.json }\n");
    files.add("pack/tourinsoft/layouts.yaml", include_str!("../../rules/tourinsoft/layouts.yaml"));
    files.add("pack/tourinsoft/dialects/d/d.rules", "");
    files.add(Path::new(FOLDER).join("main.rules"), include_str!("layouts.rules"));
    files.add(Path::new(FOLDER).join("input.json"), "{\"value\":[]}");
    let loaded = engine::load(&files, Path::new(FOLDER), None).expect("all that a head needs is there");
    let shown = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    let ready = loaded.ready.unwrap_or_else(|| panic!("{shown}"));
    assert_eq!(ready.layouts.len(), ready.pack.layouts.all.len(), "a read for every layout of the pack");
    ready
});

/// Every step, with arguments.
static STEPS: LazyLock<Vec<(&'static Function, Step)>> = LazyLock::new(|| {
    let table = HEAD.pack.tables.get("labels").cloned();
    let area = Area { north: 51.1, south: 41.3, east: 9.6, west: -5.2 };
    let media = "https://media.example.org/upload/";
    let build = |function: &'static Function| {
        let literals: Vec<Literal> = function
            .params
            .iter()
            .map(|param| match param.kind {
                ParamKind::Text => Literal::Text(", ".to_owned()),
                ParamKind::Integer => Literal::Text("1".to_owned()),
                ParamKind::Country => Literal::Text("FR".to_owned()),
                ParamKind::Table => Literal::Text("labels".to_owned()),
            })
            .collect();
        let args = Args { literals: &literals, table: table.as_ref(), media: Some(media), area: Some(&area) };
        (function, (function.build)(&args).unwrap_or_else(|why| panic!("{}: {why}", function.name)))
    };
    functions::all().iter().copied().map(build).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let [layout, second, text @ ..] = bytes else { return };
    // No feed gives a text with U+0000.
    let Some(text) = std::str::from_utf8(text).ok().filter(|text| !text.contains('\0')) else { return };
    let program = &HEAD.programs[0];
    let read = &program.reads[usize::from(*layout) % program.reads.len()];
    let layout = program.layout(read.layout);
    let mut record = Record::default();
    record.start(program.slots.len());
    record.claim(0);
    record.text("HOTXXX0240000001");
    record.claim(read.slot.index());
    if layout.name == "opening_v3" {
        objects(&mut record, text)
    } else {
        record.text(text)
    }

    let value = layout.view(record.view(read.slot.index()).expect("it was just claimed"));
    bounded("the layout", text, &value);
    for piece in pieces(&value) {
        for (function, step) in STEPS.iter() {
            let once = apply(function.takes, step, piece.clone(), &mut Notes::default());
            bounded(function.name, text, &once);
            if CLEANING.contains(&function.name) && once.is_present() && !matches!(once, Value::List(_)) {
                let clean = once.display().into_owned();
                let twice = apply(function.takes, step, Value::raw(&clean), &mut Notes::default());
                assert_eq!(twice.display(), clean, "`{}` twice", function.name);
            }
            if let ("html", Value::Text(html)) = (function.name, &once) {
                harmless(html);
            }
            let (function, step) = &STEPS[usize::from(*second) % STEPS.len()];
            bounded(function.name, text, &apply(function.takes, step, once, &mut Notes::default()));
        }
    }

    let (mut json, mut counts) = (Json::new(), Counts::new(program));
    eval::eval(program, &record, &[], None, &mut json, &mut counts);
    let written = json.bytes();
    assert!(serde_json::from_slice::<serde::de::IgnoredAny>(written).is_ok(), "what is written is JSON");
});

/// HTML has no tags but those that are kept.
fn harmless(html: &str) {
    for tag in html.split('<').skip(1) {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        assert!(TAGS.contains(&name), "`<{name}` in {html}");
    }
}

/// One object a line.
fn objects(record: &mut Record, text: &str) {
    let list = record.open_list();
    for line in text.lines() {
        let object = record.open_object();
        for member in line.split('|') {
            let (name, value) = member.split_once('=').unwrap_or((member, ""));
            record.key(name);
            record.text(value);
        }
        record.close(object);
    }
    record.close(list);
}

/// A value as a whole, and the texts in it.
fn pieces<'r>(value: &Value<'r>) -> Vec<Value<'r>> {
    let mut pieces = vec![value.clone()];
    let items = value.clone().elements().unwrap_or_else(|single| vec![single]);
    for item in items {
        if let Value::Element(element) = &item {
            pieces.extend(element.names().iter().map(|name| element.get(name)));
        }
        pieces.push(item);
    }
    pieces.retain(Value::is_present);
    pieces.truncate(MOST_PIECES);
    pieces
}

/// How long a value is when it is shown.
fn length(value: &Value<'_>) -> usize {
    match value {
        Value::List(values) => values.iter().map(length).sum(),
        Value::Invalid(reason) => reason.raw.len() + reason.why.len(),
        single => single.display().len(),
    }
}

fn bounded(step: &str, text: &str, value: &Value<'_>) {
    let (had, has) = (text.len(), length(value));
    assert!(has <= 1_000 + 20 * had, "`{step}` makes {has} bytes of {had}");
}
