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

/// Several find no file at the same moment: each makes what the others have not made yet, and none fails.
#[test]
fn a_new_file_may_be_made_by_several_at_once() {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue").join("several-at-once");
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    for round in 0..30 {
        let location = passerelle::store::Location::Sqlite(root.join(format!("{round}.sqlite")));
        std::thread::scope(|scope| {
            let open = || passerelle::store::open(&location).map(drop).map_err(|error| error.to_string());
            let all: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            for one in all {
                assert_eq!(one.join().unwrap(), Ok(()), "round {round}");
            }
        });
    }
}

/// Who looks right after a kill sees what was written: nobody has tidied up behind the process yet.
#[test]
fn what_a_killed_process_has_written_is_seen() {
    let (_server, sandbox) = tastings("seen", None, 4_000, "");
    sandbox.run(&["fetch", "24"]);
    planned(&sandbox, &["--out", "changes.ndjson"]);
    let mut apply = sandbox.command(&["apply", "changes.ndjson"]).spawn().unwrap();
    let began = Instant::now();
    let written = || sandbox.json(&["runs", "24"]).1["runs"][0]["done"].as_u64().unwrap_or(0);
    while written() == 0 && began.elapsed() < Duration::from_mins(1) {}
    apply.kill().unwrap();
    apply.wait().unwrap();
    let done = written();
    let (_, plan, said) = planned(&sandbox, &[]);
    assert_eq!(plan["unfinished"], done < 4_000, "{plan} {said}");
    assert_eq!(plan["feeds"][0]["unchanged"].as_u64(), Some(done), "all of it, and no more");
    assert_eq!(sandbox.run(&["apply", "changes.ndjson"]).0, Some(0));
    assert_eq!(all(&sandbox).len(), 4_000);
}

/// A file that is something else is refused, untouched; and where a password may stand nothing is printed.
#[test]
fn what_is_no_catalogue_is_refused_untouched() {
    let (_server, sandbox) = tastings("no-catalogue", None, 2, "");
    sandbox.run(&["fetch", "24"]);
    std::fs::write(sandbox.root.join("text.sqlite"), "This is no database.").unwrap();
    std::fs::write(sandbox.root.join("empty.sqlite"), "").unwrap();
    let other = "CREATE TABLE customers (name TEXT)";
    crate::database::in_file(&sandbox.root.join("other.sqlite"), other);
    let before = std::fs::read(sandbox.root.join("other.sqlite")).unwrap();
    for command in [&["plan", "24"][..], &["record", "list", "24"], &["sync", "24"]] {
        let (status, _, said) = sandbox.run(&[command, &["--catalogue", "other.sqlite"]].concat());
        assert_eq!(status, Some(1), "{command:?}");
        assert!(said.contains("it is a database of something else: name another file"), "{said}");
        assert_eq!(std::fs::read(sandbox.root.join("other.sqlite")).unwrap(), before, "{command:?}");
        let (status, _, said) = sandbox.run(&[command, &["--catalogue", "text.sqlite"]].concat());
        assert_eq!(status, Some(1), "{said}");
    }
    assert_eq!(sandbox.run(&["plan", "24", "--catalogue", "empty.sqlite"]).0, Some(2));
    assert_eq!(
        std::fs::metadata(sandbox.root.join("empty.sqlite")).unwrap().len(),
        0,
        "a plan writes nothing"
    );
    for address in [
        "postgres://bob:2024/SECRET@127.0.0.1:1/x",
        "postgres://bob:20#SECRET@127.0.0.1:1/x",
        "postgres://bob:SECRET",
        "postgres:bob:SECRET@h/x",
        "host=h password=SECRET",
        "postgres://bob:SECRET@127.0.0.1:1/x",
        "mysql://bob:SECRET@h/x",
    ] {
        let (status, told, said) = sandbox.run(&["plan", "24", "--catalogue", address]);
        assert_eq!(status, Some(1), "{address}");
        assert!(!told.contains("SECRET") && !said.contains("SECRET"), "{address}: {told} {said}");
    }
    assert!(!sandbox.root.join("postgres:bob:SECRET@h").exists());
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
