//! `passerelle gateway account`

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::credential::invited;
use super::opened::{gateway, now, outbound};
use crate::cli::args::{Account as Args, AccountCommand, AddAccount, Format, Invite, Named, OneAccount};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::gateway::access::{Private, Scope};
use crate::gateway::{AccountView, Selling};
use crate::value::visible;

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        AccountCommand::List(args) => list(args),
        AccountCommand::Add(args) => add(args),
        AccountCommand::Invite(args) => invite(args),
        AccountCommand::Consents(args) => consents(args),
    }
}

fn list(args: &Named) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    let channel = open.known(&args.head)?;
    let all = open.accounts(&channel, now().now)?;
    if args.gateway.within.format == Format::Json {
        let all: Vec<Json> = all.iter().map(json_of).collect();
        output::data(&format!("{}\n", json!({ "schema": 1, "head": args.head, "accounts": all })))?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    if all.is_empty() {
        let _ = writeln!(out, "no account of the head {} is known: add one, or load its offers", args.head);
    }
    for account in &all {
        let _ = writeln!(
            out,
            "{}  {:<28} {:<16} {:<8} {}",
            account.idoi,
            visible(&account.name),
            account.account_type,
            account.subscription,
            state(account)
        );
    }
    output::data(&out)?;
    Ok(Exit::Done)
}

fn state(account: &AccountView) -> String {
    match account.selling {
        _ if !account.eligible => "never: its type is not sold through ALOA".to_owned(),
        Selling::Closed => "closed: its owner has not opened it, or has closed it".to_owned(),
        Selling::From(day) => format!("opened, sold from {day} on"),
        Selling::Sold => "sold".to_owned(),
        Selling::Tested => "the test account".to_owned(),
    }
}

fn json_of(account: &AccountView) -> Json {
    let (word, from) = match account.selling {
        Selling::Closed => ("closed", None),
        Selling::From(day) => ("opened", Some(day.to_string())),
        Selling::Sold => ("sold", None),
        Selling::Tested => ("tested", None),
    };
    json!({ "idOi": account.idoi, "name": account.name, "type": account.account_type,
        "subscription": account.subscription, "eligible": account.eligible, "state": word, "from": from })
}

fn add(args: &AddAccount) -> Result<Exit, Failure> {
    let outbound = outbound(&args.gateway.within)?;
    let mut types = outbound.account_types();
    if !types.any(|code| code == args.account_type) {
        let types: Vec<&str> = outbound.account_types().collect();
        return Err(Failure::Usage(format!(
            "`{}` is no account type of elloha/types.yaml: write one of {}",
            visible(&args.account_type),
            types.join(", ")
        )));
    }
    let open = gateway(&args.gateway, None, 2)?;
    let channel = open.known(&args.head)?;
    let account = AccountView {
        idoi: args.idoi,
        name: args.name.clone(),
        account_type: args.account_type.clone(),
        subscription: args.subscription.clone(),
        eligible: true,
        selling: Selling::Closed,
    };
    open.put_account(&channel, &account, now())?;
    let known = open.account_view(&channel, args.idoi, now().now)?;
    output::data(&format!("{}: {}\n", args.idoi, state(&known)))?;
    Ok(Exit::Done)
}

fn invite(args: &Invite) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    let channel = open.known(&args.head)?;
    // It must be an account of this network.
    open.account_view(&channel, args.idoi, now().now)?;
    let scope = Scope::Owner {
        account: args.idoi,
        managed_internally: args.managed_internally,
        name: Private::new(args.name.clone()),
    };
    invited(&open, &args.gateway, &args.email, &scope)
}

fn consents(args: &OneAccount) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    let channel = open.known(&args.head)?;
    let all = open.consents(&channel, args.idoi)?;
    if args.gateway.within.format == Format::Json {
        let told = all.iter().map(|one| {
            json!({ "at": one.at, "deed": one.deed, "person": one.person, "name": one.name, "as": one.acts_as,
                "label": one.label })
        });
        let told: Vec<Json> = told.collect();
        output::data(&format!("{}\n", json!({ "schema": 1, "idOi": args.idoi, "consents": told })))?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    if all.is_empty() {
        let _ = writeln!(out, "nobody has opened the channel in the account {}", args.idoi);
    }
    for one in &all {
        let as_what = if one.acts_as == "owner" { "its owner" } else { "managed internally" };
        let name = visible(&one.name);
        let _ = writeln!(
            out,
            "{}  {:<6}  by {name} ({as_what}), for « {} »",
            one.at,
            one.deed,
            visible(&one.label)
        );
    }
    output::data(&out)?;
    Ok(Exit::Done)
}
