//! From cold record to account, against a stand-in elloha over real HTTP; on both databases.

mod duplicates;
mod faults;
mod guards;
mod kills;
mod laws;
mod life;
mod members;
mod requests;
mod suggestions;
mod trouble;

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use passerelle::elloha::{Client, Secret, Settings};
use passerelle::engine::{self, Disk, Ready};
use serde_json::Value as Json;

use crate::elloha::{Elloha, PASSWORD, USER};
use crate::sandbox::{Sandbox, composed, recorded};
use crate::stand_in::{StandIn, Wire};

/// The Dordogne, as the pack has it.
pub(crate) static READY: LazyLock<Ready> =
    LazyLock::new(|| engine::load(&Disk, Path::new("rules/heads/24"), None).unwrap().ready.unwrap());

/// What head.yaml says of the network.
const NETWORK: &str = "network:\n  members: { admin_24: super_admin, jeanne: administrator, paul: user }\n  \
                       booking_engine: c0de0000-0009-4000-8000-000000000001\n";

/// An owner who is nobody.
const OWNER: &str = "first=Jeanne,last=Martin,email=jeanne.martin@example.org,mobile=06 39 98 00 01";

/// A tasting of the recorded feed that has all that the recorded feeds have.
const TASTING: &str = "DEGAQU024FS00D01";

/// The connection of the head, with so much patience.
fn client(elloha: &Elloha, timeout: Duration, patience: Duration) -> Client {
    let secret = Secret::new(PASSWORD.to_owned());
    let mut settings = Settings::new(&elloha.url(), USER.to_owned(), secret).unwrap();
    (settings.timeout, settings.patience, settings.pause) = (timeout, patience, Duration::from_millis(5));
    Client::new(settings).unwrap()
}

/// Both servers, and a head whose feeds are those that are named.
struct Scene {
    sit: StandIn,
    elloha: Elloha,
    sandbox: Sandbox,
}

impl Scene {
    /// With recorded feeds of head 24, fetched and applied.
    fn new(name: &str, catalogue: Option<String>, codes: &[&str]) -> Self {
        let (sit, elloha) = (StandIn::start(), Elloha::start(&READY.pack));
        let mut lines = String::new();
        for code in codes {
            let url = sit.feed(code, Wire::Wcf3, recorded(code));
            let mut feed = format!("  {code}:\n    file: feeds/{code}.json\n    url: \"{url}\"\n");
            if *code == "DEG" {
                let url = sit.feed("DEG.en", Wire::Wcf3, recorded("DEG.en"));
                let language = format!("      en: {{ file: feeds/DEG.en.json, url: \"{url}\" }}\n");
                feed.push_str("    languages:\n");
                feed.push_str(&language);
            }
            lines.push_str(&feed);
        }
        let sandbox = Sandbox::new(&format!("accounts-{name}"), NETWORK, &lines).with_catalogue(catalogue);
        let scene = Self { sit, elloha, sandbox };
        scene.synced();
        scene
    }

    /// So many more tastings, composed of one recorded record, stand in the feed.
    fn with_more(self, count: usize) -> Self {
        let more = recorded("DEG").into_iter().chain(composed(count));
        self.sit.records("DEG", more.collect());
        self.synced();
        self
    }

    /// The feeds are taken in.
    fn synced(&self) {
        let (status, told, said) = self.sandbox.run(&["sync", "24"]);
        assert_eq!(status, Some(0), "{told}{said}");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.sandbox.command(args);
        command
            .env("ELLOHA_URL", self.elloha.url())
            .env("ELLOHA_USER", USER)
            .env("ELLOHA_PASSWORD", PASSWORD);
        command.env("ELLOHA_TIMEOUT", "1");
        command
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let output = self.command(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn json(&self, args: &[&str]) -> (Option<i32>, Json) {
        let (status, told, said) = self.run(&[args, &["--format", "json"]].concat());
        (status, serde_json::from_str(&told).unwrap_or_else(|_| panic!("{told}{said}")))
    }

    /// Makes an account of a record, and gives its id.
    fn transformed(&self, id: &str, owner: &str) -> String {
        let (_, answer) = self.json(&["transform", "24", id, "--owner", owner]);
        let became = &answer["records"][0];
        assert_eq!(became["became"], "account", "{answer}");
        became["idoi"].as_str().unwrap().to_owned()
    }
}
