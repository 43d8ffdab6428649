//! `/Channel`: the channel in an account, for its owner.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::app::Call;
use super::body::Id;
use super::problem::Problem;
use crate::gateway::access::{Denied, Right, Scope};
use crate::gateway::sales::{Reason, Trouble};
use crate::gateway::{self, AccountView, Selling, Stage};

/// `Channel`, as far as it is used.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the shape is elloha's")]
pub(super) struct Channel {
    /// Its id.
    id_ect: Uuid,
    /// What owners see.
    name: String,
    /// Always `LocalChannel`.
    r#type: &'static str,
    /// Whether its owner has opened it.
    is_open: bool,
    /// Whether it is open, and not sold yet: it is from the next day on.
    is_pending_validation: bool,
    /// Whether its owner may open and close it.
    is_editable: bool,
    /// Always `false`.
    is_i_cal: bool,
}

/// What was decided on an account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Consent {
    /// `opened` or `closed`
    deed: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who, by id.
    person: String,
    /// Who, by name.
    name: String,
    /// `owner`, or `managed_internally`
    acts_as: String,
    /// What the channel was called.
    label: String,
}

/// The account of whoever asks.
fn own(call: &Call) -> Result<Uuid, Problem> {
    let who = call.who()?;
    match &who.scope {
        Scope::Owner { account, managed_internally: _, name: _ } => Ok(*account),
        Scope::Channel { .. } | Scope::Statistics { .. } | Scope::Head { .. } | Scope::Support { .. } => {
            Err(Denied::Forbidden { needed: Right::SeeChannel, has: who.scope.kind() }.into())
        }
    }
}

/// The account in a channel; none where the channel does not know it.
fn view(call: &Call, channel: &gateway::Channel, idoi: Uuid) -> Result<Option<AccountView>, Problem> {
    match call.gateway().account_view(channel, idoi, call.now) {
        Ok(view) => Ok(Some(view)),
        Err(gateway::Error::Trouble(Trouble::Refused(refusal)))
            if refusal.reason == Reason::UnknownAccount =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// A channel that the account is in.
fn known(call: &Call, id: Uuid, idoi: Uuid) -> Result<gateway::Channel, Problem> {
    let channel = call.gateway().channels()?.into_iter().find(|channel| channel.id == id);
    let there = match &channel {
        Some(channel) => view(call, channel, idoi)?.is_some(),
        None => false,
    };
    channel.filter(|_| there).ok_or_else(|| {
        Problem::not_found(
            "unknown_channel",
            format!("this account has no channel {id}: GET /Channel lists them"),
        )
    })
}

/// List the channels that the account may be sold through
#[utoipa::path(get, path = "/Channel", operation_id = "GetChannels", tag = "Channel",
    responses((status = 200, description = "The channels; none while they are hidden", body = [Channel])))]
pub(super) async fn list(call: Call) -> Result<Json<Vec<Channel>>, Problem> {
    call.work(|call| {
        let idoi = own(call)?;
        let mut shown = Vec::new();
        for channel in call.gateway().channels()? {
            if channel.stage != Stage::Visible {
                continue;
            }
            let Some(account) = view(call, &channel, idoi)?.filter(|account| account.eligible) else {
                continue;
            };
            let is_pending_validation = matches!(account.selling, Selling::From(_));
            shown.push(Channel {
                id_ect: channel.id,
                name: channel.label,
                r#type: "LocalChannel",
                is_open: account.selling != Selling::Closed,
                is_pending_validation,
                is_editable: true,
                is_i_cal: false,
            });
        }
        Ok(shown)
    })
    .await
    .map(Json)
}

/// Open a channel: the account is sold through it from the next day on
#[utoipa::path(post, path = "/Channel/{idChannel}/Open", operation_id = "OpenChannel", tag = "Channel",
    params(("idChannel" = Uuid, Path, description = "The channel: `idEct`")),
    responses((status = 200, description = "It is open", body = bool, content_type = "application/json")))]
pub(super) async fn open(call: Call, Id(id): Id) -> Result<Json<bool>, Problem> {
    call.work(move |call| {
        let idoi = own(call)?;
        let channel = known(call, id, idoi)?;
        call.gateway().open(call.who()?, &channel, idoi, call.asked())?;
        Ok(Json(true))
    })
    .await
}

/// Close a channel, at once; what was sold stays
#[utoipa::path(post, path = "/Channel/{idChannel}/Close", operation_id = "CloseChannel", tag = "Channel",
    params(("idChannel" = Uuid, Path, description = "The channel: `idEct`")),
    responses((status = 200, description = "It is closed", body = bool, content_type = "application/json")))]
pub(super) async fn close(call: Call, Id(id): Id) -> Result<Json<bool>, Problem> {
    call.work(move |call| {
        let idoi = own(call)?;
        let channel = known(call, id, idoi)?;
        call.gateway().close(call.who()?, &channel, idoi, call.asked())?;
        Ok(Json(true))
    })
    .await
}

/// List what was decided on the account, the oldest first
#[utoipa::path(get, path = "/Channel/{idChannel}/Consents", operation_id = "GetConsents", tag = "Channel",
    params(("idChannel" = Uuid, Path, description = "The channel: `idEct`")),
    responses((status = 200, description = "What was decided", body = [Consent])))]
pub(super) async fn consents(call: Call, Id(id): Id) -> Result<Json<Vec<Consent>>, Problem> {
    call.work(move |call| {
        let idoi = own(call)?;
        let channel = known(call, id, idoi)?;
        let all = call.gateway().consents(&channel, idoi)?;
        let shown = all.into_iter().map(|consent| Consent {
            deed: consent.deed,
            at: consent.at,
            person: consent.person,
            name: consent.name,
            acts_as: consent.acts_as,
            label: consent.label,
        });
        Ok(Json(shown.collect()))
    })
    .await
}
