//! The terms of a channel, as `rules/aloa/channel.yaml` says them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::manifest::{Activation, Channel};

/// The terms of a channel.
#[derive(Clone, Debug)]
pub struct Terms {
    /// What owners see, unless the head wants another text.
    pub label: String,
    /// What the column "Creator" shows.
    pub creator: String,
    /// The account types that are sold: codes of the pack.
    pub eligible: BTreeSet<String>,
    /// When an account that was opened is sold.
    pub activation: Activation,
    /// Where days begin and end.
    pub zone: TimeZone,
}

impl Terms {
    /// The terms that a manifest says. A zone that nobody knows, which `check` has refused, is UTC.
    pub fn new(channel: &Channel) -> Self {
        Self {
            label: channel.label.value.clone(),
            creator: channel.creator.value.clone(),
            eligible: channel.eligible.iter().map(|code| code.value.clone()).collect(),
            activation: channel.activation,
            zone: jiff::tz::TimeZoneDatabase::bundled()
                .get(&channel.time_zone.value)
                .unwrap_or(TimeZone::UTC),
        }
    }

    /// The day of a moment.
    pub fn day(&self, now: Timestamp) -> Date {
        now.to_zoned(self.zone.clone()).date()
    }

    /// From which day on an account is sold that is opened at a moment. It is the day that counts, however long it is:
    /// on the days on which clocks change, tomorrow is 23 or 25 hours away.
    pub fn sellable(&self, opened: Timestamp) -> Date {
        match self.activation {
            Activation::NextDay => {
                let day = self.day(opened);
                day.tomorrow().unwrap_or(day)
            }
        }
    }
}
