//! `osm_notes`: a list of `OsmNote`s, each a point, a text and a moment, as the XML of a file of OpenStreetMap notes
//! (`.osn`).

use karavan_model::{Point, Timestamp};
use std::fmt::Write;

/// A note to the people who draw the map.
#[derive(Clone, Debug, PartialEq)]
pub struct OsmNote {
    /// Where the mapper is to look.
    pub point: Point,
    /// What is to be drawn.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
}

/// The notes as XML. New notes have numbers below zero.
#[must_use]
pub fn osm_notes(notes: &[OsmNote]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm-notes>\n");
    for (note, number) in notes.iter().zip(1_u64..) {
        let at = note.at.to_rfc3339();
        let Point { lon, lat } = note.point;
        // Writing to a String does not fail.
        let _ = write!(
            xml,
            "  <note id=\"-{number}\" lat=\"{lat:.7}\" lon=\"{lon:.7}\" created_at=\"{at}\">\n    \
             <comment action=\"opened\" timestamp=\"{at}\" new=\"true\">{}</comment>\n  </note>\n",
            escaped(&note.text)
        );
    }
    xml.push_str("</osm-notes>\n");
    xml
}

/// Text that may stand between tags; control signs that XML 1.0 forbids are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{OsmNote, osm_notes};
    use karavan_model::{Point, Timestamp};

    #[test]
    fn a_note_says_latitude_and_longitude_by_name_and_hides_no_markup() {
        let note = OsmNote {
            point: Point { lon: 76.9, lat: 43.25 },
            text: "дом <12> & «3»".to_owned(),
            at: Timestamp(1_795_237_200_000_000),
        };
        let xml = osm_notes(&[note]);
        assert!(xml.contains("lat=\"43.2500000\" lon=\"76.9000000\""), "{xml}");
        assert!(xml.contains("new=\"true\">дом &lt;12&gt; &amp; «3»</comment>"), "{xml}");
        assert!(xml.ends_with("</osm-notes>\n"));
    }
}
