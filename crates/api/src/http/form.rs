//! `read` and `Form` read a JSON object field by field and collect its faults, also unknown fields; a derived
//! `Deserialize` would stop at the first. Fields that intake checks are read in `form/draft.rs`.

mod draft;
#[cfg(test)]
mod tests;

use crate::http::fault::{Fault, FieldFault};
use crate::http::nul::find_nul;
use crate::http::problem::Problem;
use crate::texts::fields;
use karavan_intake::Fault as ValueFault;
use karavan_intake::limits::TEXT_MAX;
use karavan_intake::plain_text::plain;
use karavan_model::{Date, Point};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// An object being read. `null` is the same as absent, but for [`Form::change`].
pub(crate) struct Form<'a> {
    fields: Option<&'a Map<String, Value>>,
    at: String,
    faults: &'a RefCell<Vec<Fault>>,
    /// Fields that were read or are ignored; any other is a fault.
    known: RefCell<BTreeSet<&'static str>>,
}

/// Reads an object with `read`; every fault found on the way makes one problem.
pub(crate) fn read<T>(value: &Value, read: impl FnOnce(&Form) -> Option<T>) -> Result<T, Problem> {
    let mut nul = Vec::new();
    find_nul(value, "", &mut nul);
    let faults = RefCell::new(nul);
    let form = Form::new(value, String::new(), &faults);
    let done = read(&form);
    form.refuse_unknown();
    drop(form);
    let mut faults = faults.into_inner();
    match done {
        Some(done) if faults.is_empty() => Ok(done),
        _ => {
            if faults.is_empty() {
                faults.push(Fault::of_field("", FieldFault::Missing));
            }
            Err(Problem::with_faults(faults))
        }
    }
}

impl<'a> Form<'a> {
    fn new(value: &'a Value, at: String, faults: &'a RefCell<Vec<Fault>>) -> Self {
        let fields = value.as_object();
        let form = Self {
            fields,
            at,
            faults,
            known: RefCell::default(),
        };
        if fields.is_none() {
            let fault = FieldFault::Kind(fields::OBJECT);
            form.faults.borrow_mut().push(Fault::of_field(&form.at, fault));
        }
        form
    }

    /// Accepts and ignores these fields, so that an object may be sent back as it was answered.
    pub(crate) fn ignore(&self, names: &[&'static str]) {
        self.known.borrow_mut().extend(names);
    }

    fn refuse_unknown(&self) {
        let known = self.known.borrow();
        let names = self.fields.into_iter().flat_map(Map::keys);
        for name in names.filter(|name| !known.contains(name.as_str())) {
            self.fault(name, FieldFault::Unknown);
        }
    }

    fn pointer(&self, name: &str) -> String {
        format!("{}/{}", self.at, name.replace('~', "~0").replace('/', "~1"))
    }

    pub(crate) fn fault(&self, name: &str, fault: FieldFault) {
        let fault = Fault::of_field(self.pointer(name), fault);
        self.faults.borrow_mut().push(fault);
    }

    fn value_fault(&self, name: &str, fault: ValueFault) {
        let fault = Fault::of_value(self.pointer(name), fault);
        self.faults.borrow_mut().push(fault);
    }

    fn field(&self, name: &'static str) -> Option<&'a Value> {
        self.known.borrow_mut().insert(name);
        self.fields?.get(name).filter(|value| !value.is_null())
    }

    /// The change of a field that may be emptied: `Some(None)` for `null` and empty text, `None` when it is absent.
    pub(crate) fn change<T>(&self, name: &str, read: Option<T>) -> Option<Option<T>> {
        changed(self.fields.and_then(|fields| fields.get(name)), read)
    }

    /// The same of a field inside an object of this one.
    pub(crate) fn change_within<T>(&self, part: &str, name: &str, read: Option<T>) -> Option<Option<T>> {
        changed(self.fields.and_then(|fields| fields.get(part)?.get(name)), read)
    }

    /// An object inside this one.
    pub(crate) fn part<T>(&self, name: &'static str, read: impl FnOnce(&Form) -> T) -> Option<T> {
        let form = Form::new(self.field(name)?, self.pointer(name), self.faults);
        let part = read(&form);
        form.refuse_unknown();
        Some(part)
    }

    /// Adds a fault when a required field is absent.
    pub(crate) fn required<T>(&self, name: &'static str, read: Option<T>) -> Option<T> {
        let is_absent = self
            .fields
            .is_some_and(|fields| fields.get(name).is_none_or(Value::is_null));
        if read.is_none() && is_absent {
            self.fault(name, FieldFault::Missing);
        }
        read
    }

    /// Text without control and invisible characters, of at most `most` characters.
    pub(crate) fn text(&self, name: &'static str, most: usize) -> Option<String> {
        let value = self.field(name)?;
        let Some(text) = value.as_str() else {
            self.fault(name, FieldFault::Kind(fields::TEXT));
            return None;
        };
        let text = plain(text);
        if text.chars().count() > most {
            self.fault(name, FieldFault::TooLong(most));
            return None;
        }
        Some(text)
    }

    /// Required text, exactly as it was sent, of at most `most` bytes.
    pub(crate) fn secret(&self, name: &'static str, most: usize) -> Option<String> {
        let text = self.required(name, self.field(name))?.as_str();
        let Some(text) = text else {
            self.fault(name, FieldFault::Kind(fields::TEXT));
            return None;
        };
        if text.len() > most {
            self.fault(name, FieldFault::TooLong(most));
            return None;
        }
        Some(text.to_owned())
    }

    /// The same, of at least `least` characters.
    pub(crate) fn long_secret(&self, name: &'static str, least: usize, most: usize) -> Option<String> {
        let text = self.secret(name, most)?;
        if text.chars().count() < least {
            self.fault(name, FieldFault::TooShort(least));
            return None;
        }
        Some(text)
    }

    /// Required text that is not empty.
    pub(crate) fn some_text(&self, name: &'static str, most: usize) -> Option<String> {
        let text = self.required(name, self.text(name, most))?;
        if text.is_empty() {
            self.fault(name, FieldFault::Missing);
            return None;
        }
        Some(text)
    }

    /// A whole number from `least` to `most`; `range` says so in the fault.
    pub(crate) fn number(&self, name: &'static str, least: u64, most: u64, range: &'static str) -> Option<u64> {
        let value = self.field(name)?;
        if !value.is_number() {
            self.fault(name, FieldFault::Kind(fields::WHOLE_NUMBER));
            return None;
        }
        let number = value.as_u64().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.fault(name, FieldFault::Range(range));
        }
        number
    }

    /// A number without limits; the caller of this function checks it.
    pub(crate) fn decimal(&self, name: &'static str) -> Option<f64> {
        self.field(name)?.as_f64()
    }

    /// A value of the enum `T`; `values` lists them in the fault.
    pub(crate) fn word<T: DeserializeOwned>(&self, name: &'static str, values: &'static str) -> Option<T> {
        let value = self.field(name)?;
        let word = T::deserialize(value).ok();
        if word.is_none() {
            self.fault(name, FieldFault::Word(values));
        }
        word
    }

    pub(crate) fn date(&self, name: &'static str) -> Option<Date> {
        let text = self.text(name, TEXT_MAX)?;
        let date = text.parse().ok();
        if date.is_none() {
            self.value_fault(name, ValueFault::BadDate(short(&text)));
        }
        date
    }

    pub(crate) fn point(&self, name: &'static str) -> Option<Point> {
        let value = self.field(name)?;
        let form = Form::new(value, self.pointer(name), self.faults);
        let degrees = |name| form.field(name).and_then(Value::as_f64);
        let point = degrees("lon").zip(degrees("lat")).map(|(lon, lat)| Point { lon, lat });
        let point = point.filter(|point| point.is_valid());
        if point.is_none() && form.fields.is_some() {
            self.value_fault(name, ValueFault::BadPoint("lon, lat".to_owned()));
        }
        point
    }
}

fn changed<T>(field: Option<&Value>, read: Option<T>) -> Option<Option<T>> {
    let empties = |field: &Value| field.is_null() || field.as_str().is_some_and(|text| plain(text).is_empty());
    if field.is_some_and(empties) {
        Some(None)
    } else {
        read.map(Some)
    }
}

/// The beginning of a value, to be quoted in a fault.
fn short(text: &str) -> String {
    text.chars().take(32).collect()
}
