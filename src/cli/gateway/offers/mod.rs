//! `passerelle gateway offers`

mod shown;

use std::path::Path;
use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use serde_json::json;

use crate::cli::args::{Format, GatewayOffers};
use crate::cli::exit::{Exit, Failure};
use crate::cli::{catalogue, output};
use crate::diagnostics;
use crate::engine::{self, Disk, LoadedChannel, Outbound};
use crate::gateway::sales::{LocalOffers, Trouble};
use crate::gateway::{AccountOffers, Channel, Error, Gateway, OfferFault, Selling, Terms};
use crate::store::Several;
use crate::value::visible;

/// Accounts that are read at once.
const AT_ONCE: u32 = 100;

/// Connections to the database: one that writes, and one that reads.
const CONNECTIONS: usize = 2;

/// An account as ALOA would see it, and whether it does.
struct Seen {
    offers: AccountOffers,
    selling: Option<Selling>,
}

pub(in crate::cli) fn run(args: &GatewayOffers) -> Result<Exit, Failure> {
    let pack = args.within.places.pack.as_deref();
    let (name, root) = match &args.head {
        Some(head) => {
            let Some(loaded) = catalogue::head(head, pack)? else { return Ok(Exit::Error) };
            let root = match pack {
                Some(pack) => pack.to_owned(),
                None => engine::find_pack(&Disk, &loaded.folder)?,
            };
            (loaded.ready.map(|ready| ready.head.head.value), root)
        }
        None => (None, pack.map_or_else(|| engine::near_pack(&Disk), Path::to_owned)),
    };
    let Some(rules) = rules(&root)? else { return Ok(Exit::Error) };
    let store = Several::open(&catalogue::location(&args.within)?, CONNECTIONS)?;
    let gateway = Gateway::local(Arc::new(store), Terms::new(rules.channel())).showing(Arc::new(rules));
    if let Some(file) = &args.load {
        return load(args, &gateway, file);
    }
    let channel = gateway.known(&name.unwrap_or_default()).map_err(failed)?;
    let (seen, faults) = seen(args, &gateway, &channel, Timestamp::now())?;
    match args.within.format {
        Format::Text => output::data(&shown::text(&seen, &faults))?,
        Format::Json => output::data(&format!("{}\n", shown::json(&channel.head, &seen, &faults)))?,
    }
    Ok(if faults.iter().all(OfferFault::is_wished) { Exit::Done } else { Exit::Look })
}

/// The rules of the channel of a pack; none where their mistakes were told.
fn rules(pack: &Path) -> Result<Option<Outbound>, Failure> {
    if engine::find_channel(&Disk, pack)?.is_none() {
        return Err(Failure::Usage(format!(
            "{} has no channel: its rules stand in `aloa`, beside `elloha`",
            pack.display()
        )));
    }
    let LoadedChannel { sources, diagnostics, folder, ready, .. } = engine::load_channel(&Disk, pack)?;
    if ready.is_none() {
        output::talk(diagnostics::text(&diagnostics, &sources, output::style()).trim_end());
        output::talk(&format!("error: {}: the rules have mistakes: nothing was run", folder.display()));
    }
    Ok(ready)
}

fn load(args: &GatewayOffers, gateway: &Gateway, file: &Path) -> Result<Exit, Failure> {
    let read = |why: String| Failure::Usage(format!("{} cannot be loaded: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| read(error.to_string()))?;
    let offers: LocalOffers = serde_json::from_str(&text).map_err(|error| {
        read(format!(
            "{error}; it holds `account`, `formulas`, `resources`, `ratePlans` and `prices`, and may hold `tags`, `days` and \
             `stocks`, as elloha writes them"
        ))
    })?;
    if let Some(local) = gateway.own_sales() {
        local.load(&offers).map_err(|trouble| match trouble {
            Trouble::Store(error) => Failure::Store(error),
            Trouble::Refused(_) | Trouble::Unknown(_) | Trouble::Failed(_) => read(trouble.to_string()),
        })?;
    }
    let LocalOffers { account, formulas, resources, rate_plans, prices, tags: _, days: _, stocks } = offers;
    let counts = [
        ("formulas", formulas.len()),
        ("resources", resources.len()),
        ("ratePlans", rate_plans.len()),
        ("prices", prices.len()),
        ("stocks", stocks.len()),
    ];
    match args.within.format {
        Format::Text => {
            let counts: Vec<String> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
            let name = visible(&account.name);
            output::data(&format!("loaded {} \"{name}\": {}\n", account.id_oi, counts.join(", ")))?;
        }
        Format::Json => {
            let counts: serde_json::Map<_, _> =
                counts.iter().map(|(what, count)| ((*what).to_owned(), json!(count))).collect();
            output::data(&format!("{}\n", json!({ "schema": 1, "idOi": account.id_oi, "loaded": counts })))?;
        }
    }
    Ok(Exit::Done)
}

/// What ALOA sees; or would see of one account.
fn seen(
    args: &GatewayOffers,
    gateway: &Gateway,
    channel: &Channel,
    now: Timestamp,
) -> Result<(Vec<Seen>, Vec<OfferFault>), Failure> {
    let from = args.from.unwrap_or_else(|| gateway.terms().day(now));
    let days = (from, args.to.unwrap_or_else(|| from.saturating_add(30.days())));
    if let Some(idoi) = args.account {
        let view = gateway.account_view(channel, idoi, now).map_err(failed)?;
        let one = gateway.shown(&view, days).map_err(failed)?;
        return Ok((vec![Seen { offers: one.sees, selling: Some(view.selling) }], one.faults));
    }
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for page in 1.. {
        let part = gateway.catalogue(channel, page, AT_ONCE, days, now).map_err(failed)?;
        all.extend(part.sees.items.into_iter().map(|offers| Seen { offers, selling: None }));
        faults.extend(part.faults);
        if !part.sees.has_next {
            break;
        }
    }
    Ok((all, faults))
}

fn failed(error: Error) -> Failure {
    match error {
        Error::Trouble(Trouble::Store(error)) => Failure::Store(error),
        Error::Trouble(_) | Error::Denied(_) | Error::Access(_) => Failure::Usage(error.to_string()),
    }
}
