//! `Calendar`: the segments, junctions and bans of streets that are otherwise at some hours or months, as the map's
//! own tags say, and when (`When`). They are few, so they are kept beside the streets. Closures that are told to a
//! running network are in `circumstances.rs`.

use crate::ground::junction::Junction;
use crate::profile::Access;
use crate::week::{Moment, When};
use std::collections::HashMap;

/// Times at which one sequence is forbidden; more are a mistake of the map.
pub(crate) const BAN_HOURS_MAX: usize = 16;

/// A segment that is now and then another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentInstead {
    pub(crate) segment: u32,
    /// Which of [`Calendar::whens`].
    pub(crate) when: u32,
    /// Deciseconds from tail to head and back; closed where `None`. Never open where the segment never is.
    pub(crate) times: [Option<u32>; 2],
    /// Who may, from tail to head and back.
    pub(crate) access: [Access; 2],
}

/// A junction that is now and then barred otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JunctionInstead {
    pub(crate) junction: u32,
    pub(crate) when: u32,
    pub(crate) state: Junction,
}

/// A forbidden sequence that is forbidden only now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BanHours {
    pub(crate) ban: u32,
    pub(crate) when: u32,
}

/// All that changes; each list ascends by what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calendar {
    pub(crate) whens: Vec<When>,
    pub(crate) segments: Vec<SegmentInstead>,
    pub(crate) junctions: Vec<JunctionInstead>,
    /// Bans not named here always hold; one named several times holds whenever one of them does.
    pub(crate) bans: Vec<BanHours>,
}

impl Calendar {
    /// The number of one more when.
    pub(crate) fn number(&mut self, when: When) -> u32 {
        self.whens.push(when);
        self.whens.len() as u32 - 1
    }

    /// Keeps each when once, and none that nothing names.
    pub(crate) fn share_whens(&mut self) {
        let all = std::mem::take(&mut self.whens);
        let mut numbers: HashMap<&When, u32> = HashMap::new();
        let mut kept = Vec::new();
        let mut renumber = |when: &mut u32| {
            let meant = &all[*when as usize];
            *when = *numbers.entry(meant).or_insert_with(|| {
                kept.push(meant.clone());
                kept.len() as u32 - 1
            });
        };
        self.segments.iter_mut().for_each(|instead| renumber(&mut instead.when));
        self.junctions
            .iter_mut()
            .for_each(|instead| renumber(&mut instead.when));
        self.bans.iter_mut().for_each(|hours| renumber(&mut hours.when));
        self.whens = kept;
        self.bans.sort_unstable();
        self.bans.dedup();
    }

    /// Whether each of [`Self::whens`] holds.
    pub(crate) fn held(&self, moment: Moment) -> Vec<bool> {
        self.whens.iter().map(|when| when.holds(moment)).collect()
    }

    /// What a junction is instead now and then.
    pub(super) fn of_junction(&self, junction: u32) -> &[JunctionInstead] {
        let from = self.junctions.partition_point(|instead| instead.junction < junction);
        let rest = &self.junctions[from..];
        &rest[..rest.partition_point(|instead| instead.junction == junction)]
    }
}
