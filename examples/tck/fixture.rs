//! The graph that a scenario begins with: `CREATE` and its like, understood here and nowhere else.

use std::collections::BTreeMap;

use callsheet::query::{Settings, Value, View, ViewBuilder, run_on};
use open_cypher::ast::{self, ClauseKind, LabelExpressionKind, PathFactorKind, RelationshipDirection};

type Problem = Box<dyn std::error::Error>;

/// Nodes and edges as the statements made them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fixture {
    nodes: Vec<(Vec<String>, BTreeMap<String, Value>)>,
    edges: Vec<Edge>,
}

#[derive(Clone, Debug)]
struct Edge {
    from: usize,
    to: usize,
    relation: String,
    properties: BTreeMap<String, Value>,
    deleted: bool,
}

/// What a variable is bound to while a statement runs.
#[derive(Clone, Debug)]
enum Bound {
    Node(usize),
    Edge(usize),
    Value(Value),
}

type Row = BTreeMap<String, Bound>;

impl Fixture {
    /// The view of the graph.
    pub(crate) fn view(&self) -> View {
        let mut builder = ViewBuilder::new();
        for (labels, properties) in &self.nodes {
            let node = builder.node(labels.iter().map(String::as_str));
            for (key, value) in properties {
                builder.node_property(node, key, value);
            }
        }
        for edge in self.edges.iter().filter(|edge| !edge.deleted) {
            let at = builder.edge(edge.from as u32, &edge.relation, edge.to as u32);
            for (key, value) in &edge.properties {
                builder.edge_property(at, key, value);
            }
        }
        builder.build()
    }

    /// Runs a statement that makes the graph.
    pub(crate) fn run(&mut self, source: &str) -> Result<(), Problem> {
        let parsed = open_cypher::parse(source).map_err(|errors| format!("{errors:?}"))?;
        for statement in &parsed.program.statements {
            let ast::StatementKind::Query(statement) = &statement.kind else { return Err("no query".into()) };
            let ast::QueryKind::Regular(query) = &statement.query.kind else { return Err("no query".into()) };
            let mut rows = vec![Row::new()];
            for clause in &query.head.kind.clauses {
                rows = self.clause(source, clause, rows)?;
            }
        }
        Ok(())
    }

    fn clause(&mut self, source: &str, clause: &ast::Clause, rows: Vec<Row>) -> Result<Vec<Row>, Problem> {
        match &clause.kind {
            ClauseKind::Create(create) => {
                let mut made = rows;
                for row in &mut made {
                    for part in &create.pattern.parts {
                        self.create(source, part, row)?;
                    }
                }
                Ok(made)
            }
            ClauseKind::Unwind(unwind) => {
                let mut made = Vec::new();
                for row in rows {
                    let Value::List(items) = self.eval(text(source, unwind.expression.span), &row)? else {
                        continue;
                    };
                    for item in items {
                        let mut row = row.clone();
                        row.insert(unwind.variable.kind.text.clone(), Bound::Value(item));
                        made.push(row);
                    }
                }
                Ok(made)
            }
            ClauseKind::With(_) => self.with(text(source, clause.span), &rows),
            ClauseKind::Match(found) => self.matched(text(source, clause.span), found),
            ClauseKind::Delete(delete) => {
                for row in &rows {
                    for expression in &delete.expressions {
                        if let Some(Bound::Edge(edge)) = row.get(text(source, expression.span)) {
                            self.edges[*edge].deleted = true;
                        }
                    }
                }
                Ok(rows)
            }
            other => Err(format!("a fixture cannot {other:?}").into()),
        }
    }

    /// Runs a `WITH` over the rows; a node goes through it as a map with its number.
    fn with(&self, clause: &str, rows: &[Row]) -> Result<Vec<Row>, Problem> {
        const NODE: &str = "number of a node";
        let give = |bound: &Bound| match bound {
            Bound::Node(node) => Value::Map(BTreeMap::from([(NODE.to_owned(), Value::Int(*node as i64))])),
            Bound::Edge(_) => Value::Null,
            Bound::Value(value) => value.clone(),
        };
        let maps = rows
            .iter()
            .map(|row| Value::Map(row.iter().map(|(name, bound)| (name.clone(), give(bound))).collect()));
        let mut settings = Settings::default();
        settings.parameters.insert("rows".to_owned(), Value::List(maps.collect()));
        let names = rows
            .first()
            .map(|row| row.keys().map(|name| format!("row.{name} AS {name}")).collect::<Vec<_>>());
        let names =
            names.filter(|names| !names.is_empty()).unwrap_or_else(|| vec!["1 AS nothing".to_owned()]);
        let query = format!("UNWIND $rows AS row WITH {} {clause} RETURN *", names.join(", ")).parse()?;
        let made = run_on(&View::default(), &query, &settings)?;
        let take = |value: Value| match &value {
            Value::Map(entries) => match entries.get(NODE) {
                Some(Value::Int(node)) => Bound::Node(*node as usize),
                _ => Bound::Value(value),
            },
            _ => Bound::Value(value),
        };
        let row =
            |values: Vec<Value>| made.columns.iter().cloned().zip(values.into_iter().map(take)).collect();
        Ok(made.rows.into_iter().map(row).collect())
    }

    fn matched(&self, clause: &str, found: &ast::MatchClause) -> Result<Vec<Row>, Problem> {
        let mut variables: Vec<(String, bool)> = Vec::new();
        for factor in found.pattern.parts.iter().flat_map(|part| &part.kind.path.kind.factors) {
            match &factor.kind {
                PathFactorKind::Node(node) => {
                    variables.extend(node.variable.iter().map(|name| (name.kind.text.clone(), true)));
                }
                PathFactorKind::Relationship(edge) => {
                    variables.extend(edge.variable.iter().map(|name| (name.kind.text.clone(), false)));
                }
                _ => {}
            }
        }
        let columns: Vec<String> =
            variables.iter().enumerate().map(|(at, (name, _))| format!("id({name}) AS v{at}")).collect();
        let query = format!("{clause} RETURN {}", columns.join(", ")).parse()?;
        let live: Vec<usize> = (0..self.edges.len()).filter(|edge| !self.edges[*edge].deleted).collect();
        let rows = run_on(&self.view(), &query, &Settings::default())?.rows;
        let bound = |(is_node, value): (bool, &Value)| match value {
            Value::Int(at) if is_node => Bound::Node(*at as usize),
            Value::Int(at) => Bound::Edge(live[*at as usize]),
            other => Bound::Value(other.clone()),
        };
        let row = |values: &Vec<Value>| {
            let pairs = variables.iter().zip(values);
            pairs.map(|((name, is_node), value)| (name.clone(), bound((*is_node, value)))).collect()
        };
        Ok(rows.iter().map(row).collect())
    }

    fn create(&mut self, source: &str, part: &ast::PatternPart, row: &mut Row) -> Result<(), Problem> {
        let factors = &part.kind.path.kind.factors;
        let mut before: Option<usize> = None;
        let mut edge: Option<&ast::RelationshipPattern> = None;
        for factor in factors {
            match &factor.kind {
                PathFactorKind::Node(pattern) => {
                    let node = self.node(source, pattern, row)?;
                    if let (Some(before), Some(edge)) = (before, edge.take()) {
                        self.edge(source, edge, (before, node), row)?;
                    }
                    before = Some(node);
                }
                PathFactorKind::Relationship(pattern) => edge = Some(pattern),
                other => return Err(format!("a fixture cannot create {other:?}").into()),
            }
        }
        Ok(())
    }

    fn node(&mut self, source: &str, pattern: &ast::NodePattern, row: &mut Row) -> Result<usize, Problem> {
        let name = pattern.variable.as_ref().map(|name| name.kind.text.clone());
        if let Some(Bound::Node(node)) = name.as_ref().and_then(|name| row.get(name)) {
            return Ok(*node);
        }
        let labels = pattern.labels.as_ref().map(labels).unwrap_or_default();
        let properties = self.properties(source, pattern.properties.as_deref(), row)?;
        self.nodes.push((labels, properties));
        let node = self.nodes.len() - 1;
        if let Some(name) = name {
            row.insert(name, Bound::Node(node));
        }
        Ok(node)
    }

    fn edge(
        &mut self,
        source: &str,
        pattern: &ast::RelationshipPattern,
        (left, right): (usize, usize),
        row: &mut Row,
    ) -> Result<(), Problem> {
        let (from, to) =
            if pattern.direction.kind == RelationshipDirection::Left { (right, left) } else { (left, right) };
        let relation = pattern.labels.as_ref().map(labels).unwrap_or_default().concat();
        let properties = self.properties(source, pattern.properties.as_deref(), row)?;
        self.edges.push(Edge { from, to, relation, properties, deleted: false });
        if let Some(name) = &pattern.variable {
            row.insert(name.kind.text.clone(), Bound::Edge(self.edges.len() - 1));
        }
        Ok(())
    }

    fn properties(
        &self,
        source: &str,
        map: Option<&ast::Expr>,
        row: &Row,
    ) -> Result<BTreeMap<String, Value>, Problem> {
        let Some(ast::ExprKind::Map(entries)) = map.map(|map| &map.kind) else { return Ok(BTreeMap::new()) };
        let pairs = entries
            .iter()
            .map(|entry| Ok((entry.key.kind.text.clone(), self.eval(text(source, entry.value.span), row)?)));
        let pairs: Result<BTreeMap<String, Value>, Problem> = pairs.collect();
        Ok(pairs?.into_iter().filter(|(_, value)| *value != Value::Null).collect())
    }

    /// What an expression gives where the variables of a row are known; a node is the map of its properties.
    fn eval(&self, expression: &str, row: &Row) -> Result<Value, Problem> {
        let mut settings = Settings::default();
        let mut names = Vec::new();
        for (name, bound) in row {
            let value = match bound {
                Bound::Value(value) => value.clone(),
                Bound::Node(node) => Value::Map(self.nodes[*node].1.clone()),
                Bound::Edge(edge) => Value::Map(self.edges[*edge].properties.clone()),
            };
            settings.parameters.insert(name.clone(), value);
            names.push(format!("${name} AS {name}"));
        }
        let with = if names.is_empty() { String::new() } else { format!("WITH {} ", names.join(", ")) };
        let rows =
            run_on(&View::default(), &format!("{with}RETURN {expression} AS value").parse()?, &settings)?;
        Ok(rows.rows.into_iter().flatten().next().unwrap_or(Value::Null))
    }
}

fn text(source: &str, span: open_cypher::Span) -> &str {
    span.text(source).unwrap_or_default()
}

fn labels(expression: &ast::LabelExpression) -> Vec<String> {
    match &expression.kind {
        LabelExpressionKind::Name(name) => vec![name.kind.text.clone()],
        LabelExpressionKind::And(all) => all.iter().flat_map(labels).collect(),
        LabelExpressionKind::Parenthesized(inner) => labels(inner),
        _ => Vec::new(),
    }
}
