//! Records one a line (NDJSON): a line that holds no record is told, and the next one is read all the same.
//!
//! **Invariant:** what a line becomes depends on that line alone: not on its number, nor on the lines around it.
//! **Invariant:** how the input is cut into chunks makes no difference, and no line beyond the limit is held.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use memchr::memchr;

use super::delivery::Delivery;
use super::error::{Complaint, Error};
use super::fields::Fields;
use super::json;
use super::limit::{Gauge, Limits};
use super::pieces::Each;
use crate::value::Record;

/// Reads records one a line, and gives what each line is to `each`, which may end the read by [`ControlFlow::Break`].
/// Lines end with `\n` or `\r\n`, the last one with the input. The record is filled anew for the next line: who keeps
/// it puts another in its place.
///
/// The offset of an error counts from the first byte of its line. The error of this function is one of the input.
pub fn lines(
    input: &mut dyn BufRead,
    fields: &Fields,
    limits: &Limits,
    each: &mut dyn FnMut(Result<&mut Record, Error>) -> ControlFlow<()>,
) -> io::Result<()> {
    let limits = limits.within_reason();
    let most = usize::try_from(limits.record_bytes).unwrap_or(usize::MAX);
    let gauge = Gauge::new(limits.record_bytes);
    // A record is taken out of the delivery when its line is read to the end.
    let mut nobody = Each(|_: &mut Record| ControlFlow::Continue(()));
    let mut delivery = Delivery::new(fields, limits, &gauge, &mut nobody);
    let mut line = Vec::new();
    while let Some(fits) = next(input, most, &mut line)? {
        let read = if fits { json::line(&line, &mut delivery) } else { Err((most, too_long(most))) };
        let read = match read {
            Ok(()) => Ok(&mut delivery.record),
            Err((at, complaint)) => Err(Error { offset: at as u64, records: 0, complaint }),
        };
        if each(read).is_break() {
            break;
        }
    }
    Ok(())
}

/// Takes a line, without what ends it, and says whether it has at most so many bytes; none at the end of the input.
fn next(input: &mut dyn BufRead, most: usize, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    // The `\r` of a line's end stands there until the end is seen.
    let room = most.saturating_add(1);
    let (mut begun, mut fits) = (false, true);
    loop {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            filled => filled?,
        };
        if bytes.is_empty() && !begun {
            return Ok(None);
        }
        begun = true;
        let end = memchr(b'\n', bytes);
        let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        fits &= part.len() <= room - line.len();
        if fits {
            line.extend_from_slice(part);
        }
        let ended = end.is_some() || bytes.is_empty();
        let taken = part.len() + usize::from(end.is_some());
        input.consume(taken);
        if ended {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(fits && line.len() <= most))
}

fn too_long(most: usize) -> Complaint {
    Complaint::limit(
        format!("the line has more than {most} bytes"),
        "a record fits into the limit `record_bytes`",
    )
}
