//! The canonical form of rules: what it looks like, its laws, and the command that brings rules into it.

mod command;
mod dice;
mod laws;

use passerelle::syntax;

#[track_caller]
fn becomes(written: &str, formatted: &str) {
    let found = syntax::format(written).unwrap();
    assert_eq!(found, formatted, "\n--- found\n{found}\n--- expected\n{formatted}");
    assert_eq!(syntax::format(formatted).unwrap(), formatted);
}

#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

#[test]
fn what_has_mistakes_is_left_alone() {
    for text in
        ["title <- ", "title = NOM", "for HOT {", "a <- (B", "a <- “b”", &format!("a <- {}", "(".repeat(99))]
    {
        assert_eq!(syntax::format(text), None, "{text}");
    }
}

#[test]
fn what_is_laid_out_well_stays_as_it_is() {
    stays(
        r#"# Hotels.

read TEL, TELMOB, FAX   as phone_list
read MAIL               as web_list  # `#` splits

exclude when Updated < 2015-01-01                    because "not confirmed for years"
exclude when SyndicObjectName starts with "HOT test" because "a test record"

for HOT, DEG {
  # The name.
  title       <- NOMOFFRE or SyndicObjectName | squish
  # A comment line does not part a paragraph.
  description <- DESCRIPTIF | text
  descriptions <- {
    text <- OUVERTURETEXTE, TARIFSTEXTE
            | text | join("\n\n")
  }
  lat         <- LAT or GmapLatitude  | latitude
  long        <- LON or GmapLongitude | longitude

  let numbers  = TEL[all], TELMOB[all] | phone("FR")
  phone       <- $numbers | landlines | first
  mobilePhone <- $numbers | mobiles   | first
  fax         <- FAX[all] | phone("FR") | first
                 invalid: warn "no fax number"

  openingPeriods <- (OUVERTURECOMPLET[all] | opening_periods)
                      or (OUVERTURE[all] | opening_periods)
                    invalid: warn "hours that cannot be read"
  add openingPeriods <- (OUVERTURECOMPLETANNEESUIVANTE[all] | opening_periods)
                          or (OUVERTUREANNEESUIVANTE[all] | opening_periods)

  photos       <- each PHOTO[all] { url <- it | media_url }
  services     <- PRESTATIONS[all] | table("services") | unique
  add services <- "children_corner"            when COINENFANTS is "oui"
  add services <- "coaches_welcome"            when GROUPEAUTOCAR is "oui"

  contacts <- {
    isRef       <- true
    companyName <- AD1 | squish
  } when AD1 starts with "SCEA " or "EARL "

  hold when TYPE is missing or TYPE is not "Hôtel"
    or CLAS is present
    because "not known to be a hotel"
  ignore TELCOMPLET, MAILCOMPLET
    because "the same values"
  ignore ACCES   because "the road"
}
for LOI { title <- NOM }
for ASC {}

example "one" for HOT {
  given {
    NOMOFFRE: " Domaine ", CP: "24100",
    TARIFS: [
      { min: 1, days: ["sunday"] },
      { min: 2 },
    ],
  }
  expect { title: "Domaine" }
}
example "none" for HOT {
  given    { CP: "2410" }
  given en { CP: "2410" }
  expect   held "a postcode has five digits"
}
"#,
    );
}

#[test]
fn blanks_and_ends_of_line() {
    becomes(
        "\n\n  title\u{A0}<-\tNOM|squish  missing\u{A0}: warn \r\n\r\n\r\nb <- TARIFS [ all ] . min,( $x\t.y )|f( 1 ,2 )\r\n",
        "title <- NOM | squish  missing: warn\n\nb <- TARIFS[all].min, ($x.y) | f(1, 2)\n",
    );
    becomes("for HOT {\n\n\n a <- B\n\n\n\n # why  \n\n}\n\n", "for HOT {\n  a <- B\n\n  # why\n}\n");
    becomes("for HOT { # why\n\n\n a <- B }", "for HOT { # why\n  a <- B\n}\n");
    becomes("for HOT {\n}", "for HOT {}\n");
    becomes("for HOT { a <- B\n b <- C }", "for HOT {\n  a <- B\n  b <- C\n}\n");
    becomes(
        "hold when A starts   with \"x  y\"\nbecause \"z\"",
        "hold when A starts with \"x  y\"\n  because \"z\"\n",
    );
    becomes("", "");
    becomes("\n \n", "");
    becomes("#  why", "#  why\n");
}

#[test]
fn arrows_of_a_paragraph_stand_in_one_column() {
    becomes(
        "a <- A\nlet b = B\nadd title <- C\n# why\nd <- D\n\ne <- E\n",
        "a         <- A\nlet b      = B\nadd title <- C\n# why\nd         <- D\n\ne <- E\n",
    );
    // An object of several lines neither moves the others nor is moved, unless its author lined it up.
    becomes(
        "a <- A\ncapacities <- {\n max <- C\n}\nbc <- B\n",
        "a  <- A\ncapacities <- {\n  max <- C\n}\nbc <- B\n",
    );
    stays("links  <- A\nphotos <- B\na      <- {\n  b <- C\n}\n");
    becomes("let a = A\nurl   <- {\n  b <- B\n}\n", "let a = A\nurl <- {\n  b <- B\n}\n");
    // Nor does a target that is far longer than the others.
    let long = "x".repeat(60);
    becomes(
        &format!("a <- A\n{long} <- B\n{long}y <- B\nbc <- C"),
        &format!("a  <- A\n{long}  <- B\n{long}y <- B\nbc <- C\n"),
    );
    // A block parts a paragraph.
    becomes("abc <- A\nfor HOT { a <- A }\nb <- B\n", "abc <- A\nfor HOT { a <- A }\nb <- B\n");
}

#[test]
fn layouts_of_a_paragraph_stand_in_one_column() {
    becomes("read TEL, FAX as a\nread MAIL as b\n", "read TEL, FAX as a\nread MAIL     as b\n");
    // Where the author left more room, it is kept; a line without room stays by itself.
    let long = format!("read {} as c\n", "X".repeat(70));
    stays(&format!("read TEL, FAX    as a\nread MAIL        as b\n{long}"));
    becomes(
        &format!("read TEL, FAX, MAIL as a\nread B as b\nread MAIL as b\n{long}"),
        &format!("read TEL, FAX, MAIL as a\nread B              as b\nread MAIL           as b\n{long}"),
    );
}

#[test]
fn bars_of_a_table_stand_below_each_other() {
    becomes(
        "decide {\n|A|B[all].c|->type|\n|\"x\"or\"y\"|any|\"Hotel\"| # why\n\n|missing|-|\"é\"|\n# rest\n|otherwise|hold   \"what?\"|\n}\n",
        "decide {\n  \
        | A          | B[all].c | -> type |\n  \
        | \"x\" or \"y\" | any      | \"Hotel\" | # why\n\n  \
        | missing    | -        | \"é\"     |\n  \
        # rest\n  \
        | otherwise  | hold \"what?\"       |\n}\n",
    );
}

#[test]
fn clauses_and_comments_stay_lined_up() {
    // They move with the values, and make room.
    becomes(
        "a <- \"x\"         when A is \"x\"\nb <- B | f       # why\nlonger <- \"y\"    when A is \"y\"\nc <- C  when D is \"x\"\n",
        "a      <- \"x\"         when A is \"x\"\nb      <- B | f       # why\n\
        longer <- \"y\"         when A is \"y\"\nc      <- C           when D is \"x\"\n",
    );
}

#[test]
fn clauses_that_lose_their_room_stay_lined_up() {
    becomes(
        "a <- A,B,C,D,E,F,G,H when A is \"x\"\nb <- B               when B is \"x\"\n",
        "a <- A, B, C, D, E, F, G, H when A is \"x\"\nb <- B                      when B is \"x\"\n",
    );
}

#[test]
fn clauses_and_comments_that_are_not_lined_up() {
    // Three blanks each: that two meet in a column is chance.
    stays("a <- A1   when A is \"x\"\nb <- B1   when A is \"x\"\nc <- C   when A is \"x\"\n");
    stays("a <- A when B is \"x\"\n\na <- A   when B is \"x\"  missing: warn # why\n");
    becomes(
        "a <- A          when B is \"x\"     invalid: skip#why",
        "a <- A  when B is \"x\"  invalid: skip  #why\n",
    );
}

#[test]
fn bars_stay_lined_up_with_their_neighbours() {
    stays("a <- A[all]    | f | g\nb <- LONG[all] | f | g\n");
    becomes("a <- A[all]   | f\nb <- LONG[all] | f\n", "a <- A[all] | f\nb <- LONG[all] | f\n");
    // The narrowest column, wherever they stood.
    becomes("a <- A        or B | f\nb <- LONG     or C | f\n", "a <- A    or B | f\nb <- LONG or C | f\n");
}

#[test]
fn a_comment_goes_on_below_itself() {
    stays("a <- A  # why\n        # not\n# the next\nb <- B\n");
    becomes("a <- A | f # why\n   # the next\nb <- B\n", "a <- A | f # why\n# the next\nb <- B\n");
    // Inside of a statement a comment stands where the line below it stands.
    becomes(
        "a <- A\n# why\nor B\n  # not\n\n| f\n",
        "a <- A\n       # why\n       or B\n     # not\n     | f\n",
    );
}

#[test]
fn lines_that_go_on_are_indented_by_how_loosely_they_are_joined() {
    becomes(
        "hold when A is \"x\"\nor \"y\"\nor (\nB is \"z\"\n)\nbecause \"w\"\n",
        "hold when A is \"x\"\n    or \"y\"\n  or (\n    B is \"z\"\n  )\n  because \"w\"\n",
    );
    becomes(
        "ab <- A\nor B,\nC\n| f\nwhen D is \"x\"\nand E is \"y\"\nor \"z\"\nunknown: skip\n",
        "ab <- A\n        or B,\n      C\n      | f\n      when D is \"x\"\n        and E is \"y\"\n          or \"z\"\n      unknown: skip\n",
    );
    becomes("ab <-\nA\n| f\nmissing: warn", "ab <-\n  A\n  | f\n  missing: warn\n");
    becomes("ab <- {\nc <- D\n}\nmissing: warn", "ab <- {\n  c <- D\n}\n  missing: warn\n");
}

#[test]
fn what_is_too_long_is_broken_at_its_loosest_joint() {
    let (a, b) = ("A".repeat(55), "B".repeat(55));
    becomes(
        &format!("t <- {a} or {b} | f | g  when C is \"x\"  missing: warn"),
        &format!("t <- {a} or {b}\n     | f | g\n     when C is \"x\"\n     missing: warn\n"),
    );
    becomes(&format!("t <- {a}, {b}, C, D"), &format!("t <- {a}, {b},\n     C, D\n"));
    becomes(&format!("t <- {a} or {b} or C"), &format!("t <- {a} or {b}\n       or C\n"));
    becomes(
        &format!("hold when {a} is \"x\" and {b} is \"y\"  because \"z\""),
        &format!("hold when {a} is \"x\"\n  and {b} is \"y\"\n  because \"z\"\n"),
    );
    becomes(
        &format!("p <- each {a}[all] {{ url <- {b} | f }}  when A is \"x\""),
        &format!("p <- each {a}[all] {{\n  url <- {b} | f\n}}  when A is \"x\"\n"),
    );
    becomes(
        &format!("example \"e\" for HOT {{ given {{ A: \"{a}\", B: \"{b}\", C: {{}} }} expect {{}} }}"),
        &format!(
            "example \"e\" for HOT {{\n  given {{\n    A: \"{a}\",\n    B: \"{b}\", C: {{}}\n  }}\n  expect {{}}\n}}\n"
        ),
    );
    // Nothing in it can be broken.
    stays(&format!("t <- \"{a}{b}{a}\"\n"));
    stays(&format!("t <- A  # {a}{b}{a}\n"));
}

#[test]
fn a_long_file_is_formatted_in_time() {
    let _ = syntax::format(&"title <- NOM | squish    when A is \"x\"\n".repeat(10_000)).unwrap();
    let _ = syntax::format(&format!("a <- {}B", "A or B, (C | f),".repeat(10_000))).unwrap();
    let _ =
        syntax::format(&format!("for HOT {{ a <- {}B{} }}", "( A or ".repeat(60), ")".repeat(60))).unwrap();
}
