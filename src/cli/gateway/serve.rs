//! `passerelle gateway serve`

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use super::opened;
use crate::cli::args::{Format, Serve, SoldBy};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::gateway;
use crate::gateway::access::Access;
use crate::http::{self, App, Clock};

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
    let address = format!("http://{}", listener.local_addr()?);
    match args.gateway.within.format {
        Format::Text => output::data(&format!("listening on {address}\n"))?,
        Format::Json => output::data(&format!("{}\n", json!({ "schema": 1, "listening": address })))?,
    }
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
    if args.gateway.sales == SoldBy::Elloha && args.head.is_none() {
        return Err(Failure::Usage(
            "whose channel is sold? elloha knows it by its booking engine: name its head with --head HEAD"
                .to_owned(),
        ));
    }
    let threads = usize::from(args.threads.get());
    let gateway = opened::gateway(&args.gateway, args.head.as_deref(), threads)?;
    let access = Access::new().map_err(gateway::Error::from)?;
    let app = App::new(Arc::new(gateway), access, clock(args.from), threads, args.behind_proxy);
    Ok(if args.from.is_some() { app.for_trial() } else { app })
}

/// The clock of the machine, or one that begins at a moment.
fn clock(from: Option<Timestamp>) -> Clock {
    let Some(from) = from else { return Arc::new(Timestamp::now) };
    let ahead = Timestamp::now().duration_until(from);
    Arc::new(move || Timestamp::now().saturating_add(ahead).unwrap_or(from))
}
