//! Positions of buildings corrected by hand (`correct`, `forget_correction`, a list, an export as OpenStreetMap notes),
//! doors learnt from at least three visits (`learn_doors`), and the two queries that use them: `geocode` for a whole
//! address, `suggest` while one is typed.

use crate::texts::map_note;
use crate::{Acting, Service, ServiceError, UNNAMED_ORGANISATION};
use karavan_connect::osm_notes::{OsmNote, osm_notes};
use karavan_geocode::{Answer, Feature};
use karavan_map::KnownBuildings;
use karavan_model::{DoorCard, Outcome, Place, Point, RequestId, StatusKind};
use karavan_store::{Correction, DoorPin};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A door is learnt from this many visits.
const PRESSES_MIN: i64 = 3;
/// A press further from the building was made elsewhere.
const PRESS_METERS_MAX: f64 = 120.0;

/// A press of «delivered» with the place of the telephone, sent by a volunteer who agreed to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Press {
    /// Which request.
    pub request: RequestId,
    /// What was pressed.
    pub kind: StatusKind,
    /// Where the telephone was.
    pub at: Point,
}

impl Acting {
    /// Puts a building in its place for ever. `None` when the address names no house.
    ///
    /// # Errors
    /// When the store fails or the service is shutting down.
    pub async fn correct(&self, address: String, point: Point, by: &str) -> Result<Option<Correction>, ServiceError> {
        let named = self
            .on_blocking_thread(move |service| {
                let addresses = &service.map().addresses;
                let label = addresses.building_label(&address).unwrap_or_default();
                (addresses.building_names(&address), label)
            })
            .await?;
        let (names, label) = named;
        let made_at = self.now();
        let correction = |id: &String| Correction {
            id: id.clone(),
            label: label.clone(),
            point,
            made_by: by.to_owned(),
            made_at,
        };
        let all: Vec<Correction> = names.iter().map(correction).collect();
        for one in &all {
            self.store().put_correction(self.organisation(), one.clone()).await?;
        }
        Ok(all.into_iter().next())
    }

    /// Takes a correction back, under every name of its building; tells whether there was one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_correction(&self, id: &str) -> Result<bool, ServiceError> {
        let all = self.store().corrections(self.organisation()).await?;
        let Some(one) = all.iter().find(|one| one.id == id) else {
            return Ok(false);
        };
        let is_same = |other: &&Correction| other.label == one.label && other.point == one.point;
        for other in all.iter().filter(is_same) {
            self.store()
                .delete_correction(self.organisation(), &other.id, self.now())
                .await?;
        }
        Ok(true)
    }

    /// Adds presses of «delivered» up by building, one of each request: whoever closes it twice was there once. The
    /// place of a telephone is kept in no other way.
    pub(crate) async fn learn_doors(&self, presses: Vec<Press>) -> Result<(), ServiceError> {
        let is_at_door = |press: &Press| {
            matches!(
                press.kind,
                StatusKind::Closed(Outcome::InHand | Outcome::AtDoor | Outcome::Partial)
            )
        };
        let mut learnt = Vec::new();
        let mut visited = BTreeSet::new();
        let visits = presses.into_iter().filter(is_at_door);
        for press in visits.filter(|press| visited.insert(press.request.clone())) {
            let Some(stored) = self.store().request(&press.request).await? else {
                continue;
            };
            let Some(place) = stored.request.place else { continue };
            if place.point.distance_meters(press.at) <= PRESS_METERS_MAX {
                let address = stored.request.address;
                let names = self.on_map(move |map| map.addresses.building_names(&address)).await?;
                learnt.extend(names.into_iter().next().map(|name| (name, press.at)));
            }
        }
        if learnt.is_empty() {
            return Ok(());
        }
        Ok(self
            .store()
            .add_door_presses(self.organisation(), learnt, self.now())
            .await?)
    }
}

impl Service {
    /// The organisation served by this process.
    #[must_use]
    pub fn organisation(&self) -> &str {
        &self.settings().organisation
    }

    /// Corrections and learnt doors, as they are now.
    pub(crate) async fn known_buildings(&self) -> Result<KnownBuildings, ServiceError> {
        let corrections = self.store().corrections(self.organisation()).await?.items;
        let doors = self.store().door_pins(self.organisation(), PRESSES_MIN).await?;
        let corrections = corrections.into_iter().map(|kept| {
            let correction = karavan_map::Correction {
                label: kept.label,
                point: kept.point,
            };
            (kept.id, correction)
        });
        let doors = doors.into_iter().map(|kept| (kept.id, kept.point));
        Ok(KnownBuildings::new(corrections, doors))
    }

    /// What an address may be, and what is said at its door. A correction wins over the map.
    ///
    /// # Errors
    /// When the store fails or the service is shutting down.
    pub async fn geocode(&self, address: String) -> Result<(Answer, DoorCard), ServiceError> {
        let known = self.known_buildings().await?;
        self.on_blocking_thread(move |service| {
            let located = service.map().addresses.locate(&address);
            let answer = match known.corrected(service.map(), &address) {
                Some(place) => Answer::Found(place),
                None => match located.answer {
                    Answer::Found(place) => Answer::Found(known.at_door(service.map(), &address, place)),
                    other => other,
                },
            };
            (answer, located.parsed.door)
        })
        .await
    }

    /// What may be meant by the beginning of an address, the likeliest first, and what is nearer to a point before what
    /// is further. Corrections come first.
    ///
    /// # Errors
    /// When the store fails or the service is shutting down.
    pub async fn suggest(&self, text: String, near: Option<Point>, limit: usize) -> Result<Vec<Place>, ServiceError> {
        let known = self.known_buildings().await?;
        self.on_blocking_thread(move |service| {
            let map = service.map();
            let mut places: Vec<Place> = known.corrected(map, &text).into_iter().collect();
            let found = map.addresses.suggest(&text, near, limit);
            places.extend(found.iter().map(Feature::place));
            places.truncate(limit);
            places
        })
        .await
    }

    /// All corrections, each building once, the oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn corrections(&self) -> Result<Vec<Correction>, ServiceError> {
        let mut all = self.store().corrections(self.organisation()).await?.items;
        // Of a building's names the longest tells its town.
        all.sort_by_cached_key(|one| (one.made_at, one.label.clone(), Reverse(one.id.len())));
        all.dedup_by(|later, earlier| later.label == earlier.label && later.point == earlier.point);
        Ok(all)
    }

    /// Corrections as a file of OpenStreetMap notes, each building once, with the name of the organisation that says
    /// so.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn correction_notes(&self) -> Result<String, ServiceError> {
        let all = self.corrections().await?;
        let organisation = Some(self.organisation()).filter(|name| *name != UNNAMED_ORGANISATION);
        let notes = all.iter().map(|one| OsmNote {
            point: one.point,
            text: map_note(&one.label, organisation),
            at: one.made_at,
        });
        Ok(osm_notes(&notes.collect::<Vec<_>>()))
    }

    /// Doors learnt from visits.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn learnt_doors(&self) -> Result<Vec<DoorPin>, ServiceError> {
        Ok(self.store().door_pins(self.organisation(), PRESSES_MIN).await?)
    }
}
