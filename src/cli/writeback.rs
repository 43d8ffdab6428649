//! `passerelle writeback`

use serde_json::json;

use super::args::{Format, Writeback};
use super::exit::{Exit, Failure};
use super::{catalogue, output};
use crate::catalogue::{as_csv, writeback};

pub(super) fn run(args: &Writeback) -> Result<Exit, Failure> {
    let Some(loaded) = catalogue::head(&args.head, args.within.places.pack.as_deref())? else {
        return Ok(Exit::Error);
    };
    let Some(ready) = &loaded.ready else { return Ok(Exit::Error) };
    let head = ready.head.head.value.as_str();
    let engine = ready.head.network.booking_engine;
    let store = catalogue::look(&args.within)?;
    let lines = writeback(&*store, head, engine, args.since.as_deref())?;
    match args.within.format {
        Format::Text => output::data(&as_csv(&lines))?,
        Format::Json => {
            output::data(&format!("{}\n", json!({ "schema": 1, "head": head, "accounts": lines })))?;
        }
    }
    if engine.is_none() && !lines.is_empty() {
        output::talk(
            "note: no widget addresses: write the id of the head's booking engine into head.yaml, as \
             `network: { booking_engine: … }`",
        );
    }
    let by_hand: Vec<&str> = lines.iter().filter(|line| line.by_hand).map(|line| line.id.as_str()).collect();
    if !by_hand.is_empty() {
        output::talk(&format!(
            "note: added by hand, so that Tourinsoft may not have them under these ids: {}",
            by_hand.join(", ")
        ));
    }
    Ok(Exit::Done)
}
