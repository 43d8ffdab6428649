//! YAML with places: the one file that knows the library.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::value::normalise;

/// A value with its place, as the library gives it.
pub(super) type Placed<T> = serde_yaml::Spanned<T>;

/// A mapping whose order matters. The library refuses duplicate keys.
#[derive(Debug, Clone)]
pub(super) struct Entries<V>(pub(super) Vec<(Placed<String>, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Pairs<V> {
            type Value = Entries<V>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a mapping `key: value`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<V>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

/// Reads a file; what is wrong with it is pushed.
pub(super) fn read<T: DeserializeOwned>(
    sources: &Sources,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let text = sources.get(file).text();
    // Codes are text whatever they look like: `NO` and `y` are no booleans.
    let options = serde_yaml::options! { strict_booleans: true };
    match serde_yaml::from_str_with_options(text, options) {
        Ok(value) => Some(value),
        Err(error) => {
            let span = error.location().map_or(Span::new(file, 0, 0), |location| span(file, location));
            diagnostics.push(Diagnostic::new(Code::Manifest, span, message(&error)).help(hint(&error)));
            None
        }
    }
}

/// What the library found, without the place and the advice to programmers that it appends.
fn message(error: &serde_yaml::Error) -> String {
    let text = error.without_snippet().to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(before, _)| before);
    let text = text.split(", set DuplicateKeyPolicy").next().unwrap_or(text);
    let text = text.split("; use Option").next().unwrap_or(text);
    text.to_owned()
}

fn hint(error: &serde_yaml::Error) -> &'static str {
    let text = error.without_snippet().to_string();
    if text.starts_with("duplicate") {
        "write each key once"
    } else if text.starts_with("unknown field") {
        "use one of the keys named above, or remove this one"
    } else if text.starts_with("missing field") {
        "write the missing key"
    } else if text.contains("null into") {
        "write a text, in quotes where it is `null`, `~` or empty"
    } else {
        "see rules/README.md for the form of each file"
    }
}

fn span(file: FileId, location: serde_yaml::Location) -> Span {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0);
    let length = span.byte_len().unwrap_or(0);
    let offset = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    Span::new(file, offset(start), offset(start + length))
}

/// The text of a scalar that looks like a number or a boolean, as it is written.
pub(super) fn plain(sources: &Sources, span: Span) -> String {
    sources.text(span).trim().to_owned()
}

/// The value and its place in our own terms.
pub(super) fn place<T>(file: FileId, placed: Placed<T>) -> Spanned<T> {
    let at = span(file, placed.referenced);
    Spanned::new(placed.value, at)
}

/// A name in NFC and its place.
pub(super) fn name(file: FileId, placed: Placed<String>) -> Spanned<String> {
    let placed = place(file, placed);
    Spanned::new(normalise(&placed.value).into_owned(), placed.span)
}
