//! The methods of `Form` that read fields for the drafts of `karavan_intake`: here only their JSON kind, and the form
//! of words, dates and times; limits and meaning are checked there, and its refusals become faults
//! (`Form::accepted`).

use super::{Form, short};
use crate::http::fault::FieldFault;
use crate::texts::{Text, fields};
use karavan_intake::{Fault, Given, Numeral, PointDraft, Refused, WindowDraft};
use karavan_model::{ClockTime, Date};
use serde::de::DeserializeOwned;
use serde_json::Value;

impl<'a> Form<'a> {
    /// A field as sent. When the value is not an object, which is already a fault, its fields are unreadable.
    fn raw(&self, name: &'static str) -> Given<&'a Value> {
        match self.fields {
            Some(_) => self.field(name).into(),
            None => Given::Unreadable,
        }
    }

    /// A field of one JSON kind; another kind is a fault.
    fn of_kind<T>(&self, name: &'static str, kind: Text, read: impl FnOnce(&'a Value) -> Option<T>) -> Given<T> {
        match self.raw(name).map(read) {
            Given::This(Some(value)) => Given::This(value),
            Given::This(None) => {
                self.fault(name, FieldFault::Kind(kind));
                Given::Unreadable
            }
            Given::Nothing => Given::Nothing,
            Given::Unreadable => Given::Unreadable,
        }
    }

    /// Text as sent.
    pub(crate) fn draft_text(&self, name: &'static str) -> Given<String> {
        let read = |value: &Value| value.as_str().map(str::to_owned);
        self.of_kind(name, fields::TEXT, read)
    }

    /// A list of texts.
    pub(crate) fn draft_texts(&self, name: &'static str) -> Given<Vec<String>> {
        let text = |item: &Value| item.as_str().map(str::to_owned);
        self.of_kind(name, fields::TEXTS, |value| {
            value.as_array()?.iter().map(text).collect()
        })
    }

    /// A boolean.
    pub(crate) fn draft_flag(&self, name: &'static str) -> Given<bool> {
        self.of_kind(name, fields::FLAG, Value::as_bool)
    }

    /// A number; intake checks that it is whole and within its limits.
    pub(crate) fn draft_number(&self, name: &'static str) -> Given<Numeral> {
        let read = |value: &Value| {
            value.is_number().then(|| Numeral {
                said: value.to_string(),
                whole: value.as_u64(),
            })
        };
        self.of_kind(name, fields::WHOLE_NUMBER, read)
    }

    /// A value of the enum `T`; `values` lists them in the fault.
    pub(crate) fn draft_word<T: DeserializeOwned>(&self, name: &'static str, values: &'static str) -> Given<T> {
        match self.raw(name) {
            Given::This(_) => self.word(name, values).map_or(Given::Unreadable, Given::This),
            Given::Nothing => Given::Nothing,
            Given::Unreadable => Given::Unreadable,
        }
    }

    /// A date.
    pub(crate) fn draft_date(&self, name: &'static str) -> Given<Date> {
        match self.raw(name) {
            Given::This(_) => self.date(name).map_or(Given::Unreadable, Given::This),
            Given::Nothing => Given::Nothing,
            Given::Unreadable => Given::Unreadable,
        }
    }

    fn draft_time(&self, name: &'static str) -> Given<ClockTime> {
        match self.draft_text(name).map(|text| text.parse().map_err(|_| text)) {
            Given::This(Ok(time)) => Given::This(time),
            Given::This(Err(text)) => {
                self.value_fault(name, Fault::BadTime(short(&text)));
                Given::Unreadable
            }
            Given::Nothing => Given::Nothing,
            Given::Unreadable => Given::Unreadable,
        }
    }

    /// A window whose two times are fields of this object.
    pub(crate) fn draft_window(&self, opens: &'static str, closes: &'static str) -> WindowDraft {
        WindowDraft {
            opens: self.draft_time(opens),
            closes: self.draft_time(closes),
        }
    }

    /// A point with `lon` and `lat`, in degrees.
    pub(crate) fn draft_point(&self, name: &'static str) -> Given<PointDraft> {
        let degrees = |form: &Form, name| form.of_kind(name, fields::NUMBER, Value::as_f64);
        let read = |value| {
            let form = Form::new(value, self.pointer(name), self.faults);
            PointDraft {
                lon: degrees(&form, "lon"),
                lat: degrees(&form, "lat"),
            }
        };
        self.raw(name).map(read)
    }

    /// An object inside this one.
    pub(crate) fn draft_part<T>(&self, name: &'static str, read: impl FnOnce(&Form) -> T) -> Given<T> {
        match self.raw(name) {
            Given::This(_) => self.part(name, read).into(),
            Given::Nothing => Given::Nothing,
            Given::Unreadable => Given::Unreadable,
        }
    }

    /// A list of objects; every one is read, so that every fault is found.
    pub(crate) fn draft_list<T>(&self, name: &'static str, read: impl Fn(&Form) -> T) -> Given<Vec<T>> {
        let pointer = self.pointer(name);
        let items = self.of_kind(name, fields::LIST, Value::as_array);
        items.map(|items| {
            let each = items.iter().enumerate().map(|(place, item)| {
                let form = Form::new(item, format!("{pointer}/{place}"), self.faults);
                let item = read(&form);
                form.refuse_unknown();
                item
            });
            each.collect()
        })
    }

    /// The accepted value of a draft, or a fault for every refused field.
    pub(crate) fn accepted<T>(&self, judged: Result<T, Vec<Refused>>) -> Option<T> {
        let refused = match judged {
            Ok(value) => return Some(value),
            Err(refused) => refused,
        };
        for Refused { field, fault } in refused {
            let pointer = format!("{}/{field}", self.at);
            let fault = crate::http::fault::Fault::of_value(pointer, fault);
            self.faults.borrow_mut().push(fault);
        }
        None
    }
}
