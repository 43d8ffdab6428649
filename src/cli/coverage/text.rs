//! A coverage report, for eyes.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Head;
use crate::cli::output;
use crate::engine::{Class, Classes, Coverage, Covered, Filled};
use crate::value::visible;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const LOOK: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// The widest path that a column makes room for.
const WIDEST: usize = 48;

/// The report of some heads; of every path, or of what is left.
pub(super) fn text(heads: &[Head], all: bool) -> String {
    let mut out = String::new();
    for (at, head) in heads.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut page = Page { out: &mut out, width: output::width() };
        page.summary(head);
        for feed in &head.feeds {
            if all {
                page.paths(feed);
            }
            page.left(feed);
            page.targets(feed, all);
        }
    }
    out
}

/// A share in per cent: 100 for all of it only, 0 for none of it only.
pub(in crate::cli) fn percent(share: Option<f64>) -> String {
    let Some(share) = share else { return "-".to_owned() };
    let rounded = (share * 100.0).round();
    if rounded >= 100.0 && share < 1.0 {
        "99 %".to_owned()
    } else if rounded <= 0.0 && share > 0.0 {
        "1 %".to_owned()
    } else {
        format!("{rounded:.0} %")
    }
}

struct Page<'o> {
    out: &'o mut String,
    width: usize,
}

impl Page<'_> {
    // Writing to a `String` cannot fail, here and below.
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    /// A head, and its feeds by class.
    fn summary(&mut self, head: &Head) {
        let folder = head.folder.display();
        self.line(&format!("{BOLD}{} ({}){BOLD:#}, {folder}\n", head.name, head.code));
        let titles = ["records", "paths", "read", "tested", "ignored", "ignored *", "engine", "uncovered"];
        let mut title = format!("{DIM}{:9}", "");
        for name in titles {
            let _ = write!(title, "{name:>10}");
        }
        let _ = write!(title, "{:>14}", "covered");
        self.line(&format!("{title}{DIM:#}"));
        for feed in &head.feeds {
            self.row(&feed.bordereau, Some(feed.read), feed.classes, feed.share);
            if !feed.complete {
                self.line("         incomplete: the feed could not be read to its end");
            }
        }
        if head.feeds.len() > 1 {
            self.row("all", None, head.classes, head.share);
        }
    }

    fn row(&mut self, name: &str, read: Option<u64>, classes: Classes, share: Option<f64>) {
        let mut row = format!("  {BOLD}{name:7}{BOLD:#}");
        let _ = write!(row, "{:>10}", read.map_or(String::new(), |read| read.to_string()));
        let Classes { read, tested, ignored, ignored_by_pattern, engine, uncovered } = classes;
        for count in [classes.all(), read, tested, ignored, ignored_by_pattern, engine] {
            let _ = write!(row, "{count:>10}");
        }
        let look = if uncovered > 0 { LOOK } else { Style::new() };
        let covered = if share.is_some() { percent(share) } else { "not computed".to_owned() };
        let _ = write!(row, "{look}{uncovered:>10}{look:#}{covered:>14}");
        self.line(&row);
    }

    /// Every path with its class, and who reads it.
    fn paths(&mut self, feed: &Coverage) {
        self.line(&format!("\n{BOLD}{}{BOLD:#}: every path", feed.bordereau));
        let room = room(&feed.paths);
        for path in &feed.paths {
            let by: Vec<String> = path
                .by
                .iter()
                .map(|by| match &by.rule {
                    Some(rule) => format!("{} {DIM}{rule}{DIM:#}", visible(&by.what)),
                    None => visible(&by.what).into_owned(),
                })
                .collect();
            let (name, class) = (visible(&path.path), path.class.word());
            let look = if path.class == Class::Uncovered { LOOK } else { Style::new() };
            let (records, share) = (path.records, percent(path.share));
            self.line(&format!(
                "  {name:room$}{records:>8}{share:>7}  {look}{class:9}{look:#}  {}",
                by.join("; ")
            ));
        }
    }

    /// What nobody knows of, with samples; why paths are ignored; what cannot be taken apart.
    fn left(&mut self, feed: &Coverage) {
        let code = &feed.bordereau;
        let uncovered: Vec<Covered> =
            feed.paths.iter().filter(|path| path.class == Class::Uncovered).cloned().collect();
        if !uncovered.is_empty() {
            self.line(&format!("\n{LOOK}{code}: uncovered{LOOK:#}"));
            let room = room(&uncovered);
            for path in &uncovered {
                let samples: Vec<String> =
                    path.samples.iter().map(|sample| format!("{:?}", visible(sample))).collect();
                let samples = if samples.is_empty() {
                    "empty in every record".to_owned()
                } else {
                    cut(&samples.join(", "), self.width.saturating_sub(room + 19))
                };
                let (name, records, share) = (visible(&path.path), path.records, percent(path.share));
                self.line(&format!("  {name:room$}{records:>8}{share:>7}  {DIM}{samples}{DIM:#}"));
            }
        }
        if !feed.ignored.is_empty() {
            self.line(&format!("\n{code}: ignored"));
            for ignored in &feed.ignored {
                let because = cut(&visible(&ignored.because), self.width.saturating_sub(9));
                self.line(&format!("{:>7}  {because}", ignored.paths));
            }
        }
        for not_cut in &feed.not_cut {
            let records = if not_cut.records == 1 { "record" } else { "records" };
            self.line(&format!(
                "\n{LOOK}Look{LOOK:#}: {code}: {} cannot be taken apart in {} {records}: {}",
                visible(&not_cut.path),
                not_cut.records,
                not_cut.why
            ));
        }
    }

    /// The fields of an account: those that stay empty, or all; and how full accounts of each type are.
    fn targets(&mut self, feed: &Coverage, all: bool) {
        let code = &feed.bordereau;
        if feed.read == 0 {
            self.line(&format!("\n{code}: which fields are filled: not computed: the feed has no records"));
            return;
        }
        for of_type in &feed.types {
            let imported = of_type.imported;
            let records = if imported == 1 { "record" } else { "records" };
            self.line(&format!(
                "\n{code}: {imported} {records} as {}, filled {}",
                of_type.account_type,
                percent(of_type.filled)
            ));
        }
        if all {
            self.line(&format!("\n{code}: fields of the account"));
            for Filled { target, filled, rules } in feed.targets.iter().filter(|one| !one.rules.is_empty()) {
                let rules = rules.join(", ");
                self.line(&format!("  {target:28}{filled:>8}  {DIM}{rules}{DIM:#}"));
            }
        }
        let empty = feed.targets.iter().filter(|one| one.filled == 0);
        let (with, without): (Vec<&Filled>, Vec<&Filled>) = empty.partition(|one| !one.rules.is_empty());
        self.names(&format!("{code}: never filled, though a rule is for it"), &with);
        self.names(&format!("{code}: no rule for"), &without);
        if all && !feed.not_there.is_empty() {
            let names: Vec<&str> = feed.not_there.iter().map(String::as_str).collect();
            self.line(&format!("\n{code}: read or ignored, and not in this feed"));
            self.indented(&names);
        }
    }

    fn names(&mut self, title: &str, targets: &[&Filled]) {
        if targets.is_empty() {
            return;
        }
        self.line(&format!("\n{DIM}{title}{DIM:#}"));
        self.indented(&targets.iter().map(|one| one.target.as_str()).collect::<Vec<_>>());
    }

    fn indented(&mut self, names: &[&str]) {
        let names = output::wrap(&names.join(", "), self.width.saturating_sub(2));
        for line in names.lines() {
            self.line(&format!("  {DIM}{}{DIM:#}", visible(line)));
        }
    }
}

/// The room that a column of paths needs.
fn room(paths: &[Covered]) -> usize {
    let widest = paths.iter().map(|path| path.path.chars().count()).max();
    widest.unwrap_or_default().min(WIDEST)
}

fn cut(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        None => text.to_owned(),
        Some(_) => text.chars().take(width.saturating_sub(1)).chain(std::iter::once('…')).collect(),
    }
}
