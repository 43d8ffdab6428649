//! The life of a channel: requested → provisioned → tested → visible. What comes after is each account's own.
//!
//! **Invariant:** a stage follows the one before it, and none is left out.
//! **Invariant:** nothing here opens the channel in an account: that is its owner's.

mod account;
mod office;
mod stage;

pub use account::{AccountView, Selling};
pub use office::Office;
pub use stage::Stage;

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{self, Actor, Asked, Entry, NewMachine, Scope};
use super::sales::Reason;
use super::{Error, Gateway};
use crate::store::gateway::{self as rows, ChannelRow};
use crate::store::{self, Connection};

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id at elloha: `idEct`, `idDistribution`.
    pub id: Uuid,
    /// The head that it is for.
    pub head: String,
    /// How far it is.
    pub stage: Stage,
    /// What owners see.
    pub label: String,
    /// What the column "Creator" shows.
    pub creator: String,
    /// The booking engine that is made for it.
    pub engine: Uuid,
    /// Who sells.
    pub office: Office,
    /// The account that it is tested with.
    pub test_account: Uuid,
}

/// What ALOA is given: once.
#[derive(Debug)]
pub struct HandOver {
    /// The channel.
    pub channel: Channel,
    /// The credentials. The secret is shown now, and never again.
    pub machine: NewMachine,
}

/// What a head asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The head.
    pub head: String,
    /// Who sells.
    pub office: Office,
    /// The account that it is tested with.
    pub test_account: Uuid,
    /// The id of the channel at elloha, and that of its booking engine, where elloha has made them.
    pub ids: Option<(Uuid, Uuid)>,
}

impl Channel {
    pub(super) fn read(row: &ChannelRow) -> Result<Self, store::Error> {
        let uuid = |text: &str| text.parse().map_err(|_| store::Error::Row("the id of a channel"));
        Ok(Self {
            id: uuid(&row.id)?,
            head: row.head.clone(),
            stage: Stage::of(&row.stage)?,
            label: row.label.clone(),
            creator: row.creator.clone(),
            engine: uuid(&row.engine)?,
            office: serde_json::from_str(&row.office).map_err(|_| store::Error::Row("a booking office"))?,
            test_account: uuid(&row.test_account)?,
        })
    }
}

impl Gateway {
    /// The channel of a head.
    pub fn channel_of(&self, head: &str) -> Result<Option<Channel>, Error> {
        let row = self.store.reading(|connection| rows::channel_of(connection, head))?;
        Ok(row.as_ref().map(Channel::read).transpose()?)
    }

    /// The channel of that id.
    pub fn channel(&self, id: Uuid) -> Result<Channel, Error> {
        let row = self.store.reading(|connection| rows::channel(connection, &id.to_string()))?;
        let row = row.ok_or_else(|| {
            Reason::Value("it is none of the channels here".to_owned()).of(format!("channel {id}"))
        })?;
        Ok(Channel::read(&row)?)
    }

    /// All channels, by head.
    pub fn channels(&self) -> Result<Vec<Channel>, Error> {
        let all = self.store.reading(|connection| rows::channels(connection))?;
        Ok(all.iter().map(Channel::read).collect::<Result<_, _>>()?)
    }

    /// A head asks for the channel: who sells, and an account to test with. The account must be known and of a type that is
    /// sold.
    pub fn request(&self, request: &Request, asked: Asked<'_>) -> Result<Channel, Error> {
        request.office.check()?;
        let (id, engine) = request.ids.unwrap_or_else(|| (Uuid::new_v4(), Uuid::new_v4()));
        let office =
            serde_json::to_string(&request.office).map_err(|_| store::Error::Row("a booking office"))?;
        let row = ChannelRow {
            id: id.to_string(),
            head: request.head.clone(),
            stage: Stage::Requested.word().to_owned(),
            label: self.terms.label.clone(),
            creator: self.terms.creator.clone(),
            engine: engine.to_string(),
            office,
            test_account: request.test_account.to_string(),
            requested: moment(asked.now),
            provisioned: String::new(),
            tested: String::new(),
            visible: String::new(),
        };
        let begun = self.store.writing(|connection| {
            let begun = rows::begin_channel(connection, &row)?;
            if begun {
                note(connection, asked, "channel-requested", &row.id, &row.head)?;
            }
            Ok(begun)
        })?;
        if !begun {
            let known = self.channel_of(&request.head)?.map_or("there", |channel| channel.stage.told());
            return Err(Reason::Stage(known).of(format!("a channel for the head {}", request.head)).into());
        }
        Ok(Channel::read(&row)?)
    }

    /// Makes the credentials of ALOA. From now on the test account is sold, and the channel is hidden from all others.
    pub fn provision(&self, head: &str, asked: Asked<'_>) -> Result<HandOver, Error> {
        let channel = self.known(head)?;
        let account = self.account(&channel, channel.test_account)?;
        self.eligible(&account)?;
        if channel.stage != Stage::Requested {
            let told = "to provision, which needs a channel that is requested";
            return Err(Reason::Stage(channel.stage.told()).of(told).into());
        }
        // Credentials that nobody has seen harm nobody; a channel that says it has some, and has none, would be stuck.
        let scope = Scope::Channel { channel: channel.id.to_string() };
        let machine = access::make_machine(&*self.store, &scope, Actor::Operator, asked)?;
        let moved = self.moved(&channel, Stage::Requested, Stage::Provisioned, asked, |row| {
            row.provisioned = moment(asked.now);
        });
        if let Err(error) = moved {
            access::revoke(&*self.store, &machine.client_id, Actor::Operator, asked)?;
            return Err(error);
        }
        if let Some(local) = &self.local {
            local.name_engine(channel.engine, &channel.creator)?;
        }
        Ok(HandOver { channel: self.known(head)?, machine })
    }

    /// ALOA's teams have tested: a file was confirmed and cancelled.
    pub fn tested(&self, head: &str, asked: Asked<'_>) -> Result<Channel, Error> {
        let channel = self.known(head)?;
        let tried = self.store.reading(|connection| {
            let pairs = rows::pairs(connection, &channel.id.to_string(), "", 1_000)?;
            Ok(pairs.iter().any(|pair| pair.state == "cancelled" && !pair.agreed.is_empty()))
        })?;
        if !tried && channel.stage == Stage::Provisioned {
            let allowed =
                "a file of the test account must have been confirmed and cancelled through it first";
            return Err(Reason::Value(allowed.to_owned()).of("the test of the channel").into());
        }
        self.moved(&channel, Stage::Provisioned, Stage::Tested, asked, |row| {
            row.tested = moment(asked.now);
        })
    }

    /// The head asks for the channel to be shown: in all accounts of its network, also in later ones.
    pub fn show(&self, head: &str, asked: Asked<'_>) -> Result<Channel, Error> {
        let channel = self.known(head)?;
        self.moved(&channel, Stage::Tested, Stage::Visible, asked, |row| {
            row.visible = moment(asked.now);
        })
    }

    /// Shows owners another text.
    pub fn label(&self, head: &str, label: &str, asked: Asked<'_>) -> Result<Channel, Error> {
        let channel = self.known(head)?;
        let label = label.trim();
        if label.is_empty() || label.chars().count() > 80 || label.chars().any(char::is_control) {
            let allowed = "a label has from 1 to 80 characters, in one line";
            return Err(Reason::Value(allowed.to_owned()).of("the label").into());
        }
        self.moved(&channel, channel.stage, channel.stage, asked, |row| label.clone_into(&mut row.label))
    }

    /// The channel of a head, which must be there.
    pub fn known(&self, head: &str) -> Result<Channel, Error> {
        self.channel_of(head)?.ok_or_else(|| {
            let allowed = "it has none: ask for one with `passerelle gateway channel request`";
            Reason::Value(allowed.to_owned()).of(format!("the channel of the head {head}")).into()
        })
    }

    fn moved(
        &self,
        channel: &Channel,
        from: Stage,
        to: Stage,
        asked: Asked<'_>,
        change: impl Fn(&mut ChannelRow),
    ) -> Result<Channel, Error> {
        let id = channel.id.to_string();
        let action = if from == to { "channel-labelled" } else { to.action() };
        let moved = self.store.trying(|connection| {
            let Some(mut row) = rows::channel(connection, &id)? else { return Ok(Err("gone")) };
            let stage = Stage::of(&row.stage)?;
            if stage != from {
                return Ok(Err(stage.told()));
            }
            to.word().clone_into(&mut row.stage);
            change(&mut row);
            if !rows::move_channel(connection, from.word(), &row)? {
                return Ok(Err(stage.told()));
            }
            note(connection, asked, action, &id, &row.label)?;
            Ok(Ok(row))
        })?;
        match moved {
            Ok(row) => Ok(Channel::read(&row)?),
            Err(told) => Err(Reason::Stage(told)
                .of(format!("{}, which needs a channel that is {}", to.deed(), from.told()))
                .into()),
        }
    }
}

/// A line of the log for what an operator does.
fn note(
    connection: &mut dyn Connection,
    asked: Asked<'_>,
    action: &str,
    object: &str,
    detail: &str,
) -> Result<(), store::Error> {
    let entry = Entry { asked, actor: Actor::Operator, action, object, detail: Some(detail) };
    access::audit(connection, &entry).map(drop)
}

/// A moment as it is written: texts of one length are sorted as moments are.
pub(super) fn moment(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
