//! People: invitations and passwords.

use passerelle::gateway::access::{ACCESS_LASTS, Scope, Unfit, invite, invite_again, revoke};

use super::*;
use crate::database::on_both;

const WEEK: Duration = Duration::from_hours(7 * 24);

fn invited(on: &dyn Store) -> access::Invitation {
    let address = Private::new(ADDRESS.to_owned());
    invite(on, &address, &owner(), Actor::Operator, seconds(0)).unwrap()
}

on_both! {
    fn an_invitation_is_good_once_and_for_a_week(name, catalogue) {
        let on = opened(name, catalogue);
        let invitation = invited(&*on);
        assert_eq!(invitation.ends, at(WEEK).now);
        let password = secret(PASSWORD);
        assert!(unknown(&sign_in(&*on, ADDRESS, PASSWORD, seconds(1))), "there is no password yet");
        assert!(unknown(&ACCESS.accept(&*on, &secret("aloa_invitation_0"), &password, seconds(1))));
        assert!(unknown(&ACCESS.accept(&*on, &invitation.code, &password, at(WEEK))));
        // A password that cannot be set spends no code.
        for (unfit, why) in [
            ("onze lettre", Unfit::Short(11)),
            (&"é".repeat(65), Unfit::Long(130)),
            (&"x".repeat(10_000_000), Unfit::Long(10_000_000)),
        ] {
            let refused = ACCESS.accept(&*on, &invitation.code, &secret(unfit), seconds(1));
            assert!(matches!(refused, Err(Error::Password(found)) if found == why), "{refused:?}");
        }
        let last = just_before(WEEK);
        assert_eq!(ACCESS.accept(&*on, &invitation.code, &password, last).unwrap(), invitation.person);
        assert!(unknown(&ACCESS.accept(&*on, &invitation.code, &secret("une autre phrase"), last)));
        // As somebody else would write it, on another keyboard.
        assert!(sign_in(&*on, " Jeanne.Martin@EXAMPLE.org ", PASSWORD, seconds(2)).is_ok());
        assert!(unknown(&sign_in(&*on, ADDRESS, "une autre phrase", seconds(2))));
        assert_eq!((times(&*on, "invited"), times(&*on, "password-set")), (1, 1));
    }

    fn who_is_invited_again_has_one_code(name, catalogue) {
        let on = opened(name, catalogue);
        let first = invited(&*on);
        let second = invite_again(&*on, &first.person, Actor::Operator, seconds(1)).unwrap();
        assert!(unknown(&ACCESS.accept(&*on, &first.code, &secret(PASSWORD), seconds(2))));
        ACCESS.accept(&*on, &second.code, &secret(PASSWORD), seconds(2)).unwrap();
        // The password is good until the next one is set; then it is not, nor are its sessions.
        let third = invite_again(&*on, &first.person, Actor::Operator, seconds(3)).unwrap();
        let pair = sign_in(&*on, ADDRESS, PASSWORD, seconds(4)).unwrap();
        ACCESS.accept(&*on, &third.code, &secret("une autre phrase"), seconds(5)).unwrap();
        assert!(unknown(&authenticate(&*on, &pair.access_token, seconds(6))));
        assert!(unknown(&sign_in(&*on, ADDRESS, PASSWORD, seconds(6))));
        assert!(sign_in(&*on, ADDRESS, "une autre phrase", seconds(6)).is_ok());
        let refused = invite_again(&*on, "nobody", Actor::Operator, seconds(7)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "no person has the id `nobody`, or it has ended already: `passerelle gateway log` names those that there are"
        );
    }

    fn an_address_is_one_persons_until_they_are_ended(name, catalogue) {
        let on = opened(name, catalogue);
        let invitation = invited(&*on);
        let address = Private::new("JEANNE.MARTIN@example.org".to_owned());
        let again = || invite(&*on, &address, &owner(), Actor::Operator, seconds(1));
        assert!(matches!(again(), Err(Error::Taken)));
        revoke(&*on, &invitation.person, Actor::Operator, seconds(2)).unwrap();
        assert!(unknown(&ACCESS.accept(&*on, &invitation.code, &secret(PASSWORD), seconds(3))));
        assert!(again().is_ok());
        for wrong in ["jeanne", "", "jeanne@", "aloa-1"] {
            let wrong = Private::new(wrong.to_owned());
            assert!(matches!(
                invite(&*on, &wrong, &owner(), Actor::Operator, seconds(3)),
                Err(Error::NoAddress)
            ));
        }
        let channel = Scope::Channel { channel: "aloa-24".to_owned() };
        let refused = invite(&*on, &address, &channel, Actor::Operator, seconds(3)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "a credential of scope `channel` is none of a person: make a credential for a machine"
        );
    }

    fn a_person_changes_the_password_and_stays(name, catalogue) {
        let on = opened(name, catalogue);
        person(&*on, &owner());
        let (here, there) = (
            sign_in(&*on, ADDRESS, PASSWORD, seconds(2)).unwrap(),
            sign_in(&*on, ADDRESS, PASSWORD, seconds(2)).unwrap(),
        );
        let principal = authenticate(&*on, &here.access_token, seconds(3)).unwrap();
        let changed = |old: &str, new: &str| {
            ACCESS.change_password(&*on, &principal, &secret(old), &secret(new), FROM, seconds(3))
        };
        assert!(unknown(&changed("une autre phrase", "encore une phrase")));
        assert!(matches!(changed(PASSWORD, "courte"), Err(Error::Password(Unfit::Short(6)))));
        changed(PASSWORD, "encore une phrase").unwrap();
        assert!(authenticate(&*on, &here.access_token, seconds(4)).is_ok());
        assert!(unknown(&authenticate(&*on, &there.access_token, seconds(4))));
        assert!(unknown(&sign_in(&*on, ADDRESS, PASSWORD, seconds(4))));
        assert!(sign_in(&*on, ADDRESS, "encore une phrase", seconds(4)).is_ok());
        let machine = signed_in(&*on, &machine(&*on), seconds(4));
        let machine = authenticate(&*on, &machine.access_token, seconds(4)).unwrap();
        let refused = ACCESS
            .change_password(&*on, &machine, &secret(PASSWORD), &secret(PASSWORD), FROM, seconds(4))
            .unwrap_err();
        assert!(refused.to_string().contains("may not change a password"), "{refused}");
    }

    fn nobody_learns_who_has_a_login(name, catalogue) {
        let on = opened(name, catalogue);
        person(&*on, &owner());
        let machine = machine(&*on);
        let lines = logged(&*on).len();
        let tries = [
            (ADDRESS, "une autre phrase"),
            ("paul.durand@example.org", "une autre phrase"),
            (ADDRESS, "courte"),
            (&machine.client_id, "une autre phrase"),
            ("aloa-0000000000000000", "une autre phrase"),
            ("", ""),
        ];
        let answers = tries.map(|(login, password)| {
            let refused = sign_in(&*on, login, password, at(ACCESS_LASTS)).unwrap_err();
            assert!(matches!(refused, Error::Denied(Denied::Unknown)));
            refused.to_string()
        });
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        // Each is one line of the log, known or not.
        assert_eq!(times(&*on, "sign-in-refused"), tries.len());
        assert_eq!(logged(&*on).len(), lines + tries.len());
    }
}
