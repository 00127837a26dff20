//! `window`: people's hours as a time window of the planner. `windows`: several of them, sorted and joined where they
//! touch or overlap; none means the whole day.

use karavan_model::{ClockWindow, Seconds};
use karavan_plan::TimeWindow;

pub(super) fn window(hours: ClockWindow) -> TimeWindow {
    TimeWindow {
        opens: hours.opens.since_midnight(),
        closes: hours.closes.since_midnight(),
    }
}

/// Sorted and joined where they touch; the whole day when none is given.
pub(super) fn windows(hours: &[ClockWindow]) -> Vec<TimeWindow> {
    let mut sorted: Vec<TimeWindow> = hours.iter().copied().map(window).collect();
    sorted.sort_by_key(|window| (window.opens, window.closes));
    let mut joined: Vec<TimeWindow> = Vec::with_capacity(sorted.len().max(1));
    for next in sorted {
        match joined.last_mut() {
            Some(last) if next.opens <= last.closes => last.closes = last.closes.max(next.closes),
            _ => joined.push(next),
        }
    }
    if joined.is_empty() {
        joined.push(TimeWindow {
            opens: Seconds::ZERO,
            closes: Seconds(24 * 3600),
        });
    }
    joined
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use karavan_model::ClockTime;

    fn hours(opens: u32, closes: u32) -> ClockWindow {
        ClockWindow {
            opens: ClockTime::new(opens, 0).unwrap(),
            closes: ClockTime::new(closes, 0).unwrap(),
        }
    }

    #[test]
    fn windows_that_touch_become_one_and_none_means_the_whole_day() {
        let joined = windows(&[hours(14, 18), hours(9, 12), hours(12, 13)]);
        let plain: Vec<(i64, i64)> = joined
            .iter()
            .map(|window| (window.opens.0 / 3600, window.closes.0 / 3600))
            .collect();
        assert_eq!(plain, [(9, 13), (14, 18)]);
        assert_eq!(
            windows(&[]),
            [TimeWindow {
                opens: Seconds(0),
                closes: Seconds(86_400)
            }]
        );
    }
}
