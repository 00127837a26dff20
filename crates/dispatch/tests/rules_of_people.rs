//! Tests of what tables ask for, in plans of tiny town: named and preferred visitors, names that nobody has, two people
//! at once, breaks, limits of a drive, wished hours.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_connect::{ReadTable, join_day, read_hubs, read_requests, read_volunteers};
use karavan_dispatch::PlanDocument;
use karavan_dispatch::document::{Stop, StopKind};
use karavan_dispatch::recheck::check;
use karavan_intake::Intake;
use karavan_model::Seconds;
use karavan_plan::{ReasonCode, Rule};
use world::{DATE, map, planned_day, rounds};

const HUBS: &str = "id,address,offers\nH1,\"Садовая улица, 1\",food\n";

fn taken(requests: &str, volunteers: &str) -> Intake {
    let requests = read_requests("r.csv", requests.as_bytes(), *DATE).unwrap();
    let volunteers = read_volunteers("v.csv", volunteers.as_bytes(), *DATE).unwrap();
    let hubs: ReadTable<_> = read_hubs("h.csv", HUBS.as_bytes()).unwrap();
    join_day(*DATE, ("r.csv", requests), ("v.csv", volunteers), hubs)
}

/// The plan of two tables; every row taken, and nothing for the judge to say.
fn planned(requests: &str, volunteers: &str) -> PlanDocument {
    let intake = taken(requests, volunteers);
    assert_eq!(intake.rejected, []);
    let document = planned_day(&map(), intake, rounds(200)).unwrap().document;
    assert_eq!(check(&document).unwrap(), []);
    document
}

fn clock(hours: i64, minutes: i64) -> Seconds {
    Seconds::from_minutes(hours * 60 + minutes)
}

/// Who visits a request.
fn visitors<'a>(document: &'a PlanDocument, request: &str) -> Vec<&'a str> {
    let has = |stop: &Stop| stop.requests.iter().any(|one| one.as_str() == request);
    let routes = document.routes.iter().filter(|route| route.stops.iter().any(has));
    routes.map(|route| route.volunteer.as_str()).collect()
}

const VOLUNTEERS: &str = "id,name,home,shift_from,shift_to,capacity\n\
    V1,Анна Первая,Садовая 3,9:00,13:00,10\nV2,Борис Второй,Садовая 21,9:00,13:00,10\n";

#[test]
fn the_volunteer_who_is_named_comes_and_the_one_who_must_not_stays_away() {
    // House 5 lies next to V1, house 19 next to V2: without names each would go to their own end.
    let document = planned(
        "№ заявки;Адрес;Что нужно;Только волонтёр;Не отправлять\n\
         A;Садовая, 5;продукты;борис второй;\nB;Садовая, 19;продукты;;V2\n",
        VOLUNTEERS,
    );
    assert_eq!(visitors(&document, "A"), ["V2"]);
    assert_eq!(visitors(&document, "B"), ["V1"]);
}

#[test]
fn preferred_and_known_faces_come_where_the_way_is_short() {
    // Half an hour for a preferred volunteer, a quarter for one who came before: more than the length of this street.
    let request = |column: &str| format!("id,address,need,{column}\nA,\"Садовая, 5\",визит,V2\n");
    for column in ["preferred", "last_volunteer", "Кто был в прошлый раз"] {
        assert_eq!(
            visitors(&planned(&request(column), VOLUNTEERS), "A"),
            ["V2"],
            "{column}"
        );
    }
    assert_eq!(visitors(&planned(&request("comment"), VOLUNTEERS), "A"), ["V1"]);
}

#[test]
fn nobody_else_comes_in_place_of_who_is_away_and_the_reason_says_so() {
    let away = VOLUNTEERS.replace("Садовая 21", "Небывальская 5");
    let document = planned("id,address,need,only\nA,\"Садовая, 5\",визит,V2\n", &away);
    assert_eq!(document.unassigned[0].reasons[0].code, ReasonCode::Restricted);
}

#[test]
fn a_stranger_is_named_with_row_and_column_and_a_name_of_two_asks_for_the_id() {
    let two = VOLUNTEERS.replace("Борис Второй", "Анна  ПЕРВАЯ");
    let told = |requests: &str, volunteers: &str| {
        let rejected = taken(requests, volunteers).rejected;
        let one = rejected.first().unwrap().clone();
        (rejected.len(), one.code, one.row, one.column.unwrap(), one.mend)
    };
    let (count, code, row, column, _) = told("id,address,need,never\nA,Садовая 5,визит,V9\n", VOLUNTEERS);
    assert_eq!(
        (count, code.as_str(), row, column.as_str()),
        (1, "K2020", Some(2), "never")
    );
    let (_, code, _, column, mend) = told("id,address,need,preferred\nA,Садовая 5,визит,Анна Первая\n", &two);
    assert_eq!((code.as_str(), column.as_str()), ("K2020", "preferred"));
    assert_eq!(mend, "write the id instead: V1, V2");
}

#[test]
fn two_people_come_at_the_same_moment_and_one_of_them_has_the_request() {
    let document = planned(
        "id,address,need,people\nA,\"Садовая, 11\",продукты,2\nB,\"Садовая, 5\",продукты,1\n",
        VOLUNTEERS,
    );
    assert_eq!(visitors(&document, "A"), ["V1", "V2"]);
    let stops = document.routes.iter().flat_map(|route| &route.stops);
    let visits: Vec<_> = stops
        .flat_map(|stop| &stop.visits)
        .filter(|visit| visit.request.as_str() == "A")
        .collect();
    assert_eq!(visits[0].starts_at, visits[1].starts_at);
    assert_eq!(visits.iter().filter(|visit| visit.is_second).count(), 1);
    let with: Vec<_> = visits
        .iter()
        .map(|visit| visit.with.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(with, ["V2", "V1"]);
    assert_eq!((document.summary.served, document.summary.unassigned), (2, 0));
}

#[test]
fn who_finds_no_second_person_is_left_out_once() {
    let alone: String = VOLUNTEERS.lines().take(2).map(|line| format!("{line}\n")).collect();
    let document = planned("id,address,need,people\nA,\"Садовая, 11\",визит,2\n", &alone);
    assert_eq!(document.unassigned.len(), 1);
    assert_eq!(document.unassigned[0].reasons[0].code, ReasonCode::SecondPerson);
    assert_eq!((document.summary.served, document.summary.unassigned), (0, 1));
}

#[test]
fn a_break_is_a_stop_of_its_own_inside_its_hours() {
    // Visits at both ends of the morning, so that the drive is not over when the break must begin.
    let document = planned(
        "id,address,need,window_from,window_to\nA,\"Садовая, 5\",визит,9:00,9:30\n\
        B,\"Садовая, 19\",визит,11:30,12:30\n",
        "id,home,shift_from,shift_to,capacity,break,break_minutes\nV1,Садовая 11,9:00,13:00,10,10:00–11:00,40\n",
    );
    let rests: Vec<&Stop> = document.routes[0]
        .stops
        .iter()
        .filter(|stop| stop.kind == StopKind::Break)
        .collect();
    let [rest] = rests[..] else {
        panic!("one break, not {rests:?}")
    };
    assert_eq!(rest.departs_at.0 - rest.starts_at.0, Seconds::from_minutes(40));
    assert!(
        rest.starts_at.0 >= clock(10, 0) && rest.departs_at.0 <= clock(11, 0),
        "{rest:?}"
    );
    let mut restless = document.clone();
    restless.routes[0].stops.retain(|stop| stop.kind != StopKind::Break);
    let told = check(&restless).unwrap();
    assert!(
        told.iter()
            .any(|finding| format!("{finding:?}").contains(&format!("{:?}", Rule::Break))),
        "a plan without its break is refused: {told:?}"
    );
}

#[test]
fn nobody_is_out_longer_or_further_than_they_said() {
    // House 21 is 2,000 m from house 1 and back: more than 3 km, and with the visit more than a quarter of an hour at
    // 36 km/h.
    let volunteers = |column: &str, most: &str| {
        format!("id,home,shift_from,shift_to,capacity,{column}\nV1,Садовая 1,9:00,13:00,10,{most}\n")
    };
    let request = "id,address,need,service_minutes\nA,\"Садовая, 21\",визит,10\n";
    for (column, little, enough) in [
        ("max_km", "3", "5"),
        ("max_hours", "0,25", "1"),
        ("Максимум часов", "0.25", "1 ч"),
    ] {
        let quoted = format!("\"{little}\"");
        let left = planned(request, &volunteers(column, &quoted));
        assert_eq!(left.unassigned[0].reasons[0].code, ReasonCode::Limit, "{column}");
        assert_eq!(
            planned(request, &volunteers(column, enough)).summary.served,
            1,
            "{column}"
        );
    }
}

#[test]
fn wished_hours_are_met_where_it_costs_nothing() {
    let document = planned(
        "id,address,need,wish\nA,\"Садовая, 5\",визит,11:00–11:10\n",
        "id,home,shift_from,shift_to,capacity\nV1,Садовая 3,9:00,13:00,10\n",
    );
    let visit = &document.routes[0].stops[0].visits[0];
    let begins = visit.starts_at.0;
    assert!((clock(11, 0)..=clock(11, 10)).contains(&begins), "{begins}");
}
