//! The accounts of a network, and their owners.

use clap::Subcommand;
use uuid::Uuid;

use super::{InGateway, Named};

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle gateway account list 24\n  \
    passerelle gateway account invite 24 a10a0000-0001-4000-8000-000000000001 --email jeanne@example.org --name 'Jeanne Martin'\n\n\
    Nothing here opens the channel: its owner does, through the gateway, with credentials of their own.")]
pub(in crate::cli) struct Account {
    #[command(subcommand)]
    pub(in crate::cli) command: AccountCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AccountCommand {
    /// List the accounts of a network: which may be sold, which are, from when on
    List(Named),
    /// Add an account to a network, or correct what is known of it; with `--sales local`, loading its offers does that too
    Add(AddAccount),
    /// Invite the owner of an account: prints a code that is good once, to set a password with
    Invite(Invite),
    /// Show who opened and closed the channel in an account, when, and under which label
    Consents(OneAccount),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AddAccount {
    /// The network head
    pub(in crate::cli) head: String,
    /// The account
    pub(in crate::cli) idoi: Uuid,
    /// Its name
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// Its type: a code of elloha/types.yaml
    #[arg(long = "type", value_name = "TYPE")]
    pub(in crate::cli) account_type: String,
    /// Its subscription: Startup, Connect or Magic
    #[arg(long, value_name = "NAME", value_parser = ["Startup", "Connect", "Magic"])]
    pub(in crate::cli) subscription: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Invite {
    /// The network head
    pub(in crate::cli) head: String,
    /// The account
    pub(in crate::cli) idoi: Uuid,
    /// The e-mail address that the owner signs in with
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) email: String,
    /// The name of the owner: consent is somebody's
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// The head manages the account itself, and this person acts as its owner
    #[arg(long)]
    pub(in crate::cli) managed_internally: bool,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct OneAccount {
    /// The network head
    pub(in crate::cli) head: String,
    /// The account
    pub(in crate::cli) idoi: Uuid,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}
