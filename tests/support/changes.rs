//! A model and changes as users say them in; the changed model out.

use threatlog::model::{Form, Model, said};
use threatlog_dl::{Sources, fault};

/// The changes must be sound.
pub fn changed(model: &Model, changes: &[(Form, &str)]) -> Model {
    let mut sources = Sources::clone(&model.sources);
    let files = changes
        .iter()
        .map(|(form, text)| (*form, sources.add(form.option(), *text)));
    let files: Vec<(Form, u32)> = files.collect();
    let said = said(model, &sources, &files);
    let said = said.unwrap_or_else(|it| panic!("{}", fault::render(&it, &sources, false)));
    model
        .changed_as_said(&said, &sources)
        .expect("it was read with its names")
}

/// Some controls, each `component:control`, or with `=` and a status.
pub fn with(model: &Model, controls: &[impl AsRef<str>]) -> Model {
    let controls = controls.iter().map(|it| (Form::With, it.as_ref()));
    changed(model, &controls.collect::<Vec<_>>())
}
