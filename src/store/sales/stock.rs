//! What is left of resources, and who has taken what.
//!
//! **Invariant:** a stock is lowered only where enough is left, and by what is noted in a taking, in one transaction.
//! **Invariant:** rows are locked by resource, day and slot, in that order, by whoever sells, gives back or sets.

use crate::store::cell::{Row, places};
use crate::store::{Cell, Connection, Error};

/// From this number on, a stock has no limit. The number is elloha's.
const UNLIMITED: &str = "999";

/// The stock of a resource at a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The resource.
    pub resource: String,
    /// The day; empty for a ticket without a date.
    pub day: String,
    /// Minutes since midnight; -1 is all day.
    pub slot: i64,
    /// How many there are; -1 is as many as the resource starts with.
    pub on_sale: i64,
    /// How many are sold; for equipment, over the whole day.
    pub sold: i64,
    /// Whether none is sold.
    pub closed: bool,
}

/// What a line has taken of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taking {
    /// The line.
    pub item: String,
    /// The resource.
    pub resource: String,
    /// The day of its stock.
    pub day: String,
    /// The slot of its stock.
    pub slot: i64,
    /// For equipment, from when: minutes since midnight; else -1.
    pub starts: i64,
    /// For equipment, until when; else -1.
    pub ends: i64,
    /// How many.
    pub quantity: i64,
}

fn slot(mut row: Row) -> Result<Slot, Error> {
    Ok(Slot {
        resource: row.text()?,
        day: row.text()?,
        slot: row.number()?,
        on_sale: row.number()?,
        sold: row.number()?,
        closed: row.number()? != 0,
    })
}

fn taking(mut row: Row) -> Result<Taking, Error> {
    Ok(Taking {
        item: row.text()?,
        resource: row.text()?,
        day: row.text()?,
        slot: row.number()?,
        starts: row.number()?,
        ends: row.number()?,
        quantity: row.number()?,
    })
}

/// The stock of a resource at a slot, if it is not as it starts.
pub fn stock_row(
    connection: &mut dyn Connection,
    resource: &str,
    day: &str,
    at: i64,
) -> Result<Option<Slot>, Error> {
    let sql = "SELECT resource, day, slot, on_sale, sold, closed FROM sales_stock \
               WHERE resource = $1 AND day = $2 AND slot = $3";
    connection.rows(sql, &[resource.into(), day.into(), at.into()])?.into_iter().next().map(slot).transpose()
}

/// The stocks of the resources of an account between two days, both included, and those without a day.
pub fn stock_rows(
    connection: &mut dyn Connection,
    idoi: &str,
    from: &str,
    to: &str,
) -> Result<Vec<Slot>, Error> {
    let sql = "SELECT s.resource, s.day, s.slot, s.on_sale, s.sold, s.closed FROM sales_resources r \
               JOIN sales_stock s ON s.resource = r.id \
               WHERE r.idoi = $1 AND (s.day = '' OR (s.day >= $2 AND s.day <= $3)) ORDER BY s.resource, s.day, s.slot";
    connection.rows(sql, &[idoi.into(), from.into(), to.into()])?.into_iter().map(slot).collect()
}

/// All stocks of the resources of an account.
pub fn all_stock(connection: &mut dyn Connection, idoi: &str) -> Result<Vec<Slot>, Error> {
    let sql = "SELECT s.resource, s.day, s.slot, s.on_sale, s.sold, s.closed FROM sales_resources r \
               JOIN sales_stock s ON s.resource = r.id WHERE r.idoi = $1 ORDER BY s.resource, s.day, s.slot";
    connection.rows(sql, &[idoi.into()])?.into_iter().map(slot).collect()
}

/// Sets what is on sale at a slot, and whether it is closed; what was sold stays. Whoever sets several does so in their order.
pub fn put_stock(connection: &mut dyn Connection, slot: &Slot) -> Result<(), Error> {
    let Slot { resource, day, slot, on_sale, sold: _, closed } = slot;
    let sql = "INSERT INTO sales_stock (resource, day, slot, on_sale, sold, closed) VALUES ($1, $2, $3, $4, 0, $5) \
               ON CONFLICT (resource, day, slot) DO UPDATE SET on_sale = excluded.on_sale, closed = excluded.closed";
    let cells: [Cell<'_>; 5] =
        [resource.into(), day.into(), (*slot).into(), (*on_sale).into(), i64::from(*closed).into()];
    connection.execute(sql, &cells)?;
    Ok(())
}

/// Sells so many, if so many are left; `false` if they are not. Where no other number was set, there are `start` of them.
pub fn sell(
    connection: &mut dyn Connection,
    (resource, day, at): (&str, &str, i64),
    quantity: i64,
    start: i64,
    counts: bool,
) -> Result<bool, Error> {
    // For equipment the sum of a day says nothing: whoever calls looks at who has it when, with the row locked by this.
    let left = if counts {
        let there = "CASE WHEN on_sale < 0 THEN $5 ELSE on_sale END";
        format!(" AND ({there} >= {UNLIMITED} OR sold + $1 <= {there})")
    } else {
        String::new()
    };
    let sql = format!(
        "UPDATE sales_stock SET sold = sold + $1 WHERE resource = $2 AND day = $3 AND slot = $4 AND closed = 0{left}"
    );
    let mut cells: Vec<Cell<'_>> = vec![quantity.into(), resource.into(), day.into(), at.into()];
    if counts {
        cells.push(start.into());
    }
    if connection.execute(&sql, &cells)? == 1 {
        return Ok(true);
    }
    let new = "INSERT INTO sales_stock (resource, day, slot, on_sale, sold, closed) VALUES ($1, $2, $3, -1, 0, 0) \
               ON CONFLICT (resource, day, slot) DO NOTHING";
    connection.execute(new, &[resource.into(), day.into(), at.into()])?;
    // Whoever made the row, it is there now.
    Ok(connection.execute(&sql, &cells)? == 1)
}

/// Notes what lines have taken.
pub fn take(connection: &mut dyn Connection, takings: &[Taking]) -> Result<(), Error> {
    if takings.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO sales_takings (item, resource, day, slot, starts, ends, quantity) VALUES {}",
        places(takings.len(), 7)
    );
    let cells: Vec<Cell<'_>> = takings
        .iter()
        .flat_map(|Taking { item, resource, day, slot, starts, ends, quantity }| -> [Cell<'_>; 7] {
            [
                item.into(),
                resource.into(),
                day.into(),
                (*slot).into(),
                (*starts).into(),
                (*ends).into(),
                (*quantity).into(),
            ]
        })
        .collect();
    connection.execute(&sql, &cells)?;
    Ok(())
}

/// Who has a piece of equipment on a day.
pub fn takings_of_day(
    connection: &mut dyn Connection,
    resource: &str,
    day: &str,
) -> Result<Vec<Taking>, Error> {
    let sql = "SELECT item, resource, day, slot, starts, ends, quantity FROM sales_takings \
               WHERE resource = $1 AND day = $2 AND starts >= 0 ORDER BY item";
    connection.rows(sql, &[resource.into(), day.into()])?.into_iter().map(taking).collect()
}

/// Who has the equipment of an account between two days, both included.
pub fn takings(
    connection: &mut dyn Connection,
    idoi: &str,
    from: &str,
    to: &str,
) -> Result<Vec<Taking>, Error> {
    let sql = "SELECT t.item, t.resource, t.day, t.slot, t.starts, t.ends, t.quantity FROM sales_resources r \
               JOIN sales_takings t ON t.resource = r.id \
               WHERE r.idoi = $1 AND t.starts >= 0 AND t.day >= $2 AND t.day <= $3 ORDER BY t.item, t.resource";
    connection.rows(sql, &[idoi.into(), from.into(), to.into()])?.into_iter().map(taking).collect()
}

/// Whether some of a resource is sold.
pub fn is_taken(connection: &mut dyn Connection, resource: &str) -> Result<bool, Error> {
    let sql = "SELECT item FROM sales_takings WHERE resource = $1 LIMIT 1";
    Ok(!connection.rows(sql, &[resource.into()])?.is_empty())
}

/// Gives back what lines have taken: just that, and once.
pub fn give_back(connection: &mut dyn Connection, items: &[String]) -> Result<(), Error> {
    if items.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "DELETE FROM sales_takings WHERE item IN {} \
         RETURNING item, resource, day, slot, starts, ends, quantity",
        places(1, items.len())
    );
    let cells: Vec<Cell<'_>> = items.iter().map(Cell::from).collect();
    let taken = connection.rows(&sql, &cells)?;
    given(connection, taken)
}

/// Gives back what all lines of a file have taken: just that, and once.
pub fn give_back_file(connection: &mut dyn Connection, file: &str) -> Result<(), Error> {
    let sql = "DELETE FROM sales_takings WHERE item IN (SELECT id FROM sales_items WHERE file = $1) \
               RETURNING item, resource, day, slot, starts, ends, quantity";
    let taken = connection.rows(sql, &[file.into()])?;
    given(connection, taken)
}

fn given(connection: &mut dyn Connection, taken: Vec<Row>) -> Result<(), Error> {
    let mut taken = taken.into_iter().map(taking).collect::<Result<Vec<_>, _>>()?;
    // All together: line by line, two that give back and take could wait for each other.
    taken.sort_by(|a, b| (&a.resource, &a.day, a.slot).cmp(&(&b.resource, &b.day, b.slot)));
    for Taking { resource, day, slot, quantity, .. } in &taken {
        let sql = "UPDATE sales_stock SET sold = sold - $1 WHERE resource = $2 AND day = $3 AND slot = $4";
        let cells: [Cell<'_>; 4] = [(*quantity).into(), resource.into(), day.into(), (*slot).into()];
        connection.execute(sql, &cells)?;
    }
    Ok(())
}
