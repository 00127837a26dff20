//! Third pass over the extract: reads turn restrictions (`read`) and adds to the streets the sequences of lanes that
//! they forbid (`add`). What a relation's tags mean is told by `profile/restriction.rs`.

use super::junctions::Joined;
use super::ways::RoadWays;
use crate::RoadsError;
use crate::ground::calendar::{BAN_HOURS_MAX, BanHours};
use crate::ground::lane::reverse;
use crate::ground::streets::Streets;
use crate::profile::{Profile, Rule, rules_of_relation};
use crate::week::When;
use karavan_osm::{Element, Extract, Kinds, MemberKind, Relation};
use std::collections::HashMap;

/// Ways to drive through the via ways of one restriction; more are a mistake of the map.
const SEQUENCES_MAX: usize = 64;

/// A turn restriction, its ways and node by dense numbers.
pub(super) struct Restriction {
    rule: Rule,
    /// Always where `None`.
    when: Option<When>,
    from: Vec<u32>,
    via: Via,
    to: Vec<u32>,
}

enum Via {
    Node(u32),
    Ways(Vec<u32>),
}

pub(super) fn read(extract: &Extract, profile: Profile, ways: &RoadWays) -> Result<Vec<Restriction>, RoadsError> {
    let mut numbers: Vec<(i64, u32)> = ways.ids.iter().copied().zip(0..).collect();
    numbers.sort_unstable();
    let way_of = |id: i64| {
        let place = numbers.binary_search_by_key(&id, |&(other, _)| other).ok()?;
        Some(numbers[place].1)
    };
    let mut restrictions = Vec::new();
    let mut visit = |element: &Element| {
        let Element::Relation(relation) = element else { return };
        for rule in rules_of_relation(profile, &relation.tags) {
            restrictions.extend(restriction(relation, rule, &way_of, &|id| ways.node_of(id)));
        }
    };
    extract.each(Kinds::RELATIONS, &mut visit)?;
    Ok(restrictions)
}

/// The restriction a relation states; `None` when a member is missing or no road for this profile, or the roles make no
/// sense.
fn restriction(
    relation: &Relation,
    (when, rule): (Option<When>, Rule),
    way_of: &dyn Fn(i64) -> Option<u32>,
    node_of: &dyn Fn(i64) -> Option<usize>,
) -> Option<Restriction> {
    let members = |role: &'static str, kind| {
        let fits = move |member: &&karavan_osm::Member| &*member.role == role && member.kind == kind;
        relation.members.iter().filter(fits).map(|member| member.id)
    };
    let ways = |role| members(role, MemberKind::Way).map(way_of).collect::<Option<Vec<u32>>>();
    let via_nodes: Vec<i64> = members("via", MemberKind::Node).collect();
    let via = match via_nodes[..] {
        [node] => Via::Node(u32::try_from(node_of(node)?).ok()?),
        [] => Via::Ways(ways("via").filter(|ways| !ways.is_empty())?),
        _ => return None,
    };
    // `no_entry` has several ways to come from, `no_exit` several to go to.
    let (from, to) = (ways("from")?, ways("to")?);
    (!from.is_empty() && !to.is_empty()).then_some(Restriction {
        rule,
        when,
        from,
        via,
        to,
    })
}

/// Adds to the streets the sequences of lanes that all restrictions forbid.
pub(super) fn add(joined: &mut Joined, restrictions: Vec<Restriction>, ways: &RoadWays) {
    let net = Net::new(&joined.streets, ways.len());
    let mut bans: Vec<(Vec<u32>, Option<u32>)> = Vec::new();
    let mut whens = Vec::new();
    for restriction in restrictions {
        // `None` comes first in order: what is forbidden always is not forbidden by the hour besides.
        let when = restriction.when.is_some().then_some(whens.len() as u32);
        bans.extend(forbidden(&net, &restriction, joined).into_iter().map(|ban| (ban, when)));
        whens.extend(restriction.when);
    }
    bans.sort_unstable();
    bans.dedup_by(|later, earlier| later.0 == earlier.0 && (earlier.1.is_none() || later.1 == earlier.1));
    let streets = &mut joined.streets;
    let numbers: Vec<u32> = whens.into_iter().map(|when| streets.calendar.number(when)).collect();
    for (ban, when) in bans {
        if streets.bans.last() != Some(&ban) {
            streets.bans.push(ban);
        }
        let ban = streets.bans.len() as u32 - 1;
        let known = streets.calendar.bans.iter().rev();
        let is_one_more = known.take_while(|hours| hours.ban == ban).count() < BAN_HOURS_MAX;
        let when = when.filter(|_| is_one_more);
        let hours = when.map(|when| BanHours {
            ban,
            when: numbers[when as usize],
        });
        streets.calendar.bans.extend(hours);
    }
}

/// The sequences of lanes that a restriction forbids.
fn forbidden(net: &Net<'_>, restriction: &Restriction, joined: &Joined) -> Vec<Vec<u32>> {
    let mut bans = Vec::new();
    for begun in net.begun(restriction, joined) {
        let goals = |lane: u32| restriction.to.contains(&net.streets.segment_of_lane(lane).way);
        let onward = net.leaving(begun.last().copied());
        let goes: Vec<u32> = onward.iter().copied().filter(|&lane| goals(lane)).collect();
        match restriction.rule {
            // A road's own way back is meant by “no U-turn” only.
            Rule::No { is_u_turn } => {
                let back = begun.last().map(|&lane| reverse(lane));
                let meant = goes
                    .into_iter()
                    .filter(|&lane| is_u_turn || begun.len() > 1 || Some(lane) != back);
                bans.extend(meant.map(|lane| [&begun[..], &[lane]].concat()));
            }
            Rule::Only if goes.is_empty() => {}
            Rule::Only => {
                let others = onward.iter().filter(|lane| !goes.contains(lane));
                bans.extend(others.map(|&lane| [&begun[..], &[lane]].concat()));
            }
        }
    }
    bans
}

/// Lanes by way and by junction.
struct Net<'a> {
    streets: &'a Streets,
    of_way: Vec<Vec<u32>>,
    leaving: HashMap<u32, Vec<u32>>,
}

impl<'a> Net<'a> {
    fn new(streets: &'a Streets, way_count: usize) -> Self {
        let mut of_way = vec![Vec::new(); way_count];
        let mut leaving: HashMap<u32, Vec<u32>> = HashMap::new();
        for lane in streets.open_lanes() {
            of_way[streets.segment_of_lane(lane).way as usize].push(lane);
            leaving.entry(streets.start(lane)).or_default().push(lane);
        }
        Self {
            streets,
            of_way,
            leaving,
        }
    }

    fn leaving(&self, lane: Option<u32>) -> &[u32] {
        let junction = lane.map(|lane| self.streets.end(lane));
        junction
            .and_then(|junction| self.leaving.get(&junction))
            .map_or(&[], Vec::as_slice)
    }

    /// The sequences of lanes from a restriction's first way up to where its last way would be turned into.
    fn begun(&self, restriction: &Restriction, joined: &Joined) -> Vec<Vec<u32>> {
        let from = || restriction.from.iter().flat_map(|&way| &self.of_way[way as usize]);
        match &restriction.via {
            Via::Node(node) => {
                let Some(&junction) = joined.junction_of.get(node) else {
                    return Vec::new();
                };
                from()
                    .filter(|&&lane| self.streets.end(lane) == junction)
                    .map(|&lane| vec![lane])
                    .collect()
            }
            Via::Ways(ways) => {
                let begun = from().flat_map(|&lane| self.along(vec![lane], ways)).collect();
                self.that_touch(begun, restriction)
            }
        }
    }

    /// All ways to drive on through the given ways, each from its one end to its other, without turning back.
    fn along(&self, driven: Vec<u32>, ways: &[u32]) -> Vec<Vec<u32>> {
        let Some((&way, later)) = ways.split_first() else {
            return vec![driven];
        };
        let of_way = &self.of_way[way as usize];
        let mut ended = Vec::new();
        let mut growing = vec![driven];
        while let Some(driven) = growing.pop().filter(|_| ended.len() < SEQUENCES_MAX) {
            let last = driven.last().copied();
            for &lane in self.leaving(last) {
                let is_new = !driven.contains(&lane) && !driven.contains(&reverse(lane));
                if is_new && of_way.contains(&lane) {
                    let further = [&driven[..], &[lane]].concat();
                    ended.push(further.clone());
                    growing.push(further);
                }
            }
        }
        let all = ended.into_iter().flat_map(|driven| self.along(driven, later));
        all.take(SEQUENCES_MAX).collect()
    }

    /// Those after which the last way can be turned into.
    fn that_touch(&self, begun: Vec<Vec<u32>>, restriction: &Restriction) -> Vec<Vec<u32>> {
        let touches = |driven: &Vec<u32>| {
            let onward = self.leaving(driven.last().copied());
            onward
                .iter()
                .any(|&lane| restriction.to.contains(&self.streets.segment_of_lane(lane).way))
        };
        begun.into_iter().filter(touches).collect()
    }
}
