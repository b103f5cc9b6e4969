//! What somebody has decided about a finding in; the words for it out.

use crate::answer::Finding;
use crate::model::Treatment;

/// `accepted by me until 2027-03-31: pilot`, marked where it is over: a treated finding is shown
/// all the same.
pub fn treated(row: &Finding) -> Option<String> {
    let Treatment {
        status,
        reason,
        owner,
        expires,
        ..
    } = row.treatment.as_ref()?;
    let status = status.word();
    Some(if row.expired {
        format!("expired on {expires}: {status} by {owner}: {reason}")
    } else {
        format!("{status} by {owner} until {expires}: {reason}")
    })
}
