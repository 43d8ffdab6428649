//! One page of a feed, looked at once it is here: whole, and with which ids.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use flate2::read::MultiGzDecoder;

use super::error::Error;
use crate::engine::Digest;
use crate::feed::{self, Fields, Limits, Shape};
use crate::value::View;

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub(super) records: u64,
    pub(super) declared: Option<u64>,
    pub(super) shape: Option<Shape>,
    /// Whether it says that the feed goes on at another address.
    pub(super) goes_on: bool,
    /// The ids, by their digest: that no page repeats another.
    pub(super) ids: Vec<Digest>,
}

/// Opens a page that is kept.
pub(super) fn open(path: &Path) -> std::io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 << 10, File::open(path)?))))
}

/// Opens a page that is kept; another thread decompresses it, so that who reads it need not wait.
pub(super) fn open_ahead(path: &Path) -> std::io::Result<Box<dyn Read>> {
    let mut page = open(path)?;
    let (give, take) = sync_channel::<std::io::Result<Vec<u8>>>(AHEAD);
    thread::spawn(move || {
        loop {
            let mut piece = vec![0; PIECE];
            let mut filled = 0;
            let end = loop {
                match page.read(piece.get_mut(filled..).unwrap_or_default()) {
                    Ok(0) => break None,
                    Ok(read) => filled += read,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => break Some(error),
                }
            };
            let last = filled < PIECE;
            piece.truncate(filled);
            // That nobody takes it any more is no trouble: the reader has read enough.
            if give.send(Ok(piece)).is_err() {
                return;
            }
            if let Some(error) = end {
                let _ = give.send(Err(error));
                return;
            }
            if last {
                return;
            }
        }
    });
    Ok(Box::new(Ahead { take, piece: Vec::new(), at: 0 }))
}

/// Bytes in each piece, and how many pieces may wait.
const PIECE: usize = 256 << 10;
const AHEAD: usize = 8;

/// What another thread reads.
struct Ahead {
    take: Receiver<std::io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    at: usize,
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at >= self.piece.len() {
            match self.take.recv() {
                Ok(piece) => (self.piece, self.at) = (piece?, 0),
                Err(_) => return Ok(0),
            }
        }
        let left = self.piece.get(self.at..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        buffer.iter_mut().zip(left).for_each(|(to, from)| *to = *from);
        self.at += count;
        Ok(count)
    }
}

/// Reads a page to its end.
pub(super) fn look(path: &Path, shape: Option<Shape>, id: &str, url: &str) -> Result<Looked, Error> {
    let fields = Fields::new([id.to_owned()]);
    let mut looked = Looked::default();
    let page = open(path).map_err(Error::read(path))?;
    let outcome = feed::read(shape, page, &fields, &Limits::default(), &mut |record| {
        if let Some(View::Text(id) | View::Number(id)) = record.view(0) {
            looked.ids.push(Digest::of(id.trim().as_bytes()));
        }
        ControlFlow::Continue(())
    });
    looked.records = outcome.records;
    looked.declared = outcome.declared;
    looked.shape = outcome.shape;
    looked.goes_on = outcome.next;
    match outcome.error {
        // That is what makes it a page.
        Some(error) if matches!(error.kind(), feed::ErrorKind::Count | feed::ErrorKind::MorePages) => {
            Ok(looked)
        }
        Some(error) => Err(Error::Answer { url: url.to_owned(), error }),
        None => Ok(looked),
    }
}
