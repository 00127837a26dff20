//! `factor_at`: how much faster or slower cars are at a minute of the week than on average: rush hours and free
//! nights, by class of road. Opening hours are in `opening_hours.rs`.

use super::class::Class;
use super::profile_name::Profile;
use crate::week::WeekMinute;

/// Until which minute of a working day, and the speed as a share of the average on the roads that carry through
/// traffic. The shape is that of large Russian cities: two rush hours, the evening the worse, and free roads at night.
const WORKING_DAY: [(u16, f64); 10] = [
    (6 * 60, 1.25),
    (7 * 60, 1.10),
    (8 * 60, 0.90),
    (10 * 60, 0.78),
    (12 * 60, 0.95),
    (16 * 60, 1.0),
    (17 * 60, 0.88),
    (19 * 60 + 30, 0.72),
    (21 * 60, 0.95),
    (24 * 60, 1.15),
];

const WEEKEND: [(u16, f64); 4] = [(8 * 60, 1.25), (11 * 60, 1.10), (20 * 60, 1.0), (24 * 60, 1.12)];

/// The speed of a class at a minute of the week, as a share of its average. Yards are as slow as ever, and only cars
/// are held up by cars.
pub(crate) fn factor_at(profile: Profile, class: u8, at: WeekMinute) -> f64 {
    if profile != Profile::Car {
        return 1.0;
    }
    let table: &[(u16, f64)] = if at.is_weekend() { &WEEKEND } else { &WORKING_DAY };
    let found = table.iter().find(|(until, _)| at.minute_of_day() < *until);
    let arterial = found.map_or(1.0, |&(_, factor)| factor);
    1.0 + (arterial - 1.0) * Class::share_of_traffic(class)
}
