//! Methods of `SearchProblem` on the windows of a node: the first and last possible begin of service, the longest
//! window, the time left in one.

use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::FOREVER;

impl SearchProblem<'_> {
    /// The first moment not before `ready` at which service may begin.
    pub(crate) fn begin(&self, node: u32, ready: i64) -> Option<i64> {
        let node = &self.nodes[node as usize];
        if !node.is_windowed() {
            let begins = ready.max(node.opens);
            return (begins <= node.closes).then_some(begins);
        }
        self.windows[node.windows.0 as usize..node.windows.1 as usize]
            .iter()
            .find(|(_, closes)| ready <= *closes)
            .map(|(opens, _)| ready.max(*opens))
    }

    /// The longest window of a node, of equals the first.
    pub(crate) fn longest_window(&self, node: u32) -> (i64, i64) {
        let (first, end) = self.nodes[node as usize].windows;
        let windows = &self.windows[first as usize..end as usize];
        let longest = windows.iter().rev().max_by_key(|(opens, closes)| closes - opens);
        longest.copied().unwrap_or((-FOREVER, FOREVER))
    }

    /// How long after `begins`, which is inside a window, that window stays open.
    pub(crate) fn window_left(&self, node: u32, begins: i64) -> i64 {
        let node = &self.nodes[node as usize];
        self.windows[node.windows.0 as usize..node.windows.1 as usize]
            .iter()
            .find(|(_, closes)| begins <= *closes)
            .map_or(0, |(_, closes)| closes - begins)
    }

    /// The last moment not after `limit` at which service may begin.
    pub(crate) fn begin_latest(&self, node: u32, limit: i64) -> Option<i64> {
        let node = &self.nodes[node as usize];
        if !node.is_windowed() {
            let begins = limit.min(node.closes);
            return (begins >= node.opens).then_some(begins);
        }
        self.windows[node.windows.0 as usize..node.windows.1 as usize]
            .iter()
            .rev()
            .find(|(opens, _)| *opens <= limit)
            .map(|(_, closes)| limit.min(*closes))
    }
}
