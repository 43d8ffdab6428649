//! Composes feeds of any size for measurements: `cargo run --release --example compose -- atom --records 48000`.
//!
//! **Invariant:** the same arguments give the same bytes, record `n` depends on the seed and on `n` alone, and memory
//! does not grow with the feed. Contents are fictional, and the document says first that it is composed.

#[path = "compose/args.rs"]
mod args;
#[path = "compose/atom.rs"]
mod atom;
#[path = "compose/counted.rs"]
mod counted;
#[path = "compose/hotel.rs"]
mod hotel;
#[path = "compose/json.rs"]
mod json;
#[path = "compose/names.rs"]
mod names;
#[path = "compose/offer.rs"]
mod offer;
#[path = "compose/offer_text.rs"]
mod offer_text;
#[path = "compose/offer_words.rs"]
mod offer_words;
#[path = "compose/opening.rs"]
mod opening;
#[path = "compose/prose.rs"]
mod prose;
#[path = "compose/random.rs"]
mod random;
#[path = "compose/record.rs"]
mod record;
#[path = "compose/sentences.rs"]
mod sentences;
#[path = "compose/task.rs"]
mod task;
#[path = "compose/tasting.rs"]
mod tasting;
#[path = "compose/value.rs"]
mod value;
#[path = "compose/words.rs"]
mod words;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use args::{Asked, Request, Shape};
use counted::Counted;
use random::Random;

/// What every document says of itself before anything else.
const COMPOSED: &str = "Composed by bench/compose.rs for measurements: the shape is that of a real feed, the contents are fictional.";

fn main() -> ExitCode {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let outcome = match args::parse(&words) {
        Ok(Asked::Help) => writeln!(io::stdout(), "{}", args::USAGE),
        Ok(Asked::Feed(request)) => {
            compose(&request, &mut Counted::new(BufWriter::with_capacity(256 * 1024, io::stdout().lock())))
        }
        Err(wrong) => return fail(&format!("{wrong}\n\n{}", args::USAGE)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("the feed cannot be written: {error}")),
    }
}

/// Says what went wrong. A stderr that is closed too leaves nobody to tell.
fn fail(why: &str) -> ExitCode {
    drop(writeln!(io::stderr(), "error: {why}"));
    ExitCode::FAILURE
}

fn compose(request: &Request, out: &mut Counted<impl Write>) -> io::Result<()> {
    match request.shape {
        Shape::Atom => atom::head(out, request.until.records())?,
        Shape::Json => json::head(out, request.until.records())?,
        Shape::Task(envelope, _) => task::head(out, envelope, request.until.records())?,
    }
    let mut number = 0;
    while !request.until.is_reached(number, out.bytes()) {
        number += 1;
        let mut random = Random::of_record(request.seed, number);
        match request.shape {
            Shape::Atom => atom::entry(out, &hotel::compose(&mut random, number))?,
            Shape::Json => json::entry(out, &tasting::compose(&mut random, number), number == 1)?,
            Shape::Task(envelope, naming) => {
                let offer = naming.apply(offer::compose(&mut random, number, naming));
                task::entry(out, envelope, &offer, number == 1)?;
            }
        }
    }
    match request.shape {
        Shape::Atom => atom::foot(out)?,
        Shape::Json => json::foot(out)?,
        Shape::Task(envelope, _) => task::foot(out, envelope)?,
    }
    out.flush()
}
