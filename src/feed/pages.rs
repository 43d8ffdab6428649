//! A feed that comes in several documents, as one read.
//!
//! **Invariant:** the read is complete only when each page was read to its end and together they hold as many records
//! as each of them declares.

use std::io::{self, Read};

use super::error::{Complaint, Error, ErrorKind};
use super::pieces::Receiver;
use super::{Fields, Limits, Outcome, Shape, read_into};

/// The pages of a feed, opened one after the other.
pub type Pages<'d> = dyn Iterator<Item = io::Result<Box<dyn Read>>> + 'd;

/// What a feed is read from.
pub enum Documents<'d> {
    /// One document that holds it all.
    Whole(&'d mut dyn Read),
    /// Its pages, in order.
    Pages(Box<Pages<'d>>),
}

/// As [`read`](super::read), from one document or from several.
pub fn read_all(
    shape: Option<Shape>,
    documents: Documents<'_>,
    fields: &Fields,
    limits: &Limits,
    receiver: &mut dyn Receiver,
) -> Outcome {
    match documents {
        Documents::Whole(bytes) => read_into(shape, bytes, fields, limits, receiver),
        Documents::Pages(pages) => {
            let mut all = Outcome { shape, ..Outcome::default() };
            for page in pages {
                let page = match page {
                    Ok(page) => read_into(all.shape, page, fields, limits, receiver),
                    Err(error) => {
                        let complaint = Complaint::io(&error);
                        all.error = Some(Error { offset: 0, records: all.records, complaint });
                        return all;
                    }
                };
                if !add(&mut all, page) {
                    return all;
                }
            }
            end(&mut all);
            all
        }
    }
}

/// Adds what became of a page; false where the read ends with it.
fn add(all: &mut Outcome, page: Outcome) -> bool {
    let before = all.records;
    all.records += page.records;
    all.shape = all.shape.or(page.shape);
    let new = page.names.into_iter().filter(|name| !all.names.contains(name)).collect::<Vec<_>>();
    all.names.extend(new);
    match page.error {
        // A page holds fewer records than the feed declares, and goes on elsewhere: that is what makes it a page.
        Some(error) if matches!(error.kind(), ErrorKind::Count | ErrorKind::MorePages) => {}
        Some(error) => {
            all.error = Some(Error { records: before + error.records, ..error });
            return false;
        }
        // The receiver asked for the end.
        None if !page.complete => return false,
        None => {}
    }
    // The number may change while pages are asked for; the last one knows best, and the sum must fit it.
    all.declared = page.declared.or(all.declared);
    true
}

/// All pages were read: whether they are all there are.
fn end(all: &mut Outcome) {
    match all.declared {
        Some(declared) if declared != all.records => {
            let complaint = Complaint::count(declared, all.records);
            all.error = Some(Error { offset: 0, records: all.records, complaint });
        }
        Some(_) | None => all.complete = true,
    }
}
