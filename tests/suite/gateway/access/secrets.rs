//! What is never printed, and never stored.

use std::fs;

use passerelle::gateway::access::{Right, invite_again, rotate};

use super::*;
use crate::database::on_both;

/// All that must not be seen of one life of a machine and a person.
fn lived(on: &dyn Store) -> (Vec<String>, String) {
    let machine = machine(on);
    let rotated = rotate(on, &machine.client_id, Actor::Operator, seconds(0)).unwrap();
    let pair = signed_in(on, &rotated, seconds(1));
    let next = renewed(on, &pair, seconds(2)).unwrap();
    let person = person(on, &owner());
    let invitation = invite_again(on, &person, Actor::Operator, seconds(3)).unwrap();
    let theirs = sign_in(on, ADDRESS, PASSWORD, seconds(4)).unwrap();
    let principal = authenticate(on, &theirs.access_token, seconds(4)).unwrap();
    let given = RefreshTokenModel {
        access_token: theirs.access_token.clone(),
        refresh_token: theirs.refresh_token.clone(),
    };
    let refused = sign_in(on, ADDRESS, "une autre phrase", seconds(5)).unwrap_err();
    let printed = format!(
        "{machine:?} {rotated:?} {pair:?} {next:?} {invitation:?} {theirs:?} {principal:?} {given:?} {:?} {:?} {refused:?} \
         {refused} {:?} {:?}",
        model(ADDRESS, PASSWORD),
        *ACCESS,
        principal.may(Right::Sell),
        logged(on),
    );
    let secrets = [&machine.secret, &rotated.secret, &invitation.code].into_iter().chain(
        [&pair, &next, &theirs].into_iter().flat_map(|pair| [&pair.access_token, &pair.refresh_token]),
    );
    let secrets = secrets.map(|secret| secret.expose().to_owned()).chain([PASSWORD.to_owned()]).collect();
    (secrets, printed)
}

on_both! {
    fn nothing_secret_is_printed(name, catalogue) {
        let on = opened(name, catalogue);
        let (secrets, printed) = lived(&*on);
        assert_eq!(secrets.len(), 10);
        assert!(printed.contains("Secret(…)") && printed.contains("aloa-"));
        for hidden in secrets.iter().map(String::as_str).chain([ADDRESS, NAME, "Martin", "argon2id$"]) {
            assert!(!printed.contains(hidden), "{hidden} is printed: {printed}");
        }
    }
}

#[test]
fn nothing_secret_is_stored() {
    let Location::Sqlite(file) = location("nothing-secret-is-stored", None) else { panic!() };
    let on = store::open(&Location::Sqlite(file.clone())).unwrap();
    let (secrets, _) = lived(&*on);
    let mut stored = Vec::new();
    for entry in fs::read_dir(file.parent().unwrap()).unwrap() {
        stored.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    let holds = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(ADDRESS) && holds("$argon2id$v=19$m=19456,t=2,p=1$"));
    for secret in secrets {
        // Nor the part of it that is random.
        let random = secret.rsplit('_').next().unwrap();
        assert!(!holds(random), "a secret stands in the file");
    }
}

#[test]
fn tokens_have_the_shape_that_elloha_documents() {
    let on = opened("shape", None);
    let pair = signed_in(&*on, &machine(&*on), seconds(0));
    let told = serde_json::to_value(&pair).unwrap();
    assert_eq!(told["accessToken"], pair.access_token.expose());
    assert_eq!(told["refreshToken"], pair.refresh_token.expose());
    assert_eq!(told["accessTokenExpiration"], "2026-06-01T08:15:00.5Z");
    assert_eq!(told["refreshTokenExpiration"], "2026-07-01T08:00:00.5Z");
    assert_eq!(told["userId"], pair.user_id);
    assert_eq!(told.as_object().unwrap().len(), 5);
    // What a document does not name is refused.
    assert!(serde_json::from_value::<RefreshTokenModel>(told.clone()).is_err());
    let both =
        serde_json::json!({ "accessToken": told["accessToken"], "refreshToken": told["refreshToken"] });
    let given: RefreshTokenModel = serde_json::from_value(both).unwrap();
    assert!(access::refresh(&*on, &given, seconds(1)).is_ok());
    let model: CreateTokenModel =
        serde_json::from_str(r#"{"userName":"aloa-0","password":"wrong"}"#).unwrap();
    assert_eq!((model.user_name.expose(), model.password.expose()), ("aloa-0", "wrong"));
}
