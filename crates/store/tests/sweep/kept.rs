//! `kept` answers how often the n-th write of a kind is found in the store: 0 is nothing, 1 all of it; a batch, table
//! or publication that is half there panics. The writes are made in `kinds.rs`.

use crate::kinds::{DAY, ORGANISATION, TABLE_ROWS, day};
use crate::values::at;
use karavan_model::{HubId, Outcome, PlanId, RequestId, RequestState, RunId, Shift, VolunteerId};
use karavan_store::{RunState, Store};

/// How much of the write is kept: 0 is nothing, and more than one is twice.
pub(crate) async fn kept(store: &Store, kind: &str, n: usize) -> usize {
    let id = format!("{kind}{n}");
    let request = |id: String| async move { store.request(&RequestId::from(id.as_str())).await.unwrap() };
    let all = |found: usize, wanted: usize| {
        assert!(found == 0 || found == wanted, "{kind} {n}: {found} of {wanted} rows");
        usize::from(found == wanted)
    };
    match kind {
        "request" => usize::from(request(id).await.is_some()),
        "batch" => all(batch(store, &id).await, 20),
        "amend" => usize::from(request(format!("AM{n}")).await.unwrap().version == 2),
        "cancel" => {
            let state = request(format!("CA{n}")).await.unwrap().state;
            usize::from(state == RequestState::Closed(Outcome::Cancelled))
        }
        "event" => {
            let request = RequestId::from(format!("EV{n}").as_str());
            store.events_of_request(&request).await.unwrap().len()
        }
        "loading" => {
            let loadings = store.loadings(&PlanId::from("PL"), None).await.unwrap();
            loadings.iter().filter(|event| event.id.as_str() == id).count()
        }
        "volunteer" => {
            let id = VolunteerId::from(id.as_str());
            usize::from(store.volunteer(&id).await.unwrap().is_some())
        }
        "volunteers" => {
            let shifts = store.shifts_of_day(*DAY).await.unwrap();
            let mine = |shift: &&Shift| shift.volunteer.as_str().starts_with(&format!("{id}-"));
            all(shifts.iter().filter(mine).count(), TABLE_ROWS)
        }
        "shift" => store.shifts_of_day(day(n)).await.unwrap().len(),
        "hub" => usize::from(store.hub(&HubId::from(id.as_str())).await.unwrap().is_some()),
        "hubs" => {
            let hubs = store.hubs().await.unwrap();
            let mine = hubs
                .iter()
                .filter(|kept| kept.what.id.as_str().starts_with(&format!("{id}-")));
            all(mine.count(), TABLE_ROWS)
        }
        "draft" => usize::from(store.plan(&PlanId::from(id.as_str())).await.unwrap().is_some()),
        "publish" => {
            let published = store.published_plan(day(n)).await.unwrap().is_some();
            let link = store.link(&id).await.unwrap().is_some();
            let routes = store
                .published_routes(&PlanId::from(format!("PB{n}").as_str()))
                .await
                .unwrap();
            assert_eq!((published, published), (link, !routes.is_empty()), "publish {n}");
            usize::from(published)
        }
        "links" => usize::from(store.link(&id).await.unwrap().is_some()),
        "revoke" => {
            let link = store.link(&format!("old{n}")).await.unwrap().unwrap();
            usize::from(link.revoked_at.is_some())
        }
        "run" | "order" | "vehicle" | "stock" | "reveal" => kept_of_day(store, kind, n).await,
        "correction" => {
            let corrections = store.corrections(ORGANISATION).await.unwrap();
            corrections.iter().filter(|made| made.id == id).count()
        }
        "doors" => {
            let pins = store.door_pins(ORGANISATION, 1).await.unwrap();
            let presses = pins.iter().find(|pin| pin.id == id).map_or(0, |pin| pin.presses);
            usize::try_from(presses).unwrap()
        }
        "key" => usize::from(store.api_key(&id).await.unwrap().is_some()),
        "user" => usize::from(store.user(&id).await.unwrap().is_some()),
        "password" => {
            let person = store.user(&format!("PW{n}")).await.unwrap().unwrap();
            usize::from(person.password_hash == "$argon2id$new")
        }
        "session" => usize::from(store.session(&id).await.unwrap().is_some()),
        "receipt" => usize::from(store.receipt("key1", "POST /", &id).await.unwrap().is_some()),
        "source" => usize::from(store.source(&id.as_str().into()).await.unwrap().is_some()),
        "setting" => usize::from(store.setting(&id).await.unwrap().is_some()),
        other => panic!("{other}"),
    }
}

/// The same, of what a day is planned with.
async fn kept_of_day(store: &Store, kind: &str, n: usize) -> usize {
    let id = format!("{kind}{n}");
    match kind {
        "reveal" => {
            let shown = store.revealed_to("one", at(4)).await.unwrap();
            usize::from(shown.contains(&RequestId(format!("EV{n}"))))
        }
        "run" => usize::from(store.run(&RunId::from(id.as_str())).await.unwrap().is_some()),
        "order" => {
            let run = store
                .run(&RunId::from(format!("OR{n}").as_str()))
                .await
                .unwrap()
                .unwrap();
            usize::from(run.state == RunState::Cancelled)
        }
        "vehicle" => usize::from(store.vehicle(&id.as_str().into()).await.unwrap().is_some()),
        "stock" => {
            let goods = store.stock_of_day(day(n)).await.unwrap().len();
            assert!(goods == 0 || goods == 2, "{kind} {n}: {goods} kinds of goods");
            goods / 2
        }
        other => panic!("{other}"),
    }
}

/// How many requests of a batch are kept. With them what became of each: both or neither.
async fn batch(store: &Store, id: &str) -> usize {
    let mut found = 0;
    for row in 0..20 {
        let request = RequestId::from(format!("{id}-{row}").as_str());
        found += usize::from(store.request(&request).await.unwrap().is_some());
    }
    let told = store.submissions(*DAY, None, None, 100_000).await.unwrap().items;
    let rows = told.iter().filter(|one| one.receipt == Some(format!("{id}-0")));
    let rows: i64 = rows.map(|one| one.created).sum();
    assert_eq!(rows, i64::try_from(found).unwrap(), "{id}");
    found
}
