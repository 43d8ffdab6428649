//! What the rules of a head make of what a feed holds, path by path, and which fields of an account they fill.
//!
//! **Invariant:** each path of the feed is in exactly one class.

mod class;
mod form;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::ops::ControlFlow;

use super::load::Ready;
use super::mapper::Mapper;
use super::paths::{Paths, Seen};
use super::report::Filled as Shares;
use crate::check::{Readings, readings};
use crate::eval::{Counts, Json, Outcome};
use crate::feed::{self, Fields, Limits, Shape};
use crate::source::Sources;
use crate::value::View;
use form::share;
use samples::Samples;

pub(super) use class::Classifier;
pub use form::{By, Class, Classes, Coverage, Covered, Filled, Ignored, NotCut, OfType};

/// Reads a feed twice, which `open` opens: once to map it, and once to look at all that it holds.
pub fn coverage<R: Read>(
    ready: &Ready,
    sources: &Sources,
    at: usize,
    shape: Option<Shape>,
    open: &mut dyn FnMut() -> io::Result<R>,
) -> io::Result<Coverage> {
    let (Some(program), Some(mapping)) = (ready.programs.get(at), ready.mappings.get(at)) else {
        return Ok(Coverage::default());
    };
    let mut mapped =
        Filling { counts: Counts::new(program), kept: 0, fields: BTreeMap::new(), types: BTreeMap::new() };
    let mapper = Mapper { ready, program };
    let (mut json, mut read) = (Json::new(), 0_u64);
    let fields = Fields::new(program.slots.iter().cloned());
    let outcome = feed::read(shape, &mut open()?, &fields, &Limits::default(), &mut |record| {
        json.clear();
        read += 1;
        let one = mapper.map(record, &[], &mut json, &mut mapped.counts);
        mapped.add(one.outcome, one.account_type, one.filled, json.bytes());
        ControlFlow::Continue(())
    });
    let readings = readings(mapping);
    let layouts = readings.layouts.iter().filter_map(|(path, layout)| {
        program.layouts.get(layout.0 as usize).map(|layout| (path.as_str(), layout))
    });
    let mut paths = Paths::new(layouts.collect());
    // The names of the first reading: each field has a slot.
    let all = Fields::new(outcome.names.iter().cloned());
    let looked = feed::read(shape, &mut open()?, &all, &Limits::default(), &mut |record| {
        paths.record();
        for (slot, name) in outcome.names.iter().enumerate() {
            paths.field(name, record.view(slot).unwrap_or(View::Null));
        }
        ControlFlow::Continue(())
    });
    let more = outcome.has_more_names();
    let trouble = outcome.error.or(looked.error).map(|error| error.to_string());
    let trouble = trouble.or_else(|| {
        let names = outcome.names.len();
        more.then(|| format!("the feed has more than {names} fields: what the others hold is not known"))
    });
    let mut found = Coverage {
        bordereau: program.record_type.clone(),
        read,
        kept: mapped.kept,
        complete: outcome.complete && looked.complete && !more,
        error: trouble,
        targets: mapped.targets(ready, at, sources),
        types: mapped.of_types(program.descriptive),
        ..Coverage::default()
    };
    classify(&mut found, paths, &readings, ready, at, sources);
    Ok(found)
}

/// Puts each path that ends in a value into its class.
fn classify(
    found: &mut Coverage,
    paths: Paths<'_, Samples>,
    readings: &Readings,
    ready: &Ready,
    at: usize,
    sources: &Sources,
) {
    let Seen { paths, unwanted, not_cut } = paths.finish();
    let left_out = ready.mappings.get(at).map_or(&[][..], |mapping| mapping.left_out.as_slice());
    let classifier = Classifier { readings, left_out, pack: &ready.pack, unwanted: &unwanted, sources };
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for (path, known) in paths.iter().filter(|(_, known)| known.is_leaf()) {
        let (class, by) = classifier.class(path);
        found.classes.add(class);
        if let (Class::Ignored | Class::IgnoredByPattern, Some(by)) = (class, by.first()) {
            *reasons.entry(by.what.clone()).or_default() += 1;
        }
        found.paths.push(Covered {
            path: path.clone(),
            class,
            records: known.records,
            share: share(known.records, found.read),
            samples: known.values.all().to_vec(),
            by,
        });
    }
    let observed: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
    found.not_there = classifier.not_there(&observed);
    found.share = if found.read > 0 && found.complete { found.classes.share() } else { None };
    found.ignored = reasons.into_iter().map(|(because, paths)| Ignored { because, paths }).collect();
    found.ignored.sort_by_key(|ignored| std::cmp::Reverse(ignored.paths));
    let not_cut = not_cut.into_iter().map(|(path, records, why)| NotCut { path, records, why });
    found.not_cut = not_cut.collect();
}

/// What the records of a feed become.
struct Filling {
    counts: Counts,
    /// Records that are not excluded.
    kept: u64,
    /// By target: in how many records that are not excluded it has a value.
    fields: BTreeMap<String, u64>,
    types: BTreeMap<String, (u64, Shares)>,
}

impl Filling {
    fn add(&mut self, outcome: Outcome, account_type: Option<String>, filled: u32, json: &[u8]) {
        if outcome == Outcome::Excluded {
            return;
        }
        self.kept += 1;
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(json).unwrap_or_default();
        for (name, _) in fields {
            *self.fields.entry(name).or_default() += 1;
        }
        let Some(account_type) = account_type else { return };
        *self.fields.entry("type".to_owned()).or_default() += 1;
        if outcome == Outcome::Imported {
            let (imported, shares) = self.types.entry(account_type).or_default();
            *imported += 1;
            shares.add(filled);
        }
    }

    /// The fields of the schema, each with the members that have rules behind it.
    fn targets(&self, ready: &Ready, at: usize, sources: &Sources) -> Vec<Filled> {
        let Some(program) = ready.programs.get(at) else { return Vec::new() };
        let mut targets = Vec::new();
        for field in &ready.pack.schema.fields {
            let name = &field.name.value;
            let rules = |wanted: &dyn Fn(&str) -> bool| -> Vec<(&str, String, u64)> {
                let all = program.rules.iter().zip(&self.counts.rules);
                let wanted = all.filter(|(rule, _)| wanted(&rule.target));
                wanted
                    .map(|(rule, count)| {
                        (rule.target.as_str(), sources.place(rule.span), count.applied + count.used)
                    })
                    .collect()
            };
            let filled = self.fields.get(name).copied().unwrap_or_default();
            let mut own: Vec<String> =
                rules(&|target| target == name).into_iter().map(|(_, place, _)| place).collect();
            own.extend(decision(ready, at, name).map(|span| sources.place(span)));
            targets.push(Filled { target: name.clone(), filled, rules: own });
            let inside = format!("{name}.");
            let mut members: BTreeMap<String, (Vec<String>, u64)> = BTreeMap::new();
            for (member, place, applied) in rules(&|target| target.starts_with(&inside)) {
                let (places, count) = members.entry(member.to_owned()).or_default();
                places.push(place);
                *count += applied;
            }
            let members = members.into_iter();
            targets.extend(members.map(|(target, (rules, filled))| Filled { target, filled, rules }));
        }
        targets
    }

    fn of_types(&self, descriptive: u32) -> Vec<OfType> {
        let types = self.types.iter().map(|(account_type, (imported, shares))| OfType {
            account_type: account_type.clone(),
            imported: *imported,
            filled: shares.median(descriptive),
        });
        types.collect()
    }
}

/// What else gives a target: a decision, or the row of head.yaml that states the type.
fn decision(ready: &Ready, at: usize, name: &str) -> Option<crate::source::Span> {
    let program = ready.programs.get(at)?;
    let decided = program.targets.iter().find(|target| target.name == name).and_then(|target| target.decide);
    if let Some((decide, _)) = decided {
        return Some(program.decide(decide).span);
    }
    let stated = ready.head.types.iter().find(|(code, _)| code.value == program.record_type);
    stated.filter(|_| name == "type").map(|(code, _)| code.span)
}
