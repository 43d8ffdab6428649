//! What whoever runs the gateway may do by mistake, on the command line.

use std::process::Command;

use passerelle::gateway::Request;
use passerelle::store::Location;

use super::sample::{CANOES, HIRE};
use super::scene::{HEAD, Scene, Sold, asked, office};

/// A command over the catalogue of a scene: its status, and what it said.
fn run(scene: &Scene, args: &[&str]) -> (Option<i32>, String) {
    let Location::Sqlite(path) = &scene.location else { panic!("a file was asked for") };
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    command.arg("gateway").args(args).env("PASSERELLE_CATALOGUE", path).env_remove("PASSERELLE_SALES");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn offers_of_an_account_that_another_head_sells_too_are_not_replaced_in_silence() {
    let scene = Scene::new("operator-shared", None, Sold::Here, 2);
    let channel = scene.open();
    let file = "tests/aloa/canoes.json";
    assert_eq!(run(&scene, &["offers", HEAD, "--load", file]).0, Some(0), "its own network may");
    let other = if HEAD == "24" { "64" } else { "24" };
    let request = Request { head: other.to_owned(), office: office(), test_account: CANOES, ids: None };
    scene.gateway.request(&request, asked("2026-07-02T09:00")).unwrap();
    let (status, said) = run(&scene, &["offers", other, "--load", file]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains(&format!("in the network of {HEAD} too")) && said.contains("--shared"), "{said}");
    let accounts = |head: &str| {
        scene.gateway.accounts(&scene.gateway.known(head).unwrap(), asked("2026-07-02T09:00").now)
    };
    assert_eq!(accounts(other).unwrap(), [], "nothing was taken in");
    assert_eq!(run(&scene, &["offers", other, "--load", file, "--shared"]).0, Some(0));
    assert_eq!(accounts(other).unwrap().len(), 1);
    assert_eq!(scene.gateway.heads_of(CANOES).unwrap().len(), 2);
    assert_eq!(accounts(&channel.head).unwrap().len(), 3);
}

#[test]
fn statistics_are_of_accounts_that_are_known() {
    let scene = Scene::new("operator-statistics", None, Sold::Here, 2);
    scene.open();
    let unknown = HIRE.to_string();
    let (status, said) = run(&scene, &["credential", "statistics", &CANOES.to_string(), &unknown]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains(&format!("the account {unknown} is in no network here")), "{said}");
    assert!(!said.contains("password"), "none was made: {said}");
    let (status, said) = run(&scene, &["credential", "statistics", &CANOES.to_string()]);
    assert!(status == Some(0) && said.contains("password"), "{said}");
}
