//! The name of a host as nearly all are written, which needs no parser.

/// Whether some bytes are a host of two labels at least: small letters and digits, single hyphens inside of a label, and
/// letters alone in the last one.
pub(super) fn is_host(host: &[u8]) -> bool {
    length(host) == Some(host.len())
}

/// How long such a host is that some bytes begin with, if they do.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let (mut label, mut dots, mut letters) = (0, 0, true);
    let (mut before, mut length) = (b'.', bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
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
            _ => {
                length = at;
                break;
            }
        }
        label += 1;
        if label > 63 {
            return None;
        }
        before = *byte;
    }
    (dots > 0 && letters && label >= 2 && length <= 250).then_some(length)
}
