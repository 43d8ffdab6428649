//! Ids as .NET writes them, made of a text.

/// FNV-1a, 64 bits: small, and the same everywhere.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// `5f0a1b2c-0000-4000-8000-1a2b3c4d5e6f`: the zeros show that it is composed.
pub(crate) fn guid(text: &str) -> String {
    let hash = hash(text);
    format!("{:08x}-0000-4000-8000-{:012x}", hash >> 32, hash & 0xFFFF_FFFF_FFFF)
}
