//! What the README and the guides show is what the program prints.

use std::path::Path;

use crate::accounts;
use crate::elloha::{Elloha, PASSWORD, USER};
use crate::sandbox::recorded;
use crate::shown::{Part, compare, parts};
use crate::stand_in::{StandIn, Wire};

#[test]
fn the_readme_shows_what_is_printed() {
    let folder = std::env::temp_dir().join(format!("passerelle-readme-{}", std::process::id()));
    copy(Path::new("rules"), &folder.join("rules"));
    copy(Path::new("tests/drafts"), &folder.join("tests/drafts"));
    // The server that the reader starts listens at a port that may be taken here.
    let server = StandIn::start();
    server.feed("DEG", Wire::Wcf3, recorded("DEG"));
    let elloha = Elloha::start(&accounts::READY.pack);
    let text = std::fs::read_to_string("README.md").unwrap();
    // What is done at a counter is done in a shell: `gateway::page` runs it.
    let (before, rest) = text.split_once("\n## Sell at a counter\n").unwrap();
    let text = format!("{before}\n{}", &rest[rest.find("\n## ").unwrap()..]);
    assert!(text.contains(&format!("ELLOHA_USER={USER} ELLOHA_PASSWORD={PASSWORD}")));
    let text = text.replace("127.0.0.1:8024", &server.address.to_string());
    let url = elloha.url();
    let variables = [("ELLOHA_URL", url.as_str()), ("ELLOHA_USER", USER), ("ELLOHA_PASSWORD", PASSWORD)];
    let mut commands = Vec::new();
    for part in parts(&text) {
        match part {
            Part::File { path, text, more } => written(&folder, &path, &text, more),
            Part::Command(command, expected) => {
                compare(&folder, &command, &expected, &variables);
                commands.push(command);
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let life = [
        "fetch",
        "plan",
        "apply",
        "plan",
        "transform",
        "duplicates",
        "transform",
        "suggestions",
        "writeback",
    ]
    .map(|name| format!("passerelle {name} "));
    let shown: Vec<&String> =
        commands.iter().filter(|command| life.iter().any(|one| command.starts_with(one))).collect();
    assert!(shown.iter().zip(&life).all(|(shown, life)| shown.starts_with(life)), "{shown:?}");
    assert_eq!(shown.len(), life.len());
}

/// The integrator's hour: the files of the page are written into a copy of the pack, and its commands run there.
#[test]
fn a_new_head_is_made_as_the_page_says() {
    let folder = std::env::temp_dir().join(format!("passerelle-new-head-{}", std::process::id()));
    copy(Path::new("rules"), &folder.join("rules"));
    // The answer that the integrator has saved.
    copy(Path::new("docs/new-head"), &folder.join("docs/new-head"));
    let mut commands = 0;
    for part in parts(&std::fs::read_to_string("docs/new-head.md").unwrap()) {
        match part {
            Part::File { path, text, more } => written(&folder, &path, &text, more),
            Part::Command(command, expected) => {
                compare(&folder, &command, &expected, &[]);
                commands += 1;
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(commands >= 6);
}

/// A file as the page has it, or more lines of one.
fn written(folder: &Path, path: &str, text: &str, more: bool) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let before = if more { std::fs::read_to_string(&path).unwrap() } else { String::new() };
    std::fs::write(path, format!("{before}{text}")).unwrap();
}

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
