//! The day on which a command runs, or by which it is to judge.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::model::is_date;

/// By which day decisions expire.
#[derive(Args, Clone, Debug, Default)]
pub struct Day {
    /// Judge the expiry of treatments by this day and not by the clock
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    today: Option<String>,
}

impl Day {
    /// The day that was given, else today in UTC, as `YYYY-MM-DD`.
    pub fn get(&self) -> String {
        self.today.clone().unwrap_or_else(today)
    }
}

fn date(text: &str) -> Result<String, String> {
    if is_date(text) {
        return Ok(text.to_owned());
    }
    let digit = |(at, it): (usize, u8)| match at {
        4 | 7 => it == b'-',
        _ => it.is_ascii_digit(),
    };
    if text.len() == 10 && text.bytes().enumerate().all(digit) {
        return Err("there is no such day".to_owned());
    }
    Err("write year, month and day, as in 2027-03-31".to_owned())
}

fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    day(since.map_or(0, |it| it.as_secs() / 86_400))
}

/// The day so many days after 1970-01-01.
fn day(days: u64) -> String {
    // Counted in eras of 400 years that begin on 1 March, so that a leap day comes last (H. Hinnant,
    // "chrono-Compatible Low-Level Date Algorithms").
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_those_of_the_calendar() {
        let days = [0, 58, 59, 11_016, 11_017, 19_782, 19_783, 20_513, 47_541];
        let expected = [
            "1970-01-01",
            "1970-02-28",
            "1970-03-01",
            "2000-02-29",
            "2000-03-01",
            "2024-02-29",
            "2024-03-01",
            "2026-03-01",
            "2100-03-01",
        ];
        assert_eq!(days.map(day), expected);
    }
}
