//! `Nodes`: the depots and customers of a VRPLIB file, with demands, windows, service times, prizes and release
//! times. Coordinates are read in `distances.rs`.

use super::sections::{Row, Section, Sheet};
use crate::amount::{Amount, window};
use crate::decimal::Decimal;
use crate::fault::Faults;
use crate::instance::Customer;
use crate::scale::Scale;
use karavan_model::{Cost, Seconds};
use karavan_plan::bounds::{AMOUNT_MAX, LOAD_MAX};
use karavan_plan::ix::{JobIx, LocationIx};
use karavan_plan::problem::{Depot, TimeWindow};
use karavan_plan::rules::Release;
use karavan_plan::sets::{DepotSet, SkillSet};

/// All nodes of a file; a node's location is its number less one.
pub(super) struct Nodes {
    /// In the order of `DEPOT_SECTION`.
    pub(super) depots: Vec<Depot>,
    /// All others, in order.
    pub(super) customers: Vec<Customer>,
    /// What answers call every location.
    pub(super) numbers: Vec<u64>,
    /// When the goods of customers come to the depot, if it is not from the start; by place in `customers`.
    pub(super) releases: Vec<Release>,
}

impl Nodes {
    pub(super) fn read(sheet: &mut Sheet<'_>, locations: usize, scale: Scale, faults: &mut Faults) -> Self {
        let depots = depots(sheet, locations, faults);
        let is_depot = |at: usize| depots.contains(&at);
        let windows = windows(sheet, locations, scale, faults);
        let services = services(sheet, locations, is_depot, scale, faults);
        let loads = loads(sheet, locations, is_depot, faults);
        let prizes = prizes(sheet, locations, is_depot, scale, faults);
        let released = releases(sheet, locations, is_depot, scale, faults);
        let depot = |&at: &usize| Depot {
            location: at.into(),
            windows: vec![windows[at]],
            service: services[at],
        };
        let customer = |at: usize| Customer {
            location: LocationIx::from(at),
            window: windows[at],
            service: services[at],
            load: vec![loads[at]],
            prize: prizes[at],
            refused: SkillSet::NONE,
        };
        let customers = || (0..locations).filter(|at| !is_depot(*at));
        let release = |(job, at): (usize, usize)| {
            released[at].map(|at| Release {
                job: JobIx::from(job),
                at,
            })
        };
        Self {
            releases: customers().enumerate().filter_map(release).collect(),
            customers: customers().map(customer).collect(),
            depots: depots.iter().map(depot).collect(),
            numbers: (0..).take(locations).collect(),
        }
    }
}

/// Locations of the depots; the first node when the file names none.
fn depots(sheet: &mut Sheet<'_>, locations: usize, faults: &mut Faults) -> Vec<usize> {
    let Some(section) = sheet.take_section("DEPOT_SECTION") else {
        return vec![0];
    };
    let (mut depots, mut is_sound) = (Vec::new(), true);
    'rows: for row in &section.rows {
        for number in &row.numbers {
            let number = number.whole();
            if number == Some(-1) {
                break 'rows;
            }
            let node = number.and_then(|number| usize::try_from(number).ok());
            let at = node.and_then(|node| node.checked_sub(1));
            match at.filter(|at| *at < locations && !depots.contains(at)) {
                Some(at) => depots.push(at),
                None => {
                    is_sound = false;
                    faults.push(
                        row.line,
                        format!("expected another node from 1 to {locations}, or -1 at the end"),
                    );
                }
            }
        }
    }
    let most = DepotSet::DEPOTS_MAX as usize;
    if is_sound && depots.is_empty() || depots.len() > most {
        faults.push(section.line, format!("expected from 1 to {most} depots"));
    }
    depots
}

/// A table of one number per node, if it is there.
fn column(sheet: &mut Sheet<'_>, key: &str, locations: usize, faults: &mut Faults) -> Option<Vec<(usize, Decimal)>> {
    let rows = sheet
        .take_section(key)?
        .numbered(locations, "node", |width| width == 1, faults)?;
    Some(rows.iter().map(|row| (row.line, row.numbers[0])).collect())
}

fn windows(sheet: &mut Sheet<'_>, locations: usize, scale: Scale, faults: &mut Faults) -> Vec<TimeWindow> {
    let rows = sheet
        .take_section("TIME_WINDOW_SECTION")
        .and_then(|section: Section| section.numbered(locations, "node", |width| width == 2, faults));
    let Some(rows) = rows else {
        return vec![TimeWindow::ALWAYS; locations];
    };
    let window = |row: &Row| {
        let ends = [row.numbers[0], row.numbers[1]];
        let order = "a time window that opens before it closes";
        let window = window(row.line, ends, order, scale, faults);
        window.unwrap_or(TimeWindow::ALWAYS)
    };
    rows.iter().map(window).collect()
}

fn services(
    sheet: &mut Sheet<'_>,
    locations: usize,
    is_depot: impl Fn(usize) -> bool,
    scale: Scale,
    faults: &mut Faults,
) -> Vec<Seconds> {
    // One time for all is that of customers only.
    let rows: Vec<(usize, Decimal)> = match sheet.number("SERVICE_TIME", faults) {
        Some((line, same)) => {
            let lasts = |at| if is_depot(at) { Decimal::ZERO } else { same };
            (0..locations).map(|at| (line, lasts(at))).collect()
        }
        None => column(sheet, "SERVICE_TIME_SECTION", locations, faults).unwrap_or_default(),
    };
    let service = Amount::lasting("a service time", scale);
    let mut lasts = |(line, number)| Seconds(service.read(line, number, faults).unwrap_or(0));
    let mut services: Vec<Seconds> = rows.into_iter().map(&mut lasts).collect();
    services.resize(locations, Seconds::ZERO);
    services
}

fn loads(sheet: &mut Sheet<'_>, locations: usize, is_depot: impl Fn(usize) -> bool, faults: &mut Faults) -> Vec<i64> {
    let key = ["DEMAND_SECTION", "LINEHAUL_SECTION"]
        .into_iter()
        .find(|key| sheet.has_section(key));
    let rows = key.and_then(|key| column(sheet, key, locations, faults));
    let Some(rows) = rows else {
        return vec![0; locations];
    };
    let demand = Amount::whole("a whole demand", 0).at_most(LOAD_MAX);
    let load = |(at, (line, number)): (usize, (usize, Decimal))| {
        let load = demand.read(line, number, faults).unwrap_or(0);
        if is_depot(at) && load != 0 {
            faults.push(line, "expected a depot to have demand 0");
        }
        load
    };
    rows.into_iter().enumerate().map(load).collect()
}

/// When goods come to the depot; at 0 they are there from the start.
fn releases(
    sheet: &mut Sheet<'_>,
    locations: usize,
    is_depot: impl Fn(usize) -> bool,
    scale: Scale,
    faults: &mut Faults,
) -> Vec<Option<Seconds>> {
    let Some(rows) = column(sheet, "RELEASE_TIME_SECTION", locations, faults) else {
        return vec![None; locations];
    };
    let moment = Amount::lasting("a release time", scale);
    let release = |(at, (line, number)): (usize, (usize, Decimal))| {
        let comes = moment.read(line, number, faults).filter(|comes| *comes > 0);
        if is_depot(at) && comes.is_some() {
            faults.push(line, "expected a depot to have release time 0");
        }
        comes.map(Seconds)
    };
    rows.into_iter().enumerate().map(release).collect()
}

/// What is lost when a customer is left out; a customer without a prize, or with prize 0, must be served.
fn prizes(
    sheet: &mut Sheet<'_>,
    locations: usize,
    is_depot: impl Fn(usize) -> bool,
    scale: Scale,
    faults: &mut Faults,
) -> Vec<Option<Cost>> {
    let Some(rows) = column(sheet, "PRIZE_SECTION", locations, faults) else {
        return vec![None; locations];
    };
    let worth = Amount::scaled("0 where a visit is required, or a prize", scale, 0).at_most(AMOUNT_MAX);
    let prize = |(at, (line, number)): (usize, (usize, Decimal))| {
        let prize = worth.read(line, number, faults)?;
        let is_free = number == Decimal::ZERO;
        if !is_free && (is_depot(at) || prize < 1) {
            faults.push(
                line,
                "expected a prize of at least one unit, or 0 where a visit is required and for a depot",
            );
        }
        Some(prize).filter(|_| !is_free).map(Cost)
    };
    rows.into_iter().enumerate().map(prize).collect()
}
