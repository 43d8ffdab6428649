//! Sessions: what became of a sign-in. Its newest pair of tokens stands in its row, the refresh tokens before it in rows
//! of their own.

use super::super::error::Error;
use super::super::{Cell, Connection};
use super::principal::{COLUMNS, StoredPrincipal, taken};

/// A pair of tokens, as digests, and until when they are good: milliseconds since 1970.
#[derive(Clone, Copy)]
pub struct NewPair<'p> {
    /// The access token.
    pub access: &'p str,
    /// Until when.
    pub access_ends: i64,
    /// The refresh token.
    pub refresh: &'p str,
    /// Until when.
    pub refresh_ends: i64,
}

/// A session, and whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub session: String,
    /// The digest of its newest access token.
    pub access: String,
    /// Until when its newest refresh token is good: milliseconds since 1970.
    pub refresh_ends: i64,
    /// Whose it is.
    pub principal: StoredPrincipal,
}

/// Writes a session that begins.
pub fn begin(
    connection: &mut dyn Connection,
    id: &str,
    principal: &str,
    began: i64,
    pair: NewPair<'_>,
) -> Result<(), Error> {
    let sql = "INSERT INTO access_sessions (id, principal, began, access, access_ends, refresh, refresh_ends) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let NewPair { access, access_ends, refresh, refresh_ends } = pair;
    let cells: [Cell<'_>; 7] = [
        id.into(),
        principal.into(),
        began.into(),
        access.into(),
        access_ends.into(),
        refresh.into(),
        refresh_ends.into(),
    ];
    connection.execute(sql, &cells)?;
    Ok(())
}

/// Whose an access token is, and of which session, while it is good: by one index and one key.
pub fn holder(
    connection: &mut dyn Connection,
    access: &str,
    now: i64,
) -> Result<Option<(String, StoredPrincipal)>, Error> {
    let sql = format!(
        "SELECT s.id, {COLUMNS} FROM access_sessions s JOIN access_principals p ON p.id = s.principal \
         WHERE s.access = $1 AND s.access_ends > $2 AND p.ended IS NULL"
    );
    let rows = connection.rows(&sql, &[access.into(), now.into()])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    Ok(Some((row.text()?, taken(&mut row)?)))
}

/// The session whose newest refresh token that is.
pub fn holding(connection: &mut dyn Connection, refresh: &str) -> Result<Option<Held>, Error> {
    let sql = format!(
        "SELECT s.id, s.access, s.refresh_ends, {COLUMNS} FROM access_sessions s \
         JOIN access_principals p ON p.id = s.principal WHERE s.refresh = $1 AND p.ended IS NULL"
    );
    let rows = connection.rows(&sql, &[refresh.into()])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    Ok(Some(Held {
        session: row.text()?,
        access: row.text()?,
        refresh_ends: row.number()?,
        principal: taken(&mut row)?,
    }))
}

/// Puts a pair in the place of the one whose refresh token is `was`; `false` where another one stands there, or the
/// session is over.
pub fn renew(
    connection: &mut dyn Connection,
    session: &str,
    was: &str,
    pair: NewPair<'_>,
) -> Result<bool, Error> {
    let sql = "UPDATE access_sessions SET access = $3, access_ends = $4, refresh = $5, refresh_ends = $6 \
               WHERE id = $1 AND refresh = $2";
    let NewPair { access, access_ends, refresh, refresh_ends } = pair;
    let cells: [Cell<'_>; 6] =
        [session.into(), was.into(), access.into(), access_ends.into(), refresh.into(), refresh_ends.into()];
    Ok(connection.execute(sql, &cells)? == 1)
}

/// Writes that a refresh token was used, to be known until it would have ended.
pub fn spend(connection: &mut dyn Connection, refresh: &str, session: &str, ends: i64) -> Result<(), Error> {
    let sql = "INSERT INTO access_spent (refresh, session, ends) VALUES ($1, $2, $3)";
    connection.execute(sql, &[refresh.into(), session.into(), ends.into()])?;
    Ok(())
}

/// The session of a refresh token that was used, and whose it is, while it would have been good.
pub fn spent(
    connection: &mut dyn Connection,
    refresh: &str,
    now: i64,
) -> Result<Option<(String, String)>, Error> {
    let sql = "SELECT s.id, s.principal FROM access_spent u JOIN access_sessions s ON s.id = u.session \
               WHERE u.refresh = $1 AND u.ends > $2";
    let rows = connection.rows(sql, &[refresh.into(), now.into()])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    Ok(Some((row.text()?, row.text()?)))
}

/// The session of an access token, whether it is good or not, and whose it is.
pub fn session_of_access(
    connection: &mut dyn Connection,
    access: &str,
) -> Result<Option<(String, String)>, Error> {
    let sql = "SELECT id, principal FROM access_sessions WHERE access = $1";
    let rows = connection.rows(sql, &[access.into()])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    Ok(Some((row.text()?, row.text()?)))
}

/// Ends a session with all of its tokens; `false` where it is over already.
pub fn end_session(connection: &mut dyn Connection, session: &str) -> Result<bool, Error> {
    // The session first: who renews it at the same time is waited for, and its token goes with the others.
    let ended = connection.execute("DELETE FROM access_sessions WHERE id = $1", &[session.into()])? == 1;
    connection.execute("DELETE FROM access_spent WHERE session = $1", &[session.into()])?;
    Ok(ended)
}

/// Ends the sessions of a principal; says how many.
pub fn end_sessions(connection: &mut dyn Connection, principal: &str) -> Result<u64, Error> {
    end_sessions_but(connection, principal, "")
}

/// Ends the sessions of a principal but one; says how many.
pub fn end_sessions_but(connection: &mut dyn Connection, principal: &str, kept: &str) -> Result<u64, Error> {
    // Used tokens of a session that is gone lead nowhere, and are purged when they end.
    let sql = "DELETE FROM access_sessions WHERE principal = $1 AND id <> $2";
    connection.execute(sql, &[principal.into(), kept.into()])
}

/// Removes sessions and used tokens that have ended: at most so many of each.
pub fn purge(connection: &mut dyn Connection, now: i64, most: i64) -> Result<u64, Error> {
    let sessions = "DELETE FROM access_sessions WHERE refresh_ends <= $1 AND id IN \
                    (SELECT id FROM access_sessions WHERE refresh_ends <= $1 ORDER BY refresh_ends LIMIT $2)";
    let spent = "DELETE FROM access_spent WHERE ends <= $1 AND refresh IN \
                 (SELECT refresh FROM access_spent WHERE ends <= $1 ORDER BY ends LIMIT $2)";
    let cells: [Cell<'_>; 2] = [now.into(), most.into()];
    Ok(connection.execute(sessions, &cells)? + connection.execute(spent, &cells)?)
}
