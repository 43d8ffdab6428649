//! The records of the catalogue.
//!
//! **Invariant:** what a feed writes, it writes to records of its own: the origin is part of what identifies a record, so
//! that one made by hand is out of its reach.

use super::cell::places;
use super::error::Error;
use super::{Cell, Connection, Row};

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A feed of its head.
    Feed,
    /// Somebody added it.
    Hand,
}

impl Origin {
    /// As the catalogue writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Hand => "hand",
        }
    }
}

/// What a plan needs to know of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// Its id.
    pub id: String,
    /// `DEG`
    pub bordereau: String,
    /// `Tasting`
    pub account_type: String,
    /// Whether it is there, and not withdrawn.
    pub live: bool,
    /// The digest of all that the rules read of it.
    pub content: String,
    /// The digest of its type and fields; of those that were last offered, where its owner has taken it over.
    pub account: String,
    /// The digest of the rules that made it.
    pub rules: String,
    /// Whether its owner has taken the account over.
    pub taken_over: bool,
}

/// What is written of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Its id.
    pub id: String,
    /// `DEG`
    pub bordereau: String,
    /// `Tasting`
    pub account_type: String,
    /// Its fields: JSON.
    pub fields: String,
    /// By field, where the rules stand that gave it: JSON.
    pub origins: String,
    /// The id of the body that owns it in the information system.
    pub body: Option<String>,
    /// The name of that body.
    pub body_name: Option<String>,
    /// The digest of all that the rules read of it.
    pub content: String,
    /// The digest of its type and fields.
    pub account: String,
    /// The digest of the rules that made it.
    pub rules: String,
}

/// A record as it stands in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What was written.
    pub record: NewRecord,
    /// Where it comes from: `feed` or `hand`.
    pub origin: String,
    /// Whether it is there, and not withdrawn.
    pub live: bool,
    /// The run that created it.
    pub created_run: i64,
    /// The run that changed it last.
    pub changed_run: i64,
    /// When that was.
    pub changed_at: String,
    /// When its owner took it over.
    pub taken_over: Option<String>,
}

/// When something was written, and by which run.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'s> {
    /// The run.
    pub run: i64,
    /// The moment: UTC, RFC 3339.
    pub at: &'s str,
}

/// What is known of the records of a head, of one origin.
pub fn index(connection: &mut dyn Connection, head: &str, origin: Origin) -> Result<Vec<Indexed>, Error> {
    // All of a record in one text, a line each: there are many records, and each column costs as much as a row. The id
    // stands last, since it alone may hold a line end.
    let sql = "SELECT bordereau || '\n' || account_type || '\n' || state || '\n' || content || '\n' || \
               COALESCE(offered_account, account) || '\n' || rules || '\n' || \
               CASE WHEN taken_over IS NULL THEN 'no' ELSE 'yes' END || '\n' || id \
               FROM records WHERE head = $1 AND origin = $2";
    let rows = connection.rows(sql, &[head.into(), origin.word().into()])?;
    rows.into_iter().map(|mut row| indexed(&row.text()?)).collect()
}

fn indexed(text: &str) -> Result<Indexed, Error> {
    let mut lines = text.splitn(8, '\n');
    let mut next = || lines.next().map(str::to_owned).ok_or(Error::Row("a record"));
    Ok(Indexed {
        bordereau: next()?,
        account_type: next()?,
        live: next()? == "live",
        content: next()?,
        account: next()?,
        rules: next()?,
        taken_over: next()? == "yes",
        id: next()?,
    })
}

const COLUMNS: &str =
    "id, bordereau, account_type, fields, origins, body, body_name, content, account, rules";

/// The records of a head, of one origin or of both, in the order of their ids.
pub fn stored(
    connection: &mut dyn Connection,
    head: &str,
    origin: Option<Origin>,
    id: Option<&str>,
) -> Result<Vec<Stored>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, origin, state, created_run, changed_run, changed_at, taken_over FROM records \
         WHERE head = $1 AND ($2 = '' OR origin = $2) AND ($3 = '' OR id = $3) ORDER BY id, origin"
    );
    let cells = [head.into(), origin.map_or("", Origin::word).into(), id.unwrap_or_default().into()];
    connection.rows(&sql, &cells)?.into_iter().map(taken).collect()
}

fn taken(mut row: Row) -> Result<Stored, Error> {
    let record = NewRecord {
        id: row.text()?,
        bordereau: row.text()?,
        account_type: row.text()?,
        fields: row.text()?,
        origins: row.text()?,
        body: row.maybe()?,
        body_name: row.maybe()?,
        content: row.text()?,
        account: row.text()?,
        rules: row.text()?,
    };
    Ok(Stored {
        record,
        origin: row.text()?,
        live: row.text()? == "live",
        created_run: row.number()?,
        changed_run: row.number()?,
        changed_at: row.text()?,
        taken_over: row.maybe()?,
    })
}

/// The fields of some records, as JSON, by id; of those that were last offered, where the owner has taken it over.
pub fn fields_of(
    connection: &mut dyn Connection,
    head: &str,
    origin: Origin,
    ids: &[&str],
) -> Result<Vec<(String, String)>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..ids.len() + 3).map(|number| format!("${number}")).collect();
    let sql = format!(
        "SELECT id, COALESCE(offered, fields) FROM records WHERE head = $1 AND origin = $2 AND id IN ({})",
        places.join(", ")
    );
    let mut cells: Vec<Cell<'_>> = vec![head.into(), origin.word().into()];
    cells.extend(ids.iter().map(|id| Cell::from(*id)));
    let rows = connection.rows(&sql, &cells)?;
    rows.into_iter().map(|mut row| Ok((row.text()?, row.text()?))).collect()
}

/// So many records go into one statement.
const TOGETHER: usize = 32;

/// Writes records that are not there yet.
pub fn create(
    connection: &mut dyn Connection,
    head: &str,
    origin: Origin,
    records: &[NewRecord],
    stamp: Stamp<'_>,
) -> Result<(), Error> {
    for records in records.chunks(TOGETHER) {
        let sql = format!(
            "INSERT INTO records (head, origin, {COLUMNS}, state, created_run, changed_run, changed_at) VALUES {}",
            places(records.len(), 16)
        );
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(16 * records.len());
        for record in records {
            cells.extend([Cell::from(head), Cell::from(origin.word())]);
            cells.extend(written(record));
            let run = Cell::from(stamp.run);
            cells.extend([Cell::from("live"), run, run, Cell::from(stamp.at)]);
        }
        connection.execute(&sql, &cells)?;
    }
    Ok(())
}

fn written(record: &NewRecord) -> [Cell<'_>; 10] {
    let NewRecord { id, bordereau, account_type, fields, origins, body, body_name, content, account, rules } =
        record;
    [
        id.into(),
        bordereau.into(),
        account_type.into(),
        fields.into(),
        origins.into(),
        body.into(),
        body_name.into(),
        content.into(),
        account.into(),
        rules.into(),
    ]
}

/// Writes a record of a feed anew, and makes it live; `was` is the digest that it has now. The feed does not write to a
/// record that its owner has taken over.
pub fn change(
    connection: &mut dyn Connection,
    head: &str,
    record: &NewRecord,
    was: &str,
    stamp: Stamp<'_>,
) -> Result<(), Error> {
    let sql = "UPDATE records SET bordereau = $3, account_type = $4, fields = $5, origins = $6, body = $7, \
               body_name = $8, content = $9, account = $10, rules = $11, state = 'live', changed_run = $12, \
               changed_at = $13 WHERE head = $1 AND id = $2 AND origin = 'feed' AND account = $14 \
               AND taken_over IS NULL";
    let mut cells: Vec<Cell<'_>> = vec![head.into()];
    cells.extend(written(record));
    cells.extend([Cell::from(stamp.run), Cell::from(stamp.at), Cell::from(was)]);
    one(connection.execute(sql, &cells)?, &record.id)
}

/// Writes by what a live record of a feed is known; nothing else of it changes. `was` is the digest that it has now.
pub fn refresh(
    connection: &mut dyn Connection,
    head: &str,
    record: &NewRecord,
    was: &str,
) -> Result<(), Error> {
    let sql = "UPDATE records SET bordereau = $3, origins = $4, content = $5, rules = $6 WHERE head = $1 AND id = $2 \
               AND origin = 'feed' AND state = 'live' AND COALESCE(offered_account, account) = $7";
    let NewRecord { id, bordereau, origins, content, rules, .. } = record;
    let (was, head) = (was.into(), head.into());
    let cells: [Cell<'_>; 7] =
        [head, id.into(), bordereau.into(), origins.into(), content.into(), rules.into(), was];
    one(connection.execute(sql, &cells)?, id)
}

/// Writes what a feed would have a record be that its owner has taken over; `was` is the digest of what it offered last.
pub fn offer(
    connection: &mut dyn Connection,
    head: &str,
    record: &NewRecord,
    was: &str,
) -> Result<(), Error> {
    let sql = "UPDATE records SET offered = $3, offered_account = $4, content = $5, rules = $6, offered_origins = $7, \
               offered_type = $9 \
               WHERE head = $1 AND id = $2 AND origin = 'feed' AND taken_over IS NOT NULL \
               AND COALESCE(offered_account, account) = $8";
    let NewRecord { id, fields, account, content, rules, origins, account_type, .. } = record;
    let cells: [Cell<'_>; 9] = [
        head.into(),
        id.into(),
        fields.into(),
        account.into(),
        content.into(),
        rules.into(),
        origins.into(),
        was.into(),
        account_type.into(),
    ];
    one(connection.execute(sql, &cells)?, id)
}

/// Writes that the feed has a record no longer that its owner has taken over; `word` stands in the place of a digest.
pub fn offer_nothing(
    connection: &mut dyn Connection,
    head: &str,
    id: &str,
    word: &str,
    was: &str,
) -> Result<(), Error> {
    let sql = "UPDATE records SET offered_account = $3 WHERE head = $1 AND id = $2 AND origin = 'feed' \
               AND taken_over IS NOT NULL AND COALESCE(offered_account, account) = $4";
    one(connection.execute(sql, &[head.into(), id.into(), word.into(), was.into()])?, id)
}

/// Removes a record that was made by hand, unless it is an account or on its way to one.
pub fn remove(connection: &mut dyn Connection, head: &str, id: &str) -> Result<u64, Error> {
    let sql = "DELETE FROM records WHERE head = $1 AND id = $2 AND origin = 'hand' AND taken_over IS NULL \
               AND NOT EXISTS (SELECT 1 FROM transforms WHERE transforms.head = records.head \
               AND transforms.id = records.id AND transforms.origin = 'hand')";
    connection.execute(sql, &[head.into(), id.into()])
}

/// Withdraws a record of a feed: it stays, and is no longer live.
pub fn withdraw(
    connection: &mut dyn Connection,
    head: &str,
    id: &str,
    was: &str,
    stamp: Stamp<'_>,
) -> Result<(), Error> {
    let sql = "UPDATE records SET state = 'withdrawn', changed_run = $3, changed_at = $4 WHERE head = $1 AND id = $2 \
               AND origin = 'feed' AND state = 'live' AND account = $5 AND taken_over IS NULL";
    one(
        connection.execute(sql, &[head.into(), id.into(), stamp.run.into(), stamp.at.into(), was.into()])?,
        id,
    )
}

/// One row was touched, or the catalogue is not as it was.
fn one(touched: u64, id: &str) -> Result<(), Error> {
    if touched == 1 {
        return Ok(());
    }
    Err(Error::Moved(format!("the record {id} is not as it was when this was planned: plan again")))
}
