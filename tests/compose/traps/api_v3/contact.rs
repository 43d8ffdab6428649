//! Ways to reach an offer.

use super::super::super::fields::Fields;
use super::super::super::typed::thesaurus;
use super::super::super::value::Value;
use super::{either, set_row, set_rows};

/// The contacts of a record: code, label, value.
fn contacts(fields: &mut Fields, ways: &[(&str, &str, &str)]) {
    let row = |(code, label, value): &(&str, &str, &str)| {
        Fields::new()
            .with("TypedaccesTelecom", thesaurus(code, label))
            .with("CoordonneesTelecom", *value)
            .with("Complementdinformation", Value::Null)
    };
    let collection = either(fields, &["MOYENSCOMs", "MOYENCOMs"]);
    set_rows(fields, collection, ways.iter().map(row).collect());
}

const FIXED: (&str, &str, &str) = ("C1", "Téléphone filaire", "+33 5 36 49 60 01");
const MAIL: (&str, &str, &str) = ("C4", "Mél", "accueil@essai.example.org");

/// The code that all instances share is missing.
pub(crate) fn code_missing(fields: &mut Fields) {
    let ways = [
        ("", "Téléphone filaire", "+33 5 36 49 60 02"),
        ("", "Téléphone cellulaire", "+33 6 39 98 60 02"),
        ("", "Mél", "sans-code@essai.example.org"),
        ("", "Site web (URL)", "https://sans-code.example.org/"),
    ];
    contacts(fields, &ways);
    let collection = either(fields, &["MOYENSCOMs", "MOYENCOMs"]);
    for at in 0..ways.len() {
        fields.change(&format!("{collection}[{at}].TypedaccesTelecom.ThesCode"), Value::Null);
    }
}

/// Other labels than usual; the codes say what they are.
pub(crate) fn other_labels(fields: &mut Fields) {
    contacts(
        fields,
        &[
            ("C1", "Tél. fixe", "+33 5 36 49 60 03"),
            ("C6", "Portable", "+33 6 39 98 60 03"),
            ("C4", "Mail", "autres-libelles@essai.example.org"),
            ("C5", "Site web", "https://autres-libelles.example.org/"),
        ],
    );
}

/// An e-mail stands before the telephone.
pub(crate) fn mail_as_telephone(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "reservation@essai.example.org"), FIXED]);
}

/// A site stands in the place of the fax number.
pub(crate) fn site_as_fax(fields: &mut Fields) {
    contacts(fields, &[FIXED, ("C2", "Télécopieur /fax", "https://www.essai.example.org"), MAIL]);
}

/// A telephone stands before the site, in one value.
pub(crate) fn telephone_before_site(fields: &mut Fields) {
    contacts(
        fields,
        &[("C5", "Site web (URL)", "05 36 49 60 12#https://derriere-le-telephone.example.org"), MAIL],
    );
}

/// A telephone stands before the site.
pub(crate) fn telephone_as_site(fields: &mut Fields) {
    contacts(
        fields,
        &[
            ("C5", "Site web (URL)", "05 36 49 60 04"),
            ("C5", "Site web (URL)", "https://apres-le-telephone.example.org"),
            MAIL,
        ],
    );
}

/// A mobile number under C1, a fixed one under C6.
pub(crate) fn kinds_swapped(fields: &mut Fields) {
    contacts(
        fields,
        &[
            ("C1", "Téléphone filaire", "+33 6 39 98 60 05"),
            ("C6", "Téléphone cellulaire", "+33 5 36 49 60 05"),
            MAIL,
        ],
    );
}

/// `05.36.49.60.06`
pub(crate) fn dots(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "05.36.49.60.06"), MAIL]);
}

/// `Tél. 05.36.49.60.07`
pub(crate) fn with_label(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "Tél. 05.36.49.60.07"), MAIL]);
}

/// Ten digits in a row, and a mobile one with the zero in brackets.
pub(crate) fn no_blanks(fields: &mut Fields) {
    contacts(
        fields,
        &[
            ("C1", "Téléphone filaire", "0536496008"),
            ("C6", "Téléphone cellulaire", "+33 (0)6 39 98 60 08"),
            MAIL,
        ],
    );
}

/// An empty cell behind the number, as the flat fields have it.
pub(crate) fn empty_cell(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "+33 5 36 49 60 09|"), MAIL]);
}

/// Two numbers in one value.
pub(crate) fn two_numbers(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "05 36 49 60 10 / 05 36 49 60 11"), MAIL]);
}

/// Two numbers, joined as the flat fields join them.
pub(crate) fn joined_numbers(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "05 36 49 60 13#06 39 98 60 13"), MAIL]);
}

/// Groups of two and of three digits.
pub(crate) fn odd_groups(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "0 536 496 014"), MAIL]);
}

/// A site stands before the telephone.
pub(crate) fn site_as_telephone(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "https://www.essai.example.org"), FIXED, MAIL]);
}

/// A host without scheme.
pub(crate) fn no_scheme(fields: &mut Fields) {
    contacts(fields, &[("C5", "Site web (URL)", "www.sans-schema.example.org"), MAIL]);
}

/// A blank behind the address.
pub(crate) fn blank_behind(fields: &mut Fields) {
    contacts(fields, &[("C5", "Site web (URL)", "http://blanc.example.fr "), MAIL]);
}

/// `#` begins a fragment.
pub(crate) fn fragment(fields: &mut Fields) {
    contacts(
        fields,
        &[("C5", "Site web (URL)", "https://fragment.example.org/visites/#regdl=categories"), MAIL],
    );
}

/// `#` begins a second address.
pub(crate) fn two_sites(fields: &mut Fields) {
    contacts(fields, &[("C5", "Site web (URL)", "https://un.example.org#https://deux.example.org"), MAIL]);
}

/// A link of HTML.
pub(crate) fn link(fields: &mut Fields) {
    let link = "<a href='https://lien.example.org' target=blank>https://lien.example.org</a>";
    contacts(fields, &[("C5", "Site web (URL)", link), MAIL]);
}

/// An ampersand as HTML has it: in Atom it is served escaped twice.
pub(crate) fn escaped(fields: &mut Fields) {
    let site = "https://esperluette.example.org/?langue=fr&amp;page=2";
    contacts(fields, &[("C5", "Site web (URL)", site), MAIL]);
}

/// Capitals and blanks around an e-mail.
pub(crate) fn mail_in_capitals(fields: &mut Fields) {
    contacts(fields, &[FIXED, ("C4", "Mél", " Accueil@Essai.Example.org ")]);
}

/// A remark beside a number.
pub(crate) fn remark(fields: &mut Fields) {
    contacts(fields, &[FIXED, MAIL]);
    let collection = either(fields, &["MOYENSCOMs", "MOYENCOMs"]);
    fields.change(&format!("{collection}[0].Complementdinformation"), "de 9 h à 12 h");
}

/// A kind of access that no code of the five is.
pub(crate) fn unknown_kind(fields: &mut Fields) {
    contacts(fields, &[FIXED, ("C9", "Messagerie instantanée", "essai"), MAIL]);
}

/// Nothing but a telephone.
pub(crate) fn no_mail(fields: &mut Fields) {
    contacts(fields, &[FIXED]);
}

/// A page without scheme, and a name instead of an address.
pub(crate) fn bare_pages(fields: &mut Fields) {
    let pages = Fields::new()
        .with("Facebook", "facebook.example.org/essai")
        .with("X", "@essai")
        .with("Instagram", Value::Null)
        .with("Linkedin", "null")
        .with("Youtube", Value::Null)
        .with("Tiktok", Value::Null)
        .with("Tripadvisor", "d0000001");
    set_row(fields, "RESEAUXSOCIAUXs", pages);
}

/// A frame for a page in the place of the address of a film.
pub(crate) fn film_as_frame(fields: &mut Fields) {
    let frame = "<iframe src=\"https://video.example.org/embed/1\" width=\"560\"></iframe>";
    set_row(fields, "VIDEOURLs", Fields::new().with("Urldelavideo", frame));
}

/// Films in two places.
pub(crate) fn films(fields: &mut Fields) {
    let film = |address: &str| Fields::new().with("Urldelavideo", address);
    let films = vec![film("https://youtube.example.org/watch?v=essai"), film("https://video.example.org/2")];
    set_rows(fields, "VIDEOURLs", films);
}

/// Two numbers with a word between them.
pub(crate) fn one_or_the_other(fields: &mut Fields) {
    contacts(fields, &[("C1", "Téléphone filaire", "05 36 49 60 15 ou 05 36 49 60 16"), MAIL]);
}
