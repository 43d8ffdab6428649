//! The rules of a head against what a feed says it has, before any record of it is read.

use std::collections::{BTreeMap, BTreeSet};

use super::load::Ready;
use crate::check::{ir, is_engine_field, pattern_fits, readings};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::value::{nearest, normalise, visible};

/// Compares the feed of a number with the fields that its description names; `place` is where its address is written.
pub fn against(ready: &Ready, at: usize, served: &[String], place: Span, diagnostics: &mut Diagnostics) {
    let Some(mapping) = ready.mappings.get(at) else { return };
    let served: BTreeSet<String> = served.iter().map(|name| normalise(name).into_owned()).collect();
    let observed = ready.observed.get(at).and_then(Option::as_ref);
    let mut read: BTreeMap<String, Span> = BTreeMap::new();
    for reading in readings(mapping).all {
        let field = reading.path.split('.').next().unwrap_or_default().to_owned();
        read.entry(field).or_insert(reading.by);
    }
    for (field, by) in &read {
        // A dialect may read what only other instances have: then the recorded feed does not have it either.
        let recorded = observed.is_none_or(|observed| observed.fields.contains(field));
        if served.contains(field) || !recorded {
            continue;
        }
        let new = served.iter().filter(|name| !read.contains_key(*name)).map(String::as_str);
        let near = nearest(field, new);
        let allowed = "correct the rule, or ask the administrator of the feed for the field";
        let found = format!("the feed says that it has no field `{}`", visible(field));
        diagnostics.push(
            Diagnostic::new(Code::NotServed, *by, found)
                .label("this reads it; the recorded feed has it")
                .other(place, "the feed that was asked")
                .help(match near {
                    Some(near) => format!("it has `{}`: is that the same?", visible(near)),
                    None => allowed.to_owned(),
                }),
        );
    }
    let known = |name: &String| {
        read.contains_key(name)
            || observed.is_some_and(|observed| observed.fields.contains(name))
            || is_engine_field(&ready.pack, name)
            || is_ignored(mapping, name)
    };
    let new: Vec<String> =
        served.iter().filter(|name| !known(name)).map(|name| format!("`{}`", visible(name))).collect();
    if !new.is_empty() {
        let found = format!("the feed says that it has {}, which no rule reads or ignores", new.join(", "));
        diagnostics.push(
            Diagnostic::new(Code::NotRead, place, found)
                .label("the feed that was asked")
                .help("map them or ignore them with a reason, and record the feed again"),
        );
    }
}

/// Whether an `ignore` names a field, or a pattern that it fits.
fn is_ignored(mapping: &ir::Mapping, name: &str) -> bool {
    let patterns = mapping.left_out.iter().filter(|said| !said.drops).flat_map(|said| &said.what);
    patterns.into_iter().any(|pattern| pattern_fits(pattern, name))
}
