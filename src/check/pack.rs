//! Names that point from one manifest to another.

use super::declare::record_type;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::manifest::{Field, Head, Pack, Table};
use crate::source::Spanned;
use crate::value::nearest;

/// Checks the manifests of a head against each other.
pub fn check_pack(pack: &Pack, head: &Head, diagnostics: &mut Diagnostics) {
    for field in pack.schema.fields.iter().chain(pack.offers.iter().flat_map(|(_, schema)| &schema.fields)) {
        vocabularies(pack, field, diagnostics);
    }
    for table in pack.tables.values() {
        codes(pack, table, diagnostics);
    }
    for exclusion in &pack.exclusions.all {
        let code = &exclusion.record_type;
        record_type(&pack.bordereaux, &code.value, code.span, diagnostics);
    }
    for (code, feed) in &head.feeds {
        if !record_type(&pack.bordereaux, &code.value, code.span, diagnostics) {
            continue;
        }
        let picked = head.except.keys().any(|id| pack.bordereaux.of_id(id) == Some(&code.value));
        if let Some(exclusion) = pack.exclusions.of(&code.value)
            && !picked
            && !feed.by_hand
        {
            diagnostics.push(
                Diagnostic::new(
                    Code::ExcludedFeed,
                    code.span,
                    format!("records of type `{}` are not imported", code.value),
                )
                .label(exclusion.because.as_str())
                .other(exclusion.record_type.span, format!("excluded here: {}", exclusion.reason.word()))
                .help(
                    "remove the feed, name the records that you want by id under `except`, or write `by_hand: true`: \
                     then only `passerelle record from` takes records of it",
                ),
            );
        }
    }
    types(pack, head, diagnostics);
    except(pack, head, diagnostics);
    if head.feeds.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::Manifest, head.head.span, "this head has no feeds")
                .help("name at least one under `feeds`"),
        );
    }
}

/// `types`: rows for feeds of the head, with types that can become accounts.
fn types(pack: &Pack, head: &Head, diagnostics: &mut Diagnostics) {
    for (code, ty) in &head.types {
        if !head.feeds.iter().any(|(feed, _)| feed.value == code.value)
            && record_type(&pack.bordereaux, &code.value, code.span, diagnostics)
        {
            diagnostics.push(
                Diagnostic::new(
                    Code::Manifest,
                    code.span,
                    format!("this head has no feed of `{}`", code.value),
                )
                .help("remove the row, or name the feed under `feeds`"),
            );
        }
        account_type(pack, ty, diagnostics);
    }
}

/// `except`: types that can become accounts.
fn except(pack: &Pack, head: &Head, diagnostics: &mut Diagnostics) {
    for ty in head.except.values().filter_map(|picked| picked.account_type.as_ref()) {
        account_type(pack, ty, diagnostics);
    }
}

/// An account type that exists, and that a record can become.
fn account_type(pack: &Pack, ty: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let Some(known) = pack.types.types.iter().find(|known| known.code.value == ty.value) else {
        let near = nearest(&ty.value, pack.types.vocabulary.names());
        let known: Vec<&str> = pack.types.vocabulary.names().collect();
        diagnostics.push(
            Diagnostic::new(Code::UnknownCode, ty.span, format!("`{}` is no account type", ty.value))
                .did_you_mean(near, format!("write one of {}", known.join(", "))),
        );
        return;
    };
    if !known.convertible {
        let because = known.because.as_deref().unwrap_or("elloha does not convert it");
        diagnostics.push(
            Diagnostic::new(
                Code::Manifest,
                ty.span,
                format!("no account of type `{}` can be made", ty.value),
            )
            .label(because)
            .other(known.code.span, "said here")
            .help("choose another type, or leave the records out"),
        );
    }
}

fn vocabularies(pack: &Pack, field: &Field, diagnostics: &mut Diagnostics) {
    if let Some(name) = &field.vocabulary
        && pack.vocabulary(&name.value).is_none()
    {
        let near = nearest(&name.value, pack.vocabularies.keys().map(String::as_str));
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, name.span, format!("there is no vocabulary `{}`", name.value))
                .did_you_mean(near, "write it as elloha/vocabularies/<name>.yaml"),
        );
    }
    for member in &field.members {
        vocabularies(pack, member, diagnostics);
    }
}

fn codes(pack: &Pack, table: &Table, diagnostics: &mut Diagnostics) {
    let Some(vocabulary) = pack.vocabulary(&table.gives.value) else {
        let near = nearest(&table.gives.value, pack.vocabularies.keys().map(String::as_str));
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownName,
                table.gives.span,
                format!("there is no vocabulary `{}`", table.gives.value),
            )
            .did_you_mean(near, "write it as elloha/vocabularies/<name>.yaml"),
        );
        return;
    };
    for code in table.rows.iter().flat_map(|row| &row.codes) {
        if !vocabulary.has(&code.value) {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnknownCode,
                    code.span,
                    format!("`{}` is no code of `{}`", code.value, vocabulary.name),
                )
                .did_you_mean(
                    nearest(&code.value, vocabulary.names()),
                    format!("add it to elloha/vocabularies/{}.yaml, or write another", vocabulary.name),
                ),
            );
        }
    }
}
