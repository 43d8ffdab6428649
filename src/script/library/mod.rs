//! The functions and operators that scripts have.
//!
//! Their names and meanings are those of Rhai's own library. One that changes its receiver gives the result back as
//! well: `value.trim()` may be used either way.
//!
//! **Invariant:** a function that makes a text or a list charges for it before it makes it.
#![expect(clippy::needless_pass_by_value, reason = "Rhai hands over what a function takes")]

mod list;
mod map;
mod number;
mod text;

use std::collections::BTreeMap;

use rhai::{Dynamic, Engine, EvalAltResult, FuncRegistration, Module, Position, RhaiNativeFunc};

/// The names of all functions, each with the numbers of arguments it takes; a receiver counts as one.
pub(super) type Names = BTreeMap<&'static str, Vec<usize>>;

/// Gives an engine all functions.
pub(super) fn register(engine: &mut Engine) -> Names {
    let mut library = Library::default();
    text::register(&mut library);
    number::register(&mut library);
    list::register(&mut library);
    map::register(&mut library);
    engine.register_global_module(library.module.into());
    library.names
}

#[derive(Default)]
struct Library {
    module: Module,
    names: Names,
}

impl Library {
    /// A function that leaves its receiver as it is.
    fn reads<A: 'static, const N: usize, const X: bool, R, const F: bool>(
        &mut self,
        name: &'static str,
        function: impl RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    ) where
        R: Clone + Send + Sync + 'static,
    {
        self.add(name, true, function);
    }

    /// A function that changes its receiver.
    fn changes<A: 'static, const N: usize, const X: bool, R, const F: bool>(
        &mut self,
        name: &'static str,
        function: impl RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    ) where
        R: Clone + Send + Sync + 'static,
    {
        self.add(name, false, function);
    }

    fn add<A: 'static, const N: usize, const X: bool, R, const F: bool>(
        &mut self,
        name: &'static str,
        pure: bool,
        function: impl RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    ) where
        R: Clone + Send + Sync + 'static,
    {
        let arities = self.names.entry(name).or_default();
        if !arities.contains(&N) {
            arities.push(N);
        }
        FuncRegistration::new(name).with_purity(pure).set_into_module(&mut self.module, function);
    }
}

/// An error that a script may catch. It names no value, so that equal faults can be counted together.
fn refused(why: &str) -> EvalAltResult {
    EvalAltResult::ErrorArithmetic(why.to_owned(), Position::NONE)
}

/// An error that a script cannot catch: what would be made is too large.
fn too_large(what: &str) -> EvalAltResult {
    EvalAltResult::ErrorDataTooLarge(what.to_owned(), Position::NONE)
}

/// Whether two single things are the same. Lists and maps never are.
fn same(one: &Dynamic, other: &Dynamic) -> bool {
    if let (Ok(one), Ok(other)) = (one.as_immutable_string_ref(), other.as_immutable_string_ref()) {
        return *one == *other;
    }
    if let (Ok(one), Ok(other)) = (one.as_int(), other.as_int()) {
        return one == other;
    }
    if let (Some(one), Some(other)) = (float(one), float(other)) {
        return one.total_cmp(&other).is_eq();
    }
    if let (Ok(one), Ok(other)) = (one.as_char(), other.as_char()) {
        return one == other;
    }
    if let (Ok(one), Ok(other)) = (one.as_bool(), other.as_bool()) {
        return one == other;
    }
    one.is_unit() && other.is_unit()
}

/// A number of either kind.
#[expect(clippy::cast_precision_loss, reason = "as in every comparison of Rhai")]
fn float(value: &Dynamic) -> Option<f64> {
    value.as_float().ok().or_else(|| value.as_int().ok().map(|number| number as f64))
}

/// A position that counts from the end if it is negative: 0 to `length`.
fn position(at: i64, length: usize) -> usize {
    let from_end = || length.saturating_sub(usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX));
    usize::try_from(at).map_or_else(|_| from_end(), |at| at.min(length))
}
