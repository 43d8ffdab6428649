//! The database goes away in the middle: what was written stays, and the rest follows.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{all, planned, tastings};
use crate::database::{number, on_server};

/// The file cannot grow any more, as on a full disk.
#[test]
#[cfg(unix)]
fn a_full_disk_in_the_middle_of_an_apply_loses_nothing() {
    let (_server, sandbox) = tastings("full-disk", None, 3_000, "");
    sandbox.run(&["fetch", "24"]);
    planned(&sandbox, &["--out", "changes.ndjson"]);
    let program = env!("CARGO_BIN_EXE_passerelle");
    // Blocks of 512 bytes; the signal that comes with the limit is not what a disk sends.
    let script = format!("ulimit -f 6000; trap '' XFSZ; exec {program} apply changes.ndjson");
    let output = Command::new("sh").args(["-c", &script]).current_dir(&sandbox.root).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("run the same command again when it is back"), "{said}");
    let before = all(&sandbox).len();
    assert!(before < 3_000 && before.is_multiple_of(500), "whole batches: {before}");
    let (status, told, said) = sandbox.run(&["apply", "changes.ndjson"]);
    assert_eq!(status, Some(0), "{told} {said}");
    assert_eq!(all(&sandbox).len(), 3_000);
    assert_eq!(planned(&sandbox, &[]).0, Some(0));
}

/// The server ends the connection.
#[test]
fn a_server_that_goes_in_the_middle_of_an_apply_loses_nothing() {
    let test = "a_server_that_goes_in_the_middle_of_an_apply_loses_nothing";
    let Some(url) = crate::database::postgres(test) else { return };
    let name = url.rsplit('/').next().unwrap().to_owned();
    let (_server, sandbox) = tastings("server-goes", Some(url.clone()), 8_000, "");
    sandbox.run(&["fetch", "24"]);
    planned(&sandbox, &["--out", "changes.ndjson"]);
    let apply = sandbox.command(&["apply", "changes.ndjson"]).stderr(Stdio::piped()).spawn().unwrap();
    // Once a batch is written and others are not.
    let began = Instant::now();
    while number(&url, "SELECT COALESCE(max(done), 0) FROM runs") == 0
        && began.elapsed() < Duration::from_mins(1)
    {
        std::thread::sleep(Duration::from_millis(5));
    }
    // The next batch waits for the head, within its transaction, when the server ends it.
    let others = format!("datname = '{name}' AND pid <> pg_backend_pid()");
    on_server(
        &url,
        &[
            "BEGIN".to_owned(),
            "UPDATE heads SET revision = revision".to_owned(),
            "SELECT pg_sleep(0.5)".to_owned(),
            format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"),
            "ROLLBACK".to_owned(),
        ],
    );
    let output = apply.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("run the same command again when it is back"), "{said}");
    let before = all(&sandbox).len();
    assert!(before > 0 && before < 8_000 && before.is_multiple_of(500), "whole batches: {before}");
    let (status, told, said) = sandbox.run(&["apply", "changes.ndjson"]);
    assert_eq!(status, Some(0), "{told} {said}");
    assert!(told.contains(&format!("{before} were there from an interrupted one")), "{told}");
    assert_eq!(all(&sandbox).len(), 8_000);
    assert_eq!(planned(&sandbox, &[]).0, Some(0));
}
