//! `tile` draws a vector tile of the map on a blocking thread; at most two at a time for callers without a session or
//! key (`Asker::Stranger`).

use crate::pools::permit;
use crate::{Service, ServiceError};

/// Who asks for a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Somebody who said who they are: no stranger's tiles are drawn first.
    Known,
    /// Somebody without a session or a key.
    Stranger,
}

impl Service {
    /// A vector tile; `None` when there is nothing to draw.
    ///
    /// # Errors
    /// When the tile cannot be drawn.
    pub async fn tile(&self, asker: Asker, z: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, ServiceError> {
        let permit = match asker {
            Asker::Known => None,
            Asker::Stranger => Some(permit(&self.0.pools.tiles).await?),
        };
        let tile = self.on_blocking_thread(move |service| {
            let drawn = service.map().basemap.tile(z, x, y);
            drop(permit);
            drawn
        });
        tile.await?.map_err(|error| ServiceError::Internal(error.to_string()))
    }
}
