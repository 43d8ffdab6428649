//! The tables, and how they came about: each step once, in order, remembered by the database itself.
//!
//! **Invariant:** a step that was ever released is never changed; what is new is a new step.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use super::error::Error;

/// The steps. They are written for both databases.
const STEPS: [(i64, &str, &str); 5] = [
    (1, "catalogue", include_str!("migrations/0001_catalogue.sql")),
    (2, "accounts", include_str!("migrations/0002_accounts.sql")),
    (3, "access", include_str!("migrations/0003_access.sql")),
    (4, "channels", include_str!("migrations/0004_channels.sql")),
    (5, "sales", include_str!("migrations/0005_sales.sql")),
];

/// The number of the last step.
pub(super) const NEWEST: i64 = 5;

pub(super) fn migrator() -> Migrator {
    let steps = STEPS.into_iter().map(|(version, about, sql)| {
        let sql = sqlx::SqlStr::from_static(sql);
        Migration::new(version, about.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

pub(super) fn failed(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => Error::Version(other.to_string()),
    }
}
