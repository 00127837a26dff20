//! Tests of two regions of one database at once, on both engines: after random writes each reads, byte for byte, what
//! it reads when it is alone in a database; a region is added once under its name, and an unknown one does not open.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "engines/delivery.rs"]
mod delivery;
mod engines;
#[path = "sweep/kinds.rs"]
#[allow(dead_code, reason = "the sweep uses the rest")]
mod kinds;
#[path = "sweep/values.rs"]
mod values;

use engines::Database;
use engines::postgres::Cluster;
use karavan_model::{PersonId, PlanId, Region};
use karavan_store::{RegionAdded, RequestFilter, Store, Whose};
use kinds::{DAY, KINDS, ORGANISATION, act, day, prepare, prepare_numbers};
use std::fmt::Debug;
use values::{at, me};

/// Acts of both regions together.
fn acts() -> usize {
    std::env::var("KARAVAN_SOAK").map_or(1_000, |_| 10_000)
}

/// How often everything is read on the way; reading takes the longer the more there is.
const READINGS: usize = 5;

/// What a region does, in order: kinds of writes that look random, each with the next number of its kind. The same
/// names, days, numbers and logins come up in every region.
fn order(region: Region, count: usize) -> Vec<(&'static str, usize)> {
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64 ^ u64::from(region.0 + 1);
    let mut numbers = [0; KINDS.len()];
    let draw = |_| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        let kind = usize::try_from(dice % KINDS.len() as u64).unwrap();
        numbers[kind] += 1;
        (KINDS[kind], numbers[kind] - 1)
    };
    (0..count).map(draw).collect()
}

/// Does all of it, and reads everything in between and at the end.
async fn lived(store: &Store, count: usize) -> Vec<String> {
    let order = order(store.region(), count);
    prepare(store).await;
    prepare_numbers(store, 0..order.iter().map(|(_, number)| number + 1).max().unwrap()).await;
    let mut told = Vec::new();
    for (place, (kind, number)) in order.into_iter().enumerate() {
        act(store, kind, number).await.unwrap();
        if place % (count / READINGS) == 0 {
            told.push(all_told(store).await);
        }
    }
    told.push(all_told(store).await);
    told
}

/// Whatever can be read, as text.
async fn all_told(store: &Store) -> String {
    fn text(what: &impl Debug) -> String {
        format!("{what:?}\n")
    }
    let every = RequestFilter::default();
    let mut told = String::new();
    let requests = store.requests(&Whose::All, &every, None, 100_000).await.unwrap();
    for kept in requests.items.iter().rev().take(20) {
        told += &text(&store.events_of_request(&kept.request.id).await.unwrap());
    }
    told += &text(&requests.items);
    told += &text(&store.requests_of_day(*DAY).await.unwrap());
    told += &text(&store.counts_of_day(*DAY).await.unwrap());
    told += &text(&store.volunteers().await.unwrap());
    told += &text(&store.hubs().await.unwrap());
    told += &text(&store.vehicles().await.unwrap());
    told += &text(&store.sources().await.unwrap());
    for mut sent in store
        .submissions(*DAY, None, None, 100_000)
        .await
        .unwrap()
        .items
        .iter()
        .cloned()
    {
        // A hash with a key of the region, which is drawn anew in every database.
        sent.digest.clear();
        told += &text(&sent);
    }
    told += &text(&store.sources_of_day(*DAY).await.unwrap());
    for user in store.users().await.unwrap().iter() {
        told += &text(&(&user.login, &user.password_hash, user.role));
    }
    for key in store.api_keys().await.unwrap().iter() {
        told += &text(&(
            &key.key_id,
            &key.hash,
            &key.owner,
            key.created_at,
            key.revoked_at,
            key.last_used_at,
        ));
    }
    told += &text(&store.corrections(ORGANISATION).await.unwrap());
    told += &text(&store.door_pins(ORGANISATION, 0).await.unwrap());
    told += &text(&store.loadings(&PlanId::from("PL"), None).await.unwrap());
    told += &text(&store.published_routes(&PlanId::from("PL")).await.unwrap());
    for number in 0..8 {
        told += &text(&store.plans(day(number)).await.unwrap());
        told += &text(&store.last_run(day(number)).await.unwrap());
        told += &text(&store.shifts_of_day(day(number)).await.unwrap());
        told += &text(&store.stock_of_day(day(number)).await.unwrap());
        told += &text(&store.setting(&format!("setting{number}")).await.unwrap());
        let session = store.session(&format!("session{number}")).await.unwrap();
        told += &text(&session.map(|session| (session.hash, session.login, session.expires_at)));
        told += &text(&store.link(&format!("links{number}")).await.unwrap());
        told += &text(
            &store
                .receipt("key1", "POST /", &format!("receipt{number}"))
                .await
                .unwrap(),
        );
    }
    told += &text(&store.changes_after(0, None, 1_000_000).await.unwrap());
    told + &text(&store.log_entries(0, 1_000_000).await.unwrap())
}

/// The first region, and a second one added to it.
async fn both(database: &Database) -> [Store; 2] {
    let first = database.open().await;
    let added = first
        .by(me())
        .add_region(&"second".parse().unwrap(), "Вторая", at(0))
        .await
        .unwrap();
    let RegionAdded::Done(second) = added else {
        panic!("{added:?}")
    };
    let second = first.of_region(second).await.unwrap();
    [first, second]
}

/// The same two as one process opens them: side by side, with what there is to share.
async fn side_by_side(database: &Database) -> [Store; 2] {
    let [first, second] = both(database).await;
    let regions = [first.region(), second.region(), Region(9)];
    second.close().await.unwrap();
    let opened = first.side_by_side(&regions).await.unwrap();
    let [Ok(first), Ok(second), Err(missing)] = <[_; 3]>::try_from(opened).unwrap() else {
        panic!("a region that is not there stops no other")
    };
    assert!(
        matches!(missing, karavan_store::StoreError::NoRegion(Region(9))),
        "{missing}"
    );
    [first, second]
}

/// Both at once, on connections of their own and side by side, and each alone in a database of its own.
async fn live_apart([shared, served]: [Database; 2], alone: [Database; 2]) {
    let count = acts() / 2;
    let stores = [both(&shared).await, side_by_side(&served).await];
    let mut told = [Vec::new(), Vec::new()];
    for [first, second] in &stores {
        let (one, two) = tokio::join!(lived(first, count), lived(second, count));
        told[0].push(one);
        told[1].push(two);
    }
    for ((place, told), database) in told.into_iter().enumerate().zip(&alone) {
        let stores = both(database).await;
        let alone = lived(&stores[place], count).await;
        for told in told {
            for (then, now) in alone.iter().zip(&told) {
                let differs = then.lines().zip(now.lines()).find(|(then, now)| then != now);
                assert!(then == now, "region {place}, alone and not: {differs:?}");
            }
            assert_eq!(alone.len(), told.len());
        }
    }
    eprintln!(
        "{} acts of two regions, twice: each read what it reads alone",
        2 * count
    );
    for store in stores.iter().flatten() {
        assert_eq!(store.verify_log().await.unwrap().fault, None);
        for number in 1..20 {
            let held = store.by(me()).held_person(PersonId(number), at(9)).await;
            assert_eq!(held.unwrap().unwrap().requests.len(), 1);
        }
    }
}

#[tokio::test]
async fn two_regions_at_once_read_what_each_reads_alone_on_sqlite() {
    let two = || [Database::sqlite(), Database::sqlite()];
    live_apart(two(), two()).await;
}

#[tokio::test]
async fn two_regions_at_once_read_what_each_reads_alone_on_postgres() {
    let Some(cluster) = Cluster::start() else { return };
    let database = |name| Database::at(cluster.database(name));
    let shared = ["shared", "served"].map(database);
    live_apart(shared, ["first", "second"].map(database)).await;
}

#[tokio::test]
async fn a_region_is_added_once_under_its_name_and_an_unknown_one_does_not_open() {
    let mut databases = vec![Database::sqlite()];
    let cluster = Cluster::start();
    databases.extend(cluster.iter().map(|cluster| Database::at(cluster.database("names"))));
    for database in databases {
        let [first, second] = both(&database).await;
        let again = first
            .by(me())
            .add_region(&"second".parse().unwrap(), "", at(1))
            .await
            .unwrap();
        assert_eq!(again, RegionAdded::NameTaken(Region(1)));
        let main = second
            .by(me())
            .add_region(&"main".parse().unwrap(), "", at(1))
            .await
            .unwrap();
        assert_eq!(main, RegionAdded::NameTaken(Region(0)));
        let (one, two) = (first.by(me()), second.by(me()));
        let (north, south) = ("north".parse().unwrap(), "south".parse().unwrap());
        let (north, south) = tokio::join!(one.add_region(&north, "", at(2)), two.add_region(&south, "", at(2)));
        assert_ne!(north.unwrap(), south.unwrap(), "added at once, each has a number");
        let names: Vec<String> = second
            .regions()
            .await
            .unwrap()
            .into_iter()
            .map(|one| one.name)
            .collect();
        assert_eq!(
            (names.len(), names[..2].to_vec()),
            (4, vec!["main".to_owned(), "second".to_owned()])
        );
        assert_eq!(second.region(), Region(1));
        let log = second.log_entries(0, 10).await.unwrap();
        let told = (
            log[0].kind.as_str(),
            log[0].act.as_str(),
            log[0].subject.as_str(),
            log[0].actor.as_str(),
        );
        assert_eq!((log.len(), told), (1, ("region", "added", "second", me().id())));
        let none = first.of_region(Region(9)).await.unwrap_err();
        assert!(matches!(none, karavan_store::StoreError::NoRegion(Region(9))), "{none}");
    }
}
