//! Traps of the Pyrénées-Atlantiques (64): those of the Landes in other records, and those of 64 alone.

use super::super::bordereau::Bordereau::{Asc, Deg, Hlo, Hot, Hpa, Loi, Pcu, Pna, Res, Vil};
use super::super::head::Language::English;
use super::api_v3::{contact, envelope, kind, opening, place, price, text, value};
use super::{Trap, trap};

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    [ids(), envelopes(), contacts(), places(), texts(), openings(), values(), kinds(), translated()].concat()
}

fn ids() -> Vec<Trap> {
    vec![
        trap(Deg, 15, "an id with a type of five letters, 18 characters", |fields| {
            fields.change("SyndicObjectID", "DEGUSAQU064FS00D15");
        }),
        trap(Hpa, 15, "an id of 15 characters without region", |fields| {
            fields.change("SyndicObjectID", "HPA064000000016");
        }),
        trap(Hot, 15, "an id with an odd prefix", |fields| {
            fields.change("SyndicObjectID", "B0064AQU000001MW");
        }),
        trap(Pna, 15, "an id with 000 in the place of the département", |fields| {
            fields.change("SyndicObjectID", "PNAAQU000FS00N15");
        }),
        trap(Loi, 15, "an event picked by hand", envelope::event),
        trap(Loi, 16, "an event in the feed of leisure", envelope::event),
        trap(Pna, 16, "a walk in the feed of natural heritage", envelope::walk),
        trap(Res, 15, "a body in the feed of restaurants", envelope::body),
        trap(Hlo, 15, "not changed for more than ten years", envelope::old),
        trap(Res, 16, "a test record", text::test_record),
        trap(Hot, 16, "a record that is called nothing but a test", text::named_test),
        trap(Hot, 17, "a test record by its own name", text::test_by_name),
    ]
}

fn envelopes() -> Vec<Trap> {
    vec![
        trap(Vil, 3, "no structure", envelope::no_body),
        trap(Vil, 4, "no tracking", envelope::no_tracking),
        trap(Vil, 5, "null in the place of empty collections", envelope::null_collections),
        trap(Res, 3, "one object in the place of a collection", envelope::one_object),
        trap(Vil, 6, "seven digits behind the seconds", envelope::long_fraction),
        trap(Hot, 3, "a field that the syndication got later", envelope::new_field),
        trap(Hot, 4, "a label of 128 letters as a name", envelope::long_name),
        trap(Pna, 3, "JSON in a text", envelope::nested_json),
    ]
}

fn contacts() -> Vec<Trap> {
    vec![
        trap(Hot, 5, "contacts without codes", contact::code_missing),
        trap(Asc, 3, "contacts without codes, under the other name", contact::code_missing),
        trap(Hot, 6, "contacts with other labels", contact::other_labels),
        trap(Asc, 4, "an e-mail in the place of a telephone", contact::mail_as_telephone),
        trap(
            Hot,
            7,
            "an e-mail in the place of a telephone, under the other name",
            contact::mail_as_telephone,
        ),
        trap(Asc, 5, "a site in the place of a fax number", contact::site_as_fax),
        trap(Hot, 8, "a telephone in the place of a site", contact::telephone_as_site),
        trap(Asc, 6, "a mobile number under C1 and a fixed one under C6", contact::kinds_swapped),
        trap(Asc, 7, "a telephone with dots", contact::dots),
        trap(Asc, 8, "a telephone with its label", contact::with_label),
        trap(Asc, 9, "telephones without blanks and with a zero in brackets", contact::no_blanks),
        trap(Asc, 10, "a telephone with an empty cell behind it", contact::empty_cell),
        trap(Asc, 11, "two telephones in one value", contact::two_numbers),
        trap(Vil, 12, "two telephones joined by #", contact::joined_numbers),
        trap(Vil, 13, "a telephone in groups of three digits", contact::odd_groups),
        trap(Vil, 14, "a site in the place of a telephone", contact::site_as_telephone),
        trap(Loi, 3, "a site without scheme", contact::no_scheme),
        trap(Loi, 4, "a blank behind a site", contact::blank_behind),
        trap(Loi, 5, "a site with a fragment", contact::fragment),
        trap(Loi, 6, "two sites in one value", contact::two_sites),
        trap(Loi, 7, "a link of HTML in the place of a site", contact::link),
        trap(Loi, 8, "a site with an escaped ampersand", contact::escaped),
        trap(Loi, 9, "an e-mail in capitals, with blanks", contact::mail_in_capitals),
        trap(Loi, 10, "a remark beside a telephone", contact::remark),
        trap(Loi, 11, "a kind of contact without a known code", contact::unknown_kind),
        trap(Loi, 12, "no e-mail", contact::no_mail),
        trap(Loi, 14, "a telephone before the site in one value", contact::telephone_before_site),
        trap(Res, 4, "pages without scheme, a name, the text null", contact::bare_pages),
        trap(Res, 5, "a frame in the place of a film", contact::film_as_frame),
        trap(Res, 6, "two films", contact::films),
        trap(Asc, 18, "two telephones with « ou » between them", contact::one_or_the_other),
    ]
}

fn places() -> Vec<Trap> {
    vec![
        trap(Hpa, 3, "a blank in the postcode", place::blank_in_postcode),
        trap(Hpa, 4, "a postcode of four digits", place::short_postcode),
        trap(Hpa, 5, "a town in mixed case", place::mixed_case),
        trap(Res, 7, "the street in the first line", place::first_line_only),
        trap(Res, 13, "a company without street", place::company_only),
        trap(Res, 8, "the street in the second half of the first line", place::street_in_suite),
        trap(Res, 9, "a hamlet without street", place::hamlet_only),
        trap(Res, 10, "the text null in an address", place::text_null),
        trap(Res, 11, "two addresses", place::two_addresses),
        trap(Pcu, 5, "a latitude without longitude", place::latitude_alone),
        trap(Pcu, 6, "latitude and longitude have changed places", place::swapped),
        trap(Pcu, 7, "blanks before latitude and longitude", place::blank_before),
        trap(Pcu, 8, "a bracket in the latitude", place::bracket),
        trap(Pcu, 9, "latitude and longitude with a comma", place::comma),
        trap(Pcu, 10, "latitude and longitude as numbers", place::native),
        trap(Pcu, 11, "a position outside of the département", place::far_away),
        trap(Hlo, 7, "a storey before a hamlet", place::storey_before_hamlet),
        trap(Hlo, 8, "a building behind the street", place::building_behind_street),
        trap(Hlo, 9, "a hamlet behind the street", place::street_before_hamlet),
        trap(Hlo, 10, "a company in the second address", place::company_behind),
        trap(Hlo, 11, "a company of another form without street", place::other_company),
        trap(Hlo, 13, "the street between a residence and a hamlet", place::street_between),
    ]
}

fn texts() -> Vec<Trap> {
    vec![
        trap(Hot, 2, "another name of the type", |fields| fields.change("ObjectTypeName", "Hôtellerie")),
        trap(Hlo, 3, "a record name of 1", text::record_named_1),
        trap(Hlo, 4, "a name with | and #", text::signs_in_name),
        trap(Hlo, 5, "a name with blanks before and within", text::blanks_in_name),
        trap(Hlo, 6, "no name but that of the record", text::no_name),
        trap(Deg, 3, "HTML with entities", text::html),
        trap(Deg, 4, "line breaks of HTML", text::breaks),
        trap(Deg, 5, "a text with an escaped ampersand", text::escaped),
        trap(Deg, 6, "accents apart from their letters", text::decomposed),
        trap(Deg, 7, "two descriptions", text::two_descriptions),
        trap(Deg, 8, "the text null as a description", text::text_null),
        trap(Deg, 9, "the address of a film in a text", text::film_in_text),
        trap(Vil, 7, "a photo that is null", text::null_photo),
        trap(Vil, 8, "the bare name of a photo", text::bare_file),
        trap(Vil, 9, "a photo with its size in the address", text::photo_with_size),
        trap(Vil, 10, "a photo without file", text::photo_without_file),
        trap(Vil, 11, "a leaflet that is null", text::null_leaflet),
        trap(Pna, 4, "a remark on hours over several lines", text::long_remark),
        trap(Hlo, 14, "a name that begins like a test", text::like_a_test),
    ]
}

fn openings() -> Vec<Trap> {
    vec![
        trap(Pna, 5, "a day without break", opening::no_break),
        trap(Deg, 10, "a day without break, day by day", opening::no_break_by_day),
        trap(Pna, 6, "an opening without closing", opening::no_closing),
        trap(Deg, 11, "an opening without closing, day by day", opening::no_closing_by_day),
        trap(Pna, 7, "the whole year", opening::whole_year),
        trap(Pna, 8, "a far date", opening::far_date),
        trap(Pna, 9, "closing days", opening::closed_days),
        trap(Pna, 10, "closed half-days", opening::closed_half_days),
        trap(Pna, 11, "public holidays among closing days", opening::closed_holidays),
        trap(Pna, 12, "a group without dates", opening::continued),
        trap(Deg, 12, "a group without dates, day by day", opening::continued_by_day),
        trap(Deg, 13, "hours without dates", opening::no_dates),
        trap(Pna, 13, "closed on a date", opening::closed_on_a_date),
        trap(Deg, 14, "open until midnight", opening::midnight),
        trap(Res, 14, "a period that ends before it starts", opening::ends_before),
        trap(Vil, 11, "a far date behind a season", opening::far_date_behind),
        trap(Deg, 18, "a far date in the next year", opening::far_next_year),
    ]
}

fn values() -> Vec<Trap> {
    vec![
        trap(Pcu, 3, "free without an amount", price::free),
        trap(Pcu, 4, "free with two zeros", price::free_with_zeros),
        trap(Deg, 16, "a tasting free of charge", price::free),
        trap(Pna, 14, "nature free of charge", price::free),
        trap(Loi, 2, "leisure free of charge", price::free),
        trap(Asc, 17, "an activity free of charge", price::free),
        trap(Pna, 14, "groups in nature", value::groups),
        trap(Hlo, 3, "groups in a lodging to let", value::groups),
        trap(Asc, 12, "a price of zero that nothing calls free", price::zero),
        trap(Asc, 13, "prices as texts with a comma", price::comma),
        trap(Hot, 9, "the price of a night as a text with a comma", price::comma_for_a_night),
        trap(Asc, 14, "words in the place of a price", price::words),
        trap(Hot, 10, "a price without amount", price::no_amount),
        trap(Hot, 11, "breakfast and pets only", price::breakfast_only),
        trap(Loi, 13, "a price without title", price::no_title),
        trap(Hpa, 7, "oui and non in the place of true and false", value::answers_in_words),
        trap(Hpa, 8, "an answer that is neither yes nor no", value::no_answer),
        trap(Hpa, 9, "counts with a fraction, and as a text", value::decimal_counts),
        trap(Hpa, 10, "one label under two codes", value::two_codes),
        trap(Hpa, 11, "a label in capitals without accents", value::other_spelling),
        trap(Hpa, 12, "entries that are null or without label", value::empty_entries),
        trap(Hpa, 13, "values in two rows", value::two_rows),
        trap(Hot, 12, "a rating that is null", value::no_rating),
        trap(Hot, 13, "a rating with another capital", value::capital_rating),
        trap(Res, 12, "Basque among the languages", value::basque),
        trap(Hot, 14, "a number of rooms in words", value::rooms_in_words),
        trap(Hlo, 20, "a week without a highest price, and its extras", price::week_and_extras),
        trap(Pcu, 12, "free beside a price", price::free_beside),
        trap(Pcu, 13, "an adult behind a child and an audio guide", price::children),
        trap(Res, 6, "a gift card among the menus", price::gift_card),
        trap(Deg, 17, "oui and non on how it is grown", value::growing_in_words),
    ]
}

fn kinds() -> Vec<Trap> {
    vec![
        trap(Hlo, 16, "guest room in the singular", kind::guest_room),
        trap(Hlo, 17, "two kinds of the same nature", kind::castle),
        trap(Hlo, 18, "guest rooms and a house to let", kind::both_lodgings),
        trap(Hlo, 19, "no kind of lodging", kind::no_lodging),
        trap(Loi, 17, "sport and culture", kind::leisure_of_both),
        trap(Loi, 18, "neither sport nor culture", kind::leisure_of_neither),
        trap(Asc, 15, "an activity of sport and of culture", kind::activity_of_both),
        trap(Asc, 16, "no activity", kind::no_activity),
        trap(Asc, 17, "labels with a slash", kind::board_sports),
        trap(Hlo, 21, "stars on guest rooms", kind::rated_guest_rooms),
    ]
}

fn translated() -> Vec<Trap> {
    vec![
        trap(Pcu, 3, "a translated name", text::translated_name).only_in(English),
        trap(Pcu, 4, "a translation without texts", text::no_texts).only_in(English),
        trap(Pcu, 5, "a translation without its record", |fields| {
            fields.change("SyndicObjectID", "PCUAQU064FS00C77");
        })
        .only_in(English),
        trap(Pcu, 6, "a translation with HTML", text::html_in_english).only_in(English),
    ]
}
