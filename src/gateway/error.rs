//! Why the gateway does not do something.

use super::access::Denied;
use super::sales::{Refusal, Trouble};
use crate::store;

/// Why the gateway does not do something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Whoever asks may not do that.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It was not done, or nobody knows whether it was.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// A credential could not be made.
    #[error(transparent)]
    Access(super::access::Error),
}

impl From<super::access::Error> for Error {
    fn from(error: super::access::Error) -> Self {
        match error {
            super::access::Error::Denied(denied) => Self::Denied(denied),
            super::access::Error::Store(error) => Self::Trouble(Trouble::Store(error)),
            other => Self::Access(other),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Trouble(Trouble::Store(error))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Trouble(Trouble::Refused(refusal))
    }
}
