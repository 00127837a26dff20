//! The rules of requests (goods, quantities, hubs and people named, hours, skills, lengths), each tried as a table
//! row and as JSON.

use super::{Rule, alike, cells, long, of_json, of_table, table, texts};
use crate::tests::{DATE, day};
use crate::v1::requests::form_fields::draft;
use karavan_connect::{read_hubs, read_requests_beside, read_volunteers};
use karavan_intake::Known;
use karavan_model::{Request, RequestId, Volunteer};
use serde_json::{Value, json};

fn known() -> Known {
    let hub = |text: &str| {
        read_hubs("h.csv", text.as_bytes())
            .unwrap()
            .into_values()
            .next()
            .unwrap()
    };
    let hubs = [hub("id,address,offers\nH1,x,food;дрова\n")];
    let people = "id,name,home,shift_from,shift_to,capacity\nV1,Анна,x,9,10,5\nV2,Борис,x,9,10,5\nV3,Борис,x,9,10,5\n";
    let people = read_volunteers("v.csv", people.as_bytes(), day()).unwrap();
    let people: Vec<Volunteer> = people.into_values().map(|(person, _)| person).collect();
    Known::of(&hubs, &people)
}

fn goods() -> Vec<Rule> {
    let many = |count: usize| -> &'static str { Box::leak(vec!["food"; count].join(";").into_boxed_str()) };
    let many_needs = |count: usize| json!({"needs": vec![json!({"goods": "food"}); count]});
    let goods = |word: &'static str| json!({"needs": [{"goods": word}]});
    vec![
        (&[("need", "Продукты")], goods("Продукты"), None),
        (&[("need", "визит")], goods("визит"), None),
        (&[("need", "ДРОВА")], goods("ДРОВА"), None),
        (&[("need", "уголь")], goods("уголь"), Some("K2005")),
        (
            &[("need", "еда и вода")],
            json!({"needs": [{"goods": "еда"}, {"goods": "вода"}]}),
            Some("K2005"),
        ),
        (&[("need", "")], goods(""), Some("K2004")),
        (
            &[("need", "food+еда"), ("quantity", "2+3")],
            json!({"needs": [{"goods": "food", "quantity": 2}, {"goods": "еда", "quantity": 3}]}),
            None,
        ),
        (
            &[("need", "food+food"), ("quantity", "60000")],
            json!({"needs": [{"goods": "food", "quantity": 60_000}, {"goods": "food", "quantity": 60_000}]}),
            Some("K2006"),
        ),
        (cells(&[("need", many(100))]), many_needs(100), None),
        (cells(&[("need", many(101))]), many_needs(101), Some("K2026")),
    ]
}

/// Quantities, one when nobody says how many, and minutes at the door.
fn numbers() -> Vec<Rule> {
    let quantity = |number: Value| json!({"needs": [{"goods": "food", "quantity": number}]});
    vec![
        (&[("quantity", "")], quantity(Value::Null), None),
        (&[("quantity", "1")], quantity(json!(1)), None),
        (&[("quantity", "0")], quantity(json!(0)), Some("K2006")),
        (&[("quantity", "-1")], quantity(json!(-1)), Some("K2006")),
        (&[("quantity", "2.5")], quantity(json!(2.5)), Some("K2006")),
        (&[("quantity", "100000")], quantity(json!(100_000)), None),
        (&[("quantity", "100001")], quantity(json!(100_001)), Some("K2006")),
        (&[("service_minutes", "0")], json!({"service_minutes": 0}), None),
        (&[("service_minutes", "480")], json!({"service_minutes": 480}), None),
        (
            &[("service_minutes", "481")],
            json!({"service_minutes": 481}),
            Some("K2013"),
        ),
        (
            &[("service_minutes", "1.5")],
            json!({"service_minutes": 1.5}),
            Some("K2013"),
        ),
    ]
}

/// Hubs and people that are named.
fn named() -> Vec<Rule> {
    vec![
        (&[("hub", "H1")], json!({"hub": "H1"}), None),
        (&[("hub", "H 9")], json!({"hub": "H 9"}), Some("K2016")),
        (
            &[
                ("only", "v1"),
                ("never", "V2"),
                ("preferred", "анна"),
                ("last_volunteer", "V3"),
            ],
            json!({"visitors": {"only": ["v1"], "never": ["V2"], "preferred": ["анна"], "before": ["V3"]}}),
            None,
        ),
        (&[("only", "V9")], json!({"visitors": {"only": ["V9"]}}), Some("K2020")),
        (
            &[("last_volunteer", "Борис")],
            json!({"visitors": {"before": ["Борис"]}}),
            Some("K2020"),
        ),
    ]
}

/// Windows are sorted and joined, and open before they close.
fn hours() -> Vec<Rule> {
    vec![
        (
            &[("windows", "15:00–18:00; 9:00–12:00; 11:00–14:00")],
            json!({"windows": [{"opens": "15:00", "closes": "18:00"}, {"opens": "09:00", "closes": "12:00"},
                {"opens": "11:00", "closes": "14:00"}]}),
            None,
        ),
        (
            &[("window_from", "12:00"), ("window_to", "12:00")],
            json!({"windows": [{"opens": "12:00", "closes": "12:00"}]}),
            None,
        ),
        (
            &[("window_from", "12:00"), ("window_to", "11:59")],
            json!({"windows": [{"opens": "12:00", "closes": "11:59"}]}),
            Some("K2009"),
        ),
        (
            &[("window_from", "25:00")],
            json!({"windows": [{"opens": "25:00", "closes": "24:00"}]}),
            Some("K2008"),
        ),
        (
            &[("wish", "10:00–11:00")],
            json!({"wish": {"opens": "10:00", "closes": "11:00"}}),
            None,
        ),
        (
            &[("wish", "11:00–10:00")],
            json!({"wish": {"opens": "11:00", "closes": "10:00"}}),
            Some("K2009"),
        ),
    ]
}

/// Skills are words, each once; what may be empty is, and an address that is asked for.
fn words() -> Vec<Rule> {
    vec![
        (
            &[("skills", "медик; Жестовый язык; medic")],
            json!({"skills": ["медик", "Жестовый язык", "medic"]}),
            None,
        ),
        (cells(&[("skills", long(64))]), json!({"skills": [long(64)]}), None),
        (
            cells(&[("skills", long(65))]),
            json!({"skills": [long(65)]}),
            Some("K2024"),
        ),
        (&[("address", "")], json!({"address": ""}), None),
        (&[("date", "2026-02-30")], json!({"date": "2026-02-30"}), Some("K2012")),
        (
            &[("people", "2"), ("quarantine", "yes"), ("priority", "urgent")],
            json!({"needs_two": true, "quarantine": true, "urgency": "urgent"}),
            None,
        ),
        (
            cells(&[("only", long(301))]),
            json!({"visitors": {"only": [long(301)]}}),
            Some("K2024"),
        ),
    ]
}

#[test]
fn requests_are_judged_by_one_rulebook() {
    let known = known();
    let mut rules: Vec<Rule> = vec![(&[], json!({}), None)];
    rules.extend([goods(), numbers(), named(), hours(), words()].concat());
    for (field, most) in [
        ("source", 64),
        ("source_ref", 128),
        ("recipient", 300),
        ("address", 2_000),
        ("comment", 2_000),
    ] {
        rules.extend(texts(field, most));
    }
    let must = [
        ("id", "R1"),
        ("source", "112"),
        ("address", "Садовая 3"),
        ("need", "food"),
        ("date", DATE),
    ];
    let must_json =
        json!({"source": "112", "address": "Садовая 3", "needs": [{"goods": "food", "quantity": 1}], "date": DATE});
    for rule in &rules {
        let response = read_requests_beside("r.csv", table(&must, rule.0).as_bytes(), day(), &known);
        let response = of_table(response).map(|request: Request| Request {
            // The number of a table's row; a call has none.
            id: RequestId(String::new()),
            ..request
        });
        alike(
            rule,
            &response,
            &of_json(must_json.clone(), &rule.1, |form| Some(draft(form, &known)?.on(day()))),
        );
    }
}
