//! `CityMorning::json`: a city morning of any size as `city-json-1`, the same for the same figures: one hub in the
//! middle, homes of volunteers and requests at random places of a square town.

use crate::random::Rng;
use serde_json::json;

/// What a morning is made of.
#[derive(Clone, Copy, Debug)]
pub struct CityMorning {
    /// People to visit.
    pub requests: u32,
    /// Number of cars, each with one volunteer.
    pub volunteers: u32,
    /// Parcels that a car takes.
    pub capacity: u32,
    /// Seconds at a door.
    pub service: u32,
    /// How many of ten requests have a window of two hours; the others have the whole day.
    pub in_haste: u32,
}

/// The side of the town, metres.
const TOWN: u32 = 15_000;
/// Leaving one request out costs more than a day of driving.
const PENALTY: u32 = 100_000;

impl CityMorning {
    /// The file, in `city-json-1`.
    #[must_use]
    pub fn json(self) -> String {
        let mut rng = Rng(u64::from(self.requests));
        let volunteers = (0..self.volunteers).map(|id| {
            let home = place(&mut rng);
            json!({"id": id, "home": home, "shift": [28_800, 50_400], "capacity": self.capacity})
        });
        let volunteers: Vec<_> = volunteers.collect();
        let requests = (0..self.requests).map(|id| {
            let loc = place(&mut rng);
            let opens = 32_400 + 1_800 * rng.below(8);
            let window = if rng.below(10) < self.in_haste {
                [opens, opens + 7_200]
            } else {
                [28_800, 54_000]
            };
            json!({"id": id, "loc": loc, "size": 1, "tw": window, "service": self.service})
        });
        let requests: Vec<_> = requests.collect();
        json!({
            "format": "city-json-1", "hub": [TOWN / 2, TOWN / 2], "penalty": PENALTY,
            "volunteers": volunteers, "requests": requests,
        })
        .to_string()
    }
}

fn place(rng: &mut Rng) -> [u32; 2] {
    [rng.below(TOWN), rng.below(TOWN)]
}
