//! Passwords of people: what they must be, and argon2id.

use std::fmt;
use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use super::draw;
use super::error::Error;
use crate::elloha::Secret;

/// No password has fewer characters.
const SHORTEST: usize = 12;
/// No password has more bytes: nobody makes the gateway hash a book.
const LONGEST: usize = 128;
/// So many are hashed at once, and no more memory is taken than they need.
const AT_ONCE: usize = 2;

/// Why a password cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too short.
    #[error(
        "the password has {0} characters, and at least {SHORTEST} are needed: three or four words in a row make a good one"
    )]
    Short(usize),
    /// Too long.
    #[error("the password has {0} bytes, and at most {LONGEST} are taken: shorten it")]
    Long(usize),
}

/// How passwords are hashed.
pub struct Passwords {
    argon2: Argon2<'static>,
    /// A hash of nothing that anybody knows: logins that nobody has are looked at as slowly as those that somebody has.
    nobody: String,
    /// So many more may be hashed now.
    free: Mutex<usize>,
    freed: Condvar,
}

impl Passwords {
    /// With 19 MiB, two rounds and one lane: what OWASP asks of argon2id.
    pub fn new() -> Result<Self, Error> {
        let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| Error::Hash(error.to_string()))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let passwords =
            Self { argon2, nobody: String::new(), free: Mutex::new(AT_ONCE), freed: Condvar::new() };
        let nobody = passwords.hashed(draw::secret("")?.expose())?;
        Ok(Self { nobody, ..passwords })
    }

    /// The hash of a password that somebody sets: a PHC string.
    pub(super) fn hash(&self, password: &Secret) -> Result<String, Error> {
        self.hashed(&fit(password)?)
    }

    fn hashed(&self, password: &str) -> Result<String, Error> {
        let salt = draw::salt()?;
        let _turn = self.turn();
        let hash: PasswordHash = self
            .argon2
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|error| Error::Hash(error.to_string()))?;
        Ok(hash.to_string())
    }

    /// Whether a password is the one of a hash; where there is none, no password is, after as long a time.
    pub(super) fn verify(&self, password: &Secret, hash: Option<&str>) -> Result<bool, Error> {
        // One that cannot have been set is looked at no further, whoever is said to have it.
        let Ok(password) = fit(password) else { return Ok(false) };
        let parsed = PasswordHash::new(hash.unwrap_or(&self.nobody))
            .map_err(|_| crate::store::Error::Row("the hash of a password"))?;
        let _turn = self.turn();
        match self.argon2.verify_password(password.as_bytes(), &parsed) {
            Ok(()) => Ok(hash.is_some()),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => Err(Error::Hash(error.to_string())),
        }
    }

    /// Waits until one more may be hashed.
    fn turn(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }
}

/// The right to hash one password, until it is dropped.
struct Turn<'p>(&'p Passwords);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Passwords(argon2id)")
    }
}

/// A password as it is hashed: a letter with an accent is the same, however a keyboard composes it.
fn fit(password: &Secret) -> Result<String, Unfit> {
    // Before anything is done with it.
    if password.expose().len() > LONGEST {
        return Err(Unfit::Long(password.expose().len()));
    }
    let password: String = password.expose().nfc().collect();
    let characters = password.chars().count();
    if characters < SHORTEST {
        return Err(Unfit::Short(characters));
    }
    Ok(password)
}
