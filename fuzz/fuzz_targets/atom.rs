//! Bytes → the reader of Atom: nothing panics, and neither the chunks in which the bytes come nor the shortcuts of the
//! reader, nor who reads which piece, make a difference.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passerelle::feed::{Limits, Shape};
use passerelle_fuzz::feeds::{FLAT, NARROW, in_every_way};

fuzz_target!(|bytes: &[u8]| {
    in_every_way(Some(Shape::Atom), bytes, &Limits::default());
    in_every_way(Some(Shape::Atom), bytes, &NARROW);
    in_every_way(Some(Shape::Atom), bytes, &FLAT);
});
