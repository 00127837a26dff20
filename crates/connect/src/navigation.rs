//! Links that open a navigator at a place. Every application wants its coordinates in its own order.

use karavan_model::Point;
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

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::YandexMaps => "Яндекс Карты",
            Self::YandexNavigator => "Яндекс Навигатор",
            Self::TwoGis => "2ГИС",
            Self::Google => "Google Maps",
            Self::Apple => "Apple Maps",
            Self::Waze => "Waze",
            Self::Geo => "OsmAnd, Organic Maps",
        }
    }

    /// A link that leads by car from where the telephone is to the point. It holds nothing but the point.
    #[must_use]
    pub fn link(self, to: Point) -> String {
        let Point { lon, lat } = to;
        match self {
            Self::YandexMaps => format!("https://yandex.ru/maps/?rtext=~{lat:.6},{lon:.6}&rtt=auto"),
            Self::YandexNavigator => format!("yandexnavi://build_route_on_map?lat_to={lat:.6}&lon_to={lon:.6}"),
            Self::TwoGis => format!("dgis://2gis.ru/routeSearch/rsType/car/to/{lon:.6},{lat:.6}"),
            Self::Google => {
                format!("https://www.google.com/maps/dir/?api=1&destination={lat:.6},{lon:.6}&travelmode=driving")
            }
            Self::Apple => format!("https://maps.apple.com/?daddr={lat:.6},{lon:.6}&dirflg=d"),
            Self::Waze => format!("https://waze.com/ul?ll={lat:.6},{lon:.6}&navigate=yes"),
            Self::Geo => format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Navigator;
    use karavan_model::Point;

    /// Longitude 48.4, latitude 54.3: whichever comes first can be told apart.
    const PLACE: Point = Point { lon: 48.4, lat: 54.3 };

    #[test]
    fn every_navigator_gets_its_own_order_of_coordinates() {
        let links = Navigator::ALL.map(|navigator| navigator.link(PLACE));
        let want = [
            "yandexnavi://build_route_on_map?lat_to=54.300000&lon_to=48.400000",
            "https://yandex.ru/maps/?rtext=~54.300000,48.400000&rtt=auto",
            "dgis://2gis.ru/routeSearch/rsType/car/to/48.400000,54.300000",
            "https://www.google.com/maps/dir/?api=1&destination=54.300000,48.400000&travelmode=driving",
            "https://maps.apple.com/?daddr=54.300000,48.400000&dirflg=d",
            "https://waze.com/ul?ll=54.300000,48.400000&navigate=yes",
            "geo:54.300000,48.400000?q=54.300000,48.400000",
        ];
        assert_eq!(links, want);
    }
}
