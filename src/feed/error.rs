//! Why a feed could not be read: what was found, what is required, and the repair.
//!
//! **Invariant:** no message is longer than a few lines, whatever the feed holds.

use super::shape::Shape;
use crate::value::shorten;

/// What kind of trouble ended a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The file or the connection failed.
    Io,
    /// There is no document: no bytes, or white space only.
    Empty,
    /// The document is no feed: an HTML page, a picture, something else.
    Unrecognised,
    /// A feed, but of another shape than the one that is configured.
    Shape,
    /// The bytes are not UTF-8.
    Encoding,
    /// The document ends too early.
    Truncated,
    /// The document breaks the grammar of JSON or XML.
    Malformed,
    /// The document has a DOCTYPE, which is never read.
    Doctype,
    /// The grammar is kept, but this is not what a feed looks like.
    Structure,
    /// One record says the same field twice.
    Duplicate,
    /// A bound of [`super::Limits`] is passed.
    Limit,
    /// The server answered with an error of its own.
    Served,
    /// The feed declares another number of records than it holds.
    Count,
    /// The feed goes on at another address.
    MorePages,
}

impl ErrorKind {
    /// A word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Io => "io",
            Self::Empty => "empty",
            Self::Unrecognised => "unrecognised",
            Self::Shape => "shape",
            Self::Encoding => "encoding",
            Self::Truncated => "truncated",
            Self::Malformed => "malformed",
            Self::Doctype => "doctype",
            Self::Structure => "structure",
            Self::Duplicate => "duplicate",
            Self::Limit => "limit",
            Self::Served => "served",
            Self::Count => "count",
            Self::MorePages => "more_pages",
        }
    }
}

/// Why a read is not complete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}, after {records} {}: {complaint}", if *records == 1 { "record" } else { "records" })]
pub struct Error {
    /// Where, in bytes from the start of the document.
    pub offset: u64,
    /// How many records were delivered before.
    pub records: u64,
    /// What is wrong.
    pub complaint: Complaint,
}

impl Error {
    /// What kind of trouble this is.
    pub fn kind(&self) -> ErrorKind {
        self.complaint.kind
    }
}

/// What is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found}{}{required}: {repair}", if required.is_empty() { "" } else { "; " })]
pub struct Complaint {
    /// What kind of trouble this is.
    pub kind: ErrorKind,
    /// What was found.
    pub found: String,
    /// What is required instead; empty where that goes without saying.
    pub required: &'static str,
    /// What can be done about it.
    pub repair: String,
}

const AGAIN: &str = "ask for the feed again; nothing of this read counts as complete";
const PUBLISHER: &str = "report it to the publisher of the feed";

impl Complaint {
    pub(super) fn new(
        kind: ErrorKind,
        found: impl Into<String>,
        required: &'static str,
        repair: impl Into<String>,
    ) -> Self {
        Self { kind, found: found.into(), required, repair: repair.into() }
    }

    pub(super) fn io(error: &std::io::Error) -> Self {
        Self::new(ErrorKind::Io, format!("reading fails: {error}"), "", "ask for the feed again")
    }

    pub(super) fn truncated(inside: bool) -> Self {
        let place = if inside { "inside a record" } else { "too early" };
        Self::new(ErrorKind::Truncated, format!("the document ends {place}"), "", AGAIN)
    }

    pub(super) fn malformed(found: impl Into<String>) -> Self {
        Self::new(
            ErrorKind::Malformed,
            found,
            "",
            format!("ask for the feed again; if it stays so, {PUBLISHER}"),
        )
    }

    pub(super) fn structure(found: impl Into<String>, required: &'static str) -> Self {
        Self::new(ErrorKind::Structure, found, required, "check the address of the feed and its format")
    }

    pub(super) fn limit(found: impl Into<String>, required: &'static str) -> Self {
        Self::new(ErrorKind::Limit, found, required, "check that this is a feed; if it is, raise the limit")
    }

    pub(super) fn duplicate(name: &str) -> Self {
        let found = format!("the field `{}` stands twice in one record", shorten(name));
        Self::new(ErrorKind::Duplicate, found, "a field has one value", PUBLISHER)
    }

    pub(super) fn served(message: &str) -> Self {
        let message: String =
            message.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        let found = if message.is_empty() {
            "the server answered with an error and no message".to_owned()
        } else {
            format!("the server answered with an error: `{message}`")
        };
        Self::new(ErrorKind::Served, found, "", "correct the address or its parameters, or ask again later")
    }

    /// A document of another shape than the one that is stated; `key` is what tells it.
    pub(super) fn shape(found: Option<Shape>, key: Option<&str>, stated: Shape) -> Self {
        let what = found.map_or("a JSON object".to_owned(), |found| format!("`{}`", found.name()));
        let why = key.map_or(String::new(), |key| format!(" (it holds `{}`)", shorten(key)));
        let stated = stated.name();
        let repair = match found {
            Some(found) => {
                format!("write `{}` as the shape of this feed, or ask for the other format", found.name())
            }
            None => "check the address of the feed and its format".to_owned(),
        };
        let found = format!("the document is {what}{why}, and `{stated}` is configured");
        Self::new(ErrorKind::Shape, found, "", repair)
    }

    /// A first line of cells, none of which names the id.
    pub(super) fn no_id_column(id: &str) -> Self {
        let id = shorten(id);
        Self::new(
            ErrorKind::Structure,
            format!("the first line, cut at `;`, has no cell `{id}`"),
            "it names the fields, and the id is one of them",
            format!("ask for the extract with `;` between cells, or name the column of the ids `{id}`"),
        )
    }

    pub(super) fn doctype() -> Self {
        Self::new(
            ErrorKind::Doctype,
            "the document has a DOCTYPE",
            "none is read, because it can make a document grow without bound",
            "check the address of the feed: a feed has none, an error page often has",
        )
    }

    pub(super) fn html() -> Self {
        Self::new(
            ErrorKind::Unrecognised,
            "this is an HTML page",
            "a feed is XML, JSON or CSV",
            "open the address in a browser: it is probably an error page, not the feed",
        )
    }

    pub(super) fn nul() -> Self {
        Self::new(
            ErrorKind::Encoding,
            "a text holds the character U+0000",
            "a text has none",
            format!("{PUBLISHER}; if the whole document is UTF-16: `iconv -f UTF-16 -t UTF-8`"),
        )
    }

    pub(super) fn count(declared: u64, records: u64) -> Self {
        let found = format!("the feed declares {declared} records and holds {records}");
        Self::new(ErrorKind::Count, found, "a whole read holds as many as the feed declares", AGAIN)
    }

    pub(super) fn more_pages() -> Self {
        Self::new(
            ErrorKind::MorePages,
            "the feed goes on at another address (a link `next`)",
            "a feed is read whole",
            "ask for it in one piece, or give all its pages",
        )
    }
}
