//! The fields that a feed says it has, asked for before any record is read.

use std::fs;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use url::Url;

use super::address;
use super::client::Client;
use super::error::Error;
use super::page;
use super::settings::{Job, Settings};
use crate::feed::{self, Fields, Limits};
use crate::net;
use crate::value::View;

/// The fields of a feed, as its description names them.
#[derive(Clone, Debug)]
pub struct Served {
    /// The description.
    pub url: Url,
    /// Its fields, in its order.
    pub names: Vec<String>,
}

/// Asks for the description of a feed: `$metadata`, else `Fields`; none where its server has none.
pub fn served_fields(job: &Job, settings: &Settings) -> Result<Option<Served>, Error> {
    let runtime = net::runtime().map_err(|error| Error::Client(error.to_string()))?;
    let client = Client::new(settings)?;
    let folder = std::env::temp_dir();
    let path = folder.join(format!(".passerelle-{}-{}.gz", std::process::id(), job.name()));
    let mut failed = None;
    for url in address::descriptions(&job.url) {
        let got = runtime.block_on(client.get(&url, None, &path, &mut |_| {}));
        let names = got.and_then(|_| names(&path, &url));
        let _ = fs::remove_file(&path);
        match names {
            Ok(names) if !names.is_empty() => return Ok(Some(Served { url, names })),
            Ok(_) => {}
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(None), Err)
}

/// The names in a description: of EDM, or in the records of `Fields`.
fn names(path: &std::path::Path, url: &Url) -> Result<Vec<String>, Error> {
    let open = || page::open(path).map_err(Error::read(path));
    let mut start = [0; 1];
    let answer = |error| Error::Answer { url: url.to_string(), error };
    let read = open()?.read(&mut start).map_err(Error::read(path))?;
    let is_xml = read == 1 && (start == *b"<" || start == [0xEF]);
    if is_xml {
        return feed::described(BufReader::new(open()?)).map_err(answer);
    }
    let mut names = Vec::new();
    let fields = Fields::new(["SyndicFieldName".to_owned()]);
    let outcome = feed::read(None, open()?, &fields, &Limits::default(), &mut |record| {
        if let Some(View::Text(name)) = record.view(0) {
            names.push(name.trim().to_owned());
        }
        ControlFlow::Continue(())
    });
    match outcome.error {
        Some(error) => Err(answer(error)),
        None => Ok(names),
    }
}
