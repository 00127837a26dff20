//! `locate`: looks up a place on a road for the requests, volunteers and hubs of an intake; those without one become
//! questions for a person or are left out, each with a `Lack` (no street, house or address, ambiguous, off the road).
//! `locate_request` does it for one request.

use karavan_intake::{Intake, Notice, Rejection};
use karavan_map::Map;
use karavan_model::{
    AddressAnswer, Candidate, Date, Hub, NotFoundReason, Place, Point, Request, Shift, Stock, Volunteer,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Why a person must look at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// No such street on the map.
    NoStreet,
    /// The street is there, the house is not.
    NoHouse,
    /// The text holds no address.
    NoAddress,
    /// Several places fit.
    Ambiguous,
    /// The place is known, but no road leads near it.
    OffRoad,
}

impl Lack {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoStreet => "no_street",
            Self::NoHouse => "no_house",
            Self::NoAddress => "no_address",
            Self::Ambiguous => "ambiguous",
            Self::OffRoad => "off_road",
        }
    }
}

/// A thing with a place that a car can drive to.
#[derive(Clone, Debug)]
pub struct OnRoad<T> {
    /// The thing.
    pub what: T,
    /// The place itself; same place means same building.
    pub point: Point,
}

/// A request that a person must complete.
#[derive(Clone, Debug)]
pub struct MissingInfo {
    /// The request, kept as it came.
    pub request: Request,
    /// What is wrong with its address.
    pub why: Lack,
}

/// A volunteer or hub that cannot take part, because its address is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// The address as written.
    pub address: String,
    /// What is wrong with it.
    pub why: Lack,
    /// Places it may be.
    pub candidates: Vec<Candidate>,
}

/// All that is known to be somewhere, and all that is not.
#[derive(Clone, Debug)]
pub struct Located {
    /// The day.
    pub date: Date,
    /// Requests with a place.
    pub requests: Vec<OnRoad<Request>>,
    /// Volunteers who can start.
    pub volunteers: Vec<OnRoad<(Volunteer, Shift)>>,
    /// Hubs that can be driven to.
    pub hubs: Vec<OnRoad<Hub>>,
    /// What hubs have, as far as it is counted.
    pub stock: Vec<Stock>,
    /// Requests for a person to complete.
    pub questions: Vec<MissingInfo>,
    /// Volunteers who cannot start.
    pub volunteers_left_out: Vec<LeftOut>,
    /// Hubs that cannot be driven to.
    pub hubs_left_out: Vec<LeftOut>,
    /// Rows that could not be taken.
    pub rejected: Vec<Rejection>,
    /// Remarks about what was taken, but not quite as written.
    pub notices: Vec<Notice>,
}

/// Finds the place of everything in the intake, on all cores; order is kept.
#[must_use]
pub fn locate(map: &Map, intake: Intake) -> Located {
    let mut located = Located {
        date: intake.date,
        rejected: intake.rejected,
        notices: intake.notices,
        stock: intake.stock,
        requests: Vec::new(),
        volunteers: Vec::new(),
        hubs: Vec::new(),
        questions: Vec::new(),
        volunteers_left_out: Vec::new(),
        hubs_left_out: Vec::new(),
    };
    let requests: Vec<_> = intake
        .requests
        .into_par_iter()
        .map(|request| of_day(map, request))
        .collect();
    for answer in requests {
        match answer {
            Ok(request) => located.requests.push(request),
            Err(question) => located.questions.push(*question),
        }
    }
    for (volunteer, shift) in intake.volunteers {
        match place_of(map, volunteer.point, &volunteer.home) {
            Ok(place) => {
                located.volunteers.push(OnRoad {
                    what: (volunteer, shift),
                    point: place.point,
                });
            }
            Err((why, candidates)) => {
                let (id, address) = (volunteer.id.0, volunteer.home);
                located.volunteers_left_out.push(LeftOut {
                    id,
                    address,
                    why,
                    candidates,
                });
            }
        }
    }
    for hub in intake.hubs {
        match place_of(map, hub.point, &hub.address) {
            Ok(place) => located.hubs.push(OnRoad {
                what: hub,
                point: place.point,
            }),
            Err((why, candidates)) => {
                let (id, address) = (hub.id.0, hub.address);
                located.hubs_left_out.push(LeftOut {
                    id,
                    address,
                    why,
                    candidates,
                });
            }
        }
    }
    located
}

/// A request of a day: an address whose place is known is not read again.
fn of_day(map: &Map, mut request: Request) -> Result<OnRoad<Request>, Box<MissingInfo>> {
    match request.place.take() {
        Some(place) => settled(request, on_road(map, place)),
        None => locate_request(map, request),
    }
}

/// Finds the place of one request. What its address says of the door fills the gaps of its door card either way.
///
/// # Errors
/// With the request itself, when a person must complete its address.
pub fn locate_request(map: &Map, mut request: Request) -> Result<OnRoad<Request>, Box<MissingInfo>> {
    // The map is asked even when the place is known: what is a flat after a dash is known only there.
    let read = map.addresses.locate(&request.address);
    request.door = request.door.filled_from(read.parsed.door);
    let found = match request.place.take() {
        Some(place) => on_road(map, place),
        None => placed(map, read.answer),
    };
    settled(request, found)
}

fn settled(mut request: Request, found: Found) -> Result<OnRoad<Request>, Box<MissingInfo>> {
    match found {
        Ok(place) => {
            let point = place.point;
            request.place = Some(place);
            request.candidates.clear();
            Ok(OnRoad { what: request, point })
        }
        Err((why, candidates)) => {
            request.candidates = candidates;
            Err(Box::new(MissingInfo { request, why }))
        }
    }
}

type Found = Result<Place, (Lack, Vec<Candidate>)>;

fn place_of(map: &Map, point: Option<Point>, address: &str) -> Found {
    match point {
        Some(point) => on_road(map, Place::pinned(point, address)),
        None => placed(map, map.addresses.find(address)),
    }
}

fn placed(map: &Map, answer: AddressAnswer) -> Found {
    match answer {
        AddressAnswer::Found(place) => on_road(map, place),
        AddressAnswer::Ambiguous(candidates) => Err((Lack::Ambiguous, candidates)),
        AddressAnswer::NotFound { why, candidates } => {
            let why = match why {
                NotFoundReason::NoStreet => Lack::NoStreet,
                NotFoundReason::NoHouse => Lack::NoHouse,
                NotFoundReason::NoAddress => Lack::NoAddress,
            };
            Err((why, candidates))
        }
    }
}

fn on_road(map: &Map, place: Place) -> Found {
    match map.roads.snap(place.point) {
        Some(_) => Ok(place),
        None => Err((Lack::OffRoad, vec![place])),
    }
}
