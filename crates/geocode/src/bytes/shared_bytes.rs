//! `SharedBytes`: bytes shared by several owners through an `Arc`, such as a mapped file or a section of it. A clone
//! copies no bytes.

use std::fmt;
use std::sync::Arc;

type Owner = dyn AsRef<[u8]> + Send + Sync;

/// Bytes that somebody else may own too; copying this copies no bytes.
#[derive(Clone)]
pub struct SharedBytes(Arc<Owner>);

impl SharedBytes {
    /// All of an owner's bytes.
    pub fn of(owner: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self(Arc::new(owner))
    }
}

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl fmt::Debug for SharedBytes {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} bytes", self.as_ref().len())
    }
}
