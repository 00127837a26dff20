//! A table that is sent again gets the first answer. What is kept of that are places and codes, no cell of anybody: the words
//! are read off the table itself, which comes again with its repeat.

use karavan_connect::{ReadTable, Remark, Row, read_hubs, read_requests, read_stock, read_vehicles, read_volunteers};
use karavan_intake::{Known, Notice, Rejection};
use karavan_model::{Date, codes};
use serde_json::{Map, Value, json};

/// The lists of an answer that tell of rows.
const LISTS: [&str; 2] = ["rejected", "notices"];
/// Their fields that may hold what a cell holds.
const WORDS: [&str; 5] = ["id", "message", "message_ru", "mend", "mend_ru"];

/// Leaves of an answer what may be kept.
pub(super) fn without_words(answer: &mut Value) {
    each_row(answer, |told| {
        for word in WORDS {
            told.remove(word);
        }
    });
}

/// Puts the words back. What depended on more than the table, such as the hubs there were, is told by its code.
pub(super) fn with_words(kept: &mut Value, kind: &str, file: &str, bytes: &[u8], date: Date) {
    let said = match kind {
        "requests" => read_requests(file, bytes, date).map(|table| {
            let sources = table
                .rows
                .iter()
                .map(|row| (row.row, row.value.source.clone()))
                .collect();
            Said { sources, ..said(table) }
        }),
        "volunteers" => read_volunteers(file, bytes, date).map(said),
        "vehicles" => read_vehicles(file, bytes).map(said),
        "stock" => read_stock(file, bytes, date, &Known::default()).map(said),
        _ => read_hubs(file, bytes).map(said),
    };
    // A table that was read once is read again.
    let mut said = said.unwrap_or_default();
    each_row(kept, |told| {
        let same = |one: &&Map<String, Value>| {
            ["row", "column", "code"]
                .iter()
                .all(|key| one.get(*key) == told.get(*key))
        };
        // A cell may have several faults of one code; they are told in their order.
        match said.told.iter().position(|one| same(&one)) {
            Some(place) => told.extend(said.told.remove(place)),
            None if told.get("code") == Some(&json!(codes::NEW_SOURCE.code)) => {
                let source = said
                    .sources
                    .iter()
                    .find(|(row, _)| told.get("row") == Some(&json!(row)));
                let remark = Remark::NewSource(source.map(|(_, source)| source.clone()).unwrap_or_default());
                told.extend(of_notice(remark.at(file, source.map(|(row, _)| *row), None)));
            }
            None => {
                let id = said.ids.iter().find(|(row, _)| told.get("row") == Some(&json!(row)));
                by_code(told, id.map(|(_, id)| id.as_str()));
            }
        }
    });
}

fn each_row(answer: &mut Value, mut act: impl FnMut(&mut Map<String, Value>)) {
    for list in LISTS {
        let rows = answer.get_mut(list).and_then(Value::as_array_mut);
        rows.into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
            .for_each(&mut act);
    }
}

fn by_code(told: &mut Map<String, Value>, id: Option<&str>) {
    let code = told.get("code").and_then(Value::as_str).unwrap_or_default();
    let known = codes::ALL.iter().find(|known| known.code == code);
    let meaning = known.map_or("as the first time", |known| known.meaning);
    let words = [
        ("message", meaning.to_owned()),
        ("message_ru", format!("то же, что и в первый раз: {code}")),
        ("mend", "correct the cell and send the table again".to_owned()),
        ("mend_ru", "исправьте ячейку и отправьте таблицу ещё раз".to_owned()),
    ];
    for (key, text) in words {
        told.insert(key.to_owned(), text.into());
    }
    if let Some(id) = id {
        told.insert("id".to_owned(), id.into());
    }
}

/// What a table says of its rows by itself.
#[derive(Default)]
struct Said {
    told: Vec<Map<String, Value>>,
    ids: Vec<(usize, String)>,
    /// The sources that rows of requests name.
    sources: Vec<(usize, String)>,
}

fn said<T>(table: ReadTable<T>) -> Said {
    let rejected = table.rejected.into_iter().map(of_rejection);
    Said {
        told: rejected.chain(table.notices.into_iter().map(of_notice)).collect(),
        ids: table.rows.into_iter().map(|Row { row, id, .. }| (row, id)).collect(),
        sources: Vec::new(),
    }
}

fn of_rejection(rejection: Rejection) -> Map<String, Value> {
    fields(serde_json::to_value(crate::v1::tables::shape::RejectedRow::from(
        rejection,
    )))
}

fn of_notice(notice: Notice) -> Map<String, Value> {
    fields(serde_json::to_value(crate::v1::tables::shape::TableNotice::from(
        notice,
    )))
}

fn fields(value: serde_json::Result<Value>) -> Map<String, Value> {
    match value {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{with_words, without_words};
    use crate::v1::tables::shape::TableAnswer;
    use karavan_connect::read_requests;
    use karavan_model::Date;
    use karavan_service::TableReceipt;
    use serde_json::json;

    const TABLE: &str =
        "id,address,need,quantity\nR1,Садовая 1,food,2\nR2,Садовая 3,Анна Каренина,1\nR3,Садовая 5,food,много\n";

    fn day() -> Date {
        Date::new(2026, 11, 21).unwrap()
    }

    #[test]
    fn an_answer_is_kept_without_words_and_told_with_them() {
        let read = read_requests("t.csv", TABLE.as_bytes(), day()).unwrap();
        let answer = TableAnswer::from(TableReceipt {
            accepted: 1,
            rejected: read.rejected,
            notices: read.notices,
            ..TableReceipt::default()
        });
        let answer = serde_json::to_value(answer).unwrap();
        assert_eq!(answer["rejected"].as_array().unwrap().len(), 2, "{answer}");
        let mut kept = answer.clone();
        without_words(&mut kept);
        let text = kept.to_string();
        assert!(
            !text.contains("Каренина") && !text.contains("много") && !text.contains("R2"),
            "{text}"
        );
        with_words(&mut kept, "requests", "t.csv", TABLE.as_bytes(), day());
        assert_eq!(kept, answer);
    }

    #[test]
    fn what_a_table_does_not_say_by_itself_is_told_by_its_code() {
        let mut kept = json!({"rejected": [{"row": 2, "column": "hub", "code": "K2016"}], "notices": []});
        with_words(&mut kept, "requests", "t.csv", TABLE.as_bytes(), day());
        let told = &kept["rejected"][0];
        assert_eq!(
            (told["id"].as_str(), told["code"].as_str()),
            (Some("R1"), Some("K2016"))
        );
        assert!(told["message"].as_str().unwrap().contains("hub"), "{told}");
    }
}
