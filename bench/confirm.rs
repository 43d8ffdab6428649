//! How many files are confirmed in a second, beside a bare transaction of one INSERT and one UPDATE on the same database.
//!
//! `cargo run --release --example confirm -- [--catalogue URL] [--clients N] [--files N] [--rounds N]`
//!
//! Both are done by as many threads over the same connections, turn by turn; what is told is the median of the rounds. The
//! accounts, offers and customers are composed.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a measurement")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use passerelle::elloha::sales::CancelBooking;
use passerelle::engine::{self, Disk};
use passerelle::gateway::access::{Asked, Bearer, Principal, Private, Scope};
use passerelle::gateway::{AccountView, Channel, Gateway, Office, Request, Selling, Terms};
use passerelle::store::{Location, Several};
use serde_json::json;
use uuid::Uuid;

const ACCOUNT: Uuid = Uuid::from_u128(1);
const FORMULA: Uuid = Uuid::from_u128(2);
/// So many resources share the sales, so that not all of them wait for one row.
const RESOURCES: usize = 64;

struct Bench {
    gateway: Gateway,
    channel: Channel,
    aloa: Principal,
    clients: usize,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut catalogue, mut clients, mut files, mut rounds) = (None, 32, 3_200, 5);
    while let Some(arg) = args.next() {
        let value = args.next().unwrap();
        match arg.as_str() {
            "--catalogue" => catalogue = Some(value),
            "--clients" => clients = value.parse().unwrap(),
            "--files" => files = value.parse().unwrap(),
            "--rounds" => rounds = value.parse().unwrap(),
            other => {
                println!("{other}: unknown");
                return;
            }
        }
    }
    let folder = std::env::temp_dir().join(format!("passerelle-confirm-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let location = catalogue.unwrap_or_else(|| folder.join("bench.sqlite").display().to_string());
    let bench = Bench::new(&location, clients);
    let (mut bare, mut confirmed) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let ids = bench.files(round, files);
        bare.push(bench.bare(round, files));
        confirmed.push(bench.confirm(&ids));
        println!("round {}: {:.0} bare, {:.0} confirmed a second", round + 1, bare[round], confirmed[round]);
    }
    let (bare, confirmed) = (median(bare), median(confirmed));
    println!("median: {bare:.0} bare, {confirmed:.0} confirmed a second: {:.2}", confirmed / bare);
    let _ = std::fs::remove_dir_all(&folder);
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn asked() -> Asked<'static> {
    Asked { now: Timestamp::now(), request: Some("bench") }
}

impl Bench {
    fn new(location: &str, clients: usize) -> Self {
        let loaded = engine::load_channel(&Disk, Path::new("rules")).unwrap();
        let terms = Terms::new(loaded.ready.unwrap().channel());
        let store = Arc::new(Several::open(&Location::parse(location).unwrap(), clients.min(32)).unwrap());
        store
            .writing(|connection| {
                for sql in [
                    "DROP TABLE IF EXISTS bench_rows",
                    "DROP TABLE IF EXISTS bench_stock",
                    "CREATE TABLE bench_rows (id TEXT PRIMARY KEY, stock BIGINT NOT NULL)",
                    "CREATE TABLE bench_stock (id BIGINT PRIMARY KEY, sold BIGINT NOT NULL)",
                ] {
                    connection.execute(sql, &[])?;
                }
                for at in 0..i64::try_from(RESOURCES).unwrap() {
                    connection.execute("INSERT INTO bench_stock (id, sold) VALUES ($1, 0)", &[at.into()])?;
                }
                Ok(())
            })
            .unwrap();
        let gateway = Gateway::local(store, terms);
        let head = format!("bench-{}", Uuid::new_v4());
        let office = Office {
            business_name: "Composed".to_owned(),
            postal_address: "Composed".to_owned(),
            surname: "Composed".to_owned(),
            first_name: "Composed".to_owned(),
            telephone: "0".to_owned(),
            email: "bench@example.org".to_owned(),
        };
        let request = Request { head: head.clone(), office, test_account: ACCOUNT, ids: None };
        let channel = gateway.request(&request, asked()).unwrap();
        let account = AccountView {
            idoi: ACCOUNT,
            name: "Composed".to_owned(),
            account_type: "SportsLeisure".to_owned(),
            subscription: "Magic".to_owned(),
            eligible: true,
            selling: Selling::Closed,
        };
        gateway.put_account(&channel, &account, asked()).unwrap();
        gateway.own_sales().unwrap().load(&serde_json::from_value(offers()).unwrap()).unwrap();
        let channel = gateway.provision(&head, asked()).unwrap().channel;
        let scope = Scope::Channel { channel: channel.id.to_string() };
        let mut bench = Self { gateway, channel, aloa: somebody(scope), clients };
        bench.opened(&head);
        bench
    }

    /// The channel is tested and shown, and its owner has opened it two days ago.
    fn opened(&mut self, head: &str) {
        let [trial] = self.files(usize::MAX, 1)[..] else { return };
        self.gateway.confirm(&self.aloa, &self.channel, trial, asked()).unwrap();
        self.gateway.cancel(&self.aloa, &self.channel, trial, &CancelBooking::default(), asked()).unwrap();
        self.gateway.tested(head, asked()).unwrap();
        self.channel = self.gateway.show(head, asked()).unwrap();
        let name = Private::new("Composed".to_owned());
        let owner = somebody(Scope::Owner { account: ACCOUNT, managed_internally: false, name });
        let before = Asked { now: asked().now - Duration::from_hours(48), request: None };
        self.gateway.open(&owner, &self.channel, ACCOUNT, before).unwrap();
    }

    /// Files with a line each, ready to be confirmed.
    fn files(&self, round: usize, count: usize) -> Vec<Uuid> {
        let day = (Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
            .saturating_add(jiff::Span::new().days(30));
        (0..count)
            .map(|number| {
                let new = json!({ "idPublication": self.channel.engine,
                    "refExterneClient": format!("R{round}-{number}-{}", Uuid::new_v4()),
                    "client": { "firstName": "Ada", "lastName": "Exemple" } });
                let new = serde_json::from_value(new).unwrap();
                let id = self.gateway.create(&self.aloa, &self.channel, &new, asked()).unwrap().id_booking;
                let item = json!({ "lineNumber": 1, "idOi": ACCOUNT, "idFormula": formula(number % RESOURCES),
                    "idPrestation": resource(number % RESOURCES), "idRatePlan": 1,
                    "bookingStart": format!("{day}T00:00:00"), "quantity": 1, "unitAmountIncludingVat": 12.5 });
                let item = serde_json::from_value(item).unwrap();
                self.gateway.add(&self.aloa, &self.channel, id, &[item], asked()).unwrap();
                id
            })
            .collect()
    }

    /// So many a second.
    fn rate(&self, count: usize, work: impl Fn(usize) + Sync) -> f64 {
        let next = AtomicUsize::new(0);
        let began = Instant::now();
        thread::scope(|scope| {
            for _ in 0..self.clients {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= count {
                            return;
                        }
                        work(at);
                    }
                });
            }
        });
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let count = count as f64;
        count / began.elapsed().as_secs_f64()
    }

    fn bare(&self, round: usize, count: usize) -> f64 {
        self.rate(count, |at| {
            let (id, stock) =
                (format!("{round}-{at}-{}", Uuid::new_v4()), i64::try_from(at % RESOURCES).unwrap());
            self.gateway
                .store()
                .writing(|connection| {
                    let sql = "INSERT INTO bench_rows (id, stock) VALUES ($1, $2)";
                    connection.execute(sql, &[(&id).into(), stock.into()])?;
                    let sql = "UPDATE bench_stock SET sold = sold + 1 WHERE id = $1";
                    connection.execute(sql, &[stock.into()])
                })
                .unwrap();
        })
    }

    fn confirm(&self, ids: &[Uuid]) -> f64 {
        self.rate(ids.len(), |at| {
            self.gateway.confirm(&self.aloa, &self.channel, ids[at], asked()).unwrap();
        })
    }
}

fn somebody(scope: Scope) -> Principal {
    Principal { id: "bench".to_owned(), bearer: Bearer::Machine, scope, session: String::new() }
}

fn formula(at: usize) -> Uuid {
    Uuid::from_u128(FORMULA.as_u128() + (u128::try_from(at).unwrap() << 16))
}

fn resource(at: usize) -> Uuid {
    Uuid::from_u128(3 + (u128::try_from(at).unwrap() << 16))
}

fn offers() -> serde_json::Value {
    let all: BTreeSet<usize> = (0..RESOURCES).collect();
    let formulas = all.iter().map(|at| {
        json!({ "idPrestation": formula(*at), "idOi": ACCOUNT, "stockManagementType": "TicketWithoutSchedules",
            "resources": [{ "idResource": resource(*at) }], "ratePlans": [{ "idRatePlan": 1 }] })
    });
    let resources = all.iter().map(|at| {
        json!({ "idPrestation": resource(*at), "idOi": ACCOUNT, "totalStock": 998,
            "stockManagementType": "TicketWithoutSchedules" })
    });
    let prices = all.iter().map(|at| {
        json!({ "idFormula": formula(*at), "idResource": resource(*at), "idRatePlan": 1, "price": 12.5 })
    });
    json!({ "account": { "idOi": ACCOUNT, "name": "Composed", "type": "SportsLeisure", "subscription": "Magic" },
        "formulas": formulas.collect::<Vec<_>>(), "resources": resources.collect::<Vec<_>>(),
        "ratePlans": [{ "idRatePlan": 1, "idOi": ACCOUNT }], "prices": prices.collect::<Vec<_>>() })
}
