//! The command.
fn main() {
    use passerelle::{diagnostics, source, syntax};
    let mut s = source::Sources::new();
    let mut d = diagnostics::Diagnostics::new();
    for a in std::env::args().skip(1) {
        let id = s.add(a.clone(), std::fs::read_to_string(&a).expect("file"));
        let p = syntax::parse(&s, id, &mut d);
        if std::env::var("DUMP").is_ok() { println!("{}", syntax::dump(&p.file)); }
    }
    print!("{}", diagnostics::text(&d, &s, diagnostics::Style::Plain));
}
