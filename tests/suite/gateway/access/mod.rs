//! Who may do what: on both databases. All names, addresses and passwords are composed.

mod laws;
mod life;
mod limits;
mod log;
mod people;
mod races;
mod secrets;
mod table;

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use jiff::Timestamp;
use passerelle::elloha::Secret;
use passerelle::gateway::access::{
    self, Access, Actor, Asked, CreateTokenModel, CreateTokenResponse, Denied, Error, Failures, NewMachine,
    Passwords, Principal, Private, RefreshTokenModel, Scope, SignIn, Tolerance,
};
use passerelle::store::access::AuditLine;
use passerelle::store::{self, Location, Store};
use uuid::Uuid;

/// An account that is nobody's.
const ACCOUNT: Uuid = Uuid::from_u128(0xc0de_0000_0001_4000_8000_0000_0000_0001);
/// Another one.
const OTHER: Uuid = Uuid::from_u128(0xc0de_0000_0001_4000_8000_0000_0000_0002);
/// A person who is nobody.
const ADDRESS: &str = "jeanne.martin@example.org";
const NAME: &str = "Jeanne Martin";
const PASSWORD: &str = "quatre noix de Grenoble";
/// From an address kept free for documents.
const FROM: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

/// It hashes as expensively as it is meant to, and lets all failures pass: all tests share it.
static ACCESS: LazyLock<Access> = LazyLock::new(|| {
    let all = Tolerance { burst: NonZeroU32::MAX, interval: Duration::from_nanos(1) };
    Access::with(Passwords::new().unwrap(), Failures::new(all, all))
});

/// Where a database of one test is.
fn location(name: &str, catalogue: Option<String>) -> Location {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("access").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let file = root.join("catalogue.sqlite").display().to_string();
    Location::parse(&catalogue.unwrap_or(file)).unwrap()
}

fn opened(name: &str, catalogue: Option<String>) -> Box<dyn Store> {
    store::open(&location(name, catalogue)).unwrap()
}

/// So long after some moment.
fn at(after: Duration) -> Asked<'static> {
    let began: Timestamp = "2026-06-01T08:00:00.5Z".parse().unwrap();
    Asked { now: began + after, request: Some("request-1") }
}

/// The last moment before that.
fn just_before(after: Duration) -> Asked<'static> {
    at(after.saturating_sub(Duration::from_millis(1)))
}

fn seconds(count: u64) -> Asked<'static> {
    at(Duration::from_secs(count))
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn model(login: &str, password: &str) -> CreateTokenModel {
    CreateTokenModel { user_name: Private::new(login.to_owned()), password: secret(password) }
}

fn sign_in(
    on: &dyn Store,
    login: &str,
    password: &str,
    asked: Asked<'_>,
) -> Result<CreateTokenResponse, Error> {
    ACCESS.sign_in(on, SignIn { model: &model(login, password), address: FROM }, asked)
}

fn signed_in(on: &dyn Store, machine: &NewMachine, asked: Asked<'_>) -> CreateTokenResponse {
    sign_in(on, &machine.client_id, machine.secret.expose(), asked).unwrap()
}

fn authenticate(on: &dyn Store, token: &Secret, asked: Asked<'_>) -> Result<Principal, Error> {
    on.reading(|connection| Ok(access::authenticate(connection, token, asked.now))).unwrap()
}

fn refresh(
    on: &dyn Store,
    access: &Secret,
    refresh: &Secret,
    asked: Asked<'_>,
) -> Result<CreateTokenResponse, Error> {
    let pair = RefreshTokenModel { access_token: access.clone(), refresh_token: refresh.clone() };
    access::refresh(on, &pair, asked)
}

fn renewed(
    on: &dyn Store,
    pair: &CreateTokenResponse,
    asked: Asked<'_>,
) -> Result<CreateTokenResponse, Error> {
    refresh(on, &pair.access_token, &pair.refresh_token, asked)
}

/// ALOA's machine.
fn machine(on: &dyn Store) -> NewMachine {
    let scope = Scope::Channel { channel: "aloa-24".to_owned() };
    access::make_machine(on, &scope, Actor::Operator, seconds(0)).unwrap()
}

fn owner() -> Scope {
    Scope::Owner { account: ACCOUNT, managed_internally: true, name: Private::new(NAME.to_owned()) }
}

/// A person who has set a password; their id.
fn person(on: &dyn Store, scope: &Scope) -> String {
    let address = Private::new(ADDRESS.to_owned());
    let invitation = access::invite(on, &address, scope, Actor::Operator, seconds(0)).unwrap();
    ACCESS.accept(on, &invitation.code, &secret(PASSWORD), seconds(1)).unwrap()
}

/// Whether that is the one answer to all that is wrong.
fn unknown<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Denied(Denied::Unknown)))
}

/// The log, the oldest line first.
fn logged(on: &dyn Store) -> Vec<AuditLine> {
    let mut lines = on.reading(|connection| access::audit_page(connection, None, None, 500)).unwrap();
    lines.reverse();
    lines
}

/// How often something was done.
fn times(on: &dyn Store, action: &str) -> usize {
    logged(on).iter().filter(|line| line.action == action).count()
}
