//! Keys of an object that stand twice.

/// So many keys are compared each with each.
const MOST_COMPARED: usize = 24;

/// One of two equal keys, which are stretches of a text; they may change their order.
pub(super) fn repeated(keys: &mut [(usize, usize)], text: &str) -> Option<(usize, usize)> {
    let key = |(start, end): &(usize, usize)| text.get(*start..*end).unwrap_or_default();
    if keys.len() <= MOST_COMPARED && all_differ(keys.iter().map(|at| mark(key(at).as_bytes()))) {
        return None;
    }
    keys.sort_unstable_by(|one, other| key(one).cmp(key(other)));
    keys.windows(2).find_map(|pair| match pair {
        [one, other] if key(one) == key(other) => Some(*one),
        _ => None,
    })
}

/// Whether no two of a few numbers are equal.
fn all_differ(numbers: impl Iterator<Item = u64>) -> bool {
    let mut met = [0; MOST_COMPARED];
    for (at, number) in numbers.enumerate() {
        if met.iter().take(at).any(|other| *other == number) {
            return false;
        }
        if let Some(place) = met.get_mut(at) {
            *place = number;
        }
    }
    true
}

/// A number that equal keys share, and few others: made of the length and of the first and last bytes.
fn mark(key: &[u8]) -> u64 {
    let length = key.len() as u64;
    match (key.first_chunk::<8>(), key.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(17) ^ (length << 59)
        }
        _ => key.iter().fold(length, |mark, byte| (mark << 8) | u64::from(*byte)),
    }
}
