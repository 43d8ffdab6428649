//! Constants that an author writes.

use std::fmt;

use jiff::civil::Date;

/// A constant of the rule language.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `"text"`, escapes resolved.
    Text(String),
    /// `12.5`, as it was written: its meaning depends on the target.
    Number(String),
    /// `2015-01-01`
    Date(Date),
    /// `true`, `false`
    Boolean(bool),
}

impl Literal {
    /// A number as cents, if it has at most two decimals.
    pub fn cents(number: &str) -> Option<i64> {
        let (sign, digits) = number.strip_prefix('-').map_or((1, number), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = match fraction.len() {
            0 => 0,
            1 => fraction.parse::<i64>().ok()?.checked_mul(10)?,
            2 => fraction.parse::<i64>().ok()?,
            _ => return None,
        };
        whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fraction)?.checked_mul(sign)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => {
                write!(out, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
            }
            Self::Number(number) => out.write_str(number),
            Self::Date(date) => write!(out, "{date}"),
            Self::Boolean(yes) => write!(out, "{yes}"),
        }
    }
}
