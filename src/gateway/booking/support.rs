//! What elloha's developers need to find out what went wrong with a file or a request: without a person in it.

use uuid::Uuid;

use crate::gateway::access::{Principal, Right};
use crate::gateway::{Error, Gateway};
use crate::store;
use crate::store::access::AuditLine;
use crate::store::gateway as rows;

/// So many lines of the log are told.
const MOST: i64 = 200;

/// A sheet for support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The file, where it is about one: its numbers, ids, state and lines, by name.
    pub told: Vec<Told>,
    /// What was done, the oldest first.
    pub log: Vec<AuditLine>,
}

/// Something that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What.
    pub name: &'static str,
    /// It.
    pub value: String,
}

impl Gateway {
    /// What is known of a file, by its id, its number at elloha, or its number at the counter; or of a request, by its id.
    pub fn support(&self, who: Option<&Principal>, reference: &str) -> Result<Support, Error> {
        if let Some(who) = who {
            who.may(Right::SeeSupport)?;
        }
        let (pair, mut log) = self.store.reading(|connection| {
            let pair = rows::pair_by_any(connection, reference)?;
            let object = pair.as_ref().map_or(reference, |pair| pair.id.as_str());
            let log = store::access::lines_about(connection, object, reference, MOST)?;
            Ok((pair, log))
        })?;
        log.reverse();
        let mut told = Vec::new();
        let Some(pair) = pair else { return Ok(Support { told, log }) };
        let mut tell = |name, value: &str| {
            if !value.is_empty() {
                told.push(Told { name, value: value.to_owned() });
            }
        };
        tell("number at the counter (refExterneClient)", &pair.reference);
        tell("id at elloha (idBooking)", &pair.id);
        tell("number at elloha (bookingNumber)", &pair.number);
        tell("channel (idDistribution)", &pair.channel);
        tell("accounts (idOI)", &pair.accounts);
        tell("state here", &pair.state);
        tell("under way", &pair.step);
        tell("under way since", &pair.since);
        tell("made", &pair.made);
        tell("lines as agreed", &pair.agreed);
        if let Ok(id) = pair.id.parse::<Uuid>() {
            match self.sales.file(id) {
                Ok(Some(booking)) => {
                    tell("state at elloha", booking.status.word());
                    tell("changed at elloha", booking.last_modified_on.as_deref().unwrap_or_default());
                    for item in &booking.booking_items {
                        tell(
                            "line at elloha",
                            &format!("{} {}", super::pairing::line(item), item.status.word()),
                        );
                    }
                }
                Ok(None) => tell("state at elloha", "there is no such file"),
                Err(trouble) => tell("state at elloha", &format!("cannot be asked: {trouble}")),
            }
        }
        Ok(Support { told, log })
    }
}
