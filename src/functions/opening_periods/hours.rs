//! The hours of a day: from four cells to parts, and what a closed half-day takes from them.
//!
//! Times are minutes since midnight here, so that the end of the day (1440) is a time too.

use jiff::Span;
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
        if cell.is_invalid() {
            return Err("a collection where a time was expected");
        }
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
    if text.starts_with('p') {
        return duration(&text);
    }
    // Without a separator it may be anything.
    let (hour, rest) = text.split_once([':', 'h'])?;
    let rest = rest.trim();
    let (minute, second) =
        rest.split_once(':').map_or((rest, None), |(minute, second)| (minute, Some(second)));
    if second.is_some_and(|second| number(second).is_none_or(|second| second > 59)) {
        return None;
    }
    let hour = number(hour.trim())?;
    let minute = if minute.is_empty() && !text.contains(':') { 0 } else { number(minute)? };
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= MIDNIGHT).then_some(total)
}

/// The time since midnight as a duration of ISO 8601: `PT9H30M`, `PT0S`, and `P1D` for the end of the day.
fn duration(text: &str) -> Option<u16> {
    let span: Span = text.parse().ok()?;
    let coarse = span.get_years() != 0 || span.get_months() != 0 || span.get_weeks() != 0;
    let fine = span.get_seconds() >= 60 || span.get_milliseconds() != 0 || span.get_microseconds() != 0;
    if coarse || fine || span.is_negative() {
        return None;
    }
    let days = i64::from(span.get_days()).checked_mul(i64::from(MIDNIGHT))?;
    let hours = i64::from(span.get_hours()).checked_mul(60)?;
    let total = days.checked_add(hours)?.checked_add(span.get_minutes())?;
    u16::try_from(total).ok().filter(|total| *total <= MIDNIGHT)
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
