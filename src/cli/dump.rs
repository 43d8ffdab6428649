//! `passerelle dump`

use std::fmt::Write;

use super::args::{Dump, Stage};
use super::exit::{Exit, Failure};
use super::output;
use crate::check::ir::Mapping;
use crate::check::{self, RuleFile};
use crate::diagnostics::{self, Diagnostics};
use crate::engine::{self, Disk, Loaded, LoadedChannel};
use crate::program::{self, Program};
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
    let dumped = if let Some(pack) = engine::pack_of_channel(&Disk, &args.path) {
        let LoadedChannel { sources, diagnostics, files, ready, .. } = engine::load_channel(&Disk, &pack)?;
        let compiled = ready.as_ref().map(|ready| (ready.mappings(), ready.programs()));
        let text = stage(args, &sources, &files, compiled);
        (text, "an offer has no records of type", diagnostics, sources)
    } else {
        let folder = engine::find_head(&Disk, &args.path, args.pack.as_deref())?;
        let Loaded { sources, diagnostics, files, ready, .. } =
            engine::load(&Disk, &folder, args.pack.as_deref())?;
        let compiled = ready.as_ref().map(|ready| (&*ready.mappings, &*ready.programs));
        let text = stage(args, &sources, &files, compiled);
        (text, "this head has no feed", diagnostics, sources)
    };
    let (text, unknown, diagnostics, sources) = dumped;
    let text = text.map_err(|Unknown(code)| Failure::Usage(format!("{unknown} `{code}`")))?;
    output::data(&text)?;
    Ok(complain(&diagnostics, &sources))
}

/// What is asked for by `--bordereau`, and is not there.
struct Unknown(String);

/// A stage of rules, as text. The record types of a channel stand in for bordereaux.
fn stage(
    args: &Dump,
    sources: &Sources,
    files: &[RuleFile],
    compiled: Option<(&[Mapping], &[Program])>,
) -> Result<String, Unknown> {
    let mut text = String::new();
    if args.stage == Stage::Ast {
        for file in files {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "# {}", sources.get(file.id).name());
            text.push_str(&syntax::dump(&file.parsed.file));
        }
        return Ok(text);
    }
    let Some((mappings, programs)) = compiled else { return Ok(text) };
    let wanted = |code: &str| args.bordereau.as_deref().is_none_or(|bordereau| bordereau == code);
    for (mapping, program) in
        mappings.iter().zip(programs).filter(|(mapping, _)| wanted(&mapping.record_type))
    {
        text.push_str(&match args.stage {
            Stage::Ast | Stage::Ir => check::dump(mapping),
            Stage::Program => program::dump(program),
        });
    }
    if text.is_empty() { Err(Unknown(args.bordereau.clone().unwrap_or_default())) } else { Ok(text) }
}

fn complain(found: &Diagnostics, sources: &Sources) -> Exit {
    if !found.has_errors() {
        return Exit::Done;
    }
    output::talk(diagnostics::text(found, sources, output::style()).trim_end());
    Exit::Error
}
