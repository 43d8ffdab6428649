//! The life of a channel.

use clap::Subcommand;
use uuid::Uuid;

use super::InGateway;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle gateway channel list\n  passerelle gateway channel provision 24\n  \
    passerelle gateway channel label 24 'Billetterie de la vallée'\n\n\
    The stages are requested, provisioned, tested and visible; none is left out."
)]
pub(in crate::cli) struct Channel {
    #[command(subcommand)]
    pub(in crate::cli) command: ChannelCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ChannelCommand {
    /// A head asks for the channel: who sells, and an account to test with
    Request(Request),
    /// Make ALOA's credentials, and print the sheet that is handed over: the secret is shown once
    Provision(Provision),
    /// ALOA's teams have tested: a file of the test account was confirmed and cancelled
    Tested(Named),
    /// At the request of the head: show the channel in all accounts of the network, also in later ones
    Show(Named),
    /// Show owners another text
    Label(Label),
    /// List the channels
    List(Listing),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Request {
    /// The network head: `24`
    pub(in crate::cli) head: String,
    /// The business name of the central booking office
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) business_name: String,
    /// Its postal address
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) postal_address: String,
    /// The surname of the contact
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) surname: String,
    /// The first name of the contact
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) first_name: String,
    /// The telephone number of the contact
    #[arg(long, value_name = "NUMBER")]
    pub(in crate::cli) telephone: String,
    /// The e-mail address of the contact
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) email: String,
    /// The account that ALOA tests with
    #[arg(long, value_name = "IDOI")]
    pub(in crate::cli) test_account: Uuid,
    /// The id of the channel at elloha (idEct); without it, one is made
    #[arg(long, value_name = "ID", requires = "booking_engine")]
    pub(in crate::cli) channel: Option<Uuid>,
    /// The id of the booking engine that elloha made for it (idPublication); without it, one is made
    #[arg(long, value_name = "ID", requires = "channel")]
    pub(in crate::cli) booking_engine: Option<Uuid>,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Provision {
    /// The network head
    pub(in crate::cli) head: String,
    /// The address under which ALOA reaches the gateway, for the sheet
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8026/")]
    pub(in crate::cli) address: String,
    /// Make other credentials for a channel that has some; the old ones end
    #[arg(long, value_name = "CLIENT-ID")]
    pub(in crate::cli) renew: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Named {
    /// The network head
    pub(in crate::cli) head: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_field_names, reason = "the help shows it as LABEL")]
pub(in crate::cli) struct Label {
    /// The network head
    pub(in crate::cli) head: String,
    /// The text
    pub(in crate::cli) label: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Listing {
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}
