//! `passerelle dry-run`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::{DryRun, Format};
use super::exit::{Exit, Failure};
use super::fetch::archive;
use super::progress::Watched;
use super::{output, profile, report};
use crate::engine::{self, Disk, Error, FeedReport, LanguageInput, Lines, Loaded, Ready, Reasons, Report};
use crate::eval;
use crate::feed::{Documents, Shape};
use crate::fetch::{self, Kept};
use crate::source::Spanned;

pub(super) fn run(args: &DryRun) -> Result<Exit, Failure> {
    let began = profile::clock();
    let folder = engine::find_head(&Disk, &args.head, args.places.pack.as_deref())?;
    let loaded = engine::load(&Disk, &folder, args.places.pack.as_deref())?;
    let Some(ready) = &loaded.ready else {
        output::mistakes(&loaded, &folder, args.places.pack.as_deref());
        return Ok(Exit::Error);
    };
    let warnings = loaded.diagnostics.warnings();
    if warnings > 0 {
        let folder = folder.display();
        let count = if warnings == 1 { "1 warning".to_owned() } else { format!("{warnings} warnings") };
        output::talk(&format!("note: `passerelle check {folder}` has {count} about these rules"));
    }
    let feeds = feeds(args, ready, &loaded.folder)?;
    refuse_to_overwrite(args, &feeds, &loaded.folder)?;
    let mut accounts = open(args.accounts.as_deref())?;
    let mut held = open(args.held.as_deref())?;
    let mut excluded = open(args.excluded.as_deref())?;
    let mut lines = Lines {
        accounts: accounts.as_mut().map(|out| &mut **out as &mut dyn Write),
        held: held.as_mut().map(|out| &mut **out as &mut dyn Write),
        excluded: excluded.as_mut().map(|out| &mut **out as &mut dyn Write),
        ..Lines::default()
    };
    let loading = profile::clock() - began;
    let mut report = run_feeds(args, &loaded, ready, feeds, &mut lines)?;
    report.loading = args.profile.then_some(loading);
    for out in [&mut accounts, &mut held, &mut excluded].into_iter().flatten() {
        out.flush()?;
    }
    show(args, ready, &loaded, &report)?;
    let look = |feed: &FeedReport| feed.held > 0 || feed.warnings > 0 || !feed.findings.is_empty();
    let trouble = report.feeds.iter().any(look) || !report.findings.is_empty();
    Ok(match (report.complete, trouble) {
        (false, _) => Exit::Error,
        (true, true) => Exit::Look,
        (true, false) => Exit::Done,
    })
}

/// A feed to run: its number in the head, and its files.
struct Input {
    at: usize,
    source: Source,
    shape: Option<Shape>,
    recorded: bool,
    languages: Vec<Language>,
}

/// The same feed in another language.
struct Language {
    name: String,
    source: Source,
    shape: Option<Shape>,
}

/// Where a feed comes from.
enum Source {
    File(PathBuf),
    Kept(Box<Kept>),
}

impl Source {
    fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Kept(kept) => &kept.folder,
        }
    }

    /// Why it is not whole, where that is known before it is read.
    fn trouble(&self) -> Option<String> {
        match self {
            Self::File(_) => None,
            Self::Kept(kept) => kept.read.because.clone(),
        }
    }
}

/// A feed that is open.
enum Opened<'s> {
    File(Watched<File>),
    Kept(&'s Kept),
}

impl Opened<'_> {
    fn documents(&mut self) -> Documents<'_> {
        match self {
            Self::File(file) => Documents::Whole(file),
            Self::Kept(kept) => Documents::Pages(Box::new(kept.pages())),
        }
    }
}

/// The feeds to run: those that are named, or else the recorded ones.
fn feeds(args: &DryRun, ready: &Ready, folder: &Path) -> Result<Vec<Input>, Failure> {
    let stated =
        |shape: &Option<Spanned<String>>| shape.as_ref().and_then(|shape| Shape::parse(&shape.value));
    if let Some(date) = &args.kept {
        let replays = fetch::replays(&archive(&args.places.data), &ready.head, date.as_deref())?;
        let inputs = replays.into_iter().map(|replay| Input {
            at: replay.at,
            source: Source::Kept(Box::new(replay.main)),
            shape: None,
            recorded: false,
            languages: replay
                .languages
                .into_iter()
                .map(|(name, kept)| Language { name, source: Source::Kept(Box::new(kept)), shape: None })
                .collect(),
        });
        return Ok(inputs.collect());
    }
    if args.feeds.is_empty() {
        let recorded = ready.head.feeds.iter().enumerate().map(|(at, (_, feed))| Input {
            at,
            source: Source::File(folder.join(&feed.file.value)),
            shape: stated(&feed.shape),
            recorded: true,
            languages: feed
                .languages
                .iter()
                .map(|(language, feed)| Language {
                    name: language.value.clone(),
                    source: Source::File(folder.join(&feed.file.value)),
                    shape: stated(&feed.shape),
                })
                .collect(),
        });
        return Ok(recorded.collect());
    }
    let mut inputs: Vec<Input> = Vec::new();
    let mut languages: Vec<(usize, Language, &str)> = Vec::new();
    for written in &args.feeds {
        let usage = |what: String| Failure::Usage(format!("`--feed {written}`: {what}"));
        let Some((name, path)) = written.split_once('=') else {
            return Err(usage(
                "expected CODE=FILE, such as `--feed DEG=answer.json`, or CODE:LANGUAGE=FILE".to_owned(),
            ));
        };
        let (code, language) = name.split_once(':').map_or((name, None), |(code, lang)| (code, Some(lang)));
        let at = known(ready, code).map_err(usage)?;
        // Another answer of the feed may come in another shape: it is detected.
        let (source, shape) = (Source::File(PathBuf::from(path)), None);
        match language {
            Some(language) => {
                let name = language_of(ready, at, code, language).map_err(usage)?;
                languages.push((at, Language { name, source, shape }, written));
            }
            None if inputs.iter().any(|input| input.at == at) => {
                return Err(usage(format!("the feed `{code}` is given twice")));
            }
            None => inputs.push(Input { at, source, shape, recorded: false, languages: Vec::new() }),
        }
    }
    for (at, language, written) in languages {
        let Some(input) = inputs.iter_mut().find(|input| input.at == at) else {
            return Err(Failure::Usage(format!(
                "`--feed {written}`: a feed in another language is joined to the main one: give that too"
            )));
        };
        if input.languages.iter().any(|known| known.name == language.name) {
            return Err(Failure::Usage(format!("`--feed {written}`: this language is given twice")));
        }
        input.languages.push(language);
    }
    Ok(inputs)
}

/// The number of the feed of a record type; the error says which there are.
pub(super) fn known(ready: &Ready, code: &str) -> Result<usize, String> {
    let known: Vec<&str> = ready.head.feeds.iter().map(|(code, _)| code.value.as_str()).collect();
    known.iter().position(|known| *known == code).ok_or_else(|| {
        let meant = ready.pack.bordereaux.meant(code).filter(|meant| known.contains(meant));
        let meant = meant.map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
        format!("this head has no feed `{code}`, only {}{meant}", known.join(", "))
    })
}

/// A language that head.yaml names for a feed; the error says which there are.
fn language_of(ready: &Ready, at: usize, code: &str, language: &str) -> Result<String, String> {
    let languages: Vec<&str> =
        ready.head.feeds.get(at).map_or(Vec::new(), |(_, feed)| {
            feed.languages.iter().map(|(lang, _)| lang.value.as_str()).collect()
        });
    if languages.contains(&language) {
        return Ok(language.to_owned());
    }
    Err(if languages.is_empty() {
        format!("head.yaml names no `languages` for `{code}`")
    } else {
        format!("head.yaml names no language `{language}` for `{code}`, only {}", languages.join(", "))
    })
}

fn run_feeds(
    args: &DryRun,
    loaded: &Loaded,
    ready: &Ready,
    feeds: Vec<Input>,
    lines: &mut Lines<'_>,
) -> Result<Report, Failure> {
    let mut reasons = Reasons::default();
    let mut report = Report {
        schema: 1,
        head: ready.head.head.value.clone(),
        status: ready.head.status.remark(),
        complete: true,
        feeds: Vec::new(),
        reasons: Vec::new(),
        findings: Vec::new(),
        notes: Vec::new(),
        loading: None,
    };
    let threads = args.threads.map_or_else(
        || std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        |threads| usize::from(threads.get()),
    );
    for input in feeds {
        let name = ready.head.feeds.get(input.at).map_or("", |(code, _)| code.value.as_str());
        let mut opened_main = open_feed(&input.source, name)?;
        let mut opened = Vec::new();
        for language in &input.languages {
            opened.push(open_feed(&language.source, &format!("{name}:{}", language.name))?);
        }
        let languages = input.languages.iter().zip(&mut opened).map(|(language, bytes)| LanguageInput {
            language: language.name.clone(),
            shape: language.shape,
            bytes: bytes.documents(),
        });
        let languages = languages.collect();
        let clock = args.profile.then_some(profile::clock as eval::Clock);
        let (at, shape) = (input.at, input.shape);
        let feed = engine::Input { at, shape, bytes: opened_main.documents(), languages, threads, clock };
        let mut feed =
            engine::run(ready, &loaded.sources, feed, lines, &mut reasons).map_err(Failure::Output)?;
        drop((opened_main, opened));
        if !input.recorded {
            feed.composed = None;
        }
        if let Some(error) = &mut feed.error {
            *error = format!("{}: {error}", input.source.path().display());
        }
        for (language, file) in feed.languages.iter_mut().zip(&input.languages) {
            if let Some(error) = &mut language.error {
                *error = format!("{}: {error}", file.source.path().display());
            }
        }
        // A kept read may be whole as far as it goes, and yet not all there is.
        let mut sources = std::iter::once(&input.source).chain(input.languages.iter().map(|one| &one.source));
        if let Some(because) = sources.find_map(Source::trouble) {
            feed.complete = false;
            feed.error.get_or_insert(because);
        }
        report.complete &= feed.complete;
        report.feeds.push(feed);
    }
    // A feed that was left out, or that breaks off, may have the record.
    if report.complete && report.feeds.len() == ready.head.feeds.len() {
        for id in report.not_met(&ready.head) {
            report
                .findings
                .push(format!("head.yaml names `{id}` under `except`, and no feed has that record"));
        }
    }
    let all = reasons.finish(&loaded.sources);
    (report.notes, report.reasons) = all.into_iter().partition(|reason| reason.kind == "note");
    Ok(report)
}

/// Opens a feed.
fn open_feed<'s>(source: &'s Source, name: &str) -> Result<Opened<'s>, Failure> {
    Ok(match source {
        Source::File(path) => Opened::File(watch(path, name)?),
        Source::Kept(kept) => Opened::Kept(kept),
    })
}

/// Opens a file behind a progress bar.
fn watch(path: &Path, name: &str) -> Result<Watched<File>, Failure> {
    let failed = |source: io::Error| Error::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    Ok(Watched::new(file, length, name))
}

/// Records are never written over a feed that is read, a file of the pack, or each other.
fn refuse_to_overwrite(args: &DryRun, feeds: &[Input], folder: &Path) -> Result<(), Failure> {
    let pack = engine::find_pack(&Disk, folder).ok().and_then(|pack| pack.canonicalize().ok());
    let mut taken: Vec<PathBuf> = Vec::new();
    let outputs = [&args.accounts, &args.held, &args.excluded].into_iter().flatten();
    for path in outputs.filter(|path| *path != Path::new("-")) {
        let name = path.file_name().unwrap_or_default();
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(parent) = parent.canonicalize() else { continue };
        let real = path.canonicalize().unwrap_or_else(|_| parent.join(name));
        let shown = path.display();
        let read = feeds.iter().flat_map(|feed| {
            let languages = feed.languages.iter().map(|language| language.source.path());
            std::iter::once(feed.source.path()).chain(languages)
        });
        if read.into_iter().any(|path| path.canonicalize().is_ok_and(|feed| feed == real)) {
            return Err(Failure::Usage(format!(
                "{shown} is a feed that is read: write the records to another file"
            )));
        }
        if pack.as_ref().is_some_and(|pack| real.starts_with(pack)) {
            return Err(Failure::Usage(format!(
                "{shown} lies in the pack: write the records to a file outside of it"
            )));
        }
        if taken.contains(&real) {
            return Err(Failure::Usage(format!(
                "{shown} is named twice: each kind of records has a file of its own"
            )));
        }
        taken.push(real);
    }
    Ok(())
}

/// A file to write lines into; `-` is stdout.
fn open(path: Option<&Path>) -> Result<Option<Box<dyn Write>>, Failure> {
    match path {
        None => Ok(None),
        Some(path) if path == Path::new("-") => {
            Ok(Some(Box::new(BufWriter::new(output::Patient(io::stdout())))))
        }
        Some(path) => match File::create(path) {
            Ok(file) => Ok(Some(Box::new(BufWriter::with_capacity(256 * 1024, file)))),
            Err(source) => Err(Failure::Write { path: path.to_owned(), source }),
        },
    }
}

/// Shows the report: on stdout, or on stderr where stdout carries records.
fn show(args: &DryRun, ready: &Ready, loaded: &Loaded, report: &Report) -> Result<(), Failure> {
    let text = match args.format {
        Format::Json => {
            let json = serde_json::to_string(report).map_err(io::Error::from)?;
            format!("{json}\n")
        }
        Format::Text => {
            let mut text = report::text(report, &ready.head, &loaded.folder);
            if let Some(loading) = report.loading {
                text.push_str(&profile::text(&report.feeds, loading));
            }
            text
        }
    };
    let streams = [&args.accounts, &args.held, &args.excluded];
    if streams.into_iter().flatten().any(|path| path == Path::new("-")) {
        output::talk(text.trim_end());
    } else {
        output::data(&text)?;
    }
    Ok(())
}
