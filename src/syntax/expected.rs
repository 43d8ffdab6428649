//! The rules of the grammar in the words of an author.

use super::grammar::Rule;

/// What pest expected, said for people; nothing for what only clutters a message.
pub(super) fn describe(expected: Rule) -> Option<&'static str> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "pest's rules are not ours to list")]
    let words = match expected {
        Rule::EOI => "the end of the statement",
        Rule::name | Rule::let_name | Rule::segment | Rule::path => "a field name",
        Rule::step => "the name of a step",
        Rule::type_code => "a record type such as `HOT`",
        Rule::lang => "a language in two letters, such as `en`",
        Rule::string => "a quoted text",
        Rule::literal | Rule::date | Rule::number | Rule::boolean | Rule::values => {
            "a constant (`\"text\"`, `12`, `2015-01-01`, `true`)"
        }
        Rule::arrow => "`<-`",
        Rule::to => "`->`",
        Rule::bar => "`|`",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        Rule::equals => "`=`",
        Rule::dot => "`.`",
        Rule::open_brace => "`{`",
        Rule::close_brace => "`}`",
        Rule::open_bracket => "`[`",
        Rule::close_bracket => "`]`",
        Rule::open_paren => "`(`",
        Rule::close_paren => "`)`",
        Rule::quantity => "`all`, `first` or `only`",
        Rule::test | Rule::comparison | Rule::condition => "a test such as `kind is \"Mél\"`",
        Rule::order | Rule::word_op | Rule::k_is => {
            "`is`, `contains`, `starts with`, `ends with`, `does not contain` and the like, `<` or `>`"
        }
        Rule::absence => "`missing` or `present`",
        Rule::k_not => "`not`",
        Rule::k_or => "`or`",
        Rule::k_and => "`and`",
        Rule::k_as => "`as` and a layout",
        Rule::k_from => "`from`",
        Rule::k_gives => "`gives`",
        Rule::k_when | Rule::guard => "`when`",
        Rule::k_because | Rule::because => "`because \"why\"`",
        Rule::outcome | Rule::trouble => "an outcome such as `missing: warn`",
        Rule::action | Rule::skip | Rule::report | Rule::k_use => {
            "`skip`, `warn`, `hold`, `exclude` or `use`"
        }
        Rule::member | Rule::object => "a member such as `url <- url`",
        Rule::pipeline | Rule::list | Rule::choice | Rule::atom => "a value",
        Rule::pattern => "a field name, with `*` for any characters",
        Rule::pair => "`key: value`",
        Rule::k_given => "`given`",
        Rule::k_expect => "`expect`",
        Rule::fit | Rule::cell => {
            "`any`, `otherwise`, `missing`, `present`, a constant, `hold \"why\"` or `-`"
        }
        Rule::k_for
        | Rule::k_read
        | Rule::k_let
        | Rule::k_ignore
        | Rule::k_drop
        | Rule::k_decide
        | Rule::k_script
        | Rule::k_example
        | Rule::stop_verb
        | Rule::for_block
        | Rule::rule
        | Rule::target
        | Rule::read
        | Rule::let_value => "a statement such as `target <- FIELD`",
        _ => return None,
    };
    Some(words)
}

/// `a, b or c`, each once, in the order given.
pub(super) fn join(words: impl IntoIterator<Item = &'static str>) -> String {
    let mut unique: Vec<&str> = Vec::new();
    for word in words {
        if !unique.contains(&word) {
            unique.push(word);
        }
    }
    match unique.split_last() {
        None => "something else".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}
