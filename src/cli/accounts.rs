//! What the commands that make accounts share: a head, its network, and the connection to elloha.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use super::args::{Connection, InCatalogue};
use super::exit::Failure;
use super::{catalogue, output};
use crate::catalogue::may_transform;
use crate::elloha::{Captured, Client, Lists, Secret, Settings};
use crate::engine::{self, Disk, Ready};
use crate::manifest::Head;

/// A head whose rules can run, and the heads of its pack; none where its mistakes were told.
pub(super) fn network(name: &Path, within: &InCatalogue) -> Result<Option<(Ready, Vec<Head>)>, Failure> {
    let pack = within.places.pack.as_deref();
    let Some(loaded) = catalogue::head(name, pack)? else { return Ok(None) };
    let root = match pack {
        Some(pack) => pack.to_owned(),
        None => engine::find_pack(&Disk, &loaded.folder)?,
    };
    let heads = engine::network(&Disk, &root)?;
    Ok(loaded.ready.map(|ready| (ready, heads)))
}

/// The login that acts.
pub(super) fn actor(connection: &Connection) -> Result<&str, Failure> {
    let user = named(connection.user.as_deref());
    user.ok_or_else(|| Failure::Usage("who acts? Name the login in ELLOHA_USER, or by --as".to_owned()))
}

/// Whether a login acts for a head at all; for which of its records is asked of each of them.
pub(super) fn may(actor: &str, head: &Head, heads: &[Head]) -> Result<(), Failure> {
    let name = &head.head.value;
    let partners = heads.iter().filter(|one| one.main.as_ref().is_some_and(|main| main.value == *name));
    let may = |one: &Head| may_transform(actor, one, None, heads).is_ok();
    if may(head) || partners.into_iter().any(may) {
        return Ok(());
    }
    may_transform(actor, head, None, heads).map_err(Failure::Usage)
}

fn named(value: Option<&str>) -> Option<&str> {
    value.filter(|value| !value.is_empty())
}

/// Whether no address of elloha is named.
pub(super) fn is_unnamed(connection: &Connection) -> bool {
    named(connection.url.as_deref()).is_none()
}

/// Where elloha is, and who signs in; all that is missing for it.
fn settings(connection: &Connection) -> Result<Settings, Failure> {
    let password = std::env::var("ELLOHA_PASSWORD").unwrap_or_default();
    let (url, user) = (named(connection.url.as_deref()), named(connection.user.as_deref()));
    let (Some(url), Some(user), false) = (url, user, password.is_empty()) else {
        let parts = [
            (url.is_none(), "its address in ELLOHA_URL"),
            (user.is_none(), "the login in ELLOHA_USER"),
            (password.is_empty(), "its password in ELLOHA_PASSWORD"),
        ];
        let missing: Vec<&str> = parts.into_iter().filter_map(|(is, what)| is.then_some(what)).collect();
        return Err(Failure::Usage(format!(
            "elloha cannot be asked: name {}; docs/accounts.md says more",
            missing.join(", and ")
        )));
    };
    let mut settings = Settings::new(url, user.to_owned(), Secret::new(password))?;
    settings.timeout = Duration::from_secs(connection.timeout);
    settings.patience = Duration::from_secs(connection.patience);
    Ok(settings)
}

/// The connection, to sell: nothing of the pack's ids is sent.
pub(super) fn plain_client(connection: &Connection) -> Result<Client, Failure> {
    Ok(watched(Client::new(settings(connection)?)?))
}

/// The connection; all that is missing for it.
pub(super) fn client(connection: &Connection, ready: &Ready) -> Result<Client, Failure> {
    let settings = settings(connection)?;
    let composed = ready.pack.platform.as_ref().and_then(|platform| platform.composed.as_deref());
    if let Some(composed) = composed.filter(|_| !settings.is_here()) {
        return Err(Failure::Usage(format!(
            "elloha/platform.yaml holds ids that are not elloha's ({composed}): write those of your platform before \
             anything is sent to {}",
            settings.base
        )));
    }
    Ok(watched(Client::new(settings)?))
}

fn watched(client: Client) -> Client {
    if std::io::stderr().is_terminal() { client.watched(output::talk) } else { client }
}

/// The lists of elloha: asked for, or those that were kept where nobody is to be asked.
pub(super) fn lists(
    within: &InCatalogue,
    connection: &Connection,
    client: Option<&Client>,
) -> Result<Lists, Failure> {
    let captured = Captured::new(within.places.data.join("elloha"));
    if let Some(client) = client {
        return Ok(captured.lists(client)?);
    }
    let user = actor(connection)?;
    captured.kept(user)?.ok_or_else(|| {
        Failure::Usage(format!(
            "no lists of elloha are kept for {user}, and the ids in the requests are found in them: name ELLOHA_URL and \
             ELLOHA_PASSWORD once, so that they can be asked for; no account is sent with --to-files"
        ))
    })
}
