//! A part of a catalogue that few commands need: it is read when somebody first looks at it.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Something that is there, or packed and read at the first look.
///
/// What this build packed always opens. Where other bytes stand there instead, the part is empty: those beside it do not open
/// either, and that is told.
#[derive(Clone)]
pub struct Deferred<T> {
    packed: &'static [u8],
    opened: OnceLock<T>,
}

impl<T> Deferred<T> {
    /// Something packed.
    #[must_use]
    pub fn packed(packed: &'static [u8]) -> Self {
        Self { packed, opened: OnceLock::new() }
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self { packed: &[], opened: OnceLock::from(value) }
    }
}

impl<T: Default + DeserializeOwned> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.opened.get_or_init(|| postcard::from_bytes(self.packed).unwrap_or_default())
    }
}

impl<T: Default + DeserializeOwned + fmt::Debug> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Default + DeserializeOwned + Serialize> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Deferred;
    use crate::embedded;

    #[test]
    fn what_is_packed_is_read_as_it_was() {
        let deferred: Deferred<Vec<u8>> = Deferred::packed(&[2, 7, 9]);
        assert_eq!(*deferred, [7, 9]);
        assert_eq!(*deferred.clone(), [7, 9]);
    }

    #[test]
    fn every_edition_that_the_program_carries_has_what_is_read_late() {
        let history = embedded::history().unwrap();
        for number in 0..history.count() {
            let catalogue = history.edition(number).unwrap();
            assert!(!catalogue.import.shapes.is_empty());
        }
    }
}
