//! Records on their way to an account: how far each is, from before the first call that changes something.
//!
//! **Invariant:** the row is there before elloha is asked to create anything, and it is gone with the same transaction
//! that writes which account the record has become: whatever kills the process, the next run knows how far it was.

use super::error::Error;
use super::{Cell, Connection, Origin, Row};

/// How far a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The account may have been asked for.
    Asked,
    /// It is there.
    Made,
    /// It is there, and known.
    Found,
}

impl Stage {
    fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Made => "made",
            Self::Found => "found",
        }
    }

    fn parse(word: &str) -> Result<Self, Error> {
        match word {
            "asked" => Ok(Self::Asked),
            "made" => Ok(Self::Made),
            "found" => Ok(Self::Found),
            _ => Err(Error::Row("the stage of a transform")),
        }
    }
}

/// A record on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct Transform {
    /// The record.
    pub id: String,
    /// `feed` or `hand`.
    pub origin: String,
    /// How far it is.
    pub stage: Stage,
    /// Who turns it into an account.
    pub actor: String,
    /// When that began.
    pub began: String,
    /// The type of the account.
    pub account_type: String,
    /// The owner: JSON.
    pub owner: String,
    /// The fields that are sent: JSON.
    pub fields: String,
    /// The password of the account until its owner has it.
    pub secret: String,
    /// The account, where it is known.
    pub idoi: Option<String>,
}

const COLUMNS: &str = "id, origin, stage, actor, began, account_type, owner, fields, secret, idoi";

/// The records of a head that are on their way: one of them, or all.
pub fn transforms(
    connection: &mut dyn Connection,
    head: &str,
    id: Option<&str>,
) -> Result<Vec<Transform>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM transforms WHERE head = $1 AND ($2 = '' OR id = $2) ORDER BY id, origin"
    );
    let rows = connection.rows(&sql, &[head.into(), id.unwrap_or_default().into()])?;
    rows.into_iter().map(taken).collect()
}

fn taken(mut row: Row) -> Result<Transform, Error> {
    Ok(Transform {
        id: row.text()?,
        origin: row.text()?,
        stage: Stage::parse(&row.text()?)?,
        actor: row.text()?,
        began: row.text()?,
        account_type: row.text()?,
        owner: row.text()?,
        fields: row.text()?,
        secret: row.text()?,
        idoi: row.maybe()?,
    })
}

/// Writes that a record sets out; `false` where it has done so already.
pub fn begin_transform(
    connection: &mut dyn Connection,
    head: &str,
    begun: &Transform,
) -> Result<bool, Error> {
    let sql = format!(
        "INSERT INTO transforms (head, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (head, origin, id) DO NOTHING"
    );
    let Transform { id, origin, stage, actor, began, account_type, owner, fields, secret, idoi } = begun;
    let cells: [Cell<'_>; 11] = [
        head.into(),
        id.into(),
        origin.into(),
        stage.word().into(),
        actor.into(),
        began.into(),
        account_type.into(),
        owner.into(),
        fields.into(),
        secret.into(),
        idoi.into(),
    ];
    Ok(connection.execute(&sql, &cells)? == 1)
}

/// Writes how far a record is.
pub fn advance_transform(
    connection: &mut dyn Connection,
    head: &str,
    id: &str,
    origin: &str,
    stage: Stage,
    idoi: Option<&str>,
) -> Result<(), Error> {
    let sql = "UPDATE transforms SET stage = $4, idoi = $5 WHERE head = $1 AND id = $2 AND origin = $3";
    connection
        .execute(sql, &[head.into(), id.into(), origin.into(), stage.word().into(), Cell::Text(idoi)])?;
    Ok(())
}

/// Removes the row of a record that has arrived, or that elloha refused.
pub fn end_transform(
    connection: &mut dyn Connection,
    head: &str,
    id: &str,
    origin: &str,
) -> Result<(), Error> {
    let sql = "DELETE FROM transforms WHERE head = $1 AND id = $2 AND origin = $3";
    connection.execute(sql, &[head.into(), id.into(), origin.into()])?;
    Ok(())
}

/// A record whose account is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The record.
    pub id: String,
    /// Where it comes from.
    pub origin: String,
    /// `DEG`
    pub bordereau: String,
    /// The account.
    pub idoi: String,
    /// The offer of the account, where several records are one account.
    pub product: Option<String>,
    /// When its owner took it over.
    pub taken_over: String,
}

/// The records of a head that have become accounts, by id.
pub fn accounts(connection: &mut dyn Connection, head: &str) -> Result<Vec<Account>, Error> {
    let sql = "SELECT id, origin, bordereau, idoi, product, taken_over FROM records WHERE head = $1 \
               AND taken_over IS NOT NULL ORDER BY id, origin";
    let rows = connection.rows(sql, &[head.into()])?;
    let accounts = rows.into_iter().map(|mut row| {
        Ok(Account {
            id: row.text()?,
            origin: row.text()?,
            bordereau: row.text()?,
            idoi: row.text()?,
            product: row.maybe()?,
            taken_over: row.text()?,
        })
    });
    accounts.collect()
}

/// What an account was made of.
#[derive(Clone, Copy, Debug)]
pub struct TakenOver<'t> {
    /// The account.
    pub idoi: &'t str,
    /// The offer of the account, where several records are one account.
    pub product: Option<&'t str>,
    /// Its type.
    pub account_type: &'t str,
    /// The fields that it was made of: JSON.
    pub fields: &'t str,
    /// The digest of type and fields.
    pub account: &'t str,
}

/// Writes that the owner of a record has taken over its account, and what that was made of: from then on the feed does
/// not write to it. What the feed said meanwhile becomes a suggestion; `gone` is the word for a record that it has no
/// longer. How many records were touched: 0 where another one was faster.
pub fn take_over(
    connection: &mut dyn Connection,
    head: &str,
    (origin, id): (Origin, &str),
    taken: TakenOver<'_>,
    gone: &str,
    at: &str,
) -> Result<u64, Error> {
    let sql = "UPDATE records SET taken_over = $4, idoi = $5, product = $6, \
               offered = CASE WHEN account = $9 THEN NULL ELSE fields END, \
               offered_origins = CASE WHEN account = $9 THEN NULL ELSE origins END, \
               offered_account = CASE WHEN state = 'withdrawn' THEN $10 WHEN account = $9 THEN NULL ELSE account END, \
               state = 'live', account_type = $7, fields = $8, account = $9 \
               WHERE head = $1 AND id = $2 AND origin = $3 AND taken_over IS NULL";
    let TakenOver { idoi, product, account_type, fields, account } = taken;
    let cells: [Cell<'_>; 10] = [
        head.into(),
        id.into(),
        origin.word().into(),
        at.into(),
        idoi.into(),
        Cell::Text(product),
        account_type.into(),
        fields.into(),
        account.into(),
        gone.into(),
    ];
    connection.execute(sql, &cells)
}
