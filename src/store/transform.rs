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
    /// The run that goes on with it.
    pub holder: String,
}

const COLUMNS: &str = "id, origin, stage, actor, began, account_type, owner, fields, secret, idoi, holder";

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
        holder: row.text()?,
    })
}

/// Writes that a record sets out; `false` where it has done so already.
pub fn begin_transform(
    connection: &mut dyn Connection,
    head: &str,
    begun: &Transform,
) -> Result<bool, Error> {
    let sql = format!(
        "INSERT INTO transforms (head, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (head, origin, id) DO NOTHING"
    );
    let Transform { id, origin, stage, actor, began, account_type, owner, fields, secret, idoi, holder } =
        begun;
    let cells: [Cell<'_>; 12] = [
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
        holder.into(),
    ];
    Ok(connection.execute(&sql, &cells)? == 1)
}

/// Writes that a run goes on with a record; whoever did so before stops at its next step. `false` where the record is not
/// on its way any more.
pub fn claim_transform(
    connection: &mut dyn Connection,
    head: &str,
    begun: &Transform,
    holder: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE transforms SET holder = $4 WHERE head = $1 AND id = $2 AND origin = $3";
    let cells: [Cell<'_>; 4] = [head.into(), (&begun.id).into(), (&begun.origin).into(), holder.into()];
    Ok(connection.execute(sql, &cells)? == 1)
}

/// Writes how far a record is; `false` where another run goes on with it.
pub fn advance_transform(
    connection: &mut dyn Connection,
    head: &str,
    begun: &Transform,
    stage: Stage,
    idoi: Option<&str>,
) -> Result<bool, Error> {
    let sql = "UPDATE transforms SET stage = $4, idoi = $5 WHERE head = $1 AND id = $2 AND origin = $3 AND holder = $6";
    let Transform { id, origin, holder, .. } = begun;
    let cells: [Cell<'_>; 6] =
        [head.into(), id.into(), origin.into(), stage.word().into(), Cell::Text(idoi), holder.into()];
    Ok(connection.execute(sql, &cells)? == 1)
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
    /// The title of the record.
    pub title: String,
}

/// The records of a head that have become accounts, by id.
pub fn accounts(connection: &mut dyn Connection, head: &str) -> Result<Vec<Account>, Error> {
    let sql = "SELECT id, origin, bordereau, idoi, product, taken_over, fields FROM records WHERE head = $1 \
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
            title: title(&row.text()?),
        })
    });
    accounts.collect()
}

fn title(fields: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Titled {
        title: Option<String>,
    }
    serde_json::from_str::<Titled>(fields).ok().and_then(|titled| titled.title).unwrap_or_default()
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
               offered_type = CASE WHEN account = $9 THEN NULL ELSE account_type END, \
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

/// Writes that a record is another account than was recorded: that was `was`.
pub fn correct_account(
    connection: &mut dyn Connection,
    head: &str,
    (origin, id): (Origin, &str),
    (idoi, product): (&str, Option<&str>),
    was: &str,
) -> Result<(), Error> {
    let sql = "UPDATE records SET idoi = $4, product = $5 WHERE head = $1 AND id = $2 AND origin = $3 AND idoi = $6 \
               AND taken_over IS NOT NULL";
    let cells: [Cell<'_>; 6] =
        [head.into(), id.into(), origin.word().into(), idoi.into(), Cell::Text(product), was.into()];
    if connection.execute(sql, &cells)? == 1 {
        return Ok(());
    }
    Err(Error::Moved(format!("the record {id} is another account meanwhile: look again")))
}
