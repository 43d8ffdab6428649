//! `passerelle explain CODE`

use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::diagnostics::Code;
use crate::eval::FaultCode;
use crate::value::nearest;

pub(super) fn run(code: &str) -> Result<Exit, Failure> {
    let wanted = code.to_uppercase();
    let codes = Code::ALL.iter().map(|code| (code.number(), code.page()));
    let faults = FaultCode::ALL.iter().map(|code| (code.number(), code.page()));
    let all: Vec<(&str, &str)> = codes.chain(faults).collect();
    match all.iter().find(|(number, _)| *number == wanted) {
        Some((_, page)) => {
            output::data(page)?;
            Ok(Exit::Done)
        }
        None => {
            let near = nearest(&wanted, all.iter().map(|(number, _)| *number));
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            Err(Failure::Usage(format!(
                "there is no code `{code}`: a code is a letter and four digits, such as E0203{near}"
            )))
        }
    }
}
