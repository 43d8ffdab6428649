//! What comes into the window of a source: the input, and before it what was given back.

use std::io::{self, Read};

use super::error::Complaint;

/// The bytes that are to come.
pub(super) struct Incoming<'s> {
    input: &'s mut dyn Read,
    /// Bytes that were taken for nothing, and how many of them were taken again.
    returned: Vec<u8>,
    again: usize,
    /// Why there are no bytes after those that were taken.
    pub(super) failure: Option<Complaint>,
}

impl<'s> Incoming<'s> {
    pub(super) fn new(input: &'s mut dyn Read) -> Self {
        Self { input, returned: Vec::new(), again: 0, failure: None }
    }

    /// Whether bytes that were given back are still to come.
    pub(super) fn repeats(&self) -> bool {
        !self.returned.is_empty()
    }

    /// These bytes come first.
    pub(super) fn give_back(&mut self, bytes: &[u8], more: &[u8]) {
        let behind = self.returned.get(self.again..).unwrap_or_default();
        self.returned = [bytes, more, behind].concat();
        self.again = 0;
    }

    /// Takes bytes, and says how many; none at the end of the input.
    pub(super) fn take(&mut self, room: &mut [u8]) -> Result<usize, Complaint> {
        if self.repeats() {
            let mut again = self.returned.get(self.again..).unwrap_or_default();
            // Reading from memory cannot fail.
            let taken = again.read(room).unwrap_or_default();
            self.again += taken;
            if self.again == self.returned.len() {
                (self.returned, self.again) = (Vec::new(), 0);
            }
            return Ok(taken);
        }
        if let Some(complaint) = self.failure.take() {
            return Err(complaint);
        }
        loop {
            match self.input.read(room) {
                // A reader that claims more than there was room for must not lead outside of it.
                Ok(taken) => return Ok(taken.min(room.len())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Complaint::io(&error)),
            }
        }
    }

    /// Fills all of the room, and says how much of it: less only where nothing more comes.
    pub(super) fn fill(&mut self, room: &mut [u8]) -> usize {
        let mut filled = 0;
        while let Some(left) = room.get_mut(filled..).filter(|left| !left.is_empty()) {
            match self.take(left) {
                Ok(0) => break,
                Ok(taken) => filled += taken,
                Err(complaint) => {
                    self.failure = Some(complaint);
                    break;
                }
            }
        }
        filled
    }
}
