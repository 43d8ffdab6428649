//! Whoever has signed in.

use uuid::Uuid;

use super::error::Denied;
use super::right::{Right, allows};
use super::scope::{Bearer, Scope};
use crate::store;
use crate::store::access::StoredPrincipal;

/// A machine or a person that has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The client id of a machine, a uuid of a person: the audit log knows them by it.
    pub id: String,
    /// Which of both.
    pub bearer: Bearer,
    /// What they may do, and with what.
    pub scope: Scope,
    /// The session of this sign-in.
    pub session: String,
}

impl Principal {
    pub(super) fn of(stored: StoredPrincipal, session: String) -> Result<Self, store::Error> {
        let StoredPrincipal { id, bearer, scope, subject, name, secret: _ } = stored;
        let scope = Scope::parse(&scope, &subject, name)?;
        Ok(Self { id, bearer: Bearer::parse(&bearer)?, scope, session })
    }

    /// Refuses what the scope may not do.
    pub fn may(&self, right: Right) -> Result<(), Denied> {
        let has = self.scope.kind();
        if allows(has, right) { Ok(()) } else { Err(Denied::Forbidden { needed: right, has }) }
    }

    /// Refuses what the scope may not do, and an account, by its idOI, that it is not about. Channels, heads and support
    /// name no accounts: which of them they meet, the channel and the network say.
    pub fn may_with(&self, right: Right, account: Uuid) -> Result<(), Denied> {
        self.may(right)?;
        let covers = match &self.scope {
            Scope::Statistics { accounts } => accounts.contains(&account),
            Scope::Owner { account: own, managed_internally: _, name: _ } => *own == account,
            Scope::Channel { channel: _ } | Scope::Head { head: _ } | Scope::Support { name: _ } => true,
        };
        if covers { Ok(()) } else { Err(Denied::Elsewhere { needed: right, has: self.scope.kind() }) }
    }
}
