//! Tests. Every comparison with a missing value is false; what cannot be compared makes the test unclear.

use std::cmp::Ordering;

use super::record::State;
use crate::check::ir::{Comparison, Order, Within};
use crate::functions;
use crate::program::{Test, TestId};
use crate::value::{self, Literal, Reason, Value, normalise, trim};

/// What a test says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Yes,
    No,
    /// The value could not be compared.
    Unclear(Box<Reason>),
}

impl<'r> State<'r> {
    /// Asks a test; `element` is what `it` stands for.
    pub(super) fn test(&mut self, id: TestId, element: Option<&Value<'r>>) -> Verdict {
        let program = self.program;
        match program.test(id) {
            Test::And(tests) => self.tests(tests, element, &Verdict::No, Verdict::Yes),
            Test::Or(tests) => self.tests(tests, element, &Verdict::Yes, Verdict::No),
            Test::Compare(node, with, _) => {
                // A label is translated with the rest: tests ask the main feed.
                let side = std::mem::take(&mut self.side);
                let value = self.usual(*node, element);
                self.side = side;
                self.meet(id, with, &value);
                compare(&value, with)
            }
        }
    }

    /// Notes which constants of a test are met, where somebody asks.
    fn meet(&mut self, id: TestId, with: &Comparison, value: &Value<'_>) {
        if let Some(met) = &mut self.counts.met
            && let Some((asked, met)) = met.tests.get_mut(id.index())
        {
            *asked += 1;
            meet(value, with.literals(), met);
        }
    }

    /// `decisive` from one of them decides; otherwise one that is unclear does.
    fn tests(
        &mut self,
        tests: &[TestId],
        element: Option<&Value<'r>>,
        decisive: &Verdict,
        otherwise: Verdict,
    ) -> Verdict {
        let mut verdict = otherwise;
        // Where somebody asks which constants are met, every test is asked.
        let all = self.counts.met.is_some();
        let mut decided = None;
        for test in tests {
            match self.test(*test, element) {
                found if found == *decisive && !all => return found,
                found if found == *decisive => decided = Some(found),
                unclear @ Verdict::Unclear(_) if !matches!(verdict, Verdict::Unclear(_)) => verdict = unclear,
                Verdict::Yes | Verdict::No | Verdict::Unclear(_) => {}
            }
        }
        decided.unwrap_or(verdict)
    }
}

/// Notes which of some constants a value holds.
pub(super) fn meet(value: &Value<'_>, literals: &[Literal], met: &mut [bool]) {
    if let Value::List(elements) = value {
        for element in elements {
            meet(element, literals, met);
        }
    } else if value.is_present() {
        let text = value.display();
        for (literal, met) in literals.iter().zip(met) {
            *met |= equal(&normalise(&text), literal);
        }
    }
}

fn yes(yes: bool) -> Verdict {
    if yes { Verdict::Yes } else { Verdict::No }
}

pub(super) fn compare(value: &Value<'_>, with: &Comparison) -> Verdict {
    // What is compared most is a text of the record with texts of the rules.
    if let (Value::Text(text), Comparison::Is(literals)) = (value, with)
        && text.is_ascii()
    {
        return yes(literals.iter().any(|literal| equal(text, literal)));
    }
    match with {
        Comparison::Missing => return there(value, Verdict::No, Verdict::Yes),
        Comparison::Present => return there(value, Verdict::Yes, Verdict::No),
        Comparison::Is(_) | Comparison::IsNot(_) | Comparison::Words(..) | Comparison::Order(..) => {}
    }
    let Value::List(elements) = value else {
        return if *value == Value::Missing { Verdict::No } else { one(value, with) };
    };
    // `is` means some element, `is not` means none; so it is with words.
    let negated = match with {
        Comparison::IsNot(_) => true,
        Comparison::Words(words, _) => words.negated,
        Comparison::Is(_) | Comparison::Missing | Comparison::Present | Comparison::Order(..) => false,
    };
    let (decisive, mut verdict) =
        if negated { (Verdict::No, Verdict::Yes) } else { (Verdict::Yes, Verdict::No) };
    for element in elements {
        let found = one(element, with);
        if found == decisive {
            return found;
        }
        if let Verdict::Unclear(_) = found {
            verdict = found;
        }
    }
    verdict
}

/// Whether something stands there: one usable value is enough. What cannot be used alone is neither there nor missing.
fn there(value: &Value<'_>, present: Verdict, missing: Verdict) -> Verdict {
    let elements =
        if let Value::List(elements) = value { &elements[..] } else { std::slice::from_ref(value) };
    let mut verdict = missing;
    for element in elements {
        match element.state() {
            value::State::Present => return present,
            value::State::Missing => {}
            value::State::Invalid | value::State::Unknown => verdict = unusable(element).unwrap_or(verdict),
        }
    }
    verdict
}

/// One value that is not missing.
fn one(value: &Value<'_>, with: &Comparison) -> Verdict {
    if let Some(unclear) = unusable(value) {
        return unclear;
    }
    if let Value::Element(element) = value {
        let why = "an object stands where a text was expected";
        return unclear(why, element.to_string());
    }
    let text = value.display();
    let text = normalise(&text);
    match with {
        Comparison::Is(literals) => yes(literals.iter().any(|literal| equal(&text, literal))),
        Comparison::IsNot(literals) => yes(!literals.iter().any(|literal| equal(&text, literal))),
        Comparison::Words(words, parts) => {
            let stands = parts.iter().any(|part| match words.place {
                Within::Anywhere => text.contains(part),
                Within::Start => text.starts_with(part),
                Within::End => text.ends_with(part),
            });
            yes(stands != words.negated)
        }
        Comparison::Order(order, literal) => match ordering(&text, literal) {
            Ok(found) => yes(match order {
                Order::Less => found == Ordering::Less,
                Order::LessOrEqual => found != Ordering::Greater,
                Order::Greater => found == Ordering::Greater,
                Order::GreaterOrEqual => found != Ordering::Less,
            }),
            Err(why) => unclear(why, text.into_owned()),
        },
        Comparison::Missing | Comparison::Present => Verdict::No,
    }
}

/// What a value that cannot be used makes of a test.
fn unusable(value: &Value<'_>) -> Option<Verdict> {
    if let Value::Invalid(reason) = value {
        return Some(Verdict::Unclear(reason.clone()));
    }
    if let Value::Unknown(text) = value {
        return Some(unclear("no row of the table knows it", text.to_string()));
    }
    None
}

fn unclear(why: &'static str, raw: String) -> Verdict {
    Verdict::Unclear(Box::new(Reason { why: why.into(), raw, layout: false }))
}

fn equal(text: &str, literal: &Literal) -> bool {
    match literal {
        Literal::Text(wanted) => text == trim(wanted),
        Literal::Number(_) | Literal::Date(_) => ordering(text, literal) == Ok(Ordering::Equal),
        Literal::Boolean(wanted) => text == if *wanted { "true" } else { "false" },
    }
}

/// How a text stands to a number or a date; the error says what it is not.
fn ordering(text: &str, literal: &Literal) -> Result<Ordering, &'static str> {
    match literal {
        Literal::Number(wanted) => {
            let (found, wanted) = (functions::number(text), wanted.parse::<f64>().ok());
            found.zip(wanted).and_then(|(found, wanted)| found.partial_cmp(&wanted)).ok_or("not a number")
        }
        Literal::Date(wanted) => functions::day(text).map(|found| found.cmp(wanted)).ok_or("not a date"),
        Literal::Text(_) | Literal::Boolean(_) => Err("not a number or a date"),
    }
}
