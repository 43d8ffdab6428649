//! The gateway is killed while counters sell: no file without its stock, no stock without its file, and what was answered stays.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use passerelle::elloha::Secret;
use passerelle::elloha::sales::{BookingQuery, BookingStatus};
use passerelle::gateway::access::{self, Actor, Asked, Scope};
use passerelle::gateway::sales::{Sales as _, Whose};
use passerelle::store::Location;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::crowd::rounds;
use super::sample::{file, places};
use super::scene::{CHANNEL, ENGINE, HEAD, Scene, Sold, at};
use crate::database::on_both;
use crate::elloha::{PASSWORD, USER};

/// The moment at which each server begins.
const BEGINS: &str = "2026-07-02T09:00";

struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(scene: &Scene) -> Self {
        let catalogue = match &scene.location {
            Location::Sqlite(path) => path.display().to_string(),
            Location::Postgres(url) => url.clone(),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
        let from = at(BEGINS).to_string();
        command.args([
            "gateway",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--pack",
            "rules",
            "--from",
            &from,
            "--head",
            HEAD,
        ]);
        command.env("PASSERELLE_CATALOGUE", catalogue).stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some(server) = &scene.server {
            command.args(["--sales", "elloha"]);
            command.env("ELLOHA_URL", server.url()).env("ELLOHA_USER", USER).env("ELLOHA_PASSWORD", PASSWORD);
        }
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { child, url }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A counter that sells one file after the other, until the server is gone; the files that were answered as confirmed and as
/// cancelled.
async fn sells(
    url: String,
    login: (String, Secret),
    name: String,
    told: Arc<Mutex<Vec<(Uuid, BookingStatus)>>>,
    days: Arc<AtomicI64>,
) -> Option<()> {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).no_proxy().build().unwrap();
    let call = async |method: &str, path: &str, token: &str, body: Json| -> Option<Json> {
        let request = http.request(method.parse().unwrap(), format!("{url}{path}"));
        let request =
            request.bearer_auth(token).header("Content-Type", "application/json").body(body.to_string());
        let answer = request.send().await.ok()?;
        let good = answer.status().is_success();
        let body: Json = serde_json::from_slice(&answer.bytes().await.ok()?).ok()?;
        if good { Some(body) } else { Some(json!({ "problem": body })) }
    };
    let body = json!({ "userName": login.0, "password": login.1.expose() });
    let tokens = call("POST", "/Token/CreateToken", "", body).await?;
    let token = tokens["accessToken"].as_str().unwrap_or_else(|| panic!("{tokens}")).to_owned();
    for number in 0.. {
        let new = serde_json::to_value(file(ENGINE, &format!("{name}-{number}"))).unwrap();
        let made = call("POST", "/Booking/Create", &token, new).await?;
        let id: Uuid = made["idBooking"].as_str().unwrap_or_else(|| panic!("{made}")).parse().unwrap();
        // Over many days and both slots, so that there is always something left.
        let at = days.fetch_add(1, Ordering::Relaxed);
        let day = jiff::civil::date(2026, 8, 1).saturating_add(jiff::Span::new().days(at % 500));
        let hour = if at / 500 % 2 == 0 { (10, 0) } else { (14, 30) };
        let lines = json!([places(&day.to_string(), hour, 1),]);
        let added = call("POST", &format!("/Booking/{id}/AddBookingItems"), &token, lines).await?;
        if added.get("problem").is_some() {
            // The counter takes its file away: nobody will finish it.
            assert_eq!(call("PUT", &format!("/Booking/{id}/Cancel"), &token, json!({})).await?, true);
            continue;
        }
        let confirmed = call("PUT", &format!("/Booking/{id}/Confirm"), &token, Json::Null).await?;
        if confirmed["status"] != "Confirmed" {
            continue;
        }
        told.lock().unwrap().push((id, BookingStatus::Confirmed));
        if number % 3 == 0 {
            let cancelled = call("PUT", &format!("/Booking/{id}/Cancel"), &token, json!({})).await?;
            assert_eq!(cancelled, true);
            told.lock().unwrap().push((id, BookingStatus::Cancelled));
        }
    }
    None
}

/// How many rows a statement finds: none, where all is well.
fn wrong(scene: &Scene, sql: &str) -> i64 {
    let counted = format!("SELECT COUNT(*) FROM ({sql}) AS wrong");
    scene
        .shelf_store
        .reading(|connection| connection.rows(&counted, &[])?.into_iter().next().unwrap().number())
        .unwrap()
}

/// No file without its stock, and no stock without its file.
fn is_whole(scene: &Scene) {
    let sums = "SELECT s.resource, s.sold FROM sales_stock s WHERE s.sold <> \
                (SELECT COALESCE(SUM(t.quantity), 0) FROM sales_takings t \
                 WHERE t.resource = s.resource AND t.day = s.day AND t.slot = s.slot)";
    assert_eq!(wrong(scene, sums), 0, "what is sold is what lines have taken");
    let lines = "SELECT i.id FROM sales_items i JOIN sales_files f ON f.id = i.file \
                 WHERE (i.status = 'BookedNotSold') <> (f.status = 'Confirmed')";
    assert_eq!(wrong(scene, lines), 0, "lines are as their file");
    let untaken = "SELECT i.id FROM sales_items i WHERE i.status = 'BookedNotSold' \
                   AND NOT EXISTS (SELECT 1 FROM sales_takings t WHERE t.item = i.id)";
    assert_eq!(wrong(scene, untaken), 0, "no file without its stock");
    let orphans = "SELECT t.item FROM sales_takings t WHERE NOT EXISTS \
                   (SELECT 1 FROM sales_items i WHERE i.id = t.item AND i.status = 'BookedNotSold')";
    assert_eq!(wrong(scene, orphans), 0, "no stock without its file");
}

fn killed(scene: &Scene) {
    let channel = scene.open();
    let scope = Scope::Channel { channel: CHANNEL.to_string() };
    let asked = Asked { now: at(BEGINS), request: None };
    let machine = access::make_machine(scene.gateway.store(), &scope, Actor::Operator, asked).unwrap();
    let (told, days) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicI64::new(0)));
    for round in 0..rounds(100, 3) {
        scene.it_is(BEGINS);
        let server = Server::start(scene);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let before = told.lock().unwrap().len();
        let counters: Vec<_> = (0..8)
            .map(|counter| {
                let login = (machine.client_id.clone(), Secret::new(machine.secret.expose().to_owned()));
                let name = format!("K{round}-{counter}");
                runtime.spawn(sells(server.url.clone(), login, name, told.clone(), days.clone()))
            })
            .collect();
        // At another moment each time, and not before something was sold.
        let mut waited = 0;
        while told.lock().unwrap().len() < before + 4 && waited < 2_000 {
            std::thread::sleep(Duration::from_millis(5));
            waited += 1;
        }
        std::thread::sleep(Duration::from_millis(u64::try_from(round * 37 % 200).unwrap()));
        server.kill();
        for counter in counters {
            runtime.block_on(counter).unwrap();
        }
        assert!(told.lock().unwrap().len() > before, "round {round}: something was sold");
        is_whole(scene);
    }
    // What was answered is there.
    let mut last = std::collections::BTreeMap::new();
    for (id, status) in told.lock().unwrap().iter() {
        last.insert(*id, *status);
    }
    for (id, status) in &last {
        let there = scene.shelf.file(*id).unwrap().unwrap().status;
        assert!(
            there == *status || *status == BookingStatus::Confirmed && there == BookingStatus::Cancelled,
            "{id}"
        );
    }
    // What was under way is looked up, and what nobody finished is taken away: nothing is left half made.
    for moment in ["2026-07-02T13:00", "2026-07-02T13:10", "2026-07-02T17:00"] {
        let now = scene.it_is(moment);
        while !scene.gateway.settle(now).unwrap().is_empty() {}
    }
    is_whole(scene);
    let query = BookingQuery {
        include_confirmed_bookings: false,
        include_in_progress_bookings: true,
        ..BookingQuery::default()
    };
    assert_eq!(scene.shelf.files(&query, &Whose::Engine(ENGINE)).unwrap().total_count, 0);
    let mut differences = Vec::new();
    scene
        .gateway
        .sync_check(&channel, scene.it_is(BEGINS).now, &mut |found| differences.push(found))
        .unwrap();
    assert_eq!(differences, []);
}

on_both! {
    fn killed_while_it_sells(name, catalogue) {
        killed(&Scene::new(name, catalogue, Sold::Here, 3));
    }

    fn killed_while_it_sells_at_elloha(name, catalogue) {
        killed(&Scene::new(name, catalogue, Sold::AtElloha, 3));
    }
}
