//! Equipment: a piece is out for its minutes, with what it takes to prepare it again, and back afterwards.

use passerelle::elloha::sales::NewItem;
use passerelle::gateway::sales::{Local, Reason, Sales};
use serde_json::{Value as Json, json};

use super::{cancel, left, line, load, sell, shop, slot, told, why};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, CANOES, GUIDED, HIRE, places};

const DAY: &str = "2026-07-10";

/// Canoes for hire, out for two hours and a half.
fn hire(day: &str, hour: i8, quantity: i32) -> NewItem {
    line(HIRE, CANOE, 1800, places(day, (hour, 0), quantity))
}

/// How many canoes can be hired at each hour.
fn hours(local: &Local, day: &str) -> Vec<i32> {
    [9, 10, 11, 12, 14, 15, 16].map(|hour| left(local, HIRE, day, (hour, 0))).to_vec()
}

fn schedules(offers: &mut Json, hour: i8) {
    for schedule in offers["formulas"][1]["schedules"].as_array_mut().unwrap() {
        if schedule["hour"] == json!(16) {
            schedule["hour"] = json!(hour);
        }
    }
}

on_both! {
    fn it_is_out_for_its_minutes_and_back_afterwards(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        assert_eq!(hours(&local, DAY), [4; 7]);
        // From 10:00 to 12:30: a hire that begins at 9:00 would need them until 11:30.
        let booking = sell(&local, &[hire(DAY, 10, 3)]).unwrap();
        assert_eq!(hours(&local, DAY), [1, 1, 1, 1, 4, 4, 4]);
        assert_eq!(why(sell(&local, &[hire(DAY, 12, 2)])), Reason::SoldOut(1));
        // From 14:00 to 16:30: what was out before noon is back.
        sell(&local, &[hire(DAY, 14, 4)]).unwrap();
        assert_eq!(hours(&local, DAY), [1, 1, 1, 0, 0, 0, 0], "from 12:00 to 14:30 is too long");
        cancel(&local, booking.id_booking).unwrap();
        assert_eq!(hours(&local, DAY), [4, 4, 4, 0, 0, 0, 0]);
    }

    fn back_at_the_minute_it_is_sold_again(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            // An hour out, and no preparation: 9:00 to 10:00, 10:00 to 11:00.
            offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(60);
        });
        sell(&local, &[hire(DAY, 10, 4)]).unwrap();
        assert_eq!(hours(&local, DAY), [4, 0, 4, 4, 4, 4, 4]);
        // As long as the formula, where the resource says nothing: two hours.
        load(&local, |offers| offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(0)).unwrap();
        assert_eq!(hours(&local, DAY), [0, 0, 4, 4, 4, 4, 4]);
    }

    fn formulas_share_it(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        sell(&local, &[line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 2))]).unwrap();
        assert_eq!(hours(&local, DAY), [2, 2, 2, 2, 4, 4, 4]);
        sell(&local, &[hire(DAY, 12, 2)]).unwrap();
        // All four are out between 12:00 and 12:30: none for whoever is under way then.
        assert_eq!(hours(&local, DAY), [2, 0, 0, 0, 2, 4, 4]);
        assert_eq!(left(&local, GUIDED, DAY, (14, 0)), 2);
    }

    fn the_most_that_are_out_at_once_count(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(60);
            // All morning.
            offers["formulas"][2]["resources"] = json!([{ "idResource": CANOE, "minutesNumber": 180 }]);
        });
        // One after the other: never more than two are out.
        for hour in [10, 11, 12] {
            sell(&local, &[hire(DAY, hour, 2)]).unwrap();
        }
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 2);
        sell(&local, &[line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 2))]).unwrap();
        assert_eq!(hours(&local, DAY), [4, 0, 0, 0, 4, 4, 4]);
    }

    fn over_midnight_it_is_out_on_both_days(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            schedules(offers, 23);
            // Until 10:30 of the next day.
            offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(690);
        });
        let booking = sell(&local, &[hire(DAY, 23, 4)]).unwrap();
        assert_eq!(left(&local, HIRE, DAY, (23, 0)), 0);
        assert_eq!(left(&local, HIRE, "2026-07-11", (9, 0)), 0);
        assert_eq!(left(&local, HIRE, "2026-07-11", (10, 0)), 0);
        assert_eq!(left(&local, HIRE, "2026-07-11", (11, 0)), 4);
        // Who would come back after they have left.
        assert_eq!(left(&local, HIRE, DAY, (12, 0)), 0);
        assert_eq!(left(&local, HIRE, DAY, (11, 0)), 4, "from 11:00 to 22:30");
        cancel(&local, booking.id_booking).unwrap();
        assert_eq!(left(&local, HIRE, "2026-07-11", (9, 0)), 4);
        assert_eq!(left(&local, HIRE, DAY, (23, 0)), 4);
    }

    fn the_last_days_of_a_hire_count_where_a_list_of_days_ends(name, catalogue) {
        let local = shop(name, catalogue, |offers| offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(3 * 1440));
        sell(&local, &[hire("2026-07-12", 9, 4)]).unwrap();
        // From the 10th on it would be out until the 13th.
        assert_eq!(left(&local, HIRE, DAY, (10, 0)), 0);
        assert_eq!(left(&local, HIRE, "2026-07-09", (9, 0)), 4, "back when the others begin");
        assert_eq!(left(&local, HIRE, "2026-07-09", (10, 0)), 0);
    }

    fn by_the_day_it_is_out_all_day(name, catalogue) {
        let daily = |minutes: i32| move |offers: &mut Json| {
            offers["formulas"][1]["stockManagementType"] = json!("RentalWithoutSchedules");
            offers["formulas"][1]["durationInMinutes"] = json!(minutes);
            offers["formulas"][1]["resources"][0]["minutesNumber"] = json!(0);
            offers["resources"][1]["stockManagementType"] = json!("RentalWithoutSchedules");
        };
        let of = |local: &Local, day: &str| slot(local, HIRE, day, None).map_or(0, |item| item.quantity);
        let local = shop(name, catalogue, daily(480));
        let day = |day: &str| NewItem { hour: None, minutes: None, ..hire(day, 0, 3) };
        sell(&local, &[day(DAY)]).unwrap();
        assert_eq!([of(&local, "2026-07-09"), of(&local, DAY), of(&local, "2026-07-11")], [4, 1, 4]);
        // For two days: the second one counts as the first.
        load(&local, daily(2 * 1440)).unwrap();
        assert_eq!([of(&local, "2026-07-08"), of(&local, "2026-07-09"), of(&local, DAY), of(&local, "2026-07-11")], [4, 1, 1, 4]);
        sell(&local, &[day("2026-07-12")]).unwrap();
        assert_eq!([of(&local, "2026-07-11"), of(&local, "2026-07-12"), of(&local, "2026-07-13"), of(&local, "2026-07-14")], [1, 1, 1, 4]);
    }

    fn equipment_by_the_day_in_a_formula_with_hours(name, catalogue) {
        let local = shop(name, catalogue, |offers| offers["resources"][1]["stockManagementType"] = json!("RentalWithoutSchedules"));
        sell(&local, &[hire(DAY, 9, 1)]).unwrap();
        assert_eq!(hours(&local, DAY), [3; 7], "gone for the day, whatever the hour");
        assert_eq!(hours(&local, "2026-07-11"), [4; 7]);
    }

    fn a_file_that_overlaps_itself(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let two = |number, hour, quantity| NewItem { line_number: Some(number), ..hire(DAY, hour, quantity) };
        let refused = told(sell(&local, &[two(1, 10, 3), two(2, 11, 2)]));
        assert!(refused.contains("only 1 left"), "{refused}");
        assert_eq!(hours(&local, DAY), [4; 7]);
        sell(&local, &[two(1, 10, 3), two(2, 11, 1), two(3, 14, 4)]).unwrap();
        assert_eq!(hours(&local, DAY), [0, 0, 0, 0, 0, 0, 0]);
    }

    fn what_the_counter_is_told_of_it(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        sell(&local, &[hire(DAY, 10, 3)]).unwrap();
        sell(&local, &[hire(DAY, 14, 2)]).unwrap();
        let day = DAY.parse().unwrap();
        let stocks = local.offers(CANOES, day, day).unwrap().stocks;
        let [stock] = stocks.as_slice() else { panic!("{stocks:?}") };
        // Five were hired, of four: as many are gone as were out at once.
        assert_eq!((stock.stock_on_sale, stock.stock_sold, stock.hour), (4, 3, 0));
    }

    fn fewer_pieces_than_are_out(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        sell(&local, &[hire(DAY, 10, 3)]).unwrap();
        load(&local, |offers| offers["resources"][1]["totalStock"] = json!(2)).unwrap();
        assert_eq!(hours(&local, DAY), [0, 0, 0, 0, 2, 2, 2]);
        assert_eq!(why(sell(&local, &[hire(DAY, 10, 1)])), Reason::SoldOut(0));
        sell(&local, &[hire(DAY, 14, 2)]).unwrap();
    }
}
