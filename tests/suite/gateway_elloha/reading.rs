//! What is found, listed and read; and what is added once.

use passerelle::elloha::Secret;
use passerelle::elloha::sales::{AvailabilityRequest, BookingQuery, midnight};
use passerelle::gateway::sales::{Elloha, Reason, Sales, Trouble, Whose};
use serde_json::json;
use uuid::Uuid;

use super::shelf::{DAY, FORMULA, PLAN, RESOURCE};
use super::{SELLER, Scene, client, now, quiet};
use crate::elloha::{Mood, PASSWORD, USER};

#[test]
fn a_file_that_was_lost_is_found_by_its_number() {
    let scene = Scene::new("found", 1);
    for number in 0..3 {
        scene.file(&format!("OTHER-{number}"), 1);
    }
    scene.server.at_call(0, Mood::HangsAfter);
    let trouble = scene.create("ALOA-1").unwrap_err();
    assert!(matches!(trouble, Trouble::Unknown(_)), "{trouble}");
    scene.server.asked();
    let found = scene.sales.numbered("ALOA-1", SELLER.engine).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].ref_externe_client.as_deref(), Some("ALOA-1"));
    let asked = scene.server.asked();
    assert_eq!(asked.len(), 2, "the list, and the one file whose lines do not tell");
    let query = asked[0].json();
    for state in ["Confirmed", "Cancelled", "InProgress", "Closed", "Abandoned", "PendingConfirmation"] {
        assert_eq!(query[format!("include{state}Bookings")], true, "{state}");
    }
    assert_eq!(query["sortDirection"], "Descending");
    assert!(scene.sales.numbered("ALOA-2", SELLER.engine).unwrap().is_empty());
    assert!(scene.sales.numbered("ALOA-1", Uuid::from_u128(3)).unwrap().is_empty(), "of another engine");
    // It is found by its lines too, when it has some.
    scene.sales.add(found[0].id_booking, &[scene.item(1)], now(), &mut quiet).unwrap();
    assert_eq!(scene.sales.numbered("ALOA-1", SELLER.engine).unwrap().len(), 1);
}

/// A file that goes out of the list moves the others up, over the edge of a page: one may be passed over.
#[test]
fn a_list_that_grew_shorter_is_read_again() {
    let scene = Scene::new("shorter", 1);
    scene.create("ALOA-1").unwrap();
    scene.server.asked();
    let before = json!({ "currentPage": 1, "totalPages": 5, "pageSize": 100, "totalCount": 500, "hasPrevious": false,
        "hasNext": true, "items": [] });
    scene.server.at_call(0, Mood::Says(before.clone()));
    assert_eq!(scene.sales.numbered("ALOA-1", SELLER.engine).unwrap().len(), 1);
    // The first page was not recorded: its answer was given for it.
    assert_eq!(Scene::count(&scene.server.asked(), "POST", "/GetBookings"), 2);
    for reading in 0..3 {
        scene.server.at_call(2 * reading, Mood::Says(before.clone()));
    }
    let Err(Trouble::Failed(why)) = scene.sales.numbered("ALOA-1", SELLER.engine) else { panic!("told") };
    assert!(why.contains("grew shorter each of 3 times"), "{why}");
}

/// Two pages, and files that are too old to be meant: composed files are made a day apart.
#[test]
fn old_files_are_not_looked_for() {
    let scene = Scene::new("old", 1);
    for number in 0..120 {
        scene.create(&format!("ALOA-{number}")).unwrap();
    }
    scene.server.asked();
    assert_eq!(scene.sales.numbered("ALOA-119", SELLER.engine).unwrap().len(), 1);
    assert!(scene.sales.numbered("ALOA-3", SELLER.engine).unwrap().is_empty());
    let pages = Scene::count(&scene.server.asked(), "POST", "/GetBookings");
    assert_eq!(pages, 2, "one for each: what stands on the second page is months old");
}

#[test]
fn lines_are_added_once() {
    let scene = Scene::new("added", 9);
    let id = scene.create("ALOA-1").unwrap().id_booking;
    let item = scene.item(2);
    let add = |items: &[_]| scene.sales.add(id, items, now(), &mut quiet);
    // The file is read, and then the lines are sent.
    scene.server.at_call(1, Mood::HangsAfter);
    assert_eq!(add(std::slice::from_ref(&item)).unwrap().booking_items.len(), 1);
    assert_eq!(add(std::slice::from_ref(&item)).unwrap().booking_items.len(), 1);
    assert_eq!(Scene::count(&scene.server.asked(), "POST", "/AddBookingItems"), 1);
    let mut other = item.clone();
    other.quantity = 3;
    let Err(Trouble::Refused(refusal)) = add(&[other.clone()]) else { panic!("another line") };
    assert_eq!(refusal.reason, Reason::LineTaken);
    other.line_number = Some(2);
    scene.server.at_call(1, Mood::False);
    assert!(matches!(add(&[other.clone()]), Err(Trouble::Refused(_))), "`false` is a refusal");
    scene.server.at_call(1, Mood::HangsBefore);
    assert!(matches!(add(&[other.clone()]), Err(Trouble::Unknown(_))));
    // Without a number, a line that is lost cannot be told from another one.
    other.line_number = None;
    scene.server.at_call(1, Mood::HangsAfter);
    assert!(matches!(add(&[other.clone()]), Err(Trouble::Unknown(_))));
    assert_eq!(scene.shelf.lock().files[0].booking_items.len(), 2);
}

#[test]
fn files_are_those_of_the_channel_or_of_an_account() {
    let scene = Scene::new("files", 9);
    let id = scene.file("ALOA-1", 1);
    let query = BookingQuery { include_in_progress_bookings: true, ..BookingQuery::default() };
    let page = scene.sales.files(&query, &Whose::Engine(SELLER.engine)).unwrap();
    assert_eq!(page.items.iter().map(|item| item.id_booking).collect::<Vec<_>>(), [id]);
    let other = BookingQuery { publication_ids: vec![Uuid::from_u128(4)], ..query.clone() };
    assert!(scene.sales.files(&other, &Whose::Engine(SELLER.engine)).unwrap().items.is_empty());
    let accounts = Whose::Accounts(vec![scene.account]);
    let Err(Trouble::Failed(why)) = scene.sales.files(&query, &accounts) else { panic!("no identifiers") };
    assert!(why.contains("the gateway has no identifiers for all files of this account"), "{why}");
    let secret = Secret::new(PASSWORD.to_owned());
    let reading = scene.other().reading_account(scene.account, USER, &secret);
    assert_eq!(reading.files(&query, &accounts).unwrap().items.len(), 1);
    // Several accounts are merged; a file of both is shown once.
    let jeanne = Uuid::from_u128(9);
    scene.server.asked();
    let reading = reading.reading_account(jeanne, "jeanne", &secret);
    let both = Whose::Accounts(vec![scene.account, jeanne]);
    let page = reading.files(&query, &both).unwrap();
    assert_eq!((page.items.len(), page.total_count), (1, 1), "jeanne has none");
    // Identifiers of another account are found out by what they show.
    let wrong = scene.other().reading_account(jeanne, USER, &secret);
    let Err(Trouble::Failed(why)) = wrong.files(&query, &Whose::Accounts(vec![jeanne])) else {
        panic!("files of another account")
    };
    assert!(why.contains("show files of another account"), "{why}");
}

#[test]
fn offers_and_availability_are_read() {
    let scene = Scene::new("offers", 2);
    let asked = AvailabilityRequest {
        id_oi: Some(scene.account),
        start_date: Some(midnight(DAY)),
        ..AvailabilityRequest::default()
    };
    let answer = scene.sales.availability(&asked, now()).unwrap();
    assert_eq!(answer.availability_items[0].quantity, 2);
    assert_eq!(scene.sales.slots(&asked, now()).unwrap()[0].quantity, 2);
    for call in scene.server.asked() {
        assert_eq!(call.json()["idPublicationProject"], SELLER.engine.to_string(), "{}", call.call());
    }
    let desk = AvailabilityRequest { is_internal_search: true, ..asked };
    assert!(matches!(scene.sales.availability(&desk, now()), Err(Trouble::Refused(_))));
    let offers = scene.sales.offers(scene.account, DAY, DAY).unwrap();
    assert_eq!((offers.formulas.len(), offers.formulas[0].id_prestation), (1, FORMULA));
    assert_eq!((offers.resources.len(), offers.resources[0].id_prestation), (1, RESOURCE));
    assert_eq!((offers.rate_plans.len(), offers.rate_plans[0].id_rate_plan), (1, PLAN));
    assert_eq!((offers.prices.len(), offers.stocks.len()), (1, 1));
    assert_eq!((offers.tags.len(), offers.days.len()), (1, 1));
    let other = scene.sales.offers(Uuid::from_u128(9), DAY, DAY).unwrap();
    assert!(other.formulas.is_empty() && other.days.is_empty(), "its calendar is not that of the login");
}

/// What went wrong is told without logins and without bodies.
#[test]
fn trouble_tells_no_login() {
    let scene = Scene::new("login", 1);
    let wrong = Elloha::new(client(&scene.server, USER, "another-secret"), 1, SELLER, scene.store.clone());
    let Err(Trouble::Failed(why)) = wrong.file(Uuid::from_u128(1)) else { panic!("let in") };
    assert!(why.contains("does not take the login of the gateway (400 Bad Request)"), "{why}");
    assert!(!why.contains(USER) && !why.contains("secret"), "{why}");
    scene.server.at_call(0, Mood::Status(403));
    let Err(Trouble::Failed(why)) = scene.create("ALOA-1") else { panic!("let in") };
    assert!(why.contains("403 Forbidden to POST /Booking/Create"), "{why}");
    scene.server.at_call(0, Mood::Status(400));
    assert!(matches!(scene.create("ALOA-1"), Err(Trouble::Refused(_))));
    assert!(scene.shelf.lock().files.is_empty());
}

/// Several threads share a gateway, on fewer sessions than they are.
#[test]
fn threads_wait_for_a_session() {
    let scene = Scene::new("threads", 1);
    scene.server.asked();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..10 {
                    assert!(scene.sales.file(Uuid::from_u128(1)).unwrap().is_none());
                }
            });
        }
    });
    assert_eq!(scene.server.asked().len(), 80, "each asks once, and nobody signs in again");
}
