//! `area`, `line` and `place`: which `Kind` the tags of an element are drawn as, from what zoom, and which way traffic
//! goes.

use crate::kind::Kind;
use karavan_osm::Tags;

/// Ramps lie so close to their road that from afar they only make it thicker.
const LINK_ZOOM_MIN: u8 = 12;

/// The same holds for sidings and yards; trams run inside streets.
const SIDING_ZOOM_MIN: u8 = 13;

/// What a line is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineLook {
    pub kind: Kind,
    /// The lowest zoom at which it is drawn.
    pub zoom_min: u8,
    pub flow: Flow,
}

/// Which way traffic goes along a line, as mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    Both,
    Forward,
    Backward,
}

/// What a closed outline is drawn as.
pub(crate) fn area(tags: &Tags) -> Option<Kind> {
    let is_any = |key, values: &[&str]| tags.get(key).is_some_and(|value| values.contains(&value));
    if tags.get("building").is_some_and(|value| value != "no") {
        return Some(Kind::Building);
    }
    if is_any("natural", &["water"])
        || is_any("waterway", &["riverbank", "dock"])
        || is_any("landuse", &["reservoir", "basin"])
    {
        return Some(Kind::Water);
    }
    if is_any("landuse", &["cemetery"]) || is_any("amenity", &["grave_yard"]) {
        return Some(Kind::Cemetery);
    }
    if is_any("leisure", &["park", "garden", "common"]) || is_any("landuse", &["recreation_ground", "village_green"]) {
        return Some(Kind::Park);
    }
    if is_any("landuse", &["forest"]) || is_any("natural", &["wood"]) {
        return Some(Kind::Wood);
    }
    if is_any("landuse", &["grass", "meadow", "orchard", "allotments"])
        || is_any("natural", &["grassland", "heath", "scrub"])
        || is_any("leisure", &["pitch", "golf_course"])
    {
        return Some(Kind::Grass);
    }
    if is_any("landuse", &["residential"]) {
        return Some(Kind::Residential);
    }
    is_any("landuse", &["industrial", "commercial", "railway"]).then_some(Kind::Industrial)
}

/// What a line is drawn as.
pub(crate) fn line(tags: &Tags) -> Option<LineLook> {
    if tags.is("area", "yes") {
        return None;
    }
    if let Some(highway) = tags.get("highway") {
        let kind = road(highway.strip_suffix("_link").unwrap_or(highway))?;
        let zoom_min = if highway.ends_with("_link") { LINK_ZOOM_MIN } else { 0 };
        return Some(look(kind, zoom_min, flow(tags)));
    }
    if tags.get("tunnel").is_some_and(|value| value != "no") {
        return None;
    }
    match tags.get("railway") {
        Some("rail" | "light_rail" | "narrow_gauge" | "subway" | "monorail" | "funicular") => {
            let zoom_min = if tags.get("service").is_some() {
                SIDING_ZOOM_MIN
            } else {
                0
            };
            return Some(look(Kind::Rail, zoom_min, Flow::Both));
        }
        Some("tram") => return Some(look(Kind::Rail, SIDING_ZOOM_MIN, Flow::Both)),
        _ => {}
    }
    let kind = match tags.get("waterway")? {
        "river" | "canal" => Kind::River,
        "stream" | "ditch" | "drain" => Kind::Stream,
        _ => return None,
    };
    Some(look(kind, 0, Flow::Both))
}

fn look(kind: Kind, zoom_min: u8, flow: Flow) -> LineLook {
    let zoom_min = zoom_min.max(kind.zoom_min());
    LineLook { kind, zoom_min, flow }
}

fn road(highway: &str) -> Option<Kind> {
    Some(match highway {
        "motorway" => Kind::Motorway,
        "trunk" => Kind::Trunk,
        "primary" => Kind::Primary,
        "secondary" => Kind::Secondary,
        "tertiary" => Kind::Tertiary,
        "residential" | "unclassified" | "living_street" | "road" => Kind::Minor,
        "service" | "track" | "busway" => Kind::Service,
        "footway" | "path" | "pedestrian" | "cycleway" | "steps" | "bridleway" => Kind::Path,
        _ => return None,
    })
}

fn flow(tags: &Tags) -> Flow {
    match tags.get("oneway") {
        Some("yes" | "true" | "1") => Flow::Forward,
        Some("-1" | "reverse") => Flow::Backward,
        Some(_) => Flow::Both,
        None if tags.is("junction", "roundabout") || tags.is("highway", "motorway") => Flow::Forward,
        None => Flow::Both,
    }
}

/// What a node with a name is drawn as.
pub(crate) fn place(tags: &Tags) -> Option<Kind> {
    match tags.get("place")? {
        "city" => Some(Kind::City),
        "town" => Some(Kind::Town),
        "village" | "hamlet" => Some(Kind::Village),
        "suburb" | "quarter" | "neighbourhood" => Some(Kind::Suburb),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, Kind, area, flow, line, place};
    use karavan_osm::Tags;

    fn tags(pairs: &[(&str, &str)]) -> Tags {
        pairs.iter().copied().collect()
    }

    #[test]
    fn a_building_on_a_lake_is_a_building() {
        assert_eq!(
            area(&tags(&[("building", "yes"), ("natural", "water")])),
            Some(Kind::Building)
        );
        assert_eq!(
            area(&tags(&[("building", "no"), ("natural", "water")])),
            Some(Kind::Water)
        );
        assert_eq!(area(&tags(&[("amenity", "school")])), None);
    }

    #[test]
    fn roads_are_drawn_by_their_rank_and_links_with_their_road() {
        let kind = |highway| line(&tags(&[("highway", highway)])).map(|look| look.kind);
        assert_eq!(kind("primary_link"), Some(Kind::Primary));
        assert_eq!(kind("living_street"), Some(Kind::Minor));
        assert_eq!(kind("construction"), None);
        let zoom = |highway| line(&tags(&[("highway", highway)])).map(|look| look.zoom_min);
        assert_eq!((zoom("motorway"), zoom("motorway_link")), (Some(5), Some(12)));
        assert_eq!(line(&tags(&[("highway", "pedestrian"), ("area", "yes")])), None);
    }

    #[test]
    fn what_runs_underground_is_not_drawn_unless_it_is_a_road() {
        assert_eq!(line(&tags(&[("railway", "subway"), ("tunnel", "yes")])), None);
        assert_eq!(line(&tags(&[("waterway", "stream"), ("tunnel", "culvert")])), None);
        assert!(line(&tags(&[("highway", "trunk"), ("tunnel", "yes")])).is_some());
    }

    #[test]
    fn one_way_streets_are_told_by_their_tag_and_roundabouts_by_themselves() {
        let flow_of = |oneway| flow(&tags(&[("highway", "residential"), ("oneway", oneway)]));
        assert_eq!(
            [flow_of("yes"), flow_of("-1"), flow_of("no")],
            [Flow::Forward, Flow::Backward, Flow::Both]
        );
        assert_eq!(flow(&tags(&[("junction", "roundabout")])), Flow::Forward);
        assert_eq!(flow(&tags(&[("highway", "motorway"), ("oneway", "no")])), Flow::Both);
    }

    #[test]
    fn places_without_a_size_are_not_drawn() {
        assert_eq!(place(&tags(&[("place", "hamlet")])), Some(Kind::Village));
        assert_eq!(place(&tags(&[("place", "island")])), None);
    }
}
