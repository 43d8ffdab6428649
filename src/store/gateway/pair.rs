//! Two files that are one: that of the counter, and that of elloha.

use crate::store::cell::{Row, places};
use crate::store::{Cell, Connection, Error};

/// A pair of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairRow {
    /// The channel.
    pub channel: String,
    /// Its number at the counter.
    pub reference: String,
    /// Of what it was made of.
    pub digest: String,
    /// Its id at elloha; empty until it is known.
    pub id: String,
    /// Its number at elloha; empty until it is known.
    pub number: String,
    /// `made`, `confirmed`, `refused`, `cancelled`: the last that is known.
    pub state: String,
    /// The accounts of its lines, with spaces between them.
    pub accounts: String,
    /// The lines as both sides know them since they were confirmed: JSON.
    pub agreed: String,
    /// What was sent to elloha and is not known to be done; else empty.
    pub step: String,
    /// Since when.
    pub since: String,
    /// When it was made.
    pub made: String,
}

const COLUMNS: &str = "channel, reference, digest, id, number, state, accounts, agreed, step, since, made";

fn row(mut row: Row) -> Result<PairRow, Error> {
    Ok(PairRow {
        channel: row.text()?,
        reference: row.text()?,
        digest: row.text()?,
        id: row.text()?,
        number: row.text()?,
        state: row.text()?,
        accounts: row.text()?,
        agreed: row.text()?,
        step: row.text()?,
        since: row.text()?,
        made: row.text()?,
    })
}

/// Writes a new pair; `false` if the number is taken.
pub fn begin_pair(connection: &mut dyn Connection, pair: &PairRow) -> Result<bool, Error> {
    let sql = format!(
        "INSERT INTO gateway_files ({COLUMNS}) VALUES {} ON CONFLICT (channel, reference) DO NOTHING",
        places(1, 11)
    );
    let PairRow { channel, reference, digest, id, number, state, accounts, agreed, step, since, made } = pair;
    let cells =
        [channel, reference, digest, id, number, state, accounts, agreed, step, since, made].map(Into::into);
    Ok(connection.execute(&sql, &cells)? == 1)
}

/// The pair of a number of the counter.
pub fn pair(
    connection: &mut dyn Connection,
    channel: &str,
    reference: &str,
) -> Result<Option<PairRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM gateway_files WHERE channel = $1 AND reference = $2");
    connection.rows(&sql, &[channel.into(), reference.into()])?.into_iter().next().map(row).transpose()
}

/// The pair of a file of elloha.
pub fn pair_of(connection: &mut dyn Connection, id: &str) -> Result<Option<PairRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM gateway_files WHERE id = $1");
    connection.rows(&sql, &[id.into()])?.into_iter().next().map(row).transpose()
}

/// The pair of a file, by any of its numbers; the newest where there are several.
pub fn pair_by_any(connection: &mut dyn Connection, number: &str) -> Result<Option<PairRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gateway_files WHERE id = $1 OR number = $1 OR reference = $1 ORDER BY made DESC LIMIT 1"
    );
    connection.rows(&sql, &[number.into()])?.into_iter().next().map(row).transpose()
}

/// The pairs of a channel behind a number of the counter, so many of them.
pub fn pairs(
    connection: &mut dyn Connection,
    channel: &str,
    behind: &str,
    most: i64,
) -> Result<Vec<PairRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gateway_files WHERE channel = $1 AND reference > $2 ORDER BY reference LIMIT $3"
    );
    connection.rows(&sql, &[channel.into(), behind.into(), most.into()])?.into_iter().map(row).collect()
}

/// The pairs of which a step was sent before a moment and is not known to be done: the oldest first, so many of them.
pub fn under_way(connection: &mut dyn Connection, before: &str, most: i64) -> Result<Vec<PairRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gateway_files WHERE step <> '' AND since < $1 ORDER BY since, channel, reference LIMIT $2"
    );
    connection.rows(&sql, &[before.into(), most.into()])?.into_iter().map(row).collect()
}

/// The pairs whose file was begun before a moment, and never confirmed: the oldest first, so many of them.
pub fn idle(connection: &mut dyn Connection, before: &str, most: i64) -> Result<Vec<PairRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gateway_files WHERE state = 'made' AND step = '' AND made < $1 ORDER BY made LIMIT $2"
    );
    connection.rows(&sql, &[before.into(), most.into()])?.into_iter().map(row).collect()
}

/// Writes a pair as it is now.
pub fn advance(connection: &mut dyn Connection, pair: &PairRow) -> Result<(), Error> {
    let sql = "UPDATE gateway_files SET id = $1, number = $2, state = $3, accounts = $4, agreed = $5, step = $6, \
               since = $7 WHERE channel = $8 AND reference = $9";
    let PairRow { channel, reference, digest: _, id, number, state, accounts, agreed, step, since, made: _ } =
        pair;
    let cells = [id, number, state, accounts, agreed, step, since, channel, reference].map(Into::into);
    connection.execute(sql, &cells)?;
    Ok(())
}

/// Notes that a step is sent now, in the place of the one that was known; `false` where somebody else has sent one since.
pub fn send(connection: &mut dyn Connection, pair: &PairRow, step: &str, since: &str) -> Result<bool, Error> {
    let sql = "UPDATE gateway_files SET step = $1, since = $2 \
               WHERE channel = $3 AND reference = $4 AND step = $5 AND since = $6";
    let PairRow { channel, reference, step: was, since: then, .. } = pair;
    let cells = [step.into(), since.into(), channel.into(), reference.into(), was.into(), then.into()];
    Ok(connection.execute(sql, &cells)? == 1)
}

/// Writes of the file of a channel that it is confirmed, and what both sides know of it; `false` where it is none of it.
pub fn confirm_pair(
    connection: &mut dyn Connection,
    channel: &str,
    id: &str,
    number: &str,
    agreed: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE gateway_files SET state = 'confirmed', number = $1, agreed = $2, step = '', since = '' \
               WHERE id = $3 AND channel = $4";
    Ok(connection.execute(sql, &[number.into(), agreed.into(), id.into(), channel.into()])? == 1)
}

/// What must hold of the only account of a file for [`confirm_pair_of`].
pub struct SoldOn<'s> {
    /// Its idOI.
    pub idoi: &'s str,
    /// The types that are sold.
    pub types: &'s [&'s str],
    /// The day on which it is sold.
    pub day: &'s str,
}

/// As [`confirm_pair`], for a file of one account, which must be sold through the channel on a day; `false` says nothing of why.
pub fn confirm_pair_of(
    connection: &mut dyn Connection,
    channel: &str,
    id: &str,
    number: &str,
    agreed: &str,
    sold: &SoldOn<'_>,
) -> Result<bool, Error> {
    let first = 7;
    let types: Vec<String> = (first..first + sold.types.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "UPDATE gateway_files SET state = 'confirmed', number = $1, agreed = $2, step = '', since = '' \
         WHERE id = $3 AND channel = $4 AND EXISTS (SELECT 1 FROM gateway_accounts a WHERE a.channel = $4 \
         AND a.idoi = $5 AND a.opened <> '' AND a.sellable <= $6 AND a.account_type IN ({}))",
        types.join(", ")
    );
    let mut cells: Vec<Cell<'_>> =
        vec![number.into(), agreed.into(), id.into(), channel.into(), sold.idoi.into(), sold.day.into()];
    cells.extend(sold.types.iter().map(|one| Cell::from(*one)));
    Ok(connection.execute(&sql, &cells)? == 1)
}

/// Forgets what files were made of that were made before a moment: a digest of it tells whoever guesses it.
pub fn forget_digests(connection: &mut dyn Connection, before: &str) -> Result<u64, Error> {
    let sql = "UPDATE gateway_files SET digest = '' WHERE made < $1 AND digest <> ''";
    connection.execute(sql, &[before.into()])
}

/// Takes a pair away of which no file was made.
pub fn drop_pair(connection: &mut dyn Connection, pair: &PairRow) -> Result<(), Error> {
    let sql = "DELETE FROM gateway_files WHERE channel = $1 AND reference = $2";
    connection.execute(sql, &[(&pair.channel).into(), (&pair.reference).into()])?;
    Ok(())
}
