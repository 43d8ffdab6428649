//! The hours of a day: from four cells to parts, and what a closed half-day takes from them.
//!
//! Times are minutes since midnight here, so that the end of the day (1440) is a time too.

use jiff::civil::Time;

use crate::value::{Hours, Value};

/// The parts of a day as (opening, closing), in order.
pub(super) type Parts = Vec<(u16, u16)>;

/// The end of the day.
const MIDNIGHT: u16 = 24 * 60;

/// Reads the cells opening 1, closing 1, opening 2, closing 2.
pub(super) fn read(cells: [Value<'_>; 4]) -> Result<Parts, &'static str> {
    let mut times = [None; 4];
    for (time, cell) in times.iter_mut().zip(cells) {
        if cell.is_present() {
            *time = Some(minutes(&cell.display()).ok_or("not a time of the day")?);
        }
    }
    let parts = match times {
        [None, None, None, None] => vec![],
        [Some(open), Some(close), None, None]
        | [None, None, Some(open), Some(close)]
        // Without a break at noon, feeds leave the two cells between empty.
        | [Some(open), None, None, Some(close)] => vec![(open, close)],
        [Some(open1), Some(close1), Some(open2), Some(close2)] => vec![(open1, close1), (open2, close2)],
        [Some(_), None, None, None]
        | [None, None, Some(_), None]
        | [Some(_), None, Some(_), _]
        | [Some(_), Some(_), Some(_), None] => return Err("an opening without its closing"),
        [None, Some(_), _, _] | [_, _, None, Some(_)] => return Err("a closing without its opening"),
    };
    let mut checked = vec![];
    for (open, close) in parts {
        let close = if close == 0 && open > 0 { MIDNIGHT } else { close };
        add(&mut checked, (open, close))?;
    }
    Ok(checked)
}

/// Adds a part, keeping the order. The same part twice is one part.
pub(super) fn add(parts: &mut Parts, (open, close): (u16, u16)) -> Result<(), &'static str> {
    if open == close {
        return Err("opening and closing at the same time");
    }
    if close < open || open == MIDNIGHT {
        return Err("a closing before its opening");
    }
    if parts.contains(&(open, close)) {
        return Ok(());
    }
    if parts.iter().any(|(other_open, other_close)| open < *other_close && *other_open < close) {
        return Err("opening hours that overlap");
    }
    if parts.len() == 2 {
        return Err("more than two parts of a day");
    }
    parts.push((open, close));
    parts.sort_unstable();
    Ok(())
}

/// As a period holds them; midnight is `00:00` there.
pub(super) fn hours(parts: &[(u16, u16)]) -> Hours {
    Hours { parts: parts.iter().map(|(open, close)| (time(*open), time(*close))).collect() }
}

fn time(minutes: u16) -> Time {
    let hour = i8::try_from(minutes / 60 % 24).unwrap_or_default();
    let minute = i8::try_from(minutes % 60).unwrap_or_default();
    Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight())
}

/// `9:00`, `09:00`, `09h30`, `9h`, `09:00:00`, and the duration `PT9H30M` of typed feeds.
fn minutes(text: &str) -> Option<u16> {
    let text = text.trim().to_ascii_lowercase();
    let (text, is_duration) = text.strip_prefix("pt").map_or((text.as_str(), false), |rest| (rest, true));
    let text = if is_duration { text.trim_end_matches('s').trim_end_matches('m') } else { text };
    let (hour, rest) = match text.split_once([':', 'h']) {
        Some((hour, rest)) => (hour, rest.trim()),
        // A duration of minutes only, and everything without a separator, is refused.
        None => return None,
    };
    let (minute, second) =
        rest.split_once([':', 'm']).map_or((rest, None), |(minute, second)| (minute, Some(second)));
    if second.is_some_and(|second| number(second).is_none_or(|second| second > 59)) {
        return None;
    }
    let hour = number(hour.trim())?;
    let minute = if minute.is_empty() && !text.contains(':') { 0 } else { number(minute)? };
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= MIDNIGHT).then_some(total)
}

/// One or two digits.
fn number(text: &str) -> Option<u16> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// A part of the day that can be closed by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// matin
    Morning,
    /// midi
    Noon,
    /// après midi
    Afternoon,
    /// soir
    Evening,
}

impl Half {
    /// In the order of the day.
    pub(super) const ALL: [Self; 4] = [Self::Morning, Self::Noon, Self::Afternoon, Self::Evening];

    fn span(self) -> (u16, u16) {
        match self {
            Self::Morning => (0, 12 * 60),
            Self::Noon => (12 * 60, 14 * 60),
            Self::Afternoon => (14 * 60, 18 * 60),
            Self::Evening => (18 * 60, MIDNIGHT),
        }
    }

    fn share(self, (open, close): (u16, u16)) -> u16 {
        let (from, to) = self.span();
        close.min(to).saturating_sub(open.max(from))
    }
}

/// The parts that are left when some half-days are closed.
pub(super) fn without(parts: &[(u16, u16)], closed: &[Half]) -> Result<Parts, &'static str> {
    let mut left = vec![];
    for part in parts {
        let length = part.1.saturating_sub(part.0);
        let touched: Vec<Half> = Half::ALL.into_iter().filter(|half| half.share(*part) > 0).collect();
        let mostly_closed = closed.iter().any(|half| half.share(*part) * 2 > length);
        if mostly_closed || touched.iter().all(|half| closed.contains(half)) {
            continue;
        }
        if closed.iter().any(|half| half.share(*part) > 60) {
            return Err("a closed half-day that cuts the hours");
        }
        left.push(*part);
    }
    Ok(left)
}
