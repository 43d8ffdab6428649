//! Confirmed once, cancelled once, or it is told that nobody knows.

use std::time::Duration;

use passerelle::elloha::sales::{Amount, BookingStatus, CancelBooking, CancelItems, ItemStatus};
use passerelle::gateway::sales::{Reason, Sales, Trouble};
use serde_json::json;

use super::{Scene, new, now, quiet};
use crate::elloha::Mood;

/// A confirmation reads the file, reads what is left, and then decides: its call is the third.
const DECIDES: usize = 2;

fn reason(trouble: Trouble) -> Reason {
    match trouble {
        Trouble::Refused(refusal) => refusal.reason,
        other => panic!("{other}"),
    }
}

#[test]
fn a_file_is_made_confirmed_and_cancelled() {
    let scene = Scene::new("life", 3);
    let file = scene.create("ALOA-1").unwrap();
    let asked = scene.server.asked();
    assert_eq!(asked.len(), 1);
    let body = asked[0].json();
    assert_eq!(body["idPublication"], super::SELLER.engine.to_string());
    assert_eq!(body["idDistribution"], super::SELLER.channel.to_string());
    assert!(body.get("payments").is_none());
    let consents =
        ["emailConsent", "emailNetworkConsent", "smsConsent"].map(|name| body["client"][name].clone());
    assert_eq!(consents, [json!(false), json!(false), json!(true)], "as they were given");
    let added = scene.sales.add(file.id_booking, &[scene.item(2)], now(), &mut quiet).unwrap();
    assert_eq!(added.booking_items.len(), 1);
    let asked = scene.server.asked();
    let sent = asked.iter().find(|asked| asked.path.ends_with("AddBookingItems")).unwrap().json();
    assert_eq!(sent[0]["externalNumBooking"], "ALOA-1");
    assert!(sent[0].as_object().unwrap().keys().all(|name| !name.starts_with("commission")), "{sent}");
    let mut noted = Vec::new();
    let confirmed = scene
        .sales
        .confirm(file.id_booking, now(), &mut |_, file| {
            noted.push(file.status);
            Ok(())
        })
        .unwrap();
    assert_eq!((confirmed.status, noted), (BookingStatus::Confirmed, vec![BookingStatus::Confirmed]));
    let asked = scene.server.asked();
    assert_eq!(asked[1].json()["idPublicationProject"], super::SELLER.engine.to_string());
    assert_eq!(scene.shelf.lock().left, 1);
    // Again: it is read, and nothing is sent.
    let again = scene.sales.confirm(file.id_booking, now(), &mut quiet).unwrap();
    assert_eq!(again, confirmed);
    assert_eq!(scene.server.asked().len(), 1);
    let how = CancelBooking::default();
    let cancelled = scene.sales.cancel(file.id_booking, &how, now(), &mut quiet).unwrap();
    assert_eq!(cancelled.status, BookingStatus::Cancelled);
    assert_eq!(scene.sales.cancel(file.id_booking, &how, now(), &mut quiet).unwrap(), cancelled);
    assert_eq!(Scene::count(&scene.server.asked(), "PUT", "/Cancel"), 1);
    assert_eq!(scene.shelf.lock().left, 3, "given back once");
    let refused = scene.sales.confirm(file.id_booking, now(), &mut quiet).unwrap_err();
    assert_eq!(reason(refused), Reason::State(BookingStatus::Cancelled));
}

/// Its answer is lost, or says nothing: the file is looked at, and nothing is sent again.
#[test]
fn a_confirmation_whose_answer_is_lost_is_found() {
    let scene = Scene::new("lost", 9);
    let moods = [Mood::HangsAfter, Mood::After(500), Mood::After(502), Mood::After(400), Mood::After(302)];
    for (number, mood) in moods.into_iter().enumerate() {
        let id = scene.file(&format!("ALOA-{number}"), 1);
        scene.server.at_call(DECIDES, mood.clone());
        let file = scene.sales.confirm(id, now(), &mut quiet).unwrap();
        assert_eq!(file.status, BookingStatus::Confirmed, "{mood:?}");
        assert_eq!(Scene::count(&scene.server.asked(), "PUT", "/Confirm"), 1, "{mood:?}");
    }
    assert_eq!(scene.shelf.lock().left, 4);
}

/// It was never done: nobody knows that, so it is not told to be refused; whoever calls takes the file away.
#[test]
fn a_confirmation_that_was_not_done_is_unknown() {
    let scene = Scene::new("not-done", 2);
    let moods =
        [Mood::HangsBefore, Mood::Status(500), Mood::Says(json!({ "unheard": 1 })), Mood::Says(json!(true))];
    for (number, mood) in moods.into_iter().enumerate() {
        let id = scene.file(&format!("ALOA-{number}"), 1);
        scene.server.at_call(DECIDES, mood.clone());
        let trouble = scene.sales.confirm(id, now(), &mut quiet).unwrap_err();
        assert!(matches!(trouble, Trouble::Unknown(_)), "{mood:?}: {trouble}");
        assert!(trouble.to_string().contains("so far it is InProgress"), "{trouble}");
        let calls = scene.server.asked();
        let sent = calls.iter().filter(|asked| asked.path.ends_with("/Confirm")).count();
        assert!(sent <= 1, "{mood:?}");
        scene.sales.discard(id, &mut quiet).unwrap();
        assert!(scene.sales.file(id).unwrap().is_none());
        scene.sales.discard(id, &mut quiet).unwrap();
        assert_eq!(Scene::count(&scene.server.asked(), "DELETE", "/DeleteBookingInProgress"), 1);
    }
    let shelf = scene.shelf.lock();
    assert_eq!((shelf.left, shelf.confirmations), (2, 0));
}

/// Who is too busy, or does not know who asks, has done nothing: that is sent again.
#[test]
fn a_busy_server_and_a_token_that_is_over() {
    let scene = Scene::new("busy", 9);
    for (number, mood) in [Mood::Busy(0), Mood::Status(429), Mood::Expired].into_iter().enumerate() {
        let id = scene.file(&format!("ALOA-{number}"), 1);
        scene.server.at_call(DECIDES, mood.clone());
        scene.sales.confirm(id, now(), &mut quiet).unwrap();
        assert_eq!(scene.shelf.lock().confirmations, number + 1, "{mood:?}");
    }
}

#[test]
fn a_refusal_has_a_name() {
    let scene = Scene::new("names", 3);
    let id = scene.file("ALOA-1", 2);
    let refused = |scene: &Scene| reason(scene.sales.confirm(id, now(), &mut quiet).unwrap_err());
    scene.shelf.lock().price = Amount::from_cents(1300);
    assert_eq!(refused(&scene), Reason::Price(Amount::from_cents(1300)));
    scene.shelf.lock().price = Amount::from_cents(1250);
    scene.shelf.lock().left = 1;
    assert_eq!(refused(&scene), Reason::SoldOut(1));
    scene.shelf.lock().left = 0;
    assert_eq!(refused(&scene), Reason::SoldOut(0));
    assert_eq!(Scene::count(&scene.server.asked(), "PUT", "/Confirm"), 0, "none of these was sent");
    // Somebody else takes the last places between the look and the call.
    scene.shelf.lock().left = 3;
    scene.shelf.lock().snatched = true;
    assert_eq!(refused(&scene), Reason::SoldOut(0));
    // Nothing tells why.
    scene.shelf.lock().left = 3;
    scene.server.at_call(DECIDES, Mood::Status(409));
    assert_eq!(
        refused(&scene),
        Reason::Elloha(format!("it answers 409 Conflict to PUT /Booking/{id}/Confirm"))
    );
    let open = scene.sales.file(id).unwrap().unwrap();
    let said = serde_json::to_value(&open).unwrap();
    scene.server.at_call(DECIDES, Mood::Says(said));
    assert_eq!(
        refused(&scene),
        Reason::Elloha("it answers 200, and the file is not confirmed".to_owned()),
        "a 200 whose file is not confirmed is a refusal"
    );
    let empty = scene.create("ALOA-2").unwrap().id_booking;
    assert_eq!(reason(scene.sales.confirm(empty, now(), &mut quiet).unwrap_err()), Reason::Empty);
    let none = uuid::Uuid::from_u128(7);
    assert_eq!(reason(scene.sales.confirm(none, now(), &mut quiet).unwrap_err()), Reason::UnknownFile);
}

/// Two lines of one slot take from one stock.
#[test]
fn lines_of_one_slot_are_counted_together() {
    let scene = Scene::new("together", 3);
    let id = scene.file("ALOA-1", 2);
    let mut second = scene.item(2);
    second.line_number = Some(2);
    scene.sales.add(id, &[second], now(), &mut quiet).unwrap();
    let refused = scene.sales.confirm(id, now(), &mut quiet).unwrap_err();
    assert_eq!(reason(refused), Reason::SoldOut(3));
    assert_eq!(scene.shelf.lock().confirmations, 0);
}

#[test]
fn the_last_place_is_sold_once() {
    let scene = Scene::new("last", 1);
    let ids = [scene.file("ALOA-1", 1), scene.file("ALOA-2", 1)];
    let other = scene.other();
    let came = std::thread::scope(|scope| {
        let one = scope.spawn(|| scene.sales.confirm(ids[0], now(), &mut quiet));
        let two = scope.spawn(|| other.confirm(ids[1], now(), &mut quiet));
        [one.join().unwrap(), two.join().unwrap()]
    });
    let refused: Vec<Reason> = came.into_iter().filter_map(Result::err).map(reason).collect();
    assert_eq!(refused, [Reason::SoldOut(0)]);
    assert_eq!(scene.shelf.lock().left, 0);
}

/// A cancellation is the second call: the file is read first.
#[test]
fn a_cancellation_whose_answer_is_lost_is_found() {
    let scene = Scene::new("cancel", 9);
    let how = CancelBooking::default();
    let confirmed = |number: &str| {
        let id = scene.file(number, 1);
        scene.sales.confirm(id, now(), &mut quiet).unwrap();
        scene.server.asked();
        id
    };
    for mood in [Mood::HangsAfter, Mood::After(500), Mood::After(400)] {
        let id = confirmed("ALOA-1");
        scene.server.at_call(1, mood.clone());
        let file = scene.sales.cancel(id, &how, now(), &mut quiet).unwrap();
        assert_eq!(file.status, BookingStatus::Cancelled, "{mood:?}");
        assert_eq!(Scene::count(&scene.server.asked(), "PUT", "/Cancel"), 1, "{mood:?}");
    }
    let id = confirmed("ALOA-2");
    scene.server.at_call(1, Mood::HangsBefore);
    let trouble = scene.sales.cancel(id, &how, now(), &mut quiet).unwrap_err();
    assert!(matches!(trouble, Trouble::Unknown(_)), "{trouble}");
    scene.server.at_call(1, Mood::False);
    let refused = reason(scene.sales.cancel(id, &how, now(), &mut quiet).unwrap_err());
    assert_eq!(refused, Reason::Elloha("it answers `false`".to_owned()), "`false` in a 200 is a refusal");
    scene.server.at_call(1, Mood::Says(json!(true)));
    let trouble = scene.sales.cancel(id, &how, now(), &mut quiet).unwrap_err();
    assert!(matches!(trouble, Trouble::Unknown(_)), "`true`, and it is not cancelled: {trouble}");
}

#[test]
fn lines_are_cancelled_once() {
    let scene = Scene::new("lines", 9);
    let id = scene.file("ALOA-1", 1);
    let mut second = scene.item(2);
    second.line_number = Some(2);
    let file = scene.sales.add(id, &[second], now(), &mut quiet).unwrap();
    scene.sales.confirm(id, now(), &mut quiet).unwrap();
    let line = file.booking_items[0].id_booking_item;
    let how = |lines: &[uuid::Uuid]| CancelItems {
        id_booking: id,
        ids_booking_items: lines.iter().map(|line| (*line, Amount::default())).collect(),
        cancel_mode: None,
    };
    scene.server.asked();
    scene.server.at_call(1, Mood::HangsAfter);
    let cancelled = scene.sales.cancel_items(&how(&[line]), now(), &mut quiet).unwrap();
    assert_eq!(cancelled.iter().map(|line| line.status).collect::<Vec<_>>(), [ItemStatus::Cancelled]);
    assert_eq!(scene.sales.cancel_items(&how(&[line]), now(), &mut quiet).unwrap(), cancelled);
    assert_eq!(Scene::count(&scene.server.asked(), "PUT", "/CancelItems"), 1);
    // With one that is cancelled, only the other is sent.
    let both = [line, file.booking_items[1].id_booking_item];
    assert_eq!(scene.sales.cancel_items(&how(&both), now(), &mut quiet).unwrap().len(), 2);
    let unknown = scene.sales.cancel_items(&how(&[id]), now(), &mut quiet).unwrap_err();
    assert_eq!(reason(unknown), Reason::UnknownLine);
    assert_eq!(scene.shelf.lock().left, 9);
}

/// A note that fails leaves the deed: the same call finds it done, and sends nothing.
#[test]
fn a_note_that_fails_is_written_by_the_next_call() {
    let scene = Scene::new("note", 2);
    let id = scene.file("ALOA-1", 1);
    let failing = scene.sales.confirm(id, now(), &mut |connection, _| {
        connection.rows("SELECT nothing FROM nowhere", &[]).map(|_| ())
    });
    assert!(matches!(failing.unwrap_err(), Trouble::Store(_)));
    let mut noted = 0;
    let file = scene.sales.confirm(id, now(), &mut |_, _| {
        noted += 1;
        Ok(())
    });
    assert_eq!((file.unwrap().status, noted), (BookingStatus::Confirmed, 1));
    assert_eq!(Scene::count(&scene.server.asked(), "PUT", "/Confirm"), 1);
}

/// Whatever happens to any call of a confirmation, at most one is carried out, and what is told is so.
#[test]
fn whatever_happens_one_confirmation_at_most() {
    let moods = [
        Mood::Status(400),
        Mood::Status(401),
        Mood::Status(403),
        Mood::Status(404),
        Mood::Status(500),
        Mood::After(400),
        Mood::After(503),
        Mood::HangsAfter,
        Mood::HangsBefore,
        Mood::False,
        Mood::Says(json!(null)),
        Mood::Slow(Duration::from_millis(20)),
        Mood::Busy(0),
        Mood::Expired,
    ];
    let scene = Scene::new("whatever", 1_000);
    for call in 0..=4 {
        for mood in &moods {
            let id = scene.file("ALOA-1", 1);
            let before = scene.shelf.lock().confirmations;
            scene.server.at_call(call, mood.clone());
            // The call after it goes wrong too.
            scene.server.at_call(call + 1, Mood::Status(500));
            let came = scene.sales.confirm(id, now(), &mut quiet);
            scene.server.with(|world| world.moods.clear());
            let is = scene.sales.file(id).unwrap().unwrap().status == BookingStatus::Confirmed;
            match came {
                Ok(_) => assert!(is, "{mood:?} at {call}"),
                Err(Trouble::Refused(refusal)) => assert!(!is, "{mood:?} at {call}: {refusal}"),
                Err(Trouble::Failed(why)) => assert!(!is, "{mood:?} at {call}: {why}"),
                Err(Trouble::Unknown(_)) => {}
                Err(Trouble::Store(error)) => panic!("{error}"),
            }
            assert!(scene.shelf.lock().confirmations <= before + 1, "{mood:?} at {call}");
        }
    }
}

#[test]
fn another_engine_and_payments_are_refused_by_name() {
    let scene = Scene::new("other", 1);
    let mut other = new("ALOA-1");
    other.id_publication = uuid::Uuid::from_u128(5);
    assert_eq!(reason(scene.sales.create(&other, now(), &mut quiet).unwrap_err()), Reason::OtherEngine);
    let mut paid = new("ALOA-1");
    paid.payments.push(json!({ "amount": 12.5 }));
    assert_eq!(reason(scene.sales.create(&paid, now(), &mut quiet).unwrap_err()), Reason::Payment);
    assert!(scene.server.asked().is_empty(), "nothing was sent");
    // A file of another channel is none of ours: nothing is done with it.
    let id = scene.file("ALOA-2", 1);
    scene.shelf.lock().files[0].id_publication = uuid::Uuid::from_u128(5);
    let how = CancelBooking::default();
    assert_eq!(reason(scene.sales.confirm(id, now(), &mut quiet).unwrap_err()), Reason::UnknownFile);
    assert_eq!(reason(scene.sales.cancel(id, &how, now(), &mut quiet).unwrap_err()), Reason::UnknownFile);
    scene.sales.discard(id, &mut quiet).unwrap();
    assert!(scene.server.asked().iter().all(|asked| asked.method == "GET"));
    assert_eq!(scene.shelf.lock().files.len(), 1);
}
