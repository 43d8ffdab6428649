//! One call: a value in, a value out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rhai::{CallFnOptions, Dynamic, Scope};

use super::engine::SANDBOX;
use super::work::Work;
use super::{Script, convert, trouble};
use crate::value::{Literal, Value};

impl Script {
    /// Calls it for one present value; `literals` are the further arguments. A value that is not present passes.
    ///
    /// An error of the script, a passed limit or another type than it promises makes the value invalid. `throw "text"`
    /// makes that text the reason; it should be constant, so that equal faults can be counted together.
    pub fn call<'r>(&self, value: &Value<'r>, literals: &[Literal]) -> Value<'r> {
        if !value.is_present() {
            return value.clone();
        }
        let result = convert::value(value).map_err(|why| (why, None)).and_then(|first| {
            let arguments = std::iter::once(first).chain(literals.iter().map(convert::literal)).collect();
            self.run(arguments)
        });
        match result {
            Ok(value) => value,
            Err((why, line)) => {
                let place = format!("{why} ({}:{})", self.path, line.unwrap_or(self.line));
                Value::invalid(place, value.display())
            }
        }
    }

    fn run(&self, arguments: Vec<Dynamic>) -> Result<Value<'static>, (String, Option<usize>)> {
        let run = || {
            let options = CallFnOptions::new().eval_ast(false).with_tag(Work::new());
            let scope = &mut Scope::new();
            SANDBOX.engine.call_fn_with_options::<Dynamic>(options, scope, &self.ast, &self.name, arguments)
        };
        // Rhai asserts what it believes of its own trees. Should it be wrong once, one value is lost and not the run:
        // nothing that the call could leave half done outlives it.
        let given =
            catch_unwind(AssertUnwindSafe(run)).map_err(|_| ("the script breaks Rhai".to_owned(), None))?;
        let given = given.map_err(|error| trouble::explain(&error))?;
        convert::result(given, self.gives).map_err(|why| (why, None))
    }
}
