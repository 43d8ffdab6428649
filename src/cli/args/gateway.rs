//! The commands of the gateway.

use std::net::SocketAddr;
use std::num::NonZeroU8;

use clap::{Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{Connection, Places};

/// The gateway to a counter.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Gateway {
    /// Serve the gateway over HTTP, until it is stopped
    ///
    /// What it speaks stands at /docs. SIGTERM and SIGINT stop it: requests that are under way are finished, for at most 20
    /// seconds. The log is JSON, a line each, on stderr.
    Serve(Serve),
}

/// Where offers are, and files are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SoldAt {
    /// In the catalogue itself
    Local,
    /// At elloha
    Elloha,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle gateway serve                     what the catalogue itself holds, on port 8026\n  \
    passerelle gateway serve --sales elloha --head 24\n  \
    passerelle gateway serve --listen 0.0.0.0:8026 --behind-proxy\n\n\
    Exit status: 0 stopped, all requests finished; 1 error; 2 stopped, some requests took too long."
)]
pub(in crate::cli) struct Serve {
    /// The address to listen at; one that others reach is refused without --behind-proxy
    #[arg(long, value_name = "ADDRESS", env = "PASSERELLE_LISTEN", default_value = "127.0.0.1:8026")]
    pub(in crate::cli) listen: SocketAddr,
    /// A proxy stands in front: it keeps tokens secret with TLS, and says in `X-Forwarded-For` who asks
    #[arg(long, env = "PASSERELLE_BEHIND_PROXY")]
    pub(in crate::cli) behind_proxy: bool,
    /// Where offers are, and files are made
    #[arg(long, value_enum, env = "PASSERELLE_SALES", default_value = "local")]
    pub(in crate::cli) sales: SoldAt,
    /// The head whose channel is sold at elloha
    #[arg(long, value_name = "HEAD", env = "PASSERELLE_HEAD")]
    pub(in crate::cli) head: Option<String>,
    /// How many requests are worked on at once; each has a connection to the catalogue
    #[arg(long, value_name = "N", env = "PASSERELLE_THREADS", default_value = "8")]
    pub(in crate::cli) threads: NonZeroU8,
    /// For trying things out: the clock begins at this moment, such as 2026-07-01T08:00:00Z
    #[arg(long, value_name = "MOMENT")]
    pub(in crate::cli) from: Option<Timestamp>,
    #[command(flatten)]
    pub(in crate::cli) connection: Connection,
    #[command(flatten)]
    pub(in crate::cli) places: Places,
    /// The catalogue: a file, or `postgres://USER@HOST/DATABASE` [default: catalogue.sqlite in the folder of kept answers]
    #[arg(long, value_name = "URL", env = "PASSERELLE_CATALOGUE", hide_env_values = true)]
    pub(in crate::cli) catalogue: Option<String>,
}
