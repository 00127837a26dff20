//! `ConnectionLimits` counts open connections per client address (in IPv6 per /64 network) and refuses more than a
//! limit, so that one client cannot take all of them. Our own machine and trusted proxies are exempt. The total is
//! limited in `serve.rs`.

use crate::http::networks::{Network, household};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Open connections by address; in IPv6 by /64 network, because one client can use any address of it.
#[derive(Clone)]
pub(crate) struct ConnectionLimits {
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
    most: usize,
    proxies: Arc<[Network]>,
}

/// An open connection; dropping it frees its place.
pub(crate) struct Connection {
    limits: ConnectionLimits,
    address: IpAddr,
}

impl ConnectionLimits {
    pub(crate) fn new(most: usize, proxies: &[Network]) -> Self {
        Self {
            held: Arc::default(),
            most,
            proxies: proxies.into(),
        }
    }

    /// A place for one more connection; `None` when the address has the most it may have. Our own machine and trusted
    /// proxies may have any number, because a proxy speaks for many clients.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Connection> {
        let is_many = address.to_canonical().is_loopback() || self.proxies.iter().any(|proxy| proxy.holds(address));
        let address = household(address);
        let mut held = self.lock();
        let count = held.entry(address).or_insert(0);
        if *count >= self.most && !is_many {
            return None;
        }
        *count += 1;
        drop(held);
        Some(Connection {
            limits: self.clone(),
            address,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut held = self.limits.lock();
        if let Some(count) = held.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::ConnectionLimits;
    use std::net::IpAddr;

    #[test]
    fn one_address_has_so_many_places_and_gives_them_back() {
        let limits = ConnectionLimits::new(2, &[]);
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let (first, second) = (limits.take(one).unwrap(), limits.take(one).unwrap());
        assert!(limits.take(one).is_none());
        assert!(
            limits.take("::ffff:192.0.2.1".parse().unwrap()).is_none(),
            "the same, written as IPv6"
        );
        let other = limits.take("192.0.2.2".parse().unwrap());
        assert!(other.is_some());
        drop(first);
        let third = limits.take(one);
        assert!(third.is_some());
        drop((second, third, other));
        assert!(limits.lock().is_empty());
    }

    #[test]
    fn a_proxy_on_our_own_machine_speaks_for_many() {
        let limits = ConnectionLimits::new(1, &["10.0.0.0/8".parse().unwrap()]);
        for proxy in ["127.0.0.1", "::1", "10.1.2.3"] {
            let places: Vec<_> = (0..9).map(|_| limits.take(proxy.parse().unwrap()).unwrap()).collect();
            assert_eq!(places.len(), 9);
        }
    }

    #[test]
    fn a_household_has_no_more_places_for_having_many_addresses() {
        let limits = ConnectionLimits::new(2, &[]);
        let take = |address: &str| limits.take(address.parse().unwrap());
        let held = (take("2001:db8:1:2::1"), take("2001:db8:1:2:ffff::2"));
        assert!(held.0.is_some() && held.1.is_some());
        assert!(take("2001:db8:1:2:3::4").is_none());
        assert!(take("2001:db8:1:3::1").is_some(), "the neighbours");
    }
}
