//! `passerelle new`: the first draft of a head, from its feeds.

use std::fmt::Write;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use url::Url;

use super::args::{Format, New};
use super::coverage::percent;
use super::exit::{Exit, Failure};
use super::fetch::trouble;
use super::inputs::twice;
use super::output;
use crate::diagnostics;
use crate::engine::{self, Disk, Draft, FeedReport, Files, Input, Lines, Loaded, Ready, Reasons, Wanted};
use crate::feed::Documents;
use crate::fetch::{self, Archive, Job, Settings};
use crate::value::visible;

pub(super) fn run(args: &New) -> Result<Exit, Failure> {
    let mut wanted = wanted(args)?;
    let fetched = fetched(args, &mut wanted)?;
    let draft = engine::draft(&Disk, &wanted)?;
    if !args.dry_run {
        write(&draft)?;
    }
    // A draft that has a mistake is written all the same: it says what the feed lacks.
    let reports = if args.dry_run { Vec::new() } else { reports(&draft)? };
    match args.format {
        Format::Text => output::data(&text(&draft, &wanted, &reports, args.dry_run))?,
        Format::Json => output::data(&format!("{}\n", answer(&draft, &wanted, &reports)))?,
    }
    drop(fetched);
    let mistaken = draft.loaded.ready.is_none();
    if mistaken {
        let Loaded { diagnostics, sources, .. } = &draft.loaded;
        output::talk(diagnostics::text(diagnostics, sources, output::style()).trim_end());
    }
    Ok(if mistaken { Exit::Error } else { Exit::Done })
}

/// What the command line asks for.
fn wanted(args: &New) -> Result<Wanted, Failure> {
    let pack = args.pack.clone().unwrap_or_else(|| engine::near_pack(&Disk));
    if !Disk.has(&pack.join("elloha/account.yaml")) {
        return Err(Failure::Engine(engine::Error::NoPack { path: pack }));
    }
    let named = args.head.components().count() > 1;
    let folder = if named { args.head.clone() } else { pack.join("heads").join(&args.head) };
    let head = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    // It is the name of a folder and of a file, and stands in YAML and in reports.
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if head.is_empty() || !head.chars().all(plain) {
        let head = args.head.display().to_string();
        return Err(Failure::Usage(format!(
            "`{}` is no name of a head: write letters, digits, `-` and `_`, such as `33` or `lourdes`",
            visible(&head)
        )));
    }
    if folder.exists() {
        return Err(Failure::Usage(format!(
            "{} is there already: nothing of it is overwritten; choose another name",
            folder.display()
        )));
    }
    let feeds = args.feeds.iter().map(|written| match written.split_once('=') {
        Some((code, path)) => (Some(code.to_owned()), PathBuf::from(path)),
        None => (None, PathBuf::from(written)),
    });
    let feeds: Vec<(Option<String>, PathBuf)> = feeds.collect();
    for (_, path) in &feeds {
        twice(path)?;
    }
    Ok(Wanted { pack, folder, head, name: args.name.clone(), feeds, urls: Vec::new() })
}

/// So many records are asked for at once: a draft is made of one answer.
const ALL: u64 = 1_000_000;

/// A folder that goes when nobody needs it any more.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Fetches the feeds whose addresses are given, whole, into a folder of this run; a draft is made of whole feeds only.
fn fetched(args: &New, wanted: &mut Wanted) -> Result<Option<Folder>, Failure> {
    if args.urls.is_empty() {
        return Ok(None);
    }
    let mut jobs = Vec::new();
    for written in &args.urls {
        let usage = |what: String| Failure::Usage(format!("`--url {}`: {what}", visible(written)));
        let expected = || usage("expected CODE=URL, such as `--url DEG=https://…`".to_owned());
        let (code, url) = written.split_once('=').ok_or_else(expected)?;
        let url = Url::parse(url).map_err(|error| usage(format!("{error}; expected an address")))?;
        if code.len() < 2 || !code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            return Err(expected());
        }
        wanted.urls.push((code.to_owned(), url.to_string()));
        jobs.push(Job { bordereau: code.to_owned(), language: None, url, shape: None });
    }
    let folder = Folder(std::env::temp_dir().join(format!("passerelle-new-{}", std::process::id())));
    let hosts = jobs.iter().filter_map(|job| job.url.host_str().map(str::to_ascii_lowercase)).collect();
    let settings = Settings { hosts, page: ALL, ..Settings::usual(engine::id_field(&Disk, &wanted.pack)?) };
    let archive = Archive::new(&folder.0);
    for fetched in fetch::fetch(&wanted.head, &jobs, &settings, &archive, &|_| {})? {
        let name = fetched.job.name();
        if let Some(trouble) = trouble(&fetched) {
            return Err(Failure::Usage(format!("{name}: {trouble}; a draft is made of whole feeds only")));
        }
        let mut pages: Vec<_> = fetched.read.as_ref().map(|kept| kept.pages().collect()).unwrap_or_default();
        let (1, Some(page)) = (pages.len(), pages.pop()) else {
            return Err(Failure::Usage(format!(
                "{name}: its server gives no more than a page at once: save one answer that is whole, and `--feed {name}=FILE`"
            )));
        };
        let path = folder.0.join(format!("{name}.feed"));
        let failed = |source| Failure::Write { path: path.clone(), source };
        let mut file = fs::File::create(&path).map_err(failed)?;
        io::copy(&mut page.map_err(failed)?, &mut file).map_err(failed)?;
        wanted.feeds.push((Some(name), path));
    }
    Ok(Some(folder))
}

/// Writes the files of a draft. None of them is there yet.
fn write(draft: &Draft) -> Result<(), Failure> {
    for (path, text) in &draft.texts {
        let failed = |source| Failure::Write { path: path.clone(), source };
        let mut file = fresh(path).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
    }
    for (from, to) in &draft.copies {
        let failed = |source| Failure::Write { path: to.clone(), source };
        let mut original =
            fs::File::open(from).map_err(|source| engine::Error::Read { path: from.clone(), source })?;
        io::copy(&mut original, &mut fresh(to).map_err(failed)?).map_err(failed)?;
    }
    Ok(())
}

fn fresh(path: &Path) -> io::Result<fs::File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// What becomes of the records as the draft stands.
fn reports(draft: &Draft) -> Result<Vec<FeedReport>, Failure> {
    let Some(ready) = &draft.loaded.ready else { return Ok(Vec::new()) };
    (0..draft.feeds.len()).map(|at| report(draft, ready, at)).collect()
}

fn report(draft: &Draft, ready: &Ready, at: usize) -> Result<FeedReport, Failure> {
    let Some(feed) = draft.feeds.get(at) else { return Ok(FeedReport::default()) };
    let failed = |source| engine::Error::Read { path: feed.from.clone(), source };
    let mut bytes = io::BufReader::new(fs::File::open(&feed.from).map_err(failed)?);
    let input = Input {
        at,
        shape: feed.shape,
        bytes: Documents::Whole(&mut bytes),
        languages: Vec::new(),
        threads: 1,
        clock: None,
    };
    let (mut lines, mut reasons) = (Lines::default(), Reasons::default());
    Ok(engine::run(ready, &draft.loaded.sources, input, &mut lines, &mut reasons)?)
}

fn text(draft: &Draft, wanted: &Wanted, reports: &[FeedReport], dry: bool) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail, here and below.
    for feed in &draft.feeds {
        let shape = feed.shape.map_or("", |shape| shape.name());
        let _ = writeln!(
            out,
            "{}: {} of {}, {shape}, {} beside those that every feed has",
            feed.from.display(),
            plural(feed.records, "record"),
            feed.code,
            plural(feed.paths.len() as u64, "field")
        );
    }
    out.push_str("\nDialect         reads of what is filled   fields\n");
    for measured in &draft.dialects {
        let fields = format!("{} of {}", measured.reads, measured.paths);
        let _ = writeln!(out, "  {:14}{:>23}   {fields}", measured.name, percent(Some(measured.share)));
    }
    match &draft.chosen {
        Some(name) => {
            let _ = writeln!(out, "chosen: {name}");
        }
        None => out.push_str(
            "chosen: none; one is chosen that reads at least half, and clearly more than the next\n",
        ),
    }
    let written = if dry { "would be written" } else { "written" };
    let _ = writeln!(out, "\n{written}:");
    let copies = draft.copies.iter().map(|(_, to)| to);
    for path in draft.texts.iter().map(|(path, _)| path).chain(copies) {
        let _ = writeln!(out, "  {}", path.display());
    }
    section(&mut out, "taken over, to be looked at", &draft.taken);
    section(&mut out, "not decided", &draft.undecided);
    for report in reports {
        let FeedReport { bordereau, read, imported, held, excluded, .. } = report;
        let _ = writeln!(
            out,
            "\n{bordereau}, as it stands: {read} records, {imported} imported, {excluded} excluded, {held} held"
        );
    }
    let head = wanted.folder.display();
    let _ = writeln!(
        out,
        "\nReplace what is personal in the copies before they go into a repository. Then: passerelle check {head}"
    );
    out
}

fn plural(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

fn answer(draft: &Draft, wanted: &Wanted, reports: &[FeedReport]) -> Json {
    let feeds: Vec<Json> = draft
        .feeds
        .iter()
        .map(|feed| {
            json!({ "file": feed.from, "bordereau": feed.code, "records": feed.records,
                "shape": feed.shape.map(crate::feed::Shape::name), "fields": feed.paths.len() })
        })
        .collect();
    let dialects: Vec<Json> = draft
        .dialects
        .iter()
        .map(
            |one| json!({ "dialect": one.name, "share": one.share, "reads": one.reads, "fields": one.paths }),
        )
        .collect();
    let copies = draft.copies.iter().map(|(_, to)| to);
    let files: Vec<&PathBuf> = draft.texts.iter().map(|(path, _)| path).chain(copies).collect();
    json!({ "schema": 1, "head": wanted.head, "folder": wanted.folder, "feeds": feeds, "dialects": dialects,
        "chosen": draft.chosen, "files": files, "taken": draft.taken, "undecided": draft.undecided,
        "ready": draft.loaded.ready.is_some(),
        "reports": reports.iter().map(|one| json!({ "bordereau": one.bordereau, "read": one.read,
            "imported": one.imported, "excluded": one.excluded, "held": one.held })).collect::<Vec<_>>() })
}
