//! `Navigator::link`: a link that opens a navigator (Yandex, 2GIS, Google, Apple, Waze, `geo:`) at a point, for a car,
//! a bicycle or on foot; none where the application knows no such way. No route is computed here.

use karavan_model::{Point, VehicleKind};
use serde::{Deserialize, Serialize};

/// An application that shows the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Navigator {
    /// Yandex Maps in a browser or the application; latitude first.
    YandexMaps,
    /// Yandex Navigator; named parameters.
    YandexNavigator,
    /// 2GIS; longitude first.
    TwoGis,
    /// Google Maps; latitude first.
    Google,
    /// Apple Maps; latitude first.
    Apple,
    /// Waze; latitude first.
    Waze,
    /// Whatever the telephone opens `geo:` with (OsmAnd, Organic Maps), RFC 5870; latitude first.
    Geo,
}

impl Navigator {
    /// All of them, the most used in Russia first.
    pub const ALL: [Self; 7] = [
        Self::YandexNavigator,
        Self::YandexMaps,
        Self::TwoGis,
        Self::Google,
        Self::Apple,
        Self::Waze,
        Self::Geo,
    ];

    /// A link that leads from where the telephone is to the point, the way the vehicle goes; `None` of an application
    /// that knows no such way. It holds nothing but the point and the vehicle.
    #[must_use]
    pub fn link(self, to: Point, vehicle: VehicleKind) -> Option<String> {
        let Point { lon, lat } = to;
        let way = TravelMode::of(vehicle);
        Some(match self {
            Self::YandexMaps => {
                let kind = way.word("auto", "bc", "pd");
                format!("https://yandex.ru/maps/?rtext=~{lat:.6},{lon:.6}&rtt={kind}")
            }
            Self::YandexNavigator if way == TravelMode::Drive => {
                format!("yandexnavi://build_route_on_map?lat_to={lat:.6}&lon_to={lon:.6}")
            }
            Self::TwoGis => {
                let kind = way.word("car", "bicycle", "pedestrian");
                format!("dgis://2gis.ru/routeSearch/rsType/{kind}/to/{lon:.6},{lat:.6}")
            }
            Self::Google => {
                let mode = way.word("driving", "bicycling", "walking");
                format!("https://www.google.com/maps/dir/?api=1&destination={lat:.6},{lon:.6}&travelmode={mode}")
            }
            // Apple's links have no word for a bicycle: without one, the application asks or takes the usual way.
            Self::Apple => {
                let flag = way.word("&dirflg=d", "", "&dirflg=w");
                format!("https://maps.apple.com/?daddr={lat:.6},{lon:.6}{flag}")
            }
            Self::Waze if way == TravelMode::Drive => format!("https://waze.com/ul?ll={lat:.6},{lon:.6}&navigate=yes"),
            Self::YandexNavigator | Self::Waze => return None,
            Self::Geo => format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}"),
        })
    }
}

/// How one goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TravelMode {
    Drive,
    Cycle,
    Walk,
}

impl TravelMode {
    const fn of(vehicle: VehicleKind) -> Self {
        match vehicle {
            VehicleKind::Car | VehicleKind::Van => Self::Drive,
            VehicleKind::Bicycle => Self::Cycle,
            VehicleKind::OnFoot => Self::Walk,
        }
    }

    const fn word(self, drive: &'static str, cycle: &'static str, walk: &'static str) -> &'static str {
        match self {
            Self::Drive => drive,
            Self::Cycle => cycle,
            Self::Walk => walk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Navigator;
    use karavan_model::{Point, VehicleKind};

    /// Longitude 48.4, latitude 54.3: whichever comes first can be told apart.
    const PLACE: Point = Point { lon: 48.4, lat: 54.3 };

    #[test]
    fn every_navigator_gets_its_own_order_of_coordinates() {
        for vehicle in [VehicleKind::Car, VehicleKind::Van] {
            assert_eq!(links(vehicle), DRIVING);
        }
    }

    #[test]
    fn who_walks_or_cycles_gets_ways_to_walk_or_cycle_and_no_navigator_of_cars() {
        let walking = [
            "https://yandex.ru/maps/?rtext=~54.300000,48.400000&rtt=pd",
            "dgis://2gis.ru/routeSearch/rsType/pedestrian/to/48.400000,54.300000",
            "https://www.google.com/maps/dir/?api=1&destination=54.300000,48.400000&travelmode=walking",
            "https://maps.apple.com/?daddr=54.300000,48.400000&dirflg=w",
            "geo:54.300000,48.400000?q=54.300000,48.400000",
        ];
        assert_eq!(links(VehicleKind::OnFoot), walking);
        let cycling = [
            "https://yandex.ru/maps/?rtext=~54.300000,48.400000&rtt=bc",
            "dgis://2gis.ru/routeSearch/rsType/bicycle/to/48.400000,54.300000",
            "https://www.google.com/maps/dir/?api=1&destination=54.300000,48.400000&travelmode=bicycling",
            "https://maps.apple.com/?daddr=54.300000,48.400000",
            "geo:54.300000,48.400000?q=54.300000,48.400000",
        ];
        assert_eq!(links(VehicleKind::Bicycle), cycling);
    }

    fn links(vehicle: VehicleKind) -> Vec<String> {
        let all = Navigator::ALL.into_iter();
        all.filter_map(|navigator| navigator.link(PLACE, vehicle)).collect()
    }

    const DRIVING: [&str; 7] = [
        "yandexnavi://build_route_on_map?lat_to=54.300000&lon_to=48.400000",
        "https://yandex.ru/maps/?rtext=~54.300000,48.400000&rtt=auto",
        "dgis://2gis.ru/routeSearch/rsType/car/to/48.400000,54.300000",
        "https://www.google.com/maps/dir/?api=1&destination=54.300000,48.400000&travelmode=driving",
        "https://maps.apple.com/?daddr=54.300000,48.400000&dirflg=d",
        "https://waze.com/ul?ll=54.300000,48.400000&navigate=yes",
        "geo:54.300000,48.400000?q=54.300000,48.400000",
    ];
}
