//! The connection: what is missing, what is refused, and what is never printed.

use std::time::{Duration, Instant};

use super::{OWNER, READY, Scene, TASTING};
use crate::elloha::{Elloha, Mood, PASSWORD, USER};

#[test]
fn what_a_connection_needs() {
    let scene = Scene::new("connection", None, &["DEG"]);
    let tried = |changes: &[(&str, Option<&str>)]| {
        let mut command = scene.command(&["transform", "24", TASTING, "--owner", OWNER]);
        for (name, value) in changes {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.contains(PASSWORD) && !said.contains("another-secret"), "{said}");
        said
    };
    assert!(
        tried(&[("ELLOHA_URL", None)])
            .contains("elloha cannot be asked: name its address in ELLOHA_URL; docs/accounts.md says more")
    );
    assert!(tried(&[("ELLOHA_USER", None)]).contains("who acts?"));
    assert!(
        tried(&[("ELLOHA_PASSWORD", None)])
            .contains("elloha cannot be asked: name its password in ELLOHA_PASSWORD")
    );
    assert!(tried(&[("ELLOHA_URL", Some("backend.elloha.com"))]).contains("is no address of elloha"));
    assert!(
        tried(&[("ELLOHA_URL", Some("http://backend.elloha.com/"))])
            .contains("passwords are sent with https only")
    );
    let composed = tried(&[("ELLOHA_URL", Some("https://backend.example.org/"))]);
    assert!(composed.contains("elloha/platform.yaml holds ids that are not elloha's"), "{composed}");
    let login = tried(&[("ELLOHA_PASSWORD", Some("another-secret"))]);
    assert!(
        login.contains("elloha does not take the login admin_24 with its password (400 Bad Request)"),
        "{login}"
    );
    let closed = tried(&[("ELLOHA_URL", Some("http://127.0.0.1:9/")), ("ELLOHA_PATIENCE", Some("0"))]);
    assert!(closed.contains("run the same command again later"), "{closed}");
    scene.elloha.at_call(0, Mood::Status(409));
    assert!(tried(&[]).contains("409 Conflict"));
    assert_eq!(scene.elloha.with(|world| world.created), 0);
}

/// The lists are asked for once a day, and whoever writes to files needs nothing else.
#[test]
fn lists_are_kept() {
    let scene = Scene::new("lists", None, &["DEG"]);
    scene.transformed(TASTING, OWNER);
    let lists =
        |scene: &Scene| scene.elloha.asked().iter().filter(|asked| asked.path.starts_with("/Lists/")).count();
    assert_eq!(lists(&scene), 7);
    let owner = "first=Paul,last=Petit,email=paul@example.org,mobile=06 39 98 00 02";
    scene.transformed("DEGAQU024FS00D07", owner);
    assert_eq!(lists(&scene), 0);
    let args = ["transform", "24", "DEGAQU024FS00D08", "--owner", owner, "--to-files", "requests"];
    let output =
        scene.command(&args).env_remove("ELLOHA_URL").env_remove("ELLOHA_PASSWORD").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("requests/DEGAQU024FS00D08/1-POST-Product.json"), "{said}");
    assert!(scene.elloha.asked().is_empty(), "nobody was asked");
    // A file that holds none is not trusted: the lists are asked for again.
    let folder = std::fs::read_dir(scene.sandbox.root.join("passerelle-data/elloha")).unwrap();
    let is_list = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "json");
    let kept = folder.flatten().map(|entry| entry.path()).find(is_list);
    std::fs::write(kept.unwrap(), "{").unwrap();
    scene.transformed("DEGAQU024FS00D08", "first=Ana,last=Petit,email=ana@example.org,mobile=06 39 98 00 03");
    assert_eq!(lists(&scene), 7);
}

/// Tokens are renewed by the refresh token, which is good once; where that fails, the login signs in again.
#[test]
fn tokens_rotate() {
    let elloha = Elloha::start(&READY.pack);
    let client = super::client(&elloha, Duration::from_millis(300), Duration::from_millis(1500));
    let mut session = client.session();
    let calls = |elloha: &Elloha| elloha.asked().iter().map(crate::elloha::Asked::call).collect::<Vec<_>>();
    session.config().unwrap();
    assert_eq!(calls(&elloha), ["POST /Token/CreateToken", "GET /Config/Account"]);
    for _ in 0..3 {
        elloha.at_call(0, Mood::Expired);
        session.config().unwrap();
        assert_eq!(
            calls(&elloha),
            ["GET /Config/Account", "POST /Token/RefreshToken", "GET /Config/Account"]
        );
    }
    for refusal in [Mood::Status(400), Mood::Status(409), Mood::Status(500), Mood::After(500)] {
        elloha.at_call(0, Mood::Expired);
        elloha.at_call(1, refusal.clone());
        session.config().unwrap();
        let calls = calls(&elloha);
        let end = ["POST /Token/CreateToken", "GET /Config/Account"];
        assert!(calls.ends_with(&end.map(str::to_owned)), "{refusal:?}: {calls:?}");
    }
    // A password that was changed meanwhile is told, and what is signed in already goes on.
    elloha.with(|world| world.change_password(USER));
    session.config().unwrap();
    elloha.at_call(0, Mood::Expired);
    elloha.at_call(1, Mood::Status(400));
    let error = session.config().unwrap_err();
    assert!(error.to_string().contains("does not take the login admin_24"), "{error}");
}

/// A busy server is left alone for as long as it asks, and has done nothing: even what changes something is sent again.
#[test]
fn a_busy_server_is_waited_for() {
    let elloha = Elloha::start(&READY.pack);
    let client = super::client(&elloha, Duration::from_millis(300), Duration::from_millis(1500));
    let mut session = client.session();
    session.config().unwrap();
    let before = Instant::now();
    elloha.at_call(0, Mood::Busy(1));
    assert!(!session.post::<bool>("Product", b"{}".to_vec()).unwrap(), "no account without an e-mail");
    assert!(before.elapsed() >= Duration::from_secs(1));
    elloha.at_call(0, Mood::Busy(3600));
    let error = session.post::<bool>("Product", b"{}".to_vec()).unwrap_err();
    assert!(error.to_string().contains("asks to wait 3600 s"), "{error}");
    elloha.at_call(0, Mood::Status(503));
    assert!(session.post::<bool>("Product", b"{}".to_vec()).unwrap_err().is_uncertain());
    // What only looks is asked for again.
    for call in 0..3 {
        elloha.at_call(call, Mood::Status(503));
    }
    session.config().unwrap();
}
