//! `PublishedInstance`: an instance of any format read here, by a named `Format` or by the one guessed from the text
//! (`Format::guess`); reading and answering are handed on to the reader of that format.

use super::byte_order_mark::{plain, unmarked};
use super::city::CityInstance;
use super::decimal::row;
use super::fault::FormatError;
use super::instance::Instance;
use super::scale::Convention;
use super::vroom::{Measure, VroomFile, VroomInstance, straight_lines};
use super::{lilim, solomon, vrplib};
use karavan_plan::plan::Plan;
use karavan_plan::problem::Problem;
use serde::de::IgnoredAny;
use serde_json::Value;

/// A format that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// City mornings, `city-json-1`.
    City,
    /// Solomon's and Gehring and Homberger's text.
    Solomon,
    /// Li and Lim's text: pickups and deliveries.
    Lilim,
    /// VRPLIB, as CVRPLIB and PyVRP's instances use it.
    Vrplib,
    /// VROOM's JSON.
    Vroom,
}

impl Format {
    /// By the first sign in the file: `{` begins VROOM's JSON where `"vehicles"` stands in it, and else a
    /// city morning; a line `VEHICLE` anywhere belongs to Solomon's text, whatever its name looks like; a line of three
    /// numbers before any words to Li and Lim's, a line `KEY : value` or `…_SECTION` to VRPLIB.
    #[must_use]
    pub fn guess(text: &str) -> Option<Self> {
        let lines = || unmarked(text).lines().map(str::trim);
        let first = lines().find(|line| !line.is_empty())?;
        if first.starts_with('{') {
            let is_vroom = text.contains("\"vehicles\"");
            return Some(if is_vroom { Self::Vroom } else { Self::City });
        }
        if lines().any(|line| line.eq_ignore_ascii_case("VEHICLE")) {
            return Some(Self::Solomon);
        }
        if first.starts_with('[') {
            return None;
        }
        lines().find_map(|line| match line {
            _ if row::<3>(line).is_some() => Some(Self::Lilim),
            _ if line.contains(':') || line.ends_with("_SECTION") => Some(Self::Vrplib),
            _ => None,
        })
    }
}

/// Why no format was guessed.
fn unknown(text: &str) -> FormatError {
    let text = text.trim();
    if text.is_empty() {
        FormatError::Empty
    } else if text.starts_with('[') || serde_json::from_str::<IgnoredAny>(text).is_ok() {
        FormatError::NoObject
    } else {
        FormatError::Unknown
    }
}

/// An instance of any format.
#[derive(Clone, Debug)]
pub enum PublishedInstance {
    /// A city morning.
    City(CityInstance),
    /// A benchmark with depots.
    Benchmark(Instance),
    /// Jobs, shipments and vehicles of VROOM.
    Vroom(VroomInstance),
}

impl PublishedInstance {
    /// Reads a file; without a format it is guessed. VROOM's coordinates without tables are connected by straight
    /// lines.
    ///
    /// ```
    /// use karavan_formats::{Convention, PublishedInstance};
    ///
    /// let text = br#"{"vehicles": [{"id": 1, "start": [76.9, 43.2]}],
    ///     "jobs": [{"id": 7, "location": [76.91, 43.2]}]}"#;
    /// let file = PublishedInstance::read(text, None, Convention::Published)?;
    /// assert_eq!(file.problem().jobs().len(), 1);
    ///
    /// let faults = PublishedInstance::read(b"{\"vehicles\": []}", None, Convention::Published).unwrap_err();
    /// assert!(faults.to_string().contains("vehicle"));
    /// # Ok::<(), karavan_formats::FormatError>(())
    /// ```
    ///
    /// # Errors
    /// When it is no instance of the format, all faults at once, or says what a problem here cannot say.
    pub fn read(bytes: &[u8], format: Option<Format>, precision: Convention) -> Result<Self, FormatError> {
        Self::read_by(bytes, format, precision, &straight_lines)
    }

    /// Reads a file; ways between VROOM's coordinates are measured by somebody else.
    ///
    /// # Errors
    /// As [`PublishedInstance::read`].
    pub fn read_by(
        bytes: &[u8],
        format: Option<Format>,
        precision: Convention,
        measure: Measure<'_>,
    ) -> Result<Self, FormatError> {
        let bytes = plain(bytes)?;
        // Comments of old files are in old encodings; nothing that counts is.
        let text = String::from_utf8_lossy(bytes);
        match format.or_else(|| Format::guess(&text)) {
            None => Err(unknown(&text)),
            Some(Format::City | Format::Vroom) if precision == Convention::Exact => Err(FormatError::CityPrecision),
            Some(Format::City) => Ok(Self::City(CityInstance::parse(bytes)?)),
            Some(Format::Solomon) => solomon::read(&text, precision).map(Self::Benchmark),
            Some(Format::Lilim) => lilim::read(&text).map(Self::Benchmark),
            Some(Format::Vroom) => VroomInstance::new(VroomFile::parse(bytes, measure)?).map(Self::Vroom),
            Some(Format::Vrplib) => vrplib::read(&text, precision).map(Self::Benchmark),
        }
    }

    /// The problem.
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        match self {
            Self::City(city) => city.problem(),
            Self::Benchmark(instance) => instance.problem(),
            Self::Vroom(instance) => instance.problem(),
        }
    }

    /// What the file says that was not read, one sentence for each.
    #[must_use]
    pub fn unread(&self) -> &[String] {
        match self {
            Self::City(_) | Self::Benchmark(_) => &[],
            Self::Vroom(instance) => instance.unread(),
        }
    }

    /// A plan in the instance's own numbers, at least `cost` (VROOM: in its summary), `routes` and `unassigned`.
    ///
    /// # Panics
    /// When the plan is not of this problem.
    #[must_use]
    pub fn answer(&self, plan: &Plan) -> Value {
        match self {
            Self::City(city) => city.answer(plan),
            Self::Benchmark(instance) => instance.answer(plan),
            Self::Vroom(instance) => instance.answer(plan),
        }
    }
}
