//! What is left: slots, closed slots, no limit, every resource of the formula, options, tickets without a date.

use passerelle::gateway::sales::Reason;
use serde_json::{Value as Json, json};

use super::{ask, begun, cancel, confirm, left, line, load, sell, shop, slot, told, why};
use crate::database::on_both;
use crate::gateway::sample::{
    CANOE, CANOES, DESCENT, GUIDE, GUIDED, HIRE, PLACE, RACK, TICKET, VOUCHER, places,
};

const DAY: &str = "2026-07-10";

/// What is on sale of a resource at a time.
fn stock(resource: uuid::Uuid, day: &str, hour: i8, on_sale: i32, closed: bool) -> Json {
    json!({ "idResource": resource, "day": format!("{day}T00:00:00"), "hour": hour, "stockOnSale": on_sale, "closed": closed })
}

on_both! {
    fn each_slot_has_its_own_stock(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["stocks"] = json!([stock(PLACE, DAY, 10, 3, false), stock(PLACE, "2026-07-11", 10, 7, true)]);
        });
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 3);
        assert_eq!(left(&local, DESCENT, DAY, (14, 30)), 10);
        assert_eq!(left(&local, DESCENT, "2026-07-11", (10, 0)), 0, "closed");
        assert_eq!(left(&local, DESCENT, "2026-07-11", (14, 30)), 10);
        sell(&local, &[places(DAY, (10, 0), 2)]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 1);
        assert_eq!(left(&local, DESCENT, DAY, (14, 30)), 10);
        assert_eq!(left(&local, DESCENT, "2026-07-12", (10, 0)), 10);
        assert_eq!(why(sell(&local, &[places(DAY, (10, 0), 2)])), Reason::SoldOut(1));
        assert_eq!(why(sell(&local, &[places("2026-07-11", (10, 0), 1)])), Reason::SoldOut(0));
        sell(&local, &[places(DAY, (10, 0), 1)]).unwrap();
        assert_eq!(slot(&local, DESCENT, DAY, Some((10, 0))), None);
    }

    fn a_slot_that_is_closed_between_add_and_confirm_is_not_sold(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = begun(&local, &[places(DAY, (10, 0), 1)]).unwrap();
        load(&local, |offers| offers["stocks"] = json!([stock(PLACE, DAY, 10, 10, true)])).unwrap();
        assert_eq!(why(confirm(&local, booking.id_booking)), Reason::SoldOut(0));
    }

    fn without_limit_is_sold_without_limit_and_counted(name, catalogue) {
        let local = shop(name, catalogue, |offers| offers["stocks"] = json!([stock(PLACE, DAY, 10, 999, false)]));
        let booking = sell(&local, &[places(DAY, (10, 0), 1_200)]).unwrap();
        sell(&local, &[places(DAY, (10, 0), 7)]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 999);
        let sold = || {
            let offers = passerelle::gateway::sales::Sales::offers(&local, CANOES, DAY.parse().unwrap(), DAY.parse().unwrap()).unwrap();
            offers.stocks.iter().map(|stock| stock.stock_sold).sum::<i32>()
        };
        assert_eq!(sold(), 1_207);
        cancel(&local, booking.id_booking).unwrap();
        assert_eq!(sold(), 7);
        // A limit that is set later counts what was sold before.
        load(&local, |offers| offers["stocks"] = json!([stock(PLACE, DAY, 10, 9, false)])).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 2);
    }

    fn a_booking_lowers_every_resource_of_the_formula(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let item = |quantity| line(GUIDED, CANOE, 6000, places(DAY, (10, 0), quantity));
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 2, "there are four canoes, and two guides");
        let booking = sell(&local, &[item(1)]).unwrap();
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 1);
        assert_eq!(left(&local, HIRE, DAY, (10, 0)), 3, "the canoe is out for the hire too");
        assert_eq!(why(sell(&local, &[item(2)])), Reason::SoldOut(1));
        cancel(&local, booking.id_booking).unwrap();
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 2);
    }

    fn an_option_is_taken_when_it_is_chosen(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            // A guide may come, for a price; a helmet always does.
            offers["formulas"][0]["resources"] = json!([
                { "idResource": PLACE }, { "idResource": GUIDE, "isOption": true }
            ]);
            offers["resources"][2]["stockManagementType"] = json!("Person");
            offers["formulas"][2]["resources"] = json!([{ "idResource": CANOE, "minutesNumber": 150 }]);
            let guide = json!({ "idFormula": DESCENT, "idResource": GUIDE, "idRatePlan": RACK, "price": 30 });
            offers["prices"].as_array_mut().unwrap().push(guide);
        });
        let both = |local: &passerelle::gateway::sales::Local| {
            let asked = json!({ "idFormula": DESCENT, "startDate": "2026-07-10T00:00:00" });
            let items = ask(local, asked).availability_items;
            let of = |resource| items.iter().find(|item| item.id_prestation == resource && item.hour == Some(10)).map_or(0, |item| item.quantity);
            (of(PLACE), of(GUIDE))
        };
        assert_eq!(both(&local), (10, 2));
        sell(&local, &[places(DAY, (10, 0), 3)]).unwrap();
        assert_eq!(both(&local), (7, 2), "nobody chose a guide");
        // Who takes the guide takes what may not be left out, too.
        sell(&local, &[line(DESCENT, GUIDE, 3000, places(DAY, (10, 0), 1))]).unwrap();
        assert_eq!(both(&local), (6, 1));
    }

    fn formulas_share_the_stock_of_a_resource(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            // Another descent with the same places, at 10:00 only.
            let mut other = offers["formulas"][0].clone();
            other["idPrestation"] = json!(GUIDED);
            other["visibility"] = json!("Web");
            offers["formulas"][2] = other;
            offers["prices"][4]["idResource"] = json!(PLACE);
            offers["prices"].as_array_mut().unwrap().remove(5);
        });
        sell(&local, &[places(DAY, (10, 0), 4)]).unwrap();
        sell(&local, &[line(GUIDED, PLACE, 6000, places(DAY, (10, 0), 5))]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 1);
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 1);
        assert_eq!(left(&local, GUIDED, DAY, (14, 30)), 10);
    }

    fn a_ticket_without_a_date_has_one_stock(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["resources"][3]["totalStock"] = json!(5);
            // A closed day closes no ticket for any day.
            offers["days"][1]["day"] = json!("2026-07-01T00:00:00");
        });
        let tickets = |quantity| passerelle::elloha::sales::NewItem {
            booking_start: None, hour: None, minutes: None,
            ..line(VOUCHER, TICKET, 2500, places(DAY, (10, 0), quantity))
        };
        let there = || ask(&local, json!({ "idFormula": VOUCHER })).availability_items.first().map_or(0, |item| item.quantity);
        assert_eq!(there(), 5);
        let booking = sell(&local, &[tickets(3)]).unwrap();
        assert_eq!(there(), 2);
        assert_eq!(why(sell(&local, &[tickets(3)])), Reason::SoldOut(2));
        cancel(&local, booking.id_booking).unwrap();
        assert_eq!(there(), 5);
        let dated = line(VOUCHER, TICKET, 2500, places(DAY, (10, 0), 1));
        assert!(told(sell(&local, &[dated])).contains("leave `bookingStart`"));
    }

    fn tickets_of_a_day_have_a_stock_a_day(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            // The places are those of slots, as their kind says; the formula that sells them has no hours.
            offers["formulas"][0]["stockManagementType"] = json!("TicketWithoutSchedules");
            offers["stocks"] = json!([stock(PLACE, DAY, 0, 2, false)]);
        });
        let day = |quantity| passerelle::elloha::sales::NewItem { hour: None, minutes: None, ..places(DAY, (0, 0), quantity) };
        assert_eq!(slot(&local, DESCENT, DAY, None).unwrap().quantity, 2, "the stock at midnight is that of the day");
        sell(&local, &[day(2)]).unwrap();
        assert_eq!(slot(&local, DESCENT, DAY, None), None);
        assert_eq!(slot(&local, DESCENT, "2026-07-11", None).unwrap().quantity, 10);
        let at_noon = load(&local, |offers| {
            offers["formulas"][0]["stockManagementType"] = json!("TicketWithoutSchedules");
            offers["stocks"] = json!([stock(PLACE, DAY, 12, 2, false)]);
        });
        assert!(told(at_noon).contains("write hour 0 and minutes 0"), "it would never be looked at");
    }

    fn lines_of_a_file_are_counted_together(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let two = |number| passerelle::elloha::sales::NewItem { line_number: Some(number), ..places(DAY, (10, 0), 6) };
        let booking = begun(&local, &[two(1), two(2)]).unwrap();
        let refused = told(confirm(&local, booking.id_booking));
        assert!(refused.contains(", and 6 of the resource") && refused.contains("only 10 left"), "{refused}");
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10, "all lines get theirs, or none does");
        sell(&local, &[two(1), passerelle::elloha::sales::NewItem { line_number: Some(2), ..places(DAY, (10, 0), 4) }]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 0);
    }

    fn all_lines_get_theirs_or_none_does(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let mut canoes = line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 2));
        canoes.line_number = Some(2);
        let booking = begun(&local, &[places(DAY, (10, 0), 3), canoes.clone()]).unwrap();
        sell(&local, &[line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 1))]).unwrap();
        assert_eq!(why(confirm(&local, booking.id_booking)), Reason::SoldOut(1));
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
        assert_eq!(left(&local, HIRE, DAY, (10, 0)), 3);
    }
}
