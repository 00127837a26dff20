//! Messages why the `steps` of a vehicle cannot be timed in plan mode: `no_road` and `obstacle` name the step and
//! what to change.

use super::VroomFile;
use super::input::{Step, StepKind};
use super::stop::Stop;
use super::task::Van;
use super::walk::Act;

impl VroomFile {
    /// Says that no road leads to a stop.
    pub(super) fn no_road(&self, van: &Van, acts: &[Act], stop: usize) -> String {
        format!(
            "No road leads to {}: change the order, or the table.",
            self.name_of_stop(van, acts, stop)
        )
    }

    /// The first stop that cannot be begun in time even when everything before is as early as can be.
    pub(super) fn obstacle(&self, van: &Van, acts: &[Act], stops: &[Stop]) -> Option<String> {
        let (mut free, mut way) = (0, 0);
        for (at, stop) in stops.iter().enumerate() {
            let (least, most) = stop.bounds;
            if least > most {
                let name = self.name_of_stop(van, acts, at);
                return Some(format!(
                    "At {name}: it must not begin before {least}, nor after {most}; change one of both."
                ));
            }
            // A way goes on while a break on it is waited for.
            let arrives = if stop.is_break { free } else { free + way };
            if stop.is_break {
                way -= (least - free).clamp(0, way);
            } else {
                way = stop.way;
            }
            let begins = arrives.max(least);
            if begins > most {
                let name = self.name_of_stop(van, acts, at);
                return Some(format!(
                    "At {name}: it cannot begin before {begins}, but must by {most}; allow it later, or what is \
                     before it earlier."
                ));
            }
            free = begins + stop.action;
        }
        None
    }

    /// A step counted from 0 as in the file, and what is done there.
    fn name_of_stop(&self, van: &Van, acts: &[Act], stop: usize) -> String {
        let is_start = |step: &Step| step.kind == StepKind::Start;
        let first = usize::from(!van.steps.first().is_some_and(is_start));
        let what = match stop.checked_sub(1).map(|act| acts.get(act)) {
            None => "start".to_owned(),
            Some(None) => "end".to_owned(),
            Some(Some(Act::Task(task))) => {
                let task = &self.tasks[*task];
                format!("{} {}", task.kind.name(), task.id)
            }
            Some(Some(Act::Rest(rest))) => format!("break {}", van.breaks[*rest].id),
        };
        match stop.checked_sub(first).filter(|step| *step < van.steps.len()) {
            Some(step) => format!("step {step} ({what})"),
            None => format!("the {what}"),
        }
    }
}
