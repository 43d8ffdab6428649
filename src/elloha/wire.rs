//! What all shapes of the wire have in common.

use serde::{Deserialize, Deserializer};

/// A member that may be `null` as well as absent: elloha's document says of few which of the two they are.
pub(super) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}
