//! Two helpers of `accept.rs` for requests that are not stored yet: `dated` gives a request without a day the day
//! stored for its reference, or today; `fingerprint` tells an equal repeat from another request.

use crate::{Service, ServiceError, hash_of};
use karavan_intake::AcceptedRequest;
use karavan_model::Request;
use karavan_store::Reach;

impl Service {
    /// Gives drafts without a day theirs: the one their reference was kept for before, so that the same draft is the
    /// same request after midnight too; otherwise today.
    pub(crate) async fn dated(
        &self,
        drafts: Vec<AcceptedRequest>,
        owner: &str,
        reach: Reach,
    ) -> Result<Vec<Request>, ServiceError> {
        let reference = |draft: &AcceptedRequest| {
            let (source, source_ref) = draft.reference()?;
            Some((source.to_owned(), source_ref.to_owned()))
        };
        let undated = drafts.iter().filter(|draft| draft.date().is_none());
        let refs: Vec<_> = undated.filter_map(reference).collect();
        let kept = self.store().dates_of_refs(owner, reach, &refs).await?;
        let today = self.today();
        let drafts = drafts.into_iter().map(|draft| {
            let before = reference(&draft).and_then(|reference| kept.get(&reference).copied());
            draft.on(before.unwrap_or(today))
        });
        Ok(drafts.collect())
    }
}

/// Tells an equal repeat from a different request under the same reference.
pub(crate) fn fingerprint(request: &Request) -> String {
    hash_of(&serde_json::to_string(request).unwrap_or_default())
}
