//! An unknown word and the known ones go in; help for who wrote it comes out.

use threatlog_dl::nearest;

/// The known word that was probably meant, or else the first few that there are.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 8;
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let count = known.clone().count();
    let first: Vec<&str> = known.take(SHOWN).collect();
    match count.saturating_sub(first.len()) {
        _ if first.is_empty() => "there is none".to_owned(),
        0 => format!("there are: {}", first.join(", ")),
        more => format!("there are: {} and {more} more", first.join(", ")),
    }
}
