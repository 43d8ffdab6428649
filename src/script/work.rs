//! How much one call of a script may do with its texts, lists and maps.
//!
//! Rhai counts operations, but an operation may copy a list of a thousand items. So the size of every value that is
//! read and of every text that is made is charged too, in units of about a nanosecond, against an allowance that
//! each call brings along as its tag. The counts depend on the script and its value only, never on the machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

/// What a function of the library gives, or why it fails.
pub(super) type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// What one call may spend. It bounds its time, and as nothing is copied for free its memory too.
const ALLOWANCE: u64 = 40_000_000;
/// A byte of a text that is read, searched or copied.
pub(super) const BYTE: u64 = 4;
/// A number, a text or another single thing in a list.
const ITEM: u64 = 40;
/// A member of a map, or a list or map in another.
const CONTAINER: u64 = 250;
/// How deeply lists and maps may nest.
pub(super) const DEEPEST: usize = 32;

/// The allowance of a call that is going on.
#[derive(Clone, Debug)]
pub(super) struct Work(Arc<AtomicU64>);

impl Work {
    /// The full allowance.
    pub(super) fn new() -> Self {
        Self(Arc::new(AtomicU64::new(ALLOWANCE)))
    }

    fn spend(&self, cost: u64) -> bool {
        // One call runs on one thread: no other order of these two is possible.
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(cost), Ordering::Relaxed);
        cost <= left
    }
}

/// Charges a cost to the call whose tag this is; a call without an allowance may do nothing.
fn charge(tag: &Dynamic, cost: u64) -> Outcome<()> {
    let enough = tag.read_lock::<Work>().is_some_and(|work| work.spend(cost));
    if enough { Ok(()) } else { Err(EvalAltResult::ErrorTooManyOperations(Position::NONE).into()) }
}

/// Charges bytes that a function reads or makes.
pub(super) fn charge_bytes(context: &NativeCallContext<'_>, bytes: usize) -> Outcome<()> {
    let tag = context.tag().unwrap_or(&Dynamic::UNIT);
    charge(tag, BYTE.saturating_mul(bytes as u64))
}

/// Charges items that a function reads or makes.
pub(super) fn charge_items(context: &NativeCallContext<'_>, items: usize) -> Outcome<()> {
    let tag = context.tag().unwrap_or(&Dynamic::UNIT);
    charge(tag, ITEM.saturating_mul(items as u64))
}

/// Charges a value that a variable holds, as it may be copied.
pub(super) fn charge_value(tag: &Dynamic, value: &Dynamic) -> Outcome<()> {
    match cost(value, 0) {
        Some(cost) => charge(tag, cost),
        None => Err(too_deep().into()),
    }
}

/// An error that a script cannot catch: lists and maps nest too deeply.
pub(super) fn too_deep() -> EvalAltResult {
    EvalAltResult::ErrorDataTooLarge("Nesting".to_owned(), Position::NONE)
}

/// What it costs to copy a value; none if it nests too deeply.
fn cost(value: &Dynamic, depth: usize) -> Option<u64> {
    if depth > DEEPEST {
        return None;
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Some(ITEM + BYTE * text.len() as u64);
    }
    if let Ok(items) = value.as_array_ref() {
        return items.iter().try_fold(CONTAINER, |sum, item| Some(sum + cost(item, depth + 1)?));
    }
    if let Ok(members) = value.as_map_ref() {
        return members.iter().try_fold(CONTAINER, |sum, (name, member)| {
            Some(sum + CONTAINER + BYTE * name.len() as u64 + cost(member, depth + 1)?)
        });
    }
    Some(ITEM)
}
