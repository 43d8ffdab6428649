//! Secrets drawn from the random numbers of the system, and their digests.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::{Builder, Uuid};

use super::error::Error;
use crate::elloha::Secret;

/// No secret that was drawn here is longer: bytes.
const LONGEST: usize = 128;

fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0_u8; N];
    let random = rustls::crypto::ring::default_provider().secure_random;
    random.fill(&mut bytes).map_err(|_| Error::Random)?;
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8], before: &str) -> String {
    let mut text = String::with_capacity(before.len() + 2 * bytes.len());
    text.push_str(before);
    for byte in bytes {
        // A text takes all that is written to it.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A secret of 256 bits. What it begins with says what it is, so that one that was published by mistake is found.
pub(super) fn secret(kind: &str) -> Result<Secret, Error> {
    Ok(Secret::new(hexadecimal(&bytes::<32>()?, kind)))
}

/// The name of a machine; no secret.
pub(super) fn client_id() -> Result<String, Error> {
    Ok(hexadecimal(&bytes::<8>()?, "aloa-"))
}

/// An id that nobody else has.
pub(super) fn id() -> Result<Uuid, Error> {
    Ok(Builder::from_random_bytes(bytes()?).into_uuid())
}

/// 16 bytes that make the same password another hash.
pub(super) fn salt() -> Result<[u8; 16], Error> {
    bytes()
}

/// The digest of a secret that was drawn: it has so many bits that no costly hash is needed. What is too long for one is
/// nobody's.
pub(super) fn digest(secret: &Secret) -> Option<String> {
    let text = secret.expose();
    (text.len() <= LONGEST).then(|| hexadecimal(&Sha256::digest(text.as_bytes()), ""))
}

/// Whether two digests are the same, in a time that says nothing of where they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
