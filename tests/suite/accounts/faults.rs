//! Trouble at every call: the same command ends where it would have ended, with one account a record.

use std::time::Duration;

use passerelle::catalogue::{Became, GivenOwner, Transformer};
use passerelle::elloha::{Client, Lists};
use passerelle::store::{self, Location, NewRecord, Origin, Stamp, Store};
use serde_json::{Value as Json, json};

use super::READY;
use crate::database::on_both;
use crate::elloha::{Elloha, Mood, USER};

/// A catalogue of its own, a server, and the connection between them, with little patience.
struct World {
    elloha: Elloha,
    store: Box<dyn Store>,
    client: Client,
    lists: Lists,
    heads: Vec<passerelle::manifest::Head>,
    made: usize,
}

impl World {
    fn new(name: &str, catalogue: Option<String>) -> Self {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.sqlite"));
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
        }
        let url = catalogue.unwrap_or_else(|| file.display().to_string());
        let elloha = Elloha::start(&READY.pack);
        let client = super::client(&elloha, Duration::from_millis(250), Duration::from_millis(600));
        let lists = client.session().lists().unwrap();
        let mut head = READY.head.clone();
        let text = "language: 1\nhead: \"24\"\nname: Dordogne\nkind: main\nfeeds: {}\nnetwork: { members: { admin_24: super_admin } }\n";
        let mut sources = passerelle::source::Sources::new();
        let file = sources.add("head.yaml".to_owned(), text);
        let mut diagnostics = passerelle::diagnostics::Diagnostics::new();
        head.network = passerelle::manifest::Head::read(&sources, file, &mut diagnostics).unwrap().network;
        let store = store::open(&Location::parse(&url).unwrap()).unwrap();
        Self { elloha, store, client, lists, heads: vec![head], made: 0 }
    }

    /// A record that nobody has seen yet, with an owner of its own.
    fn record(&mut self) -> (String, GivenOwner) {
        self.made += 1;
        let id = format!("DEGAQU024FS2{:04}", self.made);
        let fields = json!({ "title": format!("Domaine {}", self.made), "description": "À goûter.", "zipCode": "24100",
            "locality": "Bergerac", "phone": "+33536490001", "services": ["wifi"], "petsAllowed": true,
            "photos": [{ "url": "https://example.org/a.jpg", "title": "Le chai", "order": 1 }],
            "contacts": [{ "companyName": "SARL composée" }],
            "openingPeriods": [{ "startDate": "2026-04-01", "endDate": "2026-09-30", "daily": "10:00-18:00" }] });
        let record = NewRecord {
            id: id.clone(),
            bordereau: "DEG".to_owned(),
            account_type: "Tasting".to_owned(),
            fields: fields.to_string(),
            origins: "{}".to_owned(),
            body: None,
            body_name: None,
            content: String::new(),
            account: passerelle::engine::Digest::of(fields.to_string().as_bytes()).to_string(),
            rules: String::new(),
        };
        let stamp = Stamp { run: 1, at: "2026-11-22T00:00:00Z" };
        let made = self.store.writing(|connection| {
            store::create(connection, "24", Origin::Feed, std::slice::from_ref(&record), stamp)
        });
        made.unwrap();
        let owner =
            format!("first=Jeanne,last=Martin,email=owner{}@example.org,mobile=06 39 98 00 01", self.made);
        (id, GivenOwner::parse(&owner).unwrap())
    }

    fn run(&self, id: &str, owner: &GivenOwner) -> Result<Became, String> {
        let transformer = Transformer {
            store: &*self.store,
            pack: &READY.pack,
            head: &self.heads[0],
            heads: &self.heads,
            actor: USER,
            pairs: &[],
        };
        let mut session = self.client.session();
        transformer
            .transform((&self.client, &self.lists), &mut session, id, owner)
            .map_err(|error| error.to_string())
    }

    /// The accounts that are that of a record, without what is its own.
    fn accounts(&self, owner: &GivenOwner) -> Vec<Json> {
        let email = owner.email.clone().unwrap();
        self.elloha.with(|world| {
            let own = world.accounts.iter().filter(|account| account["email"] == email);
            own.cloned()
                .map(|mut account| {
                    for field in ["idOi", "idEct", "email", "extId"] {
                        account[field] = Json::Null;
                    }
                    for text in account["translations"].as_array_mut().unwrap() {
                        (text["idOi"], text["title"]) = (Json::Null, Json::Null);
                    }
                    account
                })
                .collect()
        })
    }

    fn periods(&self, owner: &GivenOwner) -> usize {
        let email = owner.email.clone().unwrap();
        self.elloha.with(|world| {
            let own = world.accounts.iter().find(|account| account["email"] == email).unwrap();
            let id = uuid::Uuid::try_parse(own["idOi"].as_str().unwrap()).unwrap();
            world.opening.get(&id).map_or(0, Vec::len)
        })
    }

    /// Trouble at each call in turn; every record ends as one account like `whole`.
    fn trouble(&mut self, about: &str, mood: &Mood, whole: &Json) {
        let mut met = 0;
        for call in 0.. {
            let (id, owner) = self.record();
            self.elloha.at_call(call, mood.clone());
            let mut told = Vec::new();
            let mut done = false;
            for _ in 0..5 {
                let became = self.run(&id, &owner);
                done = matches!(became, Ok(Became::Account { .. }));
                told.push(format!("{became:?}"));
                if done {
                    break;
                }
            }
            assert!(done, "{about} at call {call}: {told:#?}");
            // What is late shall have come before it is counted.
            if matches!(mood, Mood::Late(_)) {
                std::thread::sleep(Duration::from_millis(350));
            }
            let accounts = self.accounts(&owner);
            assert_eq!(accounts.len(), 1, "{about} at call {call}: {told:#?}");
            assert_eq!(accounts[0], *whole, "{about} at call {call}: {told:#?}");
            assert_eq!(self.periods(&owner), 1, "{about} at call {call}");
            let left =
                self.store.reading(|connection| store::transforms(connection, "24", Some(&id))).unwrap();
            assert!(left.is_empty(), "{about} at call {call}");
            let unmet = self.elloha.with(|world| std::mem::take(&mut world.moods).len());
            if unmet > 0 {
                break;
            }
            met += 1;
        }
        assert!(met >= 10, "{about}: {met} calls were met");
    }
}

on_both! {
    /// 500, before and after the deed; no answer in time, with the deed done, done later, and not done; tokens that are over.
    fn between_every_two_calls(name, catalogue) {
        let mut world = World::new(name, catalogue);
        let (id, owner) = world.record();
        assert!(matches!(world.run(&id, &owner), Ok(Became::Account { .. })));
        let whole = world.accounts(&owner).remove(0);
        assert!(whole["photos"].as_array().is_some_and(|photos| photos.len() == 1), "{whole}");
        let slow = Duration::from_millis(600);
        for (about, mood) in [
            ("500 in place of the deed", Mood::Status(500)),
            ("500 after the deed", Mood::After(500)),
            ("503 in place of the deed", Mood::Status(503)),
            ("no answer in time, done", Mood::Slow(slow)),
            ("no answer in time, done later", Mood::Late(Duration::from_millis(300))),
            ("no answer, not done", Mood::HangsBefore),
            ("tokens are over", Mood::Expired),
        ] {
            world.trouble(about, &mood, &whole);
        }
    }

    /// An account that stands in the list late only is waited for, and found by the next run at the latest.
    fn a_list_that_lags(name, catalogue) {
        let mut world = World::new(name, catalogue);
        let (id, owner) = world.record();
        world.elloha.with(|world| world.lag = 3);
        assert!(matches!(world.run(&id, &owner), Ok(Became::Account { .. })));
        let (id, owner) = world.record();
        world.elloha.with(|world| world.lag = 100_000);
        let became = world.run(&id, &owner);
        assert!(matches!(&became, Ok(Became::Held(why)) if why.contains("does not list it yet")), "{became:?}");
        world.elloha.with(|world| world.lag = 0);
        assert!(matches!(world.run(&id, &owner), Ok(Became::Account { .. })));
        assert_eq!(world.accounts(&owner).len(), 1);
    }

    /// Where two accounts match, a person decides.
    fn two_that_match(name, catalogue) {
        let mut world = World::new(name, catalogue);
        let (id, owner) = world.record();
        // The account is made, and then there is another with the same e-mail.
        world.elloha.at_call(3, Mood::After(500));
        let email = owner.email.clone().unwrap();
        let twin = json!({ "idOi": "33333333-3333-4333-8333-333333333333", "email": email, "deleted": false, "translations": [] });
        world.elloha.with(|world| world.accounts.push(twin));
        let became = world.run(&id, &owner);
        assert!(matches!(&became, Ok(Became::Refused(why)) if why[0].contains("is the login of another account")), "{became:?}");
        world.elloha.with(|world| { world.accounts.clear(); world.moods.clear(); });
        // Found by its id, an account is never taken for granted either.
        let known = json!({ "idOi": "33333333-3333-4333-8333-333333333333", "extId": id, "deleted": false, "translations": [] });
        world.elloha.with(|world| world.accounts.push(known));
        let became = world.run(&id, &owner);
        assert!(matches!(&became, Ok(Became::Held(why)) if why.contains("--idoi 33333333")), "{became:?}");
        world.elloha.with(|world| world.accounts.clear());
        // Now the way begins, and twins appear behind the creation.
        let (id, owner) = world.record();
        world.elloha.with(|world| world.lag = 100_000);
        assert!(matches!(world.run(&id, &owner), Ok(Became::Held(_))));
        let email = owner.email.clone().unwrap();
        let twin = json!({ "idOi": "33333333-3333-4333-8333-333333333333", "email": email, "deleted": false, "translations": [] });
        world.elloha.with(|world| { world.lag = 0; world.accounts.push(twin); });
        let became = world.run(&id, &owner);
        assert!(matches!(&became, Ok(Became::Held(why)) if why.contains("2 accounts match it") && why.contains("33333333")), "{became:?}");
    }

    /// elloha refuses: the record stays what it was, and may set out again.
    fn what_elloha_refuses(name, catalogue) {
        let mut world = World::new(name, catalogue);
        let (id, owner) = world.record();
        let clean = world.elloha.with(|world| world.calls);
        assert!(matches!(world.run(&id, &owner), Ok(Became::Account { .. })));
        let calls = world.elloha.with(|world| world.calls) - clean;
        let (mut refused, mut held) = (0, 0);
        for (status, about) in [(Mood::False, "false"), (Mood::Status(400), "400")] {
            for call in 0..calls {
                let (id, owner) = world.record();
                world.elloha.at_call(call, status.clone());
                match world.run(&id, &owner) {
                    Ok(Became::Refused(_)) => refused += 1,
                    Ok(Became::Held(why)) => {
                        assert!(why.contains("--idoi") || why.contains("not described"), "{about} at {call}: {why}");
                        held += 1;
                    }
                    Ok(Became::Account { .. } | Became::Already { .. }) | Err(_) => {}
                }
                world.elloha.with(|world| world.moods.clear());
                let again = world.run(&id, &owner);
                let done = matches!(&again, Ok(Became::Account { .. }))
                    || matches!(&again, Ok(Became::Already { .. }));
                assert!(done, "{about} at {call}: {again:?}");
                assert_eq!(world.accounts(&owner).len(), 1, "{about} at {call}");
            }
        }
        assert!(refused >= 2 && held >= 2, "{refused} {held}");
    }
}
