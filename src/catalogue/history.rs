//! A run that does one thing to one record, with its line of history.

use serde_json::{Value as Json, json};

use crate::store::{self, Connection, HeadState, HistoryLine, Origin, Run};

/// Writes such a run, and that the head has moved; its number.
pub(super) fn one_line(
    connection: &mut dyn Connection,
    head: &str,
    state: &mut HeadState,
    command: &str,
    (origin, id): (Origin, &str),
    (kind, detail): (&str, &Json),
    at: &str,
) -> Result<i64, store::Error> {
    state.run += 1;
    state.moves(&format!("{command} {kind} {id} {detail}"));
    let run = Run {
        number: state.run,
        command: command.to_owned(),
        began: at.to_owned(),
        ended: Some(at.to_owned()),
        change_set: String::new(),
        done: 1,
        total: 1,
        about: json!({ "id": id }).to_string(),
    };
    store::begin_run(connection, head, &run)?;
    let line = HistoryLine {
        run: state.run,
        place: 0,
        id: id.to_owned(),
        origin: origin.word().to_owned(),
        kind: kind.to_owned(),
        detail: detail.to_string(),
    };
    store::remember(connection, head, &[line])?;
    store::set_head(connection, head, state)?;
    Ok(state.run)
}
