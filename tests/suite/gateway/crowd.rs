//! Many counters at once on the last places: nothing is sold twice, and nobody is left without an answer.

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;

use passerelle::elloha::sales::{BookingQuery, NewItem};
use passerelle::gateway::Error;
use passerelle::gateway::sales::{Sales as _, Trouble, Whose};
use passerelle::store;

use super::sample::{CANOES, file, places};
use super::scene::{ENGINE, Scene, Sold, WIDGET};
use crate::database::on_both;

/// So many clients at once.
const CLIENTS: usize = 64;

/// How often something is done: a few times, unless somebody says how many rounds, of which 200 are all, or all are wanted.
pub(crate) fn rounds(all: usize, few: usize) -> usize {
    if cfg!(feature = "soak") {
        return all;
    }
    let told: Option<usize> = std::env::var("PASSERELLE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    told.map_or(few, |rounds| (all * rounds / 200).clamp(1, all))
}

/// What the stock of a slot says was sold, and what lines have taken of it.
fn sold(scene: &Scene, day: &str, minute: i64) -> (i64, i64) {
    let (resource, day) = (super::sample::PLACE.to_string(), day.to_owned());
    scene
        .shelf_store
        .reading(|connection| {
            let slot = store::sales::stock_row(connection, &resource, &day, minute)?;
            let sql = "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM sales_takings \
                       WHERE resource = $1 AND day = $2 AND slot = $3";
            let cells = [(&resource).into(), (&day).into(), minute.into()];
            let taken = connection.rows(sql, &cells)?.into_iter().next().unwrap().number()?;
            Ok((slot.map_or(0, |slot| slot.sold), taken))
        })
        .unwrap()
}

/// A line for a slot that no other round has.
fn line(round: usize) -> (NewItem, String, i64) {
    let day = jiff::civil::date(2026, 8, 1)
        .saturating_add(jiff::Span::new().days(i64::try_from(round / 2).unwrap()));
    let hour = if round.is_multiple_of(2) { (10, 0) } else { (14, 30) };
    let item = places(&day.to_string(), hour, 1);
    (item, day.to_string(), i64::from(hour.0) * 60 + i64::from(hour.1))
}

/// Hours later, what nobody confirmed is taken away.
fn given_up(scene: &Scene) {
    let later = scene.it_is("2026-07-02T13:00");
    while !scene.gateway.settle(later).unwrap().is_empty() {}
}

/// What came of all clients: how many were confirmed, and how often each refusal was told.
fn came(done: Vec<Result<(), Error>>) -> (usize, BTreeMap<&'static str, usize>) {
    let (mut confirmed, mut refused) = (0, BTreeMap::new());
    for done in done {
        match done {
            Ok(()) => confirmed += 1,
            Err(Error::Trouble(Trouble::Refused(refusal))) => {
                *refused.entry(refusal.reason.code()).or_insert(0) += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    (confirmed, refused)
}

fn crowd(scene: &Scene, rounds: usize) {
    let channel = scene.open();
    let (gateway, aloa) = (&scene.gateway, scene.aloa());
    for round in 0..rounds {
        // As far ahead as it is in the last round, offers are there.
        let (item, day, minute) = line(round);
        let now = scene.it_is("2026-07-02T09:00");
        let barrier = Barrier::new(CLIENTS);
        let done: Vec<Result<(), Error>> = thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let (item, barrier, channel, aloa) = (&item, &barrier, &channel, &aloa);
                    scope.spawn(move || {
                        let new = file(ENGINE, &format!("R{round}-C{client}"));
                        let id = gateway.create(aloa, channel, &new, now)?.id_booking;
                        // Whoever comes late is told so here already.
                        let added = gateway.add(aloa, channel, id, std::slice::from_ref(item), now);
                        barrier.wait();
                        added?;
                        gateway.confirm(aloa, channel, id, now).map(drop)
                    })
                })
                .collect();
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });
        let (confirmed, refused) = came(done);
        assert_eq!(
            (confirmed, refused.get("sold_out")),
            (10, Some(&(CLIENTS - 10))),
            "round {round}: {refused:?}"
        );
        assert_eq!(sold(scene, &day, minute), (10, 10), "round {round}");
    }
    // No file is left half made, once those are given up that nobody confirmed.
    given_up(scene);
    let query = BookingQuery {
        include_confirmed_bookings: false,
        include_in_progress_bookings: true,
        ..BookingQuery::default()
    };
    let left = scene.shelf.files(&query, &Whose::Engine(ENGINE)).unwrap();
    assert_eq!(left.total_count, 0);
    let mut differences = Vec::new();
    let compared = gateway
        .sync_check(&channel, scene.it_is("2026-07-02T09:00").now, &mut |found| differences.push(found))
        .unwrap();
    assert_eq!(differences, []);
    assert!(usize::try_from(compared).unwrap() > rounds * CLIENTS);
}

on_both! {
    fn the_last_ten_places_are_sold_ten_times(name, catalogue) {
        crowd(&Scene::new(name, catalogue, Sold::Here, 12), rounds(1_000, 8));
    }

    /// At elloha, while the web site of the base sells the same places: together they sell ten.
    fn the_last_ten_places_are_sold_ten_times_at_elloha(name, catalogue) {
        let scene = Scene::new(name, catalogue, Sold::AtElloha, 12);
        let channel = scene.open();
        let (gateway, aloa) = (&scene.gateway, scene.aloa());
        for round in 0..rounds(100, 3) {
            let (item, day, minute) = line(round);
            let now = scene.it_is("2026-07-02T09:00");
            let (done, web): (Vec<Result<(), Error>>, usize) = thread::scope(|scope| {
                let clients: Vec<_> = (0..CLIENTS)
                    .map(|client| {
                        let (item, channel, aloa) = (&item, &channel, &aloa);
                        scope.spawn(move || {
                            let new = file(ENGINE, &format!("R{round}-C{client}"));
                            let id = gateway.create(aloa, channel, &new, now)?.id_booking;
                            gateway.add(aloa, channel, id, std::slice::from_ref(item), now)?;
                            gateway.confirm(aloa, channel, id, now).map(drop)
                        })
                    })
                    .collect();
                let (shelf, item) = (&scene.shelf, &item);
                let web = scope.spawn(move || {
                    let mut sold = 0;
                    for _ in 0..8 {
                        let mut nothing = |_: &mut dyn store::Connection, _: &_| Ok(());
                        let id = shelf.create(&file(WIDGET, "web"), now.now, &mut nothing).unwrap().id_booking;
                        let added = shelf.add(id, std::slice::from_ref(item), now.now, &mut nothing);
                        if added.is_ok() && shelf.confirm(id, now.now, &mut nothing).is_ok() {
                            sold += 1;
                        } else {
                            shelf.discard(id, &mut nothing).unwrap();
                        }
                    }
                    sold
                });
                (clients.into_iter().map(|client| client.join().unwrap()).collect(), web.join().unwrap())
            });
            let (confirmed, refused) = came(done);
            assert_eq!(confirmed + web, 10, "round {round}: {confirmed} and {web} on the web, {refused:?}");
            assert_eq!(confirmed + refused.values().sum::<usize>(), CLIENTS, "everybody has an answer");
            assert_eq!(sold(&scene, &day, minute), (10, 10), "round {round}");
        }
        let query = BookingQuery {
            include_confirmed_bookings: false,
            include_in_progress_bookings: true,
            ..BookingQuery::default()
        };
        // A file that was refused when lines were added is in progress here and there, until it is given up.
        given_up(&scene);
        let left = scene.shelf.files(&query, &Whose::Engine(ENGINE)).unwrap();
        assert_eq!(left.total_count, 0);
        let mut differences = Vec::new();
        gateway.sync_check(&channel, scene.it_is("2026-07-02T09:00").now, &mut |found| differences.push(found)).unwrap();
        assert_eq!(differences, [], "{CANOES}");
    }
}
