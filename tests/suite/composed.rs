//! The recorded feeds of the heads are what the composer writes, and nothing in them is anybody's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::compose::fields::Fields;
use crate::compose::head::Head;
use crate::compose::heads::HEADS;
use crate::compose::value::Value;
use crate::compose::{Document, MARK, compose};

/// The beginnings of numbers kept for fiction, of six digits each but the mobile ones.
const FICTIONAL: [&str; 6] = ["019900", "026191", "035301", "046571", "053649", "063998"];

/// Domains kept for examples, and the hosts of the SIT, at which nobody is to be met.
const NOBODYS: [&str; 4] = ["example.org", "example.fr", "media.tourinsoft.eu", "wcf.tourinsoft.com"];

/// Endings that make a word with a dot a host.
const TOP_LEVELS: [&str; 11] = ["fr", "com", "org", "net", "eu", "bzh", "info", "be", "es", "re", "uk"];

fn documents() -> impl Iterator<Item = (&'static Head, Document)> {
    HEADS.iter().flat_map(|head| compose(head).into_iter().map(move |document| (head, document)))
}

#[test]
fn feeds_are_what_the_composer_writes() {
    for (head, document) in documents() {
        let path = Path::new("rules").join(&document.path);
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text == document.text,
            "{} is not what tests/compose writes: `cargo run --example feeds -- rules {}` writes it anew",
            path.display(),
            head.name,
        );
    }
}

#[test]
fn every_feed_is_composed() {
    let composed: BTreeSet<String> =
        documents().map(|(_, document)| format!("rules/{}", document.path)).collect();
    for head in fs::read_dir("rules/heads").unwrap() {
        let Ok(feeds) = fs::read_dir(head.unwrap().path().join("feeds")) else { continue };
        for feed in feeds {
            let path = feed.unwrap().path().display().to_string();
            assert!(composed.contains(&path), "{path} is written by no head of tests/compose/heads.rs");
        }
    }
}

#[test]
fn every_feed_says_first_that_it_is_composed() {
    for (head, document) in documents() {
        let start: Vec<&str> = document.text.lines().take(2).collect();
        assert!(start.join("\n").contains(MARK), "{} does not say that it is composed", document.path);
        assert!(document.records.len() >= 12, "{} has {} records", document.path, document.records.len());
        for record in &document.records {
            for trap in &record.traps {
                assert!(
                    document.text.contains(trap),
                    "{}: \"{trap}\" is not listed in {}",
                    head.name,
                    document.path
                );
            }
        }
    }
}

#[test]
fn every_record_has_an_id_of_its_own() {
    for (_, document) in documents() {
        let ids: BTreeSet<&str> = document.records.iter().map(|record| record.id.as_str()).collect();
        assert_eq!(ids.len(), document.records.len(), "{} repeats an id", document.path);
    }
}

#[test]
fn traps_have_names_of_their_own() {
    for head in HEADS {
        let mut names = BTreeSet::new();
        for trap in (head.traps)() {
            assert!(names.insert(trap.name), "head {}: two traps \"{}\"", head.name, trap.name);
            assert!(
                trap.name.split(' ').count() > 1 && !trap.name.ends_with('.'),
                "head {}: \"{}\" does not say what the trap is",
                head.name,
                trap.name,
            );
        }
        assert!(!names.is_empty(), "head {} has no traps", head.name);
        let feeds = head.feeds();
        for trap in (head.traps)() {
            assert!(
                feeds.iter().any(|feed| trap.is_in(feed.bordereau, feed.language)),
                "head {}: no feed has the trap \"{}\"",
                head.name,
                trap.name,
            );
        }
    }
}

#[test]
fn contacts_are_nobodys() {
    let mut wrong = Vec::new();
    for (_, document) in documents() {
        for record in &document.records {
            each_text(&record.fields, &mut |name, text| {
                if is_guid(text) {
                    return;
                }
                let found = telephones(text).into_iter().chain(hosts(text));
                wrong.extend(found.map(|what| format!("{} {} {name}: {what}", document.path, record.id)));
            });
        }
    }
    assert!(wrong.is_empty(), "somebody may have these:\n{}", wrong.join("\n"));
}

/// Calls with every text of a record and the name of its field.
fn each_text(fields: &Fields, call: &mut impl FnMut(&str, &str)) {
    fn value_of(name: &str, value: &Value, call: &mut impl FnMut(&str, &str)) {
        match value {
            Value::Text(text) => call(name, text),
            Value::List(items) => items.iter().for_each(|item| value_of(name, item, call)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| value_of(name, value, call)),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) => {}
        }
    }
    fields.iter().for_each(|(name, value)| value_of(name, value, call));
}

/// The telephone numbers of a text that are not kept for fiction.
fn telephones(text: &str) -> Vec<String> {
    let is_of_number = |sign: char| sign.is_ascii_digit() || " .+()\u{a0}\u{202f}".contains(sign);
    text.split(|sign: char| !is_of_number(sign))
        .filter(|run| !is_decimal(run.trim()))
        .filter_map(|run| {
            let digits: String = run.chars().filter(char::is_ascii_digit).collect();
            let without_country = digits.strip_prefix("0033").or_else(|| digits.strip_prefix("33"));
            let national = match (without_country, digits.len()) {
                (Some(rest), _) => format!("0{}", rest.trim_start_matches('0')),
                (None, 10) => digits,
                // Without its zero, as people write one; an id is written without blanks.
                (None, 9) if run.trim().contains(' ') && !digits.starts_with('0') => format!("0{digits}"),
                (None, _) => return None,
            };
            let is_number = national.len() == 10 && national.starts_with('0');
            let is_fictional = FICTIONAL.iter().any(|start| national.starts_with(start));
            (is_number && !is_fictional).then(|| format!("the telephone `{}`", run.trim()))
        })
        .collect()
}

/// `5f0a1b2c-0000-4000-8000-1a2b3c4d5e6f`: an id, whatever its digits.
fn is_guid(text: &str) -> bool {
    text.len() == 36 && text.split('-').count() == 5
}

/// `44.8530000`: degrees, not a telephone.
fn is_decimal(run: &str) -> bool {
    run.split_once('.').is_some_and(|(whole, rest)| {
        whole.len() <= 2 && rest.len() >= 5 && rest.chars().all(|sign| sign.is_ascii_digit())
    })
}

/// The hosts of a text that are not kept for examples, in addresses or on their own.
fn hosts(text: &str) -> Vec<String> {
    let is_of_host = |sign: char| sign.is_alphanumeric() || sign == '.' || sign == '-';
    text.split(|sign: char| !is_of_host(sign))
        .map(|word| word.trim_matches('.').to_lowercase())
        .filter(|word| {
            let top_level = word.rsplit_once('.').map(|(_, top_level)| top_level);
            top_level.is_some_and(|top_level| TOP_LEVELS.contains(&top_level))
        })
        .filter(|host| !NOBODYS.iter().any(|domain| host == domain || host.ends_with(&format!(".{domain}"))))
        .map(|host| format!("the host `{host}`"))
        .collect()
}

#[test]
fn a_contact_of_somebody_is_found() {
    assert_eq!(telephones("Tél. 05.53.00.00.00#+33 5 36 49 01 02").len(), 1);
    assert_eq!(telephones("0033 6 12 34 56 78").len(), 1);
    assert!(telephones("44.8530000|01/06/2100#06 39 98 00 00").is_empty());
    assert_eq!(hosts("contact@office.fr, www.example.org/a.jpg").len(), 1);
    assert!(hosts("http://cdt24.media.tourinsoft.eu/upload/a.jpg").is_empty());
}
