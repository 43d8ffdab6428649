//! The batches between the reader and the report.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::Receiver as Back;

use super::batch::{Batch, Hand};
use super::queue::{Queue, soon};
use super::{Take, Work};
use crate::eval::Counts;
use crate::feed::{Joined, Piece, Pieces, Receiver};
use crate::value::Record;

/// So many bytes of the feed make a piece that is read elsewhere: ten records, and half of what a core keeps near.
const PIECE: usize = 64 << 10;

/// The batches between the reader and the report, as the thread of both sees them.
pub(super) struct Line<'t, 'b, 'r> {
    work: Work<'r>,
    /// What this thread maps itself.
    pub(super) hand: Hand<'r>,
    /// What was counted of pieces that do not count.
    counted: Counts,
    filling: Batch,
    spare: Vec<Batch>,
    given: u64,
    taken: u64,
    waiting: BTreeMap<u64, Batch>,
    /// So many batches may be under way.
    most: u64,
    /// So many of them may wait for a thread: a few for each of the others, so that none sleeps while this one maps a
    /// batch and reads more. Waking a thread takes as long as mapping half a batch.
    enough: usize,
    queue: &'b Queue,
    back: Back<Batch>,
    take: &'b mut Take<'t>,
    joined: Joined,
}

/// However the reading ends, no worker waits for more.
impl Drop for Line<'_, '_, '_> {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl Receiver for Line<'_, '_, '_> {
    /// Takes a record, and leaves a used one to be filled in its place.
    fn record(&mut self, record: &mut Record) -> ControlFlow<()> {
        self.filling.add(record);
        if self.filling.is_full() {
            return self.pass_on();
        }
        ControlFlow::Continue(())
    }

    fn pieces(&mut self) -> Option<&mut dyn Pieces> {
        Some(self)
    }
}

impl Pieces for Line<'_, '_, '_> {
    fn most(&self) -> usize {
        PIECE
    }

    fn give(&mut self, piece: Piece) -> ControlFlow<(), Vec<u8>> {
        if !self.filling.is_empty() {
            self.pass_on()?;
        }
        let memory = self.filling.hold(piece);
        self.pass_on()?;
        if self.joined.is_sound() { ControlFlow::Continue(memory) } else { ControlFlow::Break(()) }
    }

    fn settle(&mut self) -> Joined {
        // Where no more is wanted, what is still under way is not waited for; that it is so is said with the rest.
        if !self.joined.ended {
            let _ = self.work_off(1);
        }
        let joined = std::mem::take(&mut self.joined);
        self.joined.ended = joined.ended;
        joined
    }
}

impl<'t, 'b, 'r> Line<'t, 'b, 'r> {
    pub(super) fn new(
        work: Work<'r>,
        threads: usize,
        queue: &'b Queue,
        back: Back<Batch>,
        take: &'b mut Take<'t>,
    ) -> Self {
        Self {
            work,
            hand: Hand::new(work),
            counted: Counts::new(work.mapper.program),
            filling: Batch::default(),
            spare: Vec::new(),
            given: 0,
            taken: 0,
            waiting: BTreeMap::new(),
            most: threads as u64 * 4,
            enough: 2 * (threads - 1),
            queue,
            back,
            take,
            joined: Joined::default(),
        }
    }

    /// Takes what is still under way, unless no more is wanted; what was counted on this thread, and what for nothing.
    pub(super) fn finish(mut self) -> (ControlFlow<()>, Counts, Counts) {
        let flow = if self.joined.ended { ControlFlow::Break(()) } else { self.rest() };
        (flow, std::mem::take(&mut self.hand.counts), std::mem::take(&mut self.counted))
    }

    fn rest(&mut self) -> ControlFlow<()> {
        if !self.filling.is_empty() {
            self.pass_on()?;
        }
        self.work_off(1)
    }

    /// Hands the batch out, or maps it here where enough of them wait: what was just filled is still near.
    fn pass_on(&mut self) -> ControlFlow<()> {
        let next = self.spare.pop().unwrap_or_default();
        let mut batch = std::mem::replace(&mut self.filling, next);
        batch.number = self.given;
        self.given += 1;
        if let Some(batch) = self.queue.push_unless(batch, self.enough) {
            self.map(batch);
            self.take_next()?;
        }
        self.work_off(self.most)
    }

    /// Works until fewer than so many batches are under way.
    fn work_off(&mut self, most: u64) -> ControlFlow<()> {
        while self.given - self.taken >= most {
            match self.queue.next() {
                Some(batch) => self.map(batch),
                None => match soon(|| self.back.try_recv().ok()).ok_or(()).or_else(|()| self.back.recv()) {
                    Ok(batch) => self.accept(batch),
                    Err(_) => return self.end(),
                },
            }
            self.take_next()?;
        }
        ControlFlow::Continue(())
    }

    /// Maps a batch here, and looks what others have done meanwhile.
    fn map(&mut self, mut batch: Batch) {
        batch.map(&mut self.hand);
        self.accept(batch);
        while let Ok(batch) = self.back.try_recv() {
            self.accept(batch);
        }
    }

    fn accept(&mut self, batch: Batch) {
        self.waiting.insert(batch.number, batch);
    }

    /// Takes all batches that are next in order.
    fn take_next(&mut self) -> ControlFlow<()> {
        while let Some(mut batch) = self.waiting.remove(&self.taken) {
            self.taken += 1;
            if batch.form.is_some() && !self.joined.is_sound() {
                self.joined.add(&batch.text, &mut batch.done);
                self.counted.add(&batch.counted(self.work));
            } else {
                if let Some(panic) = batch.panic.take() {
                    resume_unwind(panic);
                }
                for (id, made, json) in batch.made() {
                    if (self.take)(id, made, json).is_break() {
                        return self.end();
                    }
                }
                if batch.form.is_some() {
                    self.joined.add(&batch.text, &mut batch.done);
                }
            }
            batch.clear();
            self.spare.push(batch);
        }
        ControlFlow::Continue(())
    }

    /// No more is wanted: what is still under way is not waited for.
    fn end(&mut self) -> ControlFlow<()> {
        self.joined.ended = true;
        ControlFlow::Break(())
    }
}
