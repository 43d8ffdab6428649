//! `passerelle gateway credential`

use serde_json::json;

use super::opened::{gateway, now};
use crate::cli::args::{Credential as Args, CredentialCommand, Format, InGateway, OneCredential};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::gateway::Gateway;
use crate::gateway::access::{self, Actor, Invitation, NewMachine, Private, Scope};

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        CredentialCommand::Statistics(args) => {
            let open = gateway(&args.gateway, None, 2)?;
            for account in &args.accounts {
                if open.heads_of(*account)?.is_empty() {
                    return Err(Failure::Usage(format!(
                        "the account {account} is in no network here: `passerelle gateway account list HEAD` shows those that are"
                    )));
                }
            }
            let scope = Scope::Statistics { accounts: args.accounts.iter().copied().collect() };
            made(&open, &args.gateway, &scope)
        }
        CredentialCommand::Head(args) => {
            let open = gateway(&args.named.gateway, None, 2)?;
            open.known(&args.named.head)?;
            made(&open, &args.named.gateway, &Scope::Head { head: args.named.head.clone() })
        }
        CredentialCommand::Support(args) => {
            let open = gateway(&args.gateway, None, 2)?;
            let scope = Scope::Support { name: Private::new(args.name.clone()) };
            invited(&open, &args.gateway, &args.email, &scope)
        }
        CredentialCommand::Renew(args) => renew(args),
        CredentialCommand::End(args) => {
            let open = gateway(&args.gateway, None, 2)?;
            access::revoke(open.store(), &args.id, Actor::Operator, now()).map_err(denied)?;
            output::data(&format!("{}: ended\n", args.id))?;
            Ok(Exit::Done)
        }
    }
}

fn denied(error: access::Error) -> Failure {
    Failure::Gateway(error.into())
}

fn made(open: &Gateway, args: &InGateway, scope: &Scope) -> Result<Exit, Failure> {
    let machine = access::make_machine(open.store(), scope, Actor::Operator, now()).map_err(denied)?;
    shown(args, &machine)
}

fn shown(args: &InGateway, machine: &NewMachine) -> Result<Exit, Failure> {
    let NewMachine { client_id, secret } = machine;
    output::data(&match args.within.format {
        Format::Text => format!(
            "userName  {client_id}\npassword  {}\n\nThe password is shown now, and never again.\n",
            secret.expose()
        ),
        Format::Json => {
            format!("{}\n", json!({ "schema": 1, "userName": client_id, "password": secret.expose() }))
        }
    })?;
    Ok(Exit::Done)
}

/// Invites a person, and prints the code.
pub(super) fn invited(open: &Gateway, args: &InGateway, email: &str, scope: &Scope) -> Result<Exit, Failure> {
    let address = Private::new(email.to_owned());
    let invitation = access::invite(open.store(), &address, scope, Actor::Operator, now()).map_err(denied)?;
    code(args, &invitation)
}

fn code(args: &InGateway, invitation: &Invitation) -> Result<Exit, Failure> {
    let Invitation { person, code, ends } = invitation;
    output::data(&match args.within.format {
        Format::Text => format!(
            "person      {person}\ninvitation  {}\n\nIt is good once, until {ends}: POST /Person/Invitation sets a password with it. Give it to \
             that person and nobody else.\n",
            code.expose()
        ),
        Format::Json => {
            format!(
                "{}\n",
                json!({ "schema": 1, "person": person, "invitation": code.expose(), "ends": ends.to_string() })
            )
        }
    })?;
    Ok(Exit::Done)
}

fn renew(args: &OneCredential) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, None, 2)?;
    if args.id.starts_with("aloa-") {
        let machine = access::rotate(open.store(), &args.id, Actor::Operator, now()).map_err(denied)?;
        return shown(&args.gateway, &machine);
    }
    let invitation = access::invite_again(open.store(), &args.id, Actor::Operator, now()).map_err(denied)?;
    code(&args.gateway, &invitation)
}
