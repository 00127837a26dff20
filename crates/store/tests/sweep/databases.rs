//! `Ground`: where the sweep writes, SQLite files copied for each run or two databases of a PostgreSQL cluster,
//! prepared for every kind of write; `fresh` gives one run its database and numbers. No writes under test are made
//! here.

use crate::child::Pin;
use crate::kinds::{prepare, prepare_numbers};
use crate::postgres::Cluster;
use crate::run::runtime;
use crate::tries;
use crate::values::me;
use karavan_model::Timestamp;
use karavan_store::Store;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// The log from which on SQLite moves pages to the file of the database: a thousand frames of a page and 24 bytes.
const LONG_LOG_BYTES: u64 = 1_100 * (4_096 + 24);

/// The two of a cluster.
const DATABASES: [&str; 2] = ["even", "odd"];

/// Where the writes go.
pub(crate) enum Ground {
    /// A folder whose files are copied for each run.
    Files(TempDir),
    /// Two databases, one for each of two runs at a time, which would wait for one another's writes; each run has
    /// numbers of its own in them.
    Cluster { cluster: Cluster, next: [AtomicUsize; 2] },
}

/// Where the writes of one run go.
pub(crate) struct Fresh {
    pub(crate) url: String,
    /// The files whose calls fail; none on PostgreSQL, where connections are known by their calls.
    pub(crate) files: Vec<PathBuf>,
    /// The number of the first write of each kind.
    pub(crate) first: usize,
    _folder: Option<TempDir>,
}

impl Ground {
    pub(crate) fn files() -> Self {
        let folder = TempDir::new().unwrap();
        runtime().block_on(async {
            let store = Store::open_file(&folder.path().join("karavan.db")).await.unwrap();
            prepare(&store).await;
            prepare_numbers(&store, 0..tries() + 1).await;
            store.close().await.unwrap();
        });
        Self::Files(folder)
    }

    /// The log is as long as it may be, of a few pages written again and again.
    pub(crate) fn files_with_a_long_log() -> Self {
        let Self::Files(short) = Self::files() else {
            unreachable!()
        };
        let folder = TempDir::new().unwrap();
        runtime().block_on(async {
            let file = short.path().join("karavan.db");
            let pin = Pin::new(&url_of(&file)).await;
            let store = Store::open_file(&file).await.unwrap();
            let log = short.path().join("karavan.db-wal");
            let mut writes = 0;
            while std::fs::metadata(&log).unwrap().len() < LONG_LOG_BYTES {
                // Another value each time, for what does not change is not written.
                store
                    .by(me())
                    .put_setting("log", &format!("{writes}"), Timestamp(0))
                    .await
                    .unwrap();
                writes += 1;
            }
            copy(short.path(), folder.path());
            pin.release().await;
            store.close().await.unwrap();
        });
        Self::Files(folder)
    }

    pub(crate) fn cluster(cluster: Cluster) -> Self {
        for name in DATABASES {
            let url = cluster.database(name);
            runtime().block_on(async {
                let store = Store::open(&url).await.unwrap();
                prepare(&store).await;
                store.close().await.unwrap();
            });
        }
        Self::Cluster {
            cluster,
            next: Default::default(),
        }
    }

    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Files(_) => "SQLite",
            Self::Cluster { .. } => "PostgreSQL",
        }
    }

    /// For the n-th run; an odd and an even one may be at work at the same time.
    pub(crate) fn fresh(&self, n: usize) -> Fresh {
        match self {
            Self::Files(template) => {
                let folder = TempDir::new().unwrap();
                copy(template.path(), folder.path());
                let file = folder.path().join("karavan.db");
                let beside = ["", "-wal", "-shm", "-journal"];
                Fresh {
                    url: url_of(&file),
                    files: beside
                        .map(|end| PathBuf::from(format!("{}{end}", file.display())))
                        .into(),
                    first: 0,
                    _folder: Some(folder),
                }
            }
            Self::Cluster { cluster, next } => {
                let url = cluster.url(DATABASES[n % 2]);
                let numbers = tries() + 1;
                let first = next[n % 2].fetch_add(numbers, Ordering::Relaxed);
                runtime().block_on(async {
                    let store = Store::open(&url).await.unwrap();
                    prepare_numbers(&store, first..first + numbers).await;
                    store.close().await.unwrap();
                });
                Fresh {
                    url,
                    files: Vec::new(),
                    first,
                    _folder: None,
                }
            }
        }
    }
}

fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// The database and its log; what is beside them is made anew.
fn copy(from: &Path, to: &Path) {
    for name in ["karavan.db", "karavan.db-wal"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}
