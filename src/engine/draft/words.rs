//! Words by which French offices name their fields, and what an account has for them: a hint, never a rule.

/// Beginnings of the words of a name, in lower case without accents, and the field of an account. All of them are seen in the
/// instances that `rules/tourinsoft/dialects` describes; the first that fits is told.
const WORDS: &[(&[&str], &str)] = &[
    (&["nom", "raison", "denomination"], "title"),
    (&["cp", "codepostal", "postal"], "zipCode"),
    (&["commune", "ville", "localite"], "locality"),
    (&["lat"], "lat"),
    (&["lon"], "long"),
    (&["ad1", "ad2", "ad3", "adresse", "voie", "rue"], "route"),
    (&["portable", "mobile", "telmob"], "mobilePhone"),
    (&["fax", "telecop"], "fax"),
    (&["tel"], "phone"),
    (&["mail", "mel", "courriel"], "email"),
    (&["facebook"], "facebook"),
    (&["instagram"], "instagram"),
    (&["video", "youtube"], "youtube"),
    (&["url", "web", "site"], "website"),
    (&["photo", "image"], "photos"),
    (&["descr", "texte"], "description"),
    (&["clas", "etoile"], "officialRating"),
    (&["tarif", "prix"], "basePrice"),
    (&["ouvert", "horaire", "periode"], "openingPeriods"),
    (&["lang"], "languages"),
    (&["modpaiement", "modepaiement", "paiement", "reglement"], "paymentModes"),
    (&["label", "charte"], "labels"),
    (&["equip", "confort", "service", "prestation"], "services"),
    (&["handi", "acceshandi", "pmr"], "disabledAcces"),
    (&["anima"], "petsAllowed"),
    (&["groupe"], "groupsAllowed"),
    (&["capa", "chambre", "couvert", "nbr", "nombre"], "capacities"),
];

/// The field of an account that a name speaks of, and the word that does.
pub(super) fn speaks_of(path: &str) -> Option<(&'static str, &'static str)> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let words = words(name);
    WORDS.iter().find_map(|(beginnings, target)| {
        let begins = |word: &&&str| words.iter().any(|known| known.starts_with(**word));
        beginnings.iter().find(begins).map(|word| (*word, *target))
    })
}

/// The words of a name: `DetailIDENTNom_offre` has `detailident`, `nom` and `offre`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        // A capital behind a small letter begins a word, and so does what is no letter.
        if !letter.is_alphanumeric() || (letter.is_uppercase() && small) {
            words.push(String::new());
        }
        small = letter.is_lowercase();
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase().map(without_accent));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A letter without the accents of French.
fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}
