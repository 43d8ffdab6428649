//! Numbers as people write them in French: spaces between thousands, comma or point before the fraction.
//!
//! **Invariant:** what is not wholly a number is no number; nothing is skipped to find one.

use std::borrow::Cow;

use crate::value::trim;

/// The parts of a number.
pub(super) struct Amount<'t> {
    /// Whether a minus stands before it.
    pub negative: bool,
    /// The digits before the comma, without spaces; at least one.
    pub whole: Cow<'t, str>,
    /// The digits after the comma.
    pub fraction: &'t str,
}

/// So many digits fit into any number that is calculated with here.
const MOST_DIGITS: usize = 18;

/// Powers of ten, of which a number below the last one has fewer digits than there are.
const POWERS: [f64; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

impl<'t> Amount<'t> {
    /// Reads `1 250,50`, `-3`, `44.86`. A space stands between groups of three digits only.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let text = trim(text);
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let point = text.bytes().position(|byte| matches!(byte, b',' | b'.'));
        let (whole, fraction) = match point {
            Some(at) => (text.get(..at)?, text.get(at + 1..).filter(|fraction| is_digits(fraction))?),
            None => (text, ""),
        };
        Some(Self { negative, whole: ungroup(whole)?, fraction })
    }

    /// The number, as near as it can be held.
    pub(super) fn number(&self) -> Option<f64> {
        let Self { whole, fraction, .. } = self;
        if let Some(number) = self.short() {
            return Some(if self.negative { -number } else { number });
        }
        // A machine writes a point. Most numbers are short, and need no text of their own for it.
        let mut room = [0; 40];
        let length = whole.len() + 1 + fraction.len();
        let number = match room.get_mut(..length) {
            Some(room) => {
                let (before, behind) = room.split_at_mut(whole.len());
                before.copy_from_slice(whole.as_bytes());
                let (point, behind) = behind.split_first_mut()?;
                *point = b'.';
                behind.copy_from_slice(fraction.as_bytes());
                std::str::from_utf8(room).ok()?.parse::<f64>().ok()?
            }
            None => [whole, ".", fraction].concat().parse::<f64>().ok()?,
        };
        Some(if self.negative { -number } else { number })
    }

    /// The number without its sign, if it has so few digits that it and the power of ten it is divided by are held
    /// exactly: the one division then gives the nearest number there is.
    fn short(&self) -> Option<f64> {
        let Self { whole, fraction, .. } = self;
        let scale = *POWERS.get(fraction.len()).filter(|_| whole.len() + fraction.len() < POWERS.len())?;
        let digits = whole.bytes().chain(fraction.bytes());
        Some(f64::from(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))) / scale)
    }

    /// The amount in hundredths, if it has at most two decimals.
    pub(super) fn cents(&self) -> Option<i64> {
        let scale = match self.fraction.len() {
            0 => 100,
            1 => 10,
            2 => 1,
            _ => return None,
        };
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        if self.whole.len() + 2 > MOST_DIGITS {
            let cents = format!("{}{:0<2}", self.whole, self.fraction).parse::<i64>().ok()?;
            return Some(if self.negative { -cents } else { cents });
        }
        let cents = scale * digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        Some(if self.negative { -cents } else { cents })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits of `1 250 000`: the first group has up to three of them, the others three.
fn ungroup(text: &str) -> Option<Cow<'_, str>> {
    if is_digits(text) {
        return Some(Cow::Borrowed(text));
    }
    let mut groups = text.split([' ', '\u{a0}', '\u{2009}', '\u{202f}']);
    let first = groups.next()?;
    if !is_digits(first) {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(Cow::Owned(digits))
}
