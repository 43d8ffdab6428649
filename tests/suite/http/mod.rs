//! The gateway over HTTP: a server in this process, asked over real connections. What it sells, and to whom, is composed.

mod life;
mod moods;
mod privacy;
mod process;
mod rights;
mod schemathesis;
mod sign_in;
mod trouble;
mod v1;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use passerelle::gateway::access::{self, Access, Actor, Limits, Private, Scope, ScopeKind};
use passerelle::gateway::sales::Sales;
use passerelle::gateway::{Channel, Gateway};
use passerelle::http::{self, App};
use passerelle::net;
use passerelle::store::{Several, Store};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::gateway::sample::CANOES;
use crate::gateway::scene::{CHANNEL, HEAD, Scene, Sold, at, terms};

/// What people sign in with here: nobody's.
const PASSWORD: &str = "quatre noix de Grenoble";
/// The moment at which houses are open: the account is sold.
const NOW: &str = "2026-07-02T09:00";

/// A server, and somebody who asks it.
struct House {
    runtime: Runtime,
    client: reqwest::Client,
    url: String,
    clock: Arc<Mutex<Timestamp>>,
    stop: Option<oneshot::Sender<()>>,
    /// Last but one: what blocks is dropped here, when nothing asynchronous holds it any more.
    _app: Arc<App>,
    channel: Channel,
    scene: Scene,
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// How a house is built, where not as usual.
#[derive(Default)]
struct Plan {
    sales: Option<Arc<dyn Sales>>,
    limits: Option<Limits>,
    behind_proxy: bool,
}

/// An answer, read.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The body, if all went well.
    #[track_caller]
    fn good(&self) -> Json {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()
    }

    /// The problem, if it is whole and of this status and code.
    #[track_caller]
    fn problem(&self, status: u16, code: &str) -> Json {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        let members: Vec<&String> = problem.as_object().unwrap().keys().collect();
        assert_eq!(members, ["code", "detail", "requestId", "status", "title", "type"]);
        assert_eq!(problem["code"], code, "{}", self.text);
        assert_eq!(problem["status"], status);
        assert_eq!(problem["requestId"], self.header("x-request-id"));
        problem
    }
}

/// A request that is being written.
struct Ask<'h> {
    house: &'h House,
    request: reqwest::RequestBuilder,
}

impl Ask<'_> {
    fn token(self, token: &str) -> Self {
        Self { request: self.request.bearer_auth(token), ..self }
    }

    fn header(self, name: &str, value: &str) -> Self {
        Self { request: self.request.header(name, value), ..self }
    }

    fn json(self, body: &Json) -> Self {
        self.body("application/json", body.to_string())
    }

    fn body(self, media_type: &str, body: String) -> Self {
        Self { request: self.request.header(CONTENT_TYPE, media_type).body(body), ..self }
    }

    fn send(self) -> Answer {
        self.house.runtime.block_on(async {
            let response = self.request.send().await.unwrap();
            let (status, headers) = (response.status(), response.headers().clone());
            Answer { status, headers, text: response.text().await.unwrap() }
        })
    }
}

impl House {
    fn new(name: &str) -> Self {
        Self::built(name, Plan::default())
    }

    fn built(name: &str, plan: Plan) -> Self {
        net::secure();
        let scene = Scene::new(&format!("http-{name}"), None, Sold::Here, 2);
        let channel = scene.open();
        let store = Arc::new(Several::open(&scene.location, 4).unwrap());
        let gateway = match plan.sales {
            Some(sales) => Gateway::new(store, sales, terms()),
            None => Gateway::local(store, terms()),
        };
        let clock = Arc::new(Mutex::new(at(NOW)));
        let told = clock.clone();
        let now: http::Clock = Arc::new(move || *told.lock().unwrap());
        let app = App::new(Arc::new(gateway), Access::new().unwrap(), now, 4, plan.behind_proxy);
        let app = Arc::new(match plan.limits {
            Some(limits) => app.with_limits(limits),
            None => app,
        });
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let served = app.clone();
        runtime.spawn(async move {
            let stopped = async move { drop(stopped.await) };
            http::serve(listener, served, stopped).await.unwrap()
        });
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { runtime, client, url, clock, stop: Some(stop), _app: app, channel, scene }
    }

    fn ask(&self, method: &str, path: &str) -> Ask<'_> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Ask { house: self, request: self.client.request(method, format!("{}{path}", self.url)) }
    }

    fn get(&self, path: &str, token: &str) -> Answer {
        self.ask("GET", path).token(token).send()
    }

    fn post(&self, path: &str, token: &str, body: &Json) -> Answer {
        self.ask("POST", path).token(token).json(body).send()
    }

    fn put(&self, path: &str, token: &str, body: &Json) -> Answer {
        self.ask("PUT", path).token(token).json(body).send()
    }

    fn it_is(&self, moment: &str) {
        *self.clock.lock().unwrap() = at(moment);
    }

    fn store(&self) -> &dyn Store {
        self.scene.gateway.store()
    }

    /// The tokens of somebody who signs in.
    fn signed_in(&self, login: &str, password: &str) -> Json {
        self.ask("POST", "/Token/CreateToken")
            .json(&json!({ "userName": login, "password": password }))
            .send()
            .good()
    }

    /// The access token of a new machine of this scope.
    fn machine(&self, scope: &Scope) -> String {
        let asked = crate::gateway::scene::asked(NOW);
        let machine = access::make_machine(self.store(), scope, Actor::Operator, asked).unwrap();
        token(&self.signed_in(&machine.client_id, machine.secret.expose()))
    }

    /// The access token of a new person of this scope, who was invited and has set a password.
    fn person(&self, email: &str, scope: &Scope) -> String {
        let asked = crate::gateway::scene::asked(NOW);
        let address = Private::new(email.to_owned());
        let invited = access::invite(self.store(), &address, scope, Actor::Operator, asked).unwrap();
        let body = json!({ "code": invited.code.expose(), "password": PASSWORD });
        let person = self.ask("POST", "/Person/Invitation").json(&body).send().good();
        assert_eq!(person["userId"], invited.person.as_str());
        token(&self.signed_in(email, PASSWORD))
    }

    fn aloa(&self) -> String {
        self.machine(&Scope::Channel { channel: CHANNEL.to_string() })
    }

    fn owner(&self, account: Uuid) -> String {
        self.person(&format!("owner-{account}@example.org"), &owner(account))
    }

    /// A token of each scope.
    fn everybody(&self) -> BTreeMap<ScopeKind, String> {
        BTreeMap::from([
            (ScopeKind::Channel, self.aloa()),
            (ScopeKind::Statistics, self.machine(&Scope::Statistics { accounts: [CANOES].into() })),
            (ScopeKind::Owner, self.owner(CANOES)),
            (ScopeKind::Head, self.person("head@example.org", &Scope::Head { head: HEAD.to_owned() })),
            (ScopeKind::Support, self.person("support@example.org", &support())),
        ])
    }
}

fn owner(account: Uuid) -> Scope {
    Scope::Owner { account, managed_internally: false, name: Private::new("Ada Exemple".to_owned()) }
}

fn support() -> Scope {
    Scope::Support { name: Private::new("Ada Exemple".to_owned()) }
}

fn token(tokens: &Json) -> String {
    tokens["accessToken"].as_str().unwrap().to_owned()
}
