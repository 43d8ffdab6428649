//! Examples and their data.

use super::{Builder, Node, all_of, find, inner};
use crate::source::Spanned;
use crate::syntax::ast::{Data, Example, Expect, Given, Name};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn example(&mut self, node: Node<'_>) -> Example {
        let span = self.span(&node);
        let title = find(node.clone(), Rule::string).expect("an example has a title");
        let record_type = find(node.clone(), Rule::type_code).expect("an example has a record type");
        let (title, record_type) = (self.string(&title), self.name(&record_type));
        let expect = find(node.clone(), Rule::expect).expect("an example expects something");
        let expect = self.expect(expect);
        let given: Vec<Node<'_>> = all_of(node, Rule::given).collect();
        let given = given.into_iter().map(|given| self.given(given)).collect();
        Example { span, title, record_type, given, expect }
    }

    fn given(&mut self, node: Node<'_>) -> Given {
        let lang = find(node.clone(), Rule::lang).map(|lang| self.name(&lang));
        let data = find(node, Rule::data).expect("`given` is followed by data");
        Given { lang, data: self.datum(data) }
    }

    fn expect(&mut self, node: Node<'_>) -> Expect {
        if let Some(data) = find(node.clone(), Rule::data) {
            return Expect::Fields(self.datum(data));
        }
        let because = find(node.clone(), Rule::string).map(|text| self.string(&text));
        match find(node, Rule::ending) {
            Some(ending) if ending.as_str() == "excluded" => Expect::Excluded(because),
            Some(_) | None => Expect::Held(because),
        }
    }

    fn datum(&mut self, node: Node<'_>) -> Data {
        let span = self.span(&node);
        if node.as_rule() == Rule::literal {
            Data::Literal(self.literal(node))
        } else if node.as_rule() == Rule::null {
            Data::Null(span)
        } else if node.as_rule() == Rule::array {
            let items: Vec<Node<'_>> = inner(node)
                .filter(|pair| {
                    !matches!(pair.as_rule(), Rule::open_bracket | Rule::close_bracket | Rule::comma)
                })
                .collect();
            Data::Array(Spanned::new(items.into_iter().map(|item| self.datum(item)).collect(), span))
        } else {
            let pairs: Vec<Node<'_>> = all_of(node, Rule::pair).collect();
            Data::Object(Spanned::new(pairs.into_iter().map(|pair| self.pair(pair)).collect(), span))
        }
    }

    fn pair(&mut self, node: Node<'_>) -> (Name, Data) {
        let mut parts = inner(node).filter(|pair| pair.as_rule() != Rule::colon);
        let key = parts.next().expect("a pair has a key");
        let key = if key.as_rule() == Rule::string { self.string(&key) } else { self.name(&key) };
        let datum = parts.next().expect("a pair has a value");
        (key, self.datum(datum))
    }
}
