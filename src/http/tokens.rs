//! `/Token` and `/Person`: signing in and out, and passwords.

use axum::Json;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::app::Call;
use super::body::Sent;
use super::guard::token;
use super::problem::Problem;
use crate::elloha::Secret;
use crate::gateway::access::{
    self, Bearer, CreateTokenModel, CreateTokenResponse, RefreshTokenModel, SignIn,
};

/// What a person sets a first password with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Invitation {
    /// The code that they were sent: good once.
    #[schema(min_length = 1)]
    code: String,
    /// From 12 characters to 128 bytes.
    #[schema(min_length = 1, format = Password)]
    password: String,
}

/// What a person changes their password with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewPassword {
    /// The one that is good now.
    #[schema(min_length = 1, format = Password)]
    old_password: String,
    /// From 12 characters to 128 bytes.
    #[schema(min_length = 1, format = Password)]
    new_password: String,
}

/// A person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    /// Their id.
    user_id: String,
}

/// Give a pair of tokens for a login and a password
///
/// A machine signs in with its client id and its secret, a person with their e-mail address and their password. All that is
/// wrong is answered alike.
#[utoipa::path(post, path = "/Token/CreateToken", operation_id = "CreateToken", tag = "Token",
    request_body = CreateTokenModel, responses((status = 200, description = "A pair of tokens", body = CreateTokenResponse)))]
pub(super) async fn create(
    call: Call,
    Sent(model): Sent<CreateTokenModel>,
) -> Result<Json<CreateTokenResponse>, Problem> {
    let sign = move |call: &Call| {
        let who = SignIn { model: &model, address: call.address };
        Ok(call.app.access.sign_in(call.gateway().store(), who, call.asked())?)
    };
    call.sign(sign).await.map(Json)
}

/// Give a new pair of tokens for the newest one
///
/// A refresh token is good once: the session ends when it comes a second time.
#[utoipa::path(post, path = "/Token/RefreshToken", operation_id = "RefreshToken", tag = "Token",
    request_body = RefreshTokenModel, responses((status = 200, description = "A pair of tokens", body = CreateTokenResponse)))]
pub(super) async fn refresh(
    call: Call,
    Sent(pair): Sent<RefreshTokenModel>,
) -> Result<Json<CreateTokenResponse>, Problem> {
    call.work(move |call| Ok(access::refresh(call.gateway().store(), &pair, call.asked())?)).await.map(Json)
}

/// End the session of the token that comes with the request
#[utoipa::path(post, path = "/Token/LogOut", operation_id = "LogOut", tag = "Token",
    responses((status = 200, description = "Whether there was a session to end", body = bool, content_type = "application/json")))]
pub(super) async fn log_out(call: Call, headers: HeaderMap) -> Result<Json<bool>, Problem> {
    let Some(token) = token(&headers) else { return Ok(Json(false)) };
    call.work(move |call| Ok(access::sign_out(call.gateway().store(), &token, call.asked())?)).await.map(Json)
}

/// Set a first password by the code of an invitation
#[utoipa::path(post, path = "/Person/Invitation", operation_id = "AcceptInvitation", tag = "Person",
    request_body = Invitation, responses((status = 200, description = "Whose password it is", body = Person)))]
pub(super) async fn accept(call: Call, Sent(sent): Sent<Invitation>) -> Result<Json<Person>, Problem> {
    let accept = move |call: &Call| {
        let (code, password) = (Secret::new(sent.code), Secret::new(sent.password));
        let user_id = call.app.access.accept(call.gateway().store(), &code, &password, call.asked())?;
        Ok(Person { user_id })
    };
    call.sign(accept).await.map(Json)
}

/// Change the password of the person who is signed in
///
/// Their other sessions end.
#[utoipa::path(post, path = "/Person/Password", operation_id = "ChangePassword", tag = "Person",
    request_body = NewPassword, responses((status = 200, description = "It is changed", body = bool, content_type = "application/json")))]
pub(super) async fn change(call: Call, Sent(sent): Sent<NewPassword>) -> Result<Json<bool>, Problem> {
    let change = move |call: &Call| {
        let who = call.who()?;
        if who.bearer == Bearer::Machine {
            let detail = "a machine has no password: whoever runs the gateway gives it another secret";
            return Err(Problem::new(axum::http::StatusCode::FORBIDDEN, "forbidden", detail));
        }
        let (old, new) = (Secret::new(sent.old_password), Secret::new(sent.new_password));
        let store = call.gateway().store();
        call.app.access.change_password(store, who, &old, &new, call.address, call.asked())?;
        Ok(true)
    };
    call.sign(change).await.map(Json)
}
