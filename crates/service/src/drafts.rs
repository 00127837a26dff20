//! What a draft says before it is kept: its day, and what tells it from another.

use crate::{Service, ServiceError, hash_of};
use karavan_model::Request;
use karavan_store::Reach;

impl Service {
    /// Gives undated drafts their day: the one their reference was kept for before, so that the same draft is the same request
    /// after midnight too; otherwise today.
    pub(crate) async fn date(&self, drafts: &mut [Request], owner: &str, reach: Reach) -> Result<(), ServiceError> {
        let reference = |draft: &Request| Some((draft.source.clone(), draft.source_ref.clone()?));
        let undated = drafts.iter().filter(|draft| draft.date.is_empty());
        let refs: Vec<_> = undated.filter_map(reference).collect();
        let kept = self.store().dates_of_refs(owner, reach, &refs).await?;
        let today = self.today();
        for draft in drafts.iter_mut().filter(|draft| draft.date.is_empty()) {
            let before = reference(draft).and_then(|reference| kept.get(&reference));
            draft.date = before.unwrap_or(&today).clone();
        }
        Ok(())
    }
}

/// Tells an equal repeat from a different request under the same reference.
pub(crate) fn fingerprint(request: &Request) -> String {
    hash_of(&serde_json::to_string(request).unwrap_or_default())
}
