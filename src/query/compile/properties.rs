//! Properties in patterns: what they must equal, and when that can be asked.

use super::Compiler;
use super::pattern::{Condition, Draft};
use super::scope::Shape;
use crate::query::algebra::{Choice, EdgePattern, Expr, Name, Operator, Path, Quantifier};
use crate::query::code::{Code, Loop, Op, Slot};
use crate::query::error::QueryError;

impl Compiler<'_> {
    /// What the properties in a path must equal, whose nodes have these places.
    pub(super) fn properties(
        &mut self,
        path: &Path,
        slots: &[Slot],
        draft: &mut Draft<'_>,
    ) -> Result<(), QueryError> {
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
        for (node, slot) in nodes.zip(slots) {
            for (key, value) in &node.properties {
                let (test, fixed) = self.equality(*slot, Shape::Node, key, value)?;
                if fixed {
                    self.value_source(*slot, key, (value, &value.at), draft)?;
                } else {
                    self.join(*slot, key, (value, &value.at), draft)?;
                }
                draft.conditions.push(test);
            }
        }
        for (pattern, _) in &path.steps {
            for (key, value) in &pattern.properties {
                self.edge_property(pattern, (key, value), draft)?;
            }
        }
        Ok(())
    }

    fn edge_property(
        &mut self,
        pattern: &EdgePattern,
        (key, value): (&Name, &Expr),
        draft: &mut Draft<'_>,
    ) -> Result<(), QueryError> {
        let at = draft.edges.iter().position(|edge| std::ptr::eq(edge.pattern, pattern));
        let Some((at, edge)) = at.and_then(|at| Some((at, draft.edges.get(at)?))) else { return Ok(()) };
        let (slot, one, shortest) = (edge.hop.edge, edge.one, edge.choice != Choice::Every);
        if pattern.length.is_none() && !shortest {
            let (test, _) = self.equality(slot, Shape::Edge, key, value)?;
            draft.conditions.push(test);
            return Ok(());
        }
        let (test, _) = self.equality(one, Shape::Edge, key, value)?;
        // What a shortest path asks of its edges decides which path is the shortest, and both its ends are bound then.
        let later = |slot: &Slot| *slot != one && draft.binds(*slot);
        if shortest || !test.needs.iter().any(later) {
            if let Some(edge) = draft.edges.get_mut(at) {
                edge.one_tests.push(test.code);
            }
            return Ok(());
        }
        let mut needs = test.needs;
        needs.retain(|slot| *slot != one);
        needs.push(slot);
        let at = test.code.at.clone();
        let list = Code { op: Op::Slot(slot), at: at.clone() };
        let each = Loop { slot: one, list, filter: Some(test.code), item: None };
        let code = Code { op: Op::Quantified(Quantifier::All, Box::new(each)), at };
        draft.conditions.push(Condition { code, needs });
        Ok(())
    }

    /// `slot.key = value`, and whether the value is the same for every row that the pattern binds.
    fn equality(
        &mut self,
        slot: Slot,
        shape: Shape,
        key: &Name,
        value: &Expr,
    ) -> Result<(Condition, bool), QueryError> {
        let found = self.key(&key.text);
        self.check_key(&found, key, shape);
        self.check_value(shape, &key.text, value);
        let of = Code { op: Op::Slot(slot), at: key.at.clone() };
        let left = Code { op: Op::Property(Box::new(of), found), at: key.at.clone() };
        let right = self.expr(value)?;
        let mut needs = self.needs(value);
        let fixed = needs.is_empty();
        needs.push(slot);
        let code =
            Code { op: Op::Binary(Box::new(left), Operator::Equal, Box::new(right)), at: value.at.clone() };
        Ok((Condition { code, needs }, fixed))
    }
}
