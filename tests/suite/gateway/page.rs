//! The life of a channel, as the README tells it to whoever runs the gateway: all its commands, in one shell, in order.

use std::fmt::Write as _;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::shown::{Part, fits_all, parts};

/// What the page needs beside passerelle.
const TOOLS: [&str; 4] = ["bash", "curl", "sed", "sleep"];

/// Between the output of one command and that of the next.
const MARK: &str = "@@@ the next command @@@";

fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

#[test]
fn the_life_of_a_channel_runs_as_the_page_says() {
    let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !has(tool)).collect();
    if !missing.is_empty() {
        let told = missing.join(", ");
        let _ = writeln!(
            std::io::stderr().lock(),
            "\nskipped: the life of a channel as the page says: there is no {told}"
        );
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gateway-page");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for linked in ["rules", "tests"] {
        std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join(linked), folder.join(linked))
            .unwrap();
    }
    // The port of the page may be taken.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let page = std::fs::read_to_string("README.md")
        .unwrap()
        .replace("http://127.0.0.1:8026$2", &format!("http://{free}$2"));
    let page = page.replace("listening on http://127.0.0.1:8026", &format!("listening on http://{free}"));
    let (_, page) = page.split_once("\n## Sell at a counter\n").unwrap();
    let page = &page[..page.find("\n## ").unwrap()];
    let mut script = String::from("trap 'kill $(jobs -p) 2>/dev/null' EXIT\n");
    let mut shown = Vec::new();
    for part in parts(page) {
        if let Part::Command(command, expected) = part {
            // What is talk goes with what is data, as on a terminal; the server's log stands in a file.
            writeln!(script, "{{ {command}\n}} 2>&1\necho '{MARK}'").unwrap();
            shown.push((command, expected));
        }
    }
    let binaries = Path::new(env!("CARGO_BIN_EXE_passerelle")).parent().unwrap();
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("bash");
    shell.current_dir(&folder).env("PATH", path).env("COLUMNS", "110").env("PASSERELLE_DATA", "data");
    shell.env("PASSERELLE_LISTEN", free.to_string());
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut shell = shell.spawn().unwrap();
    shell.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = shell.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let printed: Vec<&str> = printed.split(&format!("{MARK}\n")).collect();
    assert_eq!(printed.len(), shown.len() + 1, "{}", String::from_utf8_lossy(&output.stderr));
    for ((command, expected), printed) in shown.iter().zip(printed) {
        fits_all(command, printed, expected);
    }
    assert!(shown.len() > 20, "{}", shown.len());
    let _ = std::fs::remove_dir_all(&folder);
}
