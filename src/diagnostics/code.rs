//! The registry of codes: each is explicit, and never used again for anything else.

use std::fmt;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// The rules can be used, and probably do not say what was meant.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// A numbered kind of mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// `E0101`
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Its page: what it means, an example, and the repair.
            pub fn page(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("pages/", $code, ".md")),)+ }
            }

            /// What the code is about: one sentence.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// The text is not of the rule language at this point.
    Unexpected = "E0101",
    /// A quoted text does not end on its line.
    UnclosedText = "E0102",
    /// A bracket has no partner.
    Unbalanced = "E0103",
    /// Brackets are nested more deeply than 64.
    TooDeep = "E0104",
    /// A character of a word processor stands where the language has a plain one.
    Typographic = "E0105",
    /// `and` and `or` stand side by side without brackets.
    MixedTest = "E0106",
    /// A statement that loses data does not say why.
    NoBecause = "E0107",
    /// A record type is not written as three to five capital letters.
    RecordTypeForm = "E0108",
    /// Two statements stand on one line.
    TwoOnALine = "E0109",
    /// `when` and the outcomes are not in that order.
    ClauseOrder = "E0110",
    /// A constant is written without quotes.
    Unquoted = "E0111",
    /// Brackets after a field do not say which of its values are meant.
    Quantity = "E0112",
    /// A step is written without its `|`, or its arguments without their brackets.
    StepForm = "E0113",
    /// A rule is not of the form `target <- value`.
    RuleForm = "E0114",

    /// The target does not exist in the schema.
    UnknownTarget = "E0201",
    /// The step does not exist.
    UnknownStep = "E0202",
    /// The layout does not exist.
    UnknownLayout = "E0203",
    /// The table does not exist.
    UnknownTable = "E0204",
    /// The record type does not exist, or the head has no feed of it.
    UnknownRecordType = "E0205",
    /// No `let` of that name is in sight.
    UnknownLet = "E0206",
    /// The layout has no cell of that name.
    UnknownCell = "E0207",
    /// The target is set by two rules.
    TargetTwice = "E0208",
    /// The name is given to two `let`s.
    LetTwice = "E0209",
    /// The field is read in two ways.
    ReadTwice = "E0210",
    /// The field is both ignored and read.
    IgnoredAndRead = "E0211",
    /// The code is not in the vocabulary.
    UnknownCode = "E0212",
    // E0213 meant that a construct was not available yet.
    /// The statement stands where it has no meaning.
    Misplaced = "E0214",
    /// A `let` depends on itself.
    CircularLet = "E0215",
    /// The field does not exist in the recorded feed.
    UnknownField = "E0216",
    /// The target is set in a farther layer, and `override` is missing.
    NeedsOverride = "E0217",
    /// There is nothing in a farther layer to override or to drop.
    NothingThere = "E0218",
    /// A decision is replaced as a whole or not at all.
    DecisionUnit = "E0219",
    /// A dialect must not exclude or hold records.
    StopInDialect = "E0220",
    /// The target is not written in several languages.
    NotTranslated = "E0221",
    /// The name is given to two scripts, or is that of a built-in step.
    ScriptTwice = "E0222",
    /// The code does not exist for the account type of these records.
    CodeOfOtherType = "E0223",

    /// The value is of another type than its target.
    WrongType = "E0301",
    /// Several values are given to a target that holds one.
    ListForOne = "E0302",
    /// A step over a whole list is given one value.
    OneForList = "E0303",
    /// `add` is used on a target that holds one value.
    AddToOne = "E0304",
    /// A field that holds several values is written without brackets.
    BracketsMissing = "E0305",
    /// A field that holds one value is written with brackets.
    BracketsTooMany = "E0306",
    /// The step cannot be applied to this type.
    StepInput = "E0307",
    /// The constant does not fit its target.
    WrongConstant = "E0308",
    /// An outcome is milder than the schema allows.
    TooMild = "E0309",
    /// The outcome can never happen, or cannot be used here.
    WrongOutcome = "E0310",
    /// A required target has no rule.
    NoRule = "E0311",
    /// A path reaches into something that has no cells.
    NoCells = "E0312",
    /// A value that is read in several languages is chosen by a label, which is translated too.
    LabelTranslated = "E0313",
    /// The rows of a decision do not fit its columns.
    DecisionForm = "E0314",
    /// A decision has no row for everything else.
    NoOtherwise = "E0315",
    /// The example does not come out as expected.
    ExampleFails = "E0316",
    /// An exact target takes a field alone.
    NotExact = "E0317",

    /// The step takes another number of arguments.
    ArgumentCount = "E0401",
    /// The argument is of another kind.
    ArgumentKind = "E0402",
    /// The argument cannot be used.
    BadArgument = "E0403",

    /// The YAML file is not what it should be.
    Manifest = "E0501",
    /// The head is written for another version of the language.
    LanguageVersion = "E0502",
    /// A name in a YAML file stands for nothing.
    UnknownName = "E0503",
    /// The layout contradicts itself.
    BadLayout = "E0504",
    /// The feed is of a record type that is excluded.
    ExcludedFeed = "E0505",
    /// A path leaves the pack.
    OutsidePack = "E0506",
    /// A file that is named does not exist.
    NoFile = "E0507",
    /// Two rows of a table stand for the same label.
    RowTwice = "E0508",
    /// An example of the schema or of a table contradicts the schema.
    BadSchema = "E0509",
    /// The recorded feed cannot be read.
    BadFeed = "E0510",

    /// The script cannot be used.
    BadScript = "E0601",
    /// A script cannot give this type.
    ScriptGives = "E0602",

    /// A `let` that no rule uses.
    UnusedLet = "W0801",
    /// A field is given a layout and no rule reads it.
    UnusedRead = "W0802",
    /// An `ignore` that fits no field of the recorded feeds.
    UnusedIgnore = "W0803",
    /// A field of the recorded feed is neither read nor ignored.
    Uncovered = "W0804",
    /// An alternative that can never be reached.
    Unreachable = "W0805",
    /// A constant is the name of a field of the recorded feed.
    QuotedField = "W0806",
    /// A field that no recorded record has, where that does not prove that there is none.
    UnseenField = "W0807",
    /// Values of the recorded feed that no row of the table knows.
    NoRow = "W0808",
    /// A constant that the recorded feed never holds.
    NeverSeen = "W0809",
    /// A rule that others replace for all record types.
    Shadowed = "W0810",
    /// A row of a decision that can never be reached.
    UnreachableRow = "W0811",
    /// A table or a layout that no head uses.
    UnusedFile = "W0812",
    /// A script that no rule uses.
    UnusedScript = "W0813",
    /// The rules read a field that the feed says it does not have.
    NotServed = "W0814",
    /// The feed says it has fields that no rule reads or ignores.
    NotRead = "W0815",
}

impl Code {
    /// Codes beginning with `W` are warnings.
    pub fn severity(self) -> Severity {
        if self.number().starts_with('W') { Severity::Warning } else { Severity::Error }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.number())
    }
}
