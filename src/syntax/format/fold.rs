//! Lines that are too long, broken at their loosest joint.

use super::page::{Bracket, Break, Form, Kind, Page};
use super::{WIDTH, breaks, place};

/// Where a line may be broken, the loosest joint first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    /// The braces of a block or an object.
    Block,
    /// Before a clause.
    Clause,
    /// Before `|`.
    Bar,
    /// Behind a comma.
    Comma,
    /// The brackets of data.
    Data,
    /// Before `and`, `or` between comparisons.
    Test,
    /// Before `or`.
    Or,
}

/// Breaks the lines that are too long, each at one joint; whether there were any.
pub(super) fn fold(page: &mut Page<'_>) -> bool {
    let mut folded = false;
    let mut first = 0;
    while first < page.lexemes.len() {
        let end = page.line_end(first);
        folded |= fold_line(page, first, end);
        first = end;
    }
    if folded {
        breaks::settle(page);
    }
    folded
}

/// Breaks a line if it is too long and has a joint.
fn fold_line(page: &mut Page<'_>, first: usize, end: usize) -> bool {
    // Comments are never broken, so they are not counted.
    let Some(last) = (first..end).rev().find(|at| !page.lexeme(*at).is_comment()) else { return false };
    if page.lexeme(last).end() <= WIDTH {
        return false;
    }
    let joints = (first + 1..=last).filter_map(|at| {
        let (lexeme, joint) = (page.lexeme(at), joint(page, at)?);
        Some(((lexeme.level + lexeme.depth, joint), at))
    });
    let joints: Vec<_> = joints.collect();
    let Some(loosest) = joints.iter().map(|(rank, _)| *rank).min() else { return false };
    let places: Vec<usize> = joints.iter().filter(|(rank, _)| *rank == loosest).map(|(_, at)| *at).collect();
    let chosen = match loosest.1 {
        Joint::Block | Joint::Data => places.into_iter().map(|brace| brace + 1).collect(),
        Joint::Clause => places,
        // All steps together, on one line below the value.
        Joint::Bar if page.lexeme(first).kind != Kind::Bar => places.into_iter().take(1).collect(),
        Joint::Bar | Joint::Comma | Joint::Test | Joint::Or => fill(page, &places, last),
    };
    for at in chosen {
        page.lexeme_mut(at).before = Break::Line;
    }
    true
}

/// The joint before a lexeme, or at a brace.
fn joint(page: &Page<'_>, at: usize) -> Option<Joint> {
    let lexeme = page.lexeme(at);
    let is = |statement: usize, form: Form| page.statement(statement).form == form;
    if lexeme.is_comment() || lexeme.statement.is_some_and(|statement| is(statement, Form::Row)) {
        return None;
    }
    if let Kind::Open(bracket) = lexeme.kind
        && bracket.is_brace()
        && !page.lexeme(at + 1).breaks()
        && !page.lexeme(at + 1).kind.closes_brace()
        && !page.lexeme(at + 1).is_comment()
    {
        return Some(if bracket == Bracket::Block { Joint::Block } else { Joint::Data });
    }
    if lexeme.is_clause() {
        return Some(Joint::Clause);
    }
    if page.lexeme(at - 1).kind == Kind::Comma && !lexeme.kind.closes_brace() {
        return Some(Joint::Comma);
    }
    let kinds = [
        (Kind::Bar, Joint::Bar),
        (Kind::Joint, Joint::Test),
        (Kind::Or, Joint::Or),
        (Kind::Choice, Joint::Or),
    ];
    kinds.into_iter().find(|(kind, _)| *kind == lexeme.kind).map(|(_, joint)| joint)
}

/// Of these places, those where a line must end so that as much as possible fits on each.
fn fill(page: &Page<'_>, places: &[usize], last: usize) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut saved = 0;
    for (number, at) in places.iter().enumerate() {
        let next = places.get(number + 1).map_or(last, |next| next - 1);
        if page.lexeme(next).end() > WIDTH + saved {
            chosen.push(*at);
            saved = page.lexeme(*at).out.saturating_sub(place::indent(page, *at));
        }
    }
    chosen
}
