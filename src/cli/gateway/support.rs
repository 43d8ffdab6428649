//! `passerelle gateway support`

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::log::line;
use super::opened::gateway;
use crate::cli::args::{Format, Support as Args};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::value::visible;

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, Some(&args.head), 2)?;
    let sheet = open.support(None, &args.reference)?;
    if sheet.told.is_empty() && sheet.log.is_empty() {
        return Err(Failure::Usage(format!(
            "no file and no request is called `{}`: give a number of a file, its id, or the X-Request-Id of an answer",
            visible(&args.reference)
        )));
    }
    if args.gateway.within.format == Format::Json {
        let told: Vec<Json> =
            sheet.told.iter().map(|one| json!({ "name": one.name, "value": one.value })).collect();
        let log: Vec<Json> = sheet.log.iter().map(super::log::json_of).collect();
        output::data(&format!("{}\n", json!({ "schema": 1, "told": told, "log": log })))?;
        return Ok(Exit::Done);
    }
    let mut out = format!("passerelle {}\n", env!("CARGO_PKG_VERSION"));
    for one in &sheet.told {
        let _ = writeln!(out, "{}: {}", one.name, visible(&one.value));
    }
    if !sheet.log.is_empty() {
        out.push_str("\nwhat was done\n");
    }
    for one in &sheet.log {
        out.push_str(&line(one));
    }
    output::data(&out)?;
    Ok(Exit::Done)
}
