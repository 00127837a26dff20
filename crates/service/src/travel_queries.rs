//! Travel queries for the OSRM calls: nearest places on the road (`snapped_points`), drives through points
//! (`drives`), and tables of times and distances (`travel`), in whole seconds and metres. They run in the pool for
//! strangers. The road network itself is the crate `karavan_roads`.

use crate::{Service, ServiceError};
use karavan_model::Point;
use karavan_roads::{Profile, RoadNetwork, Snap};

/// A point, and how far from it the road may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueryPoint {
    /// The point.
    pub point: Point,
    /// Metres as the crow flies; infinity where any distance will do.
    pub radius_meters: f64,
}

/// Where a car stops for a point.
#[derive(Clone, Debug, PartialEq)]
pub struct SnappedPoint {
    /// The place on the road.
    pub point: Point,
    /// How far it is from the point asked for, as the crow flies.
    pub distance_meters: f64,
}

/// A drive between two points.
#[derive(Clone, Debug, PartialEq)]
pub struct LegFound {
    /// Whole seconds.
    pub seconds: u32,
    /// Whole metres.
    pub meters: u32,
    /// From place to place on the road.
    pub points: Vec<Point>,
}

/// Drives from each source to each target, row by row; `None` where there is no road.
#[derive(Clone, Debug, PartialEq)]
pub struct TravelTable {
    /// Whole seconds and whole metres.
    pub cells: Vec<Vec<Option<(u32, u32)>>>,
    /// Where cars stop for the sources.
    pub sources: Vec<SnappedPoint>,
    /// Where cars stop for the targets.
    pub targets: Vec<SnappedPoint>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTravel {
    /// No road is as near to the point of this number as was asked for.
    NoRoadNear(usize),
    /// No road leads from the point of this number to the next.
    NoWay(usize),
    /// The map was not built for this way to travel.
    NoRoadsFor(Profile),
}

impl SnappedPoint {
    fn of(asked: &QueryPoint, snap: &Snap) -> Self {
        Self {
            point: snap.point(),
            distance_meters: asked.point.distance_meters(snap.point()),
        }
    }
}

impl Service {
    /// Up to `count` places where a car can stop for a point, on different roads, the nearest first as the crow flies.
    ///
    /// # Errors
    /// When the service is shutting down.
    pub async fn snapped_points(
        &self,
        profile: Profile,
        asked: QueryPoint,
        count: usize,
    ) -> Result<Result<Vec<SnappedPoint>, NoTravel>, ServiceError> {
        self.for_strangers(move |service| {
            let roads = roads(service, profile)?;
            let snaps = stops(roads, &asked, count);
            let mut snapped: Vec<SnappedPoint> = snaps.iter().map(|snap| SnappedPoint::of(&asked, snap)).collect();
            snapped.sort_by(|one, other| one.distance_meters.total_cmp(&other.distance_meters));
            Ok(snapped)
        })
        .await
    }

    /// The drives through some points, one for each pair of neighbours, and where cars stop for the points.
    ///
    /// # Errors
    /// When the service is shutting down.
    pub async fn drives(
        &self,
        profile: Profile,
        points: Vec<QueryPoint>,
    ) -> Result<Result<(Vec<LegFound>, Vec<SnappedPoint>), NoTravel>, ServiceError> {
        self.for_strangers(move |service| {
            let roads = roads(service, profile)?;
            let snaps = snaps(roads, &points)?;
            let leg = |(at, pair): (usize, &[Snap])| {
                let path = roads.path(&pair[0], &pair[1]).ok_or(NoTravel::NoWay(at))?;
                Ok(LegFound {
                    seconds: path.seconds,
                    meters: path.meters,
                    points: path.points,
                })
            };
            let legs = snaps.windows(2).enumerate().map(leg).collect::<Result<_, _>>()?;
            let snapped = points
                .iter()
                .zip(&snaps)
                .map(|(asked, snap)| SnappedPoint::of(asked, snap));
            Ok((legs, snapped.collect()))
        })
        .await
    }

    /// The drives between some of the points, by their numbers, which must be numbers of points.
    ///
    /// # Errors
    /// When the service is shutting down.
    pub async fn travel(
        &self,
        profile: Profile,
        points: Vec<QueryPoint>,
        sources: Vec<usize>,
        targets: Vec<usize>,
    ) -> Result<Result<TravelTable, NoTravel>, ServiceError> {
        self.for_strangers(move |service| {
            let roads = roads(service, profile)?;
            let snaps = snaps(roads, &points)?;
            let pick = |numbers: &[usize]| {
                numbers
                    .iter()
                    .map(|&number| snaps[number].clone())
                    .collect::<Vec<Snap>>()
            };
            let snapped = |numbers: &[usize]| {
                let stand = |&number: &usize| SnappedPoint::of(&points[number], &snaps[number]);
                numbers.iter().map(stand).collect()
            };
            let (from, to) = (pick(&sources), pick(&targets));
            let table = roads.matrix(&from, &to);
            let cells = table.seconds.iter().zip(&table.meters);
            let cells: Vec<_> = cells
                .map(|(&seconds, &meters)| (seconds != karavan_roads::NO_ROAD).then_some((seconds, meters)))
                .collect();
            Ok(TravelTable {
                cells: cells.chunks(to.len().max(1)).map(<[_]>::to_vec).collect(),
                sources: snapped(&sources),
                targets: snapped(&targets),
            })
        })
        .await
    }
}

fn roads(service: &Service, profile: Profile) -> Result<&RoadNetwork, NoTravel> {
    service.map().roads_for(profile).ok_or(NoTravel::NoRoadsFor(profile))
}

fn snaps(roads: &RoadNetwork, points: &[QueryPoint]) -> Result<Vec<Snap>, NoTravel> {
    let snap = |(at, asked)| stops(roads, asked, 1).pop().ok_or(NoTravel::NoRoadNear(at));
    points.iter().enumerate().map(snap).collect()
}

/// Up to `count` stops inside the radius: by the walk where one would walk, the nearest wherever there is no such.
fn stops(roads: &RoadNetwork, asked: &QueryPoint, count: usize) -> Vec<Snap> {
    let is_within = |snap: &Snap| asked.point.distance_meters(snap.point()) <= asked.radius_meters;
    let mut found = roads.snap_several(asked.point, count, karavan_roads::SNAP_METERS_MAX);
    found.retain(is_within);
    if found.len() < count {
        let mut nearest = roads.nearest_stops(asked.point, count);
        nearest.retain(is_within);
        if nearest.len() > found.len() {
            return nearest;
        }
    }
    found
}
