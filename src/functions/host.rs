//! The name of a host as nearly all are written, which needs no parser.

/// Whether some bytes are a host of two labels at least: small letters and digits, single hyphens inside of a label, and
/// letters alone in the last one.
pub(super) fn is_host(host: &[u8]) -> bool {
    let (mut label, mut dots, mut letters) = (0, 0, true);
    let mut before = b'.';
    for byte in host {
        match byte {
            b'a'..=b'z' => {}
            b'0'..=b'9' => letters = false,
            b'-' if before != b'.' && before != b'-' => letters = false,
            b'.' if before != b'.' && before != b'-' => {
                dots += 1;
                (label, letters) = (0, true);
                before = b'.';
                continue;
            }
            _ => return false,
        }
        label += 1;
        if label > 63 {
            return false;
        }
        before = *byte;
    }
    dots > 0 && letters && label >= 2 && host.len() <= 250
}
