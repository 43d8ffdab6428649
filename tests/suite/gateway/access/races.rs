//! Two who come at the same time.

use std::sync::Barrier;
use std::thread;

use passerelle::gateway::access::rotate;

use super::*;
use crate::database::on_both;

/// So many do something at once, each by a connection of its own.
fn together<T: Send>(
    location: &Location,
    count: usize,
    what: impl Fn(&dyn Store, usize) -> T + Sync,
) -> Vec<T> {
    let barrier = Barrier::new(count);
    thread::scope(|scope| {
        let (barrier, what) = (&barrier, &what);
        let all: Vec<_> = (0..count)
            .map(|number| {
                scope.spawn(move || {
                    let on = store::open(location).unwrap();
                    barrier.wait();
                    what(&*on, number)
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

on_both! {
    fn a_refresh_token_is_good_once_whoever_is_faster(name, catalogue) {
        let location = location(name, catalogue);
        let on = store::open(&location).unwrap();
        let machine = machine(&*on);
        for round in 0..5 {
            let pair = signed_in(&*on, &machine, seconds(round));
            let answers = together(&location, 4, |on, _| renewed(on, &pair, seconds(round)));
            let good: Vec<_> = answers.iter().flatten().collect();
            assert_eq!(good.len(), 1, "{answers:?}");
            assert!(answers.iter().all(|answer| answer.is_ok() || unknown(answer)), "{answers:?}");
            // The others came a second time with it: whoever was faster has a pair of a session that is over.
            assert!(unknown(&authenticate(&*on, &good[0].access_token, seconds(round))));
            assert_eq!(times(&*on, "token-reused") as u64, round + 1);
        }
    }

    fn an_old_token_ends_the_session_while_the_newest_one_is_used(name, catalogue) {
        let location = location(name, catalogue);
        let on = store::open(&location).unwrap();
        let machine = machine(&*on);
        for round in 0..5 {
            let old = signed_in(&*on, &machine, seconds(round));
            let newest = renewed(&*on, &old, seconds(round)).unwrap();
            let answers = together(&location, 2, |on, number| {
                renewed(on, if number == 0 { &old } else { &newest }, seconds(round))
            });
            assert!(unknown(&answers[0]));
            for pair in answers.iter().flatten().chain([&newest]) {
                assert!(unknown(&authenticate(&*on, &pair.access_token, seconds(round))));
                assert!(unknown(&renewed(&*on, pair, seconds(round))));
            }
        }
    }

    fn nobody_signs_in_with_a_secret_behind_its_end(name, catalogue) {
        let location = location(name, catalogue);
        let on = store::open(&location).unwrap();
        let mut machine = machine(&*on);
        for round in 0..5 {
            let answers = together(&location, 2, |on, number| {
                if number == 0 {
                    let new = rotate(on, &machine.client_id, Actor::Operator, seconds(round)).unwrap();
                    return (Some(new), None);
                }
                (None, sign_in(on, &machine.client_id, machine.secret.expose(), seconds(round)).ok())
            });
            for pair in answers.iter().filter_map(|(_, pair)| pair.as_ref()) {
                assert!(unknown(&authenticate(&*on, &pair.access_token, seconds(round))));
            }
            machine = answers.into_iter().find_map(|(new, _)| new).unwrap();
        }
    }

    fn an_invitation_sets_one_password(name, catalogue) {
        let location = location(name, catalogue);
        let on = store::open(&location).unwrap();
        let address = Private::new(ADDRESS.to_owned());
        let invitation = access::invite(&*on, &address, &owner(), Actor::Operator, seconds(0)).unwrap();
        let passwords = ["une première phrase", "une deuxième phrase"];
        let set = together(&location, 2, |on, number| {
            ACCESS.accept(on, &invitation.code, &secret(passwords[number]), seconds(1)).is_ok()
        });
        assert_eq!(set.iter().filter(|set| **set).count(), 1);
        for (password, set) in passwords.into_iter().zip(set) {
            assert_eq!(sign_in(&*on, ADDRESS, password, seconds(2)).is_ok(), set);
        }
    }
}
