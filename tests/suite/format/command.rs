//! `passerelle fmt` as its user meets it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fmt(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passerelle")).arg("fmt").args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An empty folder of that name, among those that cargo keeps for tests.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fmt").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("inner")).unwrap();
    path
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn files_are_formatted_in_place_and_named() {
    let folder = folder("in_place");
    let [odd, good, other] = ["inner/odd.rules", "good.rules", "notes.txt"].map(|name| folder.join(name));
    fs::write(&odd, "\u{FEFF}title<-NOM\r\n").unwrap();
    fs::write(&good, "title <- NOM\n").unwrap();
    fs::write(&other, "title<-NOM\n").unwrap();
    let output = fmt(&[text(&folder), text(&odd)]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output), format!("{}\n", odd.display()));
    assert_eq!(err(&output), "1 of 2 files formatted\n");
    assert_eq!(fs::read_to_string(&odd).unwrap(), "title <- NOM\n");
    assert_eq!(fs::read_to_string(&other).unwrap(), "title<-NOM\n");
    assert_eq!(names(&folder.join("inner")), ["odd.rules"], "nothing else is left there");
    let again = fmt(&[text(&folder)]);
    assert_eq!((out(&again), err(&again)), (String::new(), "0 of 2 files formatted\n".to_owned()));
}

#[test]
fn check_names_what_would_change_and_ends_with_two() {
    let folder = folder("check");
    let odd = folder.join("odd.rules");
    fs::write(&odd, "title<-NOM\n").unwrap();
    let output = fmt(&["--check", text(&folder)]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output), format!("{}\n", odd.display()));
    assert_eq!(err(&output), "1 of 1 file to be formatted\n");
    assert_eq!(fs::read_to_string(&odd).unwrap(), "title<-NOM\n");
    // A byte order mark alone is odd too.
    fs::write(&odd, "\u{FEFF}title <- NOM\n").unwrap();
    assert_eq!(fmt(&["--check", text(&folder)]).status.code(), Some(2));
    fs::write(&odd, "title <- NOM\n").unwrap();
    assert_eq!(fmt(&["--check", text(&folder)]).status.code(), Some(0));
}

#[test]
fn a_file_with_mistakes_is_left_as_it_is_and_the_others_are_formatted() {
    let folder = folder("mistakes");
    let [wrong, latin, odd] = ["a.rules", "b.rules", "c.rules"].map(|name| folder.join(name));
    fs::write(&wrong, "title=NOM\n").unwrap();
    fs::write(&latin, b"title <- \xE9\n").unwrap();
    fs::write(&odd, "title<-NOM\n").unwrap();
    for args in [&["--check", text(&folder)][..], &[text(&folder)]] {
        let output = fmt(args);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(out(&output), format!("{}\n", odd.display()));
        for said in [
            "error[E0",
            "a.rules:1:",
            "the rules have mistakes",
            "b.rules: byte 9 is not UTF-8",
            "2 left as found",
        ] {
            assert!(err(&output).contains(said), "{said}: {}", err(&output));
        }
    }
    assert_eq!(fs::read_to_string(&wrong).unwrap(), "title=NOM\n");
    assert_eq!(fs::read_to_string(&odd).unwrap(), "title <- NOM\n");
}

#[test]
fn what_is_no_rule_file_is_refused() {
    let folder = folder("refused");
    let notes = folder.join("notes.txt");
    fs::write(&notes, "title<-NOM\n").unwrap();
    for args in [&[text(&notes)][..], &[text(&folder)], &["nowhere.rules"], &["nowhere"], &[]] {
        assert_eq!(fmt(args).status.code(), Some(1), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_what_is_read_only_stays_as_it_is() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("links");
    let (file, link) = (folder.join("inner/file.rules"), folder.join("link.rules"));
    fs::write(&file, "title<-NOM\n").unwrap();
    symlink("inner/file.rules", &link).unwrap();
    // A link that leads back up is not followed.
    symlink("..", folder.join("inner/up")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    let output = fmt(&[text(&link)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("link.rules cannot be written: it is read-only"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&file).unwrap(), "title<-NOM\n");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(fmt(&[text(&folder)]).status.code(), Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), "title <- NOM\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}
