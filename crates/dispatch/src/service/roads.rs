//! Travel between any points, for the door that other programs use: on threads of its own, see `pools`.

use super::Service;
use crate::DispatchError;
use karavan_model::Point;
use karavan_roads::{Profile, RoadNetwork, Snap};

/// Where a car stops for a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
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
    pub sources: Vec<Stand>,
    /// Where cars stop for the targets.
    pub targets: Vec<Stand>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTravel {
    /// The point of this number is far from any road.
    NoRoadNear(usize),
    /// No road leads from the point of this number to the next.
    NoWay(usize),
    /// The map was not built for this way to travel.
    NoRoadsFor(Profile),
}

fn stand(snap: &Snap) -> Stand {
    Stand {
        point: snap.point(),
        distance_meters: snap.distance_meters(),
    }
}

impl Service {
    /// Up to `count` places where a car can stop for a point, on different roads, the nearest first.
    ///
    /// # Errors
    /// When the service is shutting down.
    pub async fn stands(
        &self,
        profile: Profile,
        point: Point,
        count: usize,
    ) -> Result<Result<Vec<Stand>, NoTravel>, DispatchError> {
        self.for_strangers(move |service| {
            let roads = roads(service, profile)?;
            let snaps = roads.snap_several(point, count, karavan_roads::SNAP_METERS_MAX);
            Ok(snaps.iter().map(stand).collect())
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
        points: Vec<Point>,
    ) -> Result<Result<(Vec<LegFound>, Vec<Stand>), NoTravel>, DispatchError> {
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
            Ok((legs, snaps.iter().map(stand).collect()))
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
        points: Vec<Point>,
        sources: Vec<usize>,
        targets: Vec<usize>,
    ) -> Result<Result<TravelTable, NoTravel>, DispatchError> {
        self.for_strangers(move |service| {
            let roads = roads(service, profile)?;
            let snaps = snaps(roads, &points)?;
            let pick = |numbers: &[usize]| {
                numbers
                    .iter()
                    .map(|&number| snaps[number].clone())
                    .collect::<Vec<Snap>>()
            };
            let (sources, targets) = (pick(&sources), pick(&targets));
            let table = roads.matrix(&sources, &targets);
            let cells = table.seconds.iter().zip(&table.meters);
            let cells: Vec<_> = cells
                .map(|(&seconds, &meters)| (seconds != karavan_roads::NO_ROAD).then_some((seconds, meters)))
                .collect();
            Ok(TravelTable {
                cells: cells.chunks(targets.len().max(1)).map(<[_]>::to_vec).collect(),
                sources: sources.iter().map(stand).collect(),
                targets: targets.iter().map(stand).collect(),
            })
        })
        .await
    }
}

fn roads(service: &Service, profile: Profile) -> Result<&RoadNetwork, NoTravel> {
    service.map().roads_for(profile).ok_or(NoTravel::NoRoadsFor(profile))
}

fn snaps(roads: &RoadNetwork, points: &[Point]) -> Result<Vec<Snap>, NoTravel> {
    let snap = |(at, &point)| roads.snap(point).ok_or(NoTravel::NoRoadNear(at));
    points.iter().enumerate().map(snap).collect()
}
