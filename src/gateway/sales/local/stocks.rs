//! All that an account offers, with its stocks as elloha writes them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::need::{DAY, most_at_once};
use super::sold::Sold;
use super::{Local, Offers, Reason, Trouble};
use crate::elloha::sales::{StockResource, midnight};
use crate::store;
use crate::store::sales::{Slot, Taking};

pub(super) fn offers(local: &Local, account: Uuid, from: Date, to: Date) -> Result<Offers, Trouble> {
    let (first, last) = (from.to_string(), to.to_string());
    let found = local.store.reading(|connection| {
        let Some(sold) = local.kept.sold(connection, account, None)? else { return Ok(None) };
        let slots = store::sales::stock_rows(connection, &account.to_string(), &first, &last)?;
        let takings = store::sales::takings(connection, &account.to_string(), &first, &last)?;
        Ok(Some((sold, slots, takings)))
    })?;
    let Some((sold, slots, takings)) = found else {
        return Err(Reason::UnknownAccount.of(account.to_string()).into());
    };
    let mut out: BTreeMap<(String, String), Vec<Taking>> = BTreeMap::new();
    for taking in takings {
        out.entry((taking.resource.clone(), taking.day.clone())).or_default().push(taking);
    }
    let stock = |slot: &Slot| {
        let takings = out.get(&(slot.resource.clone(), slot.day.clone()));
        stock(&sold, slot, takings.map_or(&[][..], Vec::as_slice))
    };
    Ok(Offers {
        formulas: sold.formulas.clone(),
        resources: sold.resources.values().cloned().collect(),
        rate_plans: sold.plans.values().cloned().collect(),
        prices: sold.prices.values().cloned().collect(),
        tags: sold.tags.clone(),
        days: sold.days.range(from..=to).map(|(_, day)| day.clone()).collect(),
        stocks: slots.iter().filter_map(stock).collect(),
    })
}

/// A stock as elloha writes it; none for one without a day, which elloha has no shape for.
fn stock(sold: &Sold, slot: &Slot, takings: &[Taking]) -> Option<StockResource> {
    let day: Date = slot.day.parse().ok()?;
    let minute = slot.slot.max(0);
    let id = slot.resource.parse().ok()?;
    let resource = sold.resources.get(&id)?;
    let on_sale = if slot.on_sale < 0 { i64::from(resource.total_stock) } else { slot.on_sale };
    // What comes back is sold again: as many pieces are gone as are out at once.
    let gone =
        if resource.stock_management_type.is_equipment() { most_at_once(takings, 0, DAY) } else { slot.sold };
    Some(StockResource {
        id_resource: id,
        day: midnight(day),
        hour: i8::try_from(minute / 60).ok()?,
        minutes: i8::try_from(minute % 60).ok()?,
        stock_on_sale: i32::try_from(on_sale).ok()?,
        closed: slot.closed,
        stock_sold: i32::try_from(gone).ok()?,
    })
}
