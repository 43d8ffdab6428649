//! Machines, and tokens: from the first sign-in to the last.

use std::collections::BTreeSet;

use passerelle::gateway::access::{
    ACCESS_LASTS, Bearer, REFRESH_LASTS_MACHINE, REFRESH_LASTS_PERSON, Right, ScopeKind, make_machine,
    revoke, rotate, sign_out,
};
use passerelle::store::{Cell, Connection, Row};

use super::*;
use crate::database::on_both;

on_both! {
    fn a_machine_signs_in_and_is_known_until_its_token_ends(name, catalogue) {
        let on = opened(name, catalogue);
        let machine = machine(&*on);
        assert!(machine.client_id.starts_with("aloa-"));
        let pair = signed_in(&*on, &machine, seconds(0));
        assert_eq!(pair.user_id, machine.client_id);
        assert_eq!(pair.access_token_expiration, at(ACCESS_LASTS).now);
        assert_eq!(pair.refresh_token_expiration, at(REFRESH_LASTS_MACHINE).now);
        let found = authenticate(&*on, &pair.access_token, seconds(0)).unwrap();
        assert_eq!((found.id, found.bearer), (machine.client_id.clone(), Bearer::Machine));
        assert_eq!(found.scope, Scope::Channel { channel: "aloa-24".to_owned() });
        let last = just_before(ACCESS_LASTS);
        assert!(authenticate(&*on, &pair.access_token, last).is_ok());
        assert!(unknown(&authenticate(&*on, &pair.access_token, at(ACCESS_LASTS))));
        // The other token of the pair, and none at all.
        assert!(unknown(&authenticate(&*on, &pair.refresh_token, seconds(0))));
        for nobody in ["", "aloa_access_", &"x".repeat(100_000), "' OR 1=1 --"] {
            assert!(unknown(&authenticate(&*on, &secret(nobody), seconds(0))));
        }
    }

    fn a_new_pair_takes_the_place_of_the_old_one(name, catalogue) {
        let on = opened(name, catalogue);
        let machine = machine(&*on);
        let first = signed_in(&*on, &machine, seconds(0));
        let second = renewed(&*on, &first, seconds(60)).unwrap();
        assert_eq!(second.refresh_token_expiration, at(Duration::from_mins(1) + REFRESH_LASTS_MACHINE).now);
        assert!(unknown(&authenticate(&*on, &first.access_token, seconds(60))));
        assert!(authenticate(&*on, &second.access_token, seconds(60)).is_ok());
        // No pair: the newest refresh token with the access token before.
        assert!(unknown(&refresh(&*on, &first.access_token, &second.refresh_token, seconds(61))));
        assert!(authenticate(&*on, &second.access_token, seconds(61)).is_ok(), "and nothing is ended by it");
        assert_eq!(times(&*on, "token-reused"), 0);
        // The first one again: the session is over, with all that is good of it.
        let other = signed_in(&*on, &machine, seconds(61));
        assert!(unknown(&renewed(&*on, &first, seconds(62))));
        assert!(unknown(&authenticate(&*on, &second.access_token, seconds(62))));
        assert!(unknown(&renewed(&*on, &second, seconds(62))));
        assert!(authenticate(&*on, &other.access_token, seconds(62)).is_ok(), "another sign-in is another family");
        let reused: Vec<_> = logged(&*on).into_iter().filter(|line| line.action == "token-reused").collect();
        assert_eq!(reused.len(), 1);
        assert_eq!((reused[0].object.as_str(), reused[0].actor.as_str()), (machine.client_id.as_str(), "unknown"));
        assert_eq!(reused[0].request.as_deref(), Some("request-1"));
    }

    fn a_refresh_token_ends(name, catalogue) {
        let on = opened(name, catalogue);
        let machine = machine(&*on);
        let pair = signed_in(&*on, &machine, seconds(0));
        assert!(unknown(&renewed(&*on, &pair, at(REFRESH_LASTS_MACHINE))));
        let last = just_before(REFRESH_LASTS_MACHINE);
        assert!(renewed(&*on, &pair, last).is_ok());
        person(&*on, &owner());
        let pair = sign_in(&*on, ADDRESS, PASSWORD, seconds(0)).unwrap();
        assert_eq!(pair.refresh_token_expiration, at(REFRESH_LASTS_PERSON).now);
        assert!(unknown(&renewed(&*on, &pair, at(REFRESH_LASTS_PERSON))));
        let pair = renewed(&*on, &pair, just_before(REFRESH_LASTS_PERSON)).unwrap();
        assert!(pair.refresh_token_expiration < at(REFRESH_LASTS_PERSON * 2).now);
    }

    fn who_signs_out_is_out(name, catalogue) {
        let on = opened(name, catalogue);
        let machine = machine(&*on);
        let (one, other) = (signed_in(&*on, &machine, seconds(0)), signed_in(&*on, &machine, seconds(0)));
        let one = renewed(&*on, &one, seconds(1)).unwrap();
        // Behind the end of the access token too.
        assert!(sign_out(&*on, &one.access_token, at(ACCESS_LASTS * 2)).unwrap());
        assert!(!sign_out(&*on, &one.access_token, seconds(2)).unwrap());
        assert!(unknown(&authenticate(&*on, &one.access_token, seconds(2))));
        assert!(unknown(&renewed(&*on, &one, seconds(2))));
        assert!(authenticate(&*on, &other.access_token, seconds(2)).is_ok());
        assert_eq!((times(&*on, "signed-in"), times(&*on, "signed-out")), (2, 1));
    }

    fn a_new_secret_ends_the_old_one_and_what_began_with_it(name, catalogue) {
        let on = opened(name, catalogue);
        let machine = machine(&*on);
        let pair = signed_in(&*on, &machine, seconds(0));
        let new = rotate(&*on, &machine.client_id, Actor::Operator, seconds(1)).unwrap();
        assert!(unknown(&sign_in(&*on, &machine.client_id, machine.secret.expose(), seconds(2))));
        assert!(unknown(&authenticate(&*on, &pair.access_token, seconds(2))));
        assert!(unknown(&renewed(&*on, &pair, seconds(2))));
        let pair = signed_in(&*on, &new, seconds(3));
        revoke(&*on, &machine.client_id, Actor::Operator, seconds(4)).unwrap();
        assert!(unknown(&authenticate(&*on, &pair.access_token, seconds(5))));
        assert!(unknown(&renewed(&*on, &pair, seconds(5))));
        assert!(unknown(&sign_in(&*on, &new.client_id, new.secret.expose(), seconds(5))));
        for nobody in [machine.client_id.as_str(), "aloa-nobody"] {
            let refused = revoke(&*on, nobody, Actor::Operator, seconds(6)).unwrap_err();
            assert!(refused.to_string().contains(nobody), "{refused}");
            assert!(matches!(
                rotate(&*on, nobody, Actor::Operator, seconds(6)),
                Err(Error::Nobody { what: "machine", id: _ })
            ));
        }
    }

    fn what_a_credential_is_about_is_kept(name, catalogue) {
        let on = opened(name, catalogue);
        let statistics = Scope::Statistics { accounts: BTreeSet::from([ACCOUNT, Uuid::nil()]) };
        let head = Scope::Head { head: "24".to_owned() };
        for scope in [&statistics, &head] {
            let machine = make_machine(&*on, scope, Actor::Operator, seconds(0)).unwrap();
            let pair = signed_in(&*on, &machine, seconds(0));
            assert_eq!(&authenticate(&*on, &pair.access_token, seconds(0)).unwrap().scope, scope);
        }
        let id = person(&*on, &owner());
        let pair = sign_in(&*on, ADDRESS, PASSWORD, seconds(2)).unwrap();
        let found = authenticate(&*on, &pair.access_token, seconds(2)).unwrap();
        assert_eq!((&found.id, &found.scope), (&id, &owner()));
        assert!(found.may_with(Right::OpenClose, ACCOUNT).is_ok());
        let elsewhere = Denied::Elsewhere { needed: Right::OpenClose, has: ScopeKind::Owner };
        assert_eq!(found.may_with(Right::OpenClose, OTHER), Err(elsewhere));
        let forbidden = Denied::Forbidden { needed: Right::Sell, has: ScopeKind::Owner };
        assert_eq!(found.may_with(Right::Sell, ACCOUNT), Err(forbidden));
        // What none may hold.
        for (scope, repair) in [(owner(), "invite a person"), (Scope::Statistics { accounts: BTreeSet::new() }, "idOI")] {
            let refused = make_machine(&*on, &scope, Actor::Operator, seconds(0)).unwrap_err();
            assert!(refused.to_string().contains(repair), "{refused}");
        }
    }

    fn what_has_ended_is_removed_a_little_at_a_time(name, catalogue) {
        let location = location(name, catalogue);
        let on = store::open(&location).unwrap();
        let machine = machine(&*on);
        for _ in 0..70 {
            signed_in(&*on, &machine, seconds(0));
        }
        let left = || {
            let sql = "SELECT COUNT(*) FROM access_sessions";
            on.reading(|connection| connection.rows(sql, &[])?.remove(0).number()).unwrap()
        };
        assert_eq!(left(), 70);
        let later = at(REFRESH_LASTS_MACHINE);
        signed_in(&*on, &machine, later);
        assert_eq!(left(), 70 + 1 - 64, "so many at once, and no more");
        let pair = signed_in(&*on, &machine, later);
        assert_eq!(left(), 2);
        renewed(&*on, &pair, later).unwrap();
        assert_eq!(left(), 2, "what is good stays");
    }

    fn whose_a_token_is_takes_one_query(name, catalogue) {
        /// Counts what is asked.
        struct Counted<'c>(&'c mut dyn Connection, usize);

        impl Connection for Counted<'_> {
            fn execute(&mut self, sql: &str, cells: &[Cell<'_>]) -> Result<u64, store::Error> {
                self.1 += 1;
                self.0.execute(sql, cells)
            }

            fn rows(&mut self, sql: &str, cells: &[Cell<'_>]) -> Result<Vec<Row>, store::Error> {
                self.1 += 1;
                self.0.rows(sql, cells)
            }
        }

        let on = opened(name, catalogue);
        let pair = signed_in(&*on, &machine(&*on), seconds(0));
        on.reading(|connection| {
            let mut counted = Counted(connection, 0);
            assert!(access::authenticate(&mut counted, &pair.access_token, seconds(0).now).is_ok());
            assert_eq!(counted.1, 1);
            Ok(())
        })
        .unwrap();
    }
}
