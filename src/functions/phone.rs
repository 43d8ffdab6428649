//! `phone`: a telephone number.

use super::function::{Example, Function, Gives, Param, ParamKind, Takes, on_text};
use super::numbering::{Plan, plan};
use crate::value::{Kind, Phone, PhoneKind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "phone",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[Param { name: "country", kind: ParamKind::Country }],
    cells: None,
    gives: Gives::One(Kind::Phone),
    summary: "a telephone number in its international form",
    doc: "Numbers without a country code are read as numbers of the country. A label before the number \
         (`Tél.`, `tel:`), any punctuation, `00` or `(0)` and an empty cell after it (`|`) are \
         understood.\n\nA number that the numbering plan does not know, but whose length is right, is kept \
         and marked as not known, because plans change faster than programs. In the French territories \
         overseas a number that only metropolitan France knows is metropolitan. A French short number such \
         as `3949` is kept as its digits, since it has no international form.\n\nInvalid are: impossible \
         lengths and country codes, words after the number (`poste 12`), two numbers in one value, texts \
         without digits, e-mail and web addresses.",
    examples: &[
        Example { call: r#"phone("FR")"#, input: r#""02 61 91 79 55""#, output: r#""+33261917955""# },
        Example { call: r#"phone("FR")"#, input: r#""Tél. 02.61.91.79.55""#, output: r#""+33261917955""# },
        Example { call: r#"phone("FR")"#, input: r#""+33 (0)5 36 49 00 01|""#, output: r#""+33536490001""# },
        Example { call: r#"phone("FR")"#, input: r#""0033 5 36 49 00 01""#, output: r#""+33536490001""# },
        Example { call: r#"phone("RE")"#, input: r#""0692 00 00 00""#, output: r#""+262692000000""# },
        Example { call: r#"phone("FR")"#, input: r#""3949""#, output: r#""3949""# },
        Example { call: r#"phone("FR")"#, input: r#""99 99 99 99 99""#, output: "invalid: too many digits" },
        Example {
            call: r#"phone("FR")"#,
            input: r#""02 61 91 79 55 / 02 61 91 79 56""#,
            output: "invalid: more than one telephone number",
        },
        Example {
            call: r#"phone("FR")"#,
            input: r#""contact@example.org""#,
            output: "invalid: an e-mail address, not a telephone number",
        },
        Example {
            call: r#"phone("FR")"#,
            input: r#""sur demande""#,
            output: "invalid: no digits, so not a telephone number",
        },
    ],
    build: |args| {
        let country = args.text(0);
        let plan = plan(country).ok_or_else(|| format!("no numbering plan of `{country}` is known"))?;
        Ok(on_text(move |text| match judge(&text, plan) {
            Ok(phone) => Value::Phone(Box::new(phone)),
            Err(why) => Value::invalid(why, text),
        }))
    },
};

/// Longer than any number with its label.
const LIMIT: usize = 250;

fn judge(text: &str, plan: Plan) -> Result<Phone, &'static str> {
    if text.len() > LIMIT {
        return Err("longer than a telephone number");
    }
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || c == '|' || c == '.' || c == ';').trim_start();
    let lower = text.to_lowercase();
    if text.contains('@') {
        return Err("an e-mail address, not a telephone number");
    }
    if lower.contains("://") || lower.contains("www.") {
        return Err("a web address, not a telephone number");
    }
    let first_digit =
        text.find(|c: char| c.is_ascii_digit()).ok_or("no digits, so not a telephone number")?;
    let (before, rest) = text.split_at(first_digit);
    if several(&lower) {
        return Err("more than one telephone number");
    }
    // The library reads letters as the keys of a telephone.
    if rest.contains(char::is_alphabetic) || before.ends_with(char::is_alphabetic) {
        return Err("words beside the telephone number");
    }
    let sign = before.rfind(char::is_alphabetic).map_or(before, |at| {
        before.get(at..).map_or("", |label| label.trim_start_matches(|c: char| c.is_alphabetic()))
    });
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if plan.is_short(&digits) && !sign.contains('+') {
        return Ok(Phone { e164: digits, kind: PhoneKind::Other, known: false });
    }
    let plus = if sign.contains(['+', '＋']) { "+" } else { "" };
    plan.judge(&format!("{plus}{rest}"))
}

/// Whether a separator stands between two runs that could each be a number.
fn several(lower: &str) -> bool {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let parts = lower
        .split(['/', ';', ',', '&', '|', '\n'])
        .flat_map(|part| part.split(" ou "))
        .flat_map(|part| part.split(" et "));
    parts.filter(|part| digits(part) >= 4).count() > 1 || digits(lower) > 17
}
