//! What a run cost: by stage, by rule, by function.

use serde::Serialize;

use crate::eval::{Clock, Counts, Spent};
use crate::functions;
use crate::program::{Node, Program};
use crate::source::Sources;

/// What the run of one feed cost. Times are nanoseconds on one thread, without the looks at the clock.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Profile {
    /// From bytes to records.
    pub read: u64,
    /// From records to accounts.
    pub map: u64,
    /// Counting, and writing lines.
    pub write: u64,
    /// `exclude` and `hold`, once a record.
    pub stops: Cost,
    /// Rules and decisions, the most expensive first. The time of a rule holds that of its members and of its steps.
    pub rules: Vec<RuleCost>,
    /// Steps and tables by their names, the most expensive first.
    pub functions: Vec<FunctionCost>,
    /// Scripts, the most expensive first.
    pub scripts: Vec<FunctionCost>,
}

/// How often, and how long in all.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Cost {
    /// How often.
    pub times: u64,
    /// Nanoseconds in all.
    pub nanos: u64,
}

/// What a rule cost.
#[derive(Clone, Debug, Serialize)]
pub struct RuleCost {
    /// `path:line`
    pub rule: String,
    /// What it is for: `photos.url`; `decide` for a decision.
    pub target: String,
    /// How often it was asked, and how long in all.
    #[serde(flatten)]
    pub cost: Cost,
}

/// What a function cost.
#[derive(Clone, Debug, Serialize)]
pub struct FunctionCost {
    /// `phone`, `table("labels")`
    pub name: String,
    /// How often it was applied, and how long in all.
    #[serde(flatten)]
    pub cost: Cost,
}

/// The stages of a run, as they were timed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stages {
    pub(super) all: u64,
    pub(super) map: u64,
    pub(super) write: u64,
}

/// The costs of a feed under the names that its author gave; none where nobody asked.
pub(super) fn profile(
    program: &Program,
    counts: &Counts,
    stages: Option<Stages>,
    clock: Option<Clock>,
    sources: &Sources,
) -> Option<Profile> {
    let (times, stages, look) = (counts.times()?, stages?, look(clock?));
    let cost =
        |spent: &Spent| Cost { times: spent.times, nanos: spent.nanos.saturating_sub(spent.times * look) };
    let spent = times.rules.iter().chain(&times.steps).chain(&times.decides).chain([&times.stops]);
    // Each thing that is timed looks twice.
    let looks = spent.map(|spent| 2 * spent.times * look).sum::<u64>();
    let rules = program.rules.iter().zip(&times.rules).map(|(rule, spent)| RuleCost {
        rule: sources.place(rule.span),
        target: rule.target.clone(),
        cost: cost(spent),
    });
    let decides = program.decides.iter().zip(&times.decides).map(|(decide, spent)| RuleCost {
        rule: sources.place(decide.span),
        target: "decide".to_owned(),
        cost: cost(spent),
    });
    let mut rules: Vec<RuleCost> = rules.chain(decides).filter(|rule| rule.cost.times > 0).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.cost.nanos));
    let (mut functions, mut scripts) = (Vec::new(), Vec::new());
    for (node, spent) in program.nodes.iter().zip(&times.steps).filter(|(_, spent)| spent.times > 0) {
        match node {
            Node::Step(_, call) if functions::find(&call.name).is_none() => {
                add(&mut scripts, call.name.clone(), cost(spent));
            }
            Node::Step(_, call) => add(&mut functions, call.name.clone(), cost(spent)),
            Node::Table(_, table, _) => {
                add(&mut functions, format!("table({:?})", program.table(*table).name), cost(spent));
            }
            _ => {}
        }
    }
    for costs in [&mut functions, &mut scripts] {
        costs.sort_by_key(|function| std::cmp::Reverse(function.cost.nanos));
    }
    Some(Profile {
        read: stages.all.saturating_sub(stages.map + stages.write),
        map: stages.map.saturating_sub(looks),
        write: stages.write,
        stops: cost(&times.stops),
        rules,
        functions,
        scripts,
    })
}

/// Adds to the costs of a function.
fn add(costs: &mut Vec<FunctionCost>, name: String, cost: Cost) {
    match costs.iter_mut().find(|known| known.name == name) {
        Some(known) => {
            known.cost.times += cost.times;
            known.cost.nanos += cost.nanos;
        }
        None => costs.push(FunctionCost { name, cost }),
    }
}

/// How long a look at the clock takes, in nanoseconds.
fn look(clock: Clock) -> u64 {
    const LOOKS: u64 = 1_000;
    let began = clock();
    let mut last = began;
    for _ in 0..LOOKS {
        last = clock();
    }
    (last - began) / LOOKS
}
