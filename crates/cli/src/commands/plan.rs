//! `karavan plan`: reads the tables of a day, plans it, and writes the plan document as JSON; fails when the plan
//! breaks a rule or rows were rejected. Also `search`, which turns the search options into settings, and `sentence`,
//! a plan in one line.

use super::plan_files::Files;
use crate::args::{self, Plan};
use crate::failure::Failure;
use crate::progress::Terminal;
use crate::{output, plan_lines};
use karavan_dispatch::document::Summary;
use karavan_dispatch::{PlanOptions, plan_day};
use karavan_map::Map;
use karavan_planner::{Budget, Search};
use karavan_service::local_time::date_in;
use karavan_service::{Clock, Stopwatch, SystemClock};

pub(crate) fn run(args: &Plan) -> Result<(), Failure> {
    let began = Stopwatch::start();
    let today = date_in(&jiff::tz::TimeZone::system(), SystemClock.now());
    let intake = Files::open(args).read(args.date, today)?;
    output::say_all(&intake.notices);
    let map = args.moment.of(Map::open(&args.map)?)?;
    let terminal = Terminal::new();
    let options = PlanOptions {
        search: search(&args.search),
        policy: args.policy,
        ..PlanOptions::default()
    };
    let planned = plan_day(&map, intake, &options, &terminal, |order| {
        karavan_planner::plan(&map, order.clone(), &terminal)
    })?;
    terminal.finish();
    let document = planned.document;
    output::write_json(&args.out, &document)?;
    let seconds = began.elapsed().as_secs_f64();
    output::say(&format!(
        "{}: {}; {} rounds, {seconds:.1} s",
        args.out.display(),
        sentence(&document.summary),
        planned.rounds
    ));
    plan_lines::lines(&document.summary)
        .iter()
        .for_each(|line| output::say(line));
    for left in &document.volunteers_left_out {
        output::say(&format!(
            "volunteer {} is left out: no place for home “{}”",
            left.id, left.address
        ));
    }
    for left in &document.hubs_left_out {
        output::say(&format!(
            "hub {} is left out: no place for “{}”; give its lon and lat",
            left.id, left.address
        ));
    }
    for short in &document.summary.shortages {
        output::say(&short.text);
    }
    if document.summary.violations > 0 {
        return Err(anyhow::anyhow!(
            "the judge found {} violations in our own plan",
            document.summary.violations
        )
        .into());
    }
    if document.rejected.is_empty() {
        Ok(())
    } else {
        Err(Failure::rejections(&document.rejected))
    }
}

/// How to search, as was asked: on all cores unless told otherwise.
pub(crate) fn search(asked: &args::Search) -> Search {
    let usual = Search::default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Search {
        seed: asked.seed,
        threads: asked.threads.map_or(cores, usize::from),
        budget: match (asked.rounds, asked.time_limit) {
            (Some(rounds), _) => Budget::Rounds(rounds),
            (None, Some(limit)) => Budget::Time(limit),
            (None, None) => usual.budget,
        },
    }
}

/// The plan in one line.
pub(crate) fn sentence(summary: &Summary) -> String {
    let Summary {
        served,
        routes,
        unassigned,
        needs_info,
        rejected,
        ..
    } = summary;
    let hours = summary.travel_seconds.0 as f64 / 3600.0;
    format!(
        "{served} served by {routes} volunteers, {unassigned} unassigned, {needs_info} need info, {rejected} rejected, \
         {hours:.1} h driving"
    )
}
