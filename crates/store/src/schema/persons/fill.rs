//! `fill`, the data step of migration `persons`: region by region it gives requests their person, seals their personal
//! part and the words beside the log, and calls `plans.rs` for plans and routes. 500 rows are read at a time.

use super::people::{People, act, select, told};
use super::plans;
use crate::sealed::{SealLocation, seal_kept_words, take_personal};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::Value;

/// Rows read at a time.
const PAGE: i64 = 500;

pub(super) async fn fill<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    for row in select(db, "SELECT region FROM regions ORDER BY region", vec![]).await? {
        let mut people = People::new(db, row.try_get_by_index(0)?).await?;
        requests(db, &mut people).await?;
        words(db, &mut people).await?;
        plans::fill(db, &mut people).await?;
        let counted = "UPDATE counters SET value = $2 WHERE region = $1 AND name = 'person'";
        act(db, counted, vec![people.region.into(), people.last.into()]).await?;
    }
    Ok(())
}

async fn requests<C: ConnectionTrait>(db: &C, people: &mut People) -> Result<(), DbErr> {
    let page = "SELECT number, id, fingerprint, received_at, body FROM requests WHERE region = $1 AND number > $2
        ORDER BY number LIMIT $3";
    let kept =
        "UPDATE requests SET person = $3, fingerprint = $4, body = $5, personal = $6 WHERE region = $1 AND id = $2";
    let mut after: i64 = -1;
    loop {
        let rows = select(db, page, vec![people.region.into(), after.into(), PAGE.into()]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get_by_index(0)?;
        for row in &rows {
            let id: String = row.try_get_by_index(1)?;
            let fingerprint: String = row.try_get_by_index(2)?;
            // Invalid text stays as it is: such a row could not be read before either.
            let body: Option<String> = row.try_get_by_index(4).ok();
            let request = body.as_deref().and_then(|body| serde_json::from_str(body).ok());
            let (person, key) = people.owner(db, request.as_ref(), row.try_get_by_index(3)?).await?;
            if let Some(body) = body {
                let (body, personal) = parted(body);
                let place = SealLocation::new(people.region, "requests", &id);
                let sealed = key.seal(&mut people.dice, &place, &personal).map_err(told)?;
                let values = vec![
                    people.region.into(),
                    id.clone().into(),
                    person.into(),
                    key.mark(&fingerprint).into(),
                    body.into(),
                    sealed.into(),
                ];
                act(db, kept, values).await?;
            } else {
                let owned = "UPDATE requests SET person = $3 WHERE region = $1 AND id = $2";
                act(db, owned, vec![people.region.into(), id.clone().into(), person.into()]).await?;
            }
            people.of_request.insert(id, (person, key));
        }
    }
}

/// What stays readable of a request's text, and what is sealed. Of a damaged text all is sealed.
fn parted(body: String) -> (String, String) {
    match serde_json::from_str(&body) {
        Ok(Value::Object(mut rest)) => {
            let personal = take_personal(&mut rest);
            (Value::Object(rest).to_string(), Value::Object(personal).to_string())
        }
        _ => (String::new(), body),
    }
}

/// Words beside the log: those of events and changes of requests are their person's.
async fn words<C: ConnectionTrait>(db: &C, people: &mut People) -> Result<(), DbErr> {
    let page = "SELECT was_log_words.seq, was_log_words.subject, was_log_words.key, was_log_words.words, log.kind
        FROM was_log_words LEFT JOIN log ON log.region = was_log_words.region AND log.seq = was_log_words.seq
        WHERE was_log_words.region = $1 AND was_log_words.seq > $2 ORDER BY was_log_words.seq LIMIT $3";
    let kept = "INSERT INTO log_words (region, seq, subject, person, sealed) VALUES ($1, $2, $3, $4, $5)";
    let mut after: i64 = -1;
    loop {
        let rows = select(db, page, vec![people.region.into(), after.into(), PAGE.into()]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get_by_index(0)?;
        for row in &rows {
            let seq: i64 = row.try_get_by_index(0)?;
            let subject: String = row.try_get_by_index(1)?;
            let (own, words): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            let kind: Option<String> = row.try_get_by_index(4)?;
            let is_of_request = matches!(kind.as_deref(), Some("request" | "status_event"));
            let owner = people.of_request.get(&subject).filter(|_| is_of_request);
            let (person, key) = owner.map_or((None, &people.nobody), |(person, key)| (Some(*person), key));
            let place = (people.region, seq);
            let sealed = seal_kept_words(key, &mut people.dice, place, (&own, &words)).map_err(told)?;
            let values = vec![
                people.region.into(),
                seq.into(),
                subject.into(),
                person.into(),
                sealed.into(),
            ];
            act(db, kept, values).await?;
        }
    }
}
