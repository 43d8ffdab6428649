//! `passerelle explain`

use super::args::Explain;
use super::exit::{Exit, Failure};
use super::output;
use crate::diagnostics::Code;
use crate::eval::FaultCode;
use crate::value::nearest;

pub(super) fn run(args: &Explain) -> Result<Exit, Failure> {
    let wanted = args.code.to_uppercase();
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
                "there is no code `{}`: a code is a letter and four digits, such as E0203{near}",
                args.code
            )))
        }
    }
}
