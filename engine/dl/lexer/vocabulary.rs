//! What Soufflé's words and characters mean, as far as a file of rules needs it.

use std::sync::OnceLock;

/// Directives of Soufflé; those that rules may not use are reported by the parser.
pub const DIRECTIVES: &[&str] = &[
    "comp",
    "decl",
    "functor",
    "include",
    "init",
    "input",
    "lattice",
    "limitsize",
    "once",
    "output",
    "override",
    "plan",
    "pragma",
    "printsize",
    "type",
];

/// The words that Soufflé keeps for itself, and that therefore cannot be names.
pub fn is_reserved(word: &str) -> bool {
    static SORTED: OnceLock<Vec<&str>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut words: Vec<&str> = RESERVED.split_whitespace().collect();
        words.sort_unstable();
        words
    });
    sorted.binary_search(&word).is_ok()
}

const RESERVED: &str = "
    as autoinc band bnot bor brie bshl bshr bshru btree btree_delete bxor cat contains count
    eqrel false fold glb inline input land lnot lor lub lxor magic match max mean min nil
    no_inline no_magic ord output overridable printsize range stateful strlen substr sum
    to_float to_number to_string to_unsigned true
    __FILE__ __INCL__ __ITERATION__ __LINE__";

/// What a character after a backslash stands for.
pub fn unescape(it: char) -> Option<char> {
    Some(match it {
        '"' | '\'' | '\\' => it,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        _ => return None,
    })
}

/// What to write instead of a character that means nothing here.
pub fn hint(unknown: char) -> &'static str {
    match unknown {
        ';' => "write one clause for each alternative",
        '-' => "numbers have no sign",
        '“' | '”' => "texts stand between `\"`",
        '+' | '*' | '/' | '%' | '^' => "rules do not calculate",
        _ => "",
    }
}

/// The beginning of a text that may be very long.
pub fn shorten(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
