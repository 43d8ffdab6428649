//! Lists.

use rhai::{Array, Dynamic, ImmutableString, NativeCallContext};

use super::{Library, float, position, refused, same, too_large};
use crate::script::engine::LONGEST_TEXT;
use crate::script::work::{Outcome, charge_bytes, charge_items};

pub(super) fn register(library: &mut Library) {
    library.reads("len", |list: &mut Array| i64::try_from(list.len()).unwrap_or(i64::MAX));
    library.reads("is_empty", |list: &mut Array| list.is_empty());
    library.reads("contains", |list: &mut Array, value: Dynamic| list.iter().any(|item| same(item, &value)));
    library.reads("index_of", |list: &mut Array, value: Dynamic| {
        let at = list.iter().position(|item| same(item, &value));
        at.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
    });
    library.reads("join", join);
    library.reads("extract", extract);
    library.changes("push", |list: &mut Array, value: Dynamic| list.push(value));
    library.changes("pop", |list: &mut Array| list.pop().unwrap_or(Dynamic::UNIT));
    library.changes("shift", |list: &mut Array| remove(list, 0));
    library.changes("remove", remove);
    library.changes("set", set);
    library.changes("reverse", reverse);
    library.changes("sort", sort);
    // In `${…}` an error would be swallowed, and Rhai's own form of a list costs without being counted.
    library.reads("to_string", |_: &mut Array| "[…]");
    library.module.set_iterable::<Array>();
}

fn extract(context: NativeCallContext<'_>, list: &mut Array, start: i64, length: i64) -> Outcome<Array> {
    let start = position(start, list.len());
    let length = usize::try_from(length).unwrap_or(0);
    charge_items(&context, length.min(list.len()))?;
    Ok(list.iter().skip(start).take(length).cloned().collect())
}

fn set(list: &mut Array, at: i64, value: Dynamic) -> Outcome<()> {
    let at = position(at, list.len());
    let place = list.get_mut(at).ok_or_else(|| refused("a position outside of the list"))?;
    *place = value;
    Ok(())
}

fn reverse(context: NativeCallContext<'_>, list: &mut Array) -> Outcome<Array> {
    charge_items(&context, list.len())?;
    list.reverse();
    Ok(list.clone())
}

fn remove(list: &mut Array, at: i64) -> Dynamic {
    let at = position(at, list.len());
    if at < list.len() { list.remove(at) } else { Dynamic::UNIT }
}

/// The texts of a list in one; `()` and empty texts are left out.
fn join(context: NativeCallContext<'_>, list: &mut Array, separator: &str) -> Outcome<ImmutableString> {
    let mut all = String::new();
    for item in list.iter().filter(|item| !item.is_unit()) {
        let text = match item.as_immutable_string_ref() {
            Ok(text) => text.clone(),
            Err(_) if item.is_array() || item.is_map() => {
                return Err(refused("a list is joined that holds lists or maps").into());
            }
            Err(_) => item.to_string().into(),
        };
        if text.is_empty() {
            continue;
        }
        let bytes = separator.len() + text.len();
        if all.len() + bytes > LONGEST_TEXT {
            return Err(too_large("Length of string").into());
        }
        charge_items(&context, 2)?;
        charge_bytes(&context, bytes)?;
        if !all.is_empty() {
            all.push_str(separator);
        }
        all.push_str(&text);
    }
    Ok(all.into())
}

/// Sorts a list of texts or of numbers. Texts are compared by their letters' numbers, as Rhai does: `É` is after `Z`.
fn sort(context: NativeCallContext<'_>, list: &mut Array) -> Outcome<Array> {
    charge_items(&context, list.len().saturating_mul(20))?;
    if let Some(mut numbers) =
        list.iter().map(|item| Some((float(item)?, item.clone()))).collect::<Option<Vec<_>>>()
    {
        numbers.sort_by(|one, other| one.0.total_cmp(&other.0));
        *list = numbers.into_iter().map(|(_, item)| item).collect();
        return Ok(list.clone());
    }
    let texts = list.iter().map(|item| item.as_immutable_string_ref().ok().map(|text| text.clone()));
    let Some(mut texts) = texts.collect::<Option<Vec<ImmutableString>>>() else {
        return Err(refused("only texts or numbers can be sorted").into());
    };
    texts.sort();
    *list = texts.into_iter().map(Dynamic::from).collect();
    Ok(list.clone())
}
