//! Floor 8: a head loaded from its files, and feeds run through it: streaming, in order, reported.
//!
//! **Invariant:** memory does not grow with a feed, but for some twenty bytes a record by which repeated ids are known.
//! **Invariant:** records read = imported + excluded + held.

mod against;
mod channel;
mod common;
mod coverage;
mod draft;
mod error;
mod examine;
mod example;
mod explain;
mod files;
mod filter;
mod find;
mod known;
mod lines;
mod load;
mod loose;
mod manifests;
mod mapper;
mod network;
mod observe;
mod outbound;
mod parallel;
mod paths;
mod profile;
mod reader;
mod recorded;
mod repairs;
mod report;
mod run;
mod seen;
mod tally;
mod translations;
mod unused;
mod workers;

pub use against::against;
pub use channel::{
    LoadedChannel, find_channel, load_channel, pack_of_channel, read_offers, try_repairs_of_channel,
};
pub use common::{Common, id_field};
pub use coverage::{By, Class, Classes, Coverage, Covered, Filled, Ignored, NotCut, OfType, coverage};
pub use draft::{Draft, Measured, Sampled, Wanted, draft};
pub use error::Error;
pub use examine::{Asked, dialects_once, examine, never_seen};
pub use example::{Difference, Ran, examples, failing};
pub use explain::{Did, Explained, Field, Found, Happened, Source, Told, explain, find_record};
pub use files::{Disk, Files, Memory};
pub use filter::{Filtered, Stream, filter};
pub use find::{find_head, find_pack, heads, near_pack};
pub use known::{Digest, Known, Made, Origins, digest_of_rules};
pub use lines::Lines;
pub use load::{Loaded, Ready, load, load_to_examine, load_with};
pub use loose::{Loose, read_bordereaux, read_rules};
pub use network::network;
pub use observe::Sample;
pub use outbound::{OutFault, Outbound, Shown};
pub use parallel::each;
pub use profile::{Cost, FunctionCost, Profile, RuleCost};
pub use repairs::{Refused, edited, try_repairs, try_repairs_of_file};
pub use report::{Example, FeedReport, LanguageReport, LeftOut, Reason, Reasons, Report};
pub use run::{Input, LanguageInput, Receive, Taken, run, run_into};
pub use tally::{RowTally, RuleTally, Tally};
pub use unused::unused;
