//! What the commands that make accounts share: a head, its network, and the connection to elloha.

use std::path::Path;
use std::time::Duration;

use super::args::{Connection, InCatalogue};
use super::catalogue;
use super::exit::Failure;
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
    let user = connection.user.as_deref().filter(|user| !user.is_empty());
    user.ok_or_else(|| Failure::Usage("who acts? Name the login by --as, or in ELLOHA_USER".to_owned()))
}

/// The connection; what is missing for it.
pub(super) fn client(connection: &Connection, ready: &Ready) -> Result<Client, Failure> {
    let Some(url) = connection.url.as_deref().filter(|url| !url.is_empty()) else {
        return Err(Failure::Usage(
            "where is elloha? Name its address in ELLOHA_URL, the login in ELLOHA_USER and its password in \
             ELLOHA_PASSWORD; `--to-files DIR` writes the requests without sending them"
                .to_owned(),
        ));
    };
    let user = actor(connection)?;
    let password = std::env::var("ELLOHA_PASSWORD").unwrap_or_default();
    if password.is_empty() {
        return Err(Failure::Usage(format!("what is the password of {user}? Name it in ELLOHA_PASSWORD")));
    }
    let mut settings = Settings::new(url, user.to_owned(), Secret::new(password))?;
    settings.timeout = Duration::from_secs(connection.timeout);
    settings.patience = Duration::from_secs(connection.patience);
    let composed = ready.pack.platform.as_ref().and_then(|platform| platform.composed.as_deref());
    if let Some(composed) = composed.filter(|_| !settings.is_here()) {
        return Err(Failure::Usage(format!(
            "elloha/platform.yaml holds ids that are not elloha's ({composed}): write those of your platform before \
             anything is sent to {}",
            settings.base
        )));
    }
    Ok(Client::new(settings)?)
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
            "no lists of elloha are kept for {user}: name ELLOHA_URL and ELLOHA_PASSWORD, so that they can be asked for"
        ))
    })
}
