//! Until when something is sold, on the web and at the desk, also on the days on which clocks change.

use passerelle::elloha::sales::AvailabilityStatus as Status;
use serde_json::{Value as Json, json};

use super::{ask_at, load, shop};
use crate::database::on_both;
use crate::gateway::sample::DESCENT;

/// The descent, with a release and one hour at which it begins every day; and sold by the day, without hours.
fn with(release: &Json, hour: i8) -> impl Fn(&mut Json) {
    let release = release.clone();
    move |offers: &mut Json| {
        offers["formulas"][0]["release"] = release.clone();
        for schedule in offers["formulas"][0]["schedules"].as_array_mut().unwrap() {
            schedule["hour"] = json!(hour);
            schedule["minutes"] = json!(0);
        }
    }
}

fn is_sold(local: &passerelle::gateway::sales::Local, day: &str, desk: bool, at: &str) -> bool {
    let asked =
        json!({ "idFormula": DESCENT, "startDate": format!("{day}T00:00:00"), "isInternalSearch": desk });
    match ask_at(local, at, asked).status {
        Status::Success => true,
        Status::NoPrestationWithStocksAfterCheckingReleases | Status::InvalidDates => false,
        other => panic!("{other:?}"),
    }
}

on_both! {
    fn each_side_has_its_own_limit(name, catalogue) {
        let release = json!({ "nbDaysBeforeRelease": 1, "releaseHour": 2,
            "nbDaysBeforeReleaseInternal": null, "releaseHourInternal": 1 });
        let local = shop(name, catalogue, with(&release, 10));
        // It begins on 10 July at 10:00, which is 08:00 in UTC: a day and two hours before, and one hour before.
        assert!(is_sold(&local, "2026-07-10", false, "2026-07-09T05:59:59Z"));
        assert!(!is_sold(&local, "2026-07-10", false, "2026-07-09T06:00:00Z"));
        assert!(is_sold(&local, "2026-07-10", true, "2026-07-10T06:59:59Z"));
        assert!(!is_sold(&local, "2026-07-10", true, "2026-07-10T07:00:00Z"));
    }

    fn without_a_limit_it_is_sold_until_it_begins(name, catalogue) {
        let local = shop(name, catalogue, with(&json!({}), 10));
        assert!(is_sold(&local, "2026-07-10", false, "2026-07-10T07:59:59Z"));
        assert!(!is_sold(&local, "2026-07-10", false, "2026-07-10T08:00:00Z"));
    }

    fn not_further_ahead_than_is_said(name, catalogue) {
        let release = json!({ "nbDaysEndOpen": 9, "nbDaysEndOpenInternal": 30 });
        let local = shop(name, catalogue, with(&release, 10));
        // In Paris it is 1 July from 22:00 in UTC on.
        assert!(!is_sold(&local, "2026-07-10", false, "2026-06-30T21:59:59Z"));
        assert!(is_sold(&local, "2026-07-10", false, "2026-06-30T22:00:00Z"));
        assert!(is_sold(&local, "2026-07-10", true, "2026-06-30T21:59:59Z"));
    }

    fn when_clocks_go_forward(name, catalogue) {
        // 28 March 2027 has 23 hours: 02:00 to 03:00 is not there.
        let hours = json!({ "releaseHour": 24 });
        let local = shop(name, catalogue, with(&hours, 10));
        // 24 hours before 10:00 summer time, 08:00 in UTC, is 09:00 winter time.
        assert!(is_sold(&local, "2027-03-28", false, "2027-03-27T07:59:59Z"));
        assert!(!is_sold(&local, "2027-03-28", false, "2027-03-27T08:00:00Z"));
        // A day before is the same hour on the wall: 10:00 winter time, 09:00 in UTC.
        load(&local, with(&json!({ "nbDaysBeforeRelease": 1 }), 10)).unwrap();
        assert!(is_sold(&local, "2027-03-28", false, "2027-03-27T08:59:59Z"));
        assert!(!is_sold(&local, "2027-03-28", false, "2027-03-27T09:00:00Z"));
        // What begins in the hour that is not there begins when clocks have gone on: 03:30 summer time, 01:30 in UTC.
        load(&local, |offers| {
            with(&json!({}), 2)(offers);
            for schedule in offers["formulas"][0]["schedules"].as_array_mut().unwrap() {
                schedule["minutes"] = json!(30);
            }
        }).unwrap();
        assert!(is_sold(&local, "2027-03-28", false, "2027-03-28T01:29:59Z"));
        assert!(!is_sold(&local, "2027-03-28", false, "2027-03-28T01:30:00Z"));
    }

    fn when_clocks_go_back(name, catalogue) {
        // 25 October 2026 has 25 hours: 02:00 to 03:00 comes twice.
        let local = shop(name, catalogue, with(&json!({ "releaseHour": 24 }), 10));
        // 24 hours before 10:00 winter time, 09:00 in UTC, is 11:00 summer time.
        assert!(is_sold(&local, "2026-10-25", false, "2026-10-24T08:59:59Z"));
        assert!(!is_sold(&local, "2026-10-25", false, "2026-10-24T09:00:00Z"));
        load(&local, with(&json!({ "nbDaysBeforeRelease": 1 }), 10)).unwrap();
        assert!(is_sold(&local, "2026-10-25", false, "2026-10-24T07:59:59Z"));
        assert!(!is_sold(&local, "2026-10-25", false, "2026-10-24T08:00:00Z"));
        // What begins in the hour that comes twice begins the first time: 02:00 summer time, 00:00 in UTC.
        load(&local, with(&json!({}), 2)).unwrap();
        assert!(is_sold(&local, "2026-10-25", false, "2026-10-24T23:59:59Z"));
        assert!(!is_sold(&local, "2026-10-25", false, "2026-10-25T00:00:00Z"));
    }

    fn without_hours_the_limit_is_an_hour_of_a_day(name, catalogue) {
        let daily = |release: Json| move |offers: &mut Json| {
            offers["formulas"][0]["stockManagementType"] = json!("TicketWithoutSchedules");
            offers["formulas"][0]["release"] = release.clone();
        };
        let local = shop(name, catalogue, daily(json!({ "nbDaysBeforeRelease": 1, "releaseHour": 18 })));
        assert!(is_sold(&local, "2026-07-10", false, "2026-07-09T15:59:59Z"));
        assert!(!is_sold(&local, "2026-07-10", false, "2026-07-09T16:00:00Z"));
        load(&local, daily(json!({}))).unwrap();
        assert!(is_sold(&local, "2026-07-10", false, "2026-07-10T21:59:59Z"), "until the day ends");
        assert!(!is_sold(&local, "2026-07-10", false, "2026-07-10T22:00:00Z"));
        // The day on which clocks go back ends when it ends: 23:00 in UTC.
        assert!(is_sold(&local, "2026-10-25", false, "2026-10-25T22:59:59Z"));
        assert!(!is_sold(&local, "2026-10-25", false, "2026-10-25T23:00:00Z"));
    }
}
