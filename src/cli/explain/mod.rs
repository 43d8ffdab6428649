//! `passerelle explain`: a code, why a record is what it becomes, or who fills a field.

mod code;
mod field;
mod record;
mod text;

pub(super) use text::explained;

use super::args::{Explain, Format};
use super::exit::{Exit, Failure};
use super::inputs::known_field;
use super::output;
use crate::engine::{self, Disk};

pub(super) fn run(args: &Explain) -> Result<Exit, Failure> {
    let word = args.what.display().to_string();
    let folder = engine::find_head(&Disk, &args.what, args.pack.as_deref());
    if args.record.is_none() && args.over.is_none() {
        return match folder {
            Ok(_) => Err(Failure::Usage(format!(
                "which record? Write its id behind the head, or a field of all records: `passerelle explain {word} --field email`"
            ))),
            Err(_) if args.format == Format::Json || !args.feeds.is_empty() => Err(Failure::Usage(format!(
                "`{word}` is no head here, and a code has a page of text and no feed: leave out `--format` and `--feed`"
            ))),
            Err(_) => code::run(&word),
        };
    }
    let folder = folder?;
    let loaded = engine::load(&Disk, &folder, args.pack.as_deref())?;
    let Some(ready) = &loaded.ready else {
        output::mistakes(&loaded, &folder, args.pack.as_deref());
        return Ok(Exit::Error);
    };
    for field in args.field.iter().chain(&args.over) {
        known_field(ready, field)?;
    }
    match (&args.record, &args.over) {
        (Some(id), _) => record::run(args, &loaded, ready, id),
        (None, Some(field)) => field::run(args, &loaded, ready, field),
        (None, None) => Ok(Exit::Done),
    }
}
