//! `PostgreSQL`, by its address.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgQueryResult};
use sqlx::{Postgres, Row as _};

use super::error::Error;
use super::location::Location;
use super::migrations;
use super::pooled::{Pooled, Spoken, runtime};

impl Spoken for Postgres {
    const NUMBER: &'static str = "INT8";
    const READ: &'static str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    // Whoever writes to a head locks its row first: `lock_head`.
    const WRITE: &'static str = "BEGIN ISOLATION LEVEL READ COMMITTED";

    fn touched(result: &PgQueryResult) -> u64 {
        result.rows_affected()
    }
}

/// Connects, and brings the tables up to date where that is wanted.
pub(super) fn open(url: &str, migrate: bool) -> Result<Pooled<Postgres>, Error> {
    // One provider of cryptography for the process; that it is there already is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let location = Location::Postgres(url.to_owned()).to_string();
    let failed = |error: sqlx::Error| Error::Open { location: location.clone(), why: error.to_string() };
    let options = PgConnectOptions::from_str(url).map_err(failed)?.application_name("passerelle");
    let runtime = runtime()?;
    let pool = runtime.block_on(async {
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(20));
        let pool = pool.connect_with(options).await.map_err(failed)?;
        if migrate {
            migrations::migrator().run(&pool).await.map_err(migrations::failed)?;
        }
        Ok::<_, Error>(pool)
    })?;
    Ok(Pooled { pool, runtime })
}

/// Whether the catalogue is there.
pub(super) fn has_tables(on: &Pooled<Postgres>) -> Result<bool, Error> {
    let found = sqlx::query("SELECT to_regclass('heads') IS NOT NULL").fetch_one(&on.pool);
    Ok(on.runtime.block_on(found)?.try_get(0)?)
}
