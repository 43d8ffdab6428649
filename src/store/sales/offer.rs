//! What accounts offer.

use crate::store::cell::{Row, places};
use crate::store::{Cell, Connection, Error};

/// An account that is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Its idOI.
    pub idoi: String,
    /// Its name.
    pub name: String,
    /// Its type: a code of the pack.
    pub account_type: String,
    /// Its subscription.
    pub subscription: String,
    /// The currency of its prices.
    pub currency: String,
    /// How often its offers were changed.
    pub version: i64,
}

/// The shapes of what an account offers, each list in the order of its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferRows {
    /// `Formula`, by id.
    pub formulas: Vec<(String, String)>,
    /// `Resource`, by id.
    pub resources: Vec<(String, String)>,
    /// `RatePlanFormula`, by id.
    pub rate_plans: Vec<(i64, String)>,
    /// `PriceActivity`, by formula, resource, rate plan and tag.
    pub prices: Vec<((String, String, i64, i64), String)>,
    /// `CalendarTag`, by id.
    pub tags: Vec<(i64, String)>,
    /// `CalendarDay`, by day.
    pub days: Vec<(String, String)>,
}

fn account_row(mut row: Row) -> Result<AccountRow, Error> {
    Ok(AccountRow {
        idoi: row.text()?,
        name: row.text()?,
        account_type: row.text()?,
        subscription: row.text()?,
        currency: row.text()?,
        version: row.number()?,
    })
}

/// An account.
pub fn account(connection: &mut dyn Connection, idoi: &str) -> Result<Option<AccountRow>, Error> {
    let sql = "SELECT idoi, name, account_type, subscription, currency, version FROM sales_accounts WHERE idoi = $1";
    connection.rows(sql, &[idoi.into()])?.into_iter().next().map(account_row).transpose()
}

/// All accounts, by id.
pub fn accounts_sold(connection: &mut dyn Connection) -> Result<Vec<AccountRow>, Error> {
    let sql =
        "SELECT idoi, name, account_type, subscription, currency, version FROM sales_accounts ORDER BY idoi";
    connection.rows(sql, &[])?.into_iter().map(account_row).collect()
}

/// Writes an account in the place of what it was; its version is one more.
pub fn put_account(connection: &mut dyn Connection, account: &AccountRow) -> Result<(), Error> {
    let AccountRow { idoi, name, account_type, subscription, currency, version: _ } = account;
    let sql = "INSERT INTO sales_accounts (idoi, name, account_type, subscription, currency, version) \
               VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (idoi) DO UPDATE SET name = excluded.name, \
               account_type = excluded.account_type, subscription = excluded.subscription, \
               currency = excluded.currency, version = sales_accounts.version + 1";
    let cells = [idoi.into(), name.into(), account_type.into(), subscription.into(), currency.into()];
    connection.execute(sql, &cells)?;
    Ok(())
}

/// What has an id that no two accounts share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A formula.
    Formula,
    /// A resource.
    Resource,
    /// A rate plan.
    RatePlan,
}

/// The first of these ids that another account has.
pub fn foreign(
    connection: &mut dyn Connection,
    kind: Kind,
    idoi: &str,
    ids: &[Cell<'_>],
) -> Result<Option<String>, Error> {
    let table = match kind {
        Kind::Formula => "sales_formulas",
        Kind::Resource => "sales_resources",
        Kind::RatePlan => "sales_rate_plans",
    };
    for ids in ids.chunks(AT_ONCE) {
        let places: Vec<String> = (2..=ids.len() + 1).map(|place| format!("${place}")).collect();
        let sql = format!(
            "SELECT CAST(id AS TEXT) FROM {table} WHERE idoi <> $1 AND id IN ({}) ORDER BY id",
            places.join(", ")
        );
        let cells: Vec<Cell<'_>> = std::iter::once(idoi.into()).chain(ids.iter().copied()).collect();
        if let Some(mut row) = connection.rows(&sql, &cells)?.into_iter().next() {
            return row.text().map(Some);
        }
    }
    Ok(None)
}

/// Writes what an account offers, in the place of all that it offered.
pub fn put_offers(connection: &mut dyn Connection, idoi: &str, rows: &OfferRows) -> Result<(), Error> {
    for table in
        ["sales_formulas", "sales_resources", "sales_rate_plans", "sales_prices", "sales_tags", "sales_days"]
    {
        connection.execute(&format!("DELETE FROM {table} WHERE idoi = $1"), &[idoi.into()])?;
    }
    let OfferRows { formulas, resources, rate_plans, prices, tags, days } = rows;
    insert(connection, "sales_formulas (id, idoi, shape)", 3, formulas, |(id, shape)| {
        vec![id.into(), idoi.into(), shape.into()]
    })?;
    insert(connection, "sales_resources (id, idoi, shape)", 3, resources, |(id, shape)| {
        vec![id.into(), idoi.into(), shape.into()]
    })?;
    insert(connection, "sales_rate_plans (id, idoi, shape)", 3, rate_plans, |(id, shape)| {
        vec![(*id).into(), idoi.into(), shape.into()]
    })?;
    insert(
        connection,
        "sales_prices (formula, resource, rate_plan, tag, idoi, shape)",
        6,
        prices,
        |((formula, resource, rate_plan, tag), shape)| {
            vec![
                formula.into(),
                resource.into(),
                (*rate_plan).into(),
                (*tag).into(),
                idoi.into(),
                shape.into(),
            ]
        },
    )?;
    insert(connection, "sales_tags (id, idoi, shape)", 3, tags, |(id, shape)| {
        vec![(*id).into(), idoi.into(), shape.into()]
    })?;
    insert(connection, "sales_days (day, idoi, shape)", 3, days, |(day, shape)| {
        vec![day.into(), idoi.into(), shape.into()]
    })
}

/// So many rows go in one statement.
const AT_ONCE: usize = 200;

fn insert<'r, T>(
    connection: &mut dyn Connection,
    table: &str,
    columns: usize,
    rows: &'r [T],
    cells: impl Fn(&'r T) -> Vec<Cell<'r>>,
) -> Result<(), Error> {
    for rows in rows.chunks(AT_ONCE) {
        let sql = format!("INSERT INTO {table} VALUES {}", places(rows.len(), columns));
        let cells: Vec<Cell<'_>> = rows.iter().flat_map(&cells).collect();
        connection.execute(&sql, &cells)?;
    }
    Ok(())
}

/// What an account offers, without its days.
pub fn offer_rows(connection: &mut dyn Connection, idoi: &str) -> Result<OfferRows, Error> {
    let texts = |rows: Vec<Row>| -> Result<Vec<(String, String)>, Error> {
        rows.into_iter().map(|mut row| Ok((row.text()?, row.text()?))).collect()
    };
    let numbers = |rows: Vec<Row>| -> Result<Vec<(i64, String)>, Error> {
        rows.into_iter().map(|mut row| Ok((row.number()?, row.text()?))).collect()
    };
    let of = [Cell::from(idoi)];
    let prices = "SELECT formula, resource, rate_plan, tag, shape FROM sales_prices WHERE idoi = $1 \
                  ORDER BY formula, resource, rate_plan, tag";
    let prices = connection
        .rows(prices, &of)?
        .into_iter()
        .map(|mut row| Ok(((row.text()?, row.text()?, row.number()?, row.number()?), row.text()?)));
    let prices = prices.collect::<Result<_, Error>>()?;
    Ok(OfferRows {
        formulas: texts(
            connection.rows("SELECT id, shape FROM sales_formulas WHERE idoi = $1 ORDER BY id", &of)?,
        )?,
        resources: texts(
            connection.rows("SELECT id, shape FROM sales_resources WHERE idoi = $1 ORDER BY id", &of)?,
        )?,
        rate_plans: numbers(
            connection.rows("SELECT id, shape FROM sales_rate_plans WHERE idoi = $1 ORDER BY id", &of)?,
        )?,
        prices,
        tags: numbers(connection.rows("SELECT id, shape FROM sales_tags WHERE idoi = $1 ORDER BY id", &of)?)?,
        days: Vec::new(),
    })
}

/// The days of an account that have a tag or are closed: from the one to the other, both included.
pub fn day_rows(
    connection: &mut dyn Connection,
    idoi: &str,
    from: &str,
    to: &str,
) -> Result<Vec<String>, Error> {
    let sql = "SELECT shape FROM sales_days WHERE idoi = $1 AND day >= $2 AND day <= $3 ORDER BY day";
    let rows = connection.rows(sql, &[idoi.into(), from.into(), to.into()])?;
    rows.into_iter().map(|mut row| row.text()).collect()
}
