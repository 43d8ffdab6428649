//! What the README and the guides show is what the program prints.

use std::path::Path;

use crate::shown::{Part, compare, parts};

#[test]
fn the_readme_shows_what_is_printed() {
    let mut commands = 0;
    for part in parts(&std::fs::read_to_string("README.md").unwrap()) {
        let Part::Command(command, expected) = part else { continue };
        compare(Path::new("."), &command, &expected);
        commands += 1;
    }
    assert!(commands >= 3);
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
            Part::File { path, text, more } => {
                let path = folder.join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                let before = if more { std::fs::read_to_string(&path).unwrap() } else { String::new() };
                std::fs::write(path, format!("{before}{text}")).unwrap();
            }
            Part::Command(command, expected) => {
                compare(&folder, &command, &expected);
                commands += 1;
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(commands >= 6);
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
