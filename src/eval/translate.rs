//! Translations: rules of translated targets, applied again to the record of each language's feed.
//!
//! **Invariant:** a translation never stops a record: what is wrong with one is at most a warning, and what a
//! language does not say is no fault.

use super::Sink;
use super::record::State;
use super::target;

/// Writes `"translations":{"en":{…}}`, unless no language says anything.
pub(super) fn write<S: Sink>(state: &mut State<'_>, sink: &mut S) {
    let before = sink.mark();
    sink.key("translations");
    sink.begin_object();
    let mut any = false;
    for number in 0..state.program.languages.len() {
        any |= language(state, number, sink);
    }
    sink.end_object();
    if !any {
        sink.rollback(before);
    }
    (state.side, state.language) = (0, None);
}

fn language<S: Sink>(state: &mut State<'_>, number: usize, sink: &mut S) -> bool {
    let program = state.program;
    let Some(name) = program.languages.get(number) else { return false };
    let before = sink.mark();
    sink.key(name);
    sink.begin_object();
    let mut any = false;
    state.language = Some(number);
    for target in program.targets.iter().filter(|target| target.translates) {
        let own = target.translated.iter().find(|(language, _)| *language == number);
        match own {
            // A rule for one language reads the main feed.
            Some((_, rules)) => {
                state.side = 0;
                any |= target::write_rules(state, target, rules, sink);
            }
            None if state.sides.get(number + 1).is_some_and(|side| side.record.is_some()) => {
                state.side = number + 1;
                any |= target::write_rules(state, target, &target.rules, sink);
            }
            None => {}
        }
    }
    sink.end_object();
    if !any {
        sink.rollback(before);
    }
    any
}
