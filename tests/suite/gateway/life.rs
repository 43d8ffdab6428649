//! The life of a channel, as the specification tells it: on both databases, with offers of our own and at elloha.

use passerelle::elloha::sales::{AvailabilityRequest, BookingStatus, CancelBooking, CancelMode};
use passerelle::gateway::access::{Denied, Private, Scope};
use passerelle::gateway::sales::{Reason, Sales as _, Trouble};
use passerelle::gateway::{Error, Selling, Stage};
use uuid::Uuid;

use super::sample::{BUS, CANOES, CELLAR, DESCENT, file, places};
use super::scene::{CHANNEL, ENGINE, HEAD, Scene, Sold, WIDGET};
use crate::database::on_both;

/// Why something was refused.
fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> Reason {
    match done {
        Err(Error::Trouble(Trouble::Refused(refusal))) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

fn denied<T: std::fmt::Debug>(done: Result<T, Error>) -> Denied {
    match done {
        Err(Error::Denied(denied)) => denied,
        other => panic!("{other:?}"),
    }
}

fn life(scene: &Scene) {
    let gateway = &scene.gateway;
    scene.offers();

    // "You would like to sell elloha Activities accounts from your network through the ALOA Cashier/Ticketing tools. We need
    // contact details for the central booking office, and an elloha account which you will use to test."
    let now = scene.it_is("2026-07-01T09:00");
    let channel = scene.request(now);
    assert_eq!(channel.stage, Stage::Requested);
    assert_eq!(channel.label, "Centrale de Réservation Aloa DMO", "by default");
    assert_eq!(channel.creator, "Comptoir ALOA DMO");
    assert!(refused(gateway.show(HEAD, now)).code() == "channel_stage", "no stage is left out");

    // "With the API identifiers provided and a dedicated Booking-Engine that we create for them, ALOA will be able to retrieve
    // all the transactional elements."
    let sheet = gateway.provision(HEAD, now).unwrap();
    let aloa = scene.signed_in(&sheet.machine.client_id, &sheet.machine.secret, now);
    let channel = gateway.sells(&aloa).unwrap();
    assert_eq!((channel.id, channel.engine, channel.stage), (CHANNEL, ENGINE, Stage::Provisioned));

    // "The channel remains hidden while it is being set up." Only the test account is sold.
    let owner_scope = |account, managed_internally, name: &str| Scope::Owner {
        account,
        managed_internally,
        name: Private::new(name.to_owned()),
    };
    let jeanne = scene.person("jeanne@example.org", &owner_scope(CANOES, false, "Jeanne Martin"), now);
    assert_eq!(refused(gateway.open(&jeanne, &channel, CANOES, now)), Reason::Hidden);
    let ask = |account| AvailabilityRequest {
        id_oi: Some(account),
        id_formula: Some(DESCENT),
        start_date: Some("2026-07-20T00:00:00".parse().unwrap()),
        ..AvailabilityRequest::default()
    };
    assert_eq!(refused(gateway.availability(&channel, &ask(CELLAR), now.now)), Reason::TestOnly);
    let found = gateway.availability(&channel, &ask(CANOES), now.now).unwrap();
    assert_eq!(found.availability_items.len(), 2, "10:00 and 14:30");
    scene.try_out(now);

    // "At your request, we display a new sales channel in all the elloha accounts in your network."
    gateway.tested(HEAD, now).unwrap();
    let channel = gateway.show(HEAD, now).unwrap();
    assert_eq!(gateway.account_view(&channel, CANOES, now.now).unwrap().selling, Selling::Closed);

    // "It is possible to customise the wording of the sales channel."
    let channel =
        gateway.label(HEAD, "Billetterie de la vallée", now).map(|_| gateway.known(HEAD).unwrap()).unwrap();
    assert_eq!(channel.label, "Billetterie de la vallée");

    // "elloha support is not authorised to open the ALOA channel at the request of a TDR. It is up to the pro."
    let support = scene.principal(Scope::Support { name: Private::new("Support composé".to_owned()) });
    let head = scene.principal(Scope::Head { head: HEAD.to_owned() });
    for nobody in [&support, &head, &aloa] {
        assert!(matches!(denied(gateway.open(nobody, &channel, CANOES, now)), Denied::Forbidden { .. }));
        assert!(matches!(denied(gateway.close(nobody, &channel, CANOES, now)), Denied::Forbidden { .. }));
    }
    assert!(matches!(denied(gateway.open(&jeanne, &channel, CELLAR, now)), Denied::Elsewhere { .. }));

    // "Elloha Activities accounts, whatever their subscription level." Transport is an activity, and not in the list.
    let driver = scene.principal(owner_scope(BUS, false, "Paul Petit"));
    assert_eq!(refused(gateway.open(&driver, &channel, BUS, now)), Reason::NotEligible);

    // "Once the channel has been activated, the elloha account can be sold the next day."
    let evening = scene.it_is("2026-07-01T23:59:59");
    let opened = gateway.open(&jeanne, &channel, CANOES, evening).unwrap();
    let tomorrow = "2026-07-02".parse().unwrap();
    assert_eq!(opened.selling, Selling::From(tomorrow));
    assert_eq!(refused(gateway.availability(&channel, &ask(CANOES), evening.now)), Reason::From(tomorrow));
    let now = scene.it_is("2026-07-02T00:00:00");
    assert_eq!(gateway.account_view(&channel, CANOES, now.now).unwrap().selling, Selling::Sold);

    // An account that its head manages itself: a named person acts as its owner, and that is kept.
    let anne = scene.person("anne@example.org", &owner_scope(CELLAR, true, "Anne Durand"), now);
    gateway.open(&anne, &channel, CELLAR, now).unwrap();
    let consents = gateway.consents(&channel, CELLAR).unwrap();
    let told =
        |at: usize| (consents[at].deed.as_str(), consents[at].name.as_str(), consents[at].acts_as.as_str());
    assert_eq!(told(0), ("opened", "Anne Durand", "managed_internally"));
    assert_eq!(consents[0].label, "Billetterie de la vallée", "the text that was seen");

    // "To create a sales file, ALOA queries a dedicated booking-engine." Any other is refused.
    assert_eq!(refused(gateway.create(&aloa, &channel, &file(WIDGET, "ALOA-1"), now)), Reason::OtherEngine);
    let other = AvailabilityRequest { id_publication_project: Some(WIDGET), ..ask(CANOES) };
    assert_eq!(refused(gateway.availability(&channel, &other, now.now)), Reason::OtherEngine);

    // "When the booking is validated an identical file is created in each of the two systems."
    let new = file(ENGINE, "ALOA-2026-000123");
    let made = gateway.create(&aloa, &channel, &new, now).unwrap();
    let id = made.id_booking;
    assert_eq!(made.publication_project_name.as_deref(), Some("Comptoir ALOA DMO"), "the column Creator");
    assert_eq!(gateway.create(&aloa, &channel, &new, now).unwrap().id_booking, id, "a number is one file");
    let lines = [places("2026-07-20", (10, 0), 3)];
    gateway.add(&aloa, &channel, id, &lines, now).unwrap();
    let again = gateway.add(&aloa, &channel, id, &lines, now).unwrap();
    assert_eq!(again.booking_items.len(), 1, "a line number is one line");
    let left = || {
        let found = gateway.availability(&channel, &ask(CANOES), now.now).unwrap();
        found.availability_items[0].quantity
    };
    assert_eq!(left(), 10, "nothing is held before it is confirmed");

    // "When a sales agent confirms a reservation in ALOA, the stock is of course blocked in real time."
    let confirmed = gateway.confirm(&aloa, &channel, id, now).unwrap();
    assert_eq!((confirmed.status, confirmed.amount_including_tax.cents()), (BookingStatus::Confirmed, 7350));
    assert_eq!(left(), 7);
    assert_eq!(gateway.confirm(&aloa, &channel, id, now).unwrap().status, BookingStatus::Confirmed);
    assert_eq!(left(), 7, "confirming twice takes nothing twice");
    let mut differences = Vec::new();
    gateway.sync_check(&channel, now.now, &mut |difference| differences.push(difference)).unwrap();
    assert_eq!(differences, [], "both files are the same");

    // "By default, only bookings created in ALOA appear." With identifiers of an account, all of them do.
    let web = scene.shelf.create(&file(WIDGET, "web"), now.now, &mut |_, _| Ok(())).unwrap();
    scene.shelf.add(web.id_booking, &lines, now.now, &mut |_, _| Ok(())).unwrap();
    scene.shelf.confirm(web.id_booking, now.now, &mut |_, _| Ok(())).unwrap();
    let own = gateway.files(&aloa, &Default::default()).unwrap();
    assert_eq!(own.items.iter().map(|item| item.id_booking).collect::<Vec<_>>(), [id]);
    if scene.server.is_none() {
        let figures = scene.principal(Scope::Statistics { accounts: [CANOES].into() });
        assert_eq!(gateway.files(&figures, &Default::default()).unwrap().total_count, 2);
        assert!(matches!(denied(gateway.create(&figures, &channel, &new, now)), Denied::Forbidden { .. }));
    }

    // "If they no longer wish to be sold via this channel, they must deactivate the channel": at once.
    gateway.close(&jeanne, &channel, CANOES, now).unwrap();
    assert_eq!(refused(gateway.availability(&channel, &ask(CANOES), now.now)), Reason::NotOpen);
    let late = gateway.create(&aloa, &channel, &file(ENGINE, "ALOA-LATE"), now).unwrap();
    assert_eq!(refused(gateway.add(&aloa, &channel, late.id_booking, &lines, now)), Reason::NotOpen);

    // What was sold stays, and can be cancelled; its stock is given back, once.
    let mut told = Vec::new();
    gateway.sync_check(&channel, now.now, &mut |difference| told.push(difference.what)).unwrap();
    assert_eq!(told, ["account-closed"]);
    let how = CancelBooking { cancel_mode: Some(CancelMode::CustomerAsk), amount_to_collect: None };
    let cancelled = gateway.cancel(&aloa, &channel, id, &how, now).unwrap();
    assert_eq!(cancelled.status, BookingStatus::Cancelled);
    gateway.cancel(&aloa, &channel, id, &how, now).unwrap();

    // Opening again waits for the next day, also where the clocks change.
    for (evening, from, before, midnight) in [
        ("2027-03-27T23:30", "2027-03-28", "2027-03-27T23:59:59", "2027-03-28T00:00"),
        ("2027-03-28T12:00", "2027-03-29", "2027-03-28T23:59:59", "2027-03-29T00:00"),
        ("2026-10-24T23:30", "2026-10-25", "2026-10-24T23:59:59", "2026-10-25T00:00"),
        ("2026-10-25T02:30", "2026-10-26", "2026-10-25T23:59:59", "2026-10-26T00:00"),
    ] {
        let opened = gateway.open(&jeanne, &channel, CANOES, scene.it_is(evening)).unwrap();
        assert_eq!(opened.selling, Selling::From(from.parse().unwrap()), "{evening}");
        let at = |moment| gateway.account_view(&channel, CANOES, scene.it_is(moment).now).unwrap().selling;
        assert_eq!(at(before), Selling::From(from.parse().unwrap()), "{before}");
        assert_eq!(at(midnight), Selling::Sold, "{midnight}");
        gateway.close(&jeanne, &channel, CANOES, scene.it_is(midnight)).unwrap();
    }
    let now = scene.it_is("2026-07-02T10:00");
    gateway.open(&jeanne, &channel, CANOES, now).unwrap();
    let free = scene.it_is("2026-07-03T08:00");
    let found = gateway.availability(&channel, &ask(CANOES), free.now).unwrap();
    assert_eq!(found.availability_items[0].quantity, 7, "three are sold on the web");
    let names: Vec<String> =
        gateway.consents(&channel, CANOES).unwrap().into_iter().map(|consent| consent.name).collect();
    assert!(names.iter().all(|name| name == "Jeanne Martin"), "{names:?}");

    // No flow of money.
    let mut paid = file(ENGINE, "ALOA-PAID");
    paid.payments = vec![serde_json::json!({ "amountInclTax": 20 })];
    assert_eq!(refused(gateway.create(&aloa, &channel, &paid, free)), Reason::Payment);

    // "ALOA's support knows how to contact the elloha developers with the technical information needed."
    let sheet = gateway.support(None, "ALOA-2026-000123").unwrap();
    let text = format!("{sheet:?}");
    assert!(text.contains(&id.to_string()) && text.contains("booking-confirmed"), "{text}");
    assert!(!text.contains("Exemple") && !text.contains("ada@example.org"), "no person in it: {text}");
    assert_eq!(gateway.file(&aloa, Uuid::from_u128(1)).map_err(|_| ()), Err(()));
}

on_both! {
    fn the_life_of_a_channel_with_offers_of_our_own(name, catalogue) {
        life(&Scene::new(name, catalogue, Sold::Here, 3));
    }

    fn the_life_of_a_channel_at_elloha(name, catalogue) {
        life(&Scene::new(name, catalogue, Sold::AtElloha, 3));
    }
}
