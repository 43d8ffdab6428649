//! `passerelle gateway`

mod account;
mod bookings;
mod channel;
mod credential;
mod log;
mod offers;
mod opened;
mod serve;
mod support;

use super::args::{Gateway, GatewayCommand};
use super::exit::{Exit, Failure};

pub(super) fn run(args: &Gateway) -> Result<Exit, Failure> {
    match &args.command {
        GatewayCommand::Serve(args) => serve::run(args),
        GatewayCommand::Channel(args) => channel::run(args),
        GatewayCommand::Account(args) => account::run(args),
        GatewayCommand::Credential(args) => credential::run(args),
        GatewayCommand::Offers(args) => offers::run(args),
        GatewayCommand::Bookings(args) => bookings::run(args),
        GatewayCommand::SyncCheck(args) => bookings::sync_check(args),
        GatewayCommand::Settle(args) => bookings::settle(args),
        GatewayCommand::Support(args) => support::run(args),
        GatewayCommand::Log(args) => log::run(args),
        GatewayCommand::Forget(args) => log::forget(args),
    }
}
