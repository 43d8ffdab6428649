//! A record that somebody has changed by hand: it is told, it does not pass, and it stands in nobody's way.

use passerelle::gateway::access::Asked;

use super::counter::{Counter, asked};
use super::sample::{file, places};
use crate::database::on_both;

/// Changes something by hand.
fn by_hand(counter: &Counter, sql: &str) {
    assert_eq!(counter.gateway.store().writing(|connection| connection.execute(sql, &[])).unwrap(), 1);
}

/// A file of this number, confirmed.
fn sold(counter: &Counter, number: &str) -> String {
    let Counter { gateway, channel, aloa } = counter;
    let made = gateway.create(aloa, channel, &file(channel.engine, number), asked()).unwrap();
    gateway.add(aloa, channel, made.id_booking, &[places("2026-07-20", (10, 0), 1)], asked()).unwrap();
    gateway.confirm(aloa, channel, made.id_booking, asked()).unwrap();
    made.id_booking.to_string()
}

on_both! {
    fn the_others_are_compared_all_the_same(name, catalogue) {
        let counter = Counter::open(&format!("damaged-{name}"), catalogue, |_| {});
        for number in ["A", "B", "C"] {
            sold(&counter, number);
        }
        by_hand(&counter, "UPDATE gateway_files SET agreed = 'rubbish' WHERE reference = 'A'");
        by_hand(&counter, "UPDATE gateway_files SET id = 'rubbish' WHERE reference = 'B'");
        by_hand(&counter, "UPDATE gateway_files SET state = 'made' WHERE reference = 'C'");
        let mut told = Vec::new();
        let tell = &mut |found: passerelle::gateway::Difference| told.push((found.reference, found.what));
        let compared = counter.gateway.sync_check(&counter.channel, asked().now, tell).unwrap();
        told.retain(|(reference, _)| ["A", "B", "C"].contains(&reference.as_str()));
        let found: Vec<(&str, &str)> = told.iter().map(|(number, what)| (number.as_str(), *what)).collect();
        assert_eq!(found, [("A", "damaged"), ("B", "damaged"), ("C", "state")]);
        assert_eq!(compared, 4, "with that of the test of the channel");
    }

    fn a_line_that_cannot_be_read_is_told_of_its_file(name, catalogue) {
        let counter = Counter::open(&format!("damaged-line-{name}"), catalogue, |_| {});
        let [one, other] = ["A", "B"].map(|number| sold(&counter, number));
        by_hand(&counter, &format!("UPDATE sales_items SET shape = 'rubbish' WHERE file = '{one}'"));
        by_hand(&counter, "UPDATE gateway_files SET state = 'made' WHERE reference = 'B'");
        let mut told = Vec::new();
        let tell = &mut |found: passerelle::gateway::Difference| told.push((found.id, found.what));
        counter.gateway.sync_check(&counter.channel, asked().now, tell).unwrap();
        told.retain(|(id, _)| id.is_empty() || *id == one || *id == other);
        let list = (String::new(), "damaged");
        assert_eq!(told, [(one, "damaged"), (other, "state"), list], "of each file, and of the list of all");
    }

    fn the_others_are_settled_all_the_same(name, catalogue) {
        let counter = Counter::open(&format!("stuck-{name}"), catalogue, |_| {});
        for number in ["A", "B"] {
            sold(&counter, number);
        }
        by_hand(&counter, "UPDATE gateway_files SET id = 'rubbish', step = 'add', since = '2026-07-01T06:00:00Z' \
                           WHERE reference = 'A'");
        by_hand(&counter, "UPDATE gateway_files SET step = 'add', since = '2026-07-01T07:00:00Z' WHERE reference = 'B'");
        let later = Asked { now: "2026-07-01T09:00:00Z".parse().unwrap(), request: None };
        let settled = counter.gateway.settle(later).unwrap();
        let told: Vec<(&str, bool)> = settled.iter().map(|one| (one.reference.as_str(), one.stuck)).collect();
        assert_eq!(told, [("A", true), ("B", false)]);
        assert!(settled[0].became.contains("something else than the id of a file"), "{}", settled[0].became);
        assert_eq!(settled[1].became, "Confirmed");
    }
}
