//! The command that serves the gateway.

use std::net::SocketAddr;
use std::num::NonZeroU8;

use jiff::Timestamp;

use super::InGateway;

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
    /// The head whose channel is sold, where that is at elloha
    #[arg(long, value_name = "HEAD", env = "PASSERELLE_HEAD")]
    pub(in crate::cli) head: Option<String>,
    /// How many requests are worked on at once; each has a connection to the catalogue
    #[arg(long, value_name = "N", env = "PASSERELLE_THREADS", default_value = "8")]
    pub(in crate::cli) threads: NonZeroU8,
    /// For trying things out, with a catalogue of its own: the clock begins at this moment, such as 2026-07-01T08:00:00Z
    #[arg(long, value_name = "MOMENT")]
    pub(in crate::cli) from: Option<Timestamp>,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}
