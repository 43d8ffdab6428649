//! A buffer that is written at its end.
//!
//! Room is made once for what comes next, and not asked for at each piece: nearly all that is written is short.

/// Bytes that were written, and room behind them.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer {
    /// What was written, and behind it what is of no meaning.
    bytes: Vec<u8>,
    /// Where the next piece goes.
    end: usize,
}

impl Buffer {
    /// What was written.
    #[inline]
    pub(super) fn written(&self) -> &[u8] {
        self.bytes.get(..self.end).unwrap_or_default()
    }

    /// How many bytes were written.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.end
    }

    /// The last byte that was written.
    #[inline]
    pub(super) fn last(&self) -> Option<u8> {
        self.bytes.get(self.end.checked_sub(1)?).copied()
    }

    /// Forgets what was written behind so many bytes.
    #[inline]
    pub(super) fn truncate(&mut self, length: usize) {
        self.end = self.end.min(length);
    }

    /// The next so many bytes, which count as written; whatever they hold is overwritten.
    #[inline]
    pub(super) fn next(&mut self, length: usize) -> &mut [u8] {
        let start = self.end;
        self.end = start + length;
        if self.bytes.len() < self.end {
            self.grow();
        }
        self.bytes.get_mut(start..self.end).unwrap_or_default()
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let length = self.end.max(2 * self.bytes.len()).max(1 << 10);
        self.bytes.resize(length, 0);
    }

    /// Writes a byte.
    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        if let [place] = self.next(1) {
            *place = byte;
        }
    }

    /// Writes some bytes.
    #[inline]
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.next(bytes.len()).copy_from_slice(bytes);
    }

    /// Writes the first so many bytes of a row that goes on behind them: a copy of a length that is known needs no call.
    #[inline]
    pub(super) fn extend_from<const LENGTH: usize>(&mut self, bytes: &[u8; LENGTH], length: usize) {
        let start = self.end;
        match self.bytes.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
            Some(place) => {
                *place = *bytes;
                self.end = start + length.min(LENGTH);
            }
            None => self.extend(bytes.get(..length).unwrap_or_default()),
        }
    }
}

impl std::io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
