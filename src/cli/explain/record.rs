//! `passerelle explain HEAD RECORD-ID`

use std::fs::File;
use std::io::{self, BufReader};

use super::text;
use crate::cli::args::{Explain, Format};
use crate::cli::exit::{Exit, Failure};
use crate::cli::inputs::inputs;
use crate::cli::output;
use crate::engine::{self, Error, Explained, Found, Loaded, Ready};
use crate::value::{nearest, visible};

pub(super) fn run(args: &Explain, loaded: &Loaded, ready: &Ready, id: &str) -> Result<Exit, Failure> {
    let mut met = Vec::new();
    for input in inputs(&args.feeds, ready, &loaded.folder)? {
        let failed = |source: io::Error| Error::Read { path: input.path.clone(), source };
        let mut bytes = BufReader::new(File::open(&input.path).map_err(failed)?);
        let Found { record, ids, error } = engine::find_record(ready, input.at, input.shape, &mut bytes, id);
        if let Some(record) = record {
            let explained = engine::explain(ready, &loaded.sources, input.at, &record);
            return match explained {
                Some(explained) => show(args, &explained),
                None => Err(Failure::Usage(format!("nothing maps the record `{id}`"))),
            };
        }
        if let Some(error) = error {
            output::talk(&format!("error: {}: {}", input.path.display(), visible(&error)));
        }
        met.extend(ids);
    }
    let near = nearest(id, met.iter().map(String::as_str));
    let near = near.map_or(String::new(), |near| format!("; did you mean `{}`?", visible(near)));
    let which = if args.feeds.is_empty() { "no recorded feed of this head" } else { "no feed that is given" };
    Err(Failure::Usage(format!("{which} has the record `{id}`{near}")))
}

fn show(args: &Explain, explained: &Explained) -> Result<Exit, Failure> {
    let only = args.field.as_deref();
    match args.format {
        Format::Text => output::data(&text::text(explained, only))?,
        Format::Json => {
            let mut explained = explained.clone();
            if let Some(only) = only {
                explained.fields.retain(|field| field.target == only);
                explained.without_rule.retain(|field| field == only);
            }
            let json = serde_json::to_string(&explained).map_err(io::Error::from)?;
            output::data(&format!("{json}\n"))?;
        }
    }
    Ok(Exit::Done)
}
