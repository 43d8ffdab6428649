//! A gateway, with what it sells: in its own database, or at a stand-in elloha that sells what stands behind it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use passerelle::elloha::{Client, Secret, Settings};
use passerelle::engine::{self, Disk};
use passerelle::gateway::access::{self, Access, Actor, Asked, Bearer, Principal, Private, Scope, SignIn};
use passerelle::gateway::sales::{Elloha, Local, LocalOffers, Sales, Seller};
use passerelle::gateway::{AccountView, Channel, Gateway, Office, Request, Selling, Terms};
use passerelle::store::{Location, Several, Store};
use uuid::Uuid;

use super::sample::{BUS, CANOES, CELLAR, canoes, canoes_json};
use crate::accounts::READY;
use crate::elloha::{Elloha as Server, PASSWORD, USER};

/// The head that the channel is for.
pub(crate) const HEAD: &str = "24";

/// Which adapter sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sold {
    Here,
    AtElloha,
}

pub(crate) struct Scene {
    pub(crate) gateway: Gateway,
    /// Where offers, stocks and elloha's files are, whoever sells them.
    pub(crate) shelf: Arc<Local>,
    pub(crate) shelf_store: Arc<Several>,
    pub(crate) server: Option<Server>,
    pub(crate) location: Location,
    folder: PathBuf,
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A shelf that a server owns too.
struct Shared(Arc<Local>);

macro_rules! shared {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $out:ty;)*) => {
        $(fn $name(&self, $($arg: $ty),*) -> $out { self.0.$name($($arg),*) })*
    };
}

use passerelle::elloha::sales as s;
use passerelle::gateway::sales::{Note, Offers, Trouble, Whose};

impl Sales for Shared {
    shared! {
        availability(asked: &s::AvailabilityRequest, now: Timestamp) -> Result<s::AvailabilityResponse, Trouble>;
        slots(asked: &s::AvailabilityRequest, now: Timestamp) -> Result<Vec<s::ActivityItem>, Trouble>;
        offers(account: Uuid, from: jiff::civil::Date, to: jiff::civil::Date) -> Result<Offers, Trouble>;
        create(new: &s::NewBooking, now: Timestamp, note: &mut Note<'_>) -> Result<s::Booking, Trouble>;
        numbered(number: &str, engine: Uuid) -> Result<Vec<s::Booking>, Trouble>;
        add(id: Uuid, items: &[s::NewItem], now: Timestamp, note: &mut Note<'_>) -> Result<s::Booking, Trouble>;
        confirm(id: Uuid, now: Timestamp, note: &mut Note<'_>) -> Result<s::Booking, Trouble>;
        cancel(id: Uuid, how: &s::CancelBooking, now: Timestamp, note: &mut Note<'_>) -> Result<s::Booking, Trouble>;
        cancel_items(how: &s::CancelItems, now: Timestamp, note: &mut Note<'_>) -> Result<Vec<s::BookingItem>, Trouble>;
        discard(id: Uuid, note: &mut Note<'_>) -> Result<(), Trouble>;
        file(id: Uuid) -> Result<Option<s::Booking>, Trouble>;
        files(query: &s::BookingQuery, whose: &Whose) -> Result<s::BookingPage, Trouble>;
        is_far() -> bool;
    }
}

/// The ids that elloha gives to the channel and its booking engine: composed.
pub(crate) const CHANNEL: Uuid = Uuid::from_u128(0xa10a_0000_0009_4000_8000_0000_0000_0001);
pub(crate) const ENGINE: Uuid = Uuid::from_u128(0xa10a_0000_0009_4000_8000_0000_0000_0002);
/// The booking engine of the base's own web site.
pub(crate) const WIDGET: Uuid = Uuid::from_u128(0xa10a_0000_0009_4000_8000_0000_0000_0003);

pub(crate) fn paris() -> TimeZone {
    jiff::tz::TimeZoneDatabase::bundled().get("Europe/Paris").unwrap()
}

/// A moment in Paris.
pub(crate) fn at(moment: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = moment.parse().unwrap();
    civil.to_zoned(paris()).unwrap().timestamp()
}

pub(crate) fn asked(moment: &str) -> Asked<'static> {
    Asked { now: at(moment), request: Some("request-of-a-test") }
}

/// The terms that the shipped channel says.
pub(crate) fn terms() -> Terms {
    let loaded = engine::load_channel(&Disk, Path::new("rules")).unwrap();
    Terms::new(loaded.ready.unwrap().channel())
}

pub(crate) fn office() -> Office {
    Office {
        business_name: "Centrale composée".to_owned(),
        postal_address: "1 rue Composée, 24000 Périgueux".to_owned(),
        surname: "Exemple".to_owned(),
        first_name: "Ada".to_owned(),
        telephone: "05 53 00 00 00".to_owned(),
        email: "centrale@example.org".to_owned(),
    }
}

fn account(idoi: Uuid, name: &str, account_type: &str, subscription: &str) -> AccountView {
    AccountView {
        idoi,
        name: name.to_owned(),
        account_type: account_type.to_owned(),
        subscription: subscription.to_owned(),
        eligible: true,
        selling: Selling::Closed,
    }
}

impl Scene {
    pub(crate) fn new(name: &str, catalogue: Option<String>, sold: Sold, connections: usize) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gateway").join(format!("{name}-{sold:?}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let location = catalogue.map_or_else(
            || Location::Sqlite(folder.join("catalogue.sqlite")),
            |url| Location::parse(&url).unwrap(),
        );
        let store = Arc::new(Several::open(&location, connections).unwrap());
        match sold {
            Sold::Here => {
                let shelf = Arc::new(Local::new(store.clone(), paris()));
                let gateway = Gateway::local(store.clone(), terms());
                Self { gateway, shelf, shelf_store: store, server: None, location, folder }
            }
            Sold::AtElloha => {
                let behind = Location::Sqlite(folder.join("elloha.sqlite"));
                let behind = Arc::new(Several::open(&behind, 4).unwrap());
                let shelf = Arc::new(Local::new(behind.clone(), paris()));
                let server = Server::start(&READY.pack);
                let seller = Seller { engine: ENGINE, channel: CHANNEL };
                let mut settings =
                    Settings::new(&server.url(), USER.to_owned(), Secret::new(PASSWORD.to_owned())).unwrap();
                (settings.timeout, settings.patience, settings.pause) =
                    (Duration::from_secs(20), Duration::from_secs(20), Duration::from_millis(5));
                let client = Client::new(settings).unwrap();
                let sales = Elloha::new(client, connections, seller, store.clone());
                let gateway = Gateway::new(store, Arc::new(sales), terms());
                shelf.name_engine(ENGINE, &gateway.terms().creator).unwrap();
                Self { gateway, shelf, shelf_store: behind, server: Some(server), location, folder }
            }
        }
    }

    /// It is that moment, at elloha too.
    pub(crate) fn it_is(&self, moment: &str) -> Asked<'static> {
        if let Some(server) = &self.server {
            server.sells(Shared(self.shelf.clone()), at(moment));
        }
        asked(moment)
    }

    /// What the base offers is there, and so are a cellar and a bus.
    pub(crate) fn offers(&self) {
        self.shelf.load(&canoes()).unwrap();
        let mut cellar = canoes_json();
        cellar["account"]["idOi"] = CELLAR.to_string().into();
        for list in ["formulas", "resources", "ratePlans", "prices"] {
            cellar[list] = serde_json::json!([]);
        }
        let cellar: LocalOffers = serde_json::from_value(cellar).unwrap();
        self.shelf.load(&cellar).unwrap();
    }

    pub(crate) fn request(&self, asked: Asked<'_>) -> Channel {
        let request = Request {
            head: HEAD.to_owned(),
            office: office(),
            test_account: CANOES,
            ids: Some((CHANNEL, ENGINE)),
        };
        let channel = self.gateway.request(&request, asked).unwrap();
        for account in [
            account(CANOES, "Canoës composés", "SportsLeisure", "Startup"),
            account(CELLAR, "Cave composée", "Tasting", "Magic"),
            account(BUS, "Autocars composés", "Transport", "Connect"),
        ] {
            self.gateway.put_account(&channel, &account, asked).unwrap();
        }
        channel
    }

    /// Somebody with a scope.
    pub(crate) fn principal(&self, scope: Scope) -> Principal {
        Principal {
            id: format!("{}-of-a-test", scope.kind()),
            bearer: Bearer::Machine,
            scope,
            session: "session".to_owned(),
        }
    }

    pub(crate) fn aloa(&self) -> Principal {
        self.principal(Scope::Channel { channel: CHANNEL.to_string() })
    }

    pub(crate) fn owner(&self, account: Uuid) -> Principal {
        let name = Private::new("Jeanne Martin".to_owned());
        self.principal(Scope::Owner { account, managed_internally: false, name })
    }

    /// Somebody who signs in with credentials that were made for them.
    pub(crate) fn signed_in(&self, login: &str, password: &Secret, asked: Asked<'_>) -> Principal {
        let model = access::CreateTokenModel {
            user_name: Private::new(login.to_owned()),
            password: password.clone(),
        };
        let who = SignIn { model: &model, address: std::net::Ipv4Addr::LOCALHOST.into() };
        let store: &dyn Store = self.gateway.store();
        let tokens = ACCESS.sign_in(store, who, asked).unwrap();
        store
            .reading(|connection| Ok(access::authenticate(connection, &tokens.access_token, asked.now)))
            .unwrap()
            .unwrap()
    }

    /// A person who was invited, and has set a password.
    pub(crate) fn person(&self, email: &str, scope: &Scope, asked: Asked<'_>) -> Principal {
        let store: &dyn Store = self.gateway.store();
        let address = Private::new(email.to_owned());
        let invitation = access::invite(store, &address, scope, Actor::Operator, asked).unwrap();
        let password = Secret::new("une phrase de passe composée".to_owned());
        ACCESS.accept(store, &invitation.code, &password, asked).unwrap();
        self.signed_in(email, &password, asked)
    }

    /// A channel that is visible, and an account that is sold on 2 July 2026.
    pub(crate) fn open(&self) -> Channel {
        let now = self.it_is("2026-07-01T09:00");
        self.offers();
        self.request(now);
        self.gateway.provision(HEAD, now).unwrap();
        self.try_out(now);
        self.gateway.tested(HEAD, now).unwrap();
        let channel = self.gateway.show(HEAD, now).unwrap();
        self.gateway.open(&self.owner(CANOES), &channel, CANOES, now).unwrap();
        self.it_is("2026-07-02T09:00");
        channel
    }

    /// ALOA's teams sell something to nobody, and cancel it.
    pub(crate) fn try_out(&self, now: Asked<'_>) {
        let channel = self.gateway.known(HEAD).unwrap();
        let aloa = self.aloa();
        let file =
            self.gateway.create(&aloa, &channel, &super::sample::file(ENGINE, "TRIAL-1"), now).unwrap();
        let id = file.id_booking;
        let places = super::sample::places("2026-07-20", (10, 0), 1);
        self.gateway.add(&aloa, &channel, id, &[places], now).unwrap();
        self.gateway.confirm(&aloa, &channel, id, now).unwrap();
        self.gateway.cancel(&aloa, &channel, id, &s::CancelBooking::default(), now).unwrap();
    }
}

static ACCESS: std::sync::LazyLock<Access> = std::sync::LazyLock::new(|| Access::new().unwrap());
