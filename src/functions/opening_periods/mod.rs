//! `opening_periods`: from the opening cells of a feed to periods with hours.
//!
//! **Invariant:** a list is understood as a whole or refused: half an opening calendar is worse than none.

mod columns;
mod days;
mod group;
mod hours;

use super::function::{Cells, Example, Function, Gives, Notes, Takes, on_list};
use crate::value::{Kind, Period, Value};
use columns::{Columns, KNOWS};
use group::Group;

pub(super) static FUNCTION: Function = Function {
    name: "opening_periods",
    takes: Takes::Whole(&[Kind::Element]),
    params: &[],
    cells: Some(Cells { needs: &["from", "to"], knows: &KNOWS }),
    gives: Gives::List(Kind::Period),
    summary: "opening periods from cells with dates, hours and closing days",
    doc: DOC,
    examples: EXAMPLES,
    build: |_| Ok(on_list(|elements, notes| periods(&elements, notes))),
};

const DOC: &str = "The cells are `from` and `to`; `open1`, `close1`, `open2`, `close2` for every day; the \
    same for one day, as `mon.open1` … `sun.close2`; `closed` and `open_days`. A layout may name any of \
    them besides the two dates.\n\nHours: the cells 1 and 2 are the two parts of a day; `open1` and \
    `close2` alone are one part without a break. Written `9:00`, `09:00`, `09h30`, `9h`, `09:00:00`, or as \
    the duration `PT9H30M`. An opening without a closing and a closing without an opening are invalid, and so are a closing before \
    its opening (also after midnight), parts that overlap, and more than two parts. Closing at `24:00`, or \
    at `00:00` after a later opening, is midnight. Empty hours are allowed: the period is known, its hours \
    are not.\n\nDays: where single days have hours, a day without any is closed; the hours for every day \
    serve the days without their own. Closing days are written `Lundi-Dimanche`, `Lundi, Mardi` or \
    `Dimanche Lundi matin`: days, not ranges; or as a rule of recurrence, `FREQ=WEEKLY;BYDAY=MO,TU`, that says \
    nothing else. A closed day with hours of its own is invalid. Closed \
    half-days (`matin` to 12:00, `midi` to 14:00, `après midi` to 18:00, `soir`) take away the part of the \
    hours for every day that mostly lies in them; if they cut a part by more than an hour, that is \
    invalid. Hours of single days are taken as they are, with the half-days already in them. With \
    `open_days` all other days are closed. Holidays (`Jours fériés`) have no place in a period and are \
    remarked in the report.\n\nA group without dates continues the one before it. A group of one day with \
    nothing but that day as closing day is a closed day. In a period shorter than a week, days that it \
    does not have are left out. Equal hours of all open days are said once, as `daily`.\n\nInvalid in one \
    group is invalid as a whole. Periods that overlap are kept as they are, with a remark if their hours \
    differ.";

const EXAMPLES: &[Example] = &[
    Example {
        call: "opening_periods",
        input: r#"[{"from": "02/07/2018", "to": "31/08/2018", "open1": "09:00", "close1": "", "open2": "", "close2": "19:00", "closed": ""}]"#,
        output: r#"[{"startDate": "2018-07-02", "endDate": "2018-08-31", "daily": "09:00-19:00"}]"#,
    },
    Example {
        call: "opening_periods",
        input: r#"[{"from": "01/09/2018", "to": "31/12/2018", "open1": "09:00", "close1": "12:30", "open2": "14:00", "close2": "18:00", "closed": "Lundi-Dimanche"}]"#,
        output: r#"[{"startDate": "2018-09-01", "endDate": "2018-12-31", "daily": "09:00-12:30 14:00-18:00", "closed": ["monday", "sunday"]}]"#,
    },
    Example {
        call: "opening_periods",
        input: r#"[{"from": "01/09/2018", "to": "30/12/2018", "open1": "09:00", "close1": "12:00", "open2": "18:00", "close2": "", "closed": ""}]"#,
        output: "invalid: an opening without its closing",
    },
    Example {
        call: "opening_periods",
        input: r#"[{"from": "01/01/2023", "to": "23/06/2023", "mon.open1": "", "mon.close1": "", "tue.open1": "09:00", "tue.close1": "18:00", "wed.open1": "", "wed.close1": "", "thu.open1": "", "thu.close1": "", "fri.open1": "09:00", "fri.close1": "18:00", "sat.open1": "", "sat.close1": "", "sun.open1": "12:00", "sun.close1": "18:00", "closed": "Lundi"}]"#,
        output: r#"[{"startDate": "2023-01-01", "endDate": "2023-06-23", "tuesday": "09:00-18:00", "friday": "09:00-18:00", "sunday": "12:00-18:00", "closed": ["monday", "wednesday", "thursday", "saturday"]}]"#,
    },
    Example {
        call: "opening_periods",
        input: r#"[{"from": "18/05/2023", "to": "18/05/2023", "open1": "", "close1": "", "open2": "", "close2": "", "closed": "Jeudi"}]"#,
        output: r#"[{"startDate": "2023-05-18", "endDate": "2023-05-18", "closed": ["thursday"]}]"#,
    },
    Example {
        call: "opening_periods",
        input: r#"[{"from": "01/01/2019", "to": "31/12/2019", "open1": "14:00", "close1": "18:00", "closed": "Dimanche Jeudi Lundi Mardi Mercredi matin Mercredi midi Mercredi soir Samedi Vendredi"}]"#,
        output: r#"[{"startDate": "2019-01-01", "endDate": "2019-12-31", "daily": "14:00-18:00", "closed": ["monday", "tuesday", "thursday", "friday", "saturday", "sunday"]}]"#,
    },
    Example {
        call: "opening_periods",
        input: r#"[{"from": "", "to": "", "open1": "09:00", "close1": "12:00"}]"#,
        output: "invalid: hours without dates, and no period before them",
    },
];

fn periods<'r>(elements: &[Value<'r>], notes: &mut Notes) -> Value<'r> {
    match read(elements, notes) {
        Ok(periods) => Value::list(periods),
        Err((why, raw)) => Value::invalid(why, raw),
    }
}

fn read<'r>(elements: &[Value<'r>], notes: &mut Notes) -> Result<Vec<Value<'r>>, (&'static str, String)> {
    let mut groups: Vec<(Group, String)> = Vec::with_capacity(elements.len());
    let mut columns = Columns::default();
    for value in elements {
        let raw = value.display().into_owned();
        let Value::Element(element) = value else { return Err(("not an opening group with cells", raw)) };
        columns.fit(element);
        match Group::read(element, &columns, notes) {
            Err(why) => return Err((why, raw)),
            Ok(group) if group.dates.is_some() => groups.push((group, raw)),
            Ok(group) => match groups.last_mut() {
                Some((earlier, _)) => earlier.extend(group).map_err(|why| (why, raw))?,
                None => return Err(("hours without dates, and no period before them", raw)),
            },
        }
    }
    let mut periods = Vec::with_capacity(groups.len());
    for (group, raw) in groups {
        periods.push(group.finish(notes).map_err(|why| (why, raw))?);
    }
    if overlap(&periods) {
        notes.remark("two opening periods overlap, with different hours");
    }
    Ok(periods.into_iter().map(|period| Value::Period(Box::new(period))).collect())
}

/// Whether two periods of more than a day overlap and differ. A single day inside a period is an exception to it.
fn overlap(periods: &[Period]) -> bool {
    let mut long: Vec<&Period> = periods.iter().filter(|period| period.start < period.end).collect();
    long.sort_by_key(|period| (period.start, period.end));
    let differ = |one: &Period, other: &Period| {
        (&one.daily, &one.days, &one.closed) != (&other.daily, &other.days, &other.closed)
    };
    // The period that reaches farthest so far is the one that the next may run into.
    let mut farthest: Option<&Period> = None;
    for next in long {
        if farthest.is_some_and(|earlier| next.start <= earlier.end && differ(earlier, next)) {
            return true;
        }
        if farthest.is_none_or(|earlier| earlier.end < next.end) {
            farthest = Some(next);
        }
    }
    false
}
