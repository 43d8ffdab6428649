//! Why nothing can be had: each status of the ladder, and that the first check that nothing passes says it.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{NOW, ask, ask_at, empty, load, now, shop, slot, status};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, DESCENT, EARLY, GUIDE, GUIDED, HIRE, PLACE, RACK, SUMMER, VOUCHER};
use passerelle::elloha::sales::AvailabilityStatus as Status;

/// The descent on a day without a tag.
fn descent() -> Json {
    json!({ "idFormula": DESCENT, "startDate": "2026-07-10T00:00:00" })
}

fn and(mut asked: Json, name: &str, value: Json) -> Json {
    asked[name] = value;
    asked
}

on_both! {
    fn what_is_asked_wrongly_has_a_status(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let nobody = Uuid::from_u128(1);
        assert_eq!(status(&local, descent()), Status::Success);
        assert_eq!(status(&local, and(descent(), "idOi", json!(nobody))), Status::NoOiInfos);
        assert_eq!(status(&local, and(descent(), "startDate", json!("2026-06-30T00:00:00"))), Status::InvalidDates, "yesterday");
        assert_eq!(status(&local, and(descent(), "endDate", json!("2026-07-09T00:00:00"))), Status::InvalidDates, "ends before");
        assert_eq!(status(&local, and(descent(), "endDate", json!("2026-10-11T00:00:00"))), Status::InvalidDates, "too long");
        for pax in [json!({}), json!({ "adultsCount": -1 }), json!({ "adultsCount": 1, "childrenAges": [18] }), json!({ "adultsCount": 10_001 })] {
            assert_eq!(status(&local, and(descent(), "globalPax", pax)), Status::InvalidPax);
        }
        assert_eq!(status(&local, and(descent(), "idFormula", json!(nobody))), Status::NoFormulas);
        assert_eq!(status(&local, and(descent(), "idPrestation", json!(CANOE))), Status::NoFormulasWithResource);
        assert_eq!(status(&local, and(descent(), "idRatePlan", json!(EARLY))), Status::NoFormulasWithRateplan);
    }

    fn each_check_says_why_nothing_passes(name, catalogue) {
        let local = empty(name, catalogue);
        let broken = |what: &str, change: &dyn Fn(&mut Json), asked: Json| {
            load(&local, |offers| change(offers)).unwrap();
            let answer = ask(&local, asked);
            assert!(answer.status == Status::Success || answer.availability_items.is_empty(), "{what}");
            answer.status
        };
        let formula = |member: &'static str, value: Json| move |offers: &mut Json| offers["formulas"][0][member] = value.clone();
        let plan = |member: &'static str, value: Json| move |offers: &mut Json| offers["ratePlans"][0][member] = value.clone();
        let party = |adults: i32, ages: &[i32]| and(descent(), "globalPax", json!({ "adultsCount": adults, "childrenAges": ages }));
        let capacity = Status::NoPrestationWithCapacity;
        assert_eq!(broken("too few", &formula("minCapacity", json!(3)), party(2, &[])), capacity);
        assert_eq!(broken("enough", &formula("minCapacity", json!(3)), party(2, &[9])), Status::Success);
        assert_eq!(broken("too many", &formula("maxCapacity", json!(3)), party(3, &[9])), capacity);
        assert_eq!(broken("no adult", &formula("isAdultRequired", json!(true)), party(0, &[12, 14])), capacity);
        assert_eq!(broken("nobody said", &formula("minCapacity", json!(3)), descent()), Status::Success);

        let unseen = Status::NoPrestationWithStocksAfterCheckingVisibility;
        let desk = || and(descent(), "isInternalSearch", json!(true));
        assert_eq!(broken("the desk's", &formula("visibility", json!("Internal")), descent()), unseen);
        assert_eq!(broken("the desk's", &formula("visibility", json!("Internal")), desk()), Status::Success);
        assert_eq!(broken("the web's", &formula("visibility", json!("Web")), desk()), unseen);
        assert_eq!(broken("the web's", &formula("visibility", json!("Web")), descent()), Status::Success);

        let on_the_15th = and(descent(), "startDate", json!("2026-07-15T00:00:00"));
        assert_eq!(broken("closed day", &|_| {}, on_the_15th), Status::NoOpenCalendar);
        let unscheduled = Status::NoPrestationWithStocksAfterCheckingSchedules;
        assert_eq!(broken("no hours", &formula("schedules", json!([])), descent()), unscheduled);
        let unreleased = Status::NoPrestationWithStocksAfterCheckingReleases;
        assert_eq!(broken("released", &formula("release", json!({ "nbDaysBeforeRelease": 10 })), descent()), unreleased);
        let unplanned = Status::NoPrestationWithStocksAfterCheckingRatePlans;
        assert_eq!(broken("closed plan", &plan("closed", json!(true)), descent()), unplanned);
        assert_eq!(broken("not yet", &plan("publishedFrom", json!("2026-07-01T10:00:01")), descent()), unplanned);
        assert_eq!(broken("just now", &plan("publishedFrom", json!("2026-07-01T10:00:00")), descent()), Status::Success);
        assert_eq!(broken("over", &plan("publishedTo", json!("2026-07-01T10:00:00")), descent()), unplanned);
        assert_eq!(broken("its last day", &plan("publishedTo", json!("2026-07-01T00:00:00")), descent()), Status::Success);
        let restricted = Status::NoPrestationWithStocksAfterCheckingRatePlansRestrictions;
        assert_eq!(broken("later days", &plan("validFrom", json!("2026-07-11T00:00:00")), descent()), restricted);
        assert_eq!(broken("earlier days", &plan("validTo", json!("2026-07-09T23:59:59")), descent()), restricted);
        assert_eq!(broken("that day", &plan("validTo", json!("2026-07-10T00:00:00")), descent()), Status::Success);
        let later = Status::NoPrestationWithStocksAfterCheckingDelayedConfirmation;
        assert_eq!(broken("on request", &formula("hasDelayedConfirmation", json!(true)), descent()), later);
        assert_eq!(broken("no price", &|offers| offers["prices"][0]["price"] = Json::Null, descent()), Status::NoPrices);
        let none = |offers: &mut Json| offers["resources"][0]["totalStock"] = json!(0);
        assert_eq!(broken("none left", &none, descent()), Status::NoPrestationWithStocks);
    }

    fn the_first_check_that_nothing_passes_says_why(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            // All is wrong with it, from the last check to the first.
            let descent = &mut offers["formulas"][0];
            descent["visibility"] = json!("Internal");
            descent["release"] = json!({ "nbDaysBeforeRelease": 100 });
            descent["hasDelayedConfirmation"] = json!(true);
            descent["schedules"] = json!([]);
            descent["maxCapacity"] = json!(2);
            offers["prices"] = json!([]);
        });
        let party = json!({ "adultsCount": 3 });
        assert_eq!(status(&local, and(descent(), "globalPax", party)), Status::NoPrestationWithCapacity);
        assert_eq!(status(&local, descent()), Status::NoPrestationWithStocksAfterCheckingVisibility);
        let desk = and(descent(), "isInternalSearch", json!(true));
        assert_eq!(status(&local, desk), Status::NoPrestationWithStocksAfterCheckingSchedules);
    }

    fn one_way_that_passes_is_enough(name, catalogue) {
        let local = shop(name, catalogue, |offers| offers["formulas"][0]["hasDelayedConfirmation"] = json!(true));
        // The descent cannot be had; the rest of the account can.
        let answer = ask(&local, json!({ "startDate": "2026-07-10T00:00:00" }));
        assert_eq!(answer.status, Status::Success);
        let formulas: Vec<Uuid> = answer.formulas.iter().map(|formula| formula.id_prestation).collect();
        assert_eq!(formulas, [HIRE, GUIDED, VOUCHER]);
        assert_eq!(answer.rate_plans_formulas.len(), 1);
        assert!(answer.resources.iter().all(|resource| resource.id_prestation != PLACE));
        assert!(answer.availability_items.iter().all(|item| item.id_formula != Some(DESCENT)));
        assert!(answer.resources.iter().all(|resource| resource.id_prestation != GUIDE), "it has no price of its own");
    }

    fn hours_are_those_of_the_day(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            let hours = |day: i8, hour: i8, from: &str, to: &str, closed: bool| {
                json!({ "hour": hour, "minutes": 0, "dayOfWeek": day, "startDate": from, "endDate": to, "isClosed": closed })
            };
            offers["formulas"][0]["schedules"] = json!([
                // 10 July 2026 is a Friday, 12 July a Sunday.
                hours(5, 9, "2026-07-10T00:00:00", "2026-07-17T00:00:00", false),
                hours(5, 11, "2026-01-01T00:00:00", "2026-12-31T00:00:00", false),
                hours(5, 11, "2026-07-17T00:00:00", "2026-07-17T00:00:00", true),
                hours(5, 11, "2026-01-01T00:00:00", "2026-12-31T00:00:00", false),
                hours(0, 15, "2026-01-01T00:00:00", "2026-12-31T00:00:00", false),
            ]);
        });
        let hours = |day: &str| -> Vec<i8> {
            let asked = and(descent(), "startDate", json!(format!("{day}T00:00:00")));
            ask(&local, asked).availability_items.iter().map(|item| item.hour.unwrap()).collect()
        };
        assert_eq!(hours("2026-07-03"), [11], "before the period of the other one");
        assert_eq!(hours("2026-07-10"), [9, 11], "an hour that is said twice is one");
        assert_eq!(hours("2026-07-17"), [9], "closed on that day");
        assert_eq!(hours("2026-07-24"), [11], "behind the period");
        assert_eq!(hours("2026-07-12"), [15], "0 is Sunday");
        assert!(hours("2026-07-11").is_empty());
    }

    fn without_a_day_it_is_the_first_that_has_something(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["formulas"][0]["release"] = json!({ "nbDaysBeforeRelease": 3 });
        });
        let answer = ask(&local, json!({ "idFormula": DESCENT }));
        assert_eq!(answer.start_date.unwrap().to_string(), "2026-07-04T00:00:00");
        // It is 10:00 now: that of 10:00 is released.
        assert_eq!(answer.availability_items.iter().map(|item| item.hour).collect::<Vec<_>>(), [Some(14)]);
        assert!(answer.availability_items.iter().all(|item| item.day == answer.start_date));
        let voucher = ask(&local, json!({ "idFormula": VOUCHER }));
        assert_eq!(voucher.availability_items.len(), 1);
        assert!(voucher.availability_items[0].day.is_none());
    }

    fn slots_between_two_days(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["formulas"][0]["ratePlans"] = json!([{ "idRatePlan": RACK }, { "idRatePlan": EARLY }]);
            offers["ratePlans"][1]["closed"] = json!(false);
            let mut early = offers["prices"][0].clone();
            early["idRatePlan"] = json!(EARLY);
            offers["prices"].as_array_mut().unwrap().push(early);
        });
        let asked = json!({ "idFormula": DESCENT, "idOi": crate::gateway::sample::CANOES,
            "startDate": "2026-07-13T00:00:00", "endDate": "2026-07-16T00:00:00" });
        let asked = serde_json::from_value(asked).unwrap();
        let slots = passerelle::gateway::sales::Sales::slots(&local, &asked, now()).unwrap();
        let told: Vec<String> =
            slots.iter().map(|slot| format!("{} {}:{:02} {}", slot.day.date(), slot.hour, slot.minutes, slot.quantity)).collect();
        // Closed on the 15th; two rate plans are one slot.
        let all = ["2026-07-13 10:00 10", "2026-07-13 14:30 10", "2026-07-14 10:00 10", "2026-07-14 14:30 10",
            "2026-07-16 10:00 10", "2026-07-16 14:30 10"];
        assert_eq!(told, all);
    }

    fn prices_are_those_of_the_tag_of_the_day(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            // A tag that the hire has no price for.
            offers["tags"].as_array_mut().unwrap().push(json!({ "idTag": 8, "name": "Fête" }));
            offers["days"].as_array_mut().unwrap().push(json!({ "day": "2026-07-16T00:00:00", "idTag": 8 }));
            let mut feast = offers["prices"][0].clone();
            feast["idCalendarTag"] = json!(8);
            feast["price"] = json!(0);
            offers["prices"].as_array_mut().unwrap().push(feast);
            assert_eq!(offers["prices"][1]["idCalendarTag"], SUMMER);
        });
        let price = |formula: Uuid, day: &str| slot(&local, formula, day, Some((10, 0))).map(|item| item.price.unwrap().cents());
        assert_eq!(price(DESCENT, "2026-07-13"), Some(2450));
        assert_eq!(price(DESCENT, "2026-07-14"), Some(2990));
        assert_eq!(price(DESCENT, "2026-07-16"), Some(0), "what costs nothing is sold");
        assert_eq!(price(HIRE, "2026-07-16"), None, "no price for that tag: that of other days is none");
        let asked = json!({ "idFormula": HIRE, "startDate": "2026-07-16T00:00:00" });
        assert_eq!(ask_at(&local, NOW, asked).status, Status::NoPrices);
    }
}
