//! Why a script failed, in words that name no value: equal faults are counted together.

use rhai::{EvalAltResult, Position};

use super::engine::{LARGEST_MAP, LONGEST_LIST, LONGEST_TEXT, MOST_OPERATIONS, MOST_VARIABLES};
use super::work::DEEPEST;
use crate::value::visible;

/// Characters of what an author throws.
const LONGEST_WHY: usize = 200;

/// What went wrong, and the line at which it did, if Rhai knows it.
pub(super) fn explain(error: &EvalAltResult) -> (String, Option<usize>) {
    let (error, at) = innermost(error, Position::NONE);
    (what(error), at.line())
}

/// The error itself, out of the calls it came through, with the nearest position to it.
fn innermost(error: &EvalAltResult, outer: Position) -> (&EvalAltResult, Position) {
    let at = if error.position().is_none() { outer } else { error.position() };
    if let EvalAltResult::ErrorInFunctionCall(_, _, inner, _) = error {
        innermost(inner, at)
    } else {
        (error, at)
    }
}

fn what(error: &EvalAltResult) -> String {
    if let EvalAltResult::ErrorRuntime(thrown, _) = error {
        // What the author says, whatever it is.
        return match thrown.as_immutable_string_ref() {
            Ok(text) if !text.trim().is_empty() => visible(text.trim()).chars().take(LONGEST_WHY).collect(),
            _ => "the script throws".to_owned(),
        };
    }
    if let EvalAltResult::ErrorArithmetic(said, _) = error {
        // `Division by zero: 7 / 0`: the numbers are values.
        return decapitalised(said.split_once(": ").map_or(said.as_str(), |(said, _)| said));
    }
    if let EvalAltResult::ErrorDataTooLarge(what, _) = error {
        return match what.as_str() {
            "Length of string" => format!("the script makes a text longer than {LONGEST_TEXT} bytes"),
            "Size of array/BLOB" | "Size of array" => {
                format!("the script makes a list of more than {LONGEST_LIST} items")
            }
            "Size of object map" => format!("the script makes a map of more than {LARGEST_MAP} members"),
            _ => format!("the script nests lists and maps deeper than {DEEPEST}"),
        };
    }
    if let EvalAltResult::ErrorFunctionNotFound(signature, _) = error {
        return format!("there is no `{}`", types(signature));
    }
    if let EvalAltResult::ErrorMismatchDataType(wanted, found, _) = error {
        return format!("{} stands where {} is needed", types(found), types(wanted));
    }
    if matches!(error, EvalAltResult::ErrorTooManyOperations(_) | EvalAltResult::ErrorTerminated(..)) {
        return format!(
            "the script does not end within {MOST_OPERATIONS} steps, or does too much with long texts and lists"
        );
    }
    if matches!(error, EvalAltResult::ErrorTooManyVariables(_)) {
        return format!("a function has more than {MOST_VARIABLES} variables");
    }
    let known = [
        (matches!(error, EvalAltResult::ErrorStackOverflow(_)), "functions call one another too deeply"),
        (matches!(error, EvalAltResult::ErrorArrayBounds(..)), "a position outside of the list"),
        (matches!(error, EvalAltResult::ErrorStringBounds(..)), "a position outside of the text"),
        (matches!(error, EvalAltResult::ErrorBitFieldBounds(..)), "a position outside of the number"),
        (
            matches!(error, EvalAltResult::ErrorFor(_)),
            "`for` goes over something that is no list, text or range",
        ),
        (
            matches!(error, EvalAltResult::ErrorIndexingType(..)),
            "a position or name in something that has none",
        ),
        (matches!(error, EvalAltResult::ErrorDotExpr(..)), "a member of something that is no map"),
        (matches!(error, EvalAltResult::ErrorAssignmentToConstant(..)), "a constant is assigned"),
        (matches!(error, EvalAltResult::ErrorNonPureMethodCallOnConstant(..)), "a constant is changed"),
        (matches!(error, EvalAltResult::ErrorVariableNotFound(..)), "a variable that is not there"),
    ];
    known.iter().find(|(is, _)| *is).map_or("the script fails", |(_, words)| words).to_owned()
}

/// Types in the words of the book of Rhai, for a signature such as `to_upper (())`.
fn types(text: &str) -> String {
    let text = text.replace("&str | ImmutableString | String", "text").replace("string", "text");
    text.replace("i64", "integer").replace("f64", "decimal").replace("array", "list").replace(" (", "(")
}

fn decapitalised(said: &str) -> String {
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
