//! `aloa/offer.yaml`: what the counter is shown of an account's offers, by record type.

use serde::Deserialize;

use super::fetch::Fetch;
use super::head::{Feed, Head, HeadKind, MAX_REMOVAL_SHARE, Status};
use super::schema::{self, Schema};
use super::yaml::{self, Entries};
use super::{Bordereaux, Channel, Exclusions, Network, Pack, Sit};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::value::nearest;

/// The record types of an offer, by elloha's own objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sold {
    /// `Formula`: what is sold.
    Formula,
    /// `Resource`: what is counted.
    Resource,
    /// `RatePlanFormula`: under which conditions.
    RatePlan,
    /// `PriceActivity`: what it costs, by formula, resource, rate plan and tag of the calendar.
    Price,
    /// `StockResource`: how much there is, by resource, day and time.
    Stock,
}

impl Sold {
    /// All of them, in the order in which they rest on each other.
    pub const ALL: &'static [Self] =
        &[Self::Formula, Self::Resource, Self::RatePlan, Self::Price, Self::Stock];

    /// As rules name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Formula => "FORMULA",
            Self::Resource => "RESOURCE",
            Self::RatePlan => "RATEPLAN",
            Self::Price => "PRICE",
            Self::Stock => "STOCK",
        }
    }
}

/// The schemas of an offer.
#[derive(Clone, Debug)]
pub struct Offer {
    /// By record type, in the order of the file.
    pub schemas: Vec<(Spanned<String>, Schema)>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Written(Entries<schema::Written>);

impl Offer {
    /// Reads `offer.yaml`; one that lacks a record type gives nothing.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let codes: Vec<&str> = Sold::ALL.iter().map(|sold| sold.code()).collect();
        let mut schemas: Vec<(Spanned<String>, Schema)> = Vec::new();
        for (code, written) in written.0.0 {
            let code = yaml::name(file, code);
            if codes.contains(&code.value.as_str()) {
                let schema = Schema::of(file, written, "aloa/offer.yaml", diagnostics);
                schemas.push((code, schema));
            } else {
                let told = format!("`{}` is no record type of an offer", code.value);
                diagnostics.push(Diagnostic::new(Code::Manifest, code.span, told).did_you_mean(
                    nearest(&code.value, codes.iter().copied()),
                    format!("its record types are {}", codes.join(", ")),
                ));
            }
        }
        let has = |code: &str| schemas.iter().any(|(known, _)| known.value == code);
        let missing: Vec<&str> = codes.into_iter().filter(|code| !has(code)).collect();
        if missing.is_empty() {
            return Some(Self { schemas });
        }
        let all = missing.join(", ");
        diagnostics.push(
            Diagnostic::new(Code::Manifest, Span::new(file, 0, 0), format!("an offer lacks {all}"))
                .help("write the fields that ALOA is shown of each, as rules/README.md has them"),
        );
        None
    }

    /// The record types that rules may be about.
    pub fn record_types(&self) -> Bordereaux {
        let codes = self.schemas.iter().map(|(code, _)| code.clone()).collect();
        Bordereaux::of(codes, "not a record type of aloa/offer.yaml")
    }

    /// The manifests of a pack as rules of the channel see them: records of an offer in place of records of feeds. Tables
    /// and layouts are those of the channel alone.
    #[must_use]
    pub fn over(&self, mut pack: Pack) -> Pack {
        pack.offers.clone_from(&self.schemas);
        pack.bordereaux = self.record_types();
        pack.exclusions = Exclusions { all: Vec::new(), unknown: None };
        // Every record of an offer says which account it is of.
        pack.sit = Sit { id: "idOi".to_owned(), type_name: None, ..pack.sit };
        pack.layouts.all.clear();
        pack.tables.clear();
        pack.unreadable.clear();
        pack
    }

    /// The channel as the checker sees it: a head with a source for each record type, none of which was recorded.
    #[must_use]
    pub fn head(&self, channel: &Channel) -> Head {
        let feeds = self.schemas.iter().map(|(code, _)| {
            let file = Spanned::new(String::new(), code.span);
            let feed =
                Feed { file, shape: None, url: None, by_hand: false, composed: None, languages: Vec::new() };
            (code.clone(), feed)
        });
        Head {
            file: channel.file,
            head: Spanned::new("aloa".to_owned(), channel.label.span),
            name: channel.label.value.clone(),
            kind: HeadKind::Main,
            main: None,
            status: Status::Seen,
            dialect: None,
            media: None,
            area: None,
            types: Vec::new(),
            except: std::collections::BTreeMap::new(),
            fetch: Fetch::default(),
            max_removal_share: MAX_REMOVAL_SHARE,
            network: Network::default(),
            feeds: feeds.collect(),
        }
    }
}
