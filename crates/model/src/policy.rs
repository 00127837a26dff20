//! `Policy`: what a plan should be good at once as many requests as possible are served: even, soonest, shortest or
//! fewest. What each prices is in `karavan_planner` (`policy_terms.rs`).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a plan is to be good at, once as many requests as possible are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Hours spread over all who came.
    #[default]
    Even,
    /// People served early.
    Soonest,
    /// Little driving.
    Shortest,
    /// Few volunteers out.
    Fewest,
}

impl Policy {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] = [Self::Even, Self::Soonest, Self::Shortest, Self::Fewest];

    /// What was before there was a choice.
    #[must_use]
    pub const fn before_choice() -> Self {
        Self::Shortest
    }

    /// As it is written in calls and commands.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Even => "even",
            Self::Soonest => "soonest",
            Self::Shortest => "shortest",
            Self::Fewest => "fewest",
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Policy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|policy| policy.name() == text);
        named.ok_or_else(|| format!("“{text}” is no policy; write even, soonest, shortest or fewest"))
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn every_policy_is_read_by_its_name() {
        for policy in Policy::ALL {
            assert_eq!(policy.to_string().parse(), Ok(policy));
        }
        assert!("shorter".parse::<Policy>().is_err());
    }
}
