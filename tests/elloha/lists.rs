//! `GET /Lists/…`: one entry for each code of the pack's vocabularies, under composed ids.

use passerelle::engine::Digest;
use passerelle::manifest::{CodeEntry, Pack};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// Codes that elloha's lists do not have here: local labels and the like are no part of a national platform.
const UNKNOWN: [&str; 3] = ["dordogne_en_famille", "local_currency", "grower_breeder"];

/// Languages: 134 and 20 are elloha's, the others are composed.
pub(super) const LANGUAGES: [(i64, &str); 7] =
    [(134, "fr"), (20, "en"), (301, "es"), (302, "de"), (303, "it"), (304, "nl"), (305, "pt")];

/// An id that a name always has.
pub(crate) fn id(name: &str) -> Uuid {
    let digest = Digest::of(name.as_bytes()).to_string();
    let hex: String = digest.chars().filter(char::is_ascii_hexdigit).take(32).collect();
    Uuid::try_parse(&hex).unwrap()
}

/// The answers by path.
pub(super) fn lists(pack: &Pack) -> Map<String, Json> {
    let mut lists = Map::new();
    let all = [
        ("/Lists/Services/Oi", "services", "idService"),
        ("/Lists/Ratings/Oi", "ratings", "idRating"),
        ("/Lists/Labels/Oi", "labels", "idLabel"),
        ("/Lists/Themes/Oi", "themes", "idTheme"),
        ("/Lists/PaymentModes/Oi", "payment_modes", "idPaymentMode"),
        ("/Lists/Tags/Marketing", "tags", "idTag"),
        ("/Lists/Tags/Technical", "", "idTag"),
    ];
    for (path, vocabulary, member) in all {
        let codes = pack.vocabulary(vocabulary).map(|known| known.codes.as_slice()).unwrap_or_default();
        let known = codes.iter().filter(|entry| !UNKNOWN.contains(&entry.code.value.as_str()));
        let items: Vec<Json> = known.flat_map(|entry| items(pack, vocabulary, member, entry)).collect();
        lists.insert(path.to_owned(), items.into());
    }
    lists
}

/// An entry; one for each account type that has it, where not all have.
fn items(pack: &Pack, vocabulary: &str, member: &str, entry: &CodeEntry) -> Vec<Json> {
    let platform = pack.platform.as_ref().unwrap();
    let types = pack
        .types
        .types
        .iter()
        .filter(|one| entry.of.contains(&one.code.value) || entry.of.contains(&one.family));
    let mut owners: Vec<Uuid> = types.filter_map(|one| platform.account_type(&one.code.value)).collect();
    // Lists whose entries name no type have one entry a term.
    if entry.of.is_empty() || matches!(vocabulary, "tags" | "payment_modes") {
        owners = vec![Uuid::nil()];
    }
    let code = &entry.code.value;
    let item = |owner: Uuid| {
        let own = id(&format!("{vocabulary} {code} {owner}"));
        let term = entry.term.as_deref().unwrap_or(&entry.label);
        let mut item = json!({ "translations": [
            { "idLexicon": own, "idLang": 134, "term": term },
            { "idLexicon": own, "idLang": 20, "term": format!("{term} (en)") },
        ] });
        item[member] = own.to_string().into();
        match vocabulary {
            "services" => {
                item["idTypeOi"] = owner.to_string().into();
                item["idSubTypeOi"] = Uuid::nil().to_string().into();
                item["idCategory"] = entry.kind.clone().into();
            }
            "labels" => {
                item["idTypeOi"] = owner.to_string().into();
                item["idType"] = entry.kind.clone().into();
                item["idEct"] = Uuid::nil().to_string().into();
            }
            "themes" => item["idTypeOi"] = owner.to_string().into(),
            "ratings" => {
                item["idTypeOi"] = owner.to_string().into();
                item["idEct"] = Uuid::nil().to_string().into();
                item["intRating"] = 0.into();
            }
            _ => item["idEct"] = Uuid::nil().to_string().into(),
        }
        item
    };
    owners.into_iter().map(item).collect()
}
