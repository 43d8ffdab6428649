//! Which stocks a line takes, and how many of each are left.
//!
//! "Each booking lowers the stock of every resource of the formula": that of the line, and all that may not be left out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::sold::Sold;
use crate::elloha::sales::{Formula, FormulaResource, Resource};
use crate::store::sales::{Slot, Taking};

/// From this number on, a stock has no limit. The number is elloha's.
pub(super) const UNLIMITED: i64 = 999;

/// The minutes of a day, by the clock on the wall.
pub(super) const DAY: i64 = 24 * 60;

/// A day and an hour at which something begins; no day is a ticket without a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) day: Option<Date>,
    /// Minutes since midnight.
    pub(super) minute: Option<i64>,
}

/// A stock that a line takes some of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Need {
    pub(super) resource: String,
    pub(super) day: String,
    pub(super) slot: i64,
    /// For equipment, from when until when; else -1.
    pub(super) starts: i64,
    pub(super) ends: i64,
    /// What the stock starts with.
    pub(super) start: i64,
}

impl Need {
    /// Whether what is left is what was not sold: for equipment, it depends on who has it when.
    pub(super) fn counts(&self) -> bool {
        self.starts < 0
    }

    /// How many there are: as many as was set, else as many as it starts with.
    pub(super) fn on_sale(&self, slot: Option<&Slot>) -> i64 {
        slot.map(|slot| slot.on_sale).filter(|set| *set >= 0).unwrap_or(self.start)
    }
}

/// The stocks that one of a resource takes, in the order in which all take them.
pub(super) fn needs(sold: &Sold, formula: &Formula, resource: Uuid, at: At) -> Vec<Need> {
    let mut needs = Vec::new();
    for part in &formula.resources {
        if part.is_option && part.id_resource != resource {
            continue;
        }
        if let Some(counted) = sold.resources.get(&part.id_resource) {
            push(&mut needs, formula, part, counted, at);
        }
    }
    needs.sort();
    needs.dedup();
    needs
}

fn push(needs: &mut Vec<Need>, formula: &Formula, part: &FormulaResource, counted: &Resource, at: At) {
    let resource = counted.id_prestation.to_string();
    let start = i64::from(counted.total_stock);
    let kind = counted.stock_management_type;
    let Some(day) = at.day.filter(|_| !kind.is_undated()) else {
        needs.push(Need { resource, day: String::new(), slot: -1, starts: -1, ends: -1, start });
        return;
    };
    if !kind.is_equipment() {
        let slot = at.minute.filter(|_| kind.has_slots()).unwrap_or(-1);
        needs.push(Need { resource, day: day.to_string(), slot, starts: -1, ends: -1, start });
        return;
    }
    // A piece is out from the hour on, for as long as it is said; without that, until the day ends.
    let begins = at.minute.unwrap_or(0);
    let minutes = [Some(part.minutes_number), formula.duration_in_minutes];
    let minutes = minutes.into_iter().flatten().find(|minutes| *minutes > 0).map(i64::from);
    // By the day, it is out on every day that it is out on at all.
    let (begins, minutes) = if at.minute.is_some() && kind.has_slots() {
        (begins, minutes.unwrap_or(DAY - begins))
    } else {
        let over = begins + minutes.unwrap_or(DAY - begins);
        (0, (over + DAY - 1) / DAY * DAY)
    };
    let (mut day, mut from, mut left) = (day, begins, minutes);
    while left > 0 {
        let until = (from + left).min(DAY);
        let resource = resource.clone();
        needs.push(Need { resource, day: day.to_string(), slot: -1, starts: from, ends: until, start });
        left -= until - from;
        from = 0;
        let Ok(next) = day.tomorrow() else { return };
        day = next;
    }
}

/// What is left, as it was read.
#[derive(Default)]
pub(super) struct Left {
    slots: BTreeMap<(String, String, i64), Slot>,
    takings: BTreeMap<(String, String), Vec<Taking>>,
}

impl Left {
    pub(super) fn new(slots: Vec<Slot>, takings: Vec<Taking>) -> Self {
        let mut left = Self::default();
        for slot in slots {
            left.slots.insert((slot.resource.clone(), slot.day.clone(), slot.slot), slot);
        }
        for taking in takings {
            let key = (taking.resource.clone(), taking.day.clone());
            left.takings.entry(key).or_default().push(taking);
        }
        left
    }

    /// How many are left of all that is needed; 999 is no limit.
    pub(super) fn of(&self, needs: &[Need]) -> i64 {
        needs.iter().map(|need| self.of_one(need)).min().unwrap_or(0)
    }

    fn of_one(&self, need: &Need) -> i64 {
        let slot = self.slots.get(&(need.resource.clone(), need.day.clone(), need.slot));
        let takings = self.takings.get(&(need.resource.clone(), need.day.clone()));
        left(need, slot, takings.map_or(&[][..], Vec::as_slice))
    }
}

/// How many are left of a stock; 999 is no limit.
pub(super) fn left(need: &Need, slot: Option<&Slot>, takings: &[Taking]) -> i64 {
    if slot.is_some_and(|slot| slot.closed) {
        return 0;
    }
    let on_sale = need.on_sale(slot);
    if on_sale >= UNLIMITED {
        return UNLIMITED;
    }
    let out = if need.counts() {
        slot.map_or(0, |slot| slot.sold)
    } else {
        most_at_once(takings, need.starts, need.ends)
    };
    (on_sale - out).max(0)
}

/// The most pieces that are out at one moment of a time.
pub(super) fn most_at_once(takings: &[Taking], starts: i64, ends: i64) -> i64 {
    let within = |taking: &&Taking| taking.starts < ends && taking.ends > starts;
    // The number rises only where somebody takes one: those moments are enough.
    let moments = takings.iter().filter(within).map(|taking| taking.starts.max(starts));
    let at = |moment: i64| -> i64 {
        let out = takings.iter().filter(|taking| taking.starts <= moment && moment < taking.ends);
        out.map(|taking| taking.quantity).sum()
    };
    moments.map(at).max().unwrap_or(0)
}
