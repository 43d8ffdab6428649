//! What both databases do alike: transactions, parameters and rows, over their own typed pools.

use sqlx::query::Query;
use sqlx::{
    AssertSqlSafe, ColumnIndex, Database, Decode, Encode, Executor, IntoArguments, Pool, Row as _,
    Transaction, Type, TypeInfo, ValueRef,
};
use tokio::runtime::{Builder, Runtime};

use super::cell::{Cell, Column, Row};
use super::error::Error;
use super::{Connection, Store, Work};

/// A database that speaks texts and numbers.
pub(super) trait Spoken: Database {
    /// What it calls a whole number of 64 bits.
    const NUMBER: &'static str;
    /// How a transaction begins that reads one state.
    const READ: &'static str;
    /// How a transaction begins that writes.
    const WRITE: &'static str;

    /// How many rows a statement touched.
    fn touched(result: &Self::QueryResult) -> u64;
}

/// A pool of connections, and what its calls run on.
pub(super) struct Pooled<D: Database> {
    pub(super) pool: Pool<D>,
    pub(super) runtime: Runtime,
}

/// What the calls of a database run on.
pub(super) fn runtime() -> Result<Runtime, Error> {
    Builder::new_current_thread().enable_all().build().map_err(|error| Error::Database(error.to_string()))
}

impl<D: Database> Drop for Pooled<D> {
    fn drop(&mut self) {
        self.runtime.block_on(self.pool.close());
    }
}

/// A connection within a transaction.
pub(super) struct Within<'s, D: Database> {
    inner: Transaction<'static, D>,
    runtime: &'s Runtime,
}

impl<D: Spoken> Pooled<D>
where
    for<'p> Within<'p, D>: Connection,
{
    fn transaction(&self, begin: &'static str, work: &mut Work<'_>) -> Result<(), Error> {
        let inner = self.runtime.block_on(self.pool.begin_with(begin))?;
        let mut connection = Within { inner, runtime: &self.runtime };
        match work(&mut connection) {
            Ok(()) => Ok(self.runtime.block_on(connection.inner.commit())?),
            Err(error) => {
                // The error that led here is the one to tell.
                let _ = self.runtime.block_on(connection.inner.rollback());
                Err(error)
            }
        }
    }
}

impl<D: Spoken> Store for Pooled<D>
where
    for<'p> Within<'p, D>: Connection,
{
    fn read(&self, work: &mut Work<'_>) -> Result<(), Error> {
        self.transaction(D::READ, work)
    }

    fn write(&self, work: &mut Work<'_>) -> Result<(), Error> {
        self.transaction(D::WRITE, work)
    }
}

impl<D: Spoken> Connection for Within<'_, D>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
    D::Arguments: IntoArguments<D>,
    for<'v> String: Type<D> + Encode<'v, D> + Decode<'v, D>,
    for<'v> Option<String>: Encode<'v, D>,
    for<'v> i64: Type<D> + Encode<'v, D> + Decode<'v, D>,
    usize: ColumnIndex<D::Row>,
{
    fn execute(&mut self, sql: &str, cells: &[Cell<'_>]) -> Result<u64, Error> {
        let query = bound(sqlx::query(AssertSqlSafe(sql.to_owned())), cells);
        Ok(D::touched(&self.runtime.block_on(query.execute(&mut *self.inner))?))
    }

    fn rows(&mut self, sql: &str, cells: &[Cell<'_>]) -> Result<Vec<Row>, Error> {
        let query = bound(sqlx::query(AssertSqlSafe(sql.to_owned())), cells);
        let rows = self.runtime.block_on(query.fetch_all(&mut *self.inner))?;
        rows.iter().map(row::<D>).collect()
    }
}

fn bound<'q, D>(mut query: Query<'q, D, D::Arguments>, cells: &[Cell<'_>]) -> Query<'q, D, D::Arguments>
where
    D: Database,
    for<'v> String: Type<D> + Encode<'v, D>,
    for<'v> Option<String>: Encode<'v, D>,
    for<'v> i64: Type<D> + Encode<'v, D>,
{
    for cell in cells {
        query = match *cell {
            Cell::Text(text) => query.bind(text.map(str::to_owned)),
            Cell::Number(number) => query.bind(number),
        };
    }
    query
}

fn row<D>(row: &D::Row) -> Result<Row, Error>
where
    D: Spoken,
    for<'v> String: Type<D> + Decode<'v, D>,
    for<'v> i64: Type<D> + Decode<'v, D>,
    usize: ColumnIndex<D::Row>,
{
    let columns = (0..row.len()).map(|at| {
        let value = row.try_get_raw(at)?;
        let is_number = value.type_info().name() == D::NUMBER;
        Ok(match (value.is_null(), is_number) {
            (true, _) => Column::Nothing,
            (false, true) => Column::Number(row.try_get(at)?),
            (false, false) => Column::Text(row.try_get(at)?),
        })
    });
    Ok(Row::new(columns.collect::<Result<_, Error>>()?))
}
