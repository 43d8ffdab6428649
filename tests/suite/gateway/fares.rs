//! "The fares and stocks of the offers that come up in ALOA are strictly the same as in the elloha account at the level of a BE
//! widget or telephone sales (Desk)": the same day and party, asked as each of the three.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use passerelle::elloha::sales::{
    AvailabilityItem, AvailabilityRequest, AvailabilityResponse, CancelBooking, NewItem,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::counter::{Counter, asked, now};
use super::sample::{CANOES, DESCENT, GUIDED, HIRE, SUMMER, VOUCHER, file, places};
use crate::database::on_both;

/// Rounds on offers of all kinds.
const ROUNDS: u32 = if cfg!(feature = "soak") { 300 } else { 32 };

/// The visibility of a formula, days and hours of its release on the web, and at the desk.
type Side = (&'static str, Option<i32>, Option<i32>, Option<i32>, Option<i32>);

/// What is drawn of an account: by formula its visibility and what each side may do until when; prices; stocks.
#[derive(Clone, Debug)]
struct Drawn {
    formulas: [Side; 4],
    cents: [Option<i64>; 7],
    stocks: [i32; 4],
    slot: (i32, bool),
    tagged: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let side = prop_oneof![3 => Just("Both"), 1 => Just("Web"), 1 => Just("Internal")];
    let days = || prop::option::weighted(0.4, 0..14_i32);
    let hours = || prop::option::weighted(0.4, 0..40_i32);
    let formula = (side, days(), hours(), days(), hours());
    (
        prop::array::uniform4(formula),
        prop::array::uniform7(prop::option::weighted(0.9, 0..100_000_i64)),
        prop::array::uniform4(prop_oneof![4 => 0..20_i32, 1 => Just(999)]),
        (0..12_i32, any::<bool>()),
        any::<bool>(),
    )
        .prop_map(|(formulas, cents, stocks, slot, tagged)| Drawn {
            formulas,
            cents,
            stocks,
            slot,
            tagged,
        })
}

/// An amount as JSON has it, to the cent.
fn decimal(cents: i64) -> Json {
    serde_json::from_str(&format!("{}.{:02}", cents / 100, cents % 100)).unwrap()
}

impl Drawn {
    fn onto(&self, offers: &mut Json) {
        for (at, (side, days, hours, days_desk, hours_desk)) in self.formulas.iter().enumerate() {
            offers["formulas"][at]["visibility"] = json!(side);
            offers["formulas"][at]["release"] = json!({ "nbDaysBeforeRelease": days, "releaseHour": hours,
                "nbDaysBeforeReleaseInternal": days_desk, "releaseHourInternal": hours_desk });
        }
        for (at, cents) in self.cents.iter().enumerate() {
            offers["prices"][at]["price"] = cents.map_or(Json::Null, decimal);
        }
        for (at, stock) in self.stocks.iter().enumerate() {
            offers["resources"][at]["totalStock"] = json!(stock);
        }
        let place = offers["resources"][0]["idPrestation"].clone();
        offers["stocks"] = json!([{ "idResource": place, "day": "2026-07-10T00:00:00", "hour": 10,
            "stockOnSale": self.slot.0, "closed": self.slot.1 }]);
        if self.tagged {
            let tagged = json!({ "day": "2026-07-10T00:00:00", "idTag": SUMMER });
            offers["days"].as_array_mut().unwrap().push(tagged);
        }
    }

    /// Whether one side has something that the other has not, and it is said: by visibility, or by a release.
    fn differ(&self, formula: Uuid) -> bool {
        let at = [DESCENT, HIRE, GUIDED, VOUCHER].iter().position(|id| *id == formula).unwrap();
        let (side, days, hours, days_desk, hours_desk) = self.formulas[at];
        side != "Both" || (days, hours) != (days_desk, hours_desk)
    }
}

/// What something is sold by: formula, resource, rate plan, day and hour.
type Key = (Option<Uuid>, Uuid, i32, Option<DateTime>, Option<(i8, i8)>);

fn key(item: &AvailabilityItem) -> Key {
    (item.id_formula, item.id_prestation, item.id_rate_plan, item.day, item.hour.zip(item.minutes))
}

fn by_key(answer: &AvailabilityResponse) -> BTreeMap<Key, AvailabilityItem> {
    let all: BTreeMap<_, _> =
        answer.availability_items.iter().map(|item| (key(item), item.clone())).collect();
    assert_eq!(all.len(), answer.availability_items.len(), "one price and one stock each");
    all
}

/// As the widget, the desk and ALOA see it.
fn three(counter: &Counter, day: Date, adults: i32) -> [AvailabilityResponse; 3] {
    let asked = |desk: bool, engine: Option<Uuid>| AvailabilityRequest {
        id_oi: Some(CANOES),
        start_date: Some(day.at(0, 0, 0, 0)),
        global_pax: (adults > 0).then(|| serde_json::from_value(json!({ "adultsCount": adults })).unwrap()),
        is_internal_search: desk,
        id_publication_project: engine,
        ..AvailabilityRequest::default()
    };
    // The widget of the account has a booking engine of its own.
    let own = Uuid::from_u128(0xa10a_0000_0006_4000_8000_0000_0000_0001);
    let sales = counter.gateway.sales();
    [
        sales.availability(&asked(false, Some(own)), now()).unwrap(),
        sales.availability(&asked(true, None), now()).unwrap(),
        counter
            .gateway
            .availability(&counter.channel, &asked(false, Some(counter.channel.engine)), now())
            .unwrap(),
    ]
}

fn check(counter: &Counter, drawn: &Drawn, day: Date, adults: i32) -> Result<(), TestCaseError> {
    let [widget, desk, aloa] = three(counter, day, adults);
    prop_assert_eq!(&widget, &aloa, "the widget and ALOA, whole");
    let between = AvailabilityRequest {
        id_oi: Some(CANOES),
        start_date: Some(day.at(0, 0, 0, 0)),
        end_date: Some(day.saturating_add(jiff::Span::new().days(3)).at(0, 0, 0, 0)),
        ..AvailabilityRequest::default()
    };
    let slots = counter.gateway.slots(&counter.channel, &between, now()).unwrap();
    prop_assert_eq!(counter.gateway.sales().slots(&between, now()).unwrap(), slots, "slot by slot");
    let (desk, aloa) = (by_key(&desk), by_key(&aloa));
    for key in desk.keys().chain(aloa.keys()) {
        match (desk.get(key), aloa.get(key)) {
            (Some(desk), Some(aloa)) => prop_assert_eq!(desk, aloa),
            (desk, aloa) => {
                let formula = key.0.unwrap();
                prop_assert!(drawn.differ(formula), "{key:?}: desk {desk:?}, ALOA {aloa:?}");
            }
        }
    }
    Ok(())
}

on_both! {
    fn fares_and_stocks_are_those_of_widget_and_desk(name, catalogue) {
        let counter = Counter::open(name, catalogue, |_| {});
        let config = Config { cases: ROUNDS, failure_persistence: None, ..Config::default() };
        let number = std::cell::Cell::new(0);
        TestRunner::new(config).run(&(drawn(), 0..20_i64, 0..4_i32), |(drawn, ahead, adults)| {
            counter.load(|offers| drawn.onto(offers));
            let first: Date = "2026-07-01".parse().unwrap();
            for day in [first.checked_add(jiff::Span::new().days(ahead)).unwrap(), "2026-07-10".parse().unwrap()] {
                check(&counter, &drawn, day, adults)?;
            }
            // Whatever ALOA shows can be sold at that price, and is gone for all three.
            let [_, _, aloa] = three(&counter, first.checked_add(jiff::Span::new().days(ahead)).unwrap(), 0);
            let Some(item) = aloa.availability_items.first() else { return Ok(()) };
            number.set(number.get() + 1);
            let new = file(counter.channel.engine, &format!("sold-{}", number.get()));
            let booking = counter.gateway.create(&counter.aloa, &counter.channel, &new, asked()).unwrap();
            let line = NewItem {
                id_formula: item.id_formula.unwrap(), id_prestation: item.id_prestation, id_rate_plan: item.id_rate_plan,
                booking_start: item.day, hour: item.hour, minutes: item.minutes,
                unit_amount_including_vat: item.price.unwrap(), ..places("2026-07-10", (10, 0), item.quantity.min(3))
            };
            counter.gateway.add(&counter.aloa, &counter.channel, booking.id_booking, &[line], asked()).unwrap();
            counter.gateway.confirm(&counter.aloa, &counter.channel, booking.id_booking, asked()).unwrap();
            check(&counter, &drawn, first.checked_add(jiff::Span::new().days(ahead)).unwrap(), 0)?;
            let cancelled = counter.gateway.cancel(&counter.aloa, &counter.channel, booking.id_booking, &CancelBooking::default(), asked());
            prop_assert!(cancelled.is_ok());
            let [_, _, again] = three(&counter, first.checked_add(jiff::Span::new().days(ahead)).unwrap(), 0);
            prop_assert_eq!(aloa, again);
            Ok(())
        }).unwrap();
    }
}

on_both! {
    fn the_differences_have_names(name, catalogue) {
        let counter = Counter::open(name, catalogue, |offers| {
            offers["formulas"][0]["visibility"] = json!("Internal");
            offers["formulas"][1]["release"] = json!({ "nbDaysBeforeRelease": 20, "nbDaysBeforeReleaseInternal": 0 });
            offers["formulas"][2]["visibility"] = json!("Web");
        });
        let [widget, desk, aloa] = three(&counter, "2026-07-10".parse().unwrap(), 2);
        let formulas = |answer: &AvailabilityResponse| answer.formulas.iter().map(|formula| formula.id_prestation).collect::<Vec<_>>();
        assert_eq!(formulas(&widget), [GUIDED, VOUCHER]);
        assert_eq!(formulas(&aloa), [GUIDED, VOUCHER]);
        assert_eq!(formulas(&desk), [DESCENT, HIRE, VOUCHER], "its own, and what is released for the web");
    }

    fn aloa_does_not_ask_as_the_desk(name, catalogue) {
        let counter = Counter::open(name, catalogue, |_| {});
        let asked = AvailabilityRequest { id_oi: Some(CANOES), is_internal_search: true, ..AvailabilityRequest::default() };
        let refused = counter.gateway.availability(&counter.channel, &asked, now()).unwrap_err();
        assert!(refused.to_string().contains("ALOA sells as the web does"), "{refused}");
    }
}
