//! The commands of the gateway.

mod account;
mod bookings;
mod channel;
mod credential;
mod offers;
mod serve;

use clap::{Subcommand, ValueEnum};

use super::{Connection, InCatalogue};

pub(in crate::cli) use account::{Account, AccountCommand, AddAccount, Invite, OneAccount};
pub(in crate::cli) use bookings::{Bookings, Forget, Log, OfHead, Support, Times};
pub(in crate::cli) use channel::{Channel, ChannelCommand, Named, Provision, Request};
pub(in crate::cli) use credential::{Credential, CredentialCommand, OneCredential};
pub(in crate::cli) use offers::Offers;
pub(in crate::cli) use serve::Serve;

/// Where offers and files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SoldBy {
    /// In the catalogue's own database
    Local,
    /// At elloha
    Elloha,
}

/// What the commands of the gateway share.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct InGateway {
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
    /// Where offers and files are
    #[arg(long, value_enum, env = "PASSERELLE_SALES", default_value = "local")]
    pub(in crate::cli) sales: SoldBy,
    #[command(flatten)]
    pub(in crate::cli) connection: Connection,
}

/// Sell elloha's activities at the counter ALOA
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Gateway {
    #[command(subcommand)]
    pub(in crate::cli) command: GatewayCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum GatewayCommand {
    /// Serve the gateway over HTTP, until it is stopped
    ///
    /// What it speaks stands at /docs. SIGTERM and SIGINT stop it: requests that are under way are finished, for at most 20
    /// seconds. The log is JSON, a line each, on stderr.
    Serve(Serve),
    /// Ask for a channel, make its credentials, say that it was tested, show it to owners
    Channel(Channel),
    /// List the accounts of a network, add one, invite its owner, show who consented
    ///
    /// No command opens the channel in an account: its owner does, through the gateway, with credentials of their own.
    Account(Account),
    /// Make, renew and end credentials: for statistics, for the head, for support
    Credential(Credential),
    /// Show what ALOA sees of offers, and what the rules could not show; load offers that no live elloha keeps
    Offers(Offers),
    /// List the files of a channel
    Bookings(Bookings),
    /// Compare the files of a channel with elloha's: lines, quantities, slots, amounts, states
    SyncCheck(OfHead),
    /// Look up what was sent to elloha and is not known to be done, and take files away that nobody finished
    Settle(Times),
    /// Print what elloha's developers need to find out what went wrong with a file or a request: no person is in it
    Support(Support),
    /// Show what was done, by whom
    Log(Log),
    /// Erase the customers of old files
    Forget(Forget),
}
