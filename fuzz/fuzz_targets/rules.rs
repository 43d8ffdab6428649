//! Bytes → a rule file → a loaded head → one record: nothing panics, every diagnostic can be shown, and the canonical
//! form says the same and has itself as canonical form.
//!
//! A line `-- <name> --` begins another file of the head: `scripts/<name>.rhai`, `input.json`, `en.json`, or `d.rules`
//! in its dialect.
#![no_main]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use passerelle::diagnostics::{self, Diagnostics, Style};
use passerelle::engine::{self, Input, LanguageInput, Lines, Loaded, Memory, Ready, Reasons};
use passerelle::source::Sources;
use passerelle::{check, program, syntax};
use passerelle_fuzz::head::{FOLDER, files};
use serde_json::{Value, json};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let main = text.split("\n-- ").next().unwrap_or(text);
    canonical(main);
    let files = head(text);
    let mut loaded = engine::load(&files, Path::new(FOLDER), None).expect("all that a head needs is there");
    engine::examine(&files, &mut loaded);
    show(&loaded);
    if let Some(ready) = &loaded.ready {
        for at in 0..ready.head.feeds.len() {
            run(&loaded, ready, at);
        }
    }
});

/// The files of a text in the form of the project's cases.
fn head(text: &str) -> Memory {
    let mut sections = text.split("\n-- ");
    let main = sections.next().unwrap_or_default();
    let mut feeds = "  HOT: { file: input.json, languages: { en: { file: en.json } } }\n".to_owned();
    if text.contains("DEG") {
        feeds.push_str("  DEG: { file: deg.json }\n");
    }
    let mut files = files(&feeds);
    let folder = Path::new(FOLDER);
    for feed in ["input.json", "en.json", "deg.json"] {
        files.add(folder.join(feed), "{\"value\":[]}");
    }
    let dialect = Path::new("pack/tourinsoft/dialects/d/d.rules");
    files.add(dialect, "");
    files.add(folder.join("main.rules"), main);
    for section in sections {
        let Some((name, body)) = section.split_once(" --\n") else { continue };
        match name {
            "d.rules" => files.add(dialect, body),
            "input.json" | "en.json" => files.add(folder.join(name), body),
            _ => {
                let script = name.strip_prefix("scripts/").and_then(|name| name.strip_suffix(".rhai"));
                if script.is_some_and(|script| script.chars().all(char::is_alphanumeric)) {
                    files.add(folder.join(name), body);
                }
            }
        }
    }
    files
}

/// Every diagnostic and every stage can be shown.
fn show(loaded: &Loaded) {
    for style in [Style::Plain, Style::Coloured] {
        diagnostics::text(&loaded.diagnostics, &loaded.sources, style);
    }
    diagnostics::json(&loaded.diagnostics, &loaded.sources);
    for file in &loaded.files {
        syntax::dump(&file.parsed.file);
    }
    if let Some(ready) = &loaded.ready {
        ready.mappings.iter().for_each(|mapping| drop(check::dump(mapping)));
        ready.programs.iter().for_each(|program| drop(program::dump(program)));
    }
}

/// Values of every kind that rules meet, with fictional contents.
fn composed() -> Vec<Value> {
    vec![
        json!("Hôtel du Lac"),
        json!("02 61 91 79 55#06 39 98 12 34#sur demande"),
        json!("01/01/2019|31/12/2019|09:00|12:00|14:00|18:00|Lundi-Dimanche#||10:00|||19:00|"),
        json!("Adulte|10,00|12|#Gratuit|||#Enfant|0,00||"),
        json!("https://www.example.org/a.jpg|Vue|Moi#b.jpg||"),
        json!("accueil@example.org#www.example.org/#plan"),
        json!("12 bis rue du Port|24100|Bergerac"),
        json!("Mél|a@example.org#Site web|www.example.org"),
        json!("Vignobles et découvertes#Sans label#Autre"),
        json!("<p>Au bord du <b>lac</b> &amp; du bois</p>"),
        json!("44,8678"),
        json!(12.5),
        json!(-3),
        json!("31/12/2019"),
        json!("Oui"),
        json!(true),
        json!(null),
        json!(""),
        json!([{ "title": "Adulte", "min": 10, "max": "12", "url": "c.jpg" }, { "title": null, "min": [1, [2]] }]),
        json!({ "Label": "Ferme accessible", "x": { "y": "z" } }),
        json!(["a", "b", "b"]),
    ]
}

/// Three records that hold something in every field that is read: another kind in each, chosen by the name.
fn records(fields: &[String]) -> String {
    let values = composed();
    let record = |number: u64| {
        let mut record = serde_json::Map::new();
        for field in fields {
            let mut hasher = DefaultHasher::new();
            field.hash(&mut hasher);
            let at = (hasher.finish() + 5 * number) as usize % values.len();
            record.insert(field.clone(), values[at].clone());
        }
        record.insert("SyndicObjectID".to_owned(), format!("HOTXXX024000000{number}").into());
        Value::Object(record)
    };
    json!({ "value": [record(1), record(2), record(3)] }).to_string()
}

/// Runs composed records: each has one outcome, and what is written is JSON.
fn run(loaded: &Loaded, ready: &Ready, at: usize) {
    let Some(program) = ready.programs.get(at) else { return };
    let feed = records(&program.slots);
    let (mut main, mut english) = (feed.as_bytes(), feed.as_bytes());
    let mut languages = Vec::new();
    if program.languages.iter().any(|language| language == "en") {
        languages.push(LanguageInput { language: "en".to_owned(), shape: None, bytes: &mut english });
    }
    let input = Input { at, shape: None, bytes: &mut main, languages, threads: 1, clock: None };
    let (mut accounts, mut held) = (Vec::new(), Vec::new());
    let mut lines = Lines { accounts: Some(&mut accounts), held: Some(&mut held), excluded: None };
    let report = engine::run(ready, &loaded.sources, input, &mut lines, &mut Reasons::default())
        .expect("memory can be written");
    assert!(report.complete, "{:?}", report.error);
    assert_eq!(report.read, report.imported + report.excluded + report.held);
    for line in accounts.split(|byte| *byte == b'\n').chain(held.split(|byte| *byte == b'\n')) {
        assert!(line.is_empty() || serde_json::from_slice::<Value>(line).is_ok(), "a line is JSON");
    }
}

/// What rules say, and whether they are without mistakes.
fn meaning(text: &str) -> (String, bool) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add("main.rules", text);
    let parsed = syntax::parse(&sources, file, &mut diagnostics);
    (syntax::dump(&parsed.file), !parsed.broken.any)
}

/// The laws of the canonical form.
fn canonical(text: &str) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (said, right) = meaning(text);
    let Some(formatted) = syntax::format(text) else {
        assert!(!right, "rules without mistakes are formatted");
        return;
    };
    assert_eq!(meaning(&formatted), (said, right), "the same is said\n{formatted}");
    assert_eq!(syntax::format(&formatted).as_deref(), Some(formatted.as_str()), "once is enough");
}
