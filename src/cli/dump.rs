//! `passerelle dump`

use std::fmt::Write;
use std::path::Path;

use super::args::{Dump, Stage};
use super::exit::{Exit, Failure};
use super::output;
use crate::check;
use crate::diagnostics::{self, Diagnostics};
use crate::engine::{self, Disk, LoadedChannel};
use crate::program;
use crate::source::Sources;
use crate::syntax;

pub(super) fn run(args: &Dump) -> Result<Exit, Failure> {
    if args.path.extension().is_some_and(|ending| ending == "rules") {
        if args.stage != Stage::Ast {
            let message = "a rule file by itself has a tree only: name its head for the other stages";
            return Err(Failure::Usage(message.to_owned()));
        }
        let loose = engine::read_rules(&Disk, &args.path)?;
        output::data(&syntax::dump(&loose.parsed.file))?;
        return Ok(complain(&loose.diagnostics, &loose.sources));
    }
    if let Some(pack) = engine::pack_of_channel(&Disk, &args.path) {
        return channel(args, &pack);
    }
    let folder = engine::find_head(&Disk, &args.path, args.pack.as_deref())?;
    let loaded = engine::load(&Disk, &folder, args.pack.as_deref())?;
    let wanted = |code: &str| args.bordereau.as_deref().is_none_or(|bordereau| bordereau == code);
    let mut text = String::new();
    if args.stage == Stage::Ast {
        for file in &loaded.files {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "# {}", loaded.sources.get(file.id).name());
            text.push_str(&syntax::dump(&file.parsed.file));
        }
    } else if let Some(ready) = &loaded.ready {
        for (mapping, compiled) in ready.mappings.iter().zip(&ready.programs) {
            if wanted(&mapping.record_type) {
                text.push_str(&match args.stage {
                    Stage::Ast | Stage::Ir => check::dump(mapping),
                    Stage::Program => program::dump(compiled),
                });
            }
        }
        if text.is_empty() {
            let code = args.bordereau.clone().unwrap_or_default();
            return Err(Failure::Usage(format!("this head has no feed `{code}`")));
        }
    }
    output::data(&text)?;
    Ok(complain(&loaded.diagnostics, &loaded.sources))
}

/// The stages of a channel, whose record types stand in for bordereaux.
fn channel(args: &Dump, pack: &Path) -> Result<Exit, Failure> {
    let LoadedChannel { sources, diagnostics, files, ready, .. } = engine::load_channel(&Disk, pack)?;
    let wanted = |code: &str| args.bordereau.as_deref().is_none_or(|bordereau| bordereau == code);
    let mut text = String::new();
    if args.stage == Stage::Ast {
        for file in &files {
            let _ = writeln!(text, "# {}", sources.get(file.id).name());
            text.push_str(&syntax::dump(&file.parsed.file));
        }
    } else if let Some(ready) = &ready {
        for (mapping, compiled) in ready.mappings().iter().zip(ready.programs()) {
            if wanted(&mapping.record_type) {
                text.push_str(&match args.stage {
                    Stage::Ast | Stage::Ir => check::dump(mapping),
                    Stage::Program => program::dump(compiled),
                });
            }
        }
        if text.is_empty() {
            let code = args.bordereau.clone().unwrap_or_default();
            return Err(Failure::Usage(format!("an offer has no records of type `{code}`")));
        }
    }
    output::data(&text)?;
    Ok(complain(&diagnostics, &sources))
}

fn complain(found: &Diagnostics, sources: &Sources) -> Exit {
    if !found.has_errors() {
        return Exit::Done;
    }
    output::talk(diagnostics::text(found, sources, output::style()).trim_end());
    Exit::Error
}
