//! The task of the measurements by hand, for one feed and one output: what a rules engine is measured against.
//!
//! `dedicated (xml|json-serde|json-sonic) FILE OUT [--names other]`
//!
//! **Invariant:** what is written to OUT is whole lines; what is wrong with FILE goes to stderr with its byte, and the
//! exit status is 1.

mod chunks;
mod fault;
mod json;
mod markup;
mod names;
mod open;
mod order;
mod other;
mod scanner;
mod slots;
mod spaces;
mod steps;
mod tables;
mod task;
mod write;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Write};
use std::process::ExitCode;

use names::Naming;
use other::Other;
use task::Task;
use write::Output;

const USAGE: &str = "usage: dedicated (xml | json-serde | json-sonic) FILE OUT [--names other]";

/// What reads the feed.
#[derive(Clone, Copy)]
enum Reader {
    Xml,
    Serde,
    Sonic,
}

fn main() -> ExitCode {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (form, feed, out, other) = match words[..] {
        [form, feed, out] => (form, feed, out, false),
        [form, feed, out, "--names", "other"] => (form, feed, out, true),
        _ => return fail(USAGE),
    };
    let reader = match form {
        "xml" => Reader::Xml,
        "json-serde" => Reader::Serde,
        "json-sonic" => Reader::Sonic,
        _ => return fail(USAGE),
    };
    // The one choice at run time: behind it each naming has code of its own.
    let done = if other { run::<Other>(reader, feed, out) } else { run::<Task>(reader, feed, out) };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail(&why),
    }
}

fn run<N: Naming>(reader: Reader, feed: &str, out: &str) -> Result<(), String> {
    let told = |error: io::Error, path: &str| format!("{path}: {error}");
    let file = File::open(feed).map_err(|error| told(error, feed))?;
    let mut output = Output::new(File::create(out).map_err(|error| told(error, out))?);
    match reader {
        Reader::Xml => chunks::read::<N>(file, |slots| output.record::<N>(slots)),
        Reader::Serde => json::read_serde::<N>(file, |slots| output.record::<N>(slots)),
        Reader::Sonic => json::read_sonic::<N>(file, |slots| output.record::<N>(slots)),
    }
    .map_err(|fault| format!("{feed}: {fault}"))?;
    output.finish().map_err(|error| told(error, out))
}

/// Says what went wrong. A stderr that is closed leaves nobody to tell.
fn fail(why: &str) -> ExitCode {
    drop(writeln!(io::stderr(), "error: {why}"));
    ExitCode::FAILURE
}
