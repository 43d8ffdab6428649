//! Why the database could not do its work.

/// Why the catalogue cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, or is gone.
    #[error(
        "the catalogue {location} cannot be opened: {why}: check the address, its permissions, and that the database runs"
    )]
    Open {
        /// Where it was looked for, without a password.
        location: String,
        /// What the database said.
        why: String,
    },
    /// There is a database, and it is no catalogue.
    #[error("{location} is no catalogue: {why}")]
    NoCatalogue {
        /// Where it is.
        location: String,
        /// What it is.
        why: String,
    },
    /// A statement failed.
    #[error(
        "the catalogue fails: {0}: what was written before is kept; run the same command again when it is back"
    )]
    Database(String),
    /// Its tables were made by another version.
    #[error(
        "the tables of the catalogue do not fit this passerelle: {0}: use the version that made them, or a newer one"
    )]
    Version(String),
    /// A row does not hold what it should.
    #[error("the catalogue holds something else than {0}: was it changed by hand? restore the last backup")]
    Row(&'static str),
    /// What was planned does not fit what is there.
    #[error("{0}")]
    Moved(String),
    /// The address of the catalogue is none.
    #[error(
        "`{0}` is no catalogue: write a file, `sqlite:FILE`, or `postgres://USER:PASSWORD@HOST/DATABASE`, in whose password `/`, `#`, `?` and `@` are written `%2F`, `%23`, `%3F` and `%40`"
    )]
    Location(String),
    /// A bug: the transaction gave no answer.
    #[error("the catalogue gave no answer")]
    Unfinished,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.to_string())
    }
}
