//! `passerelle gateway`

mod serve;

use super::args::Gateway;
use super::exit::{Exit, Failure};

pub(super) fn run(args: &Gateway) -> Result<Exit, Failure> {
    match args {
        Gateway::Serve(args) => serve::run(args),
    }
}
