//! Lists of files: each filter, pages, order.

use jiff::Timestamp;
use passerelle::elloha::sales::{BookingPage, BookingQuery, NewItem};
use passerelle::gateway::sales::{Local, Reason, Sales, Trouble, Whose};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{ENGINE, NOW, begun, cancel, line, now, shop};
use crate::database::on_both;
use crate::gateway::sample::{CANOE, CANOES, CELLAR, DESCENT, HIRE, PLACE, TICKET, VOUCHER, file, places};

const OTHER: Uuid = Uuid::from_u128(0xa10a_0000_0004_4000_8000_0000_0000_0002);
const COUNTER: Uuid = Uuid::from_u128(0xa10a_0000_0005_4000_8000_0000_0000_0001);

/// A file of the shelf: its number at the counter, when it was made, its engine, its customer, its lines, what became of it.
fn put(
    local: &Local,
    number: &str,
    at: &str,
    engine: Uuid,
    name: (&str, &str),
    items: &[NewItem],
    fate: &str,
) {
    let at: Timestamp = at.parse().unwrap();
    let mut new = file(engine, number);
    new.id_distribution = Some(COUNTER);
    new.client.first_name = Some(name.0.to_owned());
    new.client.last_name = Some(name.1.to_owned());
    new.client.email = Some(format!("{number}@Example.ORG"));
    let id = local.create(&new, at, &mut |_, _| Ok(())).unwrap().id_booking;
    local.add(id, items, at, &mut |_, _| Ok(())).unwrap();
    if fate != "begun" {
        local.confirm(id, at, &mut |_, _| Ok(())).unwrap();
    }
    if fate == "cancelled" {
        cancel(local, id).unwrap();
    }
}

/// Five files, of nobody.
fn shelf(name: &str, catalogue: Option<String>) -> Local {
    let local = shop(name, catalogue, |_| {});
    let canoe = |day: &str, number: i32| NewItem {
        line_number: Some(number),
        ..line(HIRE, CANOE, 1800, places(day, (9, 0), 1))
    };
    let ticket = NewItem {
        booking_start: None,
        hour: None,
        minutes: None,
        ..line(VOUCHER, TICKET, 2500, places("2026-07-10", (10, 0), 1))
    };
    // 30 June in UTC, and 1 July in Paris.
    put(
        &local,
        "a",
        "2026-06-30T22:30:00Z",
        ENGINE,
        ("Élodie", "Exemple"),
        &[places("2026-07-12", (10, 0), 2)],
        "sold",
    );
    put(
        &local,
        "b",
        "2026-07-01T08:00:00Z",
        ENGINE,
        ("Ada", "Ôté"),
        &[places("2026-07-10", (10, 0), 1), canoe("2026-07-16", 2)],
        "sold",
    );
    put(
        &local,
        "c",
        "2026-07-02T08:00:00Z",
        ENGINE,
        ("Ada", "100%_sûr!"),
        &[canoe("2026-07-11", 1)],
        "cancelled",
    );
    put(&local, "d", "2026-07-02T09:00:00Z", OTHER, ("Jean", "Exemple"), &[ticket], "sold");
    put(
        &local,
        "e",
        "2026-07-02T10:00:00Z",
        ENGINE,
        ("Jean", "Exemple"),
        &[places("2026-07-10", (14, 30), 1)],
        "begun",
    );
    local
}

fn query(query: &Json) -> BookingQuery {
    let mut all = json!({ "includeCancelledBookings": true, "includeInProgressBookings": true });
    all.as_object_mut().unwrap().extend(query.as_object().unwrap().clone());
    serde_json::from_value(all).unwrap()
}

fn page(local: &Local, asked: &Json) -> BookingPage {
    local.files(&query(asked), &Whose::Accounts(vec![CANOES])).unwrap()
}

/// The numbers at the counter: the e-mail begins with them.
fn numbers(page: &BookingPage) -> String {
    page.items.iter().map(|item| item.client_email.clone().unwrap().chars().next().unwrap()).collect()
}

fn listed(local: &Local, asked: &Json) -> String {
    let page = page(local, asked);
    assert_eq!(page.total_count as usize, page.items.len());
    numbers(&page)
}

fn filtered(local: &Local, column: &str, operator: &str, value: &Json) -> String {
    listed(
        local,
        &json!({ "filters": [{ "filterColumn": column, "operator": operator, "filterValue": value }] }),
    )
}

on_both! {
    fn each_filter(name, catalogue) {
        let local = shelf(name, catalogue);
        let of = |column: &str, operator: &str, value: &str| filtered(&local, column, operator, &json!(value));
        // Days are those of Paris.
        assert_eq!(of("DateCreated", "Eq", "2026-07-01"), "ab");
        assert_eq!(of("DateCreated", "Eq", "2026-06-30"), "");
        assert_eq!(of("DateCreated", "NotEq", "2026-07-01T00:00:00"), "cde");
        assert_eq!(of("DateCreated", "Gt", "2026-07-01"), "cde");
        assert_eq!(of("DateCreated", "Gte", "2026-07-01"), "abcde");
        assert_eq!(of("DateCreated", "Lt", "2026-07-02"), "ab");
        assert_eq!(of("DateCreated", "Lte", "2026-07-02"), "abcde");
        // A file without a day is on another day, and neither before nor after one.
        assert_eq!(of("BookingStart", "Eq", "2026-07-10"), "be");
        assert_eq!(of("BookingStart", "NotEq", "2026-07-10"), "acd");
        assert_eq!(of("BookingStart", "Lt", "2026-07-11"), "be");
        assert_eq!(of("BookingStart", "Gte", "2026-07-11"), "ac");
        assert_eq!(of("BookingEnd", "Eq", "2026-07-16"), "b");
        assert_eq!(of("BookingEnd", "Lte", "2026-07-12"), "ace");
        assert_eq!(of("Name", "Eq", "élodie exemple"), "a");
        assert_eq!(of("Name", "Eq", "ÉLODIE EXEMPLE"), "a");
        assert_eq!(of("Name", "NotEq", "Élodie Exemple"), "bcde");
        assert_eq!(of("Name", "StartsWith", "É"), "a");
        assert_eq!(of("Name", "NotStartsWith", "ada"), "ade");
        assert_eq!(of("Name", "EndsWith", "ÔTÉ"), "b");
        assert_eq!(of("Name", "NotEndsWith", "exemple"), "bc");
        assert_eq!(of("Name", "Contains", "dA ô"), "b");
        assert_eq!(of("Name", "NotContains", "e"), "bc");
        for literal in ["100%_", "!", "%", "_"] {
            assert_eq!(of("Name", "Contains", literal), "c", "{literal} is a letter like others");
        }
        assert_eq!(of("Email", "Eq", "B@example.org"), "b");
        assert_eq!(of("Global", "Contains", "D@example"), "d");
        assert_eq!(of("IsConfirmed", "Eq", "true"), "abd");
        assert_eq!(filtered(&local, "IsConfirmed", "Eq", &json!(false)), "ce");
        assert_eq!(filtered(&local, "IsConfirmed", "NotEq", &json!(true)), "ce");
        assert_eq!(of("BalanceState", "Eq", "NotSold"), "abcde", "nothing is paid here");
        assert_eq!(of("BalanceState", "Eq", "Sold"), "");
        assert_eq!(of("BalanceState", "NotEq", "Sold"), "abcde");
        let number = page(&local, &json!({})).items[1].num_booking.clone().unwrap();
        assert_eq!(of("BookingNumber", "Eq", &number.to_lowercase()), "b");
        let both = json!({ "filters": [
            { "filterColumn": "Name", "operator": "StartsWith", "filterValue": "ada" },
            { "filterColumn": "BookingStart", "operator": "Gt", "filterValue": "2026-07-10" },
        ] });
        assert_eq!(listed(&local, &both), "c", "all must hold");
    }

    fn what_a_filter_cannot_take(name, catalogue) {
        let local = shop(name, catalogue, |_| {});
        for (column, operator, value) in [
            ("DateCreated", "Contains", json!("2026-07-01")),
            ("BookingStart", "Eq", json!("2026-07-01T10:00:00")),
            ("BookingStart", "Eq", json!("2026-07-01 and more")),
            ("BookingEnd", "Eq", json!("1 July")),
            ("BookingEnd", "Eq", json!(20_260_701)),
            ("Name", "Gt", json!("a")),
            ("Name", "Eq", json!(1)),
            ("IsConfirmed", "Eq", json!("perhaps")),
            ("IsConfirmed", "Gt", json!(true)),
            ("BalanceState", "Eq", json!("Paid")),
        ] {
            let asked = query(&json!({ "filters": [{ "filterColumn": column, "operator": operator, "filterValue": value }] }));
            let Err(Trouble::Refused(refusal)) = local.files(&asked, &Whose::Engine(ENGINE)) else { panic!("{column} {operator}") };
            assert!(matches!(refusal.reason, Reason::Value(_)));
            assert!(refusal.to_string().contains(column) && refusal.to_string().contains("it takes"), "{refusal}");
        }
    }

    fn who_sees_which(name, catalogue) {
        let local = shelf(name, catalogue);
        let files = |asked: Json, whose: &Whose| numbers(&local.files(&query(&asked), whose).unwrap());
        assert_eq!(files(json!({}), &Whose::Engine(ENGINE)), "abce");
        assert_eq!(files(json!({}), &Whose::Engine(OTHER)), "d");
        assert_eq!(files(json!({ "publicationIds": [OTHER] }), &Whose::Engine(ENGINE)), "", "of another channel nothing is seen");
        assert_eq!(files(json!({ "publicationIds": [OTHER, ENGINE] }), &Whose::Engine(ENGINE)), "abce");
        assert_eq!(files(json!({ "publicationIds": [OTHER] }), &Whose::Accounts(vec![CANOES])), "d");
        assert_eq!(files(json!({}), &Whose::Accounts(vec![CELLAR])), "");
        assert_eq!(files(json!({}), &Whose::Accounts(Vec::new())), "");
        assert_eq!(files(json!({}), &Whose::Accounts(vec![CELLAR, CANOES])), "abcde");
        let all = |asked: Json| listed(&local, &asked);
        assert_eq!(all(json!({ "prestationIds": [DESCENT] })), "abe");
        assert_eq!(all(json!({ "prestationIds": [CANOE] })), "bc");
        assert_eq!(all(json!({ "prestationIds": [PLACE, VOUCHER] })), "abde");
        assert_eq!(all(json!({ "distributionIds": [COUNTER] })), "abcde");
        assert_eq!(all(json!({ "distributionIds": [OTHER] })), "");
        let states = |confirmed: bool, cancelled: bool, begun: bool| all(json!({ "includeConfirmedBookings": confirmed,
            "includeCancelledBookings": cancelled, "includeInProgressBookings": begun }));
        assert_eq!(states(true, false, false), "abd");
        assert_eq!(states(false, true, false), "c");
        assert_eq!(states(false, false, true), "e");
        assert_eq!(states(false, false, false), "");
    }

    fn pages_and_order(name, catalogue) {
        let local = shelf(name, catalogue);
        let sorted = |column: &str, way: &str| listed(&local, &json!({ "sortColumn": column, "sortDirection": way }));
        assert_eq!(sorted("DateCreated", "Ascending"), "abcde");
        assert_eq!(sorted("DateCreated", "Descending"), "edcba");
        // A file without a day is the first one, on every database.
        let by_start = sorted("BookingStart", "Ascending");
        assert!(by_start.starts_with('d') && by_start.ends_with("ca"), "{by_start}");
        let by_end = sorted("BookingEnd", "Descending");
        assert_eq!(by_end, "baced");
        let part = |number: u32, size: u32| page(&local, &json!({ "pageNumber": number, "pageSize": size }));
        let mut all = String::new();
        for number in 1..=3 {
            let page = part(number, 2);
            assert_eq!((page.current_page, page.total_pages, page.total_count, page.page_size), (number, 3, 5, 2));
            assert_eq!((page.has_previous, page.has_next), (number > 1, number < 3));
            all.push_str(&numbers(&page));
        }
        assert_eq!(all, "abcde");
        assert!(part(4, 2).items.is_empty());
        assert!(part(1_000_000, 500).items.is_empty());
        // What is equal comes in one order: no file is on two pages.
        let same = (0..5).map(|_| begun(&local, &[]).unwrap().id_booking).collect::<std::collections::BTreeSet<_>>();
        let asked = |number: u32| query(&json!({ "pageNumber": number, "pageSize": 1, "sortColumn": "BookingStart", "includeConfirmedBookings": false,
            "filters": [{ "filterColumn": "DateCreated", "operator": "Eq", "filterValue": "2026-07-01" }] }));
        let seen = (1..=5).map(|number| local.files(&asked(number), &Whose::Engine(ENGINE)).unwrap().items[0].id_booking);
        assert_eq!(seen.collect::<std::collections::BTreeSet<_>>(), same);
        assert_eq!(now().to_string(), NOW);
    }
}
