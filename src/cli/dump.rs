//! `passerelle dump`

use std::fmt::Write;

use super::args::{Dump, Stage};
use super::exit::{Exit, Failure};
use super::output;
use crate::check;
use crate::diagnostics::{self, Diagnostics};
use crate::engine::{self, Disk};
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

fn complain(found: &Diagnostics, sources: &Sources) -> Exit {
    if !found.has_errors() {
        return Exit::Done;
    }
    output::talk(diagnostics::text(found, sources, output::style()).trim_end());
    Exit::Error
}
