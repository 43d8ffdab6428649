//! Machines and people that may sign in.

use super::super::error::Error;
use super::super::{Cell, Connection, Row};

/// A machine or a person, as it is made.
#[derive(Clone, Copy)]
pub struct NewPrincipal<'n> {
    /// The client id of a machine, a uuid of a person.
    pub id: &'n str,
    /// `machine` or `person`.
    pub bearer: &'n str,
    /// The word of its scope.
    pub scope: &'n str,
    /// What the scope is about: JSON.
    pub subject: &'n str,
    /// What it signs in with.
    pub login: &'n str,
    /// The name of a person.
    pub name: Option<&'n str>,
    /// The digest of its secret, where it has one from the beginning.
    pub secret: Option<&'n str>,
    /// When it is made: milliseconds since 1970.
    pub made: i64,
}

/// A machine or a person.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPrincipal {
    /// The client id of a machine, a uuid of a person.
    pub id: String,
    /// `machine` or `person`.
    pub bearer: String,
    /// The word of its scope.
    pub scope: String,
    /// What the scope is about: JSON.
    pub subject: String,
    /// The name of a person.
    pub name: Option<String>,
    /// The digest of its secret; none until it is set.
    pub secret: Option<String>,
}

/// A code to set a password with.
#[derive(Clone, Copy)]
pub struct Invited<'i> {
    /// The digest of the code.
    pub code: &'i str,
    /// Until when it is good: milliseconds since 1970.
    pub ends: i64,
}

/// The columns of a [`StoredPrincipal`], of a table that is called `p`.
pub(super) const COLUMNS: &str = "p.id, p.bearer, p.scope, p.subject, p.name, p.secret";

pub(super) fn taken(row: &mut Row) -> Result<StoredPrincipal, Error> {
    Ok(StoredPrincipal {
        id: row.text()?,
        bearer: row.text()?,
        scope: row.text()?,
        subject: row.text()?,
        name: row.maybe()?,
        secret: row.maybe()?,
    })
}

fn first(rows: Vec<Row>) -> Result<Option<StoredPrincipal>, Error> {
    rows.into_iter().next().as_mut().map(taken).transpose()
}

/// Writes a new one; `false` where its login is somebody's already.
pub fn add(connection: &mut dyn Connection, new: &NewPrincipal<'_>) -> Result<bool, Error> {
    let sql = "INSERT INTO access_principals (id, bearer, scope, subject, login, name, secret, made) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (login) DO NOTHING";
    let NewPrincipal { id, bearer, scope, subject, login, name, secret, made } = *new;
    let cells: [Cell<'_>; 8] = [
        id.into(),
        bearer.into(),
        scope.into(),
        subject.into(),
        login.into(),
        Cell::Text(name),
        Cell::Text(secret),
        made.into(),
    ];
    Ok(connection.execute(sql, &cells)? == 1)
}

/// The one with an id, if it is not ended.
pub fn principal(connection: &mut dyn Connection, id: &str) -> Result<Option<StoredPrincipal>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM access_principals p WHERE p.id = $1 AND p.ended IS NULL");
    first(connection.rows(&sql, &[id.into()])?)
}

/// The one that signs in with a login, if it is not ended.
pub fn principal_of(connection: &mut dyn Connection, login: &str) -> Result<Option<StoredPrincipal>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM access_principals p WHERE p.login = $1 AND p.ended IS NULL");
    first(connection.rows(&sql, &[login.into()])?)
}

/// The one that a code was made for, while it is good.
pub fn invited(
    connection: &mut dyn Connection,
    code: &str,
    now: i64,
) -> Result<Option<StoredPrincipal>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM access_principals p \
         WHERE p.invitation = $1 AND p.invitation_ends > $2 AND p.ended IS NULL"
    );
    first(connection.rows(&sql, &[code.into(), now.into()])?)
}

/// Writes a code, in the place of one that was there; `false` where nobody has the id.
pub fn invite(connection: &mut dyn Connection, id: &str, code: Invited<'_>) -> Result<bool, Error> {
    let sql = "UPDATE access_principals SET invitation = $2, invitation_ends = $3 \
               WHERE id = $1 AND bearer = 'person' AND ended IS NULL";
    Ok(connection.execute(sql, &[id.into(), code.code.into(), code.ends.into()])? == 1)
}

/// Sets a password by a code, which is spent; `false` where it is spent already, or has ended.
pub fn accept(
    connection: &mut dyn Connection,
    id: &str,
    code: &str,
    secret: &str,
    now: i64,
) -> Result<bool, Error> {
    let sql = "UPDATE access_principals SET secret = $3, invitation = NULL, invitation_ends = NULL \
               WHERE id = $1 AND invitation = $2 AND invitation_ends > $4 AND ended IS NULL";
    Ok(connection.execute(sql, &[id.into(), code.into(), secret.into(), now.into()])? == 1)
}

/// Writes a new secret; with `was`, only in the place of that one. `false` where it is another one, or nobody's.
pub fn new_secret(
    connection: &mut dyn Connection,
    id: &str,
    bearer: &str,
    was: Option<&str>,
    secret: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE access_principals SET secret = $4 \
               WHERE id = $1 AND bearer = $2 AND ($3 = '' OR secret = $3) AND ended IS NULL";
    let was = was.unwrap_or_default();
    Ok(connection.execute(sql, &[id.into(), bearer.into(), was.into(), secret.into()])? == 1)
}

/// Writes that somebody signs in, and keeps the row as it is until the transaction ends; `false` where their secret is not
/// that one any more.
pub fn seen(connection: &mut dyn Connection, id: &str, secret: &str, now: i64) -> Result<bool, Error> {
    let sql = "UPDATE access_principals SET seen = $3 WHERE id = $1 AND secret = $2 AND ended IS NULL";
    Ok(connection.execute(sql, &[id.into(), secret.into(), now.into()])? == 1)
}

/// Ends one for good: no secret, no code and no login are left. `false` where nobody has the id, or it is ended already.
pub fn end(connection: &mut dyn Connection, id: &str, now: i64) -> Result<bool, Error> {
    let sql = "UPDATE access_principals SET ended = $2, login = NULL, secret = NULL, invitation = NULL, \
               invitation_ends = NULL WHERE id = $1 AND ended IS NULL";
    Ok(connection.execute(sql, &[id.into(), now.into()])? == 1)
}
