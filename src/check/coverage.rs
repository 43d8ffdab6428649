//! What the recorded feed holds, compared with what the rules read and ignore.

use super::Checker;
use super::declare::is_engine_field;
use super::statement::Layer;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Statement};
use crate::value::{nearest, shorten, written};

impl Checker<'_> {
    /// Compares what is read and ignored with what the recorded feed holds.
    pub(super) fn coverage(&mut self, ignored: &[&ast::Name]) {
        for (field, span) in self.fields.clone() {
            if let Some(pattern) = ignored.iter().find(|pattern| pattern.value == field) {
                self.report(
                    Diagnostic::new(
                        Code::IgnoredAndRead,
                        pattern.span,
                        format!("`{}` is ignored here and read in a rule", shorten(&field)),
                    )
                    .other(span, "read here")
                    .help("remove it from `ignore`"),
                );
            }
        }
        let Some(observed) = self.observed else { return };
        for pattern in ignored {
            if observed.fields.iter().any(|field| fits(&pattern.value, field)) {
                self.used.ignores.insert(pattern.span);
            }
        }
        if self.partial {
            return;
        }
        let mut meant: Vec<&str> = Vec::new();
        for (field, span) in self.fields.clone() {
            let known =
                !observed.complete || observed.fields.contains(&field) || is_engine_field(self.pack, &field);
            if known || self.unread.contains(&field) {
                continue;
            }
            let near = nearest(&field, observed.fields.iter().map(String::as_str));
            meant.extend(near);
            self.report(unknown_field(&field, span, observed.records, near));
        }
        let uncovered: Vec<&str> = observed
            .fields
            .iter()
            .filter(|field| !self.fields.iter().any(|(read, _)| read == *field))
            .filter(|field| !ignored.iter().any(|pattern| fits(&pattern.value, field)))
            .filter(|field| {
                !is_engine_field(self.pack, field)
                    && !meant.contains(&field.as_str())
                    && !self.unread.contains(field)
            })
            .map(String::as_str)
            .collect();
        if let Some(first) = uncovered.first() {
            let names = uncovered.iter().map(|name| shorten(name)).collect::<Vec<_>>().join(", ");
            let count = uncovered.len();
            let fields = if count == 1 { "a field".to_owned() } else { format!("{count} fields") };
            self.report(
                Diagnostic::new(
                    Code::Uncovered,
                    self.feed,
                    format!("{fields} of this feed: neither read nor ignored"),
                )
                .label(names)
                .help(format!("map it with a rule, or write `ignore {} because \"why\"`", written(first))),
            );
        }
    }
}

/// A field that the recorded feed does not have.
pub(super) fn unknown_field(field: &str, span: Span, records: u64, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(Code::UnknownField, span, format!("the feed has no field `{}`", shorten(field)))
        .label(format!("in none of {records} recorded records, which name every field they have"))
        .did_you_mean(
            near.map(written).as_deref(),
            "correct the name, or record the feed again if it has changed",
        )
}

/// The patterns of `ignore`.
pub(super) fn ignores<'a>(layers: &[Layer<'a>]) -> Vec<&'a ast::Name> {
    let mut patterns = Vec::new();
    for statement in layers.iter().flat_map(|layer| &layer.statements) {
        if let Statement::Ignore(ignore) = statement {
            patterns.extend(&ignore.patterns);
        }
    }
    patterns
}

/// Whether a pattern with `*` fits a name.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(first) = parts.next() else { return false };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}
