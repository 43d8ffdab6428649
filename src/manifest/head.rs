//! `head.yaml`: a network head.

use serde::Deserialize;

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};

/// The version of the rule language that this program speaks.
pub const LANGUAGE_VERSION: u64 = 1;

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
    /// The dialect that it shares with others: a folder below `tourinsoft/dialects`.
    pub dialect: Option<Spanned<String>>,
    /// The address that bare names of media files are put behind; ends in `/`.
    pub media: Option<Spanned<String>>,
    /// The box in which every position lies; what lies outside is swapped, or wrong.
    pub area: Option<Area>,
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

/// The feed of one record type.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The recorded sample, relative to the head's folder.
    pub file: Spanned<String>,
    /// The wire shape where it is stated; otherwise it is detected.
    pub shape: Option<Spanned<String>>,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    language: Placed<u64>,
    head: Placed<String>,
    name: String,
    kind: HeadKind,
    dialect: Option<Placed<String>>,
    media: Option<Placed<String>>,
    area: Option<Placed<Area>>,
    feeds: Entries<WrittenFeed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFeed {
    file: Placed<String>,
    shape: Option<Placed<String>>,
    composed: Option<String>,
    #[serde(default)]
    languages: Entries<WrittenLanguage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLanguage {
    file: Placed<String>,
    shape: Option<Placed<String>>,
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
                (yaml::name(file, lang), LanguageFeed { file: yaml::place(file, feed.file), shape })
            });
            let feed = Feed {
                file: yaml::place(file, feed.file),
                shape: feed.shape.map(|shape| yaml::place(file, shape)),
                composed: feed.composed,
                languages: languages.collect(),
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
        Some(Self {
            file,
            dialect: written.dialect.map(|dialect| yaml::place(file, dialect)),
            head: yaml::place(file, written.head),
            name: written.name,
            kind: written.kind,
            media,
            area: area.map(|area| area.value),
            feeds,
        })
    }
}
