//! `passerelle gateway serve`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use crate::cli::args::{Serve, SoldAt};
use crate::cli::exit::{Exit, Failure};
use crate::cli::{accounts, output};
use crate::diagnostics;
use crate::elloha::Client;
use crate::engine::{self, Disk};
use crate::gateway::access::Access;
use crate::gateway::sales::{Elloha, Seller};
use crate::gateway::{Gateway, Terms};
use crate::http::{self, App, Clock};
use crate::store::{Location, Several};

pub(in crate::cli) fn run(args: &Serve) -> Result<Exit, Failure> {
    let is_here = args.listen.ip().is_loopback();
    if !is_here && !args.behind_proxy {
        return Err(Failure::Usage(format!(
            "{} can be reached by others, and tokens would cross the network as they are: listen at 127.0.0.1, or put a proxy \
             with TLS in front and say so with --behind-proxy",
            args.listen
        )));
    }
    let app = Arc::new(app(args)?);
    let runtime = runtime(args).map_err(Failure::Output)?;
    http::log();
    let finished = runtime.block_on(served(args, app.clone()))?;
    // What works yet has had its time; connections are closed here, where that may block.
    runtime.shutdown_timeout(Duration::from_secs(1));
    drop(app);
    Ok(if finished { Exit::Done } else { Exit::Look })
}

async fn served(args: &Serve, app: Arc<App>) -> Result<bool, Failure> {
    let listener = TcpListener::bind(args.listen).await.map_err(|error| {
        Failure::Usage(format!(
            "{} cannot be listened at: {error}: is another gateway running there? choose another port with --listen",
            args.listen
        ))
    })?;
    let stopped = stopped()?;
    output::data(&format!("listening on http://{}\n", listener.local_addr()?))?;
    Ok(http::serve(listener, app, stopped).await?)
}

fn runtime(args: &Serve) -> std::io::Result<Runtime> {
    // Beside those that work: those that hash passwords.
    let blocking = usize::from(args.threads.get()) + 8;
    Builder::new_multi_thread().worker_threads(2).max_blocking_threads(blocking).enable_all().build()
}

/// Comes when somebody stops the process.
fn stopped() -> Result<impl Future<Output = ()>, Failure> {
    let (tell, mut told) = mpsc::channel::<()>(2);
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
            let (mut signals, tell) = (signal(kind)?, tell.clone());
            tokio::spawn(async move {
                signals.recv().await;
                let _ = tell.send(()).await;
            });
        }
    }
    #[cfg(not(unix))]
    {
        let tell = tell.clone();
        tokio::spawn(async move {
            let _ = tokio::signal::ctrl_c().await;
            let _ = tell.send(()).await;
        });
    }
    Ok(async move {
        // While it is held, nobody is told before a signal comes.
        let _held = tell;
        told.recv().await;
    })
}

fn app(args: &Serve) -> Result<App, Failure> {
    let terms = terms(args.places.pack.as_deref())?;
    let threads = usize::from(args.threads.get());
    let location = match &args.catalogue {
        Some(written) => Location::parse(written)?,
        None => Location::Sqlite(args.places.data.join("catalogue.sqlite")),
    };
    let store = Arc::new(Several::open(&location, threads)?);
    let gateway = match args.sales {
        SoldAt::Local => Gateway::local(store, terms),
        SoldAt::Elloha => at_elloha(args, store, terms, threads)?,
    };
    let access = Access::new().map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(App::new(Arc::new(gateway), access, clock(args.from), threads, args.behind_proxy))
}

fn at_elloha(args: &Serve, store: Arc<Several>, terms: Terms, threads: usize) -> Result<Gateway, Failure> {
    let head = args.head.as_deref().ok_or_else(|| {
        Failure::Usage(
            "whose channel is sold? elloha knows it by its booking engine: name its head with --head HEAD"
                .to_owned(),
        )
    })?;
    let own = Gateway::local(store.clone(), terms.clone());
    let channel = own.known(head).map_err(|error| Failure::Usage(error.to_string()))?;
    let client = Client::new(accounts::settings(&args.connection)?)?;
    let seller = Seller { engine: channel.engine, channel: channel.id };
    let sales = Arc::new(Elloha::new(client, threads, seller, store.clone()));
    Ok(Gateway::new(store, sales, terms))
}

/// The terms of the channel of a pack: the one that is named, or the one here.
fn terms(pack: Option<&Path>) -> Result<Terms, Failure> {
    let pack: PathBuf = match pack {
        Some(pack) => pack.to_owned(),
        None => engine::find_pack(&Disk, Path::new("rules"))?,
    };
    let loaded = engine::load_channel(&Disk, &pack)?;
    let Some(outbound) = loaded.ready else {
        output::talk(diagnostics::text(&loaded.diagnostics, &loaded.sources, output::style()).trim_end());
        return Err(Failure::Usage(format!(
            "{}: the channel has mistakes: `passerelle check {}` shows them",
            loaded.folder.display(),
            loaded.folder.display()
        )));
    };
    Ok(Terms::new(outbound.channel()))
}

/// The clock of the machine, or one that begins at a moment.
fn clock(from: Option<Timestamp>) -> Clock {
    let Some(from) = from else { return Arc::new(Timestamp::now) };
    let ahead = Timestamp::now().duration_until(from);
    Arc::new(move || Timestamp::now().saturating_add(ahead).unwrap_or(from))
}
