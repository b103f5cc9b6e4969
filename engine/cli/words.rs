//! `threatlog words`

use clap::Args;
use threatlog_dl::nearest;

use super::common::{Format, Look, RuleFiles, quoted};
use super::output::{Stop, print};
use super::ruleset::Ruleset;
use crate::answer::{self, asked_word, words};
use crate::catalogue::{Vocabulary, synonyms};
use crate::print::markdown::reference;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct WordsCommand {
    /// Only `kinds`, `verbs`, `entries`, `attributes` or `controls`, or what is written for a word
    /// such as `redis`; all if none is named. Of a list, JSON and Markdown have all
    #[arg(value_name = "LIST|WORD")]
    what: Option<String>,
    #[command(flatten)]
    rules: RuleFiles,
    #[command(flatten)]
    look: Look,
}

impl WordsCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let lists = match &self.what {
            None => Vocabulary::ALL.to_vec(),
            Some(what) => {
                let mut all = Vocabulary::ALL.into_iter();
                match all.find(|it| it.name() == what) {
                    Some(list) => vec![list],
                    None => return self.one(what),
                }
            }
        };
        if self.look.format == Format::Markdown {
            let rules = Ruleset::read(&self.rules)?;
            let program = rules.engine.program();
            return print(&reference::vocabulary(program, &rules.sources));
        }
        let told = |it: &answer::Words| report::words(it, &lists);
        self.look.show(&words(), told, || {
            let command = "threatlog words redis";
            vec![Hint::new(command, "what is written for another word")]
        })
    }

    fn one(&self, word: &str) -> Result<(), Stop> {
        let answer = asked_word(word).ok_or_else(|| unknown(word))?;
        self.look.show(&answer, report::asked_word, Vec::new)
    }
}

fn unknown(word: &str) -> Stop {
    let stop = Stop::problem(format!(
        "`{word}` is no word of architecture files, nor known for one"
    ));
    let lists = Vocabulary::ALL.map(Vocabulary::name);
    let words = Vocabulary::ALL.into_iter().flat_map(Vocabulary::words);
    let others = synonyms().iter().flat_map(|it| it.words.iter().copied());
    stop.help(match nearest(word, words.chain(lists).chain(others)) {
        Some(near) => format!("did you mean `{near}`? `threatlog words {}`", quoted(near)),
        None => format!("`threatlog words` lists all; lists: {}", lists.join(", ")),
    })
}
