//! What the owners of accounts decide: opened, sellable from the next day on, closed.
//!
//! **Invariant:** only the owner of an account, or the person who is named as such for an account that its head manages, opens
//! and closes; who it was, when, and under which label is kept.
//! **Invariant:** closing is at once, opening from the next day on; files that were confirmed stay.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Channel, Stage, moment};
use crate::gateway::access::{self, Actor, Asked, Denied, Entry, Principal, Right, Scope};
use crate::gateway::sales::{Reason, Refusal};
use crate::gateway::{Error, Gateway};
use crate::store::gateway::{self as rows, ChannelAccount, Consent};
use crate::store::{self, Connection};

/// Whether an account is sold through a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selling {
    /// Its owner has not opened it.
    Closed,
    /// It is open, and sold from this day on.
    From(Date),
    /// It is sold.
    Sold,
    /// The channel is being tested with it.
    Tested,
}

/// An account, as its head and its owner see it in a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// Its idOI.
    pub idoi: Uuid,
    /// Its name.
    pub name: String,
    /// Its type: a code of the pack.
    pub account_type: String,
    /// `Startup`, `Connect`, `Magic`
    pub subscription: String,
    /// Whether its type is sold.
    pub eligible: bool,
    /// Whether it is sold.
    pub selling: Selling,
}

impl Gateway {
    /// Writes an account of a network, also a later one. What its owner decided stays.
    pub fn put_account(
        &self,
        channel: &Channel,
        account: &AccountView,
        asked: Asked<'_>,
    ) -> Result<(), Error> {
        let row = ChannelAccount {
            channel: channel.id.to_string(),
            idoi: account.idoi.to_string(),
            name: account.name.clone(),
            account_type: account.account_type.clone(),
            subscription: account.subscription.clone(),
            opened: String::new(),
            sellable: String::new(),
        };
        self.store.writing(|connection| {
            rows::put_channel_account(connection, &row)?;
            super::note(connection, asked, "account-known", &row.idoi, &row.account_type)
        })?;
        Ok(())
    }

    /// The accounts of a network, by idOI, as they are at a moment.
    pub fn accounts(&self, channel: &Channel, now: Timestamp) -> Result<Vec<AccountView>, Error> {
        let all = self.store.reading(|connection| rows::accounts_of(connection, &channel.id.to_string()))?;
        Ok(all.iter().map(|row| self.view(channel, row, now)).collect::<Result<_, _>>()?)
    }

    /// An account of a network, as it is at a moment.
    pub fn account_view(&self, channel: &Channel, idoi: Uuid, now: Timestamp) -> Result<AccountView, Error> {
        let row = self.account(channel, idoi)?;
        Ok(self.view(channel, &row, now)?)
    }

    /// The heads in whose networks an account is.
    pub fn heads_of(&self, idoi: Uuid) -> Result<Vec<String>, Error> {
        Ok(self.store.reading(|connection| rows::heads_of(connection, &idoi.to_string()))?)
    }

    /// Its owner opens the channel. It is sold from the next day on; open already, it stays as it is.
    pub fn open(
        &self,
        who: &Principal,
        channel: &Channel,
        idoi: Uuid,
        asked: Asked<'_>,
    ) -> Result<AccountView, Error> {
        let person = owner(who, idoi)?;
        let account = self.account(channel, idoi)?;
        self.eligible(&account)?;
        if channel.stage != Stage::Visible {
            return Err(Reason::Hidden.of(idoi.to_string()).into());
        }
        let (opened, sellable) = (moment(asked.now), self.terms.sellable(asked.now).to_string());
        self.decided(channel, idoi, "opened", &person, asked, |connection| {
            rows::open_account(connection, &account.channel, &account.idoi, &opened, &sellable)
        })
    }

    /// Its owner closes the channel, at once. Closed already, it stays as it is.
    pub fn close(
        &self,
        who: &Principal,
        channel: &Channel,
        idoi: Uuid,
        asked: Asked<'_>,
    ) -> Result<AccountView, Error> {
        let person = owner(who, idoi)?;
        let account = self.account(channel, idoi)?;
        self.decided(channel, idoi, "closed", &person, asked, |connection| {
            rows::close_account(connection, &account.channel, &account.idoi)
        })
    }

    /// Does what its owner decided, and remembers who it was; nothing where it is so already.
    fn decided(
        &self,
        channel: &Channel,
        idoi: Uuid,
        deed: &str,
        person: &Person<'_>,
        asked: Asked<'_>,
        does: impl Fn(&mut dyn Connection) -> Result<bool, store::Error>,
    ) -> Result<AccountView, Error> {
        self.store.writing(|connection| {
            if does(connection)? {
                person.remember(connection, channel, &idoi.to_string(), deed, asked)?;
            }
            Ok(())
        })?;
        self.account_view(channel, idoi, asked.now)
    }

    /// What was decided on an account, the oldest first.
    pub fn consents(&self, channel: &Channel, idoi: Uuid) -> Result<Vec<Consent>, Error> {
        Ok(self
            .store
            .reading(|connection| rows::consents(connection, &channel.id.to_string(), &idoi.to_string()))?)
    }

    /// Refuses an account that is not sold through a channel at a moment. It is asked within the transaction that sells,
    /// where there is one.
    pub(in crate::gateway) fn sold(
        &self,
        connection: &mut dyn Connection,
        channel: &Channel,
        idoi: &str,
        now: Timestamp,
    ) -> Result<Result<(), Refusal>, store::Error> {
        let Some(row) = rows::channel_account(connection, &channel.id.to_string(), idoi)? else {
            return Ok(Err(Reason::UnknownAccount.of(idoi)));
        };
        if let Err(refusal) = self.eligible(&row) {
            return Ok(Err(refusal));
        }
        Ok(match selling(self, channel, &row, now)? {
            Selling::Sold | Selling::Tested => Ok(()),
            Selling::From(day) => Err(Reason::From(day).of(idoi)),
            Selling::Closed if channel.stage < Stage::Visible => Err(Reason::TestOnly.of(idoi)),
            Selling::Closed => Err(Reason::NotOpen.of(idoi)),
        })
    }

    /// Refuses an account whose type is not sold.
    pub(super) fn eligible(&self, account: &ChannelAccount) -> Result<(), Refusal> {
        if self.terms.eligible.contains(&account.account_type) {
            return Ok(());
        }
        let types: Vec<&str> = self.terms.eligible.iter().map(String::as_str).collect();
        let what =
            format!("{} (its type is {}; sold are {})", account.idoi, account.account_type, types.join(", "));
        Err(Reason::NotEligible.of(what))
    }

    pub(super) fn account(&self, channel: &Channel, idoi: Uuid) -> Result<ChannelAccount, Error> {
        let (id, key) = (channel.id.to_string(), idoi.to_string());
        let row = self.store.reading(|connection| rows::channel_account(connection, &id, &key))?;
        Ok(row.ok_or_else(|| Reason::UnknownAccount.of(key.clone()))?)
    }

    fn view(
        &self,
        channel: &Channel,
        row: &ChannelAccount,
        now: Timestamp,
    ) -> Result<AccountView, store::Error> {
        Ok(AccountView {
            idoi: row.idoi.parse().map_err(|_| store::Error::Row("an idOI"))?,
            name: row.name.clone(),
            account_type: row.account_type.clone(),
            subscription: row.subscription.clone(),
            eligible: self.eligible(row).is_ok(),
            selling: selling(self, channel, row, now)?,
        })
    }
}

fn selling(
    gateway: &Gateway,
    channel: &Channel,
    row: &ChannelAccount,
    now: Timestamp,
) -> Result<Selling, store::Error> {
    match channel.stage {
        Stage::Requested => return Ok(Selling::Closed),
        Stage::Provisioned | Stage::Tested => {
            let is_test = row.idoi == channel.test_account.to_string();
            return Ok(if is_test { Selling::Tested } else { Selling::Closed });
        }
        Stage::Visible => {}
    }
    if row.opened.is_empty() {
        return Ok(Selling::Closed);
    }
    let from: Date =
        row.sellable.parse().map_err(|_| store::Error::Row("the day from which an account is sold"))?;
    Ok(if gateway.terms.day(now) >= from { Selling::Sold } else { Selling::From(from) })
}

/// Who decides, and as what.
struct Person<'p> {
    id: &'p str,
    name: &'p str,
    acts_as: &'static str,
}

/// The owner of an account; nobody else.
fn owner(who: &Principal, idoi: Uuid) -> Result<Person<'_>, Denied> {
    who.may_with(Right::OpenClose, idoi)?;
    match &who.scope {
        Scope::Owner { account: _, managed_internally, name } => Ok(Person {
            id: &who.id,
            name: name.expose(),
            acts_as: if *managed_internally { "managed_internally" } else { "owner" },
        }),
        Scope::Channel { .. } | Scope::Statistics { .. } | Scope::Head { .. } | Scope::Support { .. } => {
            Err(Denied::Forbidden { needed: Right::OpenClose, has: who.scope.kind() })
        }
    }
}

impl Person<'_> {
    fn remember(
        &self,
        connection: &mut dyn Connection,
        channel: &Channel,
        idoi: &str,
        deed: &str,
        asked: Asked<'_>,
    ) -> Result<(), store::Error> {
        let consent = Consent {
            id: Uuid::new_v4().to_string(),
            channel: channel.id.to_string(),
            idoi: idoi.to_owned(),
            deed: deed.to_owned(),
            person: self.id.to_owned(),
            name: self.name.to_owned(),
            acts_as: self.acts_as.to_owned(),
            label: channel.label.clone(),
            at: moment(asked.now),
        };
        rows::remember_consent(connection, &consent)?;
        let action = if deed == "opened" { "account-opened" } else { "account-closed" };
        let entry = Entry {
            asked,
            actor: Actor::Principal(self.id),
            action,
            object: idoi,
            detail: Some(self.acts_as),
        };
        access::audit(connection, &entry).map(drop)
    }
}
