//! The server runs until it is told to stop, and looks up meanwhile what nobody knows the outcome of.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::app::App;
use super::problem::Problem;
use super::router::router;
use crate::gateway::access::Asked;

/// So long is waited for requests that are under way when the server stops.
const GRACE: Duration = Duration::from_secs(20);
/// After so long, what is under way is looked up again.
const SETTLE: Duration = Duration::from_secs(30);

/// Answers whoever comes, until `stop` is there and what is under way is done, or has taken too long: `false`.
pub async fn serve(listener: TcpListener, app: Arc<App>, stop: impl Future<Output = ()>) -> io::Result<bool> {
    let (stopped, mut told) = watch::channel(false);
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let graceful = axum::serve(listener, service).with_graceful_shutdown(async move {
        // That whoever tells is gone says the same.
        let _ = told.wait_for(|stopped| *stopped).await;
    });
    let running = tokio::spawn(graceful.into_future());
    let settling = tokio::spawn(settling(app));
    stop.await;
    settling.abort();
    tracing::info!("stopping: requests that are under way are finished");
    let _ = stopped.send(true);
    match tokio::time::timeout(GRACE, running).await {
        Ok(Ok(done)) => done.map(|()| true),
        Ok(Err(error)) => Err(io::Error::other(error)),
        Err(_) => {
            tracing::warn!("stopped: some requests took longer than {} s", GRACE.as_secs());
            Ok(false)
        }
    }
}

async fn settling(app: Arc<App>) {
    loop {
        settle(&app).await;
        tokio::time::sleep(SETTLE).await;
    }
}

/// Looks up what is under way, once.
async fn settle(app: &Arc<App>) {
    // By a clock that was set, what others have under way would look old.
    if app.is_trial() {
        return;
    }
    let own = app.clone();
    let settled = app.work(move || {
        let asked = Asked { now: (own.clock)(), request: None };
        own.gateway.settle(asked).map_err(Problem::from)
    });
    match settled.await {
        Ok(settled) => {
            for one in settled {
                if one.stuck {
                    tracing::error!(id = one.id, step = one.step, became = one.became, "not settled");
                    continue;
                }
                tracing::info!(id = one.id, step = one.step, became = one.became, "settled");
            }
        }
        Err(problem) => {
            let inner = problem.inner.as_deref().unwrap_or_default();
            tracing::error!(code = problem.code, error = inner, "what is under way cannot be looked up");
        }
    }
}
