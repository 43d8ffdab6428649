//! Sales at elloha, against the stand-in server over real HTTP: what is sent, how often, and what is made of each answer.

mod decision;
mod reading;
mod shelf;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use passerelle::elloha::sales::{Amount, Booking, Client as Customer, NewBooking, NewItem, midnight};
use passerelle::elloha::{Client, Secret, Settings};
use passerelle::gateway::sales::{Elloha, Sales, Seller, Trouble};
use passerelle::store::{Connection, Error, Location, Several};
use uuid::Uuid;

use self::shelf::{DAY, FORMULA, PLAN, RESOURCE, Shelf};
use crate::accounts::READY;
use crate::elloha::{Asked, Elloha as Server, PASSWORD, USER};

/// The booking engine and the channel, composed.
const SELLER: Seller = Seller { engine: Uuid::from_u128(0xa0_0001), channel: Uuid::from_u128(0xa0_0002) };

/// A server that sells so many places, and a gateway that sells them there.
struct Scene {
    server: Server,
    shelf: Shelf,
    store: Arc<Several>,
    sales: Elloha,
    account: Uuid,
    folder: PathBuf,
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The moment: it is the server that judges by it.
fn now() -> Timestamp {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

/// A note of nothing.
#[expect(clippy::unnecessary_wraps, reason = "a note may fail")]
fn quiet(_: &mut dyn Connection, _: &Booking) -> Result<(), Error> {
    Ok(())
}

fn client(server: &Server, user: &str, password: &str) -> Client {
    let mut settings =
        Settings::new(&server.url(), user.to_owned(), Secret::new(password.to_owned())).unwrap();
    (settings.timeout, settings.patience, settings.pause) =
        (Duration::from_millis(500), Duration::from_secs(5), Duration::from_millis(5));
    Client::new(settings).unwrap()
}

impl Scene {
    fn new(name: &str, left: i32) -> Self {
        let server = Server::start(&READY.pack);
        let account = client(&server, USER, PASSWORD).session().config().unwrap().id_oi;
        let shelf = Shelf::new(account, left);
        server.sells(shelf.clone(), now());
        // A database in use has files beside it, which go with the folder.
        let folder = std::env::temp_dir().join(format!("passerelle-sales-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        let store = Arc::new(Several::open(&Location::Sqlite(folder.join("sales.db")), 2).unwrap());
        let sales = Elloha::new(client(&server, USER, PASSWORD), 1, SELLER, store.clone());
        let scene = Self { server, shelf, store, sales, account, folder };
        // Whoever has signed in is what the numbers of calls below begin with.
        scene.sales.file(Uuid::from_u128(1)).unwrap();
        scene.server.asked();
        scene
    }

    /// Another gateway at the same server.
    fn other(&self) -> Elloha {
        Elloha::new(client(&self.server, USER, PASSWORD), 1, SELLER, self.store.clone())
    }

    fn item(&self, quantity: i32) -> NewItem {
        let body = serde_json::json!({
            "lineNumber": 1, "idOi": self.account, "idFormula": FORMULA, "idPrestation": RESOURCE, "idRatePlan": PLAN,
            "bookingStart": midnight(DAY), "hour": 10, "minutes": 30, "quantity": quantity, "nbAdults": quantity,
            "unitAmountIncludingVat": Amount::from_cents(1250),
        });
        serde_json::from_value(body).unwrap()
    }

    fn create(&self, number: &str) -> Result<Booking, Trouble> {
        self.sales.create(&new(number), now(), &mut quiet)
    }

    /// A file in progress with a line.
    fn file(&self, number: &str, quantity: i32) -> Uuid {
        let id = self.create(number).unwrap().id_booking;
        self.sales.add(id, &[self.item(quantity)], now(), &mut quiet).unwrap();
        self.server.asked();
        id
    }

    /// How often a call came since the last look.
    fn count(asked: &[Asked], method: &str, ending: &str) -> usize {
        asked.iter().filter(|asked| asked.method == method && asked.path.ends_with(ending)).count()
    }
}

/// A file of nobody.
fn new(number: &str) -> NewBooking {
    NewBooking {
        id_ect: None,
        id_distribution: None,
        id_publication: SELLER.engine,
        ref_externe_client: number.to_owned(),
        client: Customer { first_name: Some("Ada".to_owned()), sms_consent: true, ..Customer::default() },
        remarks: None,
        payments: Vec::new(),
    }
}
