//! What a built-in step says of itself, and how it is applied.

use std::borrow::Cow;
use std::sync::Arc;

use crate::manifest::{Area, Table};
use crate::value::{Kind, Literal, Ty, Value};

/// A step with its arguments filled in.
pub type Step = Arc<dyn for<'r> Fn(Value<'r>, &mut Notes) -> Value<'r> + Send + Sync>;

/// What a step has to say besides its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Elements that `first` left behind, usable or refused, and zero prices that no word explains.
    pub passed_over: u32,
    /// What was read and understood, but has no place in the result. Constant texts, so that they can be counted.
    pub remarks: Vec<&'static str>,
}

impl Notes {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.passed_over == 0 && self.remarks.is_empty()
    }

    /// Adds a remark, once.
    pub fn remark(&mut self, remark: &'static str) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}

/// A built-in step.
#[derive(Debug)]
pub struct Function {
    /// The name in rules.
    pub name: &'static str,
    /// What it is applied to.
    pub takes: Takes,
    /// Its arguments, in order.
    pub params: &'static [Param],
    /// The cells it reads, if it takes elements.
    pub cells: Option<Cells>,
    /// What it makes.
    pub gives: Gives,
    /// One sentence, without full stop: `passerelle functions` shows it.
    pub summary: &'static str,
    /// The whole truth: what is kept, what is invalid, what is missing. Paragraphs of plain text.
    pub doc: &'static str,
    /// Examples that run as tests; at least one.
    pub examples: &'static [Example],
    /// Fills in the arguments, whose number and kinds were checked. The error says what is wrong with one.
    pub build: fn(&Args<'_>) -> Result<Step, String>,
}

/// What a step is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One value of one of these kinds; a list has it applied to each element.
    Each(&'static [Kind]),
    /// A list as a whole, of one of these kinds. With an invalid element the list is invalid, with an unknown one
    /// unknown; the step sees present elements only.
    Whole(&'static [Kind]),
    /// A list as a whole with its invalid and unknown elements: `first` and `only` choose among them.
    Raw(&'static [Kind]),
}

/// The cells that a step reads by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The layout must name all of these.
    pub needs: &'static [&'static str],
    /// These are read where the layout names them.
    pub knows: &'static [&'static str],
}

/// What a step makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// One value of this kind (for each element, if it takes one value).
    One(Kind),
    /// A list of this kind, from a whole list.
    List(Kind),
    /// What it was given, kind and number: `unique`, `landlines`.
    Same,
    /// One element of the list it was given: `first`, `only`.
    Element,
    /// One code, or several where a row of the table has several: `table`.
    Codes,
}

/// An argument.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name in the signature.
    pub name: &'static str,
    /// What may be written.
    pub kind: ParamKind,
}

/// What may be written for an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// `"text"`
    Text,
    /// A whole number, zero or more.
    Integer,
    /// A country in two capital letters.
    Country,
    /// The name of a table of the pack; `Args::table` holds it.
    Table,
}

/// An example: `input | call` gives `output`.
///
/// Input and output are JSON; an item with cells is an object. Output may also be the word `missing`,
/// `invalid: <why>` or `unknown: <text>`.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The step as written, such as `join(", ")`, or a pipeline that ends in it: `integer | lowest`.
    pub call: &'static str,
    /// What it is given, as JSON.
    pub input: &'static str,
    /// What it gives.
    pub output: &'static str,
}

/// What a step is built from.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    /// The literals as written.
    pub literals: &'a [Literal],
    /// The table named by a [`ParamKind::Table`] argument.
    pub table: Option<&'a Arc<Table>>,
    /// The address that bare media names are put behind: `media` of head.yaml. Ends in `/`.
    pub media: Option<&'a str>,
    /// The box in which every position of the head lies: `area` of head.yaml.
    pub area: Option<&'a Area>,
}

impl Args<'_> {
    /// The text argument at `index`; its presence and kind were checked.
    pub fn text(&self, index: usize) -> &str {
        match self.literals.get(index) {
            Some(Literal::Text(text)) => text,
            Some(Literal::Number(_) | Literal::Date(_) | Literal::Boolean(_)) | None => "",
        }
    }
}

impl Function {
    /// Whether it hands on what it was given, all of it or one of it: who takes that reads it.
    pub fn hands_on(&self) -> bool {
        matches!(self.gives, Gives::Same | Gives::Element)
    }

    /// `phone(country)`
    pub fn call(&self) -> String {
        let params = self.params.iter().map(|param| param.name).collect::<Vec<_>>().join(", ");
        if params.is_empty() { self.name.to_owned() } else { format!("{}({params})", self.name) }
    }

    /// `phone(country): text as served or text -> phone`
    pub fn signature(&self) -> String {
        let kinds = |kinds: &[Kind]| match kinds.len() {
            0..=9 => kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" or "),
            _ => "anything".to_owned(),
        };
        let (takes, each) = match self.takes {
            Takes::Each(takes) => (kinds(takes), true),
            Takes::Whole(takes) | Takes::Raw(takes) => (format!("list of {}", kinds(takes)), false),
        };
        let gives = match self.gives {
            Gives::One(kind) => kind.to_string(),
            Gives::List(kind) => format!("list of {kind}"),
            Gives::Same if each => "the same".to_owned(),
            Gives::Same => "the same list".to_owned(),
            Gives::Element => "one of them".to_owned(),
            Gives::Codes => "code, or several where a row has several".to_owned(),
        };
        format!("{}: {takes} -> {gives}", self.call())
    }

    /// The type it makes of an input of type `input`, whose kind was checked.
    pub fn output(&self, input: Ty, table: Option<&Table>) -> Ty {
        let each = matches!(self.takes, Takes::Each(_));
        match self.gives {
            Gives::One(kind) => Ty { kind, many: each && input.many },
            Gives::List(kind) => Ty::list(kind),
            Gives::Same => input,
            Gives::Element => Ty::one(input.kind),
            Gives::Codes => {
                let several = table.is_some_and(|table| table.rows.iter().any(|row| row.codes.len() > 1));
                Ty { kind: Kind::Code, many: input.many || several }
            }
        }
    }
}

/// What every kind of list takes: all kinds that a rule can hold.
pub const ANY: &[Kind] = &[
    Kind::Raw,
    Kind::Text,
    Kind::Html,
    Kind::Integer,
    Kind::Decimal,
    Kind::Boolean,
    Kind::Date,
    Kind::Time,
    Kind::Money,
    Kind::Url,
    Kind::Email,
    Kind::Phone,
    Kind::Code,
    Kind::Period,
    Kind::Element,
    Kind::Object,
];

/// A step over one text. Numbers and booleans come as the text that shows them.
pub(super) fn on_text<F>(judge: F) -> Step
where
    F: for<'r> Fn(Cow<'r, str>) -> Value<'r> + Send + Sync + 'static,
{
    Arc::new(move |value, _| {
        let Value::Text(text) = value else { return judge(Cow::Owned(value.display().into_owned())) };
        judge(text)
    })
}

/// A step over a whole list; a single value is a list of one.
pub(super) fn on_list<F>(gather: F) -> Step
where
    F: for<'r> Fn(Vec<Value<'r>>, &mut Notes) -> Value<'r> + Send + Sync + 'static,
{
    Arc::new(move |value, notes| {
        let Value::List(values) = value else { return gather(vec![value], notes) };
        gather(values, notes)
    })
}

/// Applies a step as the language promises: missing, invalid and unknown pass through; one-value steps go to each
/// element; whole-list steps refuse a list with an invalid or unknown element.
#[inline]
pub fn apply<'r>(takes: Takes, step: &Step, value: Value<'r>, notes: &mut Notes) -> Value<'r> {
    // Nearly all steps are for one text, and have one.
    if let (Takes::Each(_), Value::Text(_)) = (takes, &value) {
        return step(value, notes);
    }
    apply_to_any(takes, step, value, notes)
}

fn apply_to_any<'r>(takes: Takes, step: &Step, value: Value<'r>, notes: &mut Notes) -> Value<'r> {
    if !value.is_present() {
        return value;
    }
    match takes {
        Takes::Each(kinds) => {
            let mut one = |value: Value<'r>| match texts(kinds, value) {
                value if value.is_present() => step(value, notes),
                value => value,
            };
            let Value::List(values) = value else { return one(value) };
            Value::list(values.into_iter().map(one))
        }
        Takes::Raw(_) => step(value, notes),
        Takes::Whole(kinds) => {
            let Value::List(values) = value else {
                let value = texts(kinds, value);
                return if value.is_present() { step(Value::List(vec![value]), notes) } else { value };
            };
            let values: Vec<Value<'r>> = values.into_iter().map(|value| texts(kinds, value)).collect();
            match worst(&values) {
                Some(trouble) => trouble.clone(),
                None => step(Value::List(values), notes),
            }
        }
    }
}

/// An object where a step takes texts is invalid. What a collection holds is known when it is read, not before.
fn texts<'r>(kinds: &[Kind], value: Value<'r>) -> Value<'r> {
    if let Value::Element(element) = &value
        && !kinds.contains(&Kind::Element)
    {
        return Value::invalid("an object stands where a text was expected", element.to_string());
    }
    value
}

/// The worst element that is not present: invalid before unknown.
pub fn worst<'a, 'r>(values: &'a [Value<'r>]) -> Option<&'a Value<'r>> {
    values
        .iter()
        .find(|value| matches!(value, Value::Invalid(_)))
        .or_else(|| values.iter().find(|value| matches!(value, Value::Unknown(_))))
}
