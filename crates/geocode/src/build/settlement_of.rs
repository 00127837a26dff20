//! `Settlements`: which settlement a house or street belongs to: what its tags say, the borders it lies in, or else
//! the place whose reach it lies deepest in. Also `key`, the form in which names of settlements are compared.

use crate::build::areas::{Area, AreaGrid};
use crate::build::harvest::Harvest;
use crate::build::outline;
use crate::gazetteer::{Rank, Settlement, Spot};
use crate::read::lexer::lex;
use crate::read::piece::Item;
use crate::read::pieces::{Spelling, cut};
use karavan_model::Point;
use std::collections::HashMap;

/// Side of a cell of the grid, in degrees; a city's reach covers a few dozen of them.
const CELL_DEGREES: f64 = 0.1;
const METERS_PER_DEGREE: f64 = 111_195.0;

/// The settlements of a map, findable by name and by place.
pub(crate) struct Settlements<'a> {
    /// All of them.
    pub list: Vec<Settlement>,
    by_key: HashMap<String, Vec<u32>>,
    /// How many at the front are places of the map; the rest are known only from addresses.
    place_count: usize,
    cells: HashMap<(i32, i32), Vec<u32>>,
    areas: &'a [Area],
    bordered: AreaGrid,
}

/// The form a settlement's name is compared in: `пос. Жамбыл` and `Жамбыл` are one.
pub(crate) fn key(label: &str) -> String {
    let mut depth = 0_u32;
    let mut key = String::new();
    for piece in cut(&lex(label), Spelling::Strict) {
        match piece.item {
            Item::Open => depth += 1,
            Item::Close => depth = depth.saturating_sub(1),
            Item::Word(text) | Item::Region(text) | Item::Number { text, .. } if depth == 0 => key.push_str(&text),
            _ => {}
        }
    }
    key
}

impl<'a> Settlements<'a> {
    /// From places of the map, its borders and the towns that addresses name.
    pub(crate) fn of(harvest: &'a Harvest) -> Self {
        let mut all = Self {
            list: Vec::new(),
            by_key: HashMap::new(),
            place_count: 0,
            cells: HashMap::new(),
            areas: &harvest.areas,
            bordered: AreaGrid::default(),
        };
        for place in &harvest.places {
            if let Some(at) = Spot::of(place.at) {
                all.add(place.names.clone(), place.rank, at);
            }
        }
        // A town's own border before that of the district called after it.
        let mut by_size: Vec<usize> = (0..harvest.areas.len()).collect();
        by_size.sort_by(|&a, &b| harvest.areas[a].size().total_cmp(&harvest.areas[b].size()));
        by_size.into_iter().for_each(|ix| all.add_area(ix));
        all.place_count = all.list.len();
        let mut houses_of: HashMap<&str, Vec<Point>> = HashMap::new();
        for address in &harvest.addresses {
            if let Some(city) = &address.city {
                houses_of.entry(city).or_default().push(address.at);
            }
        }
        let mut cities: Vec<(&str, Vec<Point>)> = houses_of.into_iter().collect();
        cities.sort_by_key(|(city, _)| *city);
        for (city, houses) in cities {
            all.add_named_by_addresses(city, &houses);
        }
        all
    }

    /// A town known from addresses: a place by that name, another name of the city it lies in (Алма-Ата), or its own.
    fn add_named_by_addresses(&mut self, city: &str, houses: &[Point]) {
        let key = key(city);
        if key.is_empty() || self.by_key.contains_key(&key) {
            return;
        }
        let Some(middle) = outline::mean(houses) else { return };
        let is_deep_inside = |&(one, depth): &(u32, f64)| self.list[one as usize].rank <= Rank::Town && depth < 0.5;
        if let Some((inside, _)) = self.deepest(middle).filter(is_deep_inside) {
            self.list[inside as usize].names.push(city.to_owned());
            self.by_key.entry(key).or_default().push(inside);
        } else if let Some(at) = Spot::of(middle) {
            self.add(vec![city.to_owned()], Rank::Town, at);
        }
    }

    /// The borders of a town or district belong to the place of the same name inside them; borders of what has no place
    /// of its own make one.
    fn add_area(&mut self, ix: usize) {
        let area = &self.areas[ix];
        let settlement = match self.place_of(area) {
            Some(own) => own,
            None => {
                let Some(middle) = area.middle().and_then(Spot::of) else {
                    return;
                };
                if area.names.first().is_none_or(|name| key(name).is_empty()) {
                    return;
                }
                let Some(added) = self.add(area.names.clone(), area.rank, middle) else {
                    return;
                };
                added
            }
        };
        self.list[settlement as usize].has_area = true;
        self.bordered.add(settlement, area, ix);
    }

    /// The place that an area is the area of.
    fn place_of(&self, area: &Area) -> Option<u32> {
        let is_region = area.rank == Rank::Region;
        if is_region && area.is_rank_sure {
            return None;
        }
        let is_its_own = |&&ix: &&u32| {
            let one = &self.list[ix as usize];
            let is_same_kind = one.rank.is_settled() == (area.rank.is_settled() || is_region);
            !one.has_area && is_same_kind && area.contains(one.at.point())
        };
        let keys = area.names.iter().map(|name| key(name));
        let named = keys
            .filter_map(|key| self.by_key.get(&key))
            .filter_map(|named| named.iter().find(is_its_own));
        named.min().copied()
    }

    fn add(&mut self, names: Vec<String>, rank: Rank, at: Spot) -> Option<u32> {
        let ix = u32::try_from(self.list.len()).ok()?;
        // No house belongs to a region as to its town.
        if rank != Rank::Region {
            for key in names.iter().map(|name| key(name)).filter(|key| !key.is_empty()) {
                self.by_key.entry(key).or_default().push(ix);
            }
        }
        if rank.is_settled() {
            self.cover_cells(ix, rank, at.point());
        }
        self.list.push(Settlement {
            names,
            rank,
            at,
            has_area: false,
        });
        Some(ix)
    }

    fn cover_cells(&mut self, ix: u32, rank: Rank, middle: Point) {
        let reach_lat = rank.reach_meters() / METERS_PER_DEGREE;
        let reach_lon = reach_lat / middle.lat.to_radians().cos().max(0.05);
        let (west, south) = cell(middle.lon - reach_lon, middle.lat - reach_lat);
        let (east, north) = cell(middle.lon + reach_lon, middle.lat + reach_lat);
        for x in west..=east {
            for y in south..=north {
                self.cells.entry((x, y)).or_default().push(ix);
            }
        }
    }

    /// The settlement whose reach a point lies deepest in, and how deep: 0 in its middle, 1 at its edge.
    fn deepest(&self, point: Point) -> Option<(u32, f64)> {
        let near = self.cells.get(&cell(point.lon, point.lat))?.iter();
        let depths = near.map(|&ix| {
            let place = &self.list[ix as usize];
            (ix, place.at.point().distance_meters(point) / place.rank.reach_meters())
        });
        depths
            .filter(|&(_, depth)| depth <= 1.0)
            .min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The settlement of a house or street.
    pub(crate) fn settlement(&self, city: Option<&str>, at: Point) -> Option<u32> {
        let named = city.and_then(|city| self.by_key.get(&key(city))?.first().copied());
        // Villages share names, and a district is no settlement: the name of a place counts only near it.
        let is_sensible = |&ix: &u32| {
            let place = &self.list[ix as usize];
            let is_near = place.at.point().distance_meters(at) <= 3.0 * place.rank.reach_meters();
            ix as usize >= self.place_count || (place.rank.is_settled() && is_near)
        };
        named
            .filter(is_sensible)
            .or_else(|| self.bordering(at))
            .or_else(|| self.deepest(at).map(|(ix, _)| ix))
    }

    /// The smallest settlement whose borders hold a point.
    fn bordering(&self, at: Point) -> Option<u32> {
        let inside = self.bordered.around(self.areas, at);
        let towns = inside.filter(|&ix| self.list[ix as usize].rank.is_settled());
        towns.max_by_key(|&ix| self.list[ix as usize].rank)
    }

    /// Districts and regions whose borders hold a point.
    pub(crate) fn districts(&self, at: Point) -> Vec<u32> {
        let inside = self.bordered.around(self.areas, at);
        let mut districts: Vec<u32> = inside.filter(|&ix| !self.list[ix as usize].rank.is_settled()).collect();
        districts.sort_unstable();
        districts.dedup();
        districts
    }
}

fn cell(lon: f64, lat: f64) -> (i32, i32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees over a tenth fit in i32; casts saturate"
    )]
    let of = |degrees: f64| (degrees / CELL_DEGREES).floor() as i32;
    (of(lon), of(lat))
}
