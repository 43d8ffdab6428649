//! The command that serves: what it says, what it logs, and how it stops.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use passerelle::gateway::access::{self, Actor, NewMachine, Scope};
use passerelle::store::{Location, Store};
use serde_json::{Value as Json, json};

use super::privacy::{TRACES, customer};
use crate::gateway::scene::{CHANNEL, ENGINE, Scene, Sold, asked};

/// A gateway in a process of its own.
struct Process {
    child: Child,
    address: String,
    machine: NewMachine,
    _scene: Scene,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    command.args(["gateway", "serve"]);
    for name in ["PASSERELLE_LISTEN", "PASSERELLE_SALES", "PASSERELLE_HEAD", "PASSERELLE_BEHIND_PROXY"] {
        command.env_remove(name);
    }
    command
}

impl Process {
    fn new(name: &str) -> Self {
        let scene = Scene::new(&format!("process-{name}"), None, Sold::Here, 2);
        scene.open();
        let scope = Scope::Channel { channel: CHANNEL.to_string() };
        let store: &dyn Store = scene.gateway.store();
        let machine =
            access::make_machine(store, &scope, Actor::Operator, asked("2026-07-02T09:00")).unwrap();
        let Location::Sqlite(path) = &scene.location else { panic!("a file was asked for") };
        let mut child = command()
            .args(["--listen", "127.0.0.1:0", "--from", "2026-07-02T07:00:00Z", "--catalogue"])
            .arg(path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.strip_prefix("listening on http://").expect("one line says where").trim().to_owned();
        Self { child, address, machine, _scene: scene }
    }

    /// The answer to a request on a connection of its own.
    fn ask(&self, method: &str, path: &str, token: Option<&str>, body: &Json) -> (u16, Json) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let body = body.to_string();
        write!(stream, "{}{body}", head(method, path, token, body.len())).unwrap();
        answer(&mut stream)
    }

    fn signed_in(&self) -> String {
        let body = json!({ "userName": self.machine.client_id, "password": self.machine.secret.expose() });
        let (status, tokens) = self.ask("POST", "/Token/CreateToken", None, &body);
        assert_eq!(status, 200, "{tokens}");
        super::token(&tokens)
    }

    fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Its exit status, and what it logged.
    fn ended(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

fn head(method: &str, path: &str, token: Option<&str>, length: usize) -> String {
    let token = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: application/json\r\n\
         {token}Content-Length: {length}\r\n\r\n"
    )
}

fn answer(stream: &mut TcpStream) -> (u16, Json) {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    let (_, body) = text.split_once("\r\n\r\n").unwrap();
    (status, serde_json::from_str(body).unwrap_or(Json::Null))
}

#[cfg(unix)]
#[test]
fn a_request_that_is_under_way_is_finished() {
    let process = Process::new("graceful");
    let token = process.signed_in();
    let body = json!({ "idPublication": ENGINE, "refExterneClient": "ALOA-1", "client": {} }).to_string();
    let (before, behind) = body.split_at(10);
    let mut stream = TcpStream::connect(&process.address).unwrap();
    write!(stream, "{}{before}", head("POST", "/Booking/Create", Some(&token), body.len())).unwrap();
    stream.flush().unwrap();
    // It has begun with it when a later one is answered.
    assert_eq!(process.ask("GET", "/health", None, &Json::Null).0, 200);
    process.terminate();
    while TcpStream::connect(&process.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(behind.as_bytes()).unwrap();
    let (status, file) = answer(&mut stream);
    assert_eq!((status, &file["status"]), (200, &json!("InProgress")));
    let (code, log) = process.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("stopping"), "{log}");
}

#[cfg(unix)]
#[test]
fn the_log_knows_requests_and_nobody() {
    let process = Process::new("log");
    let token = process.signed_in();
    let body = json!({ "idPublication": ENGINE, "refExterneClient": "ALOA-1", "client": customer() });
    let (status, file) = process.ask("POST", "/Booking/Create", Some(&token), &body);
    assert_eq!(status, 200, "{file}");
    let id = file["idBooking"].as_str().unwrap().to_owned();
    process.ask("GET", "/Support/albertine.zweistein@example.org?name=Zweistein", Some(&token), &Json::Null);
    process.ask("GET", "/Zweistein", None, &Json::Null);
    process.ask("ZWEISTEIN", "/Booking/Create", None, &Json::Null);
    process.ask("POST", "/Booking/Create", Some(&token), &json!({ "client": { "Zweistein": "Albertine" } }));
    let wrong = json!({ "userName": "albertine.zweistein@example.org", "password": "Zweistein" });
    assert_eq!(process.ask("POST", "/Token/CreateToken", None, &wrong).0, 401);
    process.terminate();
    let client = process.machine.client_id.clone();
    let secret = process.machine.secret.expose().to_owned();
    let (code, log) = process.ended();
    assert_eq!(code, Some(0), "{log}");
    let lines: Vec<Json> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let made = lines.iter().find(|line| line["path"] == "/Booking/Create" && line["status"] == 200).unwrap();
    assert_eq!(made["who"], client.as_str(), "{log}");
    assert!(made["request"].is_string() && made["ms"].is_u64() && made["method"] == "POST", "{made}");
    assert!(lines.iter().any(|line| line["path"] == "(no such path)" && line["status"] == 404), "{log}");
    assert!(lines.iter().any(|line| line["method"] == "OTHER" && line["status"] == 405), "{log}");
    for trace in TRACES.into_iter().chain([id.as_str(), token.as_str(), secret.as_str(), "ZWEISTEIN"]) {
        assert!(!log.contains(trace), "the log knows {trace}: {log}");
    }
}

#[test]
fn an_address_that_others_reach_needs_a_proxy() {
    let refused = command().args(["--listen", "0.0.0.0:0"]).output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("--behind-proxy") && told.contains("TLS"), "{told}");
    let refused = command().args(["--sales", "elloha", "--listen", "127.0.0.1:0"]).output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(1) && told.contains("--head"), "{told}");
}
