//! What all requests share, and what one of them knows.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::metrics::Metrics;
use super::problem::Problem;
use crate::gateway::access::{Access, Asked, Limits, Principal};
use crate::gateway::{Channel, Gateway};

/// What says when it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// So many requests of one principal at once; then one for each [`EVERY`].
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(599);
/// See [`AT_ONCE`].
const EVERY: Duration = Duration::from_millis(20);
/// So many sign in at once: what hashes passwords is not to keep others from selling.
const SIGNING: usize = 4;
/// The longest that a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// The header in which a client names its request.
pub(super) const REQUEST_ID: &str = "x-request-id";

/// What all requests share. It holds connections that block: the last one to hold it must be no asynchronous code.
pub struct App {
    pub(super) gateway: Arc<Gateway>,
    pub(super) access: Access,
    pub(super) clock: Clock,
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
    behind_proxy: bool,
    trial: bool,
    turns: Arc<Semaphore>,
    signing: Arc<Semaphore>,
}

impl App {
    /// For a gateway, with so many threads that work. Behind a proxy, the address of a client is the last one of
    /// `X-Forwarded-For`, which the proxy has written.
    pub fn new(
        gateway: Arc<Gateway>,
        access: Access,
        clock: Clock,
        threads: usize,
        behind_proxy: bool,
    ) -> Self {
        Self {
            gateway,
            access,
            clock,
            limits: Limits::new(AT_ONCE, EVERY),
            metrics: Metrics::new(),
            behind_proxy,
            trial: false,
            turns: Arc::new(Semaphore::new(threads.max(1))),
            signing: Arc::new(Semaphore::new(SIGNING)),
        }
    }

    /// With other limits on how often one principal may ask.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// For trying things out, by a clock that was set: nothing that is under way is settled by it.
    #[must_use]
    pub fn for_trial(self) -> Self {
        Self { trial: true, ..self }
    }

    pub(super) fn is_trial(&self) -> bool {
        self.trial
    }

    /// Does what blocks, on a thread that may. That whoever asked has left does not stop it.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        in_turn(&self.turns, work).await
    }

    /// As [`App::work`], for what hashes passwords.
    pub(super) async fn sign<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        in_turn(&self.signing, work).await
    }

    fn address(&self, parts: &Parts) -> IpAddr {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        let told = if self.behind_proxy { forwarded(&parts.headers) } else { None };
        told.unwrap_or(peer)
    }
}

/// The last address that a proxy has added: those before it are as the client wrote them.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

async fn in_turn<T: Send + 'static>(
    turns: &Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let turn = tokio::time::timeout(PATIENCE, turns.clone().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(Problem::busy()) };
    let done = spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    // What a panic says may hold what was sent.
    done.await.unwrap_or_else(|_| Err(Problem::bug("a panic on a thread that works")))
}

/// The id of a request.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) Arc<str>);

impl RequestId {
    /// The one that came with the request, if it is one; else a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        let came = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
        match came.filter(|id| (1..=64).contains(&id.len()) && id.bytes().all(is_sign)) {
            Some(id) => Self(id.into()),
            None => Self(Uuid::new_v4().to_string().into()),
        }
    }
}

/// Who has signed in, once that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Signed(pub(super) Arc<OnceLock<Principal>>);

/// A request, as those who answer it see it.
pub(super) struct Call {
    pub(super) app: Arc<App>,
    pub(super) now: Timestamp,
    pub(super) address: IpAddr,
    id: RequestId,
    signed: Signed,
}

impl FromRequestParts<Arc<App>> for Call {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app))
    }
}

impl Call {
    pub(super) fn of(parts: &Parts, app: &Arc<App>) -> Self {
        let id = parts.extensions.get::<RequestId>().cloned();
        Self {
            app: app.clone(),
            now: (app.clock)(),
            address: app.address(parts),
            id: id.unwrap_or_else(|| RequestId::of(&parts.headers)),
            signed: parts.extensions.get::<Signed>().cloned().unwrap_or_default(),
        }
    }

    /// Answers on a thread that may block.
    pub(super) async fn work<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.app.clone();
        app.work(move || work(&self)).await
    }

    /// As [`Call::work`], for what hashes passwords.
    pub(super) async fn sign<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.app.clone();
        app.sign(move || work(&self)).await
    }

    pub(super) fn gateway(&self) -> &Gateway {
        &self.app.gateway
    }

    /// When, and by which request.
    pub(super) fn asked(&self) -> Asked<'_> {
        Asked { now: self.now, request: Some(&self.id.0) }
    }

    /// Who asks.
    pub(super) fn who(&self) -> Result<&Principal, Problem> {
        self.signed.0.get().ok_or_else(|| Problem::bug("an endpoint for everybody asks who it is"))
    }

    /// The channel that is sold through by whoever asks.
    pub(super) fn sells(&self) -> Result<Channel, Problem> {
        Ok(self.gateway().sells(self.who()?)?)
    }
}
