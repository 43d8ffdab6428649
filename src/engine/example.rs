//! Examples: records that an author gives, and what must become of them.
//!
//! An example of the head runs with all layers, one of a dialect with the dialect alone, so that no head can break it.

use serde_json::Value as Node;

use super::explain::{self, Field as Explanation};
use super::load::{Loaded, Ready};
use super::parallel::each;
use crate::check::{self, Layer, RuleFile};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::eval::{self, Counts, Effect, FaultCode, Mapped, Outcome, Tree};
use crate::manifest::{Feed, Field, Head, LanguageFeed, Schema};
use crate::program::{Program, compile};
use crate::source::{Sources, Span, Spanned};
use crate::syntax::ast::{self, Data, Expect, Item};
use crate::value::{Kind, Literal, Record, normalise, shorten};

/// An example that ran.
#[derive(Clone, Debug)]
pub struct Ran {
    /// What it shows.
    pub title: String,
    /// The record type it is about.
    pub record_type: String,
    /// Where its title is written.
    pub span: Span,
    /// What did not come out as expected; nothing in it means that it passed.
    pub differences: Vec<Difference>,
    /// What the rules said of the record.
    pub faults: Vec<String>,
    /// Fields that are given and that no rule reads: they prove nothing.
    pub unread: Vec<(String, Span)>,
}

/// A target that is not what was expected.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The target, or `outcome`.
    pub target: String,
    /// What was expected, as JSON.
    pub expected: String,
    /// What came out, as JSON.
    pub actual: String,
    /// How it came about, where rules are for it.
    pub why: Option<Explanation>,
}

/// Runs the examples of a head and of its dialect, in the order of files and lines.
pub fn examples(loaded: &Loaded) -> Vec<Ran> {
    let Some(ready) = &loaded.ready else { return Vec::new() };
    let mut all = Vec::new();
    for file in &loaded.files {
        for item in &file.parsed.file.items {
            let runs = file.layer == Layer::Head || loaded.runs_dialect;
            if let (Item::Example(example), true) = (item, runs) {
                all.push((file.layer, example));
            }
        }
    }
    // Most examples share their program with others.
    let mut distinct: Vec<(Layer, &ast::Example)> = Vec::new();
    for (layer, example) in &all {
        if !distinct.iter().any(|other| of_one_program(*other, (*layer, example))) {
            distinct.push((*layer, example));
        }
    }
    let programs = each(&distinct, |(layer, example)| program(loaded, ready, *layer, example));
    each(&all, |(layer, example)| {
        let mut programs = distinct.iter().zip(&programs);
        let found = programs.find(|(other, _)| of_one_program(**other, (*layer, example)));
        let program = match found.and_then(|(_, program)| program.as_ref()) {
            Some(program) => program.as_ref().map_err(String::as_str),
            None => of_feed(ready, *layer, example).ok_or("no rules"),
        };
        run(ready, &loaded.sources, program, *layer, example)
    })
}

/// Whether two examples run with the same program: rules of the same layers for the same type and languages.
fn of_one_program(
    (layer, one): (Layer, &ast::Example),
    (other_layer, other): (Layer, &ast::Example),
) -> bool {
    let languages = |example: &ast::Example| -> Vec<String> {
        example.given.iter().filter_map(|given| Some(given.lang.as_ref()?.value.clone())).collect()
    };
    layer == other_layer
        && one.record_type.value == other.record_type.value
        && languages(one) == languages(other)
}

/// The examples that failed, and the fields that they give to nobody, as diagnostics.
pub fn failing(ran: &[Ran]) -> Vec<Diagnostic> {
    let unread = ran.iter().flat_map(|ran| &ran.unread).map(|(name, span)| {
        Diagnostic::new(Code::UnseenField, *span, format!("no rule reads `{}`", shorten(name)))
            .label("this field proves nothing")
            .help("correct its name, or remove it")
    });
    let failed = ran.iter().filter(|ran| !ran.differences.is_empty());
    failed
        .map(|ran| {
            let diagnostic = Diagnostic::new(
                Code::ExampleFails,
                ran.span,
                format!("`{}` does not come out as expected", ran.title),
            );
            let told = ran.differences.iter().fold(diagnostic, |diagnostic, difference| {
                let Difference { target, expected, actual, .. } = difference;
                diagnostic.note(format!("{target}: expected {expected}, and it is {actual}"))
            });
            ran.faults
                .iter()
                .fold(told, |diagnostic, fault| diagnostic.note(fault.clone()))
                .help("correct the rules, or what the example expects")
        })
        .chain(unread)
        .collect()
}

fn run(
    ready: &Ready,
    sources: &Sources,
    program: Result<&Program, &str>,
    layer: Layer,
    example: &ast::Example,
) -> Ran {
    let mut ran = Ran {
        title: example.title.value.clone(),
        record_type: example.record_type.value.clone(),
        span: example.title.span,
        differences: Vec::new(),
        faults: Vec::new(),
        unread: Vec::new(),
    };
    let program = match program {
        Ok(program) => program,
        Err(why) => {
            ran.differences.push(outcome("rules that can run", why));
            return ran;
        }
    };
    for given in &example.given {
        let Data::Object(members) = &given.data else { continue };
        let reads = |name: &str| program.slots.iter().any(|slot| *slot == normalise(name));
        let unread = members.value.iter().filter(|(name, _)| !reads(&name.value));
        ran.unread.extend(unread.map(|(name, _)| (name.value.clone(), name.span)));
    }
    let given = |lang: Option<&str>| {
        let found =
            example.given.iter().find(|given| given.lang.as_ref().map(|lang| lang.value.as_str()) == lang);
        found.map(|given| record(program, &given.data))
    };
    let main = given(None).unwrap_or_else(|| record(program, &Data::Null(example.span)));
    let translations: Vec<Option<Record>> =
        program.languages.iter().map(|language| given(Some(language))).collect();
    let translations: Vec<Option<&Record>> = translations.iter().map(Option::as_ref).collect();
    let mut tree = Tree::new();
    let mut mapped = eval::eval(program, &main, &translations, None, &mut tree, &mut Counts::new(program));
    if layer == Layer::Dialect {
        // What every record must have is asked of heads.
        mapped.faults.retain(|fault| !matches!(fault.code, FaultCode::Required | FaultCode::Unplaced));
        if mapped.outcome == Outcome::Held && mapped.faults.iter().all(|fault| fault.effect < Effect::Hold) {
            mapped.outcome = Outcome::Imported;
        }
    }
    let fields = tree.finish();
    ran.differences = compare(ready.pack.schema_of(&ran.record_type), &example.expect, &mapped, &fields);
    if !ran.differences.is_empty() {
        // Once more, to be told why.
        let (mut tree, mut counts) = (Tree::new(), Counts::traced(program));
        eval::eval(program, &main, &translations, None, &mut tree, &mut counts);
        let trace = counts.trace().cloned().unwrap_or_default();
        let explained =
            explain::fields(program, sources, &main, &trace, &fields, mapped.account_type.as_deref());
        for difference in &mut ran.differences {
            difference.why = explained.iter().find(|field| field.target == difference.target).cloned();
        }
    }
    ran.faults = mapped
        .faults
        .iter()
        .filter(|fault| fault.effect > Effect::Note)
        .map(|fault| {
            let detail = fault.detail.as_ref().map_or(String::new(), |detail| format!(" ({detail})"));
            format!("{} {}: {}{detail}", fault.effect.word(), fault.field, fault.because)
        })
        .collect();
    ran
}

/// The program of an example, where that of a feed will not do; the error says why there is none.
fn program(
    loaded: &Loaded,
    ready: &Ready,
    layer: Layer,
    example: &ast::Example,
) -> Option<Result<Program, String>> {
    let of_feed = of_feed(ready, layer, example).is_some();
    (!of_feed).then(|| own_program(loaded, ready, layer, example))
}

/// The program of a feed of the head, if the example is of the head and gives no further languages.
fn of_feed<'r>(ready: &'r Ready, layer: Layer, example: &ast::Example) -> Option<&'r Program> {
    let feeds = ready.head.feeds.iter().zip(&ready.programs);
    let mut feeds = feeds.filter(|((code, _), _)| code.value == example.record_type.value);
    let ((_, feed), program) = feeds.next().filter(|_| layer == Layer::Head)?;
    let mut given = example.given.iter().filter_map(|given| given.lang.as_ref());
    given.all(|lang| feed.languages.iter().any(|(known, _)| known.value == lang.value)).then_some(program)
}

fn own_program(
    loaded: &Loaded,
    ready: &Ready,
    layer: Layer,
    example: &ast::Example,
) -> Result<Program, String> {
    let record_type = &example.record_type;
    let known = ready.head.feeds.iter().find(|(code, _)| code.value == record_type.value);
    let mut feed = known.map_or_else(|| nowhere(record_type.span), |(_, feed)| feed.clone());
    for lang in example.given.iter().filter_map(|given| given.lang.as_ref()) {
        if !feed.languages.iter().any(|(known, _)| known.value == lang.value) {
            let file = Spanned::new(String::new(), lang.span);
            feed.languages.push((lang.clone(), LanguageFeed { file, shape: None, url: None }));
        }
    }
    let mut head = Head { feeds: vec![(record_type.clone(), feed)], ..ready.head.clone() };
    if layer == Layer::Dialect {
        head.types.clear();
    }
    let files: Vec<RuleFile> = loaded.files.iter().filter(|file| file.layer <= layer).cloned().collect();
    let (pack, scripts) = match (&loaded.alone, layer) {
        (Some(alone), Layer::Dialect) => (&alone.pack, &alone.scripts),
        (None, Layer::Dialect) | (_, Layer::Head) => (&ready.pack, &loaded.scripts),
    };
    let input = check::Input {
        pack,
        head: &head,
        sources: &loaded.sources,
        files: &files,
        scripts,
        observed: &[None],
    };
    let mut diagnostics = Diagnostics::new();
    let checked = check::check(&input, &mut diagnostics);
    let serious = diagnostics.sorted().into_iter().find(|diagnostic| {
        // A dialect need not set what a record must have, and a head may have no feed of this type.
        let lacks = matches!(diagnostic.code, Code::NoRule | Code::UnknownRecordType);
        diagnostic.code.severity() == Severity::Error && !lacks
    });
    if let Some(diagnostic) = serious {
        return Err(format!("{}: {}", diagnostic.code, diagnostic.message));
    }
    checked.mappings.first().map(|mapping| compile(mapping, pack)).ok_or_else(|| "no rules".to_owned())
}

/// A feed that is never read.
fn nowhere(span: Span) -> Feed {
    let file = Spanned::new(String::new(), span);
    Feed { file, shape: None, url: None, by_hand: false, composed: None, languages: Vec::new() }
}

/// The record that an example gives.
fn record(program: &Program, data: &Data) -> Record {
    let mut record = Record::default();
    record.start(program.slots.len());
    let Data::Object(members) = data else { return record };
    for (name, data) in &members.value {
        let name = normalise(&name.value);
        let slot = program.slots.iter().position(|slot| *slot == name);
        if slot.is_some_and(|slot| record.claim(slot)) {
            put(&mut record, data);
        }
    }
    record
}

fn put(record: &mut Record, data: &Data) {
    match data {
        Data::Null(_) => record.null(),
        Data::Literal(literal) => match &literal.value {
            Literal::Text(text) => record.text(text),
            Literal::Number(number) => record.number(format_args!("{number}")),
            Literal::Date(date) => record.text(&date.to_string()),
            Literal::Boolean(yes) => record.boolean(*yes),
        },
        Data::Array(items) => {
            let node = record.open_list();
            items.value.iter().for_each(|item| put(record, item));
            record.close(node);
        }
        Data::Object(members) => {
            let node = record.open_object();
            for (name, member) in &members.value {
                record.key(&name.value);
                put(record, member);
            }
            record.close(node);
        }
    }
}

fn outcome(expected: &str, actual: &str) -> Difference {
    Difference {
        target: "outcome".to_owned(),
        expected: expected.to_owned(),
        actual: actual.to_owned(),
        why: None,
    }
}

/// What is not as expected.
fn compare(schema: &Schema, expect: &Expect, mapped: &Mapped, fields: &Node) -> Vec<Difference> {
    let stopped = |wanted: Outcome, effect: Effect, because: &Option<Spanned<String>>| {
        let because = because.as_ref().map(|because| because.value.as_str());
        let said: Vec<&str> = mapped
            .faults
            .iter()
            .filter(|fault| fault.effect == effect)
            .map(|fault| fault.because.as_str())
            .collect();
        let fits = mapped.outcome == wanted && because.is_none_or(|because| said.contains(&because));
        let words =
            |said: &[&str]| said.iter().map(|text| format!(" {text:?}")).collect::<Vec<_>>().join(",");
        if fits {
            return Vec::new();
        }
        let expected = format!("{}{}", word(wanted), words(because.as_slice()));
        vec![outcome(&expected, &format!("{}{}", word(mapped.outcome), words(&said)))]
    };
    match expect {
        Expect::Held(because) => stopped(Outcome::Held, Effect::Hold, because),
        Expect::Excluded(because) => stopped(Outcome::Excluded, Effect::Exclude, because),
        Expect::Fields(_) if mapped.outcome == Outcome::Excluded => {
            let because = mapped.faults.iter().find(|fault| fault.effect == Effect::Exclude);
            let because = because.map_or("", |fault| fault.because.as_str());
            vec![outcome("a record with fields", &format!("excluded {because:?}"))]
        }
        Expect::Fields(Data::Object(members)) => members
            .value
            .iter()
            .filter_map(|(name, data)| target(schema, name, data, mapped, fields))
            .collect(),
        Expect::Fields(Data::Null(_) | Data::Literal(_) | Data::Array(_)) => Vec::new(),
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Imported => "imported",
        Outcome::Held => "held",
        Outcome::Excluded => "excluded",
    }
}

/// A target that is not as expected. `title[en]` is the translation.
fn target(
    schema: &Schema,
    name: &ast::Name,
    data: &Data,
    mapped: &Mapped,
    fields: &Node,
) -> Option<Difference> {
    let (plain, language) = match name.value.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some((plain, language)) => (plain, Some(language)),
        None => (name.value.as_str(), None),
    };
    let field = schema.field(plain);
    let expected = field.map_or(Node::Null, |field| node(data, Some(field)));
    let actual = match (plain, language) {
        ("type", _) => mapped.account_type.clone().map_or(Node::Null, Node::from),
        (_, None) => fields.get(plain).cloned().unwrap_or(Node::Null),
        (_, Some(language)) => {
            let translations = fields.get("translations").and_then(|all| all.get(language));
            translations.and_then(|fields| fields.get(plain)).cloned().unwrap_or(Node::Null)
        }
    };
    let money = field.is_some_and(|field| field.kind == Kind::Money);
    // An author writes euros.
    let shown = |node: &Node| match node.as_i64() {
        Some(cents) if money => format!("{}.{:02}", cents / 100, (cents % 100).abs()),
        Some(_) | None => node.to_string(),
    };
    let difference =
        |actual| Difference { target: name.value.clone(), expected: shown(&expected), actual, why: None };
    if field.is_none() {
        return Some(difference(format!("no field of {}: `{plain}`", schema.place)));
    }
    (!same(&expected, &actual)).then(|| difference(shown(&actual)))
}

/// What an author expects, as it is written to accounts: money in cents.
fn node(data: &Data, field: Option<&Field>) -> Node {
    match data {
        Data::Null(_) => Node::Null,
        Data::Literal(literal) => match &literal.value {
            Literal::Number(number) if field.is_some_and(|field| field.kind == Kind::Money) => {
                Literal::cents(number).map_or(Node::Null, Node::from)
            }
            Literal::Number(number) => number
                .parse::<i64>()
                .map_or_else(|_| number.parse::<f64>().map_or(Node::Null, Node::from), Node::from),
            Literal::Text(text) => Node::from(text.as_str()),
            Literal::Date(date) => Node::from(date.to_string()),
            Literal::Boolean(yes) => Node::from(*yes),
        },
        Data::Array(items) => Node::Array(items.value.iter().map(|item| node(item, field)).collect()),
        Data::Object(members) => {
            let member = |name: &ast::Name| field.and_then(|field| field.member(&name.value));
            Node::Object(
                members
                    .value
                    .iter()
                    .map(|(name, data)| (name.value.clone(), node(data, member(name))))
                    .collect(),
            )
        }
    }
}

/// Whether two values are the same. The number that the engine gives an object counts only where it is expected, and
/// 44 is 44.0.
fn same(expected: &Node, actual: &Node) -> bool {
    match (expected, actual) {
        (Node::Array(expected), Node::Array(actual)) => {
            expected.len() == actual.len() && expected.iter().zip(actual).all(|(one, other)| same(one, other))
        }
        (Node::Object(expected), Node::Object(actual)) => {
            expected.iter().all(|(name, one)| actual.get(name).is_some_and(|other| same(one, other)))
                && actual.keys().all(|name| name == "order" || expected.contains_key(name))
        }
        (Node::Number(expected), Node::Number(actual)) => expected.as_f64() == actual.as_f64(),
        (expected, actual) => expected == actual,
    }
}
