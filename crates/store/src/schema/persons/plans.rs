//! `fill`: in migration `persons`, takes points, addresses and doors of people out of the JSON of plans and published
//! routes and seals them in `personal_parts`; another point or an empty value stands instead.
//!
//! It reads the documents as they were written until this migration.

use super::people::{People, act, select, told};
use crate::sealed::{PARTS, SealLocation, part_row};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// By request and place in the plan, what is said.
type Parts = BTreeMap<(String, String), Map<String, Value>>;

pub(super) async fn fill<C: ConnectionTrait>(db: &C, people: &mut People) -> Result<(), DbErr> {
    let region = people.region;
    for row in select(
        db,
        "SELECT id FROM plans WHERE region = $1 ORDER BY number",
        vec![region.into()],
    )
    .await?
    {
        let plan: String = row.try_get_by_index(0)?;
        let mut parts = Parts::new();
        // One document at a time: each may be megabytes.
        let one = "SELECT body FROM plans WHERE region = $1 AND id = $2";
        for row in select(db, one, vec![region.into(), plan.clone().into()]).await? {
            let body: String = row.try_get_by_index(0)?;
            let Ok(mut document) = serde_json::from_str(&body) else {
                continue;
            };
            of_document(&mut document, &mut parts);
            if !parts.is_empty() {
                let kept = "UPDATE plans SET body = $3 WHERE region = $1 AND id = $2";
                act(
                    db,
                    kept,
                    vec![region.into(), plan.clone().into(), document.to_string().into()],
                )
                .await?;
            }
        }
        routes(db, region, &plan, &mut parts).await?;
        keep(db, people, &plan, parts).await?;
    }
    // What it was made from is asked of drafts only.
    let forgotten = "UPDATE plans SET made_from = '' WHERE region = $1 AND state <> 'draft'";
    act(db, forgotten, vec![region.into()]).await
}

async fn keep<C: ConnectionTrait>(db: &C, people: &mut People, plan: &str, parts: Parts) -> Result<(), DbErr> {
    let kept =
        "INSERT INTO personal_parts (region, plan, place, request, person, sealed) VALUES ($1, $2, $3, $4, $5, $6)";
    for ((request, place), body) in parts {
        let owner = people.of_request.get(&request);
        let (person, key) = owner.map_or((None, &people.nobody), |(person, key)| (Some(*person), key));
        let row = part_row(plan, &place, &request);
        let text = Value::Object(body).to_string();
        let sealed = key.seal(&mut people.dice, &SealLocation::new(people.region, PARTS, &row), &text);
        let values = vec![
            people.region.into(),
            plan.into(),
            place.into(),
            request.into(),
            person.into(),
            sealed.map_err(told)?.into(),
        ];
        act(db, kept, values).await?;
    }
    Ok(())
}

/// Takes points of homes, and addresses that are not clear, out of a document.
fn of_document(document: &mut Value, parts: &mut Parts) {
    let homes = homes(document);
    let personal: BTreeSet<usize> = homes.iter().map(|(_, location)| *location).collect();
    let instead = hub_point(document);
    for (request, location) in homes {
        let point = &document["evidence"]["legend"]["points"][location];
        let part = parts.entry((request, String::new())).or_default();
        part.insert("point".to_owned(), point.clone());
    }
    if let Some(points) = document
        .pointer_mut("/evidence/legend/points")
        .and_then(Value::as_array_mut)
    {
        for location in &personal {
            points[*location] = instead.clone();
        }
    }
    for route in list(document, "routes") {
        for stop in list(route, "stops") {
            let location = stop["location"]
                .as_u64()
                .and_then(|location| usize::try_from(location).ok());
            if location.is_some_and(|location| personal.contains(&location)) {
                stop["point"] = instead.clone();
            }
        }
    }
    for question in list(document, "needs_info") {
        let Some(request) = question["request"].as_str() else {
            continue;
        };
        let part = parts.entry((request.to_owned(), String::new())).or_default();
        part.insert("address".to_owned(), question["address"].take());
        part.insert("candidates".to_owned(), question["candidates"].take());
        question["address"] = json!("");
        question["candidates"] = json!([]);
    }
}

fn list<'v>(value: &'v mut Value, name: &str) -> impl Iterator<Item = &'v mut Value> + use<'v> {
    let list = value.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten()
}

/// The requests of a document and where each is, hubs and volunteers' homes left out.
fn homes(document: &Value) -> Vec<(String, usize)> {
    let evidence = &document["evidence"];
    let problem = &evidence["problem"];
    let each = |name: &str| problem[name].as_array().into_iter().flatten();
    let at = |value: &Value| value.as_u64().and_then(|location| usize::try_from(location).ok());
    let vehicles = each("vehicles").flat_map(|vehicle| [&vehicle["start"], &vehicle["end"]]);
    let depots = each("depots").map(|depot| &depot["location"]);
    let open: BTreeSet<usize> = vehicles.chain(depots).filter_map(at).collect();
    let points = evidence["legend"]["points"].as_array().map_or(0, Vec::len);
    let requests = evidence["legend"]["requests"].as_array().into_iter().flatten();
    let homes = requests.zip(each("jobs")).filter_map(|(request, job)| {
        let location = at(&job["location"]).filter(|at| *at < points && !open.contains(at))?;
        Some((request.as_str()?.to_owned(), location))
    });
    homes.collect()
}

/// What stands for a point that is sealed.
fn hub_point(document: &Value) -> Value {
    let evidence = &document["evidence"];
    let location = evidence["problem"]["depots"][0]["location"].as_u64();
    let point = location.and_then(|location| evidence["legend"]["points"].get(usize::try_from(location).ok()?));
    point.cloned().unwrap_or_else(|| json!({ "lon": 0.0, "lat": 0.0 }))
}

/// Takes addresses, doors and points of visits out of published routes.
async fn routes<C: ConnectionTrait>(db: &C, region: i64, plan: &str, parts: &mut Parts) -> Result<(), DbErr> {
    let stops = "SELECT assignments.route, stop, kind, assignments.body, published_routes.body FROM assignments
        JOIN published_routes ON published_routes.region = assignments.region
        AND published_routes.plan = assignments.plan AND published_routes.route = assignments.route
        WHERE assignments.region = $1 AND assignments.plan = $2 ORDER BY assignments.route, stop";
    let kept = "UPDATE assignments SET body = $5 WHERE region = $1 AND plan = $2 AND route = $3 AND stop = $4";
    for row in select(db, stops, vec![region.into(), plan.into()]).await? {
        let (route, stop): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let kind: String = row.try_get_by_index(2)?;
        let (body, head): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let Ok(mut body) = serde_json::from_str::<Value>(&body) else {
            continue;
        };
        if kind == "load" || !body.is_object() {
            continue;
        }
        let head: Value = serde_json::from_str(&head).unwrap_or_default();
        let point = body["point"].take();
        for (place, visit) in list(&mut body, "visits").enumerate() {
            let Some(request) = visit["request"].as_str() else {
                continue;
            };
            let part = parts
                .entry((request.to_owned(), format!("{route}/{stop}/{place}")))
                .or_default();
            part.insert("point".to_owned(), point.clone());
            for (name, instead) in [("address", json!("")), ("label", Value::Null), ("door", json!({}))] {
                part.insert(name.to_owned(), std::mem::replace(&mut visit[name], instead));
            }
        }
        if !point.is_null() {
            body["point"] = match head["start"].is_object() {
                true => head["start"].clone(),
                false => json!({ "lon": 0.0, "lat": 0.0 }),
            };
        }
        let values = vec![
            region.into(),
            plan.into(),
            route.into(),
            stop.into(),
            body.to_string().into(),
        ];
        act(db, kept, values).await?;
    }
    Ok(())
}
