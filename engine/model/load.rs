//! The bytes of a file go in; a text among the sources comes out, or a fault.

use threatlog_dl::{Fault, Place, Sources};

/// The largest architecture file that is read.
pub const MAX_BYTES: usize = 1 << 30;

/// Adds a file to the sources and returns its index.
///
/// A file that is not UTF-8 is added too, as far as it can be shown, so that the fault can point
/// into it.
pub fn load(sources: &mut Sources, name: &str, bytes: &[u8]) -> Result<u32, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault {
            code: "too-large",
            message: format!("`{name}` has more than {MAX_BYTES} bytes"),
            place: None,
            help: Some("split it: several files can be given".to_owned()),
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let file = sources.add(name, text);
            refuse_control_characters(file, text)?;
            Ok(file)
        }
        Err(error) => {
            let start = error.valid_up_to();
            let file = sources.add(name, String::from_utf8_lossy(bytes));
            let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
            let message = "the file is not UTF-8 text".to_owned();
            let help = match bytes {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16; save it as UTF-8",
                _ => "save it as UTF-8",
            };
            Err(fault("not-utf8", message, file, start..end, help))
        }
    }
}

/// YAML allows no control characters, and a terminal that shows them may obey them.
fn refuse_control_characters(file: u32, text: &str) -> Result<(), Fault> {
    let odd = |it: char| it.is_control() && !matches!(it, '\t' | '\n' | '\r' | '\u{85}');
    let Some((start, found)) = text.char_indices().find(|&(_, it)| odd(it)) else {
        return Ok(());
    };
    let code = u32::from(found);
    let message = format!("the control character U+{code:04X} is not allowed in a file");
    let end = start + found.len_utf8();
    let help = "remove it; the file may not be text at all";
    Err(fault("control-character", message, file, start..end, help))
}

fn fault(
    code: &'static str,
    message: String,
    file: u32,
    range: std::ops::Range<usize>,
    help: &str,
) -> Fault {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Fault {
        code,
        message,
        place: Some(Place {
            file,
            start: offset(range.start),
            end: offset(range.end),
        }),
        help: Some(help.to_owned()),
    }
}
