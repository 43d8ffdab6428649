//! Words by which French offices name their fields, and what an account has for them: a hint, never a rule.

/// Parts of a name, in lower case without accents, and the field of an account.
///
/// Observed in the instances that `rules/tourinsoft/dialects` describes; the first that fits is told.
const WORDS: &[(&[&str], &str)] = &[
    (&["enseigne", "nomoffre", "raison", "denomination"], "title"),
    (&["codepostal", "code_postal", "cpost", "zip"], "zipCode"),
    (&["commune", "ville", "bourg", "localite"], "locality"),
    (&["latitude", "gpsn", "gpslat"], "lat"),
    (&["longitude", "gpse", "gpslon"], "long"),
    (&["adresse", "adr", "voie", "rue"], "route"),
    (&["portable", "mobile", "telmob"], "mobilePhone"),
    (&["fax", "telecop"], "fax"),
    (&["tel", "phone"], "phone"),
    (&["mail", "mel", "courriel", "arobase"], "email"),
    (&["facebook"], "facebook"),
    (&["instagram"], "instagram"),
    (&["youtube", "video"], "youtube"),
    (&["siteweb", "site_web", "url", "toile"], "website"),
    (&["photo", "image", "diapo"], "photos"),
    (&["descri", "texte", "presentation", "chapo"], "description"),
    (&["classement", "etoile", "star"], "officialRating"),
    (&["tarif", "prix", "price"], "basePrice"),
    (&["ouvert", "horaire", "periode"], "openingPeriods"),
    (&["langue"], "languages"),
    (&["paiement", "reglement"], "paymentModes"),
    (&["label", "marque", "charte"], "labels"),
    (&["equip", "confort", "service", "prestation"], "services"),
    (&["handi", "pmr", "acces"], "disabledAcces"),
    (&["animaux", "animal", "chien"], "petsAllowed"),
    (&["groupe"], "groupsAllowed"),
    (&["capac", "chambre", "couvert", "nbr", "nombre"], "capacities"),
];

/// The field of an account that a name speaks of.
pub(super) fn speaks_of(path: &str) -> Option<(&'static str, &'static str)> {
    let name = plain(path.rsplit('.').next().unwrap_or(path));
    WORDS.iter().find_map(|(words, target)| {
        let word = words.iter().find(|word| name.contains(**word))?;
        Some((*word, *target))
    })
}

/// A name in lower case, without the accents of French.
fn plain(name: &str) -> String {
    let plain = |letter: char| match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    };
    name.to_lowercase().chars().map(plain).collect()
}
