//! Maps: the cells of an item, or a table in a script. A name that is not there gives `()`.

use rhai::{Array, Dynamic, Map, NativeCallContext};

use super::{Library, refused};
use crate::script::work::{Outcome, charge_bytes, charge_items};

/// Bytes of a name. Rhai does not count them as part of a map's size.
const LONGEST_NAME: usize = 500;

pub(super) fn register(library: &mut Library) {
    library.reads("len", |map: &mut Map| i64::try_from(map.len()).unwrap_or(i64::MAX));
    library.reads("is_empty", |map: &mut Map| map.is_empty());
    library.reads("contains", |map: &mut Map, name: &str| map.contains_key(name));
    library.reads("get", |map: &mut Map, name: &str| map.get(name).cloned().unwrap_or(Dynamic::UNIT));
    library.reads("keys", keys);
    library.reads("values", values);
    library.changes("remove", |map: &mut Map, name: &str| map.remove(name).unwrap_or(Dynamic::UNIT));
    library.changes("set", set);
    library.reads("to_string", |_: &mut Map| "#{…}");
}

fn keys(context: NativeCallContext<'_>, map: &mut Map) -> Outcome<Array> {
    charge_items(&context, 3 * map.len())?;
    charge_bytes(&context, map.keys().fold(0, |sum, name| sum + name.len()))?;
    Ok(map.keys().map(|name| name.as_str().into()).collect())
}

fn values(context: NativeCallContext<'_>, map: &mut Map) -> Outcome<Array> {
    charge_items(&context, map.len())?;
    Ok(map.values().cloned().collect())
}

fn set(map: &mut Map, name: &str, value: Dynamic) -> Outcome<()> {
    if name.len() > LONGEST_NAME {
        return Err(refused("the name of a member of a map is too long").into());
    }
    map.insert(name.into(), value);
    Ok(())
}
