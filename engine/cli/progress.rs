//! A sign of life while work takes longer than a second.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// Shows what is being done, on a terminal, from the first second on, until it is dropped.
#[derive(Debug)]
pub struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub fn start(what: &'static str, quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self { running: None };
        }
        let (done, waiting) = channel();
        let thread = std::thread::spawn(move || {
            let second = Duration::from_secs(1);
            if waiting.recv_timeout(second) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(None, target).with_message(what);
            bar.enable_steady_tick(Duration::from_millis(100));
            let _ = waiting.recv();
            bar.finish_and_clear();
        });
        Self {
            running: Some((done, thread)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.running.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}
