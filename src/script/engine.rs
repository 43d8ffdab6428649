//! The one engine of all scripts: what there is for them, and how much.
//!
//! It is made from nothing: no package of Rhai is in it, since several of their functions do unbounded work that Rhai
//! does not count (`pad` with an empty text never ends) or reach outside (`sleep`, `print`). It keeps no state: all
//! that a call changes is in its own scope.

use std::sync::LazyLock;

use rhai::Engine;

use super::library::{self, Names};
use super::work::charge_value;

/// Steps of the interpreter in one call.
pub(super) const MOST_OPERATIONS: u64 = 50_000;
/// Functions that call one another.
const MOST_CALLS: usize = 8;
/// Nesting of statements and expressions, as Rhai counts it: about 40 terms of a sum, 14 loops in one another.
const DEEPEST: usize = 48;
/// Variables that a function sees at once.
pub(super) const MOST_VARIABLES: usize = 32;
/// Functions in a file.
pub(super) const MOST_FUNCTIONS: usize = 64;
/// Bytes of a text.
pub(super) const LONGEST_TEXT: usize = 32 * 1024;
/// Items of a list, with those of the lists in it.
pub(super) const LONGEST_LIST: usize = 1000;
/// Members of a map, with those of the maps in it.
pub(super) const LARGEST_MAP: usize = 250;

/// Words of Rhai that reach around what was compiled, or out of it.
const FORBIDDEN: &[&str] = &[
    "eval",
    "print",
    "debug",
    "this",
    "Fn",
    "call",
    "curry",
    "is_def_fn",
    "is_def_var",
    "is_shared",
    "import",
    "export",
];

/// The engine, and the functions it has.
pub(super) struct Sandbox {
    pub(super) engine: Engine,
    pub(super) names: Names,
}

/// One for all threads: an engine that runs is only read.
pub(super) static SANDBOX: LazyLock<Sandbox> = LazyLock::new(sandbox);

fn sandbox() -> Sandbox {
    // Function names are found by their hash. A seed of our own makes it the same in every run; the first engine of a
    // process settles it, and nothing depends on it.
    let _ = rhai::config::hashing::set_hashing_seed(Some([2, 3, 5, 7]));
    let mut engine = Engine::new_raw();
    let names = library::register(&mut engine);
    for word in FORBIDDEN {
        engine.disable_symbol(*word);
    }
    engine
        .set_max_operations(MOST_OPERATIONS)
        .set_max_call_levels(MOST_CALLS)
        .set_max_expr_depths(DEEPEST, DEEPEST)
        .set_max_variables(MOST_VARIABLES)
        .set_max_functions(MOST_FUNCTIONS)
        .set_max_string_size(LONGEST_TEXT)
        .set_max_array_size(LONGEST_LIST)
        .set_max_map_size(LARGEST_MAP)
        .set_strict_variables(true)
        .set_allow_anonymous_fn(false)
        // The operators of the library come first, since they charge what they do.
        .set_fast_operators(false)
        // Texts are not shared between calls.
        .set_max_strings_interned(0);
    #[expect(deprecated, reason = "Rhai marks so what may change with its next version; ours is locked")]
    engine.on_var(|name, _, context| {
        // Reading a variable is how a script copies a value.
        if let Some(value) = context.scope().get(name) {
            charge_value(context.tag(), value)?;
        }
        Ok(None)
    });
    Sandbox { engine, names }
}
