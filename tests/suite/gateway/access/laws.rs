//! Tokens against a small model of them: whatever is done in whatever order, each is good exactly when it should be.

use passerelle::gateway::access::{ACCESS_LASTS, REFRESH_LASTS_MACHINE, REFRESH_LASTS_PERSON, sign_out};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::*;
use crate::database::on_both;

/// What is done. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    SignIn,
    /// With the newest pair of a session.
    Refresh(usize),
    /// With an older one.
    RefreshOld(usize, usize),
    /// With the newest refresh token, and another access token.
    RefreshMixed(usize),
    /// With an access token of a session.
    SignOut(usize, usize),
    Pass(Duration),
}

fn step() -> impl Strategy<Value = Step> {
    let short = (0_u64..2_000_000).prop_map(Duration::from_millis);
    let ends = prop::sample::select(vec![ACCESS_LASTS, REFRESH_LASTS_PERSON, REFRESH_LASTS_MACHINE]);
    let around = (ends, 0_u64..3)
        .prop_map(|(ends, at)| (ends + Duration::from_millis(at)).saturating_sub(Duration::from_millis(1)));
    prop_oneof![
        2 => Just(Step::SignIn),
        6 => any::<usize>().prop_map(Step::Refresh),
        2 => any::<(usize, usize)>().prop_map(|(session, pair)| Step::RefreshOld(session, pair)),
        1 => any::<usize>().prop_map(Step::RefreshMixed),
        1 => any::<(usize, usize)>().prop_map(|(session, pair)| Step::SignOut(session, pair)),
        2 => short.prop_map(Step::Pass),
        1 => around.prop_map(Step::Pass),
    ]
}

/// A sign-in: all pairs that were given, and whether it is over.
#[derive(Default)]
struct Family {
    pairs: Vec<CreateTokenResponse>,
    is_over: bool,
}

struct Model<'m> {
    on: &'m dyn Store,
    login: String,
    password: String,
    lasts: Duration,
    families: Vec<Family>,
    now: Duration,
    reused: usize,
    before: usize,
}

impl Model<'_> {
    fn family(&mut self, at: usize) -> Option<&mut Family> {
        let count = self.families.len();
        (count > 0).then(|| &mut self.families[at % count])
    }

    fn step(&mut self, step: &Step) {
        let (on, asked) = (self.on, at(self.now));
        match step {
            Step::SignIn => {
                let pair = sign_in(on, &self.login, &self.password, asked).unwrap();
                self.families.push(Family { pairs: vec![pair], is_over: false });
            }
            Step::Refresh(family) => {
                let lasts = self.lasts;
                let Some(family) = self.family(*family) else { return };
                let newest = family.pairs.last().unwrap();
                let is_good = !family.is_over && newest.refresh_token_expiration > asked.now;
                let answer = renewed(on, newest, asked);
                assert_eq!(answer.is_ok(), is_good);
                if let Ok(pair) = answer {
                    assert_eq!(pair.refresh_token_expiration, asked.now + lasts);
                    family.pairs.push(pair);
                }
            }
            Step::RefreshOld(family, pair) => {
                let Some(family) = self.family(*family) else { return };
                let older = family.pairs.len() - 1;
                if older == 0 {
                    return;
                }
                let old = &family.pairs[pair % older];
                assert!(unknown(&renewed(on, old, asked)));
                if !family.is_over && old.refresh_token_expiration > asked.now {
                    family.is_over = true;
                    self.reused += 1;
                }
            }
            Step::RefreshMixed(family) => {
                let Some(family) = self.family(*family) else { return };
                let newest = family.pairs.last().unwrap();
                // It may be the newest of a session that is over, which nothing can end any more.
                assert!(unknown(&refresh(on, &newest.refresh_token, &newest.refresh_token, asked)));
            }
            Step::SignOut(family, pair) => {
                let Some(family) = self.family(*family) else { return };
                let newest = family.pairs.len() - 1;
                let chosen = pair % family.pairs.len();
                let answer = sign_out(on, &family.pairs[chosen].access_token, asked).unwrap();
                let may = !family.is_over && chosen == newest;
                // A session that has ended may have been removed already.
                if family.pairs[newest].refresh_token_expiration > asked.now {
                    assert_eq!(answer, may);
                } else {
                    assert!(may || !answer);
                }
                family.is_over |= may;
            }
            Step::Pass(time) => self.now += *time,
        }
        self.compare();
    }

    /// Every token that was ever given.
    fn compare(&self) {
        let asked = at(self.now);
        for family in &self.families {
            let newest = family.pairs.len() - 1;
            for (place, pair) in family.pairs.iter().enumerate() {
                let is_good = !family.is_over && place == newest && pair.access_token_expiration > asked.now;
                let answer = authenticate(self.on, &pair.access_token, asked);
                assert_eq!(answer.is_ok(), is_good, "{answer:?}");
            }
        }
        assert_eq!(times_reused(self.on), self.before + self.reused);
    }
}

/// How often tokens were reused, of all lines of the log.
fn times_reused(on: &dyn Store) -> usize {
    let sql = "SELECT COUNT(*) FROM access_audit WHERE action = 'token-reused'";
    let count = on.reading(|connection| connection.rows(sql, &[])?.remove(0).number()).unwrap();
    usize::try_from(count).unwrap()
}

fn hold(on: &dyn Store, cases: u32, login: &str, password: &str, lasts: Duration) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new(config);
    let steps = prop::collection::vec(step(), 1..24);
    let run = runner.run(&steps, |steps| {
        let mut model = Model {
            on,
            login: login.to_owned(),
            password: password.to_owned(),
            lasts,
            families: Vec::new(),
            now: Duration::from_mins(1),
            reused: 0,
            before: times_reused(on),
        };
        for step in &steps {
            model.step(step);
        }
        Ok(())
    });
    run.unwrap();
}

on_both! {
    fn tokens_of_machines_obey_the_model(name, catalogue) {
        let on = quick(name, catalogue);
        let machine = machine(&*on);
        hold(&*on, 60, &machine.client_id, machine.secret.expose(), REFRESH_LASTS_MACHINE);
    }

    fn tokens_of_people_obey_the_model(name, catalogue) {
        let on = quick(name, catalogue);
        person(&*on, &owner());
        hold(&*on, 6, ADDRESS, PASSWORD, REFRESH_LASTS_PERSON);
    }
}

/// A file would be waited for at every step: in memory, where no server is named.
fn quick(name: &str, catalogue: Option<String>) -> Box<dyn Store> {
    match catalogue {
        Some(url) => opened(name, Some(url)),
        None => store::open_to_read(&location(name, None)).unwrap(),
    }
}
