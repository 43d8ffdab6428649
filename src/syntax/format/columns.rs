//! Paragraphs, and what stands in one column in them: `<-`, `as`, the data of examples.

use std::collections::BTreeMap;

use super::WIDTH;
use super::page::{Break, Form, Page};

/// A target that is longer than the next shorter one by more than this does not move its neighbours.
const LONG_TARGET: usize = 40;
/// A `read` that names its fields in more columns than this does not move its neighbours.
const LONG_READ: usize = WIDTH / 2;

/// Statements without an empty line between them. A comment line does not part them; a block does.
pub(super) fn paragraphs(page: &Page<'_>) -> Vec<Vec<usize>> {
    let mut lists: BTreeMap<Option<usize>, Vec<Vec<usize>>> = BTreeMap::new();
    let mut ends: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for (number, statement) in page.statements.iter().enumerate() {
        let first = page.lexeme(statement.first);
        if statement.first > 0 && !first.breaks() {
            continue;
        }
        let end = ends.insert(statement.inside, statement.end).unwrap_or(statement.first);
        // A table is one, whatever stands between its rows.
        let parted = statement.form != Form::Row
            && (end..=statement.first).any(|at| page.lexeme(at).before == Break::Blank);
        let list = lists.entry(statement.inside).or_default();
        if statement.form == Form::Block {
            list.push(Vec::new());
            continue;
        }
        match list.last_mut() {
            Some(last) if !parted => last.push(number),
            _ => list.push(vec![number]),
        }
    }
    lists.into_values().flatten().filter(|paragraph| !paragraph.is_empty()).collect()
}

/// Lines up `<-`, `as` and the data of examples.
pub(super) fn align(page: &mut Page<'_>, paragraph: &[usize]) {
    rules(page, paragraph);
    reads(page, paragraph);
    let parts = joints(page, paragraph, Form::Given);
    let column = parts.iter().map(|at| before(page, *at) + 1).max();
    for at in parts {
        page.lexeme_mut(at).at = column;
    }
}

/// `<-` and `=`. Where each rule takes several lines, there is no column to be seen, and none is made.
fn rules(page: &mut Page<'_>, paragraph: &[usize]) {
    let rules = joints(page, paragraph, Form::Rule);
    let on_one_line = |number: &usize| {
        let statement = page.statement(*number);
        statement.form == Form::Rule && !page.is_broken(statement.first, statement.end - 1)
    };
    if !paragraph.iter().any(on_one_line) {
        return;
    }
    let objects = objects(page, paragraph);
    for rules in clusters(page, rules) {
        // The values stand in one column, so `=` stands below the second half of `<-`.
        let value = rules.iter().map(|at| before(page, *at) + 1 + page.lexeme(*at).width).max().unwrap_or(0);
        let written = |at: usize| page.lexeme(at).column + page.lexeme(at).width;
        let joins = |object: &&usize| {
            let room = before(page, **object) + 1 + page.lexeme(**object).width <= value;
            room && rules.iter().any(|at| written(*at) == written(**object))
        };
        let joining: Vec<usize> = objects.iter().filter(joins).copied().collect();
        for at in rules.into_iter().chain(joining) {
            let lexeme = page.lexeme_mut(at);
            lexeme.at = Some(value - lexeme.width);
        }
    }
}

/// The `<-` of objects that take several lines, where blanks show that the author lined it up. It moves no other.
fn objects(page: &Page<'_>, paragraph: &[usize]) -> Vec<usize> {
    let statements = paragraph.iter().map(|number| page.statement(*number));
    let open = statements.filter(|statement| statement.object.is_some_and(|brace| page.is_open(brace)));
    open.filter_map(|statement| statement.joint).filter(|joint| page.lexeme(*joint).gap > 1).collect()
}

/// `as`, in the column where the author has put most of them if all have room there, or else in the narrowest.
fn reads(page: &mut Page<'_>, paragraph: &[usize]) {
    let mut reads = joints(page, paragraph, Form::Read);
    let written = |page: &Page<'_>, at: usize| {
        let first = page.lexeme(at).statement.map_or(at, |number| page.statement(number).first);
        let (first, joint) = (page.lexeme(first), page.lexeme(at));
        first.out + joint.column.saturating_sub(first.column)
    };
    let narrowest = |reads: &[usize]| reads.iter().map(|at| before(page, *at) + 1).max().unwrap_or(0);
    let common = |reads: &[usize]| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in reads {
            *counts.entry(written(page, *at)).or_default() += 1;
        }
        let room = narrowest(reads);
        counts
            .into_iter()
            .filter(|(column, count)| *column >= room && *count > 1)
            .find(|(_, count)| count * 2 > reads.len())
    };
    let column = match common(&reads) {
        Some((column, count)) if count == reads.len() => column,
        _ => {
            reads.retain(|at| before(page, *at) <= LONG_READ);
            common(&reads).map_or(narrowest(&reads), |(column, _)| column)
        }
    };
    for at in reads {
        page.lexeme_mut(at).at = Some(column);
    }
}

/// The lexemes of a paragraph that stand in one column, of statements of one form.
fn joints(page: &Page<'_>, paragraph: &[usize], form: Form) -> Vec<usize> {
    let statements = paragraph.iter().map(|number| page.statement(*number));
    let joints = statements.filter(|statement| statement.form == form).filter_map(|statement| {
        let joint = statement.joint?;
        // A rule up to its value; a `read` and a part of an example as a whole.
        let end = if form == Form::Rule { joint + 1 } else { statement.end - 1 };
        let object = statement.object.is_some_and(|brace| page.is_open(brace));
        (!object && !page.is_broken(statement.first, end)).then_some(joint)
    });
    joints.collect()
}

/// The column behind what stands before a lexeme.
fn before(page: &Page<'_>, at: usize) -> usize {
    at.checked_sub(1).map_or(0, |last| page.lexeme(last).end())
}

/// Rules whose targets are about as long: from one to the next longer one there are [`LONG_TARGET`] columns at most.
fn clusters(page: &Page<'_>, mut lexemes: Vec<usize>) -> Vec<Vec<usize>> {
    lexemes.sort_by_key(|at| before(page, *at));
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut widest = 0;
    for at in lexemes {
        let width = before(page, at);
        match clusters.last_mut() {
            Some(last) if width <= widest + LONG_TARGET => last.push(at),
            _ => clusters.push(vec![at]),
        }
        widest = width;
    }
    clusters
}
