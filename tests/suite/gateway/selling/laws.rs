//! Whatever is done in whatever order: what is left is what a simple model says, and what is noted is what was sold.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use passerelle::elloha::sales::{Booking, BookingStatus, ItemStatus, NewItem};
use passerelle::gateway::sales::{Local, Reason, Sales, Trouble};
use passerelle::store::Several;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;
use uuid::Uuid;

use super::{ENGINE, ask, cancel, cancel_lines, confirm, file, line, load, location, now};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, DESCENT, GUIDE, GUIDED, HIRE, PLACE, places};

/// Rounds of random deeds.
const ROUNDS: u32 = if cfg!(feature = "soak") { 200 } else { 24 };

/// A hire is out over the night: from 16:00 to 10:00 of the next day.
const HIRED: i64 = 18 * 60;

#[derive(Clone, Debug)]
enum Deed {
    Begin,
    /// To a file: a formula, a day, an hour among those of the formula, how many.
    Add(usize, (usize, u8, usize), i32),
    Confirm(usize),
    Cancel(usize),
    CancelItem(usize, usize),
    Discard(usize),
    /// So many places, canoes, guides.
    Load([i32; 3]),
}

fn deed() -> impl Strategy<Value = Deed> {
    let file = 0..6_usize;
    prop_oneof![
        3 => Just(Deed::Begin),
        8 => (file.clone(), (0..3_usize, 0..2_u8, 0..7_usize), 1..5_i32).prop_map(|(file, what, many)| Deed::Add(file, what, many)),
        6 => file.clone().prop_map(Deed::Confirm),
        2 => file.clone().prop_map(Deed::Cancel),
        2 => (file.clone(), 0..4_usize).prop_map(|(file, line)| Deed::CancelItem(file, line)),
        1 => file.prop_map(Deed::Discard),
        1 => [0..12_i32, 0..6_i32, 0..4_i32].prop_map(Deed::Load),
    ]
}

/// A line as the model has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    formula: Uuid,
    /// 0 or 1.
    day: u8,
    /// Minutes since midnight.
    minute: i64,
    quantity: i32,
}

impl Line {
    /// Minutes since the first day began.
    fn begins(self) -> i64 {
        i64::from(self.day) * 1440 + self.minute
    }
}

/// What there is, and who has it.
struct Model {
    /// Places at a slot, canoes, guides.
    there: [i32; 3],
    held: Vec<Line>,
}

/// The hours of a formula, and what it takes: the resource, and for how many minutes it is out.
fn offered(formula: Uuid) -> (&'static [i64], &'static [(usize, i64)]) {
    match formula {
        DESCENT => (&[600, 870], &[(0, 0)]),
        HIRE => (&[540, 600, 660, 720, 840, 900, 960], &[(1, HIRED)]),
        _ => (&[600, 840], &[(1, 150), (2, 120)]),
    }
}

impl Model {
    /// How many are left for a line, with others beside those that are held.
    fn left(&self, line: Line, beside: &[Line]) -> i32 {
        let mut least = i32::MAX;
        for (resource, minutes) in offered(line.formula).1 {
            let starts = line.begins();
            let mut worst = 0;
            for minute in starts..starts + (*minutes).max(1) {
                let out = self.held.iter().chain(beside).map(|other| {
                    let from = other.begins();
                    let takes = |(of, long): &&(usize, i64)| {
                        of == resource
                            && if *long == 0 {
                                from == minute
                            } else {
                                from <= minute && minute < from + long
                            }
                    };
                    if offered(other.formula).1.iter().any(|part| takes(&part)) { other.quantity } else { 0 }
                });
                worst = worst.max(out.sum());
            }
            least = least.min((self.there[*resource] - worst).max(0));
        }
        least
    }
}

struct Round<'l> {
    local: &'l Local,
    store: &'l Several,
    model: Model,
    days: [Date; 2],
    files: Vec<(Booking, Vec<Line>)>,
}

fn same<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T, what: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(found, expected, "{}", what);
    Ok(())
}

impl Round<'_> {
    fn run(&mut self, deed: &Deed) -> Result<(), TestCaseError> {
        match deed {
            Deed::Begin => {
                let new = file(ENGINE, &Uuid::new_v4().to_string());
                let booking = self.local.create(&new, now(), &mut |_, _| Ok(())).unwrap();
                self.files.push((booking, Vec::new()));
            }
            Deed::Load(there) => {
                self.model.there = *there;
                stocked(self.local, *there);
            }
            Deed::Add(at, what, quantity) => self.add(*at, *what, *quantity)?,

            Deed::Confirm(at) => self.confirm(*at)?,
            Deed::Cancel(at) => {
                let Some((booking, lines)) = self.files.get(*at).cloned() else { return Ok(()) };
                let gone = cancel(self.local, booking.id_booking).unwrap();
                self.given(&booking, &lines, &(0..lines.len()).collect::<Vec<_>>());
                same(&gone.status, &BookingStatus::Cancelled, "cancelled")?;
                self.files[*at].0 = gone;
            }
            Deed::CancelItem(at, line) => {
                let Some((booking, lines)) = self.files.get(*at).cloned() else { return Ok(()) };
                if *line < lines.len() {
                    cancel_lines(self.local, &booking, &[*line]).unwrap();
                    self.given(&booking, &lines, &[*line]);
                    self.files[*at].0 = self.local.file(booking.id_booking).unwrap().unwrap();
                }
            }
            Deed::Discard(at) => {
                let Some((booking, _)) = self.files.get(*at).cloned() else { return Ok(()) };
                let done = self.local.discard(booking.id_booking, &mut |_, _| Ok(()));
                same(
                    &done.is_ok(),
                    &(booking.status == BookingStatus::InProgress),
                    "only files in progress go",
                )?;
                if done.is_ok() {
                    self.files.remove(*at);
                }
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        at: usize,
        (formula, day, hour): (usize, u8, usize),
        quantity: i32,
    ) -> Result<(), TestCaseError> {
        let (formula, resource, cents) =
            [(DESCENT, PLACE, 2450), (HIRE, CANOE, 1800), (GUIDED, CANOE, 6000)][formula];
        let hours = offered(formula).0;
        let asked = Line { formula, day, minute: hours[hour % hours.len()], quantity };
        let Some((booking, lines)) = self.files.get_mut(at) else { return Ok(()) };
        let clock = (i8::try_from(asked.minute / 60).unwrap(), i8::try_from(asked.minute % 60).unwrap());
        let item =
            line(formula, resource, cents, places(&self.days[usize::from(day)].to_string(), clock, quantity));
        let item = NewItem { line_number: None, ..item };
        let added = self.local.add(booking.id_booking, &[item], now(), &mut |_, _| Ok(()));
        let left = self.model.left(asked, &[]);
        let expected = match booking.status {
            BookingStatus::InProgress if left < quantity => Some(Reason::NotAvailable(
                passerelle::elloha::sales::AvailabilityStatus::NoPrestationWithStocks,
            )),
            BookingStatus::InProgress => None,
            status => Some(Reason::State(status)),
        };
        match (added, expected) {
            (Ok(added), None) => {
                *booking = added;
                lines.push(asked);
                Ok(())
            }
            (Err(Trouble::Refused(refusal)), Some(expected)) => match (refusal.reason, expected) {
                // Of what is left the line is told.
                (Reason::SoldOut(told), Reason::NotAvailable(_)) => same(&told, &left, "what is left"),
                (found, expected) => same(&found, &expected, "why"),
            },
            (found, expected) => Err(TestCaseError::fail(format!("{found:?}, expected {expected:?}"))),
        }
    }

    fn confirm(&mut self, at: usize) -> Result<(), TestCaseError> {
        let Some((booking, lines)) = self.files.get_mut(at) else { return Ok(()) };
        let wanted: Vec<Line> = lines
            .iter()
            .zip(&booking.booking_items)
            .filter(|(_, item)| item.status == ItemStatus::InProgress)
            .map(|(line, _)| *line)
            .collect();
        let fits = wanted.iter().enumerate().all(|(own, line)| {
            let others: Vec<Line> =
                wanted.iter().enumerate().filter(|(other, _)| *other != own).map(|(_, line)| *line).collect();
            self.model.left(*line, &others) >= line.quantity
        });
        let done = confirm(self.local, booking.id_booking);
        match (booking.status, done) {
            (BookingStatus::InProgress, Ok(confirmed)) => {
                same(&(fits && !wanted.is_empty()), &true, "more than there is was sold")?;
                self.model.held.extend(wanted);
                *booking = confirmed;
            }
            (BookingStatus::InProgress, Err(_)) => {
                same(&(fits && !wanted.is_empty()), &false, "there was enough")?;
            }
            (BookingStatus::Confirmed, done) => same(&done.is_ok(), &true, "it stays confirmed")?,
            (_, done) => same(&done.is_err(), &true, "what is cancelled is not confirmed")?,
        }
        Ok(())
    }

    /// Lines that had taken something give it back.
    fn given(&mut self, booking: &Booking, lines: &[Line], which: &[usize]) {
        for at in which {
            if booking.booking_items[*at].status == ItemStatus::BookedNotSold {
                let held = self.model.held.iter().position(|held| *held == lines[*at]).unwrap();
                self.model.held.remove(held);
            }
        }
    }

    /// What is left is what the model says, at every hour of both days; and what is noted is what is sold.
    fn check(&self) -> Result<(), TestCaseError> {
        let [first, last] = self.days.map(|day| format!("{day}T00:00:00"));
        let answer = ask(self.local, json!({ "startDate": first, "endDate": last }));
        let mut found = BTreeMap::new();
        for item in &answer.availability_items {
            let (Some(day), Some(hour), Some(minutes)) = (item.day, item.hour, item.minutes) else {
                continue;
            };
            let day = u8::from(day.date() != self.days[0]);
            found.insert(
                (item.id_formula.unwrap(), day, i64::from(hour) * 60 + i64::from(minutes)),
                item.quantity,
            );
        }
        for formula in [DESCENT, HIRE, GUIDED] {
            for day in 0..2 {
                for minute in offered(formula).0 {
                    let left = self.model.left(Line { formula, day, minute: *minute, quantity: 1 }, &[]);
                    let found = found.get(&(formula, day, *minute)).copied().unwrap_or(0);
                    same(&found, &left, &format!("left of {formula} on day {day} at minute {minute}"))?;
                }
            }
        }
        let count = |sql: &str| {
            let rows = self.store.reading(|connection| connection.rows(sql, &[])).unwrap();
            rows.into_iter().next().unwrap().number().unwrap()
        };
        let wrong = "SELECT COUNT(*) FROM sales_stock s WHERE s.sold < 0 OR s.sold <> (SELECT COALESCE(SUM(t.quantity), 0) \
                     FROM sales_takings t WHERE t.resource = s.resource AND t.day = s.day AND t.slot = s.slot)";
        same(&count(wrong), &0, "what is noted is what is sold")?;
        let lost = "SELECT COUNT(*) FROM sales_takings t WHERE NOT EXISTS (SELECT 1 FROM sales_items i \
                    WHERE i.id = t.item AND i.status = 'BookedNotSold')";
        same(&count(lost), &0, "what is cancelled holds nothing")
    }
}

fn stocked(local: &Local, there: [i32; 3]) {
    load(local, |offers| {
        offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(HIRED);
        for (at, there) in there.into_iter().enumerate() {
            offers["resources"][at]["totalStock"] = json!(there);
        }
    })
    .unwrap();
    assert_eq!([PLACE, CANOE, GUIDE].len(), there.len());
}

on_both! {
    fn what_is_left_is_what_a_model_says(name, catalogue) {
        let store = Arc::new(Several::open(&location(name, catalogue), 2).unwrap());
        let paris = jiff::tz::TimeZoneDatabase::bundled().get("Europe/Paris").unwrap();
        let local = Local::new(store.clone(), paris);
        let round = std::cell::Cell::new(0);
        let config = Config { cases: ROUNDS, failure_persistence: None, ..Config::default() };
        TestRunner::new(config).run(&prop::collection::vec(deed(), 1..30), |deeds| {
            // Each round has days of its own, which nobody has sold anything of.
            round.set(round.get() + 1);
            let first: Date = "2026-07-17".parse().unwrap();
            let first = first.checked_add((3 * (round.get() % 170)).days()).unwrap();
            let model = Model { there: [10, 4, 2], held: Vec::new() };
            stocked(&local, model.there);
            let days = [first, first.tomorrow().unwrap()];
            let mut round = Round { local: &local, store: &store, model, days, files: Vec::new() };
            for deed in &deeds {
                round.run(deed)?;
                round.check()?;
            }
            for (booking, _) in &round.files {
                cancel(&local, booking.id_booking).unwrap();
            }
            round.model.held.clear();
            round.check()
        }).unwrap();
    }
}
