//! The pages of `docs/`: what `language.md` says is run, and what is written from the registries is what they hold.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use passerelle::diagnostics::{self, Code, Severity, Style};
use passerelle::engine::{self, LanguageInput, Lines, Loaded, Memory, Reasons};
use passerelle::eval::FaultCode;
use passerelle::feed::Documents;
use passerelle::functions::{self, Takes};
use serde_json::{Map, Value as Json};

use crate::codes::pages::{head, page};

/// A page that is written from a registry; `UPDATE_DOCS=1` writes it anew.
fn is_written(path: &str, text: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, text).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == text,
        "{path} is not what the registry says: UPDATE_DOCS=1 cargo test --test suite docs:: writes it"
    );
}

#[test]
fn the_page_of_functions_is_that_of_the_registry() {
    let mut text = String::from(
        "# Steps\n\nWritten from the registry; `passerelle functions NAME` prints one of them. Each example is run by a test. \
         A step is not called on what is missing, invalid or unknown: these pass through.\n",
    );
    for (title, one) in [("For one value", true), ("For a list as a whole", false)] {
        writeln!(text, "\n## {title}").unwrap();
        let wanted = |takes: Takes| matches!(takes, Takes::Each(_)) == one;
        for function in functions::all().iter().filter(|function| wanted(function.takes)) {
            writeln!(
                text,
                "\n### {}\n\n`{}`\n\n{}.",
                function.name,
                function.signature(),
                capital(function.summary)
            )
            .unwrap();
            for paragraph in function.doc.split("\n\n") {
                writeln!(text, "\n{paragraph}").unwrap();
            }
            text.push_str("\n```text\n");
            for example in function.examples {
                writeln!(text, "{} | {}  ->  {}", example.input, example.call, example.output).unwrap();
            }
            text.push_str("```\n");
        }
    }
    is_written("docs/functions.md", &text);
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn the_page_of_diagnostics_is_that_of_the_registry() {
    let mut text = String::from(
        "# Codes\n\nWritten from the registry; `passerelle explain E0203` prints one of them. `E01` to `E06` and `W08` are mistakes of \
         rules and of the pack, `E07` what happens to a record.\n\n| code | |\n|---|---|\n",
    );
    let mistakes = Code::ALL.iter().map(|code| code.number());
    let numbers: Vec<&str> = mistakes.chain(FaultCode::ALL.iter().map(|code| code.number())).collect();
    let pages: Vec<String> = numbers.iter().map(|number| page(number)).collect();
    for (number, page) in numbers.iter().zip(&pages) {
        let title = page.lines().next().unwrap().split_once(": ").unwrap().1;
        writeln!(text, "| [{number}](#{}) | {title} |", number.to_lowercase()).unwrap();
    }
    for (number, page) in numbers.iter().zip(&pages) {
        let (title, rest) = page.split_once('\n').unwrap();
        let title = title.split_once(": ").unwrap().1;
        writeln!(text, "\n## {number}\n\n**{title}**\n{}", rest.trim_end()).unwrap();
    }
    is_written("docs/diagnostics.md", &text);
}

/// The examples of `language.md`: the blocks up to one that says what they give.
fn examples() -> Vec<(String, Json)> {
    let page = fs::read_to_string("docs/language.md").unwrap();
    let (mut all, mut blocks, mut block) = (Vec::new(), String::new(), None::<(bool, String)>);
    for line in page.lines() {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(info)) => {
                assert_ne!(info, "text", "an example of the language is run");
                block = Some((info == "gives", format!("{line}\n")));
            }
            (Some(_), Some(_)) => {
                let Some((gives, text)) = block.take() else { continue };
                if gives {
                    let expected = text.split_once('\n').unwrap().1;
                    let expected =
                        serde_json::from_str(expected).unwrap_or_else(|error| panic!("{error}: {expected}"));
                    all.push((std::mem::take(&mut blocks), expected));
                } else {
                    blocks.push_str(&text);
                    blocks.push_str("```\n");
                }
            }
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(blocks.is_empty(), "an example without what it gives: {blocks}");
    all
}

/// What becomes of the record of a head.
fn outcome(files: &Memory, loaded: &Loaded) -> Map<String, Json> {
    let told = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    let ready = loaded.ready.as_ref().unwrap_or_else(|| panic!("{told}"));
    let (_, feed) = ready.head.feeds.first().unwrap();
    let open = |name: &str| engine::Files::open(files, &loaded.folder.join(name)).unwrap();
    let mut bytes = open(&feed.file.value);
    let mut opened: Vec<_> = feed.languages.iter().map(|(_, feed)| open(&feed.file.value)).collect();
    let languages = feed.languages.iter().zip(&mut opened).map(|((language, _), bytes)| LanguageInput {
        language: language.value.clone(),
        shape: None,
        bytes: Documents::Whole(bytes),
    });
    let languages = languages.collect();
    let input = engine::Input {
        at: 0,
        shape: None,
        bytes: Documents::Whole(&mut bytes),
        languages,
        threads: 1,
        clock: None,
    };
    let (mut accounts, mut held, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines = Lines {
        accounts: Some(&mut accounts),
        held: Some(&mut held),
        excluded: Some(&mut excluded),
        ..Lines::default()
    };
    let mut reasons = Reasons::default();
    engine::run(ready, &loaded.sources, input, &mut lines, &mut reasons).unwrap();
    let line = [accounts, held.clone(), excluded.clone()].concat();
    let line: Map<String, Json> = serde_json::from_slice(&line).unwrap();
    let mut found = match line.get("fields") {
        Some(Json::Object(fields)) => fields.clone(),
        _ => Map::new(),
    };
    found.insert("type".to_owned(), line.get("type").cloned().unwrap_or(Json::Null));
    let reasons = reasons.finish(&loaded.sources);
    let because = |kind: &str| -> Vec<String> {
        reasons.iter().filter(|reason| reason.kind == kind).map(|reason| reason.because.clone()).collect()
    };
    for (key, kind, is) in
        [("held", "held", !held.is_empty()), ("excluded", "excluded", !excluded.is_empty())]
    {
        if is {
            found.insert(key.to_owned(), because(kind).join("; ").into());
        }
    }
    found.insert("warned".to_owned(), because("warning").into());
    found
}

#[test]
fn what_the_page_of_the_language_shows_is_what_it_does() {
    let examples = examples();
    assert!(examples.len() >= 15, "{}", examples.len());
    let mut wrong = String::new();
    for (blocks, expected) in examples {
        let files = head(&blocks, "after");
        let mut loaded = engine::load(&files, Path::new("pack/heads/case"), None).unwrap();
        engine::examine(&files, &mut loaded);
        let errors =
            loaded.diagnostics.sorted().into_iter().any(|one| one.code.severity() == Severity::Error);
        if errors {
            let told = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
            writeln!(wrong, "{blocks}{told}").unwrap();
            continue;
        }
        let found = outcome(&files, &loaded);
        for (name, expected) in expected.as_object().unwrap() {
            let actual = found.get(name).cloned().unwrap_or(Json::Null);
            let actual = match actual {
                // The engine numbers the objects of some lists.
                Json::Array(items) => Json::Array(items.into_iter().map(without_order).collect()),
                other => other,
            };
            if actual != *expected {
                writeln!(wrong, "{blocks}{name}: the page says {expected}, and it is {actual}\n").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn without_order(mut item: Json) -> Json {
    if let Json::Object(members) = &mut item {
        members.remove("order");
    }
    item
}
