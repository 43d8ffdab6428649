//! `PUT /Product/OpeningHours`: the hours of an account of the activity family, one call a period.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use super::LeftOut;
use crate::value::Day;

/// `OpeningTime`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpeningTime {
    /// The account; none in a file, where it is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_oi: Option<Uuid>,
    /// The first day, at midnight.
    start_date: String,
    /// The last day, at midnight.
    end_date: String,
    /// Whether it holds whatever the day: never, of a period with its days.
    #[serde(default)]
    is_current_period: Option<bool>,
    /// Day by day; none where no hours are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<Vec<OpeningTimeItem>>,
}

/// `OpeningTimeItem`
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpeningTimeItem {
    /// Sunday is 0, as .NET counts. The document does not say.
    day_of_week: u8,
    /// 0 closed, 1 open with a break, 2 open all day.
    status: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_hour_part1: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_minutes_part1: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_hour_part1: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_minutes_part1: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_hour_part2: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_minutes_part2: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_hour_part2: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_minutes_part2: Option<u8>,
}

impl OpeningTime {
    /// A period of a record; none where it is not written as one.
    pub(super) fn of(period: &Json) -> Option<Self> {
        let day = |name: &str| Some(format!("{}T00:00:00", period.get(name)?.as_str()?));
        let (start_date, end_date) = (day("startDate")?, day("endDate")?);
        let hours = |value: Option<&Json>| match value.and_then(Json::as_str) {
            Some(text) => parts(text).map(Some),
            None => Some(None),
        };
        let daily = hours(period.get("daily"))?;
        let closed: Vec<&str> = match period.get("closed") {
            Some(Json::Array(days)) => days.iter().filter_map(Json::as_str).collect(),
            Some(_) | None => Vec::new(),
        };
        let mut days = Vec::new();
        for (number, day) in (1_u8..).zip(Day::WEEK) {
            let own = hours(period.get("days").and_then(|days| days.get(day.word())))?;
            let shut = closed.contains(&day.word());
            let item = match own.or_else(|| daily.clone()).filter(|_| !shut) {
                Some(parts) => Some(OpeningTimeItem::open(&parts)),
                None if shut => Some(OpeningTimeItem::default()),
                None => None,
            };
            // Monday stands first, and counts as 1; Sunday as 0.
            days.extend(item.map(|item| OpeningTimeItem { day_of_week: number % 7, ..item }));
        }
        let days = Some(days).filter(|days| !days.is_empty());
        Some(Self { id_oi: None, start_date, end_date, is_current_period: Some(false), days })
    }

    /// The same of an account.
    #[must_use]
    pub fn of_account(mut self, id_oi: Uuid) -> Self {
        self.id_oi = Some(id_oi);
        self
    }

    /// It, as what an account does not have.
    pub fn left_out(&self, because: &str) -> LeftOut {
        LeftOut {
            field: "openingPeriods".to_owned(),
            value: format!("{} to {}", self.start_date, self.end_date),
            because: because.to_owned(),
            usual: false,
        }
    }

    /// Whether elloha has it already.
    pub fn is_among(&self, known: &[Self]) -> bool {
        let days = |one: &Self| one.days.clone().unwrap_or_default();
        known.iter().any(|one| {
            one.start_date == self.start_date && one.end_date == self.end_date && days(one) == days(self)
        })
    }
}

type Part = ((u8, u8), (u8, u8));

impl OpeningTimeItem {
    /// A day that is open in one part or two.
    fn open(parts: &[Part]) -> Self {
        let mut item = Self { status: if parts.len() > 1 { 1 } else { 2 }, ..Self::default() };
        if let Some((open, close)) = parts.first() {
            (item.start_hour_part1, item.start_minutes_part1) = (Some(open.0), Some(open.1));
            (item.end_hour_part1, item.end_minutes_part1) = (Some(close.0), Some(close.1));
        }
        if let Some((open, close)) = parts.get(1) {
            (item.start_hour_part2, item.start_minutes_part2) = (Some(open.0), Some(open.1));
            (item.end_hour_part2, item.end_minutes_part2) = (Some(close.0), Some(close.1));
        }
        item
    }
}

/// `09:00-12:30 14:00-18:00`; none where it is something else.
fn parts(text: &str) -> Option<Vec<Part>> {
    let time = |text: &str| {
        let (hour, minutes) = text.split_once(':')?;
        Some((hour.parse().ok().filter(|hour| *hour < 24)?, minutes.parse().ok().filter(|m| *m < 60)?))
    };
    let part = |text: &str| {
        let (open, close) = text.split_once('-')?;
        Some((time(open)?, time(close)?))
    };
    let parts: Vec<Part> = text.split(' ').map(part).collect::<Option<_>>()?;
    (1..=2).contains(&parts.len()).then_some(parts)
}
