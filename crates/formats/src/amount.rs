//! `Amount`: reads a number of an instance file within given bounds, in whole or scaled units; what is out of bounds
//! becomes a fault in the units of the file. Also the readers `fleet` and `window`.

use super::decimal::Decimal;
use super::fault::Faults;
use super::scale::Scale;
use karavan_model::Seconds;
use karavan_plan::bounds::{LOAD_MAX, TIME_MAX};
use karavan_plan::problem::TimeWindow;

/// The order that the texts of Solomon and of Li and Lim expect of a window.
pub(super) const DUE: &str = "a due date no earlier than the ready time";

/// What a number stands for, and how small and large it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    what: &'static str,
    /// Without one it must be whole.
    scale: Option<Scale>,
    least: i64,
    most: Option<i64>,
}

impl Amount {
    /// Whole numbers from `least` on.
    pub(super) const fn whole(what: &'static str, least: i64) -> Self {
        Self {
            what,
            scale: None,
            least,
            most: None,
        }
    }

    /// Times, distances and costs; the bounds count units of the problem.
    pub(super) const fn scaled(what: &'static str, scale: Scale, least: i64) -> Self {
        Self {
            scale: Some(scale),
            ..Self::whole(what, least)
        }
    }

    /// No more than this.
    pub(super) const fn at_most(self, most: i64) -> Self {
        Self {
            most: Some(most),
            ..self
        }
    }

    /// How long something lasts.
    pub(super) const fn lasting(what: &'static str, scale: Scale) -> Self {
        Self::scaled(what, scale, 0).at_most(TIME_MAX)
    }

    /// The number in units of the problem; `None` only together with a fault.
    pub(super) fn read(self, line: usize, number: Decimal, faults: &mut Faults) -> Option<i64> {
        let amount = self
            .scale
            .map_or_else(|| number.whole(), |scale| scale.amount(number))
            .filter(|amount| *amount >= self.least && self.most.is_none_or(|most| *amount <= most));
        if amount.is_none() {
            let told = |bound: i64| self.scale.map_or(bound, |scale| scale.in_file(bound));
            let bounds = match self.most {
                Some(most) => format!("from {} to {}", told(self.least), told(most)),
                None => format!("of at least {}", told(self.least)),
            };
            faults.push(line, format!("expected {} {bounds}", self.what));
        }
        amount
    }
}

/// How many vehicles and what each carries; `None` only together with a fault.
pub(super) fn fleet(line: usize, vehicles: Decimal, capacity: Decimal, faults: &mut Faults) -> Option<(usize, i64)> {
    let vehicles = Amount::whole("a whole number of vehicles", 1).read(line, vehicles, faults);
    let capacity = Amount::whole("a whole capacity", 0)
        .at_most(LOAD_MAX)
        .read(line, capacity, faults);
    Some((usize::try_from(vehicles?).ok()?, capacity?))
}

/// A time window from two numbers, of which the file expects an `order`; `None` only together with a fault.
pub(super) fn window(
    line: usize,
    ends: [Decimal; 2],
    order: &str,
    scale: Scale,
    faults: &mut Faults,
) -> Option<TimeWindow> {
    let moment = Amount::scaled("moments", scale, -TIME_MAX).at_most(TIME_MAX);
    let [opens, closes] = ends.map(|end| moment.read(line, end, faults).map(Seconds));
    let window = TimeWindow {
        opens: opens?,
        closes: closes?,
    };
    if window.opens > window.closes {
        faults.push(line, format!("expected {order}"));
        return None;
    }
    Some(window)
}
