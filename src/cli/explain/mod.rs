//! `passerelle explain`: a code, why a record is what it becomes, or who fills a field.

mod code;
mod field;
mod record;
mod text;

use super::args::Explain;
use super::exit::{Exit, Failure};
use crate::engine::{self, Disk};

pub(super) fn run(args: &Explain) -> Result<Exit, Failure> {
    if let Some(id) = &args.record {
        return record::run(args, id);
    }
    if let Some(field) = &args.over {
        return field::run(args, field);
    }
    let word = args.what.display().to_string();
    match engine::find_head(&Disk, &args.what, args.pack.as_deref()) {
        Ok(_) => Err(Failure::Usage(format!(
            "which record? Write its id behind the head, or a field of all records: `passerelle explain {word} --field email`"
        ))),
        Err(_) => code::run(&word),
    }
}
