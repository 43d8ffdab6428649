//! `passerelle gateway log` and `forget`

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::opened::{gateway, now};
use crate::cli::args::{Forget, Format, Log as Args};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::gateway::access::audit_page;
use crate::store::access::AuditLine;
use crate::value::visible;

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    let (object, most) = (args.object.as_deref(), i64::from(args.most));
    let lines = open.store().reading(|connection| audit_page(connection, None, object, most))?;
    output::data(&match args.gateway.within.format {
        Format::Json => {
            let lines: Vec<Json> = lines.iter().map(json_of).collect();
            format!("{}\n", json!({ "schema": 1, "log": lines }))
        }
        Format::Text if lines.is_empty() => "nothing was done yet\n".to_owned(),
        Format::Text => lines.iter().map(line).collect(),
    })?;
    Ok(Exit::Done)
}

/// A line of the log.
pub(super) fn line(line: &AuditLine) -> String {
    let AuditLine { id: _, at, actor, action, object, request, detail } = line;
    let detail = detail.as_deref().map_or_else(String::new, |detail| format!(" ({})", visible(detail)));
    let request =
        request.as_deref().map_or_else(String::new, |request| format!(", request {}", visible(request)));
    format!("{at}  {action} {}{detail}, by {}{request}\n", visible(object), visible(actor))
}

pub(super) fn json_of(line: &AuditLine) -> Json {
    let AuditLine { id, at, actor, action, object, request, detail } = line;
    json!({ "id": id, "at": at, "actor": actor, "action": action, "object": object, "request": request,
        "detail": detail })
}

pub(super) fn forget(args: &Forget) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    let before = args
        .before
        .to_zoned(TimeZone::UTC)
        .map_err(|error| Failure::Usage(format!("--before {}: {error}", args.before)))?
        .timestamp();
    let erased = open.forget(before, now())?.unwrap_or(0);
    output::data(&format!("the customers of {erased} files were erased\n"))?;
    Ok(Exit::Done)
}
