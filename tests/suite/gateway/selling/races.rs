//! Several at once: the last one is sold once, and nobody waits for somebody who waits for them.

use std::sync::Barrier;

use passerelle::elloha::sales::NewItem;
use passerelle::gateway::sales::{Local, Reason, Trouble};
use serde_json::json;
use uuid::Uuid;

use super::{begun, cancel, cancel_lines, confirm, left, line, load, sell, shop};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, DESCENT, GUIDED, HIRE, PLACE, places};

const DAY: &str = "2026-07-10";

/// Does something from several threads, which begin together.
fn together<T: Send>(many: usize, deed: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let ready = Barrier::new(many);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..many)
            .map(|at| {
                let (ready, deed) = (&ready, &deed);
                scope.spawn(move || {
                    ready.wait();
                    deed(at)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

fn one_is_sold(local: &Local, ids: &[Uuid]) {
    let done = together(ids.len(), |at| confirm(local, ids[at]));
    let (sold, refused): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
    assert_eq!(sold.len(), 1);
    for refused in refused {
        let Err(Trouble::Refused(refusal)) = refused else { panic!("{refused:?}") };
        assert_eq!(refusal.reason, Reason::SoldOut(0));
    }
}

on_both! {
    fn the_last_one_is_sold_once(name, catalogue) {
        let local = shop(name, catalogue, |offers| {
            offers["resources"][0]["totalStock"] = json!(1);
            offers["resources"][1]["totalStock"] = json!(1);
        });
        let place = || begun(&local, &[places(DAY, (10, 0), 1)]).unwrap().id_booking;
        one_is_sold(&local, &(0..8).map(|_| place()).collect::<Vec<_>>());
        // A canoe that is hired at different hours, which overlap.
        let canoe = |at: i8| begun(&local, &[line(HIRE, CANOE, 1800, places(DAY, (9 + at % 3, 0), 1))]).unwrap().id_booking;
        one_is_sold(&local, &(0..8).map(canoe).collect::<Vec<_>>());
    }

    fn a_file_that_is_confirmed_from_everywhere_takes_once(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        let booking = begun(&local, &[places(DAY, (10, 0), 2)]).unwrap();
        let done = together(8, |_| confirm(&local, booking.id_booking));
        assert!(done.iter().all(Result::is_ok));
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 8);
        let gone = together(8, |at| {
            if at % 2 == 0 { cancel(&local, booking.id_booking).map(drop) } else { cancel_lines(&local, &booking, &[0]) }
        });
        assert!(gone.iter().all(Result::is_ok), "{gone:?}");
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
    }

    fn nobody_waits_for_somebody_who_waits_for_them(name, catalogue) {
        let without_limit = |offers: &mut serde_json::Value| {
            for resource in offers["resources"].as_array_mut().unwrap() {
                resource["totalStock"] = json!(999);
            }
            offers["stocks"] = json!([
                { "idResource": CANOE, "day": "2026-07-10T00:00:00", "stockOnSale": 999 },
                { "idResource": PLACE, "day": "2026-07-10T00:00:00", "hour": 10, "stockOnSale": 999 },
            ]);
        };
        let local = shop(name, catalogue, without_limit);
        let lines = |turned: bool| {
            let mut lines = vec![
                places(DAY, (10, 0), 1), places(DAY, (14, 30), 1),
                line(GUIDED, CANOE, 6000, places(DAY, (10, 0), 1)), line(HIRE, CANOE, 1800, places("2026-07-11", (9, 0), 1)),
            ];
            if turned {
                lines.reverse();
            }
            lines.into_iter().zip(1..).map(|(item, number)| NewItem { line_number: Some(number), ..item }).collect::<Vec<_>>()
        };
        let rounds = if cfg!(feature = "soak") { 100 } else { 12 };
        let done = together(6, |at| {
            for round in 0..rounds {
                if at == 5 {
                    load(&local, without_limit)?;
                    continue;
                }
                let booking = sell(&local, &lines((at + round) % 2 == 0))?;
                // Line by line backwards, and forwards.
                cancel_lines(&local, &booking, if round % 2 == 0 { &[3, 0, 2, 1] } else { &[0, 1] })?;
                cancel(&local, booking.id_booking)?;
            }
            Ok::<_, Trouble>(())
        });
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        load(&local, |_| {}).unwrap();
        assert_eq!(left(&local, DESCENT, DAY, (10, 0)), 10);
        assert_eq!(left(&local, GUIDED, DAY, (10, 0)), 2);
        assert_eq!(left(&local, HIRE, "2026-07-11", (9, 0)), 4);
    }
}
