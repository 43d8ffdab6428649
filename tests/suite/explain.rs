//! Why a record is what it becomes: every explanation can be followed, step by step, to the value that is written.

use std::path::Path;

use passerelle::engine::{self, Did, Disk, Explained, Happened, Loaded, Ready};
use passerelle::eval::{self, Counts, Tree};
use passerelle::feed::{self, Fields, Limits, Shape};
use passerelle::functions::{self, Args, Notes, ParamKind, apply};
use passerelle::value::{CellNames, Element, Literal, Record, Value};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// The records of the recorded feeds of a head, each with the number of its feed.
fn recorded(loaded: &Loaded, ready: &Ready) -> Vec<(usize, Record)> {
    let mut all = Vec::new();
    for (at, ((_, feed), program)) in ready.head.feeds.iter().zip(&ready.programs).enumerate() {
        let mut input = std::fs::File::open(loaded.folder.join(&feed.file.value)).unwrap();
        let shape = feed.shape.as_ref().and_then(|shape| Shape::parse(&shape.value));
        let fields = Fields::new(program.slots.iter().cloned());
        let outcome = feed::read(shape, &mut input, &fields, &Limits::default(), &mut |record| {
            all.push((at, record.clone()));
            ControlFlow::Continue(())
        });
        assert!(outcome.error.is_none());
    }
    all
}

fn heads() -> Vec<Loaded> {
    let folders = engine::heads(&Disk, Path::new("rules")).unwrap();
    folders.iter().map(|folder| engine::load(&Disk, folder, None).unwrap()).collect()
}

/// A value as an explanation shows it, for a step that begins a chain: texts, lists of them, and elements with cells.
fn read(json: &Json) -> Option<Value<'static>> {
    Some(match json {
        Json::Null => Value::Missing,
        Json::String(text) => Value::Text(Cow::Owned(text.clone())),
        Json::Bool(yes) => Value::Text(Cow::Owned(yes.to_string())),
        Json::Number(number) => Value::Text(Cow::Owned(number.to_string())),
        Json::Array(values) => Value::list(values.iter().map(read).collect::<Option<Vec<_>>>()?),
        Json::Object(cells) if cells.len() == 1 && cells.contains_key("invalid") => {
            Value::invalid(cells.get("invalid")?.as_str()?.to_owned(), "")
        }
        Json::Object(cells) if cells.len() == 1 && cells.contains_key("unknown") => {
            Value::Unknown(Cow::Owned(cells.get("unknown")?.as_str()?.to_owned()))
        }
        Json::Object(cells) => {
            let text = |cell: &Json| match cell {
                Json::Null => Some(String::new()),
                Json::String(text) => Some(text.clone()),
                _ => None,
            };
            let values: Option<Vec<Cow<'static, str>>> =
                cells.values().map(|cell| text(cell).map(Cow::Owned)).collect();
            let names = cells.keys().map(|name| Some(name.clone())).collect();
            Value::Element(Element::new(CellNames::new(names), values?))
        }
    })
}

/// The step of an explanation, from the registry; none for a script.
fn step(ready: &Ready, at: usize, call: &str, input: &Value<'static>) -> Option<Vec<Value<'static>>> {
    let (name, arguments) = call.split_once('(').unwrap_or((call, ")"));
    let function = functions::find(name)?;
    let arguments: Vec<Json> = serde_json::from_str(&format!("[{}]", arguments.strip_suffix(')')?)).unwrap();
    let literals = arguments.iter().map(|argument| match argument {
        Json::String(text) => Literal::Text(text.clone()),
        other => Literal::Number(other.to_string()),
    });
    let literals: Vec<Literal> = literals.collect();
    let of_table = function.params.iter().any(|param| param.kind == ParamKind::Table);
    // A table may be narrowed to the account types of a feed: there are several of its name then.
    let tables = ready.programs.get(at)?.tables.iter().filter(|table| {
        of_table && matches!(literals.first(), Some(Literal::Text(name)) if *name == table.name)
    });
    let tables: Vec<_> = if of_table { tables.map(Some).collect() } else { vec![None] };
    let made = tables.into_iter().map(|table| {
        let args = Args {
            literals: &literals,
            table,
            media: ready.head.media.as_ref().map(|media| media.value.as_str()),
            area: ready.head.area.as_ref(),
        };
        let step = (function.build)(&args).unwrap();
        apply(function.takes, &step, input.clone(), &mut Notes::default())
    });
    Some(made.collect())
}

/// What was followed.
#[derive(Default)]
struct Followed {
    steps: u64,
    scripts: u64,
    /// Steps on what an explanation shows in short: an object of the record.
    objects: u64,
    values: u64,
}

/// Follows what a rule did; the values that it came to.
fn follow(ready: &Ready, at: usize, did: &Did, followed: &mut Followed) -> Vec<Json> {
    let mut chain: Vec<(Json, Value<'static>)> = Vec::new();
    let mut values = Vec::new();
    let mut inside = serde_json::Map::new();
    let (mut elements, mut objects) = (false, Vec::new());
    for happened in &did.events {
        match happened {
            Happened::Step { step: call, given, made } => {
                let known =
                    chain.iter().rev().find(|(json, _)| json == given).map(|(_, value)| value.clone());
                let Some(input) = known.or_else(|| read(given)) else {
                    followed.objects += 1;
                    continue;
                };
                match step(ready, at, call, &input) {
                    None => followed.scripts += 1,
                    Some(results) => {
                        followed.steps += 1;
                        let found = results.iter().find(|value| eval::shown(value) == *made);
                        let shown: Vec<Json> = results.iter().map(eval::shown).collect();
                        let place = (&did.rule, &did.target);
                        let value =
                            found.unwrap_or_else(|| panic!("{place:?}: {call} of {given}: {shown:?}"));
                        chain.push((made.clone(), value.clone()));
                    }
                }
            }
            Happened::Element { .. } => {
                elements = true;
                objects.push(Json::Object(std::mem::take(&mut inside)));
            }
            Happened::Member(member) => {
                let name = member.target.rsplit('.').next().unwrap().to_owned();
                let mut made = follow(ready, at, member, followed);
                if let Some(first) = made.first().cloned() {
                    let list = made.len() > 1;
                    inside.insert(name, if list { Json::Array(std::mem::take(&mut made)) } else { first });
                }
            }
            Happened::Settled { outcome: "present", value } | Happened::Used { value } => {
                followed.values += 1;
                values.push(value.clone());
            }
            Happened::Settled { .. } | Happened::NotApplicable => {}
        }
    }
    if !inside.is_empty() {
        objects.push(Json::Object(inside));
    }
    if elements || values.is_empty() {
        values.extend(objects);
    }
    values
}

/// Whether what was followed is what was written: an object may have a number, and an element that says nothing is none.
fn is_told(written: &Json, told: &[Json]) -> bool {
    let one = |written: &Json| match written {
        Json::Object(written) => told.iter().any(|told| {
            let same = |(name, value): (&String, &Json)| {
                let values = |value: &Json| match value {
                    Json::Array(values) => values.clone(),
                    value => vec![value.clone()],
                };
                name == "order" || told.get(name).is_some_and(|told| values(told) == values(value))
            };
            written.iter().all(same)
        }),
        written => told.contains(written),
    };
    match written {
        Json::Array(values) => told.contains(written) || values.iter().all(one),
        written => one(written),
    }
}

#[test]
fn every_explanation_leads_to_the_value_that_is_written() {
    let mut followed = Followed::default();
    for loaded in heads() {
        let ready = loaded.ready.as_ref().unwrap();
        for (at, record) in recorded(&loaded, ready) {
            let explained: Explained = engine::explain(ready, &loaded.sources, at, &record).unwrap();
            for field in explained.fields {
                let told: Vec<Json> =
                    field.rules.iter().flat_map(|did| follow(ready, at, did, &mut followed)).collect();
                let Some(value) = field.value else { continue };
                let place = (&explained.record, &field.target);
                assert!(field.decided.is_some() || is_told(&value, &told), "{place:?}: {value} of {told:?}");
            }
        }
    }
    assert!(followed.steps > 20_000 && followed.values > 20_000, "{} steps", followed.steps);
    assert!(followed.scripts + followed.objects < followed.steps / 10, "most steps are of the registry");
}

#[test]
fn whether_it_is_asked_changes_nothing() {
    for loaded in heads() {
        let ready = loaded.ready.as_ref().unwrap();
        // What one record leaves to the next is no part of what the next one becomes.
        let mut kept: Vec<Counts> = ready.programs.iter().map(Counts::new).collect();
        for (at, record) in recorded(&loaded, ready) {
            let program = &ready.programs[at];
            let map = |counts: &mut Counts| {
                let mut tree = Tree::new();
                let mapped = eval::eval(program, &record, &[], None, &mut tree, counts);
                let told = (mapped.outcome, mapped.account_type, mapped.filled, mapped.passed_over);
                (told, mapped.faults.len(), tree.finish())
            };
            assert_eq!(map(&mut kept[at]), map(&mut Counts::traced(program)));
        }
    }
}
