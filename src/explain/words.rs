//! Routes in words.

