//! Floor 10: the life of a record after it is mapped: change sets planned and applied, records made by hand.
//!
//! **Invariant:** a plan writes nothing; what is applied is one change set, and only onto the catalogue it was planned on.
//! **Invariant:** an incomplete read withdraws nothing, no plan touches a record made by hand, and none writes to an
//! account that its owner has taken over.

mod actor;
mod apply;
mod by_hand;
mod change;
mod change_set;
mod difference;
mod duplicates;
mod error;
mod guard;
mod history;
mod known;
mod owner;
mod owners;
mod plan;
mod planner;
mod ready;
mod suggestions;
mod transform;
mod valid;
mod writeback;

pub use actor::may_transform;
pub use apply::{Applied, apply};
pub use by_hand::{add, given, remove, taken};
pub use change::{Change, FieldChange, Kind, NewState};
pub use change_set::{About, ChangeSet, ReadOf};
pub use duplicates::{Decided, Pair, Party, Said, decide, duplicates};
pub use error::Error;
pub use guard::Stop;
pub use owner::GivenOwner;
pub use owners::{Owners, owners, to_fill_in};
pub use plan::{Duplicate, FeedPlan, Options, Plan, plan};
pub use ready::{Lack, Readiness, readiness};
pub use suggestions::{Suggestion, settle, suggestions};
pub use transform::{Became, Requests, Standing, Transformer};
pub use writeback::{Line, as_csv, writeback};
