//! Numbers as people write them in French: spaces between thousands, comma or point before the fraction.
//!
//! **Invariant:** what is not wholly a number is no number; nothing is skipped to find one.

/// The parts of a number.
pub(super) struct Amount {
    /// Whether a minus stands before it.
    pub negative: bool,
    /// The digits before the comma, without spaces; at least one.
    pub whole: String,
    /// The digits after the comma.
    pub fraction: String,
}

impl Amount {
    /// Reads `1 250,50`, `-3`, `44.86`. A space stands between groups of three digits only.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match text.split_once([',', '.']) {
            Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
            Some(_) => return None,
            None => (text, ""),
        };
        Some(Self { negative, whole: ungroup(whole)?, fraction: fraction.to_owned() })
    }

    /// The number as a machine writes it.
    pub(super) fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let point = if self.fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{}", self.whole, self.fraction)
    }

    /// The amount in hundredths, if it has at most two decimals.
    pub(super) fn cents(&self) -> Option<i64> {
        if self.fraction.len() > 2 {
            return None;
        }
        let cents = format!("{}{:0<2}", self.whole, self.fraction).parse::<i64>().ok()?;
        Some(if self.negative { -cents } else { cents })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits of `1 250 000`: the first group has up to three of them, the others three.
fn ungroup(text: &str) -> Option<String> {
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
    Some(digits)
}
