//! What the recorded feed of a record type shows: which fields there are.

use std::ops::ControlFlow;
use std::path::Path;

use super::files::Files;
use crate::check::Observed;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::feed::{self, Fields, Limits, Shape};
use crate::manifest::{Feed, Pack};
use crate::value::visible;

/// How many records are looked at.
const SAMPLE: u64 = 1_000;

/// Reads the sample of a feed; one that cannot be read is reported.
pub(super) fn observe(
    files: &dyn Files,
    path: &Path,
    shape: Option<Shape>,
    pack: &Pack,
    feed: &Feed,
    diagnostics: &mut Diagnostics,
) -> Option<Observed> {
    let broken = |message: &str, repair: String| {
        Diagnostic::new(
            Code::BadFeed,
            feed.file.span,
            format!("the recorded feed cannot be read: {}", visible(message)),
        )
        .label("this feed")
        .help(repair)
    };
    let input = match files.open(path) {
        Ok(input) => input,
        Err(error) => {
            diagnostics.push(broken(&error.to_string(), "check the path and its permissions".to_owned()));
            return None;
        }
    };
    let fields = Fields::new([pack.sit.id.clone()]);
    let mut records = 0;
    let outcome = feed::read(shape, input, &fields, &Limits::default(), &mut |_| {
        records += 1;
        if records < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Some(error) = &outcome.error {
        let found = format!("byte {}: {}", error.offset, error.complaint.found);
        diagnostics.push(broken(&found, error.complaint.repair.clone()));
        return None;
    }
    // Both shapes of this version name every field of every record, the empty ones too.
    Some(Observed { fields: outcome.names.into_iter().collect(), complete: records > 0, records })
}
