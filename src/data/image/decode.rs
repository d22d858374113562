//! Reads an image as any type that can be read from TOML.

use super::encode::tag;
use serde::de::value::{BorrowedStrDeserializer, Error, MapAccessDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use std::ops::Range;
use toml_datetime::de::DatetimeDeserializer;

/// What `image` says.
///
/// # Errors
/// An image of another kind of file, or a broken one. The message names no place: whoever gets it
/// reads the TOML instead.
pub fn decode<T: DeserializeOwned>(image: &[u8]) -> Result<T, Error> {
    let mut rest = Rest(image);
    T::deserialize(rest.value()?)
}

/// What of an image is still to be read.
struct Rest<'de>(&'de [u8]);

impl<'de> Rest<'de> {
    fn byte(&mut self) -> Result<u8, Error> {
        let (first, rest) = self.0.split_first().ok_or_else(cut_short)?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<usize, Error> {
        let mut value = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(cut_short())
    }

    fn string(&mut self) -> Result<&'de str, Error> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length).ok_or_else(cut_short)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(Error::custom)
    }

    fn span(&mut self) -> Result<Range<usize>, Error> {
        let start = self.number()?;
        Ok(start..start.saturating_add(self.number()?))
    }

    fn value(&mut self) -> Result<Value<'_, 'de>, Error> {
        let (tag, span) = (self.byte()?, self.span()?);
        Ok(Value {
            tag,
            span,
            rest: self,
        })
    }
}

fn cut_short() -> Error {
    Error::custom("the image of a table is cut short")
}

/// A value, or the key of one, whose content is still to be read.
struct Value<'r, 'de> {
    tag: u8,
    span: Range<usize>,
    rest: &'r mut Rest<'de>,
}

impl<'r, 'de> Value<'r, 'de> {
    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self) -> Result<T, Error> {
        self.rest.string()?.parse().map_err(Error::custom)
    }

    fn items(self) -> Result<Items<'r, 'de>, Error> {
        let left = self.rest.number()?;
        Ok(Items {
            left,
            rest: self.rest,
        })
    }
}

impl<'de> IntoDeserializer<'de, Error> for Value<'_, 'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        match self.tag {
            tag::STRING => visitor.visit_borrowed_str(self.rest.string()?),
            tag::INTEGER => visitor.visit_i64(self.parsed()?),
            tag::FLOAT => visitor.visit_f64(self.parsed()?),
            tag::FALSE => visitor.visit_bool(false),
            tag::TRUE => visitor.visit_bool(true),
            tag::DATETIME => visitor.visit_map(DatetimeDeserializer::new(self.parsed()?)),
            tag::ARRAY => visitor.visit_seq(self.items()?),
            tag::TABLE => visitor.visit_map(self.items()?),
            _ => Err(Error::custom(
                "the image of a table holds an unknown kind of value",
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if is_spanned(name) {
            let span = self.span.clone();
            return visitor.visit_map(SpannedDeserializer::new(self, span));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.tag == tag::TABLE {
            return visitor.visit_enum(MapAccessDeserializer::new(self.items()?));
        }
        visitor.visit_enum(BorrowedStrDeserializer::new(self.rest.string()?))
    }

    forward_to_deserialize_any! {
        bool u8 u16 u32 u64 i8 i16 i32 i64 f32 f64 char str string seq bytes byte_buf map unit ignored_any
        unit_struct tuple_struct tuple identifier
    }
}

/// The values of an array, or the keys and values of a table.
struct Items<'r, 'de> {
    left: usize,
    rest: &'r mut Rest<'de>,
}

impl<'de> Items<'_, 'de> {
    /// The next value, or the next key.
    fn next(&mut self) -> Result<Option<Value<'_, 'de>>, Error> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        self.rest.value().map(Some)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.next()?.map(|value| seed.deserialize(value)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.next()?.map(|value| seed.deserialize(value)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.rest.value()?)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}
