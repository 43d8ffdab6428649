//! The task of the measurements by hand, for one feed and one output: what a rules engine is measured against.
//!
//! `dedicated (xml | xml-tuned | json-serde | json-sonic) FILE OUT [--names other]`
//!
//! `xml` stands for what a good programmer writes for this one feed and wants to read again: the methods of
//! `directownchunk`, the yardstick, with the promises of the engine's reader (well-formed, namespaces, CDATA, asides, no
//! DOCTYPE, references that mean something, no document that is cut). Names are found by a `match`, attributes are read
//! each time, `std` checks a chunk for UTF-8, texts are written byte by byte over a table, and a value is unescaped when
//! a rule reads it. `xml-tuned` stands for what is left in that program when time is no matter: it guesses the name of
//! each field and how null is written from the record before, checks UTF-8 by `simdutf8`, and looks at 32 bytes of a
//! text together. Both are one program by two types ([`method`]), make the same bytes and refuse the same documents. The
//! JSON forms stand for the best dedicated program over each parser, so what they write is tuned.
//!
//! **Invariant:** what is written to OUT is whole lines; what is wrong with FILE goes to stderr with its byte, and the
//! exit status is 1.

mod chunks;
mod fault;
mod json;
mod markup;
mod method;
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

use method::{Method, Plain, Tuned};
use names::Naming;
use other::Other;
use task::Task;
use write::Output;

const USAGE: &str = "usage: dedicated (xml | xml-tuned | json-serde | json-sonic) FILE OUT [--names other]";

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
    let (reader, tuned) = match form {
        "xml" => (Reader::Xml, false),
        "xml-tuned" => (Reader::Xml, true),
        "json-serde" => (Reader::Serde, true),
        "json-sonic" => (Reader::Sonic, true),
        _ => return fail(USAGE),
    };
    // The one choice at run time: behind it each naming has code of its own by each method.
    let run = match (tuned, other) {
        (false, false) => run::<Task, Plain>,
        (false, true) => run::<Other, Plain>,
        (true, false) => run::<Task, Tuned>,
        (true, true) => run::<Other, Tuned>,
    };
    match run(reader, feed, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail(&why),
    }
}

fn run<N: Naming, M: Method>(reader: Reader, feed: &str, out: &str) -> Result<(), String> {
    let told = |error: io::Error, path: &str| format!("{path}: {error}");
    let file = File::open(feed).map_err(|error| told(error, feed))?;
    let mut output = Output::<_, M>::new(File::create(out).map_err(|error| told(error, out))?);
    match reader {
        Reader::Xml => chunks::read::<N, M>(file, |slots| output.record::<N>(slots)),
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
