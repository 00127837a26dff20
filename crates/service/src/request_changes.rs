//! Stored requests: read one or a page, and change one (`amend` by an `Amendment`). `placed` looks for the place of a
//! request, in corrections before the map, with learnt doors, and decides between `Located` and `NeedsInfo`. New
//! requests come in through `accept.rs`.

use crate::{Acting, Service, ServiceError};
use karavan_dispatch::locate::locate_request;
use karavan_map::{KnownBuildings, Map};
use karavan_model::{
    ClockWindow, HubId, Need, Place, Point, Request, RequestId, RequestState, Skill, Urgency, Visitors, folded_name,
};
use karavan_store::{Page, RequestChange, RequestFilter, RequestUpdated, StoredRequest, Whose};

/// What a coordinator changes about a request; `None` leaves it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amendment {
    /// Another address: it is looked for again.
    pub address: Option<String>,
    /// The municipality, set by hand; `Some(None)` has the map say it.
    pub municipality: Option<Option<String>>,
    /// The place, set by hand.
    pub point: Option<Point>,
    /// The place, chosen among those that its address may be: it keeps its own label and precision.
    pub place: Option<Place>,
    /// Other goods.
    pub needs: Option<Vec<Need>>,
    /// Other hours.
    pub windows: Option<Vec<ClockWindow>>,
    /// Another urgency.
    pub urgency: Option<Urgency>,
    /// In quarantine or not.
    pub quarantine: Option<bool>,
    /// Another comment.
    pub comment: Option<String>,
    /// Another telephone.
    pub phone: Option<String>,
    /// Another name.
    pub recipient: Option<String>,
    /// Other skills.
    pub skills: Option<Vec<Skill>>,
    /// Other preferred hours (a soft window); `Some(None)` removes them.
    pub wish: Option<Option<ClockWindow>>,
    /// Other restrictions and preferences about who comes.
    pub visitors: Option<Visitors>,
    /// Whether it takes two people.
    pub needs_two: Option<bool>,
    /// Minutes at the door; `Some(None)` goes back to what the region is used to.
    pub service_minutes: Option<Option<u32>>,
    /// The hub its goods must come from; `Some(None)` lets them come from any.
    pub hub: Option<Option<HubId>>,
    /// What is said at the door.
    pub door: DoorAmendment,
}

/// What changes on a door card: `None` leaves a line, `Some(None)` empties it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoorAmendment {
    /// Flat, office or room.
    pub flat: Option<Option<String>>,
    /// The entrance, as people write it, such as `2`.
    pub entrance: Option<Option<String>>,
    /// The floor, as people write it.
    pub floor: Option<Option<String>>,
    /// Intercom code.
    pub intercom: Option<Option<String>>,
    /// Anything else.
    pub note: Option<Option<String>>,
}

/// What became of an amendment.
#[derive(Clone, Debug, PartialEq)]
pub enum Amended {
    /// Done; as it is now.
    Done(StoredRequest),
    /// Somebody changed it in between; as it is now.
    Stale(StoredRequest),
    /// It is closed: what was done cannot be changed.
    Closed(StoredRequest),
    /// There is no such request.
    Missing,
}

impl Acting {
    /// Changes one of these requests, if it is still in the version the caller saw.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn amend(
        &self,
        (whose, id): (&Whose, &RequestId),
        expected_version: i64,
        amendment: Amendment,
    ) -> Result<Amended, ServiceError> {
        let Some(stored) = self.store().request_of(whose, id).await? else {
            return Ok(Amended::Missing);
        };
        if stored.version != expected_version {
            return Ok(Amended::Stale(stored));
        }
        if matches!(stored.state, RequestState::Closed(_)) {
            return Ok(Amended::Closed(stored));
        }
        let (before, volunteer) = (stored.state, stored.volunteer.clone());
        let known = self.known_buildings().await?;
        let (request, found, why) = self
            .on_blocking_thread(move |service| service.placed(amend(service.map(), stored.request, amendment), &known))
            .await?;
        // A request that is already on somebody's route stays there; only what is said about it changes.
        let is_promised = matches!(
            before,
            RequestState::Published | RequestState::Accepted | RequestState::EnRoute
        );
        let state = if is_promised { before } else { found };
        let change = RequestChange {
            request,
            state,
            why,
            volunteer,
        };
        Ok(
            match self
                .store()
                .update_request(id, expected_version, change, self.now())
                .await?
            {
                RequestUpdated::Updated(stored) => Amended::Done(stored),
                RequestUpdated::Stale(stored) => Amended::Stale(stored),
                RequestUpdated::Missing => Amended::Missing,
            },
        )
    }
}

impl Service {
    /// One request, when it is among these.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request(&self, whose: &Whose, id: &RequestId) -> Result<Option<StoredRequest>, ServiceError> {
        Ok(self.store().request_of(whose, id).await?)
    }

    /// A page of these requests.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn requests(
        &self,
        whose: &Whose,
        filter: &RequestFilter,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Page<StoredRequest>, ServiceError> {
        Ok(self.store().requests(whose, filter, after, limit).await?)
    }

    /// A request with its place looked for, first among what the organisation knows; where it stands then, and why a
    /// person is needed.
    pub(crate) fn placed(&self, mut draft: Request, known: &KnownBuildings) -> (Request, RequestState, Option<String>) {
        let is_asked = draft.place.is_none();
        if is_asked {
            draft.place = known.corrected(self.map(), &draft.address);
        }
        let is_learnt = is_asked && draft.place.is_none();
        match locate_request(self.map(), draft) {
            Ok(located) => {
                let mut request = located.what;
                if let Some(place) = request.place.take_if(|_| is_learnt) {
                    request.place = Some(known.at_door(self.map(), &request.address, place));
                }
                if request.municipality.is_none() {
                    request.municipality = municipality_by_map(self.map(), &request);
                }
                (request, RequestState::Located, None)
            }
            Err(question) => (
                question.request,
                RequestState::NeedsInfo,
                Some(question.why.word().to_owned()),
            ),
        }
    }
}

/// The municipality that a request lies in, as the map says it of the street that is nearest to its place.
fn municipality_by_map(map: &Map, request: &Request) -> Option<String> {
    let nearest = map.addresses.reverse(request.place.as_ref()?.point, 1);
    nearest.first()?.municipality().map(str::to_owned)
}

/// Whether the map says a municipality that a request has, so that with another place it may be another.
fn is_said_by_map(map: &Map, request: &Request) -> bool {
    let by_map = municipality_by_map(map, request).as_deref().map(folded_name);
    by_map.is_some() && by_map == request.municipality.as_deref().map(folded_name)
}

fn amend(map: &Map, mut request: Request, amendment: Amendment) -> Request {
    let address = amendment.address.filter(|address| *address != request.address);
    let is_moved = address.is_some() || amendment.point.is_some() || amendment.place.is_some();
    if is_moved && is_said_by_map(map, &request) {
        request.municipality = None;
    }
    if let Some(address) = address {
        // What the new text says of the door is newer than the card; of the rest it says nothing.
        let named = map.addresses.locate(&address).parsed.door;
        request.door = named.filled_from(request.door);
        request.address = address;
        request.place = None;
    }
    let (card, door) = (&mut request.door, amendment.door);
    set(&mut card.flat, door.flat);
    set(&mut card.entrance, door.entrance);
    set(&mut card.floor, door.floor);
    set(&mut card.intercom, door.intercom);
    set(&mut card.note, door.note);
    if let Some(point) = amendment.point {
        request.place = Some(Place::pinned(point, &request.address));
    }
    if let Some(place) = amendment.place {
        request.place = Some(Place { by_hand: true, ..place });
    }
    set(&mut request.municipality, amendment.municipality);
    set(&mut request.needs, amendment.needs);
    set(&mut request.windows, amendment.windows);
    set(&mut request.urgency, amendment.urgency);
    set(&mut request.quarantine, amendment.quarantine);
    set(&mut request.comment, amendment.comment);
    set(&mut request.phone, amendment.phone);
    set(&mut request.recipient, amendment.recipient);
    set(&mut request.skills, amendment.skills);
    set(&mut request.wish, amendment.wish);
    set(&mut request.visitors, amendment.visitors);
    set(&mut request.needs_two, amendment.needs_two);
    set(&mut request.service_minutes, amendment.service_minutes);
    set(&mut request.hub, amendment.hub);
    request
}

fn set<T>(field: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *field = new;
    }
}
