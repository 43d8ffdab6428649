//! `head.yaml`: a network head.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fetch::{self, Address, Fetch};
use super::network::{self, Network};
use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};

/// The version of the rule language that this program speaks.
pub const LANGUAGE_VERSION: u64 = 1;

/// The largest share of the records of a feed that one plan withdraws, where the head does not say.
pub const MAX_REMOVAL_SHARE: f64 = 0.1;

/// A network head.
#[derive(Clone, Debug)]
pub struct Head {
    /// The file, for messages about the head as a whole.
    pub file: FileId,
    /// Its short name: `24`.
    pub head: Spanned<String>,
    /// Its name for people: `Dordogne`.
    pub name: String,
    /// Main or partner.
    pub kind: HeadKind,
    /// The main head that a partner belongs to; it need not be one of this pack.
    pub main: Option<Spanned<String>>,
    /// How far the head is known.
    pub status: Status,
    /// The dialect that it shares with others: a folder below `tourinsoft/dialects`.
    pub dialect: Option<Spanned<String>>,
    /// The address that bare names of media files are put behind; ends in `/`.
    pub media: Option<Spanned<String>>,
    /// The box in which every position lies; what lies outside is swapped, or wrong.
    pub area: Option<Area>,
    /// The account type of each record type that needs no decision.
    pub types: Vec<(Spanned<String>, Spanned<String>)>,
    /// Records that a person decided on, by id: of an excluded type and wanted all the same, or held for their type.
    pub except: BTreeMap<String, Picked>,
    /// How its feeds are fetched.
    pub fetch: Fetch,
    /// The largest share of the records of a feed that one plan withdraws; a plan that would withdraw more stops.
    pub max_removal_share: f64,
    /// Who it is on elloha's network.
    pub network: Network,
    /// Its feeds by record type, in order.
    pub feeds: Vec<(Spanned<String>, Feed)>,
}

/// A box on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its northern edge.
    pub north: f64,
    /// Its southern edge.
    pub south: f64,
    /// Its eastern edge.
    pub east: f64,
    /// Its western edge.
    pub west: f64,
}

/// What kind of network head it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadKind {
    /// A département or region, with partners below it.
    Main,
    /// A tourist office below a main head.
    Partner,
}

/// How far the feeds of a head are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Its rules were compared with a feed of its own, or of its dialect.
    #[default]
    Seen,
    /// Nothing of its feeds is known: names and recorded feeds are composed.
    NotSeen,
}

/// What is written for [`Status::NotSeen`], and what every report says of such a head.
const NOT_SEEN: &str = "composed, not seen";

impl Status {
    /// What every check and report says of such a head.
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Seen => None,
            Self::NotSeen => Some(NOT_SEEN),
        }
    }
}

/// A record that a person decided on.
#[derive(Clone, Debug)]
pub struct Picked {
    /// Where its id is written.
    pub place: Span,
    /// The account type that it becomes; without one the rules of its feed decide, or it is held.
    pub account_type: Option<Spanned<String>>,
}

/// The feed of one record type.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The recorded sample, relative to the head's folder.
    pub file: Spanned<String>,
    /// The wire shape where it is stated; otherwise it is detected.
    pub shape: Option<Spanned<String>>,
    /// Where it is fetched.
    pub url: Option<Address>,
    /// Whether nothing of it is imported but what is taken by hand, so that its type may be an excluded one.
    pub by_hand: bool,
    /// Why and how the sample was composed, where it is not a real one.
    pub composed: Option<String>,
    /// The recorded samples of the same feed in other languages, by language.
    pub languages: Vec<(Spanned<String>, LanguageFeed)>,
}

/// A feed that serves the records of another in another language, under the same ids and field names.
#[derive(Clone, Debug)]
pub struct LanguageFeed {
    /// The recorded sample, relative to the head's folder.
    pub file: Spanned<String>,
    /// The wire shape where it is stated; otherwise it is detected.
    pub shape: Option<Spanned<String>>,
    /// Where it is fetched.
    pub url: Option<Address>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    language: Placed<u64>,
    head: Placed<String>,
    name: String,
    kind: HeadKind,
    main: Option<Placed<String>>,
    status: Option<Placed<String>>,
    dialect: Option<Placed<String>>,
    media: Option<Placed<String>>,
    area: Option<Placed<Area>>,
    #[serde(default)]
    types: Entries<Placed<String>>,
    #[serde(default)]
    except: Entries<Option<Placed<String>>>,
    #[serde(default)]
    fetch: fetch::Written,
    max_removal_share: Option<Placed<f64>>,
    #[serde(default)]
    network: network::Written,
    feeds: Entries<WrittenFeed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFeed {
    file: Placed<String>,
    shape: Option<Placed<String>>,
    url: Option<Placed<String>>,
    #[serde(default)]
    by_hand: bool,
    composed: Option<String>,
    #[serde(default)]
    languages: Entries<WrittenLanguage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLanguage {
    file: Placed<String>,
    shape: Option<Placed<String>>,
    url: Option<Placed<String>>,
}

impl Head {
    /// Reads `head.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let language = yaml::place(file, written.language);
        if language.value != LANGUAGE_VERSION {
            diagnostics.push(
                Diagnostic::new(
                    Code::LanguageVersion,
                    language.span,
                    format!("this head is written in version {} of the rule language", language.value),
                )
                .label(format!("this program reads version {LANGUAGE_VERSION}"))
                .help(format!(
                    "write `language: {LANGUAGE_VERSION}`, or use the passerelle it was written for"
                )),
            );
            return None;
        }
        let media = written.media.map(|media| yaml::place(file, media));
        if let Some(media) = &media
            && !(media.value.starts_with("https://") || media.value.starts_with("http://"))
                | !media.value.ends_with('/')
        {
            diagnostics.push(
                Diagnostic::new(Code::Manifest, media.span, "`media` is not the address of a folder")
                    .label("names of files are put right behind it")
                    .help("write it as `https://cdt24.media.tourinsoft.eu/upload/`, with its last slash"),
            );
        }
        let area = written.area.map(|area| yaml::place(file, area));
        if let Some(area) = &area {
            let Area { north, south, east, west } = area.value;
            let fits = (-90.0..=90.0).contains(&south)
                && north <= 90.0
                && (-180.0..=180.0).contains(&west)
                && east <= 180.0;
            if !fits || south >= north || west >= east {
                diagnostics.push(
                    Diagnostic::new(Code::Manifest, area.span, "`area` is no box on the map")
                        .label("south below north, west below east, in degrees")
                        .help("write it as `{ north: 45.7, south: 44.5, east: 1.5, west: -0.1 }`"),
                );
            }
        }
        let feeds = written.feeds.0.into_iter().map(|(code, feed)| {
            let languages = feed.languages.0.into_iter().map(|(lang, feed)| {
                let shape = feed.shape.map(|shape| yaml::place(file, shape));
                let url = fetch::address(file, feed.url, diagnostics);
                (yaml::name(file, lang), LanguageFeed { file: yaml::place(file, feed.file), shape, url })
            });
            let languages = languages.collect();
            let feed = Feed {
                file: yaml::place(file, feed.file),
                shape: feed.shape.map(|shape| yaml::place(file, shape)),
                url: fetch::address(file, feed.url, diagnostics),
                by_hand: feed.by_hand,
                composed: feed.composed,
                languages,
            };
            (yaml::name(file, code), feed)
        });
        let feeds: Vec<(Spanned<String>, Feed)> = feeds.collect();
        for (lang, _) in feeds.iter().flat_map(|(_, feed)| &feed.languages) {
            if lang.value.len() != 2 || !lang.value.chars().all(|c| c.is_ascii_lowercase()) {
                diagnostics.push(
                    Diagnostic::new(Code::Manifest, lang.span, format!("`{}` is no language", lang.value))
                        .help("write it in two small letters, such as `en`"),
                );
            }
        }
        let main = written.main.map(|main| yaml::place(file, main));
        let head = yaml::place(file, written.head);
        belongs(&head, written.kind, main.as_ref(), diagnostics);
        let types = written.types.0.into_iter();
        let types = types.map(|(code, ty)| (yaml::name(file, code), yaml::place(file, ty)));
        let except = written.except.0.into_iter();
        let except = except.map(|(id, ty)| {
            let id = yaml::place(file, id);
            let account_type = ty.map(|ty| yaml::place(file, ty));
            (id.value, Picked { place: id.span, account_type })
        });
        let fetch = fetch::settings(file, written.fetch, diagnostics);
        let max_removal_share = fetch::removal_share(file, written.max_removal_share, diagnostics);
        Some(Self {
            file,
            fetch,
            network: network::network(file, written.network, diagnostics),
            max_removal_share: max_removal_share.unwrap_or(MAX_REMOVAL_SHARE),
            dialect: written.dialect.map(|dialect| yaml::place(file, dialect)),
            head,
            name: written.name,
            kind: written.kind,
            main,
            status: written
                .status
                .map_or(Status::Seen, |status| known(&yaml::place(file, status), diagnostics)),
            types: types.collect(),
            except: except.collect(),
            media,
            area: area.map(|area| area.value),
            feeds,
        })
    }
}

impl Head {
    /// The exception for a record, if it was picked by hand.
    pub fn picked(&self, id: &str) -> Option<&Picked> {
        self.except.get(id)
    }
}

/// A partner names its main head, and a main head has none.
fn belongs(
    head: &Spanned<String>,
    kind: HeadKind,
    main: Option<&Spanned<String>>,
    diagnostics: &mut Diagnostics,
) {
    let diagnostic = match (kind, main) {
        (HeadKind::Main, None) | (HeadKind::Partner, Some(_)) => return,
        (HeadKind::Main, Some(main)) => {
            Diagnostic::new(Code::Manifest, main.span, "a main head belongs to no other")
                .help("remove `main`, or write `kind: partner`")
        }
        (HeadKind::Partner, None) => Diagnostic::new(
            Code::Manifest,
            head.span,
            "this partner does not say to which main head it belongs",
        )
        .help("write `main: \"65\"`, the name of its main head"),
    };
    diagnostics.push(diagnostic);
}

/// The status as it is written. There is one word for it, so that every report says the same.
fn known(status: &Spanned<String>, diagnostics: &mut Diagnostics) -> Status {
    if status.value != NOT_SEEN {
        diagnostics.push(
            Diagnostic::new(
                Code::Manifest,
                status.span,
                format!("`{}` is no status of a head", status.value),
            )
            .help(format!(
                "write `{NOT_SEEN}` while nothing of its feeds is known, and remove the line afterwards"
            )),
        );
    }
    Status::NotSeen
}
