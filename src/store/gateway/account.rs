//! The accounts of a network, and what their owners decided.

use crate::store::cell::{Row, places};
use crate::store::{Connection, Error};

/// An account in a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelAccount {
    /// The channel.
    pub channel: String,
    /// Its idOI.
    pub idoi: String,
    /// Its name.
    pub name: String,
    /// Its type: a code of the pack.
    pub account_type: String,
    /// `Startup`, `Connect`, `Magic`
    pub subscription: String,
    /// When its owner opened the channel; empty: it is closed.
    pub opened: String,
    /// From this day on it is sold; empty: it is closed.
    pub sellable: String,
}

/// What somebody decided.
#[derive(Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: String,
    /// The channel.
    pub channel: String,
    /// The account.
    pub idoi: String,
    /// `opened` or `closed`
    pub deed: String,
    /// Who, by id.
    pub person: String,
    /// Who, by name.
    pub name: String,
    /// `owner`, or `managed_internally`
    pub acts_as: String,
    /// What the channel was called.
    pub label: String,
    /// When.
    pub at: String,
}

impl std::fmt::Debug for Consent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { idoi, deed, person, acts_as, at, .. } = self;
        write!(out, "Consent({idoi} {deed} by {person} as {acts_as} at {at})")
    }
}

const COLUMNS: &str = "channel, idoi, name, account_type, subscription, opened, sellable";

fn row(mut row: Row) -> Result<ChannelAccount, Error> {
    Ok(ChannelAccount {
        channel: row.text()?,
        idoi: row.text()?,
        name: row.text()?,
        account_type: row.text()?,
        subscription: row.text()?,
        opened: row.text()?,
        sellable: row.text()?,
    })
}

/// Writes an account of the network. What its owner decided stays.
pub fn put_channel_account(connection: &mut dyn Connection, account: &ChannelAccount) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO gateway_accounts ({COLUMNS}) VALUES {} ON CONFLICT (channel, idoi) DO UPDATE SET \
         name = excluded.name, account_type = excluded.account_type, subscription = excluded.subscription",
        places(1, 7)
    );
    let ChannelAccount { channel, idoi, name, account_type, subscription, opened, sellable } = account;
    let cells = [channel, idoi, name, account_type, subscription, opened, sellable].map(Into::into);
    connection.execute(&sql, &cells)?;
    Ok(())
}

/// An account in a channel.
pub fn channel_account(
    connection: &mut dyn Connection,
    channel: &str,
    idoi: &str,
) -> Result<Option<ChannelAccount>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM gateway_accounts WHERE channel = $1 AND idoi = $2");
    connection.rows(&sql, &[channel.into(), idoi.into()])?.into_iter().next().map(row).transpose()
}

/// The accounts in a channel, by idOI.
pub fn accounts_of(connection: &mut dyn Connection, channel: &str) -> Result<Vec<ChannelAccount>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM gateway_accounts WHERE channel = $1 ORDER BY idoi");
    connection.rows(&sql, &[channel.into()])?.into_iter().map(row).collect()
}

/// The heads in whose channels an account is.
pub fn heads_of(connection: &mut dyn Connection, idoi: &str) -> Result<Vec<String>, Error> {
    let sql = "SELECT c.head FROM gateway_channels c JOIN gateway_accounts a ON a.channel = c.id \
               WHERE a.idoi = $1 ORDER BY c.head";
    connection.rows(sql, &[idoi.into()])?.into_iter().map(|mut row| row.text()).collect()
}

/// Opens the channel in an account that has it closed; `false` if it has not.
pub fn open_account(
    connection: &mut dyn Connection,
    channel: &str,
    idoi: &str,
    opened: &str,
    sellable: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE gateway_accounts SET opened = $1, sellable = $2 \
               WHERE channel = $3 AND idoi = $4 AND opened = ''";
    let cells = [opened.into(), sellable.into(), channel.into(), idoi.into()];
    Ok(connection.execute(sql, &cells)? == 1)
}

/// Closes the channel in an account that has it open; `false` if it has not.
pub fn close_account(connection: &mut dyn Connection, channel: &str, idoi: &str) -> Result<bool, Error> {
    let sql = "UPDATE gateway_accounts SET opened = '', sellable = '' \
               WHERE channel = $1 AND idoi = $2 AND opened <> ''";
    Ok(connection.execute(sql, &[channel.into(), idoi.into()])? == 1)
}

/// Adds what somebody decided.
pub fn remember_consent(connection: &mut dyn Connection, consent: &Consent) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO gateway_consents (id, channel, idoi, deed, person, name, acts_as, label, at) VALUES {}",
        places(1, 9)
    );
    let Consent { id, channel, idoi, deed, person, name, acts_as, label, at } = consent;
    let cells = [id, channel, idoi, deed, person, name, acts_as, label, at].map(Into::into);
    connection.execute(&sql, &cells)?;
    Ok(())
}

/// What was decided on an account, the oldest first.
pub fn consents(connection: &mut dyn Connection, channel: &str, idoi: &str) -> Result<Vec<Consent>, Error> {
    let sql = "SELECT id, channel, idoi, deed, person, name, acts_as, label, at FROM gateway_consents \
               WHERE channel = $1 AND idoi = $2 ORDER BY at, id";
    let rows = connection.rows(sql, &[channel.into(), idoi.into()])?;
    let consents = rows.into_iter().map(|mut row| {
        Ok(Consent {
            id: row.text()?,
            channel: row.text()?,
            idoi: row.text()?,
            deed: row.text()?,
            person: row.text()?,
            name: row.text()?,
            acts_as: row.text()?,
            label: row.text()?,
            at: row.text()?,
        })
    });
    consents.collect()
}
