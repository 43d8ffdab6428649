//! `passerelle map`

use std::io::{self, BufReader, BufWriter, Write};

use super::args::Map;
use super::dry_run::known;
use super::exit::{Exit, Failure};
use super::output;
use crate::engine::{self, Disk, Filtered, Stream};

/// Bytes that are read or written at once.
const BLOCK: usize = 256 << 10;

pub(super) fn run(args: &Map) -> Result<Exit, Failure> {
    let folder = engine::find_head(&Disk, &args.head, args.pack.as_deref())?;
    let loaded = engine::load(&Disk, &folder, args.pack.as_deref())?;
    let Some(ready) = &loaded.ready else {
        output::mistakes(&loaded, &folder, args.pack.as_deref());
        return Ok(Exit::Error);
    };
    let code = &args.bordereau;
    let at = known(ready, code).map_err(|what| Failure::Usage(format!("`--bordereau {code}`: {what}")))?;
    let mut records = BufReader::with_capacity(BLOCK, io::stdin().lock());
    let mut out = BufWriter::with_capacity(BLOCK, io::stdout().lock());
    let stream = Stream { at, records: &mut records, threads: usize::from(args.threads.get()) };
    let filtered = engine::filter(ready, &loaded.sources, stream, &mut out);
    // What was read before the input failed is answered.
    let filtered = match filtered.and_then(|filtered| out.flush().map(|()| filtered)) {
        // Whoever closed the pipe has read enough, and there is no other file to make whole.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Exit::Done),
        filtered => filtered?,
    };
    Ok(judge(&filtered))
}

/// How the command ends when all that could be read is answered.
fn judge(filtered: &Filtered) -> Exit {
    let Filtered { lines, errors, failed } = filtered;
    if let Some(error) = failed {
        let read = if *lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
        output::talk(&format!(
            "error: stdin cannot be read: {error}: {read} came before, and the rest is lost"
        ));
    }
    if *errors > 0 {
        let hold = if *errors == 1 { "holds" } else { "hold" };
        output::talk(&format!(
            "error: {errors} of {lines} lines {hold} no record: the outcome `error` in its place says why"
        ));
    }
    if failed.is_some() || *errors > 0 { Exit::Error } else { Exit::Done }
}
