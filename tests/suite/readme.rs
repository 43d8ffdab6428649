//! What the README shows is what the program prints.

use std::process::Command;

/// A command of a `console` block, and what it is said to print. A line `…` stands for any lines; a `…` at the end of
/// a line for the rest of it.
fn shown(text: &str) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            all.push((command.to_owned(), Vec::new()));
        } else if let (true, Some((_, output))) = (inside, all.last_mut()) {
            output.push(line.to_owned());
        }
    }
    all
}

fn fits(printed: &str, shown: &str) -> bool {
    match shown.strip_suffix('…') {
        Some(start) => printed.starts_with(start),
        None => printed == shown.trim_end() || printed.trim_end() == shown,
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let commands = shown(&std::fs::read_to_string("README.md").unwrap());
    assert!(commands.len() >= 3);
    for (command, expected) in commands {
        let args = command.strip_prefix("passerelle ").expect("the README runs passerelle").split(' ');
        let output =
            Command::new(env!("CARGO_BIN_EXE_passerelle")).args(args).env("COLUMNS", "110").output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let mut printed = printed.lines().peekable();
        let mut skipping = false;
        for line in &expected {
            if line == "…" {
                skipping = true;
                continue;
            }
            while skipping && printed.peek().is_some_and(|next| !fits(next, line)) {
                printed.next();
            }
            skipping = false;
            let next = printed.next().unwrap_or("(nothing more)");
            assert!(fits(next, line), "`{command}` printed\n{next}\nand the README says\n{line}");
        }
    }
}
