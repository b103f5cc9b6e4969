//! The codes of all faults in rules and queries, each with its meaning.

macro_rules! codes {
    ($($name:ident = $code:literal: $meaning:literal,)*) => {
        $(#[doc = $meaning] pub const $name: &str = $code;)*

        /// Every code that this crate reports, with its meaning, sorted by code.
        pub const CODES: &[(&str, &str)] = &[$(($code, $meaning)),*];
    };
}

codes! {
    ACT_SORT = "act-sort": "a variable of a step's act is of two sorts in two of its clauses",
    CLAUSE_TOO_LONG = "clause-too-long": "a clause has more conditions than can be evaluated",
    DUPLICATE_COLUMN = "duplicate-column": "two columns of one relation have the same name",
    DUPLICATE_KEY = "duplicate-key": "a doc block gives the same key twice",
    DUPLICATE_RELATION = "duplicate-relation": "a relation is declared twice",
    DUPLICATE_STEP = "duplicate-step": "two doc blocks describe the same step",
    DUPLICATE_TYPE = "duplicate-type": "a type is declared twice, or is there without a declaration",
    EMPTY_KEY = "empty-key": "a key of a doc block has no value",
    EMPTY_QUERY = "empty-query": "a query has no clause that could answer it",
    FILE_TOO_LARGE = "file-too-large": "a file of rules is larger than the limit",
    INPUT_HEAD = "input-head": "a clause derives facts of a relation that is an input",
    MALFORMED_DOC = "malformed-doc": "a doc block has lines that are not `key: value` among its keys",
    MALFORMED_PARAMETER = "malformed-parameter": "a parameter of a query is not described as `name: meaning (default)`",
    MALFORMED_STEP = "malformed-step": "a step's id is not in lower_snake_case",
    MALFORMED_TECHNIQUE = "malformed-technique": "a reference is not `framework:id` in a form that its framework uses",
    MALFORMED_TITLE = "malformed-title": "the title of a step is not one sentence with a full stop",
    MISPLACED_KEY = "misplaced-key": "the keys of a doc block are not in their fixed order",
    MISPLACED_PLUMBING = "misplaced-plumbing": "a clause without a step stands below the attack steps of its file",
    MISSING_EXPLANATION = "missing-explanation": "a step's doc block does not say why the step works",
    MISSING_KEY = "missing-key": "a key is missing from a doc block",
    NEGATED_UNCERTAIN = "negated-uncertain": "a negated relation is uncertain, so that a control could create a path",
    NO_COLUMNS = "no-columns": "a relation or an atom has no columns",
    NUMBER_RANGE = "number-range": "a number is greater than 2147483647",
    PARAMETER_VALUE = "parameter-value": "the value given for a parameter is not of the type that its place needs",
    QUERY_EXTENDS_RULES = "query-extends-rules": "a query has a clause for a relation of the rules",
    QUERY_INPUT = "query-input": "a query declares an input of its own",
    QUERY_OUTPUTS = "query-outputs": "a query marks more than one relation as its answer",
    QUERY_STEP = "query-step": "a clause of a query belongs to an attack step",
    RESERVED_WORD = "reserved-word": "a name is a reserved word of Soufflé",
    SELF_RESTING_STEP = "self-resting-step": "a clause of a step rests on another clause of it with the same act",
    SIMILAR_NAMES = "similar-names": "two relations have names that differ only in case",
    SORT_CONFLICT = "sort-conflict": "a variable or a parameter stands in columns of two sorts, or two sorts are compared",
    STRAY_DOC = "stray-doc": "a doc block does not stand above a clause or a declaration",
    SYNTAX = "syntax": "something else was expected here",
    TOO_MANY_COLUMNS = "too-many-columns": "a relation has more columns than the limit",
    TOO_MANY_FAULTS = "too-many-faults": "a file has so many faults that reading it was given up",
    TYPE_CONFLICT = "type-conflict": "a symbol stands where a number is needed, or the other way round",
    UNBOUND_ACT = "unbound-act": "a clause of a step does not bind a variable of its act",
    UNBOUND_VARIABLE = "unbound-variable": "a variable occurs in no positive condition of its clause",
    UNCLOSED_COMMENT = "unclosed-comment": "a comment is not closed",
    UNCLOSED_TEXT = "unclosed-text": "a text is not closed on its line",
    UNCOMPILED = "uncompiled": "a clause can be interpreted but not compiled",
    UNFILLED_PARAMETER = "unfilled-parameter": "a parameter has no value",
    UNKNOWN_CHARACTER = "unknown-character": "a character has no meaning in rules",
    UNKNOWN_COLUMN = "unknown-column": "a reading names a column that the relation does not have",
    UNKNOWN_DIRECTIVE = "unknown-directive": "a directive is none of `.type`, `.decl`, `.input` and `.output`",
    UNKNOWN_ESCAPE = "unknown-escape": "a text has a backslash before a character that cannot be escaped",
    UNKNOWN_KEY = "unknown-key": "a doc block has a key that does not exist",
    UNKNOWN_LIKELIHOOD = "unknown-likelihood": "a likelihood is none of the five words",
    UNKNOWN_PARAMETER = "unknown-parameter": "a value is given for a parameter that the query does not have",
    UNKNOWN_PART = "unknown-part": "a step is to a path none of the four things that it can be",
    UNKNOWN_RELATION = "unknown-relation": "a relation is not declared",
    UNKNOWN_STEP = "unknown-step": "a clause names a step that no doc block above it describes",
    UNKNOWN_STRIDE = "unknown-stride": "a kind of threat is none of the six STRIDE words",
    UNKNOWN_TYPE = "unknown-type": "a type is not declared above, or is not based on `symbol` or `number`",
    UNSTRATIFIED_NEGATION = "unstratified-negation": "a relation rests on its own negation",
    UNUSED_VARIABLE = "unused-variable": "a variable occurs only once in its clause",
    UPPERCASE_VARIABLE = "uppercase-variable": "a variable does not begin with a lowercase letter",
    USED_BEFORE_DECLARATION = "used-before-declaration": "a relation is used above its declaration",
    WRONG_ARITY = "wrong-arity": "an atom has more or fewer values than its relation has columns",
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_sorted_and_distinct() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
    }
}
