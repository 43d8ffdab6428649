//! Records that seem to be one and the same business: a pro has one account, so somebody decides before there are two.
//!
//! elloha compares name, company, e-mail and category when a pro signs up. Here two live records of one category and one
//! name are candidates if nothing of company, e-mail and place that both of them state speaks against it, or if their
//! company or e-mail is the same; over all heads of the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::apply::now;
use super::error::Error;
use crate::manifest::AccountTypes;
use crate::store::{self, Compared, Store, Stored, Verdict};
use crate::value::folded;

/// A record among those of all heads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Party {
    /// Its head.
    pub head: String,
    /// Its id.
    pub id: String,
    /// `feed` or `hand`.
    pub origin: String,
    /// Its title.
    pub title: String,
    /// Its type.
    #[serde(rename = "type")]
    pub account_type: String,
    /// The account that it has become, if it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idoi: Option<String>,
}

impl Party {
    /// As a verdict names it.
    fn key(&self) -> String {
        format!("{} {} {}", self.head, self.origin, self.id)
    }

    /// As people name it, seen from a head.
    pub fn seen_from(&self, head: &str) -> String {
        if self.head == head { self.id.clone() } else { format!("{}:{}", self.head, self.id) }
    }
}

/// Two records that seem to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// One of them: that of the head that was asked about.
    pub one: Party,
    /// The other one.
    pub other: Party,
    /// What is the same in both.
    pub same: Vec<&'static str>,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// What somebody said of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The one that becomes the account, where they are the same; none where they are different.
    pub keep: Option<String>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl Pair {
    /// Whether one of them may not become an account because of the other; why.
    fn blocks(&self, head: &str) -> Option<String> {
        let other = self.other.seen_from(head);
        let Some(decided) = &self.decided else {
            return Some(format!(
                "it seems to be {other} (\"{}\"): decide with `passerelle duplicates {head} --decide {} {other}` and \
                 --different, or --same if they are one and {} becomes the account",
                self.other.title, self.one.id, self.one.id
            ));
        };
        let keep = decided.keep.as_deref()?;
        if let (true, Some(idoi)) = (keep == self.one.key(), &self.other.idoi) {
            return Some(format!("it is the same as {other}, which is the account {idoi} already"));
        }
        (keep != self.one.key()).then(|| {
            format!(
                "it is the same as {other}, which becomes the account ({} decided so, {})",
                decided.by, decided.at
            )
        })
    }
}

/// What is compared of a record.
#[derive(Deserialize)]
struct Told {
    title: Option<String>,
    email: Option<String>,
    #[serde(rename = "zipCode")]
    postcode: Option<String>,
    locality: Option<String>,
    #[serde(default)]
    contacts: Vec<Contact>,
}

#[derive(Deserialize)]
struct Contact {
    #[serde(rename = "companyName")]
    company: Option<String>,
    #[serde(rename = "emailAddress")]
    email: Option<String>,
}

/// A record, normalised.
struct Normal {
    party: Party,
    companies: BTreeSet<String>,
    emails: BTreeSet<String>,
    place: BTreeSet<String>,
}

/// Legal forms: the same company is written with and without.
const FORMS: [&str; 16] = [
    "sarl", "sas", "sasu", "sa", "eurl", "earl", "sci", "scea", "gaec", "snc", "scop", "ei", "eirl", "sca",
    "ste", "societe",
];

/// A company without its legal form.
fn company(name: &str) -> String {
    let folded = folded(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !FORMS.contains(word)).collect();
    if words.is_empty() { folded } else { words.join(" ") }
}

/// By what records are put together, and what is compared within.
fn normal(record: Compared, types: &AccountTypes) -> Option<((String, String), Normal)> {
    let told: Told = serde_json::from_str(&record.fields).ok()?;
    let title = told.title?;
    let family = types.types.iter().find(|one| one.code.value == record.account_type);
    let category = family.map_or_else(|| record.account_type.clone(), |one| one.family.clone());
    let name = folded(&title);
    if name.is_empty() {
        return None;
    }
    let email = |text: &String| text.trim().to_lowercase();
    let companies = told.contacts.iter().filter_map(|contact| contact.company.as_deref()).map(company);
    let emails = told.email.iter().chain(told.contacts.iter().filter_map(|contact| contact.email.as_ref()));
    let normal = Normal {
        companies: companies.collect(),
        emails: emails.map(email).collect(),
        place: told.postcode.into_iter().chain(told.locality).map(|text| folded(&text)).collect(),
        party: Party {
            head: record.head,
            id: record.id,
            origin: record.origin,
            title,
            account_type: record.account_type,
            idoi: record.idoi,
        },
    };
    Some(((category, name), normal))
}

/// What is the same in two records of one name and category, if they may be one.
fn same(one: &Normal, other: &Normal) -> Option<Vec<&'static str>> {
    let meets = |one: &BTreeSet<String>, other: &BTreeSet<String>| !one.is_disjoint(other);
    let speaks = |one: &BTreeSet<String>, other: &BTreeSet<String>| !one.is_empty() && !other.is_empty();
    let mut same = vec!["name"];
    let mut against = false;
    let parts = [
        ("company", &one.companies, &other.companies),
        ("e-mail", &one.emails, &other.emails),
        ("place", &one.place, &other.place),
    ];
    for (what, one, other) in parts {
        if meets(one, other) {
            same.push(what);
        } else if speaks(one, other) {
            against = true;
        }
    }
    let sure = same.contains(&"company") || same.contains(&"e-mail");
    let id = one.party.id == other.party.id;
    if id {
        same.insert(0, "id");
    }
    (id || sure || !against).then_some(same)
}

/// The pairs in which a head has a part, of all heads of the catalogue, in the order of its records.
pub fn duplicates(store: &dyn Store, head: &str, types: &AccountTypes) -> Result<Vec<Pair>, Error> {
    let (records, verdicts) =
        store.reading(|connection| Ok((store::compared(connection)?, store::verdicts(connection)?)))?;
    let verdicts: BTreeMap<(String, String), Verdict> =
        verdicts.into_iter().map(|verdict| ((verdict.one.clone(), verdict.other.clone()), verdict)).collect();
    let mut groups: FxHashMap<(String, String), Vec<Normal>> = FxHashMap::default();
    let mut by_id: FxHashMap<String, Vec<Party>> = FxHashMap::default();
    for record in records {
        if let Some((key, normal)) = normal(record, types) {
            by_id.entry(normal.party.id.clone()).or_default().push(normal.party.clone());
            groups.entry(key).or_default().push(normal);
        }
    }
    let mut pairs: BTreeMap<(Party, Party), Vec<&'static str>> = BTreeMap::new();
    let mut note = |one: &Party, other: &Party, same: Vec<&'static str>| {
        let (one, other) = if one.head == head { (one, other) } else { (other, one) };
        if one.head == head {
            let (one, other) = if other.head == head && other < one { (other, one) } else { (one, other) };
            pairs.entry((one.clone(), other.clone())).or_insert(same);
        }
    };
    #[expect(clippy::iter_over_hash_type, reason = "the pairs are sorted")]
    for group in groups.values() {
        for (at, one) in group.iter().enumerate() {
            for other in group.iter().skip(at + 1) {
                if let Some(same) = same(one, other) {
                    note(&one.party, &other.party, same);
                }
            }
        }
    }
    // One id in two heads is one record, whatever its name became.
    #[expect(clippy::iter_over_hash_type, reason = "the pairs are sorted")]
    for parties in by_id.values() {
        for (at, one) in parties.iter().enumerate() {
            for other in parties.iter().skip(at + 1) {
                note(one, other, vec!["id"]);
            }
        }
    }
    let pair = |((one, other), same): ((Party, Party), Vec<&'static str>)| {
        let decided = verdicts.get(&ordered(&one, &other)).map(|verdict| Decided {
            keep: verdict.keep.clone(),
            by: verdict.actor.clone(),
            at: verdict.at.clone(),
            because: verdict.because.clone(),
        });
        Pair { one, other, same, decided }
    };
    Ok(pairs.into_iter().map(pair).collect())
}

/// Two records as a verdict names them: the smaller one first.
fn ordered(one: &Party, other: &Party) -> (String, String) {
    let (one, other) = (one.key(), other.key());
    if one < other { (one, other) } else { (other, one) }
}

/// Why records of a head may not become accounts, by origin and id: somebody must decide, or has.
pub(super) fn blocked(pairs: &[Pair], head: &str) -> BTreeMap<(String, String), String> {
    let mut blocked = BTreeMap::new();
    for pair in pairs {
        let turned = Pair { one: pair.other.clone(), other: pair.one.clone(), ..pair.clone() };
        for pair in [pair, &turned] {
            if pair.one.head != head || pair.one.idoi.is_some() {
                continue;
            }
            if let Some(why) = pair.blocks(head) {
                blocked.entry((pair.one.origin.clone(), pair.one.id.clone())).or_insert(why);
            }
        }
    }
    blocked
}

/// Why a record may not be recorded as an account: nobody has decided whether it is another record, or somebody has decided
/// that it is one which is another account.
pub(super) fn against(pairs: &[Pair], head: &str, stored: &Stored, idoi: &str) -> Option<String> {
    let is =
        |party: &Party| party.head == head && party.id == stored.record.id && party.origin == stored.origin;
    let turned = pairs.iter().filter_map(|pair| match pair {
        pair if is(&pair.one) => Some(pair.clone()),
        pair if is(&pair.other) => {
            Some(Pair { one: pair.other.clone(), other: pair.one.clone(), ..pair.clone() })
        }
        _ => None,
    });
    turned.into_iter().find_map(|pair| {
        let why = pair.blocks(head)?;
        // Several records may be one account, each with its offer.
        let is_its_account = pair.decided.is_some() && pair.other.idoi.as_deref() == Some(idoi);
        (!is_its_account).then_some(why)
    })
}

/// What somebody says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// They are two businesses: both may become accounts.
    Different,
    /// They are one: the first of them becomes the account.
    Same,
}

/// Writes what somebody says of two records, which must be candidates; the pair as it is now.
pub fn decide(
    store: &dyn Store,
    pairs: &[Pair],
    head: &str,
    (first, second): (&str, &str),
    said: Said,
    actor: &str,
    because: Option<&str>,
) -> Result<Pair, Error> {
    let names = |party: &Party, name: &str| {
        party.seen_from(head) == name || format!("{}:{}", party.head, party.id) == name
    };
    let is = |pair: &&Pair| {
        names(&pair.one, first) && names(&pair.other, second)
            || names(&pair.one, second) && names(&pair.other, first)
    };
    let Some(pair) = pairs.iter().find(is) else {
        return Err(Error::Refused(format!(
            "{first} and {second} are no candidates: `passerelle duplicates {head}` lists those that are, and a record of \
             another head is written HEAD:ID"
        )));
    };
    let keep = match said {
        Said::Different => None,
        Said::Same if names(&pair.one, first) => Some(pair.one.key()),
        Said::Same => Some(pair.other.key()),
    };
    // Of two that are one, the other shall not be on its way to an account of its own.
    if let Some(keep) = &keep {
        let other = if *keep == pair.one.key() { &pair.other } else { &pair.one };
        let begun = store
            .reading(|connection| store::transforms(connection, &other.head, Some(&other.id)))?
            .into_iter()
            .any(|one| one.origin == other.origin);
        if begun {
            return Err(Error::Refused(format!(
                "the account of {} was begun: `passerelle transform {} --resume` first",
                other.seen_from(head),
                other.head
            )));
        }
    }
    if let (Some(keep), Some(taken)) =
        (&keep, [&pair.one, &pair.other].into_iter().find(|party| party.idoi.is_some()))
        && *keep != taken.key()
    {
        return Err(Error::Refused(format!(
            "{} is an account already: name it first, or say that they are different",
            taken.seen_from(head)
        )));
    }
    let (one, other) = ordered(&pair.one, &pair.other);
    let at = now();
    let verdict =
        Verdict { one, other, keep, actor: actor.to_owned(), at, because: because.map(str::to_owned) };
    store.writing(|connection| store::decide(connection, &verdict))?;
    let Verdict { keep, actor: by, at, because, .. } = verdict;
    Ok(Pair { decided: Some(Decided { keep, by, at, because }), ..pair.clone() })
}
