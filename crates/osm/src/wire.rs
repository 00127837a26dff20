//! `Fields`: protobuf's outermost layer, read without copying: the numbered fields of one message, each a `Value`.
//!
//! The guard looks at a message through this before the real parser sees it, so it does not recurse, and allocates
//! nothing but the text of a fault.

use crate::fault::Fault;

/// The value of a field, by wire type.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    /// A whole number.
    Number(u64),
    /// Text, bytes, packed numbers or an inner message.
    Bytes(&'a [u8]),
    /// Four or eight bytes that no OSM message uses.
    Fixed,
}

/// The fields of one message, in order. Ends after the first fault.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(crate) const fn of(message: &'a [u8]) -> Self {
        Self { rest: message }
    }

    fn varint(&mut self) -> Result<u64, Fault> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first().ok_or_else(cut)?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Fault::damaged("a number longer than 64 bits"))
    }

    fn bytes(&mut self, count: u64) -> Result<&'a [u8], Fault> {
        let count = usize::try_from(count).map_err(|_| cut())?;
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or_else(cut)?;
        self.rest = rest;
        Ok(bytes)
    }

    fn field(&mut self) -> Result<(u32, Value<'a>), Fault> {
        let key = self.varint()?;
        let number = u32::try_from(key >> 3).unwrap_or(0);
        if number == 0 {
            return Err(Fault::damaged("a field with an impossible number"));
        }
        let value = match key & 7 {
            0 => Value::Number(self.varint()?),
            1 => self.bytes(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.varint()?;
                Value::Bytes(self.bytes(length)?)
            }
            5 => self.bytes(4).map(|_| Value::Fixed)?,
            other => return Err(Fault::damaged(format!("a field of the unknown wire type {other}"))),
        };
        Ok((number, value))
    }
}

fn cut() -> Fault {
    Fault::damaged("a message that is cut short")
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u32, Value<'a>), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.rest = &[];
        }
        Some(field)
    }
}
