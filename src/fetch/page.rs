//! One page of a feed, looked at once it is here: whole, and with which ids.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::error::Error;
use crate::engine::Digest;
use crate::feed::{self, ErrorKind, Fields, Limits, Shape};
use crate::value::View;

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub(super) records: u64,
    pub(super) declared: Option<u64>,
    pub(super) shape: Option<Shape>,
    /// The ids, by their digest: that no page repeats another.
    pub(super) ids: Vec<Digest>,
}

/// Opens a page that is kept.
pub(super) fn open(path: &Path) -> std::io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 << 10, File::open(path)?))))
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
    match outcome.error {
        // That is what makes it a page.
        Some(error) if matches!(error.kind(), ErrorKind::Count | ErrorKind::MorePages) => Ok(looked),
        Some(error) => Err(Error::Answer { url: url.to_owned(), error }),
        None => Ok(looked),
    }
}
