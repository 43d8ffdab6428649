//! The two ways in which the same program does what takes most of its time. See the head of `main.rs` for what each of
//! them stands for.
//!
//! A method is a type, so each of both gets code of its own, and none of it asks at run time which one it is.
//!
//! **Invariant:** both make the same bytes of the same document, and refuse the same ones at the same byte.

use std::str::Utf8Error;

use crate::markup::TagEnd;
use crate::names::Field;
use crate::order::Seen;
use crate::spaces::{Space, Spaces};

/// How the hot parts are done. What a method does not say of itself is done the plain way.
pub(crate) trait Method {
    /// What is known of a field before its tag is read.
    type Foresight: Foresight;

    /// The bytes as text.
    fn utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
        std::str::from_utf8(bytes)
    }

    /// Passes over bytes, from this one on, none of which is one that `odd` tells, given also the byte behind it. It
    /// need not pass over all of them: who asks looks at each byte from there on.
    fn skip(_bytes: &[u8], at: usize, _odd: impl Fn(u8, u8) -> bool) -> usize {
        at
    }
}

/// What `directownchunk` does: nothing is known before it is read, and bytes are looked at one by one.
#[derive(Debug)]
pub(crate) struct Plain;

impl Method for Plain {
    type Foresight = NoForesight;
}

/// Fields are guessed by the record before, and bytes are looked at many at a time.
#[derive(Debug)]
pub(crate) struct Tuned;

impl Method for Tuned {
    type Foresight = Seen;

    fn utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
        // Only the error of `std` says where it is.
        simdutf8::basic::from_utf8(bytes).or_else(|_| std::str::from_utf8(bytes))
    }

    fn skip(bytes: &[u8], mut at: usize, odd: impl Fn(u8, u8) -> bool) -> usize {
        // The loop over a block has no way out, so the compiler makes vectors of it.
        const BLOCK: usize = 32;
        while let Some(window) = bytes.get(at..=at + BLOCK) {
            let pairs = window[..BLOCK].iter().zip(&window[1..]);
            if pairs.fold(false, |some, (byte, next)| some | odd(*byte, *next)) {
                return at;
            }
            at += BLOCK;
        }
        at
    }
}

/// What can be told of the start tag of a field by its bytes alone, before it is read as XML.
pub(crate) trait Foresight: Default {
    /// A record begins.
    fn begin(&mut self) {}

    /// The name that a tag begins with: how long it is, and the field that it means.
    fn name(&self, _tag: &[u8]) -> Option<(usize, Option<Field>)> {
        None
    }

    /// What was told of the name is so.
    fn confirm(&mut self) {}

    /// A name of which nothing was told, and the field that it means.
    fn learn(&mut self, _name: &[u8], _field: Option<Field>) {}

    /// The end of a tag, counted from the end of its name, if nothing but null stands between them.
    fn null(&self, behind_name: &[u8], spaces: &Spaces) -> Option<TagEnd>;

    /// A tag says null, and declares nothing: its end, counted from the end of its name.
    fn learn_null(&mut self, _behind_name: &[u8], _end: TagEnd) {}

    /// The same bytes may mean something else from here on.
    fn forget(&mut self) {}
}

/// None, but for how this feed usually writes null: those bytes are looked for first.
#[derive(Debug, Default)]
pub(crate) struct NoForesight;

const NULL: &[u8] = b" m:null=\"true\" />";

impl Foresight for NoForesight {
    fn null(&self, behind_name: &[u8], spaces: &Spaces) -> Option<TagEnd> {
        let is_null = behind_name.starts_with(NULL) && spaces.resolve(b"m") == Some(Space::Metadata);
        is_null.then_some(TagEnd { at: NULL.len(), closed: true })
    }
}
