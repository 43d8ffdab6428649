//! Addresses and positions.

use super::super::super::fields::Fields;
use super::super::super::value::Value;
use super::set_first;

fn address(fields: &mut Fields, member: &str, value: impl Into<Value>) {
    set_first(fields, "ADRESSEs", member, value);
}

fn lines(fields: &mut Fields, lines: [Option<&str>; 4]) {
    for (member, line) in ["Adresse1", "Adresse1suite", "Adresse2", "Adresse3"].into_iter().zip(lines) {
        address(fields, member, line);
    }
}

/// `40 100`
pub(crate) fn blank_in_postcode(fields: &mut Fields) {
    fields.rewrite("ADRESSEs[0].CodePostal", |postcode| format!("{} {}", &postcode[..2], &postcode[2..]));
}

/// `4010`
pub(crate) fn short_postcode(fields: &mut Fields) {
    fields.rewrite("ADRESSEs[0].CodePostal", |postcode| postcode[..4].to_owned());
}

/// The town as one writes it.
pub(crate) fn mixed_case(fields: &mut Fields) {
    address(fields, "Commune", "Saint-Jean-d'Essai-sur-l'Eau");
}

/// All there is stands in the first line.
pub(crate) fn first_line_only(fields: &mut Fields) {
    lines(fields, [Some("12 ter chemin de Halage"), None, None, None]);
}

/// The company, and no street at all.
pub(crate) fn company_only(fields: &mut Fields) {
    lines(fields, [Some("SARL du Bel Essai"), None, None, None]);
}

/// The street stands in the second half of the first line.
pub(crate) fn street_in_suite(fields: &mut Fields) {
    lines(fields, [Some("Résidence du Parc"), Some("3, allée des Pins"), None, None]);
}

/// A hamlet and nothing else.
pub(crate) fn hamlet_only(fields: &mut Fields) {
    lines(fields, [None, None, None, Some("Quartier Cap de Bosc")]);
}

/// The text null.
pub(crate) fn text_null(fields: &mut Fields) {
    lines(fields, [Some("null"), Some("null"), Some("7 rue du Port"), Some("null")]);
}

/// A second address, to which one writes.
pub(crate) fn two_addresses(fields: &mut Fields) {
    let mut second = fields.at("ADRESSEs[0]").clone();
    if let Value::Object(row) = &mut second {
        row.change("Ordre", 2u64);
        row.change("Adresse2", "BP 12");
        row.change("Commune", "PARIS");
        row.change("CodePostal", "75001");
    }
    fields.push("ADRESSEs", second);
}

/// A latitude and no longitude.
pub(crate) fn latitude_alone(fields: &mut Fields) {
    fields.change("GmapLongitude", Value::Null);
}

/// North and east have changed places.
pub(crate) fn swapped(fields: &mut Fields) {
    let (north, east) = (fields.text("GmapLatitude"), fields.text("GmapLongitude"));
    fields.change("GmapLatitude", east);
    fields.change("GmapLongitude", north);
}

/// A blank before each number.
pub(crate) fn blank_before(fields: &mut Fields) {
    fields.rewrite("GmapLatitude", |north| format!(" {north}"));
    fields.rewrite("GmapLongitude", |east| format!(" {east}"));
}

/// `43)6450230`
pub(crate) fn bracket(fields: &mut Fields) {
    fields.rewrite("GmapLatitude", |north| north.replace('.', ")"));
}

/// `43,6450230`
pub(crate) fn comma(fields: &mut Fields) {
    fields.rewrite("GmapLatitude", |north| north.replace('.', ","));
    fields.rewrite("GmapLongitude", |east| east.replace('.', ","));
}

/// Numbers, not texts.
pub(crate) fn native(fields: &mut Fields) {
    for name in ["GmapLatitude", "GmapLongitude"] {
        let degrees: f64 = fields.text(name).parse().expect("degrees");
        fields.change(name, degrees);
    }
}

/// Somewhere in Paris.
pub(crate) fn far_away(fields: &mut Fields) {
    fields.change("GmapLatitude", "48.8566000");
    fields.change("GmapLongitude", "2.3522000");
}

/// A storey, and a hamlet behind it.
pub(crate) fn storey_before_hamlet(fields: &mut Fields) {
    lines(fields, [Some("SAS du Lavoir"), Some("2e étage"), None, Some("Hameau du Lac")]);
}

/// The street in the first line, the building behind it.
pub(crate) fn building_behind_street(fields: &mut Fields) {
    lines(fields, [Some("12 rue du Port"), Some("Bâtiment B"), None, None]);
}

/// The street in the first line, and a hamlet.
pub(crate) fn street_before_hamlet(fields: &mut Fields) {
    lines(fields, [Some("12 rue du Port"), None, None, Some("Le Bourg")]);
}

/// The street in the second half of the first line, and a hamlet.
pub(crate) fn street_between(fields: &mut Fields) {
    lines(fields, [Some("Résidence du Parc"), Some("3 allée des Pins"), None, Some("Le Bourg")]);
}

/// A company of another form, and no street.
pub(crate) fn other_company(fields: &mut Fields) {
    lines(fields, [Some("EURL du Bel Essai"), None, None, None]);
}

/// The company stands in the second address.
pub(crate) fn company_behind(fields: &mut Fields) {
    lines(fields, [Some("Château du Lac"), None, Some("3 route des Crêtes"), None]);
    let mut second = fields.at("ADRESSEs[0]").clone();
    if let Value::Object(row) = &mut second {
        row.change("Ordre", 2u64);
        row.change("Adresse1", "SARL du Lac");
    }
    fields.push("ADRESSEs", second);
}
