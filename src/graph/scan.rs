//! Finds out whether a query may read edges.
//!
//! Only direct triples are in several graphs at once: statements, articles and evidence belong to one
//! article each, and shared entities to the shared graph. A query that names its predicates, none of
//! them an edge, sees the same through Oxigraph's fast union as through [`super::view::View`].

use oxigraph::model::NamedNode;
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression,
};
use spargebra::term::NamedNodePattern;

/// What a query reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reads {
    /// Perhaps direct triples.
    pub(super) edges: bool,
    /// Named graphs.
    pub(super) graphs: bool,
}

/// What `query` reads, where `is_edge` knows the predicates of direct triples.
pub(super) fn scan(query: &Query, is_edge: &dyn Fn(&NamedNode) -> bool) -> Reads {
    let mut scan = Scan {
        is_edge,
        reads: Reads::default(),
    };
    match query {
        // A description asks for every predicate.
        Query::Describe { .. } => scan.reads.edges = true,
        Query::Select { pattern, .. } | Query::Construct { pattern, .. } | Query::Ask { pattern, .. } => {
            scan.pattern(pattern);
        }
    }
    scan.reads
}

struct Scan<'a> {
    is_edge: &'a dyn Fn(&NamedNode) -> bool,
    reads: Reads,
}

impl Scan<'_> {
    fn pattern(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    match &triple.predicate {
                        NamedNodePattern::NamedNode(predicate) => self.predicate(predicate),
                        NamedNodePattern::Variable(_) => self.reads.edges = true,
                    }
                }
            }
            GraphPattern::Path { path, .. } => self.path(path),
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left);
                self.pattern(right);
                expression
                    .iter()
                    .for_each(|expression| self.expression(expression));
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Graph { inner, .. } => {
                self.reads.graphs = true;
                self.pattern(inner);
            }
            GraphPattern::Extend {
                inner, expression, ..
            } => {
                self.expression(expression);
                self.pattern(inner);
            }
            GraphPattern::OrderBy { inner, expression } => {
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                    self.expression(expression);
                }
                self.pattern(inner);
            }
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
                self.pattern(inner);
            }
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
            GraphPattern::Values { .. } | GraphPattern::Service { .. } => {}
        }
    }

    fn predicate(&mut self, predicate: &NamedNode) {
        self.reads.edges |= (self.is_edge)(predicate);
    }

    fn path(&mut self, path: &PropertyPathExpression) {
        match path {
            PropertyPathExpression::NamedNode(predicate) => self.predicate(predicate),
            PropertyPathExpression::Reverse(path)
            | PropertyPathExpression::ZeroOrMore(path)
            | PropertyPathExpression::OneOrMore(path)
            | PropertyPathExpression::ZeroOrOne(path) => self.path(path),
            PropertyPathExpression::Sequence(first, second)
            | PropertyPathExpression::Alternative(first, second) => {
                self.path(first);
                self.path(second);
            }
            PropertyPathExpression::NegatedPropertySet(_) => self.reads.edges = true,
        }
    }

    /// Patterns stand in expressions as `EXISTS`.
    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => self.expression(a),
            Expression::If(a, b, c) => {
                self.expression(a);
                self.expression(b);
                self.expression(c);
            }
            Expression::In(a, list) => {
                self.expression(a);
                list.iter().for_each(|expression| self.expression(expression));
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter().for_each(|expression| self.expression(expression));
            }
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    fn check(sparql: &str, edges: bool, graphs: bool) {
        let query = SparqlParser::new()
            .with_prefix("e", "e:")
            .unwrap()
            .parse_query(sparql)
            .unwrap();
        let found = scan(&query, &|predicate| predicate.as_str() == "e:edge");
        assert_eq!(found, Reads { edges, graphs }, "{sparql}");
    }

    #[test]
    fn edges_are_found_wherever_they_stand() {
        check("SELECT * { ?a e:other ?b ; e:more/e:still ?c }", false, false);
        for sparql in [
            "SELECT * { ?a e:edge ?b }",
            "SELECT * { ?a ?p ?b }",
            "SELECT * { ?a e:other ?b OPTIONAL { ?a e:edge ?b } }",
            "SELECT * { ?a e:other ?b FILTER(?a = 1 || NOT EXISTS { ?a e:edge ?b }) }",
            "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a (e:other|^e:edge)+ ?b } } } GROUP BY ?a",
            "SELECT * { ?a !e:other ?b }",
            "DESCRIBE <x:a>",
            "SELECT * { ?a e:other ?b MINUS { ?a e:edge ?b } } ORDER BY ?a",
            "CONSTRUCT { ?a e:x ?b } WHERE { BIND(IF(EXISTS { ?a e:edge 1 }, 1, 2) AS ?b) }",
        ] {
            check(sparql, true, false);
        }
        check("ASK { GRAPH ?g { ?a e:other ?b } }", false, true);
    }
}
