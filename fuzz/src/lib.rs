//! What the fuzz targets share: a head in memory, readers of a feed, words for records.

pub mod feeds;
pub mod head;
