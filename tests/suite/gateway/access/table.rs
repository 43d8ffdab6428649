//! The table of rights, whole.

use passerelle::gateway::access::{Bearer, Denied, Right, ScopeKind, allows, rights};

/// In the order of [`ScopeKind::ALL`]: channel, statistics, owner, head, support.
const TABLE: [(Right, &str); 8] = [
    (Right::Sell, "x...."),
    (Right::ReadOwnFiles, "x.x.."),
    (Right::ReadAllFiles, ".x..."),
    (Right::OpenClose, "..x.."),
    (Right::SeeChannel, "x.xx."),
    (Right::SeeNetwork, "...x."),
    (Right::SeeSupport, "....x"),
    (Right::ChangePassword, "..xxx"),
];

#[test]
fn the_table_says_who_may_do_what() {
    assert_eq!(TABLE.map(|(right, _)| right), Right::ALL);
    for (right, row) in TABLE {
        let found: String =
            ScopeKind::ALL.iter().map(|scope| if allows(*scope, right) { 'x' } else { '.' }).collect();
        assert_eq!(found, row, "{right:?}");
    }
    for scope in ScopeKind::ALL {
        let mut said = rights(scope).to_vec();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), rights(scope).len(), "{scope} has a right twice");
    }
}

#[test]
fn only_owners_open_and_whoever_sells_reads_no_other_files() {
    let may = |right| ScopeKind::ALL.into_iter().filter(move |scope| allows(*scope, right));
    assert_eq!(may(Right::OpenClose).collect::<Vec<_>>(), [ScopeKind::Owner]);
    assert!(may(Right::Sell).all(|scope| !allows(scope, Right::ReadAllFiles)));
    assert!(ScopeKind::Owner.bearers() == [Bearer::Person], "a machine consents to nothing");
}

#[test]
fn a_refusal_names_who_may() {
    let denied = Denied::Forbidden { needed: Right::SeeChannel, has: ScopeKind::Support };
    assert_eq!(
        denied.to_string(),
        "a credential of scope `support` may not see the state of the channel; only `channel`, `owner`, `head` may: \
         sign in with such a one"
    );
    let denied = Denied::Elsewhere { needed: Right::OpenClose, has: ScopeKind::Owner };
    assert_eq!(
        denied.to_string(),
        "this credential of scope `owner` may open or close the channel, but not of this account: sign in with one that \
         was made for it"
    );
}
