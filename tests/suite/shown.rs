//! Pages that show commands and what they print: each is run, in order, and compared.

use std::fs::File;
use std::path::Path;
use std::process::Command;

/// A part of a page.
pub(crate) enum Part {
    /// A file that the reader writes: the block after a line `**path**`; after `**path**, at its end`, more lines of one.
    File { path: String, text: String, more: bool },
    /// A command of a `console` block, and what it is said to print.
    Command(String, Vec<String>),
}

/// The parts of a page, in order. A line `…` of an output stands for any lines; a `…` in a line for any characters of it.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut all = Vec::new();
    let mut fence: Option<&str> = None;
    let mut file: Option<(&str, bool)> = None;
    for line in text.lines() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(kind)) => {
                fence = Some(kind);
                if kind != "console"
                    && let Some((path, more)) = file.take()
                {
                    all.push(Part::File { path: path.to_owned(), text: String::new(), more });
                    fence = Some("file");
                }
            }
            (Some(_), Some(_)) => fence = None,
            (Some("console"), None) => match (line.strip_prefix("$ "), all.last_mut()) {
                (Some(command), _) => all.push(Part::Command(command.to_owned(), Vec::new())),
                (None, Some(Part::Command(_, output))) => output.push(line.to_owned()),
                (None, Some(Part::File { .. }) | None) => panic!("a console block begins with a command"),
            },
            (Some("file"), None) => {
                if let Some(Part::File { text, .. }) = all.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            (Some(_), None) => {}
            (None, None) if !line.is_empty() => {
                let named = line.strip_prefix("**").and_then(|line| line.split_once("**"));
                file = match named {
                    Some((path, "")) => Some((path, false)),
                    Some((path, ", at its end")) => Some((path, true)),
                    Some(_) | None => None,
                };
            }
            (None, None) => {}
        }
    }
    all
}

/// Runs a command of passerelle in a folder and compares what it prints; `check` and `test` end with talk on stderr. A
/// command may end with ` < FILE`.
pub(crate) fn compare(folder: &Path, command: &str, expected: &[String], variables: &[(&str, &str)]) {
    let (call, input) = command.split_once(" < ").map_or((command, None), |(call, file)| (call, Some(file)));
    let args = call.strip_prefix("passerelle ").expect("pages run passerelle").split(' ');
    let mut run = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    if let Some(input) = input {
        run.stdin(File::open(folder.join(input)).unwrap());
    }
    // As a shell takes quotes off.
    let args = args.map(|arg| arg.trim_matches('\''));
    let output = run
        .args(args)
        .current_dir(folder)
        .env("COLUMNS", "110")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let mut printed = String::from_utf8(output.stdout).unwrap();
    if [" check ", " test "].iter().any(|talks| command.contains(talks)) {
        printed.push_str(&String::from_utf8(output.stderr).unwrap());
    }
    fits_all(command, &printed, expected);
}

/// Compares what a command printed with what a page says of it.
pub(crate) fn fits_all(command: &str, printed: &str, expected: &[String]) {
    let mut printed = printed.lines().peekable();
    let mut skipping = false;
    for line in expected {
        if line == "…" {
            skipping = true;
            continue;
        }
        while skipping && printed.peek().is_some_and(|next| !fits(next, line)) {
            printed.next();
        }
        skipping = false;
        let next = printed.next().unwrap_or("(nothing more)");
        assert!(fits(next, line), "`{command}` printed\n{next}\nand the page says\n{line}");
    }
    assert!(skipping || printed.next().is_none(), "`{command}` prints more than the page says");
}

/// Each `…` within a line stands for any characters of it.
fn fits(printed: &str, shown: &str) -> bool {
    let mut parts = shown.trim_end().split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = printed.trim_end().strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}
