//! Who failed to sign in lately: of one login, and from one address.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use jiff::Timestamp;

use super::error::Denied;
use super::limits::Limits;

/// How many failures are let pass.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// At once.
    pub burst: NonZeroU32,
    /// Then one for so long.
    pub interval: Duration,
}

impl Tolerance {
    /// Of one login: a person who tries out what the password was.
    pub const LOGIN: Self =
        Self { burst: NonZeroU32::MIN.saturating_add(9), interval: Duration::from_mins(1) };
    /// From one address: an office of several people.
    pub const ADDRESS: Self =
        Self { burst: NonZeroU32::MIN.saturating_add(49), interval: Duration::from_secs(10) };

    fn limits(self) -> Limits {
        Limits::new(self.burst, self.interval)
    }
}

/// Who failed to sign in lately.
#[derive(Debug)]
pub struct Failures {
    logins: Limits,
    addresses: Limits,
}

impl Failures {
    /// With so much tolerance for a login, and for an address.
    pub fn new(login: Tolerance, address: Tolerance) -> Self {
        Self { logins: login.limits(), addresses: address.limits() }
    }

    /// A try counts as a failure until it is known to be none: those that come together do not pass together.
    pub(super) fn count(&self, login: &str, address: IpAddr, now: Timestamp) -> Result<(), Denied> {
        let throttled = |retry_after| Denied::Throttled { retry_after };
        let address = network(address).to_string();
        self.addresses.check(&address, now).map_err(throttled)?;
        if is_machine(login) {
            return Ok(());
        }
        self.logins.check(login, now).map_err(|retry_after| {
            // It was not looked at: neighbours of whoever tries too often are not to wait for it.
            self.addresses.give_back(&address);
            throttled(retry_after)
        })
    }

    /// A try was no failure.
    pub(super) fn forgive(&self, login: &str, address: IpAddr) {
        if !is_machine(login) {
            self.logins.give_back(login);
        }
        self.addresses.give_back(&network(address).to_string());
    }
}

/// Nobody guesses the secret of a machine, so that nobody is to keep it from signing in by trying.
fn is_machine(login: &str) -> bool {
    login.starts_with("aloa-")
}

/// The part of an address that one customer has: all of IPv4, 64 bits of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}
