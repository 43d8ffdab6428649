//! Names and texts.

use super::super::super::fields::Fields;
use super::super::super::value::Value;
use super::{either, set_first, set_row, set_rows};

/// The description of a record, under whatever name.
fn description(fields: &mut Fields, text: &str) {
    let (collection, attribute) = description_name(fields);
    set_row(fields, collection, Fields::new().with(attribute, text));
}

fn description_name(fields: &Fields) -> (&'static str, &'static str) {
    let collection = either(fields, &["DESCRIPTIFSs", "DESCRIPTIFs"]);
    let attribute = match fields.get("ObjectTypeName") {
        _ if collection == "DESCRIPTIFSs" => "Descriptioncommerciale",
        Some(Value::Text(name)) => named_by(name),
        _ => panic!("a record without its type"),
    };
    (collection, attribute)
}

/// Which of three attributes the feeds of a type have, in 40 or in 64.
fn named_by(type_name: &str) -> &'static str {
    match type_name {
        "Hôtels" | "Dégustations (tous produits)" => "Descriptifcommercial",
        "Campings" | "Patrimoine culturel" | "Patrimoine naturel" => "Description",
        _ => "Descriptif",
    }
}

/// A record name that says nothing.
pub(crate) fn record_named_1(fields: &mut Fields) {
    fields.change("SyndicObjectName", "1");
}

/// A name with the signs that separate elsewhere.
pub(crate) fn signs_in_name(fields: &mut Fields) {
    fields.change("NOMOFFREs[0].Raisonsociale", "Le Bel Essai | Maison #5");
}

/// A blank before the name, two within.
pub(crate) fn blanks_in_name(fields: &mut Fields) {
    fields.rewrite("NOMOFFREs[0].Raisonsociale", |name| format!(" {}", name.replacen(' ', "  ", 1)));
}

/// No name but that of the record.
pub(crate) fn no_name(fields: &mut Fields) {
    set_rows(fields, "NOMOFFREs", Vec::new());
}

/// A record of somebody who tries things out.
pub(crate) fn test_record(fields: &mut Fields) {
    fields.rewrite("SyndicObjectName", |name| format!("TEST {name}"));
    description(fields, "blablabla");
}

/// HTML with entities.
pub(crate) fn html(fields: &mut Fields) {
    description(
        fields,
        "<p>Un lieu <strong>unique</strong>, &agrave; deux pas de l'eau&nbsp;!</p><p>Vue &amp; calme.</p>",
    );
}

/// HTML in the translation.
pub(crate) fn html_in_english(fields: &mut Fields) {
    description(
        fields,
        "<p>A <strong>quiet</strong> place &amp; a view of the hills.</p><p>Caf&eacute; on site.</p>",
    );
}

/// Line breaks of HTML.
pub(crate) fn breaks(fields: &mut Fields) {
    description(fields, "Première ligne,<br />deuxième ligne.<br>Troisième.");
}

/// An ampersand as HTML has it.
pub(crate) fn escaped(fields: &mut Fields) {
    description(fields, "Pain &amp; fromage du pays, servis sous la treille.");
}

/// Accents apart from their letters.
pub(crate) fn decomposed(fields: &mut Fields) {
    description(fields, "Un e\u{301}te\u{301} a\u{300} la fore\u{302}t, loin de tout.");
}

/// Two descriptions.
pub(crate) fn two_descriptions(fields: &mut Fields) {
    let (collection, attribute) = description_name(fields);
    let row = |text: &str| Fields::new().with(attribute, text);
    set_rows(fields, collection, vec![row("Une maison de pays."), row("Un jardin de curé.")]);
}

/// The text null.
pub(crate) fn text_null(fields: &mut Fields) {
    description(fields, "null");
}

/// An address of a film in a text.
pub(crate) fn film_in_text(fields: &mut Fields) {
    description(fields, "À voir : https://youtube.example.org/watch?v=essai, le film de la saison.");
}

/// The photo of an entry is null.
pub(crate) fn null_photo(fields: &mut Fields) {
    let photo = |file: &str| {
        let photo = Fields::new()
            .with("MediaID", "00000000-0000-4000-8000-000000000001")
            .with("Titre", "La façade")
            .with("Credit", Value::Null)
            .with("Url", format!("https://media.example.org/upload/{file}"));
        Fields::new().with("Photo", photo)
    };
    set_rows(fields, "PHOTOSs", vec![Fields::new().with("Photo", Value::Null), photo("facade.jpg")]);
}

/// The bare name of a file, with a blank and an accent.
pub(crate) fn bare_file(fields: &mut Fields) {
    photo(fields, "façade été.jpg");
}

/// An address with a size behind it.
pub(crate) fn photo_with_size(fields: &mut Fields) {
    photo(fields, "https://media.example.org/upload/x.jpg?width=250&height=180");
}

/// A title and no file.
pub(crate) fn photo_without_file(fields: &mut Fields) {
    photo(fields, "");
}

fn photo(fields: &mut Fields, address: &str) {
    let photo = Fields::new()
        .with("MediaID", "00000000-0000-4000-8000-000000000002")
        .with("Titre", "L'entrée")
        .with("Credit", "© Essai")
        .with("Url", address);
    set_row(fields, "PHOTOSs", Fields::new().with("Photo", photo));
}

/// The file of a leaflet is null.
pub(crate) fn null_leaflet(fields: &mut Fields) {
    set_row(fields, "FICHIERs", Fields::new().with("Fichier", Value::Null));
}

/// A remark on hours over several lines.
pub(crate) fn long_remark(fields: &mut Fields) {
    let remark = Fields::new().with(
        "Informationsouverture",
        "Juillet et août : tous les jours.\nLe reste de l'année :\n- sur rendez-vous.",
    );
    set_row(fields, "OUVERTURETEXTEs", remark);
}

/// Another name in the translation.
pub(crate) fn translated_name(fields: &mut Fields) {
    set_first(fields, "NOMOFFREs", "Raisonsociale", "The Trial House");
}

/// The translation has no texts.
pub(crate) fn no_texts(fields: &mut Fields) {
    let (collection, _) = description_name(fields);
    set_rows(fields, collection, Vec::new());
    set_rows(fields, "PETITPLUSs", Vec::new());
}

/// A record of somebody who tries things out, which the SIT calls something else.
pub(crate) fn test_by_name(fields: &mut Fields) {
    fields.rewrite("NOMOFFREs[0].Raisonsociale", |name| format!("Test {name}"));
}

/// No name but that of a test.
pub(crate) fn named_test(fields: &mut Fields) {
    fields.change("SyndicObjectName", "TEST");
    no_name(fields);
}

/// A name whose first letters are those of a test.
pub(crate) fn like_a_test(fields: &mut Fields) {
    super::call(fields, "TESTAMENTS ET RELIURES");
}
