//! A table that is sent again gets the first answer. `strip_words` removes ids and messages from the answer before it
//! is stored; `restore_words` puts them back by reading the table that the repeat sends again, or else by their codes.

use crate::texts::{FilledText, requests as texts};
use karavan_connect::{ReadTable, Remark, Row, read_hubs, read_requests, read_stock, read_vehicles, read_volunteers};
use karavan_intake::{Known, Notice, Rejection};
use karavan_model::{Date, codes};
use serde_json::{Map, Value, json};

/// The lists of an answer that have an item per row.
const LISTS: [&str; 2] = ["rejected", "notices"];
/// Their fields that may contain the content of a cell.
const WORDS: [&str; 5] = ["id", "message", "message_ru", "mend", "mend_ru"];

/// Removes from an answer what must not be stored.
pub(super) fn strip_words(answer: &mut Value) {
    each_row(answer, |row| {
        for word in WORDS {
            row.remove(word);
        }
    });
}

/// Restores the words. A fault that depends on more than the table, such as the hubs at that time, gets the words of
/// its code.
pub(super) fn restore_words(kept: &mut Value, kind: &str, file: &str, bytes: &[u8], date: Date) {
    let read = match kind {
        "requests" => read_requests(file, bytes, date).map(|table| {
            let sources = table
                .rows
                .iter()
                .map(|row| (row.row, row.value.source.clone()))
                .collect();
            ReadAgain {
                sources,
                ..read_again(table)
            }
        }),
        "volunteers" => read_volunteers(file, bytes, date).map(read_again),
        "vehicles" => read_vehicles(file, bytes).map(read_again),
        "stock" => read_stock(file, bytes, date, &Known::default()).map(read_again),
        _ => read_hubs(file, bytes).map(read_again),
    };
    // A table that was read the first time can be read again.
    let mut read = read.unwrap_or_default();
    each_row(kept, |row| {
        let same = |one: &&Map<String, Value>| {
            ["row", "column", "code"]
                .iter()
                .all(|key| one.get(*key) == row.get(*key))
        };
        // A cell may have several faults of one code; they are matched in order.
        match read.row.iter().position(|one| same(&one)) {
            Some(place) => row.extend(read.row.remove(place)),
            None if row.get("code") == Some(&json!(codes::NEW_SOURCE.code)) => {
                let source = read
                    .sources
                    .iter()
                    .find(|(number, _)| row.get("row") == Some(&json!(number)));
                let remark = Remark::NewSource(source.map(|(_, source)| source.clone()).unwrap_or_default());
                row.extend(of_notice(remark.at(file, source.map(|(row, _)| *row), None)));
            }
            None => {
                let id = read
                    .ids
                    .iter()
                    .find(|(number, _)| row.get("row") == Some(&json!(number)));
                by_code(row, id.map(|(_, id)| id.as_str()));
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

fn by_code(row: &mut Map<String, Value>, id: Option<&str>) {
    let code = row.get("code").and_then(Value::as_str).unwrap_or_default();
    let known = codes::ALL.iter().find(|known| known.code == code);
    let message = texts::as_first_time(known.map(|known| known.meaning), code);
    let mend = FilledText::from(texts::CORRECT_CELL);
    let words = [
        ("message", message.en),
        ("message_ru", message.ru),
        ("mend", mend.en),
        ("mend_ru", mend.ru),
    ];
    for (key, text) in words {
        row.insert(key.to_owned(), text.into());
    }
    if let Some(id) = id {
        row.insert("id".to_owned(), id.into());
    }
}

/// The faults, ids and sources of a table that is read again.
#[derive(Default)]
struct ReadAgain {
    row: Vec<Map<String, Value>>,
    ids: Vec<(usize, String)>,
    /// The sources that rows of requests name, by row.
    sources: Vec<(usize, String)>,
}

fn read_again<T>(table: ReadTable<T>) -> ReadAgain {
    let rejected = table.rejected.into_iter().map(of_rejection);
    ReadAgain {
        row: rejected.chain(table.notices.into_iter().map(of_notice)).collect(),
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
    use super::{restore_words, strip_words};
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
        strip_words(&mut kept);
        let text = kept.to_string();
        assert!(
            !text.contains("Каренина") && !text.contains("много") && !text.contains("R2"),
            "{text}"
        );
        restore_words(&mut kept, "requests", "t.csv", TABLE.as_bytes(), day());
        assert_eq!(kept, answer);
    }

    #[test]
    fn what_a_table_does_not_say_by_itself_is_told_by_its_code() {
        let mut kept = json!({"rejected": [{"row": 2, "column": "hub", "code": "K2016"}], "notices": []});
        restore_words(&mut kept, "requests", "t.csv", TABLE.as_bytes(), day());
        let row = &kept["rejected"][0];
        assert_eq!((row["id"].as_str(), row["code"].as_str()), (Some("R1"), Some("K2016")));
        assert!(row["message"].as_str().unwrap().contains("hub"), "{row}");
    }
}
