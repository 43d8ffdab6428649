//! `/Network`: the accounts of a network, for its head.

use axum::Json;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::app::Call;
use super::problem::Problem;
use crate::gateway::access::{Denied, Right, Scope};
use crate::gateway::{AccountView, Selling};

/// Whether an account is sold.
#[derive(Serialize, ToSchema)]
enum State {
    /// Its owner has not opened the channel.
    Closed,
    /// It is open, and sold from a day on.
    Pending,
    /// It is sold.
    Sold,
    /// The channel is being tested with it.
    Tested,
}

/// An account of a network.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NetworkAccount {
    /// Its idOI.
    id_oi: Uuid,
    /// Its name.
    name: String,
    /// Its type.
    r#type: String,
    /// `Startup`, `Connect`, `Magic`
    subscription: String,
    /// Whether its type is sold.
    eligible: bool,
    /// Whether it is sold.
    state: State,
    /// From this day on it is sold, where that is not today.
    #[schema(value_type = Option<String>, format = Date)]
    sellable_from: Option<Date>,
}

impl From<AccountView> for NetworkAccount {
    fn from(view: AccountView) -> Self {
        let AccountView { idoi, name, account_type, subscription, eligible, selling } = view;
        let (state, sellable_from) = match selling {
            Selling::Closed => (State::Closed, None),
            Selling::From(day) => (State::Pending, Some(day)),
            Selling::Sold => (State::Sold, None),
            Selling::Tested => (State::Tested, None),
        };
        Self { id_oi: idoi, name, r#type: account_type, subscription, eligible, state, sellable_from }
    }
}

/// List the accounts of the network, and whether each is sold
#[utoipa::path(get, path = "/Network/Accounts", operation_id = "GetNetworkAccounts", tag = "Network",
    responses((status = 200, description = "The accounts, by id", body = [NetworkAccount])))]
pub(super) async fn accounts(call: Call) -> Result<Json<Vec<NetworkAccount>>, Problem> {
    call.work(|call| {
        let who = call.who()?;
        let head = match &who.scope {
            Scope::Head { head } => head,
            Scope::Channel { .. }
            | Scope::Statistics { .. }
            | Scope::Owner { .. }
            | Scope::Support { .. } => {
                return Err(Denied::Forbidden { needed: Right::SeeNetwork, has: who.scope.kind() }.into());
            }
        };
        let channel = call.gateway().channel_of(head)?.ok_or_else(|| {
            let detail = format!("the head {head} has no channel yet: whoever runs the gateway asks for one");
            Problem::not_found("unknown_channel", detail)
        })?;
        let accounts = call.gateway().accounts(&channel, call.now)?;
        Ok(Json(accounts.into_iter().map(Into::into).collect()))
    })
    .await
}
