//! What is said of records, one after the other.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::catalogue::Became;
use crate::cli::args::Format;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::elloha::LeftOut;
use crate::value::visible;

pub(super) struct Told<'t> {
    format: Format,
    head: &'t str,
    answers: Vec<Json>,
    failed: bool,
    look: bool,
}

impl<'t> Told<'t> {
    pub(super) fn new(format: Format, head: &'t str) -> Self {
        Self { format, head, answers: Vec::new(), failed: false, look: false }
    }

    /// What a record has become.
    pub(super) fn became(&mut self, id: &str, became: &Became) -> Result<(), Failure> {
        match became {
            Became::Account { idoi, run, left_out } => {
                self.look(left_out);
                let text = format!("{}: account {idoi}, run {run}\n{}", visible(id), left(left_out));
                let answer =
                    json!({ "id": id, "became": "account", "idoi": idoi, "run": run, "leftOut": left_out });
                self.say(&text, answer)
            }
            Became::Already { idoi, since } => {
                let text = format!("{}: account {idoi} since {since}\n", visible(id));
                self.say(&text, json!({ "id": id, "became": "already", "idoi": idoi, "since": since }))
            }
            Became::Refused(why) => self.refused(id, why),
            Became::Held(why) => {
                self.failed = true;
                let text = format!("{}: waits\n  {}\n", visible(id), visible(why));
                self.say(&text, json!({ "id": id, "became": "held", "because": why }))
            }
        }
    }

    /// Nothing became of a record.
    pub(super) fn refused(&mut self, id: &str, why: &[String]) -> Result<(), Failure> {
        self.failed = true;
        let lines: Vec<String> = why.iter().map(|why| format!("  {}\n", visible(why))).collect();
        let text = format!("{}: refused\n{}", visible(id), lines.concat());
        self.say(&text, json!({ "id": id, "became": "refused", "because": why }))
    }

    /// The requests of a record were written.
    pub(super) fn files(&mut self, id: &str, paths: &[PathBuf], left_out: &[LeftOut]) -> Result<(), Failure> {
        self.look(left_out);
        let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let text = format!("{}: {}\n{}", visible(id), paths.join(", "), left(left_out));
        self.say(&text, json!({ "id": id, "became": "files", "files": paths, "leftOut": left_out }))
    }

    fn look(&mut self, left_out: &[LeftOut]) {
        self.look |= left_out.iter().any(|one| !one.usual);
    }

    fn say(&mut self, text: &str, answer: Json) -> Result<(), Failure> {
        match self.format {
            Format::Text => output::data(text)?,
            Format::Json => self.answers.push(answer),
        }
        Ok(())
    }

    pub(super) fn end(self) -> Result<Exit, Failure> {
        if self.format == Format::Json {
            let answer = json!({ "schema": 1, "head": self.head, "records": self.answers });
            output::data(&format!("{answer}\n"))?;
        }
        Ok(match (self.failed, self.look) {
            (true, _) => Exit::Error,
            (false, true) => Exit::Look,
            (false, false) => Exit::Done,
        })
    }
}

fn left(left_out: &[LeftOut]) -> String {
    let mut out = String::new();
    for LeftOut { field, value, because, usual: _ } in left_out {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "  left out: {field} {}: {}", visible(value), visible(because));
    }
    out
}
