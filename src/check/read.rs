//! `read … as`: which layout takes which field apart, the nearest layer last.

use super::Checker;
use super::block::{Block, Nearness};
use super::ir::LayoutId;
use super::scope::Read;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::source::Span;
use crate::syntax::ast::{self, Statement, Verb};
use crate::value::{nearest, shorten};

impl Checker<'_> {
    /// The `read`s of a record type: the nearest of each path.
    pub(super) fn reads(&mut self, blocks: &[Block<'_>]) -> Vec<Read> {
        let mut reads: Vec<(Nearness, Read)> = Vec::new();
        let mut in_order: Vec<&Block<'_>> = blocks.iter().collect();
        in_order.sort_by_key(|block| block.nearness);
        for block in in_order {
            self.here = block.nearness;
            for statement in &block.statements {
                let Statement::Read(read) = statement else { continue };
                let Some(layout) = self.layout(&read.layout) else {
                    self.unread.extend(read.paths.iter().filter_map(read_path));
                    continue;
                };
                for path in &read.paths {
                    self.read(read, path, layout, block.nearness, &mut reads);
                }
            }
        }
        reads.into_iter().map(|(_, read)| read).collect()
    }

    fn read(
        &mut self,
        node: &ast::Read,
        path: &ast::Path,
        layout: LayoutId,
        nearness: Nearness,
        reads: &mut Vec<(Nearness, Read)>,
    ) {
        let Some(field) = read_path(path) else {
            self.report(
                Diagnostic::new(Code::Misplaced, path.span, "`read` names fields of the record").help(
                    "write the name of a field, without brackets; the members of a collection follow dots",
                ),
            );
            return;
        };
        self.read_of_unseen(&field, path.span);
        let overrides = node.verb.as_ref().is_some_and(|verb| verb.value == Verb::Override);
        let at = reads.iter().position(|(_, other)| other.field == field);
        let read = Read { field: field.clone(), layout, span: path.span };
        match at.and_then(|at| reads.get_mut(at)) {
            None => {
                if overrides && !self.broken.reads.contains(&field) {
                    self.report(
                        Diagnostic::new(
                            Code::NothingThere,
                            path.span,
                            format!("no farther `read` of `{}` is there to override", shorten(&field)),
                        )
                        .help("leave `override` out"),
                    );
                }
                reads.push((nearness, read));
            }
            Some((other, _)) if *other == nearness => {
                let earlier = reads.get(at.unwrap_or_default()).map_or(path.span, |(_, read)| read.span);
                if earlier != path.span {
                    self.report(
                        Diagnostic::new(
                            Code::ReadTwice,
                            path.span,
                            format!("`{}` is read in two ways", shorten(&field)),
                        )
                        .other(earlier, "here already")
                        .help("keep one of the two"),
                    );
                }
            }
            Some(known) if overrides => {
                // Another layer reads it otherwise: that is no `read` that nobody uses.
                self.used.reads.insert(known.1.span);
                *known = (nearness, read);
            }
            Some((_, other)) => {
                let far = other.span;
                let at = Span { end: node.span.start, ..node.span };
                self.report(
                    Diagnostic::new(
                        Code::NeedsOverride,
                        path.span,
                        format!("`{}` is read already, farther away", shorten(&field)),
                    )
                    .other(far, "here")
                    .repair("replace what is said there", vec![Edit::new(at, "override ")]),
                );
            }
        }
    }

    /// The number of a layout, which is noted as used.
    pub(super) fn layout(&mut self, name: &ast::Name) -> Option<LayoutId> {
        let Some(layout) = self.pack.layouts.find(&name.value) else {
            let known = self.pack.layouts.all.iter().map(|layout| layout.name.value.as_str());
            let near = nearest(&name.value, known.clone());
            let all = known.collect::<Vec<_>>().join(", ");
            self.report(
                Diagnostic::new(
                    Code::UnknownLayout,
                    name.span,
                    format!("there is no layout `{}`", shorten(&name.value)),
                )
                .label("not in layouts.yaml")
                .did_you_mean(near, format!("write one of {all}")),
            );
            return None;
        };
        self.used.layouts.insert(name.value.clone());
        let known = self.layouts.iter().position(|known| known.name.value == name.value);
        let at = known.unwrap_or_else(|| {
            self.layouts.push(std::sync::Arc::new(layout.clone()));
            self.layouts.len() - 1
        });
        u32::try_from(at).ok().map(LayoutId)
    }
}

/// The path of a `read`: names between dots, without brackets.
fn read_path(path: &ast::Path) -> Option<String> {
    let names: Option<Vec<&str>> = path
        .segments
        .iter()
        .map(|segment| segment.pick.is_none().then_some(segment.name.value.as_str()))
        .collect();
    match (&path.root, names) {
        (ast::Root::Field, Some(names)) if !names.is_empty() => Some(names.join(".")),
        (ast::Root::Field | ast::Root::Let(_) | ast::Root::It(_), Some(_) | None) => None,
    }
}
