//! `winter_factor`: the speed on snow as a share of the usual one, by profile and class. Which roads snow closes is
//! in `season.rs`.

use super::class::is_track_class;
use super::profile_name::Profile;

/// The speed in winter as a share of what it is without snow.
pub(crate) fn winter_factor(profile: Profile, class: u8) -> f64 {
    match profile {
        Profile::Car if is_track_class(class) => 0.6,
        Profile::Car => 0.85,
        Profile::Bicycle => 0.7,
        Profile::Foot => 0.85,
    }
}
