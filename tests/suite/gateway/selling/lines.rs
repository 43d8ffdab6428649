//! Lines: the price that was agreed to, quantities, numbers, what cannot be one.

use passerelle::elloha::sales::{Amount, AvailabilityStatus, BookingStatus, NewItem};
use passerelle::gateway::sales::{Reason, Sales};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{begun, cancel, cancel_lines, confirm, left, load, now, sell, shop, slot, told, why};
use crate::database::on_both;
use crate::gateway::sample::{DESCENT, PLACE, places};

const DAY: &str = "2026-07-10";

fn numbered(number: i32, quantity: i32) -> NewItem {
    NewItem { line_number: Some(number), ..places(DAY, (10, 0), quantity) }
}

fn add(
    local: &passerelle::gateway::sales::Local,
    id: Uuid,
    items: &[NewItem],
) -> Result<passerelle::elloha::sales::Booking, passerelle::gateway::sales::Trouble> {
    local.add(id, items, now(), &mut |_, _| Ok(()))
}

on_both! {
    fn a_price_is_agreed_to_or_the_line_is_refused(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let cheaper = NewItem { unit_amount_including_vat: Amount::from_cents(2449), ..places(DAY, (10, 0), 1) };
        assert_eq!(why(begun(&local, &[cheaper])), Reason::Price(Amount::from_cents(2450)));
        let summer = places("2026-07-14", (10, 0), 1);
        assert_eq!(why(begun(&local, &[summer])), Reason::Price(Amount::from_cents(2990)));
    }

    fn a_price_that_changes_before_it_is_confirmed(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = begun(&local, &[places(DAY, (10, 0), 2)]).unwrap();
        load(&local, |offers| offers["prices"][0]["price"] = json!(26)).unwrap();
        let refused = told(confirm(&local, booking.id_booking));
        assert!(refused.contains("costs 26.00") && refused.contains("agree to that price"), "{refused}");
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
        load(&local, |_| {}).unwrap();
        // What was confirmed keeps its price.
        let booking = confirm(&local, booking.id_booking).unwrap();
        load(&local, |offers| offers["prices"][0]["price"] = json!(26)).unwrap();
        let kept = local.file(booking.id_booking).unwrap().unwrap();
        assert_eq!(kept.amount_including_tax.cents(), 4900);
    }

    fn what_is_not_sold_any_more_is_not_confirmed(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = begun(&local, &[places(DAY, (10, 0), 2)]).unwrap();
        load(&local, |offers| offers["formulas"][0]["visibility"] = json!("Internal")).unwrap();
        let unseen = AvailabilityStatus::NoPrestationWithStocksAfterCheckingVisibility;
        assert_eq!(why(confirm(&local, booking.id_booking)), Reason::NotAvailable(unseen));
        load(&local, |offers| {
            offers["formulas"].as_array_mut().unwrap().remove(0);
            offers["prices"].as_array_mut().unwrap().drain(..2);
        }).unwrap();
        assert_eq!(why(confirm(&local, booking.id_booking)), Reason::UnknownOffer);
    }

    fn so_many_are_sold_at_once(name, catalogue) {
        let limits = |least: i32, most: i32, used: Json| move |offers: &mut Json| {
            offers["prices"][0]["minQty"] = json!(least);
            offers["prices"][0]["maxQty"] = json!(most);
            offers["formulas"][0]["hasMinMaxQuantity"] = used.clone();
        };
        let local = shop(name, catalogue, limits(2, 4, json!(true)));
        for (quantity, is_sold) in [(1, false), (2, true), (4, true), (5, false), (0, false), (-1, false)] {
            let sold = begun(&local, &[places(DAY, (10, 0), quantity)]);
            if is_sold {
                sold.unwrap();
            } else {
                assert_eq!(why(sold), Reason::Quantity { least: 2, most: 4 }, "{quantity}");
            }
        }
        let item = slot(&local, DESCENT, DAY, Some((10, 0))).unwrap();
        assert_eq!((item.min_qty, item.max_qty), (Some(2), Some(4)));
        // A formula whose prices do not say how many.
        load(&local, limits(2, 4, json!(false))).unwrap();
        begun(&local, &[places(DAY, (10, 0), 5)]).unwrap();
        let item = slot(&local, DESCENT, DAY, Some((10, 0))).unwrap();
        assert_eq!((item.min_qty, item.max_qty), (None, None));
        // 0 is no limit.
        load(&local, limits(0, 0, Json::Null)).unwrap();
        begun(&local, &[places(DAY, (10, 0), 1)]).unwrap();
        assert!(matches!(why(begun(&local, &[places(DAY, (10, 0), 0)])), Reason::Quantity { least: 1, .. }));
        assert!(told(load(&local, limits(5, 4, json!(true)))).contains("minQty 5 and maxQty 4"));
    }

    fn a_number_is_one_line_however_often_it_is_sent(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = begun(&local, &[numbered(1, 2)]).unwrap();
        let id = booking.id_booking;
        assert_eq!(add(&local, id, &[numbered(1, 2)]).unwrap().booking_items, booking.booking_items);
        assert_eq!(why(add(&local, id, &[numbered(1, 3)])), Reason::LineTaken);
        // Twice in one call.
        assert_eq!(add(&local, id, &[numbered(2, 1), numbered(2, 1)]).unwrap().booking_items.len(), 2);
        assert_eq!(why(add(&local, id, &[numbered(3, 1), numbered(3, 2)])), Reason::LineTaken);
        // One that has no number is another line each time, behind all that are there.
        let another = NewItem { line_number: None, ..numbered(1, 1) };
        let all = add(&local, id, &[numbered(7, 1), another.clone(), another]).unwrap();
        assert_eq!(all.booking_items.iter().map(|item| item.line_number).collect::<Vec<_>>(), [1, 2, 7, 8, 9]);
        confirm(&local, id).unwrap();
        assert_eq!(add(&local, id, &[numbered(1, 2)]).unwrap().status, BookingStatus::Confirmed, "it is there");
        assert_eq!(why(add(&local, id, &[numbered(10, 1)])), Reason::State(BookingStatus::Confirmed));
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10 - 6);
        cancel(&local, id).unwrap();
        assert_eq!(why(add(&local, id, &[numbered(1, 2)])), Reason::State(BookingStatus::Cancelled));
    }

    fn what_cannot_be_a_line(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let id = begun(&local, &[]).unwrap().id_booking;
        let item = || places(DAY, (10, 0), 1);
        let wrong = |item: NewItem, says: &str| {
            let refused = told(add(&local, id, &[item]));
            assert!(refused.contains(says), "{refused}");
        };
        wrong(NewItem { line_number: Some(0), ..item() }, "lineNumber 0");
        wrong(NewItem { line_number: Some(i32::MAX), ..item() }, "from 1 to 1000000");
        wrong(NewItem { booking_start: None, ..item() }, "`bookingStart` is missing");
        wrong(NewItem { booking_start: Some("2026-07-10T10:00:00".parse().unwrap()), ..item() }, "the hour stands in `hour`");
        wrong(NewItem { hour: None, minutes: Some(30), ..item() }, "`minutes` come with an `hour`");
        wrong(NewItem { hour: None, minutes: None, ..item() }, "are those of the availability");
        wrong(NewItem { hour: Some(11), ..item() }, "it does not begin at that hour");
        wrong(NewItem { hour: Some(i8::MAX), ..item() }, "it does not begin at that hour");
        wrong(NewItem { id_formula: PLACE, ..item() }, "is not offered by this account");
        wrong(NewItem { id_prestation: DESCENT, ..item() }, "NoFormulasWithResource");
        wrong(NewItem { id_oi: DESCENT, ..item() }, "there is no account");
        wrong(NewItem { id_rate_plan: 1, ..item() }, "NoFormulasWithRateplan");
        wrong(NewItem { booking_start: Some("2026-06-30T00:00:00".parse().unwrap()), ..item() }, "AfterCheckingReleases");
        assert_eq!(why(confirm(&local, id)), Reason::Empty);
        let many: Vec<NewItem> = (1..=201).map(|number| numbered(number, 1)).collect();
        assert_eq!(why(add(&local, id, &many)), Reason::TooLong(200));
        let nowhere = Uuid::from_u128(1);
        assert_eq!(why(add(&local, nowhere, &[item()])), Reason::UnknownFile);
        assert_eq!(why(confirm(&local, nowhere)), Reason::UnknownFile);
        assert_eq!(why(cancel(&local, nowhere)), Reason::UnknownFile);
        assert!(local.file(nowhere).unwrap().is_none());
    }

    fn a_file_is_confirmed_once(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = sell(&local, &[numbered(1, 4)]).unwrap();
        for _ in 0..3 {
            assert_eq!(confirm(&local, booking.id_booking).unwrap(), booking);
        }
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 6);
        assert!(booking.booking_items.iter().all(|item| item.is_confirmed));
        cancel_lines(&local, &booking, &[0]).unwrap();
        assert_eq!(why(confirm(&local, booking.id_booking)), Reason::State(BookingStatus::Cancelled));
    }
}
