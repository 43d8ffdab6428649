//! Pairs of pest → a page.

use std::borrow::Cow;

use pest::iterators::Pair;

use super::page::{Begins, Bracket, Break, Form, Kind, Lexeme, Page, Statement};
use crate::syntax::grammar::Rule;

/// The page of a parsed text.
pub(super) fn flatten<'t>(text: &'t str, tree: &Pair<'t, Rule>) -> Page<'t> {
    let mut flatten = Flatten {
        text,
        page: Page::default(),
        end: 0,
        column: 0,
        braces: Vec::new(),
        statements: Vec::new(),
        depth: 0,
        begins: Begins::Nothing,
    };
    flatten.walk(tree, Rule::file, 0);
    let mut page = flatten.page;
    let mut leads = None;
    for (at, lexeme) in page.lexemes.iter_mut().enumerate().rev() {
        if !lexeme.is_comment() {
            leads = Some(at);
        }
        lexeme.leads = leads;
    }
    page
}

struct Flatten<'t> {
    text: &'t str,
    page: Page<'t>,
    /// Where the last lexeme ended.
    end: usize,
    /// The column behind it.
    column: usize,
    /// The braces that are open.
    braces: Vec<usize>,
    /// The statements that are open.
    statements: Vec<usize>,
    /// How many other brackets are open.
    depth: usize,
    /// What begins with the next lexeme.
    begins: Begins,
}

impl<'t> Flatten<'t> {
    /// A pair, which stands in a pair of the rule `parent`; a line that begins with `and` or `or` is indented by `extra`.
    fn walk(&mut self, pair: &Pair<'t, Rule>, parent: Rule, extra: usize) {
        let own = pair.as_rule();
        let form = form(own);
        if let Some(form) = form {
            self.begin(form);
        }
        if matches!(own, Rule::guard | Rule::outcome | Rule::because) {
            self.begins = Begins::Clause;
        }
        let inside = if matches!(own, Rule::guard | Rule::choice) {
            2
        } else if matches!(own, Rule::path | Rule::test_group) {
            0
        } else if own == Rule::values {
            extra + 2
        } else {
            extra
        };
        let mut inner = pair.clone().into_inner().peekable();
        if inner.peek().is_some() {
            for pair in inner {
                self.walk(&pair, own, inside);
            }
        } else if own != Rule::EOI {
            self.push(pair, kind(own, parent), extra);
        }
        if form.is_some() {
            self.finish();
        }
    }

    fn begin(&mut self, form: Form) {
        let first = self.page.lexemes.len();
        let inside = self.braces.last().copied();
        self.statements.push(self.page.statements.len());
        self.page.statements.push(Statement { form, first, end: first, inside, joint: None, object: None });
        self.begins = Begins::Statement;
    }

    fn finish(&mut self) {
        let last = self.page.lexemes.iter().rposition(|lexeme| !lexeme.is_comment());
        if let (Some(statement), Some(last)) = (self.statement(), last) {
            statement.end = last + 1;
        }
        self.statements.pop();
    }

    fn statement(&mut self) -> Option<&mut Statement> {
        self.page.statements.get_mut(*self.statements.last()?)
    }

    fn push(&mut self, pair: &Pair<'t, Rule>, kind: Kind, extra: usize) {
        let at = self.page.lexemes.len();
        let blank = self.text.get(self.end..pair.as_span().start()).unwrap_or_default();
        let newlines = blank.replace("\r\n", "\n").matches(['\n', '\r']).count();
        let behind = blank.rsplit(['\n', '\r']).next().unwrap_or_default().chars().count();
        let (column, gap) = if newlines == 0 { (self.column + behind, behind) } else { (behind, 0) };
        let comment = kind == Kind::Comment;
        let text = if pair.as_rule() == Rule::word_op {
            // `starts   with` is one lexeme with blanks inside.
            Cow::Owned(pair.as_str().split_whitespace().collect::<Vec<_>>().join(" "))
        } else {
            Cow::Borrowed(if comment { pair.as_str().trim_end() } else { pair.as_str() })
        };
        let partner = self.close(kind);
        if let Some(open) = partner.and_then(|open| self.page.lexemes.get_mut(open)) {
            open.partner = Some(at);
        }
        let in_data = self
            .braces
            .last()
            .and_then(|brace| self.page.lexemes.get(*brace))
            .is_some_and(|brace| matches!(brace.kind, Kind::Open(Bracket::Data | Bracket::Array)));
        // The very first lexeme has nothing before it, so it is no comment at the end of a line.
        let behind = |last: &Lexeme<'_>| last.hangs || last.newlines == 0 && at > 1;
        let above = self.page.lexemes.last().filter(|last| last.is_comment() && last.column == column);
        let hangs = comment && newlines == 1 && above.is_some_and(behind);
        self.page.lexemes.push(Lexeme {
            width: text.chars().count(),
            text,
            kind,
            column,
            gap,
            newlines,
            level: self.braces.len(),
            depth: self.depth,
            in_data,
            begins: if comment { Begins::Nothing } else { std::mem::take(&mut self.begins) },
            extra: if matches!(kind, Kind::Or | Kind::Joint | Kind::Choice) { extra } else { 0 },
            statement: self.statements.last().copied(),
            partner,
            leads: None,
            hangs,
            before: Break::None,
            at: None,
            out: 0,
        });
        self.end = pair.as_span().end();
        self.column = column + pair.as_str().chars().count();
        if let Kind::Open(bracket) = kind {
            if bracket.is_brace() { self.braces.push(at) } else { self.depth += 1 }
        }
        self.join(pair.as_rule(), kind, at);
    }

    /// Closes a bracket; gives the brace that it closes.
    fn close(&mut self, kind: Kind) -> Option<usize> {
        let Kind::Close(bracket) = kind else { return None };
        if bracket.is_brace() {
            return self.braces.pop();
        }
        self.depth = self.depth.saturating_sub(1);
        None
    }

    /// Notes the lexeme that its statement is lined up at.
    fn join(&mut self, own: Rule, kind: Kind, at: usize) {
        let Some(statement) = self.statement() else { return };
        let joins = match statement.form {
            Form::Rule => kind == Kind::Arrow,
            Form::Read => kind == Kind::As,
            Form::Given => kind == Kind::Open(Bracket::Data) || own == Rule::ending,
            Form::Row | Form::Block | Form::Other => false,
        };
        if joins && statement.joint.is_none() {
            statement.joint = Some(at);
        }
        if statement.form == Form::Rule && kind == Kind::Open(Bracket::Block) && statement.object.is_none() {
            statement.object = Some(at);
        }
    }
}

/// Which statement a pair is, if it is one.
#[expect(clippy::wildcard_enum_match_arm, reason = "pest's rules are not ours to list")]
fn form(own: Rule) -> Option<Form> {
    match own {
        Rule::rule | Rule::let_value => Some(Form::Rule),
        Rule::read => Some(Form::Read),
        Rule::given | Rule::expect => Some(Form::Given),
        Rule::header | Rule::row => Some(Form::Row),
        Rule::for_block | Rule::decide | Rule::example => Some(Form::Block),
        Rule::ignore | Rule::drop | Rule::stop | Rule::script => Some(Form::Other),
        _ => None,
    }
}

/// What a lexeme is.
#[expect(clippy::wildcard_enum_match_arm, reason = "pest's rules are not ours to list")]
fn kind(own: Rule, parent: Rule) -> Kind {
    let brace = if parent == Rule::data { Bracket::Data } else { Bracket::Block };
    let bracket = if parent == Rule::array { Bracket::Array } else { Bracket::Tight };
    let paren = if parent == Rule::step { Bracket::Tight } else { Bracket::Group };
    match own {
        Rule::COMMENT => Kind::Comment,
        Rule::arrow | Rule::equals => Kind::Arrow,
        Rule::k_as => Kind::As,
        Rule::k_each => Kind::Each,
        Rule::bar if parent == Rule::pipeline => Kind::Bar,
        Rule::bar => Kind::Wall,
        Rule::k_or if parent == Rule::choice => Kind::Or,
        Rule::k_or if parent == Rule::values => Kind::Choice,
        Rule::k_or | Rule::k_and => Kind::Joint,
        Rule::comma if matches!(parent, Rule::for_block | Rule::step) => Kind::TightComma,
        Rule::comma => Kind::Comma,
        Rule::colon => Kind::Colon,
        Rule::dot | Rule::dollar => Kind::Glue,
        Rule::open_brace => Kind::Open(brace),
        Rule::close_brace => Kind::Close(brace),
        Rule::open_bracket => Kind::Open(bracket),
        Rule::close_bracket => Kind::Close(bracket),
        Rule::open_paren => Kind::Open(paren),
        Rule::close_paren => Kind::Close(paren),
        _ => Kind::Word,
    }
}
