//! How often somebody may ask, and fail.

use passerelle::gateway::access::{Limits, RetryAfter};

use super::*;

const fn many(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap()
}

fn wait(seconds: u64) -> Result<(), RetryAfter> {
    Err(RetryAfter(Duration::from_secs(seconds)))
}

#[test]
fn a_bucket_is_emptied_and_fills_again() {
    let limits = Limits::new(many(3), Duration::from_secs(10));
    for _ in 0..3 {
        assert_eq!(limits.check("one", seconds(0).now), Ok(()));
    }
    assert_eq!(limits.check("one", seconds(0).now), wait(10));
    assert_eq!(limits.check("other", seconds(0).now), Ok(()), "each key has its own");
    assert_eq!(limits.check("one", seconds(9).now), wait(1));
    assert_eq!(limits.check("one", seconds(10).now), Ok(()));
    assert_eq!(limits.check("one", seconds(10).now), wait(10));
    // A clock that is set back gives nobody more.
    assert_eq!(limits.check("one", seconds(0).now), wait(10));
    limits.give_back("one");
    assert_eq!(limits.check("one", seconds(10).now), Ok(()));
    assert_eq!(limits.check("one", seconds(10).now), wait(10));
    assert_eq!(RetryAfter(Duration::from_millis(1001)).seconds(), 2);
    assert_eq!(RetryAfter(Duration::ZERO).seconds(), 1);
}

#[test]
fn memory_is_bounded_and_who_did_most_is_remembered() {
    let limits = Limits::bounded(many(5), Duration::from_secs(10), 100);
    while limits.check("the one who does most", seconds(0).now).is_ok() {}
    for number in 0..5_000 {
        assert!(limits.check(&format!("key {number}"), seconds(0).now).is_ok());
        assert!(limits.remembered() <= 100);
    }
    assert_eq!(limits.check("the one who does most", seconds(0).now), wait(10));
}

/// A server with so much tolerance, and ALOA's machine.
fn scene(name: &str, login: u32, address: u32) -> (Access, Box<dyn Store>, NewMachine) {
    let tolerance = |burst| Tolerance { burst: many(burst), interval: Duration::from_mins(1) };
    let failures = Failures::new(tolerance(login), tolerance(address));
    let on = opened(name, None);
    let machine = machine(&*on);
    (Access::with(Passwords::new().unwrap(), failures), on, machine)
}

fn tried(scene: &(Access, Box<dyn Store>, NewMachine), login: &str, password: &str, from: &str) -> String {
    let (access, on, _) = scene;
    let (model, address) = (model(login, password), from.parse().unwrap());
    match access.sign_in(&**on, SignIn { model: &model, address }, seconds(5)) {
        Ok(_) => "in".to_owned(),
        Err(Error::Denied(Denied::Unknown)) => "unknown".to_owned(),
        Err(Error::Denied(Denied::Throttled { retry_after })) => format!("wait {retry_after}"),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn failures_of_a_login_are_counted_and_successes_are_not() {
    let scene = scene("failures-login", 3, 100);
    let (login, password) = (scene.2.client_id.clone(), scene.2.secret.expose().to_owned());
    for _ in 0..10 {
        assert_eq!(tried(&scene, &login, &password, "192.0.2.1"), "in");
    }
    // However it is written.
    let person = "paul.durand@example.org";
    for from in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        assert_eq!(tried(&scene, person, "wrong", from), "unknown");
    }
    assert_eq!(tried(&scene, &format!(" {} ", person.to_uppercase()), "wrong", "192.0.2.4"), "wait 60 s");
    // Nobody guesses a machine's secret: whoever tries does not keep the counter from signing in.
    for number in 0..20 {
        assert_eq!(tried(&scene, &login, "wrong", &format!("192.0.2.{number}")), "unknown");
    }
    assert_eq!(tried(&scene, &login, &password, "192.0.2.5"), "in");
}

#[test]
fn failures_from_an_address_are_counted() {
    let scene = scene("failures-address", 3, 4);
    let (login, password) = (scene.2.client_id.clone(), scene.2.secret.expose().to_owned());
    for number in 0..4 {
        assert_eq!(
            tried(&scene, &format!("aloa-{number}"), "wrong", &format!("2001:db8::{number}")),
            "unknown"
        );
        // Whoever has a credential of their own has not more tries with others.
        assert!(tried(&scene, &login, &password, "2001:db8::9") == "in" || number == 3);
    }
    assert_eq!(
        tried(&scene, &login, &password, "2001:db8:0:0:ffff::1"),
        "wait 60 s",
        "64 bits are one customer"
    );
    assert_eq!(tried(&scene, &login, &password, "2001:db8:0:1::1"), "in");
    // An address of IPv4 is itself, however it is written.
    for number in 0..4 {
        assert_eq!(tried(&scene, &format!("aloa-b{number}"), "wrong", "::ffff:192.0.2.1"), "unknown");
    }
    assert_eq!(tried(&scene, "aloa-c", "wrong", "192.0.2.1"), "wait 60 s");
    assert_eq!(tried(&scene, &login, &password, "192.0.2.2"), "in");
}

#[test]
fn a_login_that_waits_does_not_make_its_neighbours_wait() {
    let scene = scene("failures-neighbours", 2, 4);
    let (login, password) = (scene.2.client_id.clone(), scene.2.secret.expose().to_owned());
    for answer in ["unknown", "unknown", "wait 60 s", "wait 60 s", "wait 60 s", "wait 60 s"] {
        assert_eq!(tried(&scene, "paul.durand@example.org", "wrong", "192.0.2.1"), answer);
    }
    assert_eq!(tried(&scene, &login, &password, "192.0.2.1"), "in");
}
