//! Who may turn a record into an account: elloha's rule for members of main and partner heads.

use crate::manifest::{Head, Profile};

/// Whether the login of a member may turn a record of a head into an account; why not, where it may not. `body` is the
/// body of the information system that owns the record, `heads` are those of the pack.
///
/// A super-admin or an administrator of the head that owns the record may, and so may those of its main head. A partner
/// owns its own records, and those in its main head's catalogue whose body its `head.yaml` names.
pub fn may_transform(login: &str, head: &Head, body: Option<&str>, heads: &[Head]) -> Result<(), String> {
    let name = head.head.value.as_str();
    let is_main = |of: &Head, main: &str| of.main.as_ref().is_some_and(|known| known.value == main);
    let owns = |partner: &&Head| {
        is_main(partner, name)
            && body.is_some_and(|body| partner.network.bodies.iter().any(|own| own == body))
    };
    let owner = heads.iter().find(owns);
    // Another generation of the same head has its members too: they are one head.
    let same = heads.iter().filter(|other| other.head.value == name);
    let main = heads.iter().filter(|other| is_main(head, &other.head.value));
    let places: Vec<&Head> = owner.into_iter().chain([head]).chain(same).chain(main).collect();
    let mut found: Option<(Profile, &str)> = None;
    for place in &places {
        let member = place.network.members.iter().find(|(known, _)| known.value == login);
        let Some((_, profile)) = member else { continue };
        if profile.may_transform() {
            return Ok(());
        }
        found = found.or(Some((*profile, place.head.value.as_str())));
    }
    let mut named: Vec<&str> = places.iter().map(|place| place.head.value.as_str()).collect();
    named.dedup();
    let heads = named.join(" or ");
    Err(match found {
        Some((profile, of)) => format!(
            "{login} is `{}` of head {of}, and only `super_admin` and `administrator` may turn records into accounts: \
             ask one of head {heads}",
            profile.word()
        ),
        None => format!(
            "{login} is no member of head {heads}: only its super-admin or an administrator may; whoever looks after its \
             head.yaml writes them there, under `network:` and `members:`, as `{login}: {}`",
            if login.starts_with("admin_") { "super_admin" } else { "administrator" }
        ),
    })
}
