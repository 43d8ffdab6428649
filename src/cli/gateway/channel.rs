//! `passerelle gateway channel`

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::opened::{gateway, now};
use crate::cli::args::{Channel as Args, ChannelCommand, Format, InGateway, Provision, Request as Asked};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::elloha::Secret;
use crate::gateway::access::{self, Actor};
use crate::gateway::{Channel, Gateway, Office, Request};

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        ChannelCommand::Request(args) => request(args),
        ChannelCommand::Provision(args) => provision(args),
        ChannelCommand::Tested(args) => {
            let open = gateway(&args.gateway, None, 2)?;
            told(&args.gateway, &open.tested(&args.head, now())?)
        }
        ChannelCommand::Show(args) => {
            let open = gateway(&args.gateway, None, 2)?;
            told(&args.gateway, &open.show(&args.head, now())?)
        }
        ChannelCommand::Label(args) => {
            let open = gateway(&args.gateway, None, 2)?;
            told(&args.gateway, &open.label(&args.head, &args.label, now())?)
        }
        ChannelCommand::List(args) => {
            let all = gateway(&args.gateway, None, 2)?.channels()?;
            if args.gateway.within.format == Format::Json {
                let all: Vec<Json> = all.iter().map(json_of).collect();
                output::data(&format!("{}\n", json!({ "schema": 1, "channels": all })))?;
            } else if all.is_empty() {
                output::data("no head has asked for a channel\n")?;
            } else {
                output::data(&all.iter().map(text_of).collect::<String>())?;
            }
            Ok(Exit::Done)
        }
    }
}

fn request(args: &Asked) -> Result<Exit, Failure> {
    let office = Office {
        business_name: args.business_name.clone(),
        postal_address: args.postal_address.clone(),
        surname: args.surname.clone(),
        first_name: args.first_name.clone(),
        telephone: args.telephone.clone(),
        email: args.email.clone(),
    };
    let request = Request {
        head: args.head.clone(),
        office,
        test_account: args.test_account,
        ids: args.channel.zip(args.booking_engine),
    };
    let open = gateway(&args.gateway, None, 2)?;
    told(&args.gateway, &open.request(&request, now())?)
}

fn provision(args: &Provision) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    let (channel, machine) = match &args.renew {
        None => {
            let sheet = open.provision(&args.head, now())?;
            (sheet.channel, sheet.machine)
        }
        Some(client) => {
            let channel = open.known(&args.head)?;
            let machine = renewed(&open, client)?;
            (channel, machine)
        }
    };
    let sheet = sheet(&args.address, &channel, &machine.client_id, &machine.secret);
    if args.gateway.within.format == Format::Json {
        let answer = json!({ "schema": 1, "channel": json_of(&channel), "address": args.address,
            "userName": machine.client_id, "password": machine.secret.expose() });
        output::data(&format!("{answer}\n"))?;
    } else {
        output::data(&sheet)?;
    }
    Ok(Exit::Done)
}

fn renewed(open: &Gateway, client: &str) -> Result<access::NewMachine, Failure> {
    access::rotate(open.store(), client, Actor::Operator, now())
        .map_err(|error| Failure::Gateway(error.into()))
}

/// What ALOA is handed.
fn sheet(address: &str, channel: &Channel, client: &str, secret: &Secret) -> String {
    let office = &channel.office;
    format!(
        "Hand-over sheet for ALOA\n\n\
         \x20 sold for            head {}, {}\n\
         \x20 booking office      {}, {}\n\
         \x20 address             {address}\n\
         \x20 documentation       {address}docs, {address}openapi.json\n\
         \x20 userName            {client}\n\
         \x20 password            {}\n\
         \x20 idPublication       {}   the dedicated booking engine, on every call\n\
         \x20 idDistribution      {}   the channel\n\
         \x20 test account        {}   the only one that is sold until the channel is shown\n\
         \x20 Creator             {}\n\n\
         The password is shown now, and never again. POST /Token/CreateToken takes both.\n",
        channel.head,
        channel.label,
        office.business_name,
        office.postal_address,
        secret.expose(),
        channel.engine,
        channel.id,
        channel.test_account,
        channel.creator
    )
}

fn told(args: &InGateway, channel: &Channel) -> Result<Exit, Failure> {
    let text = match args.within.format {
        Format::Text => text_of(channel),
        Format::Json => format!("{}\n", json!({ "schema": 1, "channel": json_of(channel) })),
    };
    output::data(&text)?;
    Ok(Exit::Done)
}

fn text_of(channel: &Channel) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        out,
        "{}: {} – « {} », booking engine {}, test account {}",
        channel.head,
        channel.stage.word(),
        channel.label,
        channel.engine,
        channel.test_account
    );
    out
}

fn json_of(channel: &Channel) -> Json {
    json!({ "head": channel.head, "stage": channel.stage.word(), "label": channel.label, "creator": channel.creator,
        "idDistribution": channel.id, "idPublication": channel.engine, "testAccount": channel.test_account })
}
