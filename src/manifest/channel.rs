//! `aloa/channel.yaml`: the sales channel that owners of accounts open to the counter ALOA.

use jiff::tz::TimeZoneDatabase;
use serde::Deserialize;

use super::head::LANGUAGE_VERSION;
use super::yaml::{self, Placed};
use super::{AccountType, AccountTypes};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::value::nearest;

/// What stands in the column « Creator » of an account's reservations for the files of ALOA. Statistics tell them from
/// others by it, so it is no matter of taste.
const CREATOR: &str = "Comptoir ALOA DMO";

/// The family that ALOA sells.
const FAMILY: &str = "activity";

/// The channel of the counter.
#[derive(Clone, Debug)]
pub struct Channel {
    /// The file, for messages about the channel as a whole.
    pub file: FileId,
    /// What owners see in the list of their channels, as long as their head chooses no other text.
    pub label: Spanned<String>,
    /// Who made a sales file, as the account names them.
    pub creator: Spanned<String>,
    /// The account types that may be sold.
    pub eligible: Vec<Spanned<String>>,
    /// When an account that was opened is sold.
    pub activation: Activation,
    /// The time zone in which a day begins, by its IANA name.
    pub time_zone: Spanned<String>,
    /// Which of elloha's sales areas it is.
    pub sales_area: SalesArea,
}

/// When an account is sold whose owner has opened the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// From the day after, at midnight in the time zone of the channel.
    NextDay,
}

/// Where an offer is sold: offers and cut-offs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SalesArea {
    /// Booking engines.
    Web,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    language: Placed<u64>,
    label: Placed<String>,
    creator: Placed<String>,
    eligible: Placed<Vec<Placed<String>>>,
    activation: Placed<String>,
    time_zone: Placed<String>,
    sales_area: Placed<String>,
}

impl Channel {
    /// Reads `channel.yaml`; what cannot be is reported, and gives nothing.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let before = diagnostics.errors();
        language(&yaml::place(file, written.language), diagnostics);
        let label = yaml::place(file, written.label);
        if label.value.trim().is_empty() {
            wrong(diagnostics, label.span, "the channel has no label", "write what owners shall see");
        }
        let creator = yaml::place(file, written.creator);
        if creator.value != CREATOR {
            let told = format!("`{}` is not what elloha writes of ALOA's files", creator.value);
            wrong(
                diagnostics,
                creator.span,
                &told,
                &format!("write `creator: {CREATOR}`: statistics look for it"),
            );
        }
        let eligible = yaml::place(file, written.eligible);
        if eligible.value.is_empty() {
            let told = "no account type may be sold";
            wrong(diagnostics, eligible.span, told, "name types of elloha/types.yaml that have `aloa: true`");
        }
        let activation = yaml::place(file, written.activation);
        if activation.value != "next_day" {
            let told = format!("`{}` is no rule of activation", activation.value);
            let help = "write `activation: next_day`: elloha sells an account from the day after its owner opened the channel";
            wrong(diagnostics, activation.span, &told, help);
        }
        let time_zone = yaml::place(file, written.time_zone);
        zone(&time_zone, diagnostics);
        let sales_area = yaml::place(file, written.sales_area);
        area(&sales_area, diagnostics);
        let channel = Self {
            file,
            label,
            creator,
            eligible: eligible.value.into_iter().map(|code| yaml::place(file, code)).collect(),
            activation: Activation::NextDay,
            time_zone,
            sales_area: SalesArea::Web,
        };
        (diagnostics.errors() == before).then_some(channel)
    }

    /// Compares the types that may be sold with those of the pack.
    pub fn compare(&self, types: &AccountTypes, diagnostics: &mut Diagnostics) {
        let allowed = types.types.iter().filter(|ty| sells(ty)).map(|ty| ty.code.value.as_str());
        let allowed = allowed.collect::<Vec<_>>().join(", ");
        for (at, code) in self.eligible.iter().enumerate() {
            let mut before = self.eligible.iter().take(at);
            if let Some(other) = before.find(|other| other.value == code.value) {
                let told = format!("`{}` stands twice", code.value);
                let diagnostic = Diagnostic::new(Code::Manifest, code.span, told);
                diagnostics.push(diagnostic.other(other.span, "here already").help("keep one of the two"));
                continue;
            }
            let Some(ty) = types.types.iter().find(|ty| ty.code.value == code.value) else {
                let near = nearest(&code.value, types.vocabulary.names());
                let told = format!("`{}` is no account type", code.value);
                diagnostics.push(
                    Diagnostic::new(Code::UnknownCode, code.span, told)
                        .did_you_mean(near, format!("ALOA may sell {allowed}")),
                );
                continue;
            };
            if sells(ty) {
                continue;
            }
            let why = if ty.family == FAMILY {
                "of the family of activities, and not in the list of what ALOA sells".to_owned()
            } else {
                format!("of the family `{}`: ALOA sells activities only", ty.family)
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::Manifest,
                    code.span,
                    format!("accounts of type `{}` are not sold through ALOA", code.value),
                )
                .label(why)
                .other(ty.code.span, "said here: no `aloa: true`, or another family")
                .help(format!("remove it: ALOA may sell {allowed}")),
            );
        }
    }
}

/// Whether ALOA may sell accounts of a type.
fn sells(ty: &AccountType) -> bool {
    ty.family == FAMILY && ty.aloa
}

fn wrong(diagnostics: &mut Diagnostics, span: Span, told: &str, help: &str) {
    diagnostics.push(Diagnostic::new(Code::Manifest, span, told).help(help));
}

fn language(language: &Spanned<u64>, diagnostics: &mut Diagnostics) {
    if language.value != LANGUAGE_VERSION {
        diagnostics.push(
            Diagnostic::new(
                Code::LanguageVersion,
                language.span,
                format!("this channel is written in version {} of the rule language", language.value),
            )
            .label(format!("this program reads version {LANGUAGE_VERSION}"))
            .help(format!("write `language: {LANGUAGE_VERSION}`, or use the passerelle it was written for")),
        );
    }
}

/// The time zone is one of those that came with the program: what a machine knows makes no difference.
fn zone(zone: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let known = TimeZoneDatabase::bundled();
    // The library takes any case; the gateway shows the name as it is written here.
    if known.get(&zone.value).is_ok_and(|found| found.iana_name() == Some(zone.value.as_str())) {
        return;
    }
    let names: Vec<String> = known.available().map(|name| name.to_string()).collect();
    let folded = names.iter().find(|name| name.eq_ignore_ascii_case(&zone.value)).map(String::as_str);
    let near = folded.or_else(|| nearest(&zone.value, names.iter().map(String::as_str)));
    diagnostics.push(
        Diagnostic::new(Code::Manifest, zone.span, format!("`{}` is no time zone", zone.value))
            .label("a name of the IANA list, such as `Europe/Paris`")
            .did_you_mean(near, "write `Europe/Paris`, or the zone of the counter overseas"),
    );
}

fn area(area: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let diagnostic = match area.value.as_str() {
        "web" => return,
        "desk" => Diagnostic::new(Code::Manifest, area.span, "ALOA does not sell as the desk does").label(
            "it asks a booking engine of its own, so it sees the offers of the web, with their cut-offs",
        ),
        other => Diagnostic::new(Code::Manifest, area.span, format!("`{other}` is no sales area of ALOA")),
    };
    diagnostics.push(diagnostic.help("write `sales_area: web`"));
}
