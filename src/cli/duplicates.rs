//! `passerelle duplicates`

use std::fmt::Write;

use serde_json::json;

use super::args::{Duplicates, Format};
use super::exit::{Exit, Failure};
use super::{accounts, catalogue, output};
use crate::catalogue::{Pair, Said, decide, duplicates, may_transform};
use crate::value::visible;

pub(super) fn run(args: &Duplicates) -> Result<Exit, Failure> {
    let Some((ready, heads)) = accounts::network(&args.head, &args.within)? else { return Ok(Exit::Error) };
    let head = ready.head.head.value.as_str();
    if let [first, second] = args.decide.as_slice() {
        let user = args.user.as_deref().filter(|user| !user.is_empty());
        let user = user.ok_or_else(|| {
            Failure::Usage("who decides? Name the login by --as, or in ELLOHA_USER".to_owned())
        })?;
        // Who may make an account of a record may say which records are one.
        may_transform(user, &ready.head, None, &heads).map_err(Failure::Usage)?;
        let store = catalogue::open(&args.within)?;
        let pairs = duplicates(&*store, head, &ready.pack.types)?;
        let said = if args.same { Said::Same } else { Said::Different };
        // To keep a record of another head from its account is for that head to say.
        if let (Said::Same, Some((of, _))) = (said, second.split_once(':')) {
            let theirs = heads.iter().find(|one| one.head.value == of);
            let theirs = theirs.ok_or_else(|| Failure::Usage(format!("the pack has no head {of}")))?;
            may_transform(user, theirs, None, &heads).map_err(Failure::Usage)?;
        }
        let names = (first.as_str(), second.as_str());
        let pair = decide(&*store, &pairs, head, names, said, user, args.because.as_deref())?;
        return tell(args, head, &[pair], Exit::Done);
    }
    let store = catalogue::look(&args.within)?;
    let mut pairs = duplicates(&*store, head, &ready.pack.types)?;
    let open = pairs.iter().any(|pair| pair.decided.is_none());
    pairs.retain(|pair| args.all || pair.decided.is_none());
    tell(args, head, &pairs, if open { Exit::Look } else { Exit::Done })
}

fn tell(args: &Duplicates, head: &str, pairs: &[Pair], status: Exit) -> Result<Exit, Failure> {
    if args.within.format == Format::Json {
        output::data(&format!("{}\n", json!({ "schema": 1, "head": head, "pairs": pairs })))?;
        return Ok(status);
    }
    let mut out = String::new();
    if pairs.is_empty() {
        out.push_str(if args.all { "no record seems to be another\n" } else { "nothing to decide\n" });
    }
    // Writing to a `String` cannot fail.
    for Pair { one, other, same, decided } in pairs {
        let _ = writeln!(
            out,
            "{} and {}: the same {}",
            visible(&one.seen_from(head)),
            visible(&other.seen_from(head)),
            same.join(", ")
        );
        for party in [one, other] {
            let account = party.idoi.as_ref().map_or(String::new(), |idoi| format!(", account {idoi}"));
            let by_hand = if party.origin == "hand" { ", by hand" } else { "" };
            let _ = writeln!(
                out,
                "  {} \"{}\", {}{by_hand}{account}",
                visible(&party.seen_from(head)),
                visible(&party.title),
                party.account_type
            );
        }
        if let Some(decided) = decided {
            let keep = decided.keep.as_deref().and_then(|keep| keep.rsplit(' ').next());
            let verdict = keep.map_or_else(
                || "they are different".to_owned(),
                |keep| format!("they are the same, and {} becomes the account", visible(keep)),
            );
            let why = decided.because.as_deref().map_or(String::new(), |why| format!(": {}", visible(why)));
            let _ = writeln!(out, "  {} decided on {}: {verdict}{why}", visible(&decided.by), decided.at);
        }
    }
    output::data(&out)?;
    Ok(status)
}
