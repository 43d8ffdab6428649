//! `kill -9` at random instants: nothing is lost, doubled, or withdrawn by mistake.

use std::time::Duration;

use super::{all, planned, taken_in, tastings};
use crate::database::on_both;
use crate::sandbox::{Sandbox, all_with, composed};

/// How often: all of it with `--features soak`, as often as the environment says, or a few times.
fn rounds() -> u64 {
    let asked = || std::env::var("PASSERELLE_ROUNDS").ok()?.parse().ok();
    if cfg!(feature = "soak") { 200 } else { asked().unwrap_or(5) }
}

/// Instants that nobody chose, the same in each run of the tests.
struct Instants(u64);

impl Instants {
    fn next(&mut self, within: Duration) -> Duration {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        within.mul_f64(f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX))
    }
}

/// Runs a command and kills it at some instant; whether it came to its end before.
fn killed(sandbox: &Sandbox, args: &[&str], after: Duration) -> bool {
    let null = std::process::Stdio::null;
    let mut child = sandbox.command(args).stdout(null()).stderr(null()).spawn().unwrap();
    std::thread::sleep(after);
    // On Unix this is SIGKILL.
    let _ = child.kill();
    child.wait().unwrap().success()
}

on_both! {
    /// A change set of changes, creations and withdrawals, killed again and again, ends where it would have ended.
    fn an_apply_that_is_killed_ends_where_it_would_have_ended(name, catalogue) {
        const RECORDS: usize = 1_200;
        let (server, sandbox) = tastings(name, catalogue, RECORDS, "max_removal_share: 1\n");
        taken_in(&sandbox);
        let mut instants = Instants(0x9E37_79B9_7F4A_7C15);
        let mut interrupted = 0;
        let mut long = Duration::from_millis(400);
        for round in 0..rounds() {
            // Every third record goes or comes back, the others change.
            let mut records = all_with(composed(RECORDS), "NOMOFFRE", &format!("Nom {round}"));
            let mut at = 0;
            records.retain(|_| {
                at += 1;
                at % 3 != round % 3
            });
            let expected = records.len();
            server.records("DEG", records);
            let (status, _, said) = sandbox.run(&["fetch", "24"]);
            assert_eq!(status, Some(0), "{said}");
            planned(&sandbox, &["--out", "changes.ndjson"]);
            for _ in 0..4 {
                let began = std::time::Instant::now();
                if killed(&sandbox, &["apply", "changes.ndjson"], instants.next(long)) {
                    long = began.elapsed().max(Duration::from_millis(20));
                    break;
                }
                interrupted += 1;
            }
            let (status, told, said) = sandbox.run(&["apply", "changes.ndjson"]);
            assert_eq!(status, Some(0), "round {round}: {told} {said}");
            let live = all(&sandbox).into_iter().filter(|(.., live, _)| *live);
            let fields: Vec<String> = live.map(|(.., fields)| fields).collect();
            assert_eq!(fields.len(), expected, "round {round}");
            let now = format!("\"Nom {round}\"");
            assert!(fields.iter().all(|fields| fields.contains(&now)), "round {round}");
            assert_eq!(planned(&sandbox, &[]).0, Some(0), "round {round}");
        }
        assert!(interrupted > 0, "no apply was interrupted");
    }

    /// A sync that is killed anywhere, from the first byte that is fetched, is made good by the next one.
    fn a_sync_that_is_killed_is_made_good_by_the_next(name, catalogue) {
        let (server, sandbox) = tastings(name, catalogue, 600, "fetch: { page: 50 }\n");
        let mut instants = Instants(0xD1B5_4A32_D192_ED03);
        for round in 0..rounds() {
            server.records("DEG", all_with(composed(600), "NOMOFFRE", &format!("Nom {round}")));
            killed(&sandbox, &["sync", "24"], instants.next(Duration::from_millis(900)));
            let (status, told, said) = sandbox.run(&["sync", "24"]);
            assert_eq!(status, Some(0), "round {round}: {told} {said}");
            let records = all(&sandbox);
            let now = format!("\"Nom {round}\"");
            assert_eq!(records.len(), 600, "round {round}");
            assert!(records.iter().all(|(.., live, fields)| *live && fields.contains(&now)), "round {round}");
        }
    }
}
