//! Offers that are loaded anew: what was sold stays, what was set and is not any more goes; and what cannot be loaded.

use passerelle::gateway::sales::Sales;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{cancel, left, load, now, sell, shop, told};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, CANOES, CELLAR, DESCENT, PLACE, SUMMER, canoes, places};

const DAY: &str = "2026-07-10";

fn stock(on_sale: i32, sold: i32, closed: bool) -> Json {
    json!([{ "idResource": PLACE, "day": "2026-07-10T00:00:00", "hour": 10, "stockOnSale": on_sale,
        "stockSold": sold, "closed": closed }])
}

on_both! {
    fn what_was_sold_stays(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = sell(&local, &[places(DAY, (10, 0), 4)]).unwrap();
        load(&local, |_| {}).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 6);
        load(&local, |offers| offers["stocks"] = stock(5, 0, false)).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 1);
        load(&local, |offers| offers["stocks"] = stock(3, 0, false)).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 0, "fewer than were sold: none is left, and none too many is shown");
        cancel(&local, booking.id_booking).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 3);
    }

    fn what_is_not_set_any_more_is_as_it_starts(name, catalogue) {
        let local = shop(name, catalogue, |offers| offers["stocks"] = stock(3, 0, true));
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 0);
        load(&local, |_| {}).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
        sell(&local, &[places(DAY, (10, 0), 4)]).unwrap();
        // Also where something was sold, a slot has as many as the resource starts with.
        load(&local, |offers| offers["resources"][0]["totalStock"] = json!(20)).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 16);
        assert_eq!(left(&local, DESCENT, DAY, (14, 30)), 20);
        let day = DAY.parse().unwrap();
        let stocks = local.offers(CANOES, day, day).unwrap().stocks;
        assert_eq!(stocks.iter().map(|stock| (stock.stock_on_sale, stock.stock_sold)).collect::<Vec<_>>(), [(20, 4)]);
    }

    fn what_it_says_can_be_loaded_again(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["stocks"] = stock(8, 0, false);
            offers["formulas"][0]["marketingPurpose"] = json!("Sell");
            offers["prices"][0]["dateModified"] = json!("2026-01-02T03:04:05");
        });
        sell(&local, &[places(DAY, (10, 0), 4)]).unwrap();
        let (from, to) = ("2026-07-01".parse().unwrap(), "2026-07-31".parse().unwrap());
        let before = local.offers(CANOES, from, to).unwrap();
        assert_eq!(before.formulas[0].more["marketingPurpose"], "Sell", "what is not read here is kept");
        assert_eq!(before.prices[0].more["dateModified"], "2026-01-02T03:04:05");
        let mut again = canoes();
        again.formulas.clone_from(&before.formulas);
        again.prices.clone_from(&before.prices);
        again.stocks.clone_from(&before.stocks);
        local.load(&again).unwrap();
        assert_eq!(local.offers(CANOES, from, to).unwrap(), before);
    }

    fn what_somebody_else_has_sold_is_not_taken_in_silence(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let refused = told(load(&local, |offers| offers["stocks"] = stock(10, 2, false)));
        assert!(refused.contains("stockSold 2") && refused.contains("off `stockOnSale`"), "{refused}");
        sell(&local, &[places(DAY, (10, 0), 4)]).unwrap();
        load(&local, |offers| offers["stocks"] = stock(10, 4, false)).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 6);
        let refused = told(load(&local, |offers| offers["stocks"] = stock(10, 5, false)));
        assert!(refused.contains("here 4 are sold"), "{refused}");
    }

    fn what_is_sold_is_counted_as_it_was(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let otherwise = |offers: &mut Json| {
            offers["formulas"][0]["stockManagementType"] = json!("TicketWithoutSchedules");
            offers["resources"][0]["stockManagementType"] = json!("TicketWithoutSchedules");
        };
        let booking = sell(&local, &[places(DAY, (10, 0), 10)]).unwrap();
        let refused = told(load(&local, otherwise));
        assert!(refused.contains("is sold as Person") && refused.contains("another id"), "{refused}");
        // An event has places at its hours too.
        load(&local, |offers| offers["resources"][0]["stockManagementType"] = json!("Event")).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 0);
        cancel(&local, booking.id_booking).unwrap();
        load(&local, otherwise).unwrap();
    }

    fn accounts_have_ids_of_their_own(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let cellar = |offers: &mut Json| {
            offers["account"]["idOi"] = json!(CELLAR);
            for list in ["formulas", "resources", "ratePlans"] {
                for one in offers[list].as_array_mut().unwrap() {
                    one["idOi"] = json!(CELLAR);
                }
            }
        };
        let refused = told(load(&local, cellar));
        assert!(refused.contains("another account has it"), "{refused}");
        assert_eq!(local.accounts().unwrap().len(), 1, "nothing of it was written");
        load(&local, |offers| {
            cellar(offers);
            for list in ["formulas", "resources", "ratePlans", "prices", "days"] {
                offers[list] = json!([]);
            }
        }).unwrap();
        let names: Vec<Uuid> = local.accounts().unwrap().iter().map(|account| account.id_oi).collect();
        assert_eq!(names, [CANOES, CELLAR]);
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
    }

    fn what_cannot_be_loaded_says_why(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let wrong = |change: &dyn Fn(&mut Json), says: &str| {
            let refused = told(load(&local, |offers| change(offers)));
            assert!(refused.contains(says), "{refused}");
            assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10, "what was there stays");
        };
        let twice = |list: &'static str| move |offers: &mut Json| {
            let first = offers[list][0].clone();
            offers[list].as_array_mut().unwrap().push(first);
        };
        for list in ["formulas", "resources", "ratePlans", "prices", "tags", "days"] {
            wrong(&twice(list), "stands in the file twice");
        }
        wrong(&|offers| {
            offers["stocks"] = json!([
                { "idResource": CANOE, "day": "2026-07-10T00:00:00", "hour": 9, "stockOnSale": 4 },
                { "idResource": CANOE, "day": "2026-07-10T00:00:00", "hour": 10, "stockOnSale": 3 },
            ]);
        }, "equipment has one for each day");
        wrong(&|offers| offers["formulas"][0]["idOi"] = json!(CELLAR), "idOi of the formula");
        wrong(&|offers| offers["resources"][0]["idOi"] = json!(CELLAR), "idOi of the resource");
        wrong(&|offers| offers["formulas"][0]["resources"][0]["idResource"] = json!(CELLAR), "must be one of `resources`");
        wrong(&|offers| offers["formulas"][2]["resources"][1]["idResource"] = json!(CANOE), "counts a resource once");
        wrong(&|offers| offers["formulas"][0]["ratePlans"][0]["idRatePlan"] = json!(1), "must be one of `ratePlans`");
        wrong(&|offers| offers["formulas"][0]["schedules"][0]["hour"] = json!(24), "an hour is from 0 to 23");
        wrong(&|offers| offers["formulas"][0]["schedules"][0]["dayOfWeek"] = json!(7), "0 (Sunday)");
        wrong(&|offers| offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(i32::MAX), "132480");
        wrong(&|offers| offers["formulas"][1]["durationInMinutes"] = json!(-1), "132480");
        wrong(&|offers| offers["resources"][0]["totalStock"] = json!(-1), "totalStock");
        wrong(&|offers| offers["prices"][0]["price"] = json!(-0.01), "0 or more");
        wrong(&|offers| offers["prices"][0]["idCalendarTag"] = json!(99), "calendar tag must be in this file");
        wrong(&|offers| offers["days"][0]["idTag"] = json!(SUMMER + 1), "must be one of `tags`");
        wrong(&|offers| offers["stocks"] = stock(-1, 0, false), "stockOnSale");
        wrong(&|offers| { offers["stocks"] = stock(1, 0, false); offers["stocks"][0]["minutes"] = json!(60); }, "minutes from 0 to 59");
        wrong(&|offers| { offers["stocks"] = stock(1, 0, false); offers["stocks"][0]["idResource"] = json!(CELLAR); }, "must be one of `resources`");
    }

    fn an_account_that_is_not_there(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let day = now().to_zoned(jiff::tz::TimeZone::UTC).date();
        assert!(told(local.offers(CELLAR, day, day)).contains("there is no account"));
    }
}
