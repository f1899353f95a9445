use super::scan::Scanner;

/// Returns the elements of an array as they were written, or `None` if `text` does not begin with an array.
pub(crate) fn elements(text: &str) -> Option<Vec<&str>> {
    let mut scanner = Scanner::new(text);
    scanner.white_space();
    scanner.expect(b'[', "expected an array").ok()?;
    scanner.white_space();
    let mut elements = Vec::new();
    if scanner.take(b']') {
        return Some(elements);
    }
    loop {
        elements.push(scanner.value().ok()?);
        scanner.white_space();
        if !scanner.take(b',') {
            return scanner.expect(b']', "expected a comma or ]").ok().map(|()| elements);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stay_as_they_were_written() {
        assert_eq!(elements("[ ]"), Some(vec![]));
        assert_eq!(elements(r#"[1.0, {"a":[2]} ,"x"]"#), Some(vec!["1.0", r#"{"a":[2]}"#, "\"x\""]));
        for text in ["", "{}", "[1", "[1,]", "[,]"] {
            assert_eq!(elements(text), None, "{text}");
        }
    }
}
