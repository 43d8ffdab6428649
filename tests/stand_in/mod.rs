//! A stand-in Tourinsoft server: all wire generations over real HTTP, and the moods that a real one has.
//!
//! What it answers follows the forms that public consumers read; the records are composed.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};
use serde_json::{Value as Json, json};

/// How a feed is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// `{"d":{"results":[…],"__count":"11"}}`
    V2Json,
    /// `{"odata.metadata":…,"odata.count":"11","value":[…]}`
    Wcf3,
    Atom,
    ApiV3,
}

/// What the server does with one request in place of answering it.
#[derive(Clone, Debug)]
pub(crate) enum Mood {
    /// As if nothing were.
    Good,
    /// 429 "Caching in progress", with `Retry-After` in seconds.
    Busy(u64),
    /// A status and nothing else.
    Status(u16),
    /// Only the first half of the body comes, and the connection breaks.
    Cut,
    /// Only the first half of the body comes, as if it were all.
    Half,
    /// The page says that there are so many records.
    Count(u64),
    /// No count at all.
    Uncounted,
    /// An HTML page, with 200.
    Html,
    /// A redirection.
    Redirect(String),
    /// The answer comes after a while.
    Slow(Duration),
}

/// A feed and how its server is in the mood to serve it.
struct Feed {
    wire: Wire,
    records: Vec<Json>,
    /// For the requests to come, in order; then `after`.
    moods: VecDeque<Mood>,
    after: Mood,
    /// What `/{date}` answers.
    differential: u16,
}

#[derive(Default)]
struct Shared {
    feeds: BTreeMap<String, Feed>,
    asked: Vec<String>,
    /// Records that come between one request and the next.
    arrivals: VecDeque<Json>,
    /// The id of a record that goes when the next one comes.
    departs: Option<String>,
    /// Whether answers say that they go on elsewhere.
    goes_on: bool,
}

pub(crate) struct StandIn {
    pub(crate) address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

impl StandIn {
    /// At whatever port is free.
    pub(crate) fn start() -> Self {
        Self::at(0)
    }

    /// At a port of this machine.
    pub(crate) fn at(port: u16) -> Self {
        let shared = Arc::new(Mutex::new(Shared::default()));
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

    /// Serves a feed, and says at which address.
    pub(crate) fn feed(&self, code: &str, wire: Wire, records: Vec<Json>) -> String {
        let feed = Feed { wire, records, moods: VecDeque::new(), after: Mood::Good, differential: 404 };
        self.shared.lock().unwrap().feeds.insert(code.to_owned(), feed);
        let at = self.address;
        match wire {
            Wire::V2Json => format!("http://{at}/Syndication/2.0/cdt24/{code}/Objects?$format=json"),
            Wire::Wcf3 => format!("http://{at}/Syndication/3.0/cdt24/{code}/Objects?$format=json"),
            Wire::Atom => format!("http://{at}/Syndication/2.0/cdt24/{code}/Objects"),
            Wire::ApiV3 => format!("http://{at}/api/syndications/cdt24.tourinsoft.com/{code}"),
        }
    }

    fn with<T>(&self, code: &str, change: impl FnOnce(&mut Feed) -> T) -> T {
        change(self.shared.lock().unwrap().feeds.get_mut(code).unwrap())
    }

    /// What a feed holds from now on.
    pub(crate) fn records(&self, code: &str, records: Vec<Json>) {
        self.with(code, |feed| feed.records = records);
    }

    /// The moods for the next requests of a feed.
    pub(crate) fn moods(&self, code: &str, moods: &[Mood]) {
        self.with(code, |feed| feed.moods = moods.iter().cloned().collect());
    }

    /// The mood for all requests that have none of their own.
    pub(crate) fn always(&self, code: &str, mood: Mood) {
        self.with(code, |feed| feed.after = mood);
    }

    pub(crate) fn differential(&self, code: &str, status: u16) {
        self.with(code, |feed| feed.differential = status);
    }

    /// Between one request and the next, such a record comes into every feed.
    pub(crate) fn arrives(&self, records: Vec<Json>) {
        self.shared.lock().unwrap().arrivals = records.into();
    }

    /// Behind the next request a record goes and another comes: the count stays what it was.
    pub(crate) fn swaps(&self, id: &str, record: Json) {
        let mut shared = self.shared.lock().unwrap();
        (shared.departs, shared.arrivals) = (Some(id.to_owned()), [record].into());
    }

    /// From now on answers name a next address, and say no count.
    pub(crate) fn goes_on(&self) {
        self.shared.lock().unwrap().goes_on = true;
    }

    /// What was asked for since this was last asked.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.lock().unwrap().asked)
    }
}

fn plain(status: u16, body: impl Into<Body>) -> Response<Body> {
    Response::builder().status(status).body(body.into()).unwrap()
}

async fn serve(State(shared): State<Arc<Mutex<Shared>>>, request: Request) -> Response<Body> {
    let uri = request.uri().clone();
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let (answer, pause) = {
        let mut shared = shared.lock().unwrap();
        shared.asked.push(uri.to_string());
        let parts: Vec<&str> = uri.path().split('/').filter(|part| !part.is_empty()).collect();
        let (code, rest) = match parts.as_slice() {
            ["Syndication", _, _, code, rest @ ..] | ["api", "syndications", _, code, rest @ ..] => {
                ((*code).to_owned(), rest.join("/"))
            }
            _ => return plain(404, "no such feed"),
        };
        let arrival = shared.arrivals.pop_front();
        let departs = shared.departs.take();
        let goes_on = shared.goes_on;
        let Some(feed) = shared.feeds.get_mut(&code) else { return plain(404, "no such feed") };
        if goes_on {
            return plain(200, json!({ "value": feed.records, "odata.nextLink": "elsewhere" }).to_string());
        }
        let answer = answer(feed, &rest, uri.query().unwrap_or_default());
        feed.records.retain(|record| departs.as_ref().is_none_or(|id| record["SyndicObjectID"] != **id));
        if let Some(record) = arrival {
            feed.records.push(record);
        }
        answer
    };
    tokio::time::sleep(pause).await;
    if let (Some(tag), Some(known)) = (answer.headers().get(header::ETAG), known)
        && *tag == known
    {
        return Response::builder().status(304).header(header::ETAG, known).body(Body::empty()).unwrap();
    }
    answer
}

fn answer(feed: &mut Feed, rest: &str, query: &str) -> (Response<Body>, Duration) {
    let at_once = Duration::ZERO;
    let described = match rest {
        "$metadata" | "metadata" => Some(metadata(feed)),
        "Fields" => {
            let names = names(feed).into_iter().map(|name| json!({ "SyndicFieldName": name }));
            Some(json!({ "odata.metadata": "Fields", "value": names.collect::<Vec<_>>() }).to_string())
        }
        _ => None,
    };
    if let Some(text) = described {
        return (plain(200, text), at_once);
    }
    // Whatever is asked of a server in a mood.
    let mood = feed.moods.pop_front().unwrap_or_else(|| feed.after.clone());
    if feed.wire == Wire::ApiV3 && !rest.is_empty() {
        let answer = Response::builder().status(feed.differential);
        return (answer.header(header::LOCATION, "ids").body(Body::empty()).unwrap(), at_once);
    }
    let text = match &mood {
        Mood::Count(count) => page(feed, query, Counted::As(*count)),
        Mood::Uncounted => page(feed, query, Counted::Not),
        _ => page(feed, query, Counted::Truly),
    };
    let half = text.get(..text.len() / 2).unwrap_or_default().to_owned();
    let answer = match mood {
        Mood::Good | Mood::Count(_) | Mood::Uncounted => whole(&text),
        Mood::Slow(pause) => return (whole(&text), pause),
        Mood::Busy(seconds) => Response::builder()
            .status(StatusCode::TOO_MANY_REQUESTS)
            .header(header::RETRY_AFTER, seconds)
            .body("Caching in progress".into())
            .unwrap(),
        Mood::Status(status) => plain(status, "trouble"),
        Mood::Cut => {
            Response::builder().header(header::CONTENT_LENGTH, text.len()).body(half.into()).unwrap()
        }
        Mood::Half => plain(200, half),
        Mood::Html => plain(200, "<!doctype html><html><body>Service indisponible</body></html>"),
        Mood::Redirect(to) => {
            Response::builder().status(302).header(header::LOCATION, to).body(Body::empty()).unwrap()
        }
    };
    (answer, at_once)
}

/// A whole answer, with a tag that changes when it does.
fn whole(text: &str) -> Response<Body> {
    let tag = passerelle::engine::Digest::of(text.as_bytes());
    Response::builder().header(header::ETAG, format!("\"{tag}\"")).body(text.to_owned().into()).unwrap()
}

fn names(feed: &Feed) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in feed.records.iter().filter_map(Json::as_object).flat_map(|record| record.keys()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn metadata(feed: &Feed) -> String {
    let properties: Vec<String> =
        names(feed).iter().map(|name| format!("<Property Name=\"{name}\" Type=\"Edm.String\"/>")).collect();
    let properties = properties.concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><edmx:Edmx xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\" \
         Version=\"1.0\"><edmx:DataServices><Schema Namespace=\"TourInSoft.V5.Syndication\"><EntityType Name=\"Structure\">\
         <Property Name=\"Name\" Type=\"Edm.String\"/></EntityType><EntityType Name=\"SyndicObject\">{properties}\
         </EntityType><EntityContainer Name=\"Entities\"><EntitySet Name=\"Objects\" \
         EntityType=\"TourInSoft.V5.Syndication.SyndicObject\"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// How many records a page says the feed has.
#[derive(Clone, Copy)]
enum Counted {
    /// As many as it has, where that is asked.
    Truly,
    As(u64),
    Not,
}

/// A page.
fn page(feed: &Feed, query: &str, count: Counted) -> String {
    let parameter = |name: &str| {
        let pair = query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name));
        pair.map(|(_, value)| value.to_owned())
    };
    let number = |name: &str| parameter(name).and_then(|value| value.parse::<usize>().ok());
    let mut records: Vec<&Json> = feed.records.iter().collect();
    if let Some(by) = parameter("$orderby") {
        records.sort_by_key(|record| record[&by].as_str().unwrap_or_default().to_owned());
    }
    let asked = parameter("$inlinecount").as_deref() == Some("allpages");
    let count = match count {
        Counted::Truly => asked.then_some(records.len() as u64),
        Counted::As(count) => Some(count),
        Counted::Not => None,
    };
    let (skip, top) = (number("$skip").unwrap_or(0), number("$top").unwrap_or(usize::MAX));
    let page: Vec<&Json> = match feed.wire {
        Wire::ApiV3 => records,
        Wire::V2Json | Wire::Wcf3 | Wire::Atom => records.into_iter().skip(skip).take(top).collect(),
    };
    match feed.wire {
        Wire::ApiV3 => json!({ "tisTrackingUA": "UA-1", "value": page }).to_string(),
        Wire::Wcf3 => match count {
            Some(count) => {
                json!({ "odata.metadata": "$metadata#Objects", "odata.count": count.to_string(), "value": page })
            }
            None => json!({ "odata.metadata": "$metadata#Objects", "value": page }),
        }
        .to_string(),
        Wire::V2Json => match count {
            Some(count) => json!({ "d": { "results": page, "__count": count.to_string() } }),
            None => json!({ "d": page }),
        }
        .to_string(),
        Wire::Atom => atom(&page, count),
    }
}

fn atom(page: &[&Json], count: Option<u64>) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:d=\"http://schemas.microsoft.com/ado/2007/08/dataservices\" \
         xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><title>Objects</title>",
    );
    // Writing to a `String` cannot fail, here and below.
    if let Some(count) = count {
        let _ = write!(text, "<m:count>{count}</m:count>");
    }
    for record in page {
        text += "<entry><content type=\"application/xml\"><m:properties>";
        for (name, value) in record.as_object().unwrap() {
            match value.as_str() {
                Some(value) => {
                    let _ = write!(text, "<d:{name}>{}</d:{name}>", escape(value));
                }
                None => {
                    let _ = write!(text, "<d:{name} m:null=\"true\"/>");
                }
            }
        }
        text += "</m:properties></content></entry>";
    }
    text + "</feed>"
}
