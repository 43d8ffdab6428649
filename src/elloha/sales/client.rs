//! The customer of a file.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `Client`, as far as a counter fills it. Consents are never set for somebody: they are as they were given.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Client {
    /// First name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub first_name: Option<String>,
    /// Surname.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub last_name: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub email: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub phone: Option<String>,
    /// Mobile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub mobile_phone: Option<String>,
    /// Number in the street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub street_number: Option<String>,
    /// Street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub route: Option<String>,
    /// Postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20)]
    pub zip_code: Option<String>,
    /// Town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub locality: Option<String>,
    /// Two letters of ISO 3166.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2)]
    pub country_code: Option<String>,
    /// elloha's id of the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<i32>,
    /// Whether mails may be sent by the account.
    #[serde(default)]
    pub email_consent: bool,
    /// Whether mails may be sent by the network head.
    #[serde(default)]
    pub email_network_consent: bool,
    /// Whether short messages may be sent.
    #[serde(default)]
    pub sms_consent: bool,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Client(…)")
    }
}
