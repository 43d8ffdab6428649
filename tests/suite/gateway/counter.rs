//! A channel that is open, over accounts that are composed.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use passerelle::elloha::sales::CancelBooking;
use passerelle::engine::{self, Disk, Outbound};
use passerelle::gateway::access::{Asked, Bearer, Principal, Private, Scope};
use passerelle::gateway::{AccountView, Channel, Gateway, Office, Request, Selling, Terms};
use passerelle::store::{Location, Several};
use serde_json::Value as Json;
use uuid::Uuid;

use super::sample::{CANOES, canoes, canoes_json, file, places};

/// The rules that are shipped.
pub(super) static RULES: LazyLock<Arc<Outbound>> = LazyLock::new(|| {
    let loaded = engine::load_channel(&Disk, Path::new("rules")).unwrap();
    Arc::new(loaded.ready.unwrap())
});

/// A Wednesday in summer, ten in the morning in Paris.
pub(super) const NOW: &str = "2026-07-01T08:00:00Z";

pub(super) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Some day before, on which all is prepared.
fn before() -> Asked<'static> {
    Asked { now: "2026-06-10T08:00:00Z".parse().unwrap(), request: None }
}

pub(super) fn asked() -> Asked<'static> {
    Asked { now: now(), request: None }
}

/// The gateway, a channel that is visible, and ALOA.
pub(super) struct Counter {
    pub(super) gateway: Gateway,
    pub(super) channel: Channel,
    pub(super) aloa: Principal,
}

fn principal(id: &str, bearer: Bearer, scope: Scope) -> Principal {
    Principal { id: id.to_owned(), bearer, scope, session: "a session".to_owned() }
}

impl Counter {
    /// A channel that was tested with the base of canoes, and is visible: nobody has opened it yet.
    pub(super) fn new(name: &str, catalogue: Option<String>) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counter").join(name);
        let _ = std::fs::remove_dir_all(&root);
        let at = catalogue.unwrap_or_else(|| root.join("catalogue.sqlite").display().to_string());
        let store = Arc::new(Several::open(&Location::parse(&at).unwrap(), 4).unwrap());
        let gateway = Gateway::local(store, Terms::new(RULES.channel())).showing(RULES.clone());
        gateway.own_sales().unwrap().load(&canoes()).unwrap();
        let office = Office {
            business_name: "Centrale composée".to_owned(),
            postal_address: "1 rue de Nulle Part, 24000 Nulleville".to_owned(),
            surname: "Exemple".to_owned(),
            first_name: "Ada".to_owned(),
            telephone: "01 99 00 12 34".to_owned(),
            email: "centrale@example.org".to_owned(),
        };
        let request = Request { head: "24".to_owned(), office, test_account: CANOES, ids: None };
        let channel = gateway.request(&request, before()).unwrap();
        gateway
            .put_account(&channel, &account(CANOES, "Canoës composés", "SportsLeisure"), before())
            .unwrap();
        let channel = gateway.provision("24", before()).unwrap().channel;
        let scope = Scope::Channel { channel: channel.id.to_string() };
        let aloa = principal("aloa", Bearer::Machine, scope);
        let tried = gateway.create(&aloa, &channel, &file(channel.engine, "try"), before()).unwrap();
        gateway
            .add(&aloa, &channel, tried.id_booking, &[places("2026-06-20", (10, 0), 1)], before())
            .unwrap();
        gateway.confirm(&aloa, &channel, tried.id_booking, before()).unwrap();
        gateway.cancel(&aloa, &channel, tried.id_booking, &CancelBooking::default(), before()).unwrap();
        gateway.tested("24", before()).unwrap();
        let channel = gateway.show("24", before()).unwrap();
        Self { gateway, channel, aloa }
    }

    /// The same, opened by the owner of the base, with something changed of its offers.
    pub(super) fn open(name: &str, catalogue: Option<String>, change: impl FnOnce(&mut Json)) -> Self {
        let counter = Self::new(name, catalogue);
        counter.opens(CANOES, before());
        counter.load(change);
        counter
    }

    /// Loads the offers of the base, with something changed of them.
    pub(super) fn load(&self, change: impl FnOnce(&mut Json)) {
        let mut offers = canoes_json();
        change(&mut offers);
        self.gateway.own_sales().unwrap().load(&serde_json::from_value(offers).unwrap()).unwrap();
    }

    pub(super) fn opens(&self, idoi: Uuid, asked: Asked<'_>) {
        self.gateway.open(&owner(idoi), &self.channel, idoi, asked).unwrap();
    }

    pub(super) fn closes(&self, idoi: Uuid, asked: Asked<'_>) {
        self.gateway.close(&owner(idoi), &self.channel, idoi, asked).unwrap();
    }
}

fn owner(account: Uuid) -> Principal {
    let name = Private::new("Jeanne Exemple".to_owned());
    principal("owner", Bearer::Person, Scope::Owner { account, managed_internally: false, name })
}

pub(super) fn account(idoi: Uuid, name: &str, account_type: &str) -> AccountView {
    AccountView {
        idoi,
        name: name.to_owned(),
        account_type: account_type.to_owned(),
        subscription: "Startup".to_owned(),
        eligible: true,
        selling: Selling::Closed,
    }
}
