//! Feeds: the same records whatever the wire, and a clear error for everything that is no feed.

mod atom;
mod compose;
mod csv;
mod elsewhere;
mod hostile;
mod json;
mod lines;
mod pieces;
mod properties;
mod records;
mod shapes;
mod support;
mod trouble;
