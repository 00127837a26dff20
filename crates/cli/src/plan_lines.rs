//! Lines that `karavan plan` prints about a plan: working times of the volunteers, what its policy costs against the
//! shortest plan (driving, volunteers, hours), and who has no route. No money is computed.

use karavan_dispatch::DayTime;
use karavan_dispatch::document::{DayFigures, Summary};
use karavan_model::Seconds;

/// A line on the day, one on the price against the shortest plan, one with who came and has no route.
pub(crate) fn lines(summary: &Summary) -> Vec<String> {
    let day = &summary.day;
    let mut lines = vec![format!(
        "{}: {} of {} volunteers, longest day {}, mean {}, last address {}",
        summary.policy,
        day.routes,
        day.routes + summary.idle.len(),
        hours(day.longest_seconds),
        hours(day.mean_seconds),
        clock(day.last_at),
    )];
    lines.extend(summary.shortest.as_ref().map(|shortest| against(day, shortest)));
    if !summary.idle.is_empty() {
        let idle: Vec<&str> = summary.idle.iter().map(karavan_model::VolunteerId::as_str).collect();
        lines.push(format!("without a route: {}", idle.join(", ")));
    }
    lines
}

fn against(day: &DayFigures, shortest: &DayFigures) -> String {
    let more = day.travel_seconds.0 - shortest.travel_seconds.0;
    let percent = 100.0 * more as f64 / shortest.travel_seconds.0.max(1) as f64;
    format!(
        "against shortest: {percent:+.1} % driving, {} volunteers instead of {}, longest day {} instead of {}, last \
        address {} \
         instead of {}",
        day.routes,
        shortest.routes,
        hours(day.longest_seconds),
        hours(shortest.longest_seconds),
        clock(day.last_at),
        clock(shortest.last_at),
    )
}

fn hours(lasts: Seconds) -> String {
    format!("{} h {:02}", lasts.0 / 3_600, lasts.0 % 3_600 / 60)
}

fn clock(at: Option<DayTime>) -> String {
    at.map_or_else(|| "–".to_owned(), |at| at.to_string().chars().take(5).collect())
}
