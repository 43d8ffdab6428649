//! Repairs, each tried before it is shown: the edited text is checked again, recorded feeds included.
//!
//! **Invariant:** an edit that is shown takes its mistake away and puts no other in its place. One that only leads to the
//! next mistake is told in words, with that mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::examine::examine;
use super::files::{Files, Overlay};
use super::load::load_to_examine;
use super::loose::read_rules;
use super::parallel::each;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit, Severity};
use crate::source::Sources;

/// The most repairs that are tried: with more mistakes than that, the first are to be mended first.
const MOST_TRIED: usize = 40;

/// A repair that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The mistake.
    pub code: Code,
    /// The repair, in words.
    pub text: String,
    /// The mistake that it leads to, where it takes its own away.
    pub then: Option<String>,
}

/// What comes of a repair.
enum Trial {
    /// The mistake is gone.
    Holds,
    /// It is gone, and another one stands there.
    Then(String),
    /// It is still there, or the repair cannot be tried.
    Fails,
}

/// Tries the repairs of a head. The edits of those that do not hold are taken out of the diagnostics, and returned.
pub fn try_repairs(
    files: &dyn Files,
    folder: &Path,
    pack: Option<&Path>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<Refused> {
    let again = |files: &Overlay<'_>| {
        let mut loaded = load_to_examine(files, folder, pack, None).ok()?;
        examine(files, &mut loaded);
        Some((loaded.sources, loaded.diagnostics))
    };
    tried(files, sources, diagnostics, &again)
}

/// Tries the repairs of a rule file that was read by itself.
pub fn try_repairs_of_file(
    files: &dyn Files,
    path: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<Refused> {
    let again = |files: &Overlay<'_>| {
        let loose = read_rules(files, path).ok()?;
        Some((loose.sources, loose.diagnostics))
    };
    tried(files, sources, diagnostics, &again)
}

/// A repair to be tried.
struct Candidate {
    /// The number of its diagnostic, and its number there.
    at: (usize, usize),
    code: Code,
    message: String,
    edits: Vec<Edit>,
}

pub(super) type Again<'a> = dyn Fn(&Overlay<'_>) -> Option<(Sources, Diagnostics)> + Sync + 'a;

pub(super) fn tried(
    files: &dyn Files,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
    again: &Again<'_>,
) -> Vec<Refused> {
    let mut candidates = Vec::new();
    for (number, diagnostic) in diagnostics.sorted().into_iter().enumerate() {
        for (help, repair) in diagnostic.helps.iter().enumerate().filter(|(_, help)| !help.edits.is_empty()) {
            let (code, message) = (diagnostic.code, diagnostic.message.clone());
            candidates.push(Candidate { at: (number, help), code, message, edits: repair.edits.clone() });
        }
    }
    let (try_now, beyond) = candidates.split_at(candidates.len().min(MOST_TRIED));
    let trials = each(try_now, |candidate| try_one(files, sources, diagnostics, candidate, again));
    let mut trials: BTreeMap<(usize, usize), Trial> =
        try_now.iter().map(|candidate| candidate.at).zip(trials).collect();
    trials.extend(beyond.iter().map(|candidate| (candidate.at, Trial::Fails)));
    let mut told = Vec::new();
    let mut number = 0;
    diagnostics.revise(|diagnostic| {
        let (mut help, code) = (0, diagnostic.code);
        diagnostic.helps.retain_mut(|repair| {
            let trial = trials.get(&(number, help));
            help += 1;
            // A name that differs by case only can be no other.
            repair.safe |= matches!(trial, Some(Trial::Holds)) && by_case_only(sources, &repair.edits);
            let Some(Trial::Then(_) | Trial::Fails) = trial else { return true };
            let then = if let Some(Trial::Then(then)) = trial { Some(then.clone()) } else { None };
            told.push(Refused { code, text: repair.text.clone(), then: then.clone() });
            repair.edits.clear();
            if let Some(then) = &then {
                let and = if repair.text.ends_with('?') { "" } else { "." };
                repair.text = format!("{}{and} That alone is not enough: {then}", repair.text);
            }
            then.is_some()
        });
        number += 1;
    });
    told
}

/// Makes the edits of a repair, and checks the head again.
fn try_one(
    files: &dyn Files,
    sources: &Sources,
    diagnostics: &Diagnostics,
    candidate: &Candidate,
    again: &Again<'_>,
) -> Trial {
    let Some((path, text, changed)) = edited(sources, &candidate.edits) else { return Trial::Fails };
    if !files.has(&path) {
        return Trial::Fails;
    }
    let mut overlay = Overlay::new(files);
    overlay.add(path.clone(), text);
    let Some((after_sources, after)) = again(&overlay) else { return Trial::Fails };
    let name = path.display().to_string();
    let same = |known: &Diagnostic, sources: &Sources| {
        known.code == candidate.code
            && known.message == candidate.message
            && sources.get(known.span.file).name() == name
    };
    let before = diagnostics.sorted().into_iter().filter(|known| same(known, sources)).count();
    let left = after.sorted().into_iter().filter(|known| same(known, &after_sources)).count();
    if left >= before {
        return Trial::Fails;
    }
    let known: BTreeSet<(Code, &str)> =
        diagnostics.sorted().into_iter().map(|one| (one.code, one.message.as_str())).collect();
    let then = after.sorted().into_iter().find(|one| {
        // What stands elsewhere was hidden before: reading stops at the first mistake of a statement.
        let touches =
            |range: &Range<usize>| one.span.range().start <= range.end && one.span.range().end >= range.start;
        // A field that is quoted is a constant, which compiles and is not what was meant.
        (one.code.severity() == Severity::Error || one.code == Code::QuotedField)
            && after_sources.get(one.span.file).name() == name
            && changed.iter().any(touches)
            && !known.contains(&(one.code, one.message.as_str()))
    });
    then.map_or(Trial::Holds, |one| Trial::Then(one.message.clone()))
}

fn by_case_only(sources: &Sources, edits: &[Edit]) -> bool {
    let [edit] = edits else { return false };
    let text = sources.text(edit.span);
    text != edit.replacement && text.to_lowercase() == edit.replacement.to_lowercase()
}

/// A file with some edits made: its path, its text, and where that is new. None where the edits overlap, or are not of one
/// file.
pub fn edited(sources: &Sources, edits: &[Edit]) -> Option<(PathBuf, String, Vec<Range<usize>>)> {
    let file = edits.first()?.span.file;
    let source = sources.get(file);
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut text, mut changed, mut behind) = (String::new(), Vec::new(), 0);
    for edit in edits {
        let range = edit.span.range();
        if edit.span.file != file || range.start < behind {
            return None;
        }
        text.push_str(source.text().get(behind..range.start)?);
        let start = text.len();
        text.push_str(&edit.replacement);
        changed.push(start..text.len());
        behind = range.end;
    }
    text.push_str(source.text().get(behind..)?);
    Some((PathBuf::from(source.name()), text, changed))
}
