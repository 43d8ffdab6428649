//! What is cancelled gives back what it took: just that, and once.

use passerelle::elloha::sales::{BookingStatus, CancelBooking, CancelItems, CancelMode, ItemStatus, NewItem};
use passerelle::gateway::sales::{Reason, Sales};
use serde_json::json;
use uuid::Uuid;

use super::{begun, cancel, cancel_lines, confirm, left, line, load, now, sell, shop, why};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, DESCENT, GUIDED, HIRE, PLACE, places};

const DAY: &str = "2026-07-10";

fn numbered(number: i32, quantity: i32) -> NewItem {
    NewItem { line_number: Some(number), ..places(DAY, (10, 0), quantity) }
}

on_both! {
    fn a_file_gives_back_once_however_often(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let other = sell(&local, &[places(DAY, (10, 0), 3)]).unwrap();
        let booking = sell(&local, &[numbered(1, 2), numbered(2, 1)]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 4);
        let why = CancelBooking { cancel_mode: Some(CancelMode::CustomerAsk), amount_to_collect: None };
        for _ in 0..3 {
            let mut noted = 0;
            let gone = local.cancel(booking.id_booking, &why, now(), &mut |_, _| { noted += 1; Ok(()) }).unwrap();
            assert_eq!(gone.status, BookingStatus::Cancelled);
            assert!(gone.booking_items.iter().all(|item| item.cancel_mode == Some(CancelMode::CustomerAsk)));
            assert_eq!(gone.amount_including_tax.cents(), 0);
            assert!(noted <= 1);
        }
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 7);
        cancel_lines(&local, &booking, &[0, 1]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 7);
        cancel(&local, other.id_booking).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
    }

    fn a_line_gives_back_its_own(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = sell(&local, &[numbered(1, 2), numbered(2, 5)]).unwrap();
        for _ in 0..2 {
            cancel_lines(&local, &booking, &[0]).unwrap();
            assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 5);
        }
        let now = local.file(booking.id_booking).unwrap().unwrap();
        assert_eq!(now.status, BookingStatus::Confirmed);
        assert_eq!(now.amount_including_tax.cents(), 5 * 2450);
        assert_eq!(now.booking_items[0].status, ItemStatus::Cancelled);
        assert_eq!(now.booking_items[1].status, ItemStatus::BookedNotSold);
        // With the last line, the file is cancelled.
        cancel_lines(&local, &booking, &[1, 0]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
        assert_eq!(local.file(booking.id_booking).unwrap().unwrap().status, BookingStatus::Cancelled);
    }

    fn a_line_that_is_none_of_the_file(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = sell(&local, &[numbered(1, 2)]).unwrap();
        let other = sell(&local, &[numbered(1, 3)]).unwrap();
        let mut both = booking.clone();
        both.booking_items.extend(other.booking_items.clone());
        assert_eq!(why(cancel_lines(&local, &both, &[0, 1])), Reason::UnknownLine);
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 5, "nothing was cancelled");
        let nowhere = CancelItems { id_booking: Uuid::from_u128(1), ids_booking_items: [].into(), cancel_mode: None };
        assert_eq!(why(local.cancel_items(&nowhere, now(), &mut |_, _| Ok(()))), Reason::UnknownFile);
        // No line at all: the file stays, also one that has none yet.
        let none = CancelItems { id_booking: begun(&local, &[]).unwrap().id_booking, ..nowhere };
        assert!(local.cancel_items(&none, now(), &mut |_, _| Ok(())).unwrap().is_empty());
        assert_eq!(local.file(none.id_booking).unwrap().unwrap().status, BookingStatus::InProgress);
    }

    fn a_file_in_progress_has_nothing_to_give_back(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        sell(&local, &[places(DAY, (10, 0), 3)]).unwrap();
        let booking = begun(&local, &[numbered(1, 2), numbered(2, 2)]).unwrap();
        cancel_lines(&local, &booking, &[0]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 7);
        // The line that is cancelled takes nothing when the file is confirmed.
        confirm(&local, booking.id_booking).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 5);
        let never = begun(&local, &[numbered(1, 2)]).unwrap();
        cancel(&local, never.id_booking).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 5);
    }

    fn a_file_in_progress_is_taken_away(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = begun(&local, &[numbered(1, 2)]).unwrap();
        for _ in 0..2 {
            local.discard(booking.id_booking, &mut |_, _| Ok(())).unwrap();
        }
        assert!(local.file(booking.id_booking).unwrap().is_none());
        assert_eq!(why(confirm(&local, booking.id_booking)), Reason::UnknownFile);
        let sold = sell(&local, &[numbered(1, 2)]).unwrap();
        assert_eq!(why(local.discard(sold.id_booking, &mut |_, _| Ok(()))), Reason::State(BookingStatus::Confirmed));
        cancel(&local, sold.id_booking).unwrap();
        assert_eq!(why(local.discard(sold.id_booking, &mut |_, _| Ok(()))), Reason::State(BookingStatus::Cancelled));
    }

    fn a_formula_whose_resources_change_meanwhile(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = sell(&local, &[line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 2))]).unwrap();
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 0);
        // The guide comes along no more, and a place is needed in its stead.
        load(&local, |offers| {
            offers["formulas"][2]["resources"] = json!([{ "idResource": CANOE, "minutesNumber": 150 }, { "idResource": PLACE }]);
        }).unwrap();
        sell(&local, &[line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 1))]).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 9);
        cancel(&local, booking.id_booking).unwrap();
        // Two canoes and two guides came back, and no place that was never taken.
        assert_eq!(left(&local, HIRE, DAY, (10, 0)), 3);
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 9);
        load(&local, |_| {}).unwrap();
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 2);
    }

    fn what_is_offered_no_more_can_be_cancelled(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = sell(&local, &[places(DAY, (10, 0), 4)]).unwrap();
        load(&local, |offers| {
            offers["formulas"].as_array_mut().unwrap().remove(0);
            offers["resources"].as_array_mut().unwrap().remove(0);
            offers["prices"].as_array_mut().unwrap().drain(..2);
        }).unwrap();
        cancel(&local, booking.id_booking).unwrap();
        load(&local, |_| {}).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
    }
}
