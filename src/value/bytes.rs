//! Looking for bytes in short texts, and judging them, several at once: a call that is made for long ones costs
//! more than it saves.

use memchr::{memchr, memchr2, memchr3};

/// Short texts are at most so long, in words of eight bytes.
const SHORT: usize = 4;

/// The lowest bit of each byte of a word.
pub const LOW: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte of a word.
pub const HIGH: u64 = 0x8080_8080_8080_8080;

/// The high bit of each byte of a word that is zero; of bytes behind the first of them it may be wrong.
#[inline]
pub fn zeros(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word & HIGH
}

/// The first place of a byte.
#[inline]
pub fn find(byte: u8, bytes: &[u8]) -> Option<usize> {
    let [wanted] = words([byte]);
    search(bytes, |word| zeros(word ^ wanted), |found| found == byte, |rest| memchr(byte, rest))
}

/// The first place of one of two bytes.
#[inline]
pub fn find_either(wanted: [u8; 2], bytes: &[u8]) -> Option<usize> {
    let [one, two] = words(wanted);
    let marks = |word| zeros(word ^ one) | zeros(word ^ two);
    let [first, second] = wanted;
    search(bytes, marks, |found| wanted.contains(&found), |rest| memchr2(first, second, rest))
}

/// The first place of any of three bytes.
#[inline]
pub fn find_any(wanted: [u8; 3], bytes: &[u8]) -> Option<usize> {
    let [one, two, three] = words(wanted);
    let marks = |word| zeros(word ^ one) | zeros(word ^ two) | zeros(word ^ three);
    let [first, second, third] = wanted;
    search(bytes, marks, |found| wanted.contains(&found), |rest| memchr3(first, second, third, rest))
}

/// Words of the same byte eight times.
fn words<const COUNT: usize>(bytes: [u8; COUNT]) -> [u64; COUNT] {
    bytes.map(|byte| LOW * u64::from(byte))
}

/// The first place of a byte that is searched for: `marks` finds it in a word, as [`zeros`] does, and `far` in what is
/// not short.
#[inline]
fn search(
    bytes: &[u8],
    marks: impl Fn(u64) -> u64,
    is: impl Fn(u8) -> bool,
    far: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let mut rest = bytes;
    for word in 0..SHORT {
        let Some((head, behind)) = rest.split_first_chunk::<8>() else {
            return rest.iter().position(|found| is(*found)).map(|at| at + word * 8);
        };
        let found = marks(u64::from_le_bytes(*head));
        if found != 0 {
            return Some(word * 8 + (found.trailing_zeros() / 8) as usize);
        }
        rest = behind;
    }
    far(rest).map(|at| at + SHORT * 8)
}

/// So many bytes are judged together.
const STRIDE: usize = 16;

/// Whether no byte is wrong: `wrong` gives 0 for what is right. Without a branch it judges many bytes at once.
#[inline]
pub fn none(bytes: &[u8], wrong: impl Fn(u8) -> u8) -> bool {
    let Some(last) = bytes.last_chunk() else { return bytes.iter().all(|byte| wrong(*byte) == 0) };
    // What is wrong is gathered place by place, and asked for once.
    let mut any = [0; STRIDE];
    let mut judge = |stride: &[u8; STRIDE]| {
        for (any, byte) in any.iter_mut().zip(stride) {
            *any |= wrong(*byte);
        }
    };
    let (strides, rest) = bytes.as_chunks();
    for stride in strides {
        judge(stride);
    }
    if !rest.is_empty() {
        // Together with some bytes that were judged before.
        judge(last);
    }
    u128::from_ne_bytes(any) == 0
}

/// 1 for a byte that is one of `count` from `first` on.
#[inline]
pub fn within(byte: u8, first: u8, count: u8) -> u8 {
    u8::from(byte.wrapping_sub(first) < count)
}

/// The first and the last bytes of as many or more.
#[inline]
pub fn ends<const LENGTH: usize>(bytes: &[u8]) -> Option<(&[u8; LENGTH], &[u8; LENGTH])> {
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

/// Whether some bytes begin with others.
#[inline]
pub fn starts_with(bytes: &[u8], with: &[u8]) -> bool {
    bytes.get(..with.len()).is_some_and(|bytes| are_equal(bytes, with))
}

/// Whether bytes are equal.
#[inline]
pub fn are_equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        0..4 => one.iter().eq(other),
        4..8 => ends::<4>(one) == ends(other),
        8..=16 => ends::<8>(one) == ends(other),
        _ => one == other,
    }
}
