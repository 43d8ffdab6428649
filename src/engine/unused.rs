//! Tables and layouts of a pack that none of its heads uses.
//!
//! One head cannot tell: what it leaves may serve another. So this is asked of a whole pack only.

use std::collections::BTreeSet;

use super::common::Common;
use super::load::Loaded;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Sources, Spanned};

/// What no head of a pack uses. Nothing is said while a head has mistakes: it may use what it cannot name.
pub fn unused(common: &Common, heads: &[Loaded]) -> (Sources, Diagnostics) {
    let ready: Option<Vec<_>> = heads.iter().map(|head| head.ready.as_ref()).collect();
    let (Some(ready), Some(read)) = (ready, &common.pack) else {
        return (Sources::new(), Diagnostics::new());
    };
    let used = |names: fn(&super::Ready) -> &BTreeSet<String>| -> BTreeSet<&str> {
        ready.iter().flat_map(|head| names(head)).map(String::as_str).collect()
    };
    let (tables, layouts) = (used(|head| &head.tables), used(|head| &head.layouts));
    let mut diagnostics = Diagnostics::new();
    for table in read.tables.values().filter(|table| !tables.contains(table.name.as_str())) {
        let message = format!("no head of this pack looks into the table `{}`", table.name);
        diagnostics.push(
            Diagnostic::new(Code::UnusedFile, table.gives.span, message)
                .help("remove it, or move it into the folder of the head it was written for"),
        );
    }
    let idle: Vec<&Spanned<String>> = read
        .layouts
        .all
        .iter()
        .filter(|layout| !layouts.contains(layout.name.value.as_str()) && layout.kept.is_none())
        // A layout that another one names for a cell is used with it.
        .filter(|layout| !read.layouts.all.iter().any(|other| other.names(&layout.name.value)))
        .map(|layout| &layout.name)
        .collect();
    if let Some(first) = idle.first() {
        let names = idle.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ");
        diagnostics.push(
            Diagnostic::new(Code::UnusedFile, first.span, "no head of this pack reads with some layouts")
                .label(names)
                .help("remove them, or say of each why it stays: `kept: \"the feeds of 61, which no head reads yet\"`"),
        );
    }
    (common.sources.clone(), diagnostics)
}
