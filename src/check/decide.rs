//! Decisions: columns are paths, cells are literals, the first row that fits decides.

use super::Checker;
use super::ir::{Comparison, Constant, Decide, DecideId, DecideResult, DecideRow, Expr, Fit};
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic};
use crate::manifest::Field;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Cell, Column};
use crate::value::{Kind, Literal, Ty};

/// A mistake that was reported already.
struct Reported;

impl Checker<'_> {
    /// A decision; none where its form is wrong, which was reported.
    pub(super) fn decide(&mut self, node: &ast::Decide, scope: &Scope<'_>) -> Option<DecideId> {
        let mut columns = Vec::new();
        let mut targets: Vec<(usize, Span)> = Vec::new();
        for column in &node.columns {
            match column {
                Column::Tested(path) if targets.is_empty() => {
                    let asked = columns.len();
                    let constants = node.rows.iter().any(|row| {
                        let cell = row.cells.get(asked).map(|cell| &cell.value);
                        matches!(cell, Some(Cell::Values(_) | Cell::Not(_)))
                    });
                    columns.push(self.column(path, constants, scope));
                }
                Column::Tested(path) => {
                    self.form(
                        path.span,
                        "a column that is tested stands behind a target",
                        "put it before the targets",
                    );
                    return None;
                }
                Column::Target(name) => {
                    let at = self.schema.fields.iter().position(|field| field.name.value == name.value)?;
                    if targets.iter().any(|(known, _)| *known == at) {
                        self.form(name.span, "this target has two columns", "keep one of the two");
                        return None;
                    }
                    targets.push((at, name.span));
                }
            }
        }
        if columns.is_empty() || targets.is_empty() {
            let head = node.head();
            self.form(
                head,
                "a decision has columns to test and at least one `-> target`",
                "write `| TYPE | -> type |` first",
            );
            return None;
        }
        for (at, span) in &targets {
            let field = self.schema.fields.get(*at)?;
            if field.exact {
                self.exact_elsewhere(&field.name.value, *span, "a decision gives constants");
                return None;
            }
            if field.list || matches!(field.kind, Kind::Object | Kind::Period) {
                let message = format!("`{}` is not given by a decision", field.name.value);
                self.form(*span, &message, "a decision gives constants, one for each target: write a rule");
                return None;
            }
        }
        let targets: Vec<usize> = targets.into_iter().map(|(at, _)| at).collect();
        let mut rows: Vec<DecideRow> = Vec::new();
        for row in &node.rows {
            rows.extend(self.row(row, columns.len(), &targets));
        }
        self.reachable(node, &rows);
        let id = u32::try_from(self.decides.len()).ok().map(DecideId)?;
        self.decides.push(Decide { span: node.span, columns, targets, rows });
        Some(id)
    }

    /// The column of a target in a decision.
    pub(super) fn column_of(&self, id: DecideId, field: usize) -> Option<usize> {
        self.decides.get(id.0 as usize)?.targets.iter().position(|target| *target == field)
    }

    /// A column; whether its cells compare it with constants.
    fn column(&mut self, path: &ast::Path, constants: bool, scope: &Scope<'_>) -> Expr {
        let value = self.path(path, scope);
        if constants && matches!(value.ty.kind, Kind::Element | Kind::Period | Kind::Object) {
            self.report(
                Diagnostic::new(
                    Code::NoCells,
                    value.span,
                    format!("{} cannot be compared with a constant", value.ty),
                )
                .help("name the cell that is meant: `FIELD[only].cell`"),
            );
        }
        value
    }

    fn form(&mut self, span: Span, message: &str, help: &str) {
        self.report(Diagnostic::new(Code::DecisionForm, span, message).help(help));
    }

    fn row(&mut self, node: &ast::Row, columns: usize, targets: &[usize]) -> Option<DecideRow> {
        let mut cells = node.cells.iter();
        let mut fits = Vec::new();
        // `otherwise` in the first cell stands for all columns.
        let everything = matches!(node.cells.first().map(|cell| &cell.value), Some(Cell::Otherwise));
        let asked = if everything && node.cells.len() < columns + targets.len() { 1 } else { columns };
        for cell in cells.by_ref().take(asked) {
            fits.push(self.fit_cell(cell)?);
        }
        if everything {
            fits.resize(columns, Fit::Any);
        }
        let results: Vec<&Spanned<Cell>> = cells.collect();
        let stop = match results.as_slice() {
            [only] => match &only.value {
                Cell::Stop(verb, because) => Some((*verb, because.value.clone())),
                Cell::Any
                | Cell::Otherwise
                | Cell::Missing
                | Cell::Present
                | Cell::Values(_)
                | Cell::Not(_)
                | Cell::Nothing => None,
            },
            _ => None,
        };
        if let (Some((verb, because)), true) = (stop, fits.len() == columns) {
            let result = DecideResult::Stop(verb, because);
            return Some(DecideRow { span: node.span, cells: fits, result });
        }
        if fits.len() != columns || results.len() != targets.len() {
            let message = format!(
                "this row has {} cells, and the first line has {}",
                node.cells.len(),
                columns + targets.len()
            );
            self.form(
                node.span,
                &message,
                "give each column a cell; `hold \"why\"` alone stands for all targets, `otherwise` alone for all columns",
            );
            return None;
        }
        let mut values = Vec::new();
        for (cell, target) in results.into_iter().zip(targets) {
            let field = self.schema.fields.get(*target)?;
            values.push(self.result(cell, field).ok()?);
        }
        Some(DecideRow { span: node.span, cells: fits, result: DecideResult::Values(values) })
    }

    /// What a cell asks.
    fn fit_cell(&mut self, cell: &Spanned<Cell>) -> Option<Fit> {
        let literals =
            |values: &[Spanned<Literal>]| values.iter().map(|literal| literal.value.clone()).collect();
        Some(match &cell.value {
            Cell::Any | Cell::Otherwise => Fit::Any,
            Cell::Missing => Fit::Asks(Comparison::Missing),
            Cell::Present => Fit::Asks(Comparison::Present),
            Cell::Values(values) => Fit::Asks(Comparison::Is(literals(values))),
            Cell::Not(values) => Fit::Asks(Comparison::IsNot(literals(values))),
            Cell::Stop(..) | Cell::Nothing => {
                self.form(
                    cell.span,
                    "this cell belongs to a column that is tested",
                    "write a constant, `any`, `missing`, `present` or `not \"x\"`",
                );
                return None;
            }
        })
    }

    /// What a cell gives its target; none in it leaves the target unset.
    fn result(&mut self, cell: &Spanned<Cell>, field: &Field) -> Result<Option<Constant>, Reported> {
        match &cell.value {
            Cell::Nothing if field.required => {
                let message =
                    format!("`{}` is required: a record without it cannot be imported", field.name.value);
                self.form(cell.span, &message, "give it a value, or write `hold \"why\"`");
                Err(Reported)
            }
            Cell::Nothing => Ok(None),
            Cell::Values(values) => match values.as_slice() {
                [one] => {
                    let constant = super::value::constant(one);
                    let fitted = self.fit(Expr { ty: Ty::one(constant.ty.kind), ..constant }, field, false);
                    if let (super::ir::ExprKind::Constant(constant), true) =
                        (fitted.kind, fitted.ty.kind != Kind::Unknown)
                    {
                        Ok(Some(constant))
                    } else {
                        Err(Reported)
                    }
                }
                _ => {
                    self.form(cell.span, "a row gives a target one value", "keep one of them");
                    Err(Reported)
                }
            },
            Cell::Any | Cell::Otherwise | Cell::Missing | Cell::Present | Cell::Not(_) | Cell::Stop(..) => {
                self.form(
                    cell.span,
                    "this cell gives its target nothing",
                    "write a constant, or `-` to leave the target unset; `hold \"why\"` stands alone behind the columns",
                );
                Err(Reported)
            }
        }
    }

    /// Whether every value finds a row, and every row can be reached.
    fn reachable(&mut self, node: &ast::Decide, rows: &[DecideRow]) {
        if rows.len() == node.rows.len()
            && !rows.iter().any(|row| row.cells.iter().all(|cell| *cell == Fit::Any))
        {
            let head = node.head();
            self.report(
                Diagnostic::new(Code::NoOtherwise, head, "this decision says nothing of all other values")
                    .help("add a last row `| otherwise | hold \"why\" |`"),
            );
        }
        for (at, row) in rows.iter().enumerate() {
            let covering = rows.iter().take(at).find(|earlier| {
                earlier.cells.iter().zip(&row.cells).all(|(wide, narrow)| covers(wide, narrow))
            });
            if let Some(earlier) = covering {
                self.report(
                    Diagnostic::new(Code::UnreachableRow, row.span, "this row can never be reached")
                        .other(earlier.span, "whatever fits it fits this row before")
                        .help("remove it, or put it first"),
                );
            }
        }
    }
}

/// Whether everything that fits `narrow` fits `wide`.
fn covers(wide: &Fit, narrow: &Fit) -> bool {
    match (wide, narrow) {
        (Fit::Any, _) => true,
        (Fit::Asks(_), Fit::Any) => false,
        (Fit::Asks(wide), Fit::Asks(narrow)) => implies(narrow, wide),
    }
}

/// Whether what one comparison says makes another one true, as far as cells of a decision can say it.
fn implies(narrow: &Comparison, wide: &Comparison) -> bool {
    use Comparison::{Is, IsNot, Missing, Order, Present, Words};
    match (wide, narrow) {
        (Missing, Missing) | (Present, Present | Is(_) | IsNot(_)) => true,
        (Is(wide), Is(narrow)) => narrow.iter().all(|literal| wide.contains(literal)),
        (IsNot(wide), IsNot(narrow)) => wide.iter().all(|literal| narrow.contains(literal)),
        (IsNot(wide), Is(narrow)) => {
            !narrow.iter().any(|literal| wide.iter().any(|other| alike(literal, other)))
        }
        (Missing | Present | Is(_) | IsNot(_) | Words(..) | Order(..), _) => false,
    }
}

/// Whether a text may be both: `"10"` is `10` in a feed of texts.
fn alike(one: &Literal, other: &Literal) -> bool {
    one.to_string().trim_matches('"') == other.to_string().trim_matches('"')
}
