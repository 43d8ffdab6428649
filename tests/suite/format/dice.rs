//! Rule texts at random: every construct, oddly spaced, with comments where they may stand.

use std::fmt::Write;

/// Decisions, taken from a list of numbers that proptest makes smaller.
pub(super) struct Dice<'d>(pub(super) std::slice::Iter<'d, u16>);

impl Dice<'_> {
    fn below(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |number| usize::from(*number) % sides)
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == sides - 1
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }

    /// Blanks between two words.
    fn gap(&mut self) -> &'static str {
        self.of(&[" ", " ", " ", "  ", "   ", "     ", "         ", "\t"])
    }

    /// Blanks, or none, of any kind.
    fn loose(&mut self) -> &'static str {
        self.of(&[" ", "", " ", "  ", "\u{A0}", "    "])
    }

    /// A place where a line may end.
    fn joint(&mut self, out: &mut String) {
        if !self.one_in(6) {
            out.push_str(self.gap());
            return;
        }
        self.end(out);
        out.push_str(self.of(&["", "  ", "       ", "                "]));
    }

    /// An end of line, or several, with comments.
    fn end(&mut self, out: &mut String) {
        loop {
            if self.one_in(6) {
                out.push_str(self.of(&["", " ", "  ", "     ", "              "]));
                out.push_str(self.of(&["# why", "#", "#  x \"y  ", "# `", "# a comment  \u{A0}"]));
            }
            out.push_str(self.of(&["\n", "\n", "\n", "  \n", "\n\n", "\n \n\n"]));
            if !self.one_in(5) {
                return;
            }
            out.push_str(self.of(&["", "  ", "       ", "              "]));
        }
    }

    fn name(&mut self) -> &'static str {
        self.of(&[
            "NOM",
            "A",
            "CP",
            "title",
            "`odata.metadata`",
            "Précision",
            "OUVERTURECOMPLETAVECJOURSANNEESUIVANTE",
            "`2eme  nom`",
            "order",
            "GmapLatitude",
            "add",
            "a_name_that_is_so_long_that_no_column_can_hold_it_in_a_table",
        ])
    }

    fn constant(&mut self) -> &'static str {
        self.of(&[
            "\"x\"", "\"a  b # c | d\"", "\"\\\"\"", "12", "-3.50", "2015-01-01", "true", "\"\"",
            "\"a text that takes so much room that nothing else has its place on the same line beside it, or not much\"",
        ])
    }

    fn constants(&mut self, out: &mut String) {
        out.push_str(self.constant());
        while self.one_in(3) {
            self.joint(out);
            let _ = write!(out, "or{}{}", self.gap(), self.constant());
        }
    }

    fn path(&mut self, out: &mut String, deep: usize) {
        let own = self.one_in(5);
        let _ = write!(out, "{}{}", if own { "$" } else { "" }, self.name());
        if !own && self.one_in(3) {
            let _ = write!(out, "{}[", self.loose());
            match self.below(4) {
                0 => out.push_str("all"),
                1 => out.push_str(" first "),
                _ if deep > 2 => out.push_str("only"),
                _ => self.test(out, deep + 1),
            }
            out.push_str(self.of(&["]", "]", " ]"]));
        }
        if self.one_in(5) {
            let _ = write!(out, "{}.{}{}", self.loose(), self.loose(), self.name());
        }
    }

    fn test(&mut self, out: &mut String, deep: usize) {
        self.comparison(out, deep);
        let word = self.of(&["and", "or"]);
        while self.one_in(4) {
            self.joint(out);
            let _ = write!(out, "{word}{}", self.gap());
            self.comparison(out, deep);
        }
    }

    fn comparison(&mut self, out: &mut String, deep: usize) {
        if deep < 3 && self.one_in(6) {
            let _ = write!(out, "({}", self.loose());
            self.test(out, deep + 1);
            let _ = write!(out, "{})", self.loose());
            return;
        }
        self.path(out, deep + 1);
        out.push_str(self.gap());
        match self.below(4) {
            0 => out.push_str(self.of(&["is missing", "is   present"])),
            1 => {
                let _ = write!(out, "{}{}", self.of(&["<", ">=", ">"]), self.gap());
                out.push_str(self.of(&["3", "2015-01-01"]));
            }
            _ => {
                let word = self.of(&["is", "is not", "is   not", "contains", "starts   with", "ends with"]);
                let _ = write!(out, "{word}{}", self.gap());
                self.constants(out);
            }
        }
    }

    fn choice(&mut self, out: &mut String, deep: usize) {
        loop {
            match self.below(6) {
                0 if deep < 3 => {
                    let _ = write!(out, "({}", self.loose());
                    self.pipeline(out, deep + 1);
                    self.joint(out);
                    out.push(')');
                }
                1 => out.push_str(self.constant()),
                _ => self.path(out, deep),
            }
            if !self.one_in(4) {
                return;
            }
            self.joint(out);
            let _ = write!(out, "or{}", self.gap());
        }
    }

    fn pipeline(&mut self, out: &mut String, deep: usize) {
        self.choice(out, deep);
        while self.one_in(4) {
            let _ = write!(out, "{},", self.loose());
            self.joint(out);
            self.choice(out, deep);
        }
        while self.one_in(2) {
            self.joint(out);
            let _ = write!(
                out,
                "|{}{}",
                self.loose(),
                self.of(&["squish", "first", "join( \", \" )", "f(1 ,\"x\")"])
            );
        }
    }

    fn clauses(&mut self, out: &mut String) {
        if self.one_in(4) {
            self.joint(out);
            let _ = write!(out, "when{}", self.gap());
            self.test(out, 0);
        }
        while self.one_in(4) {
            self.joint(out);
            let _ = write!(
                out,
                "{}{}:{}",
                self.of(&["missing", "invalid", "unknown"]),
                self.loose(),
                self.loose()
            );
            out.push_str(self.of(&["skip", "warn", "hold \"why\"", "use \"x\" or B"]));
        }
    }

    fn rule(&mut self, out: &mut String, deep: usize) {
        out.push_str(self.of(&["", "", "", "add ", "override   "]));
        let target =
            ["a", "title", "zipCode", "title[en]", "openingPeriods", "url", "phone", "addressComplement2"];
        let _ = write!(out, "{}{}<-", self.of(&target), self.gap());
        self.joint(out);
        match self.below(6) {
            0 | 1 if deep < 3 => {
                if self.one_in(2) {
                    out.push_str("each ");
                    self.path(out, deep);
                    out.push(' ');
                }
                self.block(out, deep, |dice, out, deep| match dice.below(4) {
                    0 => dice.let_value(out),
                    _ => dice.rule(out, deep),
                });
            }
            _ => self.pipeline(out, 0),
        }
        self.clauses(out);
    }

    fn let_value(&mut self, out: &mut String) {
        let _ = write!(out, "let {}{}={}", self.of(&["a", "numbers"]), self.loose(), self.loose());
        self.pipeline(out, 0);
    }

    /// `{ … }` with one or more statements inside.
    fn block(&mut self, out: &mut String, deep: usize, inside: impl Fn(&mut Self, &mut String, usize)) {
        out.push('{');
        self.joint(out);
        inside(self, out, deep + 1);
        while self.one_in(2) {
            self.end(out);
            inside(self, out, deep + 1);
        }
        self.joint(out);
        out.push('}');
    }

    fn because(&mut self, out: &mut String) {
        self.joint(out);
        let _ = write!(
            out,
            "because{}{}",
            self.gap(),
            self.of(&["\"why\"", "\"a reason that is told at length\""])
        );
    }

    fn statement(&mut self, out: &mut String) {
        out.push_str(self.of(&["", "  ", "    "]));
        match self.below(10) {
            0 => {
                let _ = write!(out, "{}read{}", self.of(&["", "", "override "]), self.gap());
                out.push_str(self.name());
                while self.one_in(2) {
                    out.push(',');
                    self.joint(out);
                    out.push_str(self.name());
                }
                let _ = write!(out, "{}as{}list", self.gap(), self.gap());
            }
            1 => {
                let _ = write!(out, "{}{}", self.of(&["ignore", "drop"]), self.gap());
                out.push_str(self.of(&["A", "fax"]));
                while self.one_in(3) {
                    let _ = write!(out, "{},", self.loose());
                    self.joint(out);
                    out.push_str(self.of(&["COMMUNEINSEE", "B", "`x`"]));
                }
                self.because(out);
            }
            2 => {
                let _ = write!(out, "{} when ", self.of(&["exclude", "hold"]));
                self.test(out, 0);
                self.because(out);
            }
            3 => self.let_value(out),
            4 => self.decide(out),
            _ => self.rule(out, 0),
        }
    }

    fn decide(&mut self, out: &mut String) {
        let _ = write!(out, "decide{}{{", self.loose());
        self.end(out);
        let _ = write!(
            out,
            "|{}{}|{}->{}type{}|",
            self.gap(),
            self.name(),
            self.loose(),
            self.loose(),
            self.gap()
        );
        for _ in 0..=self.below(4) {
            self.end(out);
            out.push('|');
            for _ in 0..=self.below(3) {
                out.push_str(self.gap());
                match self.below(3) {
                    0 => {
                        out.push_str(self.of(&[
                            "any",
                            "-",
                            "missing",
                            "hold   \"what is it?\"",
                            "otherwise",
                        ]));
                    }
                    _ => self.constants(out),
                }
                let _ = write!(out, "{}|", self.loose());
            }
        }
        self.end(out);
        out.push('}');
    }

    fn data(&mut self, out: &mut String, deep: usize) {
        let _ = write!(out, "{{{}", self.loose());
        let pairs = self.below(5);
        for number in 0..pairs {
            let _ =
                write!(out, "{}{}:{}", self.of(&["A", "\"b c\"", "Précision"]), self.loose(), self.loose());
            match self.below(5) {
                0 if deep < 3 => self.data(out, deep + 1),
                1 if deep < 3 => {
                    out.push('[');
                    self.joint(out);
                    self.data(out, deep + 1);
                    let _ = write!(out, ",{}12", self.loose());
                    self.joint(out);
                    out.push(']');
                }
                2 => out.push_str(self.of(&["null", "[]", "[ 1 ,2]"])),
                _ => out.push_str(self.constant()),
            }
            if number + 1 < pairs {
                out.push(',');
                self.joint(out);
            } else {
                out.push_str(self.of(&["", " ,"]));
                self.joint(out);
            }
        }
        out.push('}');
    }

    fn example(&mut self, out: &mut String) {
        out.push_str("example \"one\" for HOT {");
        self.joint(out);
        for _ in 0..=self.below(2) {
            let _ = write!(out, "given{}{}", self.gap(), self.of(&["", "", "en  "]));
            self.data(out, 0);
            self.joint(out);
        }
        out.push_str("expect ");
        if self.one_in(3) {
            out.push_str("held   \"why\"");
        } else {
            self.data(out, 0);
        }
        self.joint(out);
        out.push('}');
    }

    /// A whole file.
    pub(super) fn file(&mut self) -> String {
        let mut out = String::new();
        if self.one_in(3) {
            self.end(&mut out);
        }
        for _ in 0..self.below(5) {
            match self.below(6) {
                0 => self.example(&mut out),
                1 => out.push_str("script  f from \"f.rhai\"  gives list  text"),
                2 | 3 => {
                    let _ = write!(
                        out,
                        "for {}{}",
                        self.of(&["HOT", "all", "HOT , DEG", "ASC,LOI"]),
                        self.loose()
                    );
                    self.block(&mut out, 0, |dice, out, _| dice.statement(out));
                }
                _ => self.statement(&mut out),
            }
            self.end(&mut out);
        }
        out
    }
}
