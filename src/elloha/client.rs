//! Calls over HTTP: signing in, asking again, and never sending twice what changes something.
//!
//! A client is shared by whoever has a copy of it; a session is of one login and one thread at a time, and may go from one
//! thread to another.
//!
//! **Invariant:** a call that only looks is repeated as long as there is patience. One that changes something is repeated
//! only where the server has said that it did nothing.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::runtime::Runtime;
use url::Url;

use super::{Error, Secret, Settings};
use crate::net::{self, Again, Patience, Pause};

/// The most bytes of an answer: a list of elloha's has thousands of entries, not millions.
const MOST_BYTES: usize = 64 << 20;

/// Speaks HTTP with elloha. Copies share their connections.
///
/// The last copy is not dropped by asynchronous code: it ends the thread that keeps the connections, and waits for it.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    runtime: Arc<Runtime>,
    settings: Arc<Settings>,
    watch: Arc<dyn Fn(&str) + Send + Sync>,
}

/// What one login does. It signs in when it has to.
pub struct Session {
    client: Client,
    user: String,
    password: Secret,
    tokens: Option<Tokens>,
    patience: Patience,
}

/// `Tokens`, `CreateTokenResponse` and `RefreshTokenModel`, as far as they are used.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tokens {
    access_token: String,
    refresh_token: String,
}

/// Whether a call may be sent again when nobody knows what became of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// It only looks.
    Looks,
    /// It changes something.
    Changes,
}

/// A call.
struct Call<'c> {
    method: Method,
    path: &'c str,
    query: &'c [(&'c str, &'c str)],
    body: Option<Vec<u8>>,
    nature: Nature,
}

impl Call<'_> {
    fn name(&self) -> String {
        format!("{} /{}", self.method, self.path)
    }
}

impl Client {
    /// Sets the client up; nobody is asked yet.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        net::secure();
        let mut http = reqwest::Client::builder();
        if settings.is_here() {
            // A proxy is another machine.
            http = http.no_proxy();
        }
        let http = http
            .user_agent(concat!("passerelle/", env!("CARGO_PKG_VERSION")))
            // Another server is none of those that may see a password.
            .redirect(redirect::Policy::none())
            .connect_timeout(settings.timeout.min(Duration::from_secs(20)))
            .timeout(settings.timeout)
            .build()
            .map_err(|error| Error::Client(error.to_string()))?;
        let runtime = net::keeping_runtime().map_err(|error| Error::Client(error.to_string()))?;
        let (runtime, settings) = (Arc::new(runtime), Arc::new(settings));
        Ok(Self { http, runtime, settings, watch: Arc::new(|_| {}) })
    }

    /// Tells somebody each time that it waits, and why.
    #[must_use]
    pub fn watched(mut self, watch: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.watch = Arc::new(watch);
        self
    }

    /// The connection.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// As the login of the settings.
    pub fn session(&self) -> Session {
        self.session_of(self.settings.user.clone(), self.settings.password.clone())
    }

    /// As another login, such as that of an account.
    pub fn session_of(&self, user: String, password: Secret) -> Session {
        let patience = Patience::new(self.settings.patience, self.settings.pause);
        Session { client: self.clone(), user, password, tokens: None, patience }
    }

    fn request(&self, call: &Call<'_>, token: Option<&str>) -> Result<RequestBuilder, Error> {
        let url: Url =
            self.settings.base.join(call.path).map_err(|error| Error::Settings(error.to_string()))?;
        let mut url = url;
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let mut request = self.http.request(call.method.clone(), url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &call.body {
            request = request.header("Content-Type", "application/json").body(body.clone());
        }
        Ok(request)
    }
}

/// What came of one attempt.
enum Came {
    /// The answer, with its status.
    Answer(StatusCode, Again, Vec<u8>),
    /// None, and why.
    Nothing(String),
}

async fn attempt(request: RequestBuilder) -> Came {
    let answer: Response = match request.send().await {
        Ok(answer) => answer,
        Err(error) => return Came::Nothing(net::transport(&error)),
    };
    let (status, again) = (answer.status(), net::again(answer.status(), answer.headers()));
    if status != StatusCode::OK {
        return Came::Answer(status, again, Vec::new());
    }
    let mut answer = answer;
    let mut body = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > MOST_BYTES => {
                return Came::Nothing(format!("the answer is longer than {MOST_BYTES} bytes"));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Came::Answer(status, again, body),
            Err(error) => return Came::Nothing(net::transport(&error)),
        }
    }
}

impl Session {
    /// Asks.
    pub fn get<T: DeserializeOwned>(&mut self, path: &str, query: &[(&str, &str)]) -> Result<T, Error> {
        self.signed(&Call { method: Method::GET, path, query, body: None, nature: Nature::Looks })
    }

    /// Asks with a body: a search, which changes nothing.
    pub fn search<T: DeserializeOwned>(&mut self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Unwritten(error.to_string()))?;
        let call = Call { method: Method::POST, path, query: &[], body: Some(body), nature: Nature::Looks };
        self.signed(&call)
    }

    /// Creates something; elloha says what it made, or only whether it did.
    pub fn post<T: DeserializeOwned>(&mut self, path: &str, body: Vec<u8>) -> Result<T, Error> {
        self.change(Method::POST, path, Some(body))
    }

    /// Changes something; elloha says what became of it, or only whether it did.
    pub fn put<T: DeserializeOwned>(&mut self, path: &str, body: Vec<u8>) -> Result<T, Error> {
        self.change(Method::PUT, path, Some(body))
    }

    /// Sends once what creates, changes or takes away.
    pub(super) fn change<T: DeserializeOwned>(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<T, Error> {
        self.signed(&Call { method, path, query: &[], body, nature: Nature::Changes })
    }

    /// Whether an e-mail is the login of an account or a user already; needs no signing in.
    pub fn already_exists(&mut self, email: &str) -> Result<bool, Error> {
        let body = Some(json!({ "email": email }).to_string().into_bytes());
        let path = "Token/AccountAlreadyExists";
        let call = Call { method: Method::POST, path, query: &[], body, nature: Nature::Looks };
        let answer = self.send(&call, None)?;
        parsed(&call, &answer)
    }

    /// Another job: all of the patience is there again.
    pub fn fresh(&mut self) {
        self.patience = Patience::new(self.client.settings.patience, self.client.settings.pause);
    }

    /// Waits as long as after trouble, while there is patience; no more of it is `false`.
    pub fn rest(&mut self) -> bool {
        match self.patience.pause(Again::Later) {
            Pause::For(pause) => {
                self.sleep(pause);
                true
            }
            Pause::Over(_) | Pause::TooLong { .. } => false,
        }
    }

    /// Waits once, for as long as an answer may take: what was sent and given up may still be under way, and to send it
    /// again too soon would do it twice.
    pub fn settle(&mut self) {
        let seconds = self.client.settings.timeout.as_secs();
        (self.client.watch)(&format!("waiting {seconds} s for what may still be under way"));
        self.sleep(self.client.settings.timeout);
    }

    fn sleep(&self, pause: Duration) {
        self.client.runtime.block_on(async { tokio::time::sleep(pause).await });
    }

    /// Sends with a token: a new one where the old one is not taken any more.
    fn signed<T: DeserializeOwned>(&mut self, call: &Call<'_>) -> Result<T, Error> {
        let tokens = match self.tokens.clone() {
            Some(tokens) => tokens,
            None => self.sign_in()?,
        };
        let answer = match self.send(call, Some(&tokens.access_token)) {
            // Who is not let in has done nothing: that may be sent again, whatever it is.
            Err(Error::Refused { status, .. }) if status.starts_with("401") => {
                let tokens = self.renew(&tokens)?;
                self.send(call, Some(&tokens.access_token))?
            }
            other => other?,
        };
        parsed(call, &answer)
    }

    /// Signs in with login and password.
    fn sign_in(&mut self) -> Result<Tokens, Error> {
        let body = json!({ "userName": self.user, "password": self.password.expose() });
        match self.token("Token/CreateToken", &body) {
            Err(Error::Refused { status, .. }) => Err(Error::Login { user: self.user.clone(), status }),
            other => other,
        }
    }

    /// Another access token for one that is over; both tokens are new then, and the old ones are spent.
    fn renew(&mut self, tokens: &Tokens) -> Result<Tokens, Error> {
        self.tokens = None;
        let body = json!({ "accessToken": tokens.access_token, "refreshToken": tokens.refresh_token });
        // A refresh of which nobody knows what became of it has spent its token: then there is the password.
        match self.token("Token/RefreshToken", &body) {
            Err(Error::Refused { .. } | Error::Silent { .. } | Error::Uncertain { .. }) => self.sign_in(),
            other => other,
        }
    }

    fn token(&mut self, path: &str, body: &serde_json::Value) -> Result<Tokens, Error> {
        // To sign in twice harms nobody; to refresh twice with one token may look like theft.
        let nature = if path.ends_with("RefreshToken") { Nature::Changes } else { Nature::Looks };
        let body = Some(body.to_string().into_bytes());
        let call = Call { method: Method::POST, path, query: &[], body, nature };
        let answer = self.send(&call, None)?;
        let tokens: Tokens = parsed(&call, &answer)?;
        self.tokens = Some(tokens.clone());
        Ok(tokens)
    }

    /// Sends, again and again where that is allowed, and gives the body of a 200.
    fn send(&mut self, call: &Call<'_>, token: Option<&str>) -> Result<Vec<u8>, Error> {
        self.patience.renew();
        loop {
            let request = self.client.request(call, token)?;
            let (why, again, refused) = match self.client.runtime.block_on(attempt(request)) {
                Came::Answer(StatusCode::OK, _, body) => return Ok(body),
                Came::Answer(status, again, _) => (format!("elloha answers {status}"), again, Some(status)),
                Came::Nothing(why) => (
                    format!("{} (ELLOHA_URL) does not answer: {why}", self.client.settings.base),
                    Again::Later,
                    None,
                ),
            };
            // Only 4xx says that nothing was done: who answers a deed otherwise may have done it.
            let says_no = |status: StatusCode| call.nature == Nature::Looks || status.is_client_error();
            if let (Some(status), Again::Never) = (refused.filter(|status| says_no(*status)), again) {
                return Err(Error::Refused {
                    call: call.name(),
                    status: status.to_string(),
                    repair: repair(status),
                });
            }
            // A server that is too busy has done nothing; any other trouble may have come after the deed.
            let did_nothing = refused == Some(StatusCode::TOO_MANY_REQUESTS);
            if call.nature == Nature::Changes && !did_nothing {
                return Err(Error::Uncertain { call: call.name(), why });
            }
            match self.patience.pause(again) {
                Pause::For(pause) => {
                    (self.client.watch)(&format!(
                        "{why}: asking again in {:.0} s",
                        pause.as_secs_f64().ceil()
                    ));
                    self.sleep(pause);
                }
                Pause::Over(times) => return Err(Error::Silent { call: call.name(), why, times }),
                Pause::TooLong { asked, .. } => {
                    let why = format!("{why} and asks to wait {} s", asked.as_secs());
                    return Err(Error::Silent { call: call.name(), why, times: 1 });
                }
            }
        }
    }
}

fn repair(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 | 403 => "this login may not do that: use one of the head",
        404 => "there is no such account or call: check ELLOHA_URL",
        409 => "elloha's own data contradict each other: ask its support",
        300..=399 => "write the address that elloha has now into ELLOHA_URL",
        _ => "elloha says no more about it: ask its support, with the record and this moment",
    }
}

fn parsed<T: DeserializeOwned>(call: &Call<'_>, answer: &[u8]) -> Result<T, Error> {
    // What stands in the answer is not told: it may be a token.
    serde_json::from_slice(answer).map_err(|error| Error::Answer {
        call: call.name(),
        what: format!(
            "the answer is not in its documented shape (line {}, column {})",
            error.line(),
            error.column()
        ),
    })
}
