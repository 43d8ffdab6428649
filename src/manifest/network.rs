//! The part of `head.yaml` that says who a head is on elloha's network: its members, and whose records it owns.

use serde::Deserialize;
use uuid::Uuid;

use super::platform;
use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Spanned};

/// A head on elloha's network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Its members by login, with their profiles.
    pub members: Vec<(Spanned<String>, Profile)>,
    /// The bodies of the information system whose records a partner owns: it created them, or they were transferred to
    /// it.
    pub bodies: Vec<String>,
    /// The booking engine of the head (`idProjet`), for the widget addresses of its accounts.
    pub booking_engine: Option<Uuid>,
}

/// What a member of a head may do, by the names of elloha's articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Everything; the login begins with `admin_`.
    SuperAdmin,
    /// Everything in their head.
    Administrator,
    /// Files and sales.
    User,
    /// Sells for a team.
    TeamSeller,
    /// Sells, and sees their own bookings.
    Seller,
    /// Sells for a partner.
    PartnerSeller,
}

impl Profile {
    /// As head.yaml writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::SuperAdmin => "super_admin",
            Self::Administrator => "administrator",
            Self::User => "user",
            Self::TeamSeller => "team_seller",
            Self::Seller => "seller",
            Self::PartnerSeller => "partner_seller",
        }
    }

    /// Whether it may turn records into accounts.
    pub fn may_transform(self) -> bool {
        match self {
            Self::SuperAdmin | Self::Administrator => true,
            Self::User | Self::TeamSeller | Self::Seller | Self::PartnerSeller => false,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    members: Entries<Profile>,
    #[serde(default)]
    bodies: Vec<Placed<String>>,
    booking_engine: Option<Placed<String>>,
}

/// Takes the part in; what cannot be is reported.
pub(super) fn network(file: FileId, written: Written, diagnostics: &mut Diagnostics) -> Network {
    let members: Vec<(Spanned<String>, Profile)> =
        written.members.0.into_iter().map(|(login, profile)| (yaml::name(file, login), profile)).collect();
    for (login, profile) in &members {
        let named_so = login.value.starts_with("admin_");
        if named_so != (*profile == Profile::SuperAdmin) {
            let told = if named_so {
                format!("`{}` is the login of a super-admin", login.value)
            } else {
                format!("`{}` is no login of a super-admin", login.value)
            };
            diagnostics.push(
                Diagnostic::new(Code::Manifest, login.span, told)
                    .label("elloha's super-admins have logins that begin with `admin_`, and nobody else has")
                    .help("correct the login or the profile"),
            );
        }
    }
    let booking_engine =
        written.booking_engine.and_then(|id| platform::uuid(&yaml::place(file, id), diagnostics));
    Network {
        members,
        bodies: written.bodies.into_iter().map(|body| yaml::place(file, body).value).collect(),
        booking_engine,
    }
}
