//! The rules of volunteers, shifts (hours, limits, breaks, vehicles) and hubs, each tried as a table row and as JSON.

use super::{Rule, Said, alike, cells, of_json, of_table, table, texts};
use crate::http::form::Form;
use crate::tests::day;
use crate::v1::volunteers_and_hubs;
use karavan_connect::{read_hubs, read_volunteers_beside};
use karavan_intake::{Fleet, Given, VehicleDraft, accept_vehicle};
use karavan_model::{Hub, HubId, Shift, Volunteer, VolunteerId};
use serde_json::{Value, json};

/// A number at both ends of its limits and beyond them.
fn number(field: &'static str, column: &'static str, least: u64, most: u64, code: &'static str) -> Vec<Rule> {
    let rule = |number: u64, code| -> Rule {
        let text: &'static str = Box::leak(number.to_string().into_boxed_str());
        (cells(&[(column, text)]), json!({field: number}), code)
    };
    let mut rules = vec![rule(least, None), rule(most, None), rule(most + 1, Some(code))];
    rules.extend(least.checked_sub(1).map(|less| rule(less, Some(code))));
    rules
}

fn people_and_hours() -> Vec<Rule> {
    vec![
        (&[], json!({}), None),
        (&[("name", "")], json!({"name": null}), None),
        (&[("name", "")], json!({"name": " "}), None),
        (&[("home", "")], json!({"home": ""}), Some("K2004")),
        (
            &[("home", ""), ("lon", "76.9"), ("lat", "43.2")],
            json!({"home": "", "point": {"lon": 76.9, "lat": 43.2}}),
            None,
        ),
        (
            &[("lon", "181"), ("lat", "43.2")],
            json!({"point": {"lon": 181, "lat": 43.2}}),
            Some("K2014"),
        ),
        (&[("lon", "76.9")], json!({"point": {"lon": 76.9}}), Some("K2014")),
        (
            &[("skills", "Грузчик, медик")],
            json!({"skills": ["Грузчик", "медик"]}),
            None,
        ),
        (&[("shift_from", "")], json!({"from": null}), Some("K2004")),
        (&[("shift_to", "8:59")], json!({"to": "08:59"}), Some("K2009")),
        (&[("capacity", "")], json!({"capacity": null}), Some("K2004")),
        (&[("capacity", "-2")], json!({"capacity": -2}), Some("K2013")),
        (
            &[("end", "anywhere"), ("vehicle", "on foot")],
            json!({"end": "anywhere", "vehicle": "on_foot"}),
            None,
        ),
    ]
}

/// A drive lasts a minute at least, so 0.001 hours are none; a break half an hour when nobody says how long.
fn limits_and_breaks() -> Vec<Rule> {
    let rest = |opens: &str, closes: &str, minutes: Value| {
        json!({"break": {
            "opens": opens, "closes": closes, "minutes": minutes}})
    };
    vec![
        (&[("max_hours", "4.5")], json!({"minutes_max": 270}), None),
        (&[("max_hours", "24")], json!({"minutes_max": 1_440}), None),
        (&[("max_hours", "24.1")], json!({"minutes_max": 1_446}), Some("K2022")),
        (&[("max_hours", "0.001")], json!({"minutes_max": 0}), Some("K2022")),
        (&[("break", "12:00–14:00")], rest("12:00", "14:00", Value::Null), None),
        (
            &[("break", "12:00–14:00"), ("break_minutes", "120")],
            rest("12:00", "14:00", json!(120)),
            None,
        ),
        (
            &[("break", "12:00–14:00"), ("break_minutes", "121")],
            rest("12:00", "14:00", json!(121)),
            Some("K2021"),
        ),
        (
            &[("break", "12:00–12:29")],
            rest("12:00", "12:29", Value::Null),
            Some("K2021"),
        ),
        (
            &[("break", "12:00–14:00"), ("break_minutes", "0")],
            rest("12:00", "14:00", json!(0)),
            Some("K2013"),
        ),
        (
            &[("break", "00:00–24:00"), ("break_minutes", "1441")],
            rest("00:00", "24:00", json!(1_441)),
            Some("K2013"),
        ),
    ]
}

/// The vehicle `VAN-1`, a car that takes 10.
fn fleet() -> Fleet {
    let draft = VehicleDraft {
        id: "VAN-1".into(),
        label: "Газель".into(),
        capacity: Given::This(10.into()),
        ..VehicleDraft::default()
    };
    Fleet::of(accept_vehicle(draft), Vec::new())
}

fn vehicles() -> Vec<Rule> {
    vec![
        (&[("vehicle_id", "VAN-1")], json!({"vehicle_id": "VAN-1"}), None),
        (
            &[("vehicle_id", "газель"), ("capacity", "")],
            json!({"vehicle_id": "газель", "capacity": null}),
            None,
        ),
        (
            &[("vehicle_id", "VAN-1"), ("vehicle", "car")],
            json!({"vehicle_id": "VAN-1", "vehicle": "car"}),
            None,
        ),
        (
            &[("vehicle_id", "VAN-1"), ("vehicle", "van")],
            json!({"vehicle_id": "VAN-1", "vehicle": "van"}),
            Some("K2028"),
        ),
        (
            &[("vehicle_id", "VAN-1"), ("capacity", "11")],
            json!({"vehicle_id": "VAN-1", "capacity": 11}),
            Some("K2028"),
        ),
        (
            &[("vehicle_id", "VAN-2")],
            json!({"vehicle_id": "VAN-2"}),
            Some("K2027"),
        ),
        (&[("capacity", "")], json!({"capacity": null}), Some("K2004")),
    ]
}

#[test]
fn volunteers_and_shifts_are_judged_by_one_rulebook() {
    let mut rules = [people_and_hours(), limits_and_breaks(), vehicles()].concat();
    rules.extend(number("capacity", "capacity", 1, 100_000, "K2013"));
    rules.extend(number("stops_max", "max_stops", 1, 100_000, "K2013"));
    rules.extend(number("kilometers_max", "max_km", 1, 100_000, "K2006"));
    for (field, most) in [("name", 300), ("organisation", 300), ("home", 2_000)] {
        rules.extend(texts(field, most));
    }
    let must = [
        ("id", "V1"),
        ("name", "Анна"),
        ("home", "Садовая 1"),
        ("shift_from", "9:00"),
        ("shift_to", "13:00"),
        ("capacity", "10"),
    ];
    let must_json = json!({"name": "Анна", "home": "Садовая 1", "from": "09:00", "to": "13:00", "capacity": 10});
    for rule in &rules {
        let text = table(&must, rule.0);
        let response = of_table(read_volunteers_beside("v.csv", text.as_bytes(), day(), fleet()));
        let id = VolunteerId::from("V1");
        let both = |form: &Form| -> Option<(Volunteer, Shift)> {
            let person = volunteers_and_hubs::volunteer(form, &id);
            let shift = volunteers_and_hubs::shift(form, &id, day(), &fleet());
            Some((person?, shift?))
        };
        alike(rule, &response, &of_json(must_json.clone(), &rule.1, both));
    }
}

#[test]
fn hubs_are_judged_by_one_rulebook() {
    let mut rules: Vec<Rule> = vec![
        (&[], json!({}), None),
        (&[("name", "")], json!({"name": null}), None),
        (&[("address", "")], json!({"address": ""}), Some("K2004")),
        (
            &[("address", ""), ("lon", "1"), ("lat", "2")],
            json!({"address": "", "point": {"lon": 1, "lat": 2}}),
            None,
        ),
        (&[("opens", "")], json!({"opens": null}), None),
        (
            &[("opens", ""), ("closes", "")],
            json!({"opens": null, "closes": null}),
            None,
        ),
        (&[("closes", "7:59")], json!({"closes": "07:59"}), Some("K2009")),
        (
            &[("offers", "лекарства;food;еда")],
            json!({"offers": ["лекарства", "food", "еда"]}),
            None,
        ),
        (&[("offers", "Дрова")], json!({"offers": ["Дрова"]}), None),
        (
            &[("offers", "тёплые вещи")],
            json!({"offers": ["тёплые вещи"]}),
            Some("K2025"),
        ),
        (&[("offers", "")], json!({"offers": null}), Some("K2004")),
        (&[("offers", ";")], json!({"offers": []}), Some("K2004")),
    ];
    for (field, most) in [("name", 300), ("address", 2_000)] {
        rules.extend(texts(field, most));
    }
    let must = [
        ("id", "H1"),
        ("name", "Склад"),
        ("address", "Садовая 1"),
        ("opens", "8:00"),
        ("closes", "19:00"),
        ("offers", "food"),
    ];
    let must_json =
        json!({"name": "Склад", "address": "Садовая 1", "opens": "08:00", "closes": "19:00", "offers": ["food"]});
    for rule in &rules {
        let response: Said<Hub> = of_table(read_hubs("h.csv", table(&must, rule.0).as_bytes()));
        alike(
            rule,
            &response,
            &of_json(must_json.clone(), &rule.1, |form| {
                volunteers_and_hubs::hub(form, &HubId::from("H1"))
            }),
        );
    }
}
