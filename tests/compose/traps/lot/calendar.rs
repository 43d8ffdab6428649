//! Openings and prices.

use super::super::super::bordereau::Bordereau::{Asc, Hlo, Pcu, Pna, Res};
use super::super::super::fields::Fields;
use super::super::super::offer::DAYS;
use super::super::super::typed::{code_of, rows, thesaurus};
use super::super::super::value::Value;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [openings(), prices()].concat()
}

fn openings() -> Vec<Trap> {
    vec![
        trap(Pcu, 3, "half hours as durations", |fields| {
            calendar(
                fields,
                vec![period(
                    SEASON,
                    &[
                        ("heuredebut1", "PT10H30M"),
                        ("heurefin1", "PT12H"),
                        ("heuredebut2", "PT14H15M"),
                        ("heurefin2", "PT18H30M0S"),
                    ],
                )],
            );
        }),
        trap(Pcu, 4, "a day without a break", |fields| {
            calendar(fields, vec![period(SEASON, &[("heuredebut1", "PT9H"), ("heurefin2", "PT19H")])]);
        }),
        trap(Pcu, 5, "an opening without its closing", |fields| {
            calendar(fields, vec![period(SEASON, &[("heuredebut1", "PT10H")])]);
        }),
        trap(Pcu, 6, "the days of a recurrence", |fields| {
            let mut open = period(SEASON, &[("heuredebut1", "PT14H"), ("heurefin1", "PT18H")]);
            open.change("Reglederecurrence", "FREQ=WEEKLY;BYDAY=TH,FR,SA");
            calendar(fields, vec![open]);
        }),
        trap(Pcu, 7, "a recurrence that is not of the week", |fields| {
            let mut open = period(SEASON, &[("heuredebut1", "PT14H"), ("heurefin1", "PT18H")]);
            open.change("Reglederecurrence", "FREQ=MONTHLY;BYDAY=1SU");
            calendar(fields, vec![open]);
        }),
        trap(Pcu, 8, "hours of single days", |fields| {
            let hours = [
                ("mardiheuredebut1", "PT9H"),
                ("mardiheurefin1", "PT12H"),
                ("samediheuredebut1", "PT9H"),
                ("samediheurefin2", "PT18H"),
            ];
            calendar(fields, vec![period(SEASON, &hours)]);
        }),
        trap(Pcu, 9, "a remark on closing", |fields| {
            let mut open = period(SEASON, &[("heuredebut1", "PT10H"), ("heurefin1", "PT18H")]);
            open.change("Precisionssurlesfermetures", "Fermé en cas de forte chaleur.");
            calendar(fields, vec![open]);
        }),
        trap(Pcu, 11, "the year 2100 beside a period of this year", |fields| {
            let times = [("heuredebut1", "PT10H"), ("heurefin1", "PT18H")];
            calendar(fields, vec![period(SEASON, &times), period(("2100-06-01", "2100-06-02"), &[])]);
        }),
        trap(Pcu, 10, "an end before its beginning", |fields| {
            calendar(fields, vec![period(("2026-11-01", "2026-03-31"), &[])]);
        }),
        trap(Res, 6, "midnight as a duration of nothing", |fields| {
            calendar(
                fields,
                vec![period(
                    SEASON,
                    &[
                        ("heuredebut1", "PT12H"),
                        ("heurefin1", "PT14H30M"),
                        ("heuredebut2", "PT19H"),
                        ("heurefin2", "PT0S"),
                    ],
                )],
            );
        }),
        trap(Res, 7, "times as api-v3 writes them", |fields| {
            calendar(fields, vec![period(SEASON, &[("heuredebut1", "12:00:00"), ("heurefin1", "14:30:00")])]);
        }),
        trap(Res, 8, "two periods that overlap", |fields| {
            let all =
                period(("2026-04-01", "2026-10-31"), &[("heuredebut1", "PT12H"), ("heurefin1", "PT14H")]);
            let august =
                period(("2026-08-01", "2026-08-31"), &[("heuredebut1", "PT12H"), ("heurefin1", "PT22H")]);
            calendar(fields, vec![all, august]);
        }),
    ]
}

/// A usual season.
const SEASON: (&str, &str) = ("2026-04-01", "2026-10-31");

fn prices() -> Vec<Trap> {
    vec![
        trap(Asc, 3, "nothing to pay", |fields| price(fields, "Gratuit", Value::Null, Value::Null)),
        trap(Asc, 4, "nothing to pay, with zeros", |fields| price(fields, "Gratuit", 0.0.into(), 0.0.into())),
        trap(Pcu, 14, "nothing to pay for children, beside what others pay", |fields| {
            prices_of(fields, &[("Gratuit", None), ("Plein tarif", Some(8.5)), ("Tarif réduit", Some(5.0))]);
        }),
        trap(Hlo, 6, "linen and cleaning among the prices", |fields| {
            prices_of(fields, &[("Draps", Some(12.0)), ("Semaine", Some(450.0)), ("Ménage", Some(60.0))]);
        }),
        trap(Asc, 5, "a zero that nothing calls free", |fields| {
            price(fields, "Plein tarif", 0.0.into(), Value::Null);
        }),
        trap(Asc, 6, "an amount as a text", |fields| {
            price(fields, "Plein tarif", "12,50".into(), "15,00 €".into());
        }),
        trap(Asc, 7, "only an upper limit", |fields| price(fields, "Adulte", Value::Null, 9.0.into())),
        trap(Asc, 8, "a whole number of euros", |fields| {
            price(fields, "Adulte", Value::Integer(8), Value::Null);
        }),
        trap(Pna, 3, "a price without its title", |fields| {
            price(fields, "Adulte", 6.5.into(), Value::Null);
            fields.change("TARIFSs[0].IntituleTarifs", Value::Null);
        }),
        trap(Hlo, 8, "cleaning that is called as a stay is", |fields| {
            prices_of(fields, &[("Semaine", Some(500.0)), ("Forfait ménage", Some(60.0))]);
        }),
        trap(Hlo, 5, "an amount in words", |fields| {
            price(fields, "Semaine", "sur demande".into(), Value::Null);
        }),
    ]
}

/// A row of the calendar: these times, and null for all others.
fn period((from, to): (&str, &str), times: &[(&str, &str)]) -> Fields {
    let mut row =
        Fields::new().with("Datedebut", format!("{from}T00:00:00")).with("Datefin", format!("{to}T00:00:00"));
    for day in std::iter::once("").chain(DAYS.iter().map(|day| day.lower)) {
        for name in ["heuredebut1", "heurefin1", "heuredebut2", "heurefin2"] {
            row.set(&format!("{day}{name}"), Value::Null);
        }
    }
    for (name, time) in times {
        row.change(name, *time);
    }
    row.with("Precisionssurlesouvertures", Value::Null)
        .with("Precisionssurlesfermetures", Value::Null)
        .with("Reglederecurrence", Value::Null)
}

fn calendar(fields: &mut Fields, periods: Vec<Fields>) {
    let id = fields.text("SyndicObjectID");
    fields.change("CALENDRIERs", rows(&id, "CALENDRIERs", periods));
}

/// One price instead of those of the record.
fn price(fields: &mut Fields, title: &str, from: Value, to: Value) {
    let id = fields.text("SyndicObjectID");
    fields.change("TARIFSs", rows(&id, "TARIFSs", vec![price_row(title, from, to)]));
}

/// These prices, each with its lower amount alone, instead of those of the record.
fn prices_of(fields: &mut Fields, prices: &[(&str, Option<f64>)]) {
    let id = fields.text("SyndicObjectID");
    let own = prices
        .iter()
        .map(|(title, from)| price_row(title, from.map_or(Value::Null, Value::from), Value::Null));
    fields.change("TARIFSs", rows(&id, "TARIFSs", own.collect()));
}

fn price_row(title: &str, from: Value, to: Value) -> Fields {
    Fields::new()
        .with("IntituleTarifs", thesaurus(&code_of('T', title), title))
        .with("MinimumEuro", from)
        .with("MaximumEuro", to)
        .with("Complementdinformations", Value::Null)
}
