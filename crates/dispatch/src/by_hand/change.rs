//! `Change`: what a coordinator changes about a draft (move, swap, leave out, pin, lock and their reverse). `change`
//! applies changes and returns the draft as `Changed`; it decides whether pins and locks permit each.

use super::draft::Draft;
use super::fault::ChangeFault;
use crate::document::{Marks, Pin, PlanDocument};
use crate::recheck::{Finding, check};
use karavan_model::{RequestId, VolunteerId};
use karavan_plan::{JobIx, VehicleIx};
use karavan_planner::{Move, MoveAnswer, MoveAsk, MoveOrder, PlannerError};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A request goes to a volunteer: from another, to another place of the route, or from those left out.
    Move {
        /// Which request.
        request: RequestId,
        /// Whether it is the second of two people who comes from elsewhere.
        is_second: bool,
        /// Who comes.
        to: VolunteerId,
        /// After how many other visits of the route; where it costs least when absent.
        place: Option<usize>,
    },
    /// Two requests change places.
    Swap {
        /// The two.
        requests: [RequestId; 2],
    },
    /// Nobody comes.
    LeaveOut {
        /// Which request.
        request: RequestId,
    },
    /// The request stays with whoever has it.
    Pin {
        /// Which request.
        request: RequestId,
    },
    /// It may go to others again.
    Unpin {
        /// Which request.
        request: RequestId,
    },
    /// A route stays as it is.
    Lock {
        /// Whose route.
        volunteer: VolunteerId,
    },
    /// A route may change again.
    Unlock {
        /// Whose route.
        volunteer: VolunteerId,
    },
}

/// A changed draft.
#[derive(Debug)]
pub struct Changed {
    /// All of it, judged.
    pub document: PlanDocument,
    /// Whose route is another one now, or gone.
    pub volunteers: Vec<VolunteerId>,
    /// Rules that it breaks.
    pub findings: Vec<Finding>,
}

/// Changes a draft, one change after another. `ask` has a planner make the moves, on the travel table of that name; it
/// is not asked where only pins and locks change.
///
/// # Errors
/// When a change names what the plan does not know, or touches what is pinned or locked, or the planner fails.
pub fn change(
    (table, document): (&str, &PlanDocument),
    changes: &[Change],
    ask: impl FnOnce(MoveOrder) -> Result<MoveAnswer, PlannerError>,
) -> Result<Changed, ChangeFault> {
    let draft = Draft::read(document)?;
    let mut holders = Holders::new(&draft);
    let mut marks = document.marks.clone();
    let mut moves = Vec::new();
    for one in changes {
        moves.extend(holders.make(one, &mut marks)?);
    }
    let (mut document, volunteers) = match moves.is_empty() {
        true => (document.clone(), Vec::new()),
        false => {
            let asked = draft.question(table, MoveAsk::Moves(moves));
            let MoveAnswer::Rearranged(rearranged) = ask(asked)? else {
                return Err(PlannerError::Lost.into());
            };
            let volunteers: Vec<VolunteerId> = rearranged
                .changed
                .iter()
                .map(|vehicle| draft.legend().volunteers[vehicle.at()].clone())
                .collect();
            if let Some(volunteer) = volunteers.iter().find(|volunteer| document.marks.is_locked(volunteer)) {
                return Err(ChangeFault::Locked(volunteer.clone()));
            }
            (draft.rewritten(rearranged)?, volunteers)
        }
    };
    marks.pins.sort();
    marks.locked.sort();
    document.marks = marks;
    let findings = check(&document)?;
    document.summary.violations = findings.len();
    Ok(Changed {
        document,
        volunteers,
        findings,
    })
}

/// Who has which job, as far as the changes are made.
struct Holders<'a> {
    draft: &'a Draft<'a>,
    of_job: Vec<Option<VehicleIx>>,
}

impl<'a> Holders<'a> {
    fn new(draft: &'a Draft<'a>) -> Self {
        let mut of_job = vec![None; draft.problem.jobs().len()];
        for route in &draft.plan.routes {
            for job in route.jobs() {
                of_job[job.at()] = Some(route.vehicle);
            }
        }
        Self { draft, of_job }
    }

    /// The moves that a change comes to.
    fn make(&mut self, change: &Change, marks: &mut Marks) -> Result<Vec<Move>, ChangeFault> {
        Ok(match change {
            Change::Move {
                request,
                is_second,
                to,
                place,
            } => {
                let job = job_of(self.draft, request, *is_second)?;
                let vehicle = self.vehicle(to)?;
                self.may_go(job, Some(vehicle), marks)?;
                self.of_job[job.at()] = Some(vehicle);
                vec![Move::Put {
                    job,
                    vehicle,
                    place: *place,
                }]
            }
            Change::Swap { requests: [one, other] } => {
                let jobs = [job_of(self.draft, one, false)?, job_of(self.draft, other, false)?];
                let holders = [self.holder(jobs[0], one)?, self.holder(jobs[1], other)?];
                for (at, job) in jobs.into_iter().enumerate() {
                    self.may_go(job, Some(holders[1 - at]), marks)?;
                }
                for (at, job) in jobs.into_iter().enumerate() {
                    self.of_job[job.at()] = Some(holders[1 - at]);
                }
                vec![Move::Swap { jobs }]
            }
            Change::LeaveOut { request } => self.leave_out(request, marks)?,
            Change::Pin { request } => {
                let job = job_of(self.draft, request, false)?;
                let holder = self.holder(job, request)?;
                marks.pins.retain(|pin| pin.request != *request);
                marks.pins.push(Pin {
                    request: request.clone(),
                    volunteer: self.volunteer(holder).clone(),
                });
                Vec::new()
            }
            Change::Unpin { request } => {
                job_of(self.draft, request, false)?;
                marks.pins.retain(|pin| pin.request != *request);
                Vec::new()
            }
            Change::Lock { volunteer } => {
                let vehicle = self.vehicle(volunteer)?;
                if !self.of_job.contains(&Some(vehicle)) {
                    return Err(ChangeFault::NoRoute(volunteer.clone()));
                }
                marks.locked.retain(|locked| locked != volunteer);
                marks.locked.push(volunteer.clone());
                Vec::new()
            }
            Change::Unlock { volunteer } => {
                self.vehicle(volunteer)?;
                marks.locked.retain(|locked| locked != volunteer);
                Vec::new()
            }
        })
    }

    /// Of a request that takes two people both stay away.
    fn leave_out(&mut self, request: &RequestId, marks: &Marks) -> Result<Vec<Move>, ChangeFault> {
        let first = job_of(self.draft, request, false)?;
        let second = job_of(self.draft, request, true).ok();
        let mut moves = Vec::new();
        for job in [Some(first), second].into_iter().flatten() {
            if self.of_job[job.at()].is_some() {
                self.may_go(job, None, marks)?;
                self.of_job[job.at()] = None;
                moves.push(Move::LeaveOut { job });
            }
        }
        match moves.is_empty() {
            true => Err(ChangeFault::NotOnRoute(request.clone())),
            false => Ok(moves),
        }
    }

    /// Whether pins and locks let a job go to a vehicle, or to nobody.
    fn may_go(&self, job: JobIx, to: Option<VehicleIx>, marks: &Marks) -> Result<(), ChangeFault> {
        let both = [self.of_job[job.at()], to].into_iter().flatten();
        for vehicle in both {
            let volunteer = self.volunteer(vehicle);
            if marks.is_locked(volunteer) {
                return Err(ChangeFault::Locked(volunteer.clone()));
            }
        }
        let request = &self.draft.legend().requests[job.at()];
        let is_first = job_of(self.draft, request, false)? == job;
        match marks.pinned_to(request).filter(|_| is_first) {
            Some(pinned) if to.is_none_or(|to| self.volunteer(to) != pinned) => {
                Err(ChangeFault::Pinned(request.clone(), pinned.clone()))
            }
            _ => Ok(()),
        }
    }

    fn holder(&self, job: JobIx, request: &RequestId) -> Result<VehicleIx, ChangeFault> {
        self.of_job[job.at()].ok_or_else(|| ChangeFault::NotOnRoute(request.clone()))
    }

    fn vehicle(&self, volunteer: &VolunteerId) -> Result<VehicleIx, ChangeFault> {
        let mut all = self.draft.legend().volunteers.iter();
        let at = all.position(|known| known == volunteer);
        let at = at.ok_or_else(|| ChangeFault::UnknownVolunteer(volunteer.clone()))?;
        Ok(VehicleIx::from(at))
    }

    fn volunteer(&self, vehicle: VehicleIx) -> &VolunteerId {
        &self.draft.legend().volunteers[vehicle.at()]
    }
}

/// The job of a request, or of its second person.
pub(super) fn job_of(draft: &Draft<'_>, request: &RequestId, is_second: bool) -> Result<JobIx, ChangeFault> {
    let mut all = draft.legend().requests.iter();
    let first = all.position(|known| known == request);
    let first = first.ok_or_else(|| ChangeFault::UnknownRequest(request.clone()))?;
    if !is_second {
        return Ok(JobIx::from(first));
    }
    let second = draft.problem.of_job(JobIx::from(first)).together;
    second.ok_or_else(|| ChangeFault::NoSecond(request.clone()))
}
