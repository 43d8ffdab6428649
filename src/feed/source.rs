//! The bytes on their way to a parser: counted, checked to be UTF-8, and cut off at the limit.
//!
//! **Invariant:** what a parser gets is valid UTF-8 without U+0000, up to the very byte that is wrong.
//! **Invariant:** how the input is cut into chunks makes no difference to what is refused, and where.

use std::io::{self, BufRead, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use memchr::memchr;

use super::delivery::Stop;
use super::error::{Complaint, ErrorKind};
use super::incoming::Incoming;
use super::limit::Gauge;
use super::recognise::{Opening, UTF8_MARK, enough, recognise, without_lead};
use super::shape::Shape;

const WINDOW: usize = 256 << 10;

/// Windows that were read through: the next feed takes one of them, since a new one is cleared first, which for the small
/// feeds that `check` reads was a hundredth of all its instructions.
static WINDOWS: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// The most that are kept: as many feeds are read at once on a usual machine.
const MOST_WINDOWS: usize = 4;

fn windows() -> MutexGuard<'static, Vec<Vec<u8>>> {
    WINDOWS.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Source<'_> {
    fn drop(&mut self) {
        let mut kept = windows();
        if kept.len() < MOST_WINDOWS {
            kept.push(std::mem::take(&mut self.window));
        }
    }
}

/// A window on the input.
pub(super) struct Source<'s> {
    incoming: Incoming<'s>,
    gauge: &'s Gauge,
    window: Vec<u8>,
    /// Up to here bytes are given out without a further look.
    open: usize,
    /// Up to here bytes are checked.
    valid: usize,
    /// Up to here there are bytes.
    filled: usize,
    /// What is wrong with the byte at `valid`.
    wrong: Option<Complaint>,
}

impl<'s> Source<'s> {
    pub(super) fn new(input: &'s mut dyn Read, gauge: &'s Gauge) -> Self {
        Self {
            incoming: Incoming::new(input),
            gauge,
            window: windows().pop().unwrap_or_else(|| vec![0; WINDOW]),
            open: 0,
            valid: 0,
            filled: 0,
            wrong: None,
        }
    }

    /// Looks at the first bytes, steps over the byte order mark, and says what the document is. `id` is the name by
    /// which an extract of open data is recognised.
    pub(super) fn begin(&mut self, stated: Option<Shape>, id: Option<&str>) -> Result<Opening, Stop> {
        let stop = |complaint, offset| Stop::Wrong { complaint, offset };
        let mut fresh = 0;
        while self.filled < WINDOW && !enough(self.unread(), fresh) {
            match self.take() {
                Ok(0) => break,
                Ok(taken) => fresh = taken,
                Err(complaint) if without_lead(self.unread()).is_empty() => {
                    return Err(stop(complaint, self.filled as u64));
                }
                // There may be records in what was read before: they come first.
                Err(complaint) => {
                    self.incoming.failure = Some(complaint);
                    break;
                }
            }
        }
        let place = (self.filled - without_lead(self.unread()).len()) as u64;
        let opening = recognise(self.unread(), stated, id).map_err(|complaint| stop(complaint, place))?;
        if self.unread().starts_with(UTF8_MARK) {
            self.gauge.advance(UTF8_MARK.len());
        }
        self.open = self.gauge.index();
        self.check(0);
        Ok(opening)
    }

    /// Up to `reach` of the checked bytes that are not taken yet, and so many before them, as text; none if they have
    /// left the window.
    pub(super) fn ahead(&self, back: usize, reach: usize) -> &str {
        let taken = self.gauge.index();
        let Some(from) = taken.checked_sub(back) else { return "" };
        text(self.window.get(from..self.valid.min(taken.saturating_add(reach))).unwrap_or_default())
    }

    /// How many checked bytes are not taken yet.
    pub(super) fn checked(&self) -> usize {
        self.valid.saturating_sub(self.gauge.index())
    }

    /// Keeps the bytes that are not taken yet and so many before them, reads on behind them, and gives all of them as
    /// text; none where nothing can be added.
    pub(super) fn read_on(&mut self, back: usize) -> Option<&str> {
        let from = self.gauge.index().checked_sub(back)?;
        let kept = self.filled - from;
        if self.wrong.is_some() || self.incoming.failure.is_some() || kept == self.window.len() {
            return None;
        }
        self.window.copy_within(from..self.filled, 0);
        self.filled = kept;
        self.gauge.rebase(back);
        self.resume();
        // What is kept is looked at again: twice as much makes that worth while.
        let enough = (2 * kept + (4 << 10)).min(self.window.len());
        while self.filled < enough {
            match self.take() {
                Ok(0) => break,
                Ok(_) => {}
                Err(complaint) => {
                    self.incoming.failure = Some(complaint);
                    break;
                }
            }
        }
        let grown = self.filled > kept;
        let text = self.check(back);
        grown.then_some(text)
    }

    /// Fills a buffer with what lies ahead, unchecked, and says how much of it: less only where nothing more comes. Until
    /// some bytes are [given back](Self::give_back), nothing else may be asked.
    pub(super) fn take_unchecked(&mut self, out: &mut [u8]) -> usize {
        let unread = self.window.get(self.gauge.index()..self.filled).unwrap_or_default();
        let near = unread.len().min(out.len());
        let (first, rest) = out.split_at_mut(near);
        first.copy_from_slice(unread.get(..near).unwrap_or_default());
        self.gauge.advance(near);
        let far = self.incoming.fill(rest);
        self.gauge.pass(far);
        near + far
    }

    /// Whether the bytes ahead, and so many before them, are all in order as far as they are known; they are ahead then.
    pub(super) fn step_back(&mut self, bytes: usize) -> bool {
        let sound = self.wrong.is_none() && self.gauge.index() >= bytes;
        if sound {
            self.gauge.step_back(bytes);
        }
        sound
    }

    /// The last bytes that were taken were taken for nothing: they lie ahead again, and are checked.
    pub(super) fn give_back(&mut self, bytes: &[u8]) {
        let unread = self.window.get(self.gauge.index()..self.filled).unwrap_or_default();
        self.incoming.give_back(bytes, unread);
        self.gauge.retreat(bytes.len());
        self.filled = 0;
        while self.incoming.repeats() && self.filled < self.window.len() {
            // What was given back cannot fail.
            let _ = self.take();
        }
        self.check(0);
        self.resume();
    }

    /// Passes over bytes that lie ahead.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.gauge.advance(bytes);
        self.resume();
    }

    /// Bytes were taken without a parser: it goes on behind them.
    pub(super) fn resume(&mut self) {
        self.open = self.gauge.index();
    }

    fn unread(&self) -> &[u8] {
        self.window.get(..self.filled).unwrap_or_default()
    }

    /// Takes more bytes into the window, and says how many.
    fn take(&mut self) -> Result<usize, Complaint> {
        let taken = self.incoming.take(self.window.get_mut(self.filled..).unwrap_or_default())?;
        self.filled += taken;
        Ok(taken)
    }

    /// Checks what is new in the window, and gives it as text, with so many bytes before it; a character that is cut by
    /// the window's end waits for its rest.
    fn check(&mut self, back: usize) -> &str {
        let from = self.gauge.index().saturating_sub(back);
        let bytes = self.window.get(from..self.filled).unwrap_or_default();
        self.wrong = None;
        let mut found = match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = error.valid_up_to();
                self.wrong = error.error_len().map(|_| not_utf8(bytes.get(good).copied()));
                text(bytes.get(..good).unwrap_or_default())
            }
        };
        if let Some(nul) = memchr(0, found.as_bytes()) {
            found = found.get(..nul).unwrap_or_default();
            self.wrong = Some(Complaint::nul());
        }
        self.valid = from + found.len();
        found
    }

    /// Replaces the window, all of whose checked bytes are given out.
    fn refill(&mut self) -> io::Result<()> {
        while self.gauge.index() == self.valid {
            if let Some(complaint) = &self.wrong {
                return Err(self.gauge.refuse(complaint.clone()));
            }
            self.window.copy_within(self.valid..self.filled, 0);
            self.filled -= self.valid;
            (self.open, self.valid) = (0, 0);
            self.gauge.rebase(0);
            if self.take().map_err(|complaint| self.gauge.refuse(complaint))? == 0 {
                if self.filled > 0 {
                    let found = "the document ends inside a character";
                    let again = "ask for the feed again; nothing of this read counts as complete";
                    return Err(self.gauge.refuse(Complaint::new(ErrorKind::Truncated, found, "", again)));
                }
                self.gauge.end();
                return Ok(());
            }
            self.check(0);
        }
        Ok(())
    }

    /// Opens a further stretch of the window; at the end of the input nothing is opened.
    fn admit(&mut self) -> io::Result<()> {
        self.refill()?;
        let ready = self.valid - self.gauge.index();
        let left = self.gauge.left();
        if ready > 0 && left == 0 {
            return Err(self.gauge.too_long());
        }
        self.open = self.gauge.index() + ready.min(left);
        Ok(())
    }
}

/// The text at the beginning of some bytes, up to a character that is cut off.
fn text(bytes: &[u8]) -> &str {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            simdutf8::compat::from_utf8(good).unwrap_or_default()
        }
    }
}

/// What is said of a byte that no UTF-8 text can hold at its place.
pub(super) fn not_utf8(byte: Option<u8>) -> Complaint {
    let found = format!("the byte 0x{:02X} is not UTF-8", byte.unwrap_or_default());
    let repair = "`iconv -f WINDOWS-1252 -t UTF-8` converts the usual other encoding";
    Complaint::new(ErrorKind::Encoding, found, "a feed is UTF-8 throughout", repair)
}

impl Read for Source<'_> {
    /// The JSON parser takes one byte at a time, so this is the shortest way that there is.
    #[inline]
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.gauge.index() == self.open {
            self.admit()?;
        }
        if let ([only], Some(first)) = (&mut *out, self.window.get(self.gauge.index()))
            && self.gauge.index() < self.open
        {
            *only = *first;
            self.consume(1);
            return Ok(1);
        }
        let taken = self.window.get(self.gauge.index()..self.open).unwrap_or_default().read(out)?;
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.gauge.index() == self.open {
            self.admit()?;
        }
        Ok(self.window.get(self.gauge.index()..self.open).unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, bytes: usize) {
        self.gauge.advance(bytes);
    }
}
