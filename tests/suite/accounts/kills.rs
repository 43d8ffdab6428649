//! The process is killed at every call: the same command ends where it would have ended.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value as Json;

use super::Scene;
use crate::database::on_both;
use crate::elloha::Mood;

on_both! {
    /// Before the deed and after it, at each call of a run in turn; each time with a record of its own.
    fn killed_at_every_call(name, catalogue) {
        let scene = Scene::new(name, catalogue, &["DEG"]).with_more(40);
        let mut records = (0..40).map(|number| format!("DEGAQU024FS1{number:04}"));
        let owner = |id: &str| format!("first=Jeanne,last=Martin,email={id}@example.org,mobile=06 39 98 00 01");
        // The lists are kept before anybody counts.
        let first = records.next().unwrap();
        scene.transformed(&first, &owner(&first));
        for mood in [Mood::HangsBefore, Mood::HangsAfter] {
            let mut killed = 0;
            loop {
                let id = records.next().unwrap();
                scene.elloha.at_call(killed, mood.clone());
                let owner = owner(&id);
                let args = ["transform", "24", &id, "--owner", &owner];
                // It waits for as long as it takes to kill it.
                let mut command = scene.command(&args);
                command.env("ELLOHA_TIMEOUT", "60").stdout(Stdio::null()).stderr(Stdio::null());
                let mut child = command.spawn().unwrap();
                // A run that ends has no call of that number.
                let hangs = loop {
                    if scene.elloha.hangs(Duration::from_millis(50)) {
                        break true;
                    }
                    if child.try_wait().unwrap().is_some() {
                        break false;
                    }
                };
                child.kill().unwrap();
                child.wait().unwrap();
                scene.elloha.with(|world| world.moods.clear());
                let (_, answer) = scene.json(&args);
                let became = &answer["records"][0];
                let done = became["became"] == "already";
                assert!(became["became"] == "account" || !hangs && done, "{mood:?} at call {killed}: {answer}");
                let email = format!("{id}@example.org");
                let photos = |account: &Json| account["photos"].as_array().map_or(0, Vec::len);
                let (own, whole) = scene.elloha.with(|world| {
                    let own = world.accounts.iter().filter(|account| account["email"] == email);
                    (own.map(photos).collect::<Vec<_>>(), photos(&world.accounts[0]))
                });
                assert_eq!(own, [whole], "{mood:?} at call {killed}");
                if !hangs {
                    break;
                }
                killed += 1;
            }
            assert!(killed >= 10, "{mood:?}: {killed}");
        }
        let (_, csv, _) = scene.run(&["writeback", "24"]);
        let accounts = scene.elloha.with(|world| world.accounts.len());
        assert_eq!(csv.lines().count(), accounts + 1, "a line for each account");
        assert_eq!(scene.elloha.with(|world| world.created), accounts);
        let (status, told, _) = scene.run(&["transform", "24", "--resume"]);
        assert_eq!((status, told.as_str()), (Some(0), ""), "nothing is left on its way");
    }
}

/// What was interrupted is told, and `--resume` goes on with all of it, whoever the owners are.
#[test]
fn resume_goes_on_with_what_was_begun() {
    let scene = Scene::new("resume", None, &["DEG"]);
    scene.transformed(super::TASTING, super::OWNER);
    let id = "DEGAQU024FS00D07";
    let owner = "first=Paul,last=Petit,email=paul@example.org,mobile=06 39 98 00 02";
    scene.elloha.at_call(4, Mood::HangsAfter);
    let args = ["transform", "24", id, "--owner", owner];
    let mut command = scene.command(&args);
    let mut child = command.env("ELLOHA_TIMEOUT", "60").stdout(Stdio::null()).spawn().unwrap();
    assert!(scene.elloha.hangs(Duration::from_secs(20)));
    // While it runs, nobody else makes accounts of this head.
    let (status, _, said) = scene.run(&["transform", "24", "--resume"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("another process makes accounts of head 24"), "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
    let (_, told, _) = scene.run(&["transform", "24", "--check"]);
    assert!(
        told.contains("1 of them were begun: `passerelle transform 24 --resume` goes on with them"),
        "{told}"
    );
    let other = "first=Paula,last=Petit,email=paula@example.org,mobile=06 39 98 00 02";
    let (status, told, _) = scene.run(&["transform", "24", id, "--owner", other]);
    assert_eq!(status, Some(1));
    assert!(told.contains("for Paul Petit <paul@example.org>"), "{told}");
    let (_, answer) = scene.json(&["transform", "24", "--resume"]);
    assert_eq!(answer["records"][0]["became"], "account", "{answer}");
    assert_eq!(scene.elloha.with(|world| world.created), 2);
}
