//! `Client`, the network address that a call comes from (an IPv6 address counts as its /64 network), and `Peer`, the
//! other end of the TCP connection. Believes `X-Forwarded-For` only from trusted proxies. The throttle of logins
//! counts by it.

use crate::http::networks::{Network, household};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};

/// Each proxy appends the address it heard from to this list.
const FORWARDED: &str = "x-forwarded-for";

/// The other end of the TCP connection; the accept loop adds it to every call.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Peer {
    /// Who is at the other end of a call; this machine where no accept loop said so, as in tests.
    pub(super) fn of(parts: &Parts) -> Self {
        let known = parts.extensions.get::<Self>();
        known.copied().unwrap_or(Self(Ipv4Addr::LOCALHOST.into()))
    }
}

/// The address of a client; in IPv6 its whole /64 network, see [`household`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    #[cfg(test)]
    pub(crate) fn at(address: [u8; 4]) -> Self {
        Self(address.into())
    }

    /// The last address on the way here that is not a trusted proxy. Addresses before it in the header can be forged.
    pub(super) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let is_trusted = |address: &IpAddr| trusted.iter().any(|proxy| proxy.holds(*address));
        let mut address = peer;
        let mut before = headers.get_all(FORWARDED).iter().rev().flat_map(addresses);
        while is_trusted(&address) {
            match before.next() {
                Some(Some(forwarded)) => address = forwarded,
                // No address is named, or it cannot be read: the proxy counts as the client.
                Some(None) | None => break,
            }
        }
        Self(household(address))
    }

    /// The network that a person may know again: the /24 of the address, in IPv6 its /48. The address itself is not
    /// kept.
    pub(super) fn network(self) -> String {
        let length = if self.0.is_ipv4() { 24 } else { 48 };
        IpNet::new_assert(self.0, length).trunc().to_string()
    }
}

/// The addresses of one header, the last first; `None` where an address cannot be read.
fn addresses(header: &HeaderValue) -> Vec<Option<IpAddr>> {
    let text = header.to_str().unwrap_or_default();
    text.rsplit(',').map(|address| address.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Client, FORWARDED};
    use axum::http::HeaderMap;

    fn client(peer: &str, forwarded: &[&str]) -> Client {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        let trusted = ["127.0.0.1", "10.0.0.0/8"].map(|proxy| proxy.parse().unwrap());
        Client::of(peer.parse().unwrap(), &headers, &trusted)
    }

    #[test]
    fn a_person_sees_the_network_and_not_the_address() {
        assert_eq!(client("203.0.113.7", &[]).network(), "203.0.113.0/24");
        assert_eq!(client("2001:db8:1:2::3", &[]).network(), "2001:db8:1::/48");
    }

    #[test]
    fn only_a_trusted_proxy_speaks_for_others_and_only_its_own_word_counts() {
        let stranger = client("203.0.113.7", &[]);
        assert_eq!(client("203.0.113.7", &["198.51.100.1"]), stranger);
        assert_eq!(client("127.0.0.1", &["198.51.100.1, 203.0.113.7"]), stranger);
        assert_eq!(client("::ffff:127.0.0.1", &["198.51.100.1", "203.0.113.7"]), stranger);
        assert_eq!(client("::ffff:203.0.113.7", &[]), stranger);
        // Two proxies in a row: the outer one wrote whom it heard, the inner one wrote the outer.
        assert_eq!(client("127.0.0.1", &["198.51.100.1, 203.0.113.7, 10.1.2.3"]), stranger);
        assert_eq!(client("127.0.0.1", &["nonsense"]), client("127.0.0.1", &[]));
        assert_eq!(
            client("127.0.0.1", &["203.0.113.7, nonsense"]),
            client("127.0.0.1", &[])
        );
        // Our own machine is no proxy unless it is named one.
        assert_eq!(client("::1", &["203.0.113.7"]), client("::1", &[]));
        assert_eq!(client("2001:db8:1:2::3", &[]), client("2001:db8:1:2:ffff::9", &[]));
        assert_ne!(client("2001:db8:1:2::3", &[]), client("2001:db8:1:3::3", &[]));
    }
}
