//! Credentials that are not those of a channel or an owner.

use clap::Subcommand;
use uuid::Uuid;

use super::{InGateway, Named};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle gateway credential statistics a10a0000-0001-4000-8000-000000000001\n  \
    passerelle gateway credential end aloa-5f0c…"
)]
pub(in crate::cli) struct Credential {
    #[command(subcommand)]
    pub(in crate::cli) command: CredentialCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CredentialCommand {
    /// For all files of some accounts, web sales included: read-only, for statistics and accounting
    Statistics(Statistics),
    /// For a network head: to see the accounts of its network; it never opens the channel
    Head(ForHead),
    /// For a person of the support: to see support sheets
    Support(ForSupport),
    /// Give a machine another secret, or a person another invitation; what they had ends
    Renew(OneCredential),
    /// End a credential, and all that is signed in with it
    End(OneCredential),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Statistics {
    /// The accounts
    #[arg(required = true, value_name = "IDOI")]
    pub(in crate::cli) accounts: Vec<Uuid>,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ForHead {
    #[command(flatten)]
    pub(in crate::cli) named: Named,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ForSupport {
    /// The e-mail address that the person signs in with
    pub(in crate::cli) email: String,
    /// The name of the person
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct OneCredential {
    /// The client id of a machine, or the id of a person: the log names them so
    pub(in crate::cli) id: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}
