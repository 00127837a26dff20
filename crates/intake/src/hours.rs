//! Time windows and breaks: `WindowDraft`, `BreakDraft` and their rules: a window closes no earlier than it opens
//! (`between`), windows that touch are joined (`joined`), a break fits into its hours. Texts such as `с 9 до 12` are
//! parsed in `karavan_connect`.

use crate::check::Check;
use crate::fault::Fault;
use crate::given::{Field, Given, Item, Numeral};
use crate::limits::{BREAK_MINUTES, BREAK_MINUTES_USUAL};
use karavan_model::{ClockTime, ClockWindow, Rest, Seconds};

/// Two times as a door read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowDraft {
    /// When it opens.
    pub opens: Given<ClockTime>,
    /// When it closes.
    pub closes: Given<ClockTime>,
}

impl From<ClockWindow> for WindowDraft {
    fn from(window: ClockWindow) -> Self {
        Self {
            opens: Given::This(window.opens),
            closes: Given::This(window.closes),
        }
    }
}

/// A break as a door read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreakDraft {
    /// The hours it must lie in.
    pub within: WindowDraft,
    /// How long it takes; half an hour when nobody says.
    pub minutes: Given<Numeral>,
}

/// The whole day.
#[must_use]
pub(crate) fn whole_day() -> ClockWindow {
    ClockWindow {
        opens: ClockTime::from_seconds(Seconds::ZERO),
        closes: ClockTime::from_seconds(Seconds::from_minutes(24 * 60)),
    }
}

/// The window of two times. One that is not told leaves its side of the day open; none is told, none is meant.
///
/// # Errors
/// When it closes before it opens.
pub fn between(opens: Option<ClockTime>, closes: Option<ClockTime>) -> Result<Option<ClockWindow>, Fault> {
    if opens.is_none() && closes.is_none() {
        return Ok(None);
    }
    let day = whole_day();
    let window = ClockWindow {
        opens: opens.unwrap_or(day.opens),
        closes: closes.unwrap_or(day.closes),
    };
    if window.closes < window.opens {
        return Err(Fault::ClosedWindow {
            opens: window.opens.to_string(),
            closes: window.closes.to_string(),
        });
    }
    Ok(Some(window))
}

/// Sorted, those that touch or overlap made one.
#[must_use]
pub fn joined(mut all: Vec<ClockWindow>) -> Vec<ClockWindow> {
    all.sort_by_key(|window| (window.opens, window.closes));
    let mut kept: Vec<ClockWindow> = Vec::with_capacity(all.len());
    for window in all {
        match kept.last_mut() {
            Some(last) if window.opens <= last.closes => last.closes = last.closes.max(window.closes),
            _ => kept.push(window),
        }
    }
    kept
}

/// Reads both times of a window that must have both. `at` names its parts, and for nothing itself, where a fault of
/// their order stands.
pub(crate) fn whole_window<F: Into<Field>>(
    check: &mut Check,
    at: impl Fn(&'static str) -> F,
    draft: WindowDraft,
) -> Option<ClockWindow> {
    check.must(at("opens"), &draft.opens, "09:00");
    check.must(at("closes"), &draft.closes, "13:00");
    ordered(check, at(""), Some(draft.opens.this()?), Some(draft.closes.this()?))
}

/// The window of two times; a fault of their order stands at `field`.
pub(crate) fn ordered(
    check: &mut Check,
    field: impl Into<Field>,
    opens: Option<ClockTime>,
    closes: Option<ClockTime>,
) -> Option<ClockWindow> {
    between(opens, closes).unwrap_or_else(|fault| {
        check.refuse(field, fault);
        None
    })
}

/// Windows of one list, joined.
pub(crate) fn windows(check: &mut Check, given: Given<Vec<WindowDraft>>) -> Option<Vec<ClockWindow>> {
    let drafts = check.list("windows", given)?;
    let each = drafts.into_iter().enumerate();
    let all = each.filter_map(|(place, draft)| {
        let list = "windows";
        whole_window(check, |part| Item { list, place, part }, draft)
    });
    Some(joined(all.collect()))
}

/// A break that fits into its hours.
pub(crate) fn rest(check: &mut Check, draft: BreakDraft) -> Option<Rest> {
    let is_told = !matches!(draft.minutes, Given::Nothing);
    let minutes = check.number("break/minutes", draft.minutes, BREAK_MINUTES, Fault::count);
    let at = |part| match part {
        "opens" => "break/opens",
        "closes" => "break/closes",
        _ => "break",
    };
    let within = whole_window(check, at, draft.within)?;
    let minutes = match is_told {
        true => minutes?,
        false => BREAK_MINUTES_USUAL,
    };
    let rest = Rest { within, minutes };
    if rest.begins().is_none() {
        let within = format!("{}–{}", within.opens, within.closes);
        check.refuse("break/minutes", Fault::LongBreak { minutes, within });
        return None;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{between, joined, whole_day};
    use karavan_model::{ClockTime, ClockWindow};

    fn clock(hour: u32) -> ClockTime {
        ClockTime::new(hour, 0).unwrap()
    }

    fn hours(opens: u32, closes: u32) -> ClockWindow {
        between(Some(clock(opens)), Some(clock(closes))).unwrap().unwrap()
    }

    #[test]
    fn a_side_that_is_not_told_is_open() {
        assert_eq!(between(None, None), Ok(None));
        assert_eq!(between(Some(clock(0)), None), Ok(Some(whole_day())));
        assert_eq!(between(None, Some(clock(9))), Ok(Some(hours(0, 9))));
        assert!(between(Some(clock(9)), Some(clock(8))).is_err());
    }

    #[test]
    fn windows_that_touch_or_overlap_are_one() {
        let all = vec![hours(15, 18), hours(9, 12), hours(11, 14), hours(14, 15)];
        assert_eq!(joined(all), [hours(9, 18)]);
        assert_eq!(joined(vec![hours(15, 18), hours(9, 12)]), [hours(9, 12), hours(15, 18)]);
    }
}
