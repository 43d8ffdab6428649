//! Records that seem to be one, over all heads of the catalogue, and what somebody said of them.

use super::error::Error;
use super::{Cell, Connection};

/// A live record, as far as it is compared with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its head.
    pub head: String,
    /// `feed` or `hand`.
    pub origin: String,
    /// Its id.
    pub id: String,
    /// Its account type.
    pub account_type: String,
    /// Its fields: JSON.
    pub fields: String,
    /// The account that it has become, if it has.
    pub idoi: Option<String>,
}

/// What somebody said of two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One of them: `HEAD ORIGIN ID`.
    pub one: String,
    /// The other one, which is the greater.
    pub other: String,
    /// Which becomes the account, where they are the same; none where they are different.
    pub keep: Option<String>,
    /// Who said so.
    pub actor: String,
    /// When.
    pub at: String,
    /// Why.
    pub because: Option<String>,
}

/// All live records of all heads.
pub fn compared(connection: &mut dyn Connection) -> Result<Vec<Compared>, Error> {
    let sql = "SELECT head, origin, id, account_type, fields, idoi FROM records \
               WHERE state = 'live' OR taken_over IS NOT NULL ORDER BY head, id, origin";
    let rows = connection.rows(sql, &[])?;
    let compared = rows.into_iter().map(|mut row| {
        Ok(Compared {
            head: row.text()?,
            origin: row.text()?,
            id: row.text()?,
            account_type: row.text()?,
            fields: row.text()?,
            idoi: row.maybe()?,
        })
    });
    compared.collect()
}

/// All that was said.
pub fn verdicts(connection: &mut dyn Connection) -> Result<Vec<Verdict>, Error> {
    let sql = "SELECT one, other, keep, actor, at, because FROM verdicts ORDER BY one, other";
    let rows = connection.rows(sql, &[])?;
    let verdicts = rows.into_iter().map(|mut row| {
        Ok(Verdict {
            one: row.text()?,
            other: row.text()?,
            keep: row.maybe()?,
            actor: row.text()?,
            at: row.text()?,
            because: row.maybe()?,
        })
    });
    verdicts.collect()
}

/// Writes what somebody says of two records, in the place of what was said before.
pub fn decide(connection: &mut dyn Connection, verdict: &Verdict) -> Result<(), Error> {
    let Verdict { one, other, keep, actor, at, because } = verdict;
    connection.execute(
        "DELETE FROM verdicts WHERE one = $1 AND other = $2",
        &[Cell::from(one), Cell::from(other)],
    )?;
    let word = if keep.is_some() { "same" } else { "different" };
    let sql = "INSERT INTO verdicts (one, other, verdict, keep, actor, at, because) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let cells: [Cell<'_>; 7] =
        [one.into(), other.into(), word.into(), keep.into(), actor.into(), at.into(), because.into()];
    connection.execute(sql, &cells)?;
    Ok(())
}
