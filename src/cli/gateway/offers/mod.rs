//! `passerelle gateway offers`

mod shown;

use std::path::Path;

use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::opened::{self, now};
use crate::cli::args::{Format, Offers};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::gateway::sales::{LocalOffers, Trouble};
use crate::gateway::{AccountOffers, AccountView, Channel, Gateway, OfferFault, Selling};
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

pub(super) fn run(args: &Offers) -> Result<Exit, Failure> {
    let gateway = opened::gateway(&args.gateway, Some(&args.head), CONNECTIONS)?;
    let channel = gateway.known(&args.head)?;
    if let Some(file) = &args.load {
        return load(args, &gateway, &channel, file);
    }
    let (seen, faults) = seen(args, &gateway, &channel, Timestamp::now())?;
    match args.gateway.within.format {
        Format::Text => output::data(&shown::text(&seen, &faults))?,
        Format::Json => output::data(&format!("{}\n", shown::json(&channel.head, &seen, &faults)))?,
    }
    Ok(if faults.iter().all(OfferFault::is_wished) { Exit::Done } else { Exit::Look })
}

fn load(args: &Offers, gateway: &Gateway, channel: &Channel, file: &Path) -> Result<Exit, Failure> {
    let read = |why: String| Failure::Usage(format!("{} cannot be loaded: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| read(error.to_string()))?;
    let offers: LocalOffers = serde_json::from_str(&text).map_err(|error| {
        read(format!(
            "{error}; it holds `account`, `formulas`, `resources`, `ratePlans` and `prices`, and may hold `tags`, `days` and \
             `stocks`, as elloha writes them"
        ))
    })?;
    let Some(local) = gateway.own_sales() else {
        return Err(Failure::Usage(
            "what elloha holds is changed at elloha: --load is for `--sales local`".to_owned(),
        ));
    };
    let others: Vec<String> =
        gateway.heads_of(offers.account.id_oi)?.into_iter().filter(|head| *head != args.head).collect();
    if !others.is_empty() && !args.shared {
        return Err(read(format!(
            "the account {} is in the network of {} too, which would sell these offers in the place of its own: write \
             --shared if that is wished",
            offers.account.id_oi,
            others.join(", ")
        )));
    }
    local.load(&offers).map_err(|trouble| match trouble {
        Trouble::Store(error) => Failure::Store(error),
        Trouble::Refused(_) | Trouble::Unknown(_) | Trouble::Failed(_) => read(trouble.to_string()),
    })?;
    // The account is one of the network now, if it was none.
    let known = AccountView {
        idoi: offers.account.id_oi,
        name: offers.account.name.clone(),
        account_type: offers.account.account_type.clone(),
        subscription: offers.account.subscription.clone(),
        eligible: true,
        selling: Selling::Closed,
    };
    gateway.put_account(channel, &known, now())?;
    let LocalOffers { account, formulas, resources, rate_plans, prices, tags: _, days: _, stocks } = offers;
    let counts = [
        ("formulas", formulas.len()),
        ("resources", resources.len()),
        ("ratePlans", rate_plans.len()),
        ("prices", prices.len()),
        ("stocks", stocks.len()),
    ];
    match args.gateway.within.format {
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
    args: &Offers,
    gateway: &Gateway,
    channel: &Channel,
    now: Timestamp,
) -> Result<(Vec<Seen>, Vec<OfferFault>), Failure> {
    let from = args.from.unwrap_or_else(|| gateway.terms().day(now));
    let days = (from, args.to.unwrap_or_else(|| from.saturating_add(30.days())));
    if let Some(idoi) = args.account {
        let view = gateway.account_view(channel, idoi, now)?;
        let one = gateway.shown(&view, days)?;
        return Ok((vec![Seen { offers: one.sees, selling: Some(view.selling) }], one.faults));
    }
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for page in 1.. {
        let part = gateway.catalogue(channel, page, AT_ONCE, days, now)?;
        all.extend(part.sees.items.into_iter().map(|offers| Seen { offers, selling: None }));
        faults.extend(part.faults);
        if !part.sees.has_next {
            break;
        }
    }
    Ok((all, faults))
}
