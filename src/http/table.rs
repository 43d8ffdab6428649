//! The table of endpoints: who may ask for what. What does not stand in it is not served.

use crate::gateway::access::{Right, ScopeKind};

/// Whom an endpoint answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lets {
    /// Everybody, without a token.
    Everybody,
    /// Whoever has signed in.
    Signed,
    /// These scopes, each by a right that it has.
    Those(&'static [(ScopeKind, Right)]),
}

/// An endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// `GET`, `POST`, `PUT`
    pub method: &'static str,
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// Whom it answers.
    pub lets: Lets,
    /// Whether it takes JSON.
    pub body: bool,
    /// What can come but the answer itself: statuses.
    pub trouble: &'static [u16],
    /// Whether `OpenAPI` tells it.
    pub told: bool,
}

const SELL: Lets = Lets::Those(&[(ScopeKind::Channel, Right::Sell)]);
const SEE: Lets = Lets::Those(&[(ScopeKind::Owner, Right::SeeChannel)]);
const DECIDE: Lets = Lets::Those(&[(ScopeKind::Owner, Right::OpenClose)]);
const READ: Lets = Lets::Those(&[
    (ScopeKind::Channel, Right::ReadOwnFiles),
    (ScopeKind::Statistics, Right::ReadAllFiles),
    (ScopeKind::Owner, Right::ReadOwnFiles),
]);
const EXPORT: Lets =
    Lets::Those(&[(ScopeKind::Statistics, Right::ReadAllFiles), (ScopeKind::Owner, Right::ReadOwnFiles)]);
const PEOPLE: Lets = Lets::Those(&[
    (ScopeKind::Owner, Right::ChangePassword),
    (ScopeKind::Head, Right::ChangePassword),
    (ScopeKind::Support, Right::ChangePassword),
]);
const NETWORK: Lets = Lets::Those(&[(ScopeKind::Head, Right::SeeNetwork)]);
const SUPPORT: Lets = Lets::Those(&[(ScopeKind::Support, Right::SeeSupport)]);

/// Without a body and a token.
const BARE: &[u16] = &[400, 500, 503];
/// With a body, without a token.
const SIGN: &[u16] = &[400, 401, 408, 413, 415, 429, 500, 503];
/// With a token, without a body.
const LOOK: &[u16] = &[400, 401, 403, 404, 429, 500, 502, 503];
/// With both.
const ASK: &[u16] = &[400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 502, 503];
/// With a token, without a body; it changes something.
const DO: &[u16] = &[400, 401, 403, 404, 409, 429, 500, 502, 503];

const fn row(
    method: &'static str,
    path: &'static str,
    lets: Lets,
    body: bool,
    trouble: &'static [u16],
) -> Endpoint {
    Endpoint { method, path, lets, body, trouble, told: true }
}

const fn untold(path: &'static str) -> Endpoint {
    Endpoint { method: "GET", path, lets: Lets::Everybody, body: false, trouble: BARE, told: false }
}

/// All endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    row("GET", "/health", Lets::Everybody, false, BARE),
    row("GET", "/metrics", Lets::Everybody, false, BARE),
    row("GET", "/openapi.json", Lets::Everybody, false, BARE),
    untold("/docs"),
    untold("/docs/"),
    untold("/docs/{*rest}"),
    row("POST", "/Token/CreateToken", Lets::Everybody, true, SIGN),
    row("POST", "/Token/RefreshToken", Lets::Everybody, true, SIGN),
    row("POST", "/Token/LogOut", Lets::Signed, false, LOOK),
    row("POST", "/Person/Invitation", Lets::Everybody, true, SIGN),
    row("POST", "/Person/Password", PEOPLE, true, ASK),
    row("GET", "/Channel", SEE, false, LOOK),
    row("POST", "/Channel/{idChannel}/Open", DECIDE, false, DO),
    row("POST", "/Channel/{idChannel}/Close", DECIDE, false, DO),
    row("GET", "/Channel/{idChannel}/Consents", SEE, false, LOOK),
    row("POST", "/Availability", SELL, true, ASK),
    row("POST", "/Availability/Formulas", SELL, true, ASK),
    row("POST", "/Availability/Resources", SELL, true, ASK),
    row("POST", "/Availability/ActivityDaysRange", SELL, true, ASK),
    row("POST", "/Catalogue", SELL, true, ASK),
    row("POST", "/Booking/Create", SELL, true, ASK),
    row("POST", "/Booking/{idBooking}/AddBookingItems", SELL, true, ASK),
    row("POST", "/Booking/{idBooking}/AddBookingPayments", SELL, false, DO),
    row("POST", "/Booking/{idBooking}/ConfirmWithPayments", SELL, false, DO),
    row("PUT", "/Booking/{idBooking}/Confirm", SELL, false, DO),
    row("PUT", "/Booking/{idBooking}/Cancel", SELL, true, ASK),
    row("PUT", "/Booking/CancelItem", SELL, true, ASK),
    row("PUT", "/Booking/CancelItems", SELL, true, ASK),
    row("GET", "/Booking/{idBooking}", READ, false, LOOK),
    row("POST", "/Booking/GetBookings", READ, true, ASK),
    row("POST", "/Booking/Export", EXPORT, true, ASK),
    row("GET", "/Network/Accounts", NETWORK, false, LOOK),
    row("GET", "/Support/{reference}", SUPPORT, false, LOOK),
];

/// The endpoint of a method and a path with its parameters in braces; `HEAD` is a `GET` of which nobody reads the body.
pub(super) fn endpoint(method: &str, path: &str) -> Option<&'static Endpoint> {
    let method = if method == "HEAD" { "GET" } else { method };
    ENDPOINTS.iter().find(|row| row.method == method && row.path == path)
}

/// What a path takes.
pub(super) fn methods(path: &str) -> Vec<&'static str> {
    ENDPOINTS.iter().filter(|row| row.path == path).map(|row| row.method).collect()
}
