//! What the feed would change of accounts that their owners have taken over.

use super::Connection;
use super::error::Error;

/// A record that its owner has taken over, and what its feed says of it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The record.
    pub id: String,
    /// `DEG`
    pub bordereau: String,
    /// The account.
    pub idoi: String,
    /// What was known when the owner took it over, or when the last suggestion was settled: JSON.
    pub fields: String,
    /// The digest of that.
    pub account: String,
    /// What the feed says now: JSON; none where it has said nothing else since.
    pub offered: Option<String>,
    /// The digest of that, or a word where the feed has the record no longer.
    pub offered_account: Option<String>,
    /// By field, where the rules stand that gave it: JSON.
    pub origins: Option<String>,
    /// The type of the account, which never changes.
    pub account_type: String,
    /// The type that the feed would have it be.
    pub offered_type: Option<String>,
}

/// The taken-over records of a head, by id: all, or one.
pub fn offered(connection: &mut dyn Connection, head: &str, id: Option<&str>) -> Result<Vec<Offered>, Error> {
    let sql = "SELECT id, bordereau, idoi, fields, account, offered, offered_account, offered_origins, \
               account_type, offered_type FROM records \
               WHERE head = $1 AND origin = 'feed' AND taken_over IS NOT NULL AND ($2 = '' OR id = $2) ORDER BY id";
    let rows = connection.rows(sql, &[head.into(), id.unwrap_or_default().into()])?;
    let offered = rows.into_iter().map(|mut row| {
        Ok(Offered {
            id: row.text()?,
            bordereau: row.text()?,
            idoi: row.text()?,
            fields: row.text()?,
            account: row.text()?,
            offered: row.maybe()?,
            offered_account: row.maybe()?,
            origins: row.maybe()?,
            account_type: row.text()?,
            offered_type: row.maybe()?,
        })
    });
    offered.collect()
}

/// Writes that somebody has seen to what a feed suggests: from now on that is what the record is known as. `was` is the
/// digest of what is settled, or the word for a record that the feed has no longer, which changes no field.
pub fn settle(
    connection: &mut dyn Connection,
    head: &str,
    id: &str,
    was: &str,
    gone: &str,
) -> Result<u64, Error> {
    let sql = "UPDATE records SET account = offered_account, \
               fields = CASE WHEN offered IS NULL OR offered_account = $4 THEN fields ELSE offered END, \
               origins = CASE WHEN offered_origins IS NULL OR offered_account = $4 THEN origins ELSE offered_origins END \
               WHERE head = $1 AND id = $2 AND origin = 'feed' AND taken_over IS NOT NULL AND offered_account = $3";
    connection.execute(sql, &[head.into(), id.into(), was.into(), gone.into()])
}
