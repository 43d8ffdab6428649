//! A stand-in elloha server, over real HTTP, in the shapes that elloha's Backend documents.
//!
//! It is strict: a member that no document names is answered with 400. Its ids and terms are composed. What is not
//! documented and has to be something all the same is said where it is decided.

mod account;
mod lists;
mod mood;
mod sales;
mod world;

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};
use jiff::Timestamp;
use passerelle::gateway::sales::Sales;
use passerelle::manifest::Pack;
use serde_json::Value as Json;

pub(crate) use account::{created, patch};
pub(crate) use mood::Mood;
pub(crate) use world::{Asked, PASSWORD, USER, World};

/// The server, and all that it knows.
pub(crate) struct Elloha {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    world: Mutex<World>,
    /// Told when a call hangs.
    hangs: Condvar,
}

impl Elloha {
    /// At whatever port is free; its lists have the terms of a pack.
    pub(crate) fn start(pack: &Pack) -> Self {
        Self::at(0, pack)
    }

    /// At a port of this machine.
    pub(crate) fn at(port: u16, pack: &Pack) -> Self {
        let shared = Arc::new(Shared { world: Mutex::new(World::new(pack)), hangs: Condvar::new() });
        let router = Router::new().fallback(serve).with_state(shared.clone());
        let listener = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        // It serves for as long as the process of the tests runs.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await.unwrap();
            });
        });
        Self { address, shared }
    }

    /// The address that the program is given.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Sells, from what stands behind it, as of a moment.
    pub(crate) fn sells(&self, sales: impl Sales + 'static, now: Timestamp) {
        self.with(|world| world.sales = Some((Box::new(sales), now)));
    }

    /// Looks into it, or changes it.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        work(&mut self.shared.world.lock().unwrap())
    }

    /// What was asked since this was last asked.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.with(|world| std::mem::take(&mut world.asked))
    }

    /// In this mood at the call of this number from now on, the first being 0.
    pub(crate) fn at_call(&self, number: usize, mood: Mood) {
        self.with(|world| {
            let number = world.calls + number;
            world.moods.insert(number, mood);
        });
    }

    /// Waits until a call hangs; `false` where none does within a while.
    pub(crate) fn hangs(&self, most: Duration) -> bool {
        let world = self.shared.world.lock().unwrap();
        let (mut world, timeout) =
            self.shared.hangs.wait_timeout_while(world, most, |world| !world.hanging).unwrap();
        world.hanging = false;
        !timeout.timed_out()
    }
}

fn answer(status: u16, body: &Json) -> Response<Body> {
    // elloha declares no body of an error: the client must do without.
    let body = if status == 200 { body.to_string() } else { "<html>error</html>".to_owned() };
    Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .header(header::CONTENT_TYPE, if status == 200 { "application/json" } else { "text/html" })
        .body(Body::from(body))
        .unwrap()
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 16 << 20).await.unwrap_or_default().to_vec();
    let token = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
    let asked = Asked {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body,
    };
    let (mood, token) = {
        let mut world = shared.world.lock().unwrap();
        let mood = world.mood();
        if matches!(mood, Mood::Expired) {
            world.expire();
        }
        (mood, token)
    };
    let act = async || {
        let (shared, asked, token) = (shared.clone(), asked.clone(), token.clone());
        // What is sold may stand in a database, which is waited for.
        let work = move || shared.world.lock().unwrap().act(&asked, token.as_deref());
        tokio::task::spawn_blocking(work).await.unwrap()
    };
    match mood {
        Mood::Good | Mood::Expired => {
            let (status, body) = act().await;
            answer(status, &body)
        }
        Mood::Status(status) => answer(status, &Json::Null),
        Mood::Busy(seconds) => {
            let mut answer = answer(429, &Json::Null);
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            answer
        }
        Mood::After(status) => {
            act().await;
            answer(status, &Json::Null)
        }
        Mood::False => answer(200, &Json::Bool(false)),
        Mood::Says(body) => answer(200, &body),
        Mood::Slow(pause) => {
            let (status, body) = act().await;
            tokio::time::sleep(pause).await;
            answer(status, &body)
        }
        Mood::Late(pause) => {
            let shared = shared.clone();
            // The work goes on when nobody waits for it any more.
            let work = tokio::spawn(async move {
                tokio::time::sleep(pause).await;
                let act = move || shared.world.lock().unwrap().act(&asked, token.as_deref());
                tokio::task::spawn_blocking(act).await.unwrap()
            });
            let (status, body) = work.await.unwrap();
            answer(status, &body)
        }
        Mood::HangsBefore | Mood::HangsAfter => {
            if matches!(mood, Mood::HangsAfter) {
                act().await;
            }
            shared.world.lock().unwrap().hanging = true;
            shared.hangs.notify_all();
            std::future::pending().await
        }
    }
}
