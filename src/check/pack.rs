//! Names that point from one manifest to another.

use super::declare::record_type;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::manifest::{Field, Head, Pack, Table};
use crate::value::nearest;

/// Checks the manifests of a head against each other.
pub fn check_pack(pack: &Pack, head: &Head, diagnostics: &mut Diagnostics) {
    for field in &pack.schema.fields {
        vocabularies(pack, field, diagnostics);
    }
    for table in pack.tables.values() {
        codes(pack, table, diagnostics);
    }
    for exclusion in &pack.exclusions.all {
        let code = &exclusion.record_type;
        record_type(&pack.bordereaux, &code.value, code.span, diagnostics);
    }
    for (code, _) in &head.feeds {
        if !record_type(&pack.bordereaux, &code.value, code.span, diagnostics) {
            continue;
        }
        if let Some(exclusion) = pack.exclusions.of(&code.value) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ExcludedFeed,
                    code.span,
                    format!("records of type `{}` are not imported", code.value),
                )
                .label(exclusion.because.as_str())
                .other(exclusion.record_type.span, format!("excluded here: {}", exclusion.reason.word()))
                .help("remove the feed"),
            );
        }
    }
    if head.feeds.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::Manifest, head.head.span, "this head has no feeds")
                .help("name at least one under `feeds`"),
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
