//! What each relief changes of a problem, in which steps it is tried, and how far.

use super::ask::Relief;
use karavan_model::{Meters, Seconds};
use karavan_plan::{JobIx, ProblemParts, ReasonCode, SkillSet, VehicleIx};

/// Shifts and days grow by whole steps of so many seconds, five minutes …
const SHIFT_STEP: i64 = 300;
/// … and windows by a quarter of an hour, as people agree on hours.
const WINDOW_STEP: i64 = 900;
const METERS_STEP: i64 = 1_000;
/// Nobody is asked for more than three hours.
const SECONDS_MAX: i64 = 10_800;
const METERS_MAX: i64 = 30_000;
const JOBS_MAX: i64 = 5;
/// The last moment that a clock shows.
const DAY_ENDS: Seconds = Seconds(24 * 3_600 - 60);

impl Relief {
    /// Changes the job or the vehicle of a problem. One more vehicle comes last.
    ///
    /// # Panics
    /// When the job or the vehicle is not of this problem.
    pub fn apply(self, parts: &mut ProblemParts, job: JobIx, vehicle: VehicleIx) {
        let asked = &mut parts.jobs[job.at()];
        let own = &mut parts.vehicles[vehicle.at()];
        match self {
            Self::AsItIs | Self::OneMoreCar { .. } => {}
            Self::LaterShift(by) => own.shift.closes += by,
            Self::EarlierShift(by) => own.shift.opens -= by,
            Self::LaterWindow(by) => {
                if let Some(last) = asked.windows.last_mut() {
                    last.closes += by;
                }
            }
            Self::EarlierWindow(by) => {
                if let Some(first) = asked.windows.first_mut() {
                    first.opens -= by;
                }
            }
            Self::WithoutSkill(bit) => asked.skills = SkillSet(asked.skills.0 & !(1_u64 << bit)),
            Self::MoreRoom(units) => own.capacity.iter_mut().for_each(|room| *room += units),
            Self::MoreJobs(count) => own.tasks_max = own.tasks_max.map(|most| most + count),
            Self::LongerDay(by) => own.duration_max = own.duration_max.map(|most| most + by),
            Self::FurtherDay(by) => own.distance_max = own.distance_max.map(|most| most + by),
        }
    }

    /// How much more time somebody gives.
    pub(super) const fn asked(self) -> Seconds {
        match self {
            Self::LaterShift(by)
            | Self::EarlierShift(by)
            | Self::LaterWindow(by)
            | Self::EarlierWindow(by)
            | Self::LongerDay(by) => by,
            _ => Seconds::ZERO,
        }
    }
}

/// A kind of relief that grows step by step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ladder {
    /// The rule that it eases.
    pub(super) rule: ReasonCode,
    /// How many steps there are.
    pub(super) steps: i64,
    at: fn(i64) -> Relief,
}

impl Ladder {
    /// The relief after so many steps.
    pub(super) fn relief(&self, steps: i64) -> Relief {
        (self.at)(steps)
    }
}

/// The ladders that mean something for a job and a vehicle. None leads beyond the day.
pub(super) fn ladders(parts: &ProblemParts, job: JobIx, vehicle: VehicleIx) -> Vec<Ladder> {
    let (asked, own) = (&parts.jobs[job.at()], &parts.vehicles[vehicle.at()]);
    let within = |space: Seconds, step: i64| (space.0.clamp(0, SECONDS_MAX)) / step;
    let opens = asked.windows.first().map_or(Seconds::ZERO, |window| window.opens);
    let closes = asked.windows.last().map_or(DAY_ENDS, |window| window.closes);
    let most_loaded = asked.load.iter().copied().max().unwrap_or(0);
    let ladder = |rule, steps, at| Ladder { rule, steps, at };
    let all = [
        ladder(ReasonCode::TooLarge, most_loaded, Relief::MoreRoom),
        ladder(
            ReasonCode::ShiftTooShort,
            within(DAY_ENDS - own.shift.closes, SHIFT_STEP),
            |steps| Relief::LaterShift(Seconds(steps * SHIFT_STEP)),
        ),
        ladder(
            ReasonCode::ShiftTooShort,
            within(own.shift.opens, SHIFT_STEP),
            |steps| Relief::EarlierShift(Seconds(steps * SHIFT_STEP)),
        ),
        ladder(ReasonCode::Window, within(DAY_ENDS - closes, WINDOW_STEP), |steps| {
            Relief::LaterWindow(Seconds(steps * WINDOW_STEP))
        }),
        ladder(ReasonCode::Window, within(opens, WINDOW_STEP), |steps| {
            Relief::EarlierWindow(Seconds(steps * WINDOW_STEP))
        }),
        ladder(
            ReasonCode::Limit,
            if own.tasks_max.is_some() { JOBS_MAX } else { 0 },
            |steps| Relief::MoreJobs(u32::try_from(steps).unwrap_or(u32::MAX)),
        ),
        ladder(
            ReasonCode::Limit,
            if own.duration_max.is_some() {
                SECONDS_MAX / SHIFT_STEP
            } else {
                0
            },
            |steps| Relief::LongerDay(Seconds(steps * SHIFT_STEP)),
        ),
        ladder(
            ReasonCode::Limit,
            if own.distance_max.is_some() {
                METERS_MAX / METERS_STEP
            } else {
                0
            },
            |steps| Relief::FurtherDay(Meters(steps * METERS_STEP)),
        ),
    ];
    all.into_iter().filter(|ladder| ladder.steps > 0).collect()
}

/// The skills that a job could be done without, one by one.
pub(super) fn spare_skills(skills: SkillSet, needed: SkillSet) -> impl Iterator<Item = u32> {
    (0..u64::BITS).filter(move |bit| (skills.0 & !needed.0) >> bit & 1 == 1)
}
