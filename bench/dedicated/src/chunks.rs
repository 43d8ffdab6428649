//! A document of any size in constant memory.
//!
//! The scanner is given what was read, and says how far it came: up to the last record that is whole. What is behind
//! that is handed to it again with the next bytes. So nothing has to be known about XML here, and no text that looks
//! like the end of a record can cut one.
//!
//! **Invariant:** what the scanner sees is UTF-8, checked once for a chunk.

use std::io::Read;

use crate::fault::Fault;
use crate::method::Method;
use crate::names::Naming;
use crate::scanner::Scanner;
use crate::slots::Slots;

/// So much is read at a time: it fits into the second cache of a core together with the output.
pub(crate) const CHUNK: usize = 256 * 1024;

/// No record is longer than that.
const LONGEST: usize = 64 * 1024 * 1024;

/// Hands every record of an Atom document on.
pub(crate) fn read<N: Naming, M: Method>(
    source: impl Read,
    each: impl FnMut(&Slots<'_>),
) -> Result<(), Fault> {
    read_by::<N, M>(source, CHUNK, each)
}

/// The same in chunks of another size.
pub(crate) fn read_by<N: Naming, M: Method>(
    mut source: impl Read,
    chunk: usize,
    mut each: impl FnMut(&Slots<'_>),
) -> Result<(), Fault> {
    let mut scanner = Scanner::<M>::default();
    let mut buffer = vec![0; chunk];
    let mut held = 0;
    let mut offset = 0;
    loop {
        let (filled, ends) = fill(&mut source, &mut buffer, held)
            .map_err(|error| Fault { offset: offset + held as u64, what: error.to_string() })?;
        let text = text::<M>(&buffer[..filled], offset, ends)?;
        let used = scanner.scan::<N>(text, offset, ends, &mut each)?;
        if ends {
            return Ok(());
        }
        buffer.copy_within(used..filled, 0);
        held = filled - used;
        offset += used as u64;
        // A record that fills half of the buffer would be scanned again and again.
        if held > buffer.len() / 2 {
            if buffer.len() >= LONGEST {
                return Err(Fault { offset, what: format!("a record is longer than {LONGEST} bytes") });
            }
            buffer.resize(buffer.len() * 2, 0);
        }
    }
}

/// Reads until the buffer is full, behind what is held in it: how much is in it now, and whether that was all.
fn fill(source: &mut impl Read, buffer: &mut [u8], held: usize) -> std::io::Result<(usize, bool)> {
    let mut filled = held;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => return Ok((filled, true)),
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((filled, false))
}

/// The bytes as text, without a character at their end that is not whole yet.
fn text<M: Method>(bytes: &[u8], offset: u64, ends: bool) -> Result<&str, Fault> {
    let error = match M::utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let valid = error.valid_up_to();
    if ends || error.error_len().is_some() {
        return Err(Fault { offset: offset + valid as u64, what: "the document is not UTF-8".to_owned() });
    }
    Ok(std::str::from_utf8(&bytes[..valid]).unwrap_or_default())
}
