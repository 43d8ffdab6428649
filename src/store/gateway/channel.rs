//! Channels, and the stages of their life.

use crate::store::cell::{Row, places};
use crate::store::{Cell, Connection, Error};

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    /// Its id at elloha.
    pub id: String,
    /// The head that it is for.
    pub head: String,
    /// `requested`, `provisioned`, `tested`, `visible`
    pub stage: String,
    /// What owners see.
    pub label: String,
    /// What the column "Creator" shows.
    pub creator: String,
    /// The booking engine that is made for it.
    pub engine: String,
    /// The central booking office: JSON.
    pub office: String,
    /// The account that it is tested with.
    pub test_account: String,
    /// When it was asked for.
    pub requested: String,
    /// When its credentials were made; empty: not yet.
    pub provisioned: String,
    /// When it was tested; empty: not yet.
    pub tested: String,
    /// When it was shown; empty: not yet.
    pub visible: String,
}

const COLUMNS: &str =
    "id, head, stage, label, creator, engine, office, test_account, requested, provisioned, tested, visible";

fn row(mut row: Row) -> Result<ChannelRow, Error> {
    Ok(ChannelRow {
        id: row.text()?,
        head: row.text()?,
        stage: row.text()?,
        label: row.text()?,
        creator: row.text()?,
        engine: row.text()?,
        office: row.text()?,
        test_account: row.text()?,
        requested: row.text()?,
        provisioned: row.text()?,
        tested: row.text()?,
        visible: row.text()?,
    })
}

/// Writes a new channel; `false` if its head has one.
pub fn begin_channel(connection: &mut dyn Connection, channel: &ChannelRow) -> Result<bool, Error> {
    let sql = format!(
        "INSERT INTO gateway_channels ({COLUMNS}) VALUES {} ON CONFLICT (head) DO NOTHING",
        places(1, 12)
    );
    let ChannelRow {
        id,
        head,
        stage,
        label,
        creator,
        engine,
        office,
        test_account,
        requested,
        provisioned,
        tested,
        visible,
    } = channel;
    let cells = [
        id,
        head,
        stage,
        label,
        creator,
        engine,
        office,
        test_account,
        requested,
        provisioned,
        tested,
        visible,
    ]
    .map(Into::into);
    Ok(connection.execute(&sql, &cells)? == 1)
}

/// The channel of that id.
pub fn channel(connection: &mut dyn Connection, id: &str) -> Result<Option<ChannelRow>, Error> {
    Ok(all(connection, "WHERE id = $1", &[id.into()])?.pop())
}

/// The channel of a head.
pub fn channel_of(connection: &mut dyn Connection, head: &str) -> Result<Option<ChannelRow>, Error> {
    Ok(all(connection, "WHERE head = $1", &[head.into()])?.pop())
}

/// All channels, by head.
pub fn channels(connection: &mut dyn Connection) -> Result<Vec<ChannelRow>, Error> {
    all(connection, "ORDER BY head", &[])
}

fn all(connection: &mut dyn Connection, which: &str, cells: &[Cell<'_>]) -> Result<Vec<ChannelRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM gateway_channels {which}");
    connection.rows(&sql, cells)?.into_iter().map(row).collect()
}

/// Writes a channel in another stage, or with another label, if it is in the stage that it was read in; `false` if it is not.
pub fn move_channel(
    connection: &mut dyn Connection,
    from: &str,
    channel: &ChannelRow,
) -> Result<bool, Error> {
    let sql = "UPDATE gateway_channels SET stage = $1, label = $2, provisioned = $3, tested = $4, visible = $5 \
               WHERE id = $6 AND stage = $7";
    let ChannelRow { id, stage, label, provisioned, tested, visible, .. } = channel;
    let cells = [
        stage.into(),
        label.into(),
        provisioned.into(),
        tested.into(),
        visible.into(),
        id.into(),
        from.into(),
    ];
    Ok(connection.execute(sql, &cells)? == 1)
}
