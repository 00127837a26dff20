//! Writes and reads the section of stored streets that holds large buildings: the corners of each, packed as a shape,
//! and which of them are doors.

use super::check::check;
use super::reader::Reader;
use crate::RoadsError;
use crate::ground::building_fronts::Building;
use crate::ground::shapes::Shapes;
use crate::ground::spot::Spot;

fn put(bytes: &mut Vec<u8>, words: &[u32]) {
    bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
}

pub(super) fn write(bytes: &mut Vec<u8>, buildings: &[Building]) {
    let mut outlines = Shapes::default();
    let mut firsts = Vec::with_capacity(buildings.len());
    let mut doors = Vec::new();
    for (ix, building) in (0_u32..).zip(buildings) {
        let Some((&first, others)) = building.walls.split_first() else {
            continue;
        };
        // A region whose outlines fill four gigabytes is told of fewer buildings.
        if outlines.push(first, others.iter().copied()).is_err() {
            break;
        }
        firsts.push(first);
        let corners = (0_u32..).zip(&building.walls);
        doors.extend(
            corners
                .filter(|(_, spot)| building.doors.contains(spot))
                .map(|(corner, _)| [ix, corner]),
        );
    }
    put(bytes, &[firsts.len() as u32]);
    for (first, &end) in firsts.iter().zip(outlines.ends()) {
        put(bytes, &[first.lon.cast_unsigned(), first.lat.cast_unsigned(), end]);
    }
    put(bytes, &[outlines.bytes().len() as u32]);
    bytes.extend_from_slice(outlines.bytes());
    put(bytes, &[doors.len() as u32]);
    doors.iter().for_each(|door| put(bytes, door));
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<Building>, RoadsError> {
    let firsts: Vec<[u32; 3]> = reader.array(|record| record)?;
    let outlines = reader.bytes()?.to_vec();
    let doors: Vec<[usize; 2]> = reader.array(|door: [u32; 2]| door.map(|number| number as usize))?;
    let outlines = Shapes::from_parts(outlines, firsts.iter().map(|record| record[2]).collect())?;
    let mut buildings = Vec::with_capacity(firsts.len());
    for (ix, &[lon, lat, _]) in firsts.iter().enumerate() {
        let first = Spot {
            lon: lon.cast_signed(),
            lat: lat.cast_signed(),
        };
        let walls: Vec<Spot> = outlines.spots(ix, first).collect();
        let is_sound = walls.last().is_some_and(|&last| outlines.check(ix, first, last));
        check(
            first.is_valid() && is_sound && walls.len() >= 3,
            "an outline is no building",
        )?;
        buildings.push(Building {
            walls,
            doors: Vec::new(),
        });
    }
    for [building, corner] in doors {
        let building: Option<&mut Building> = buildings.get_mut(building);
        let found = building.and_then(|building| Some((*building.walls.get(corner)?, building)));
        let (door, building) = found.ok_or_else(|| RoadsError::damaged("a door is in no wall"))?;
        building.doors.push(door);
    }
    Ok(buildings)
}
