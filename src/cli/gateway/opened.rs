//! The gateway, as the command line opens it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::cli::args::{InCatalogue, InGateway, SoldBy};
use crate::cli::exit::Failure;
use crate::cli::{accounts, catalogue, output};
use crate::diagnostics;
use crate::engine::{self, Disk, Outbound};
use crate::gateway::access::Asked;
use crate::gateway::sales::{Elloha, Seller};
use crate::gateway::{Gateway, Terms};
use crate::store::Several;

/// Who acts at this moment, at the terminal.
pub(super) fn now() -> Asked<'static> {
    Asked { now: Timestamp::now(), request: None }
}

/// The pack: where it is named, or the one that is near.
fn pack(within: &InCatalogue) -> PathBuf {
    within.places.pack.clone().unwrap_or_else(|| engine::near_pack(&Disk))
}

/// The channel that the pack describes.
pub(super) fn outbound(within: &InCatalogue) -> Result<Outbound, Failure> {
    let pack = pack(within);
    let loaded = engine::load_channel(&Disk, &pack)?;
    if let Some(ready) = loaded.ready {
        return Ok(ready);
    }
    output::talk(diagnostics::text(&loaded.diagnostics, &loaded.sources, output::style()).trim_end());
    Err(Failure::Usage(format!(
        "{}: the channel has mistakes: mend them, and `passerelle check {}` says when they are gone",
        loaded.folder.display(),
        pack.join("aloa").display()
    )))
}

/// The database, with so many connections.
pub(super) fn store(within: &InCatalogue, connections: usize) -> Result<Arc<Several>, Failure> {
    Ok(Arc::new(Several::open(&catalogue::location(within)?, connections)?))
}

/// The gateway; what is sold at elloha is sold through the channel of this head.
pub(super) fn gateway(args: &InGateway, head: Option<&str>, connections: usize) -> Result<Gateway, Failure> {
    let rules = Arc::new(outbound(&args.within)?);
    let terms = Terms::new(rules.channel());
    let store = store(&args.within, connections)?;
    let gateway = match (args.sales, head) {
        (SoldBy::Local, _) | (SoldBy::Elloha, None) => Gateway::local(store, terms),
        (SoldBy::Elloha, Some(head)) => {
            // Which channel it is, its own database says.
            let channel = Gateway::local(store.clone(), terms.clone()).known(head)?;
            let client = accounts::plain_client(&args.connection)?;
            let seller = Seller { engine: channel.engine, channel: channel.id };
            let sales = Elloha::new(client, connections, seller, store.clone());
            Gateway::new(store, Arc::new(sales), terms)
        }
    };
    Ok(gateway.showing(rules))
}
