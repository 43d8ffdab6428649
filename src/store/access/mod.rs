//! Who may do what through the gateway: machines and people, their sessions, and what they did.
//!
//! **Invariant:** no secret stands in a row, only its digest.
//! **Invariant:** whoever writes locks in one order – principal, session, audit log –, so that two never wait for each
//! other.

mod audit;
mod principal;
mod session;

pub use audit::{AuditLine, append, lines, lines_about};
pub use principal::{
    Invited, NewPrincipal, StoredPrincipal, accept, add, end, invite, invited, new_secret, principal,
    principal_of, seen,
};
pub use session::{
    Held, NewPair, begin, end_session, end_sessions, end_sessions_but, holder, holding, purge, renew,
    session_of_access, spend, spent,
};
