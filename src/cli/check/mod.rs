//! `passerelle check`

mod channel;
mod fix;

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::json;

use super::args::{Check, Told};
use super::exit::{Exit, Failure};
use super::output;
use crate::check::{record_type, record_type_form};
use crate::diagnostics::{self, Diagnostics};
use crate::engine::{self, Disk, Files, Loaded};
use crate::fetch::{self, Settings};
use crate::manifest::Bordereaux;
use crate::source::Sources;
use crate::syntax::ast::{Item, Types};

/// What was checked, and what is wrong with it.
struct Checked {
    what: String,
    sources: Sources,
    diagnostics: Diagnostics,
    /// Said besides.
    remark: Option<&'static str>,
}

pub(super) fn run(args: &Check) -> Result<Exit, Failure> {
    let default = [args.pack.clone().unwrap_or_else(|| engine::near_pack(&Disk))];
    let paths = if args.paths.is_empty() { default.as_slice() } else { args.paths.as_slice() };
    let mut all = Vec::new();
    for path in paths {
        check_path(args, path, &mut all)?;
    }
    // What was mended may show what it hid. Each round mends something, so there is a last one.
    while args.fix && mend(&all)? {
        all.clear();
        for path in paths {
            check_path(args, path, &mut all)?;
        }
    }
    let errors: usize = all.iter().map(|checked| checked.diagnostics.errors()).sum();
    let warnings: usize = all.iter().map(|checked| checked.diagnostics.warnings()).sum();
    match args.format {
        Told::Github => {
            for checked in &all {
                output::data(&diagnostics::github(&checked.diagnostics, &checked.sources))?;
            }
            talk(&all);
        }
        Told::Json => {
            let diagnostics: Vec<_> = all
                .iter()
                .flat_map(|checked| diagnostics::json(&checked.diagnostics, &checked.sources))
                .collect();
            let checked: Vec<&str> = all.iter().map(|checked| checked.what.as_str()).collect();
            let remarks: BTreeMap<&str, &str> =
                all.iter().filter_map(|checked| Some((checked.what.as_str(), checked.remark?))).collect();
            let answer = json!({ "schema": 1, "checked": checked, "remarks": remarks, "errors": errors, "warnings": warnings,
                "diagnostics": diagnostics });
            output::data(&format!("{answer}\n"))?;
        }
        Told::Text => {
            for checked in &all {
                output::data(&diagnostics::text(&checked.diagnostics, &checked.sources, output::style()))?;
                talk(std::slice::from_ref(checked));
            }
        }
    }
    Ok(if errors > 0 {
        Exit::Error
    } else if warnings > 0 && args.deny_warnings {
        Exit::Look
    } else {
        Exit::Done
    })
}

/// Makes the safe repairs; whether there were any. A file that several heads share is changed once.
fn mend(all: &[Checked]) -> Result<bool, Failure> {
    for checked in all {
        if fix::make(&checked.sources, &checked.diagnostics)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Says of each how it fared.
fn talk(all: &[Checked]) {
    for Checked { what, diagnostics, remark, .. } in all {
        let errors = count(diagnostics.errors(), "error");
        let warnings = count(diagnostics.warnings(), "warning");
        let remark = remark.map_or(String::new(), |remark| format!(" ({remark})"));
        output::talk(&format!("{what}: {errors}, {warnings}{remark}"));
    }
}

fn count(count: usize, word: &str) -> String {
    match count {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        more => format!("{more} {word}s"),
    }
}

fn check_path(args: &Check, path: &Path, all: &mut Vec<Checked>) -> Result<(), Failure> {
    if path.extension().is_some_and(|ending| ending == "rules") {
        all.push(rule_file(args, path)?);
        return Ok(());
    }
    if let Some(pack) = engine::pack_of_channel(&Disk, path) {
        all.push(channel::check(&pack)?);
        return Ok(());
    }
    let pack = args.pack.as_deref();
    let whole = Disk.has(&path.join("elloha/account.yaml"));
    let heads = if whole { engine::heads(&Disk, path)? } else { vec![engine::find_head(&Disk, path, pack)?] };
    if heads.is_empty() {
        return Err(Failure::Usage(format!("{} holds no head: nothing was checked", path.display())));
    }
    let root = pack.unwrap_or(path);
    let common = if whole { Some(engine::Common::read(&Disk, root)?) } else { None };
    let known = pack.or(whole.then_some(root));
    let loaded = engine::each(&heads, |head| engine::load_to_examine(&Disk, head, known, common.as_ref()));
    let mut loaded = loaded.into_iter().collect::<Result<Vec<_>, engine::Error>>()?;
    engine::dialects_once(&mut loaded);
    let unexamined: Vec<Mutex<&mut Loaded>> = loaded.iter_mut().map(Mutex::new).collect();
    engine::each(&unexamined, |loaded| {
        let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
        engine::examine(&Disk, &mut loaded);
        let Loaded { folder, sources, diagnostics, .. } = &mut **loaded;
        engine::try_repairs(&Disk, folder, known, sources, diagnostics);
    });
    drop(unexamined);
    if whole {
        engine::never_seen(&mut loaded);
    }
    let unused = common.map(|common| engine::unused(&common, &loaded));
    for (head, loaded) in heads.iter().zip(loaded) {
        // What was compiled is not taken apart again: that takes a tenth of the time, and the command is at its end.
        let mut loaded = ManuallyDrop::new(loaded);
        if args.against_feed {
            against(&mut loaded)?;
        }
        all.push(Checked {
            what: head.display().to_string(),
            remark: loaded.ready.as_ref().and_then(|ready| ready.head.status.remark()),
            sources: std::mem::take(&mut loaded.sources),
            diagnostics: std::mem::take(&mut loaded.diagnostics),
        });
    }
    if whole && engine::find_channel(&Disk, root)?.is_some() {
        all.push(channel::check(root)?);
    }
    if let Some((sources, diagnostics)) = unused {
        let what = path.display().to_string();
        all.push(Checked { what, sources, diagnostics, remark: Some("what no head uses") });
    }
    Ok(())
}

/// Compares the rules of a head with what its feeds say they have.
fn against(loaded: &mut Loaded) -> Result<(), Failure> {
    let Some(ready) = &loaded.ready else { return Ok(()) };
    let settings = Settings::of(&ready.head, &ready.pack.sit);
    let jobs = fetch::jobs(&ready.head);
    if jobs.is_empty() {
        let file = loaded.folder.join("head.yaml");
        return Err(Failure::Usage(format!(
            "{}: no feed has an address: write `url:` behind its `file:`",
            file.display()
        )));
    }
    for job in jobs.iter().filter(|job| job.language.is_none()) {
        let Some(at) = ready.head.feeds.iter().position(|(code, _)| code.value == job.bordereau) else {
            continue;
        };
        let place = ready.head.feeds.get(at).and_then(|(_, feed)| feed.url.as_ref()).map(|url| url.place);
        let (Some(served), Some(place)) = (fetch::served_fields(job, &settings)?, place) else {
            output::talk(&format!("{}: {} has no description: nothing was compared", job.bordereau, job.url));
            continue;
        };
        output::talk(&format!("{}: {} names {} fields", job.bordereau, served.url, served.names.len()));
        engine::against(ready, at, &served.names, place, &mut loaded.diagnostics);
    }
    Ok(())
}

/// A rule file by itself: its syntax and, where a pack is at hand, its record types.
fn rule_file(args: &Check, path: &Path) -> Result<Checked, Failure> {
    let mut loose = engine::read_rules(&Disk, path)?;
    engine::try_repairs_of_file(&Disk, path, &loose.sources, &mut loose.diagnostics);
    let (bordereaux, remark) = match bordereaux(args, path, &mut loose.sources) {
        Some(bordereaux) => (Some(bordereaux), "syntax and record types; check the head for the rest"),
        None => (None, "syntax only; check the head for the rest"),
    };
    for item in &loose.parsed.file.items {
        let Item::For(block) = item else { continue };
        let Types::Named(names) = &block.types else { continue };
        for name in names {
            match &bordereaux {
                Some(bordereaux) => {
                    record_type(bordereaux, &name.value, name.span, &mut loose.diagnostics);
                }
                None if name.value.chars().any(|c| c.is_ascii_lowercase()) => {
                    loose.diagnostics.push(record_type_form(&name.value, name.span));
                }
                None => {}
            }
        }
    }
    Ok(Checked {
        what: path.display().to_string(),
        sources: loose.sources,
        diagnostics: loose.diagnostics,
        remark: Some(remark),
    })
}

/// The record types of the pack above the file, or of the one that is named, or of `rules`.
fn bordereaux(args: &Check, path: &Path, sources: &mut Sources) -> Option<Bordereaux> {
    if let Some(channel) = path.parent().filter(|folder| Disk.has(&folder.join("channel.yaml"))) {
        return engine::read_offers(&Disk, channel, sources);
    }
    let named = args.pack.clone();
    let above = || engine::find_pack(&Disk, path.parent()?).ok();
    let here = || Some(engine::near_pack(&Disk)).filter(|pack| Disk.has(&pack.join("elloha/account.yaml")));
    let pack = named.or_else(above).or_else(here)?;
    engine::read_bordereaux(&Disk, &pack, sources)
}
