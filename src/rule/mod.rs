//! Rule files, compiled into frames, and their matching by trigger.
