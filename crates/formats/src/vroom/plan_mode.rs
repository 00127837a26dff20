//! `VroomFile::timed`: VROOM's plan mode. The `steps` of a vehicle keep their order and get their best moments
//! (`best_moments.rs`), and their violations are told; no other order is searched. `acts` reads the steps of a vehicle.

use super::VroomFile;
use super::best_moments::moments;
use super::input::{Step, StepKind};
use super::output::Answer;
use super::stop::{FOREVER, Stop};
use super::task::{ANY_TIME, Kind, Van, windows};
use super::walk::{Act, Drive, Missing};
use crate::fault::FormatError;
use std::collections::BTreeMap;

impl VroomFile {
    /// Times the `steps` of all vehicles that have some. Every rule is soft but order and `service_at`, `service_after`
    /// and `service_before`: least time outside windows, then shortest routes, then everything early.
    ///
    /// # Errors
    /// When a vehicle can keep its hard moments in no way, or no road leads along its steps.
    pub fn timed(&self) -> Result<serde_json::Value, FormatError> {
        let places = self.places();
        let mut routes = Vec::new();
        let mut faults = Vec::new();
        let mut is_done = vec![false; self.tasks.len()];
        for (number, van) in self.vans.iter().enumerate() {
            let acts = acts(van, &places);
            if acts.is_empty() {
                continue;
            }
            for act in &acts {
                if let Act::Task(task) = act {
                    is_done[*task] = true;
                }
            }
            let stops = self.stops(van, &acts);
            match stops.as_deref().ok().and_then(moments) {
                Some(found) => routes.push(self.walk(&Drive {
                    van: number,
                    leaves: found[0],
                    acts: acts.into_iter().zip(found[1..].iter().copied()).collect(),
                    missing: Missing::Told,
                })),
                None => {
                    let why = stops.map_or_else(Some, |stops| self.obstacle(van, &acts, &stops));
                    let why = why.map_or_else(String::new, |why| format!(" {why}"));
                    faults.push(format!("Infeasible route for vehicle {}.{why}", van.id));
                }
            }
        }
        if !faults.is_empty() {
            return Err(FormatError::Vroom(faults));
        }
        let left = (0..self.tasks.len()).filter(|task| !is_done[*task]);
        Ok(Answer::new(self, routes, left).into_value())
    }

    /// Start, all acts and end; or the step that no road leads to.
    fn stops(&self, van: &Van, acts: &[Act]) -> Result<Vec<Stop>, String> {
        let (ways, mut steps) = (self.ways_of(van), van.steps.iter().copied().peekable());
        let forced = steps.next_if(|step| step.kind == StepKind::Start);
        let opens = van.window.0.into();
        let mut stops = vec![Stop {
            is_break: false,
            action: 0,
            way: 0,
            windows: vec![(opens, FOREVER)],
            bounds: bounds(forced),
        }];
        let (mut row, mut main) = (van.start.map(|place| place.row), 0);
        for act in acts {
            let forced = steps.next();
            let stop = match *act {
                Act::Task(task) => {
                    let task = &self.tasks[task];
                    let next = task.place.row;
                    let is_new = row != Some(next);
                    let way = row.map_or(Some(0), |row| ways.seconds(van.speed_factor, row, next));
                    stops[main].way = way.ok_or_else(|| self.no_road(van, acts, stops.len()))?;
                    (row, main) = (Some(next), stops.len());
                    let setup = if is_new { task.setup(&van.kind) } else { 0 };
                    Stop {
                        is_break: false,
                        action: setup + task.service(&van.kind),
                        way: 0,
                        windows: open_ended(&task.windows),
                        bounds: bounds(forced),
                    }
                }
                Act::Rest(rest) => Stop {
                    is_break: true,
                    action: van.breaks[rest].service.into(),
                    way: 0,
                    windows: open_ended(&windows(van.breaks[rest].time_windows.as_ref())),
                    bounds: bounds(forced),
                },
            };
            stops.push(stop);
        }
        if let (Some(row), Some(end)) = (row, van.end) {
            let way = ways.seconds(van.speed_factor, row, end.row);
            stops[main].way = way.ok_or_else(|| self.no_road(van, acts, stops.len()))?;
        }
        let closes = if van.window == ANY_TIME {
            FOREVER
        } else {
            van.window.1.into()
        };
        stops.push(Stop {
            is_break: false,
            action: 0,
            way: 0,
            windows: vec![(-FOREVER, closes)],
            bounds: bounds(steps.next()),
        });
        Ok(stops)
    }
}

/// What a vehicle does between start and end.
pub(super) fn acts(van: &Van, places: &BTreeMap<(Kind, u64), usize>) -> Vec<Act> {
    let act = |step: &Step| match (Kind::of(step.kind), step.id?) {
        (Some(kind), id) => places.get(&(kind, id)).map(|task| Act::Task(*task)),
        (None, id) => van.breaks.iter().position(|rest| rest.id == id).map(Act::Rest),
    };
    let inner = van
        .steps
        .iter()
        .filter(|step| !matches!(step.kind, StepKind::Start | StepKind::End));
    inner.filter_map(act).collect()
}

fn open_ended(windows: &[(u32, u32)]) -> Vec<(i64, i64)> {
    let wide = |(opens, closes): &(u32, u32)| {
        let closes = if *closes == u32::MAX { FOREVER } else { (*closes).into() };
        ((*opens).into(), closes)
    };
    windows.iter().map(wide).collect()
}

/// The hard moments of a step.
fn bounds(step: Option<Step>) -> (i64, i64) {
    let Some(step) = step else { return (0, FOREVER) };
    let least = step.service_at.max(step.service_after);
    let most = step.service_at.into_iter().chain(step.service_before).min();
    (least.map_or(0, i64::from), most.map_or(FOREVER, i64::from))
}
