//! What the fuzz targets share: a head in memory, readers of a feed, words for records.

#[path = "../../tests/suite/feed/elsewhere.rs"]
mod elsewhere;
pub mod feeds;
pub mod head;
