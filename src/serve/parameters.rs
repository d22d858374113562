//! Parameters of requests: `application/x-www-form-urlencoded`, from an address or a body.

use super::problem::Problem;
use percent_encoding::percent_decode;

/// Names and values, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Decodes `text`. What is no UTF-8 is refused and not replaced: a query must not be changed on
    /// its way.
    pub(super) fn parse(text: &[u8]) -> Result<Self, Problem> {
        let pairs = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let pair = |pair: &[u8]| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(parts.next().unwrap_or_default())?;
            let value = decode(parts.next().unwrap_or_default())?;
            Ok::<_, Problem>((name, value))
        };
        Ok(Self(pairs.map(pair).collect::<Result<_, _>>()?))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Every value of `name`.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.iter()
            .filter(|(own, _)| *own == name)
            .map(|(_, value)| value.to_owned())
            .collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.iter().any(|(own, _)| own == name)
    }

    /// The value of `name`, which may be given once.
    pub(super) fn one(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self
            .iter()
            .filter(|(own, _)| *own == name)
            .map(|(_, value)| value);
        let value = values.next();
        if values.next().is_some() {
            return Err(Problem::bad(
                "parameter",
                format!("`{name}` is given more than once"),
            ));
        }
        Ok(value)
    }
}

fn decode(text: &[u8]) -> Result<String, Problem> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let bytes = percent_decode(&spaced).collect();
    String::from_utf8(bytes).map_err(|_| Problem::bad("encoding", "a parameter is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Parameters {
        Parameters::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn values_are_decoded() {
        let parameters = parse("query=SELECT+%2A+%7B%7D&g=a&g=%C3%A9&flag&&x=a=b+%2B");
        assert_eq!(parameters.one("query").unwrap(), Some("SELECT * {}"));
        assert_eq!(parameters.all("g"), ["a", "é"]);
        assert!(parameters.has("flag") && !parameters.has("default"));
        assert_eq!(parameters.one("x").unwrap(), Some("a=b +"));
        assert!(parameters.one("g").is_err());
        assert!(parse("").is_empty());
    }

    #[test]
    fn what_is_no_utf_8_is_refused() {
        assert!(Parameters::parse(b"query=%FF").is_err());
        assert!(Parameters::parse(b"query=\xff").is_err());
    }

    proptest::proptest! {
        #[test]
        fn what_is_encoded_comes_back(name in "[a-z]{1,8}", value in ".*") {
            let pair: String = url::form_urlencoded::Serializer::new(String::new())
                .append_pair(&name, &value)
                .finish();
            let parameters = parse(&pair);
            proptest::prop_assert_eq!(parameters.one(&name).unwrap(), Some(value.as_str()));
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = Parameters::parse(&bytes);
        }
    }
}
