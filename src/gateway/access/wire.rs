//! The shapes of tokens in which elloha documents its own, so that a client of elloha is a client of the gateway.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

use super::private::Private;
use crate::elloha::Secret;

/// What somebody signs in with.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateTokenModel {
    /// The client id of a machine, the e-mail address of a person.
    #[serde(deserialize_with = "private")]
    #[schema(value_type = String, min_length = 1)]
    pub user_name: Private,
    /// The secret of a machine, the password of a person.
    #[serde(deserialize_with = "secret")]
    #[schema(value_type = String, min_length = 1, format = Password)]
    pub password: Secret,
}

/// What is given for a new pair of tokens.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshTokenModel {
    /// The access token of the pair; it may have ended.
    #[serde(deserialize_with = "secret")]
    #[schema(value_type = String, min_length = 1)]
    pub access_token: Secret,
    /// The refresh token of the pair: good once, and not after its end.
    #[serde(deserialize_with = "secret")]
    #[schema(value_type = String, min_length = 1)]
    pub refresh_token: Secret,
}

/// A pair of tokens.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateTokenResponse {
    /// What requests are made with.
    #[serde(serialize_with = "exposed")]
    #[schema(value_type = String)]
    pub access_token: Secret,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub access_token_expiration: Timestamp,
    /// What the next pair is asked for with, once.
    #[serde(serialize_with = "exposed")]
    #[schema(value_type = String)]
    pub refresh_token: Secret,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub refresh_token_expiration: Timestamp,
    /// Whom they were given to.
    pub user_id: String,
}

fn secret<'d, D: Deserializer<'d>>(from: D) -> Result<Secret, D::Error> {
    String::deserialize(from).map(Secret::new)
}

fn private<'d, D: Deserializer<'d>>(from: D) -> Result<Private, D::Error> {
    String::deserialize(from).map(Private::new)
}

fn exposed<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(secret.expose())
}
