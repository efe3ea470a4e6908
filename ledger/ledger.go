// Package ledger is the bitácora as a verifiable log: entries in canonical JSON, salted
// commitments, an RFC 6962 Merkle tree, signed checkpoints, tiles, exports and an
// offline verifier.
//
// It holds no SQL, no clock and no file: callers hand in times, hashes and readers. The
// public formats are those of C2SP (tlog-checkpoint, tlog-tiles, signed-note), so that
// tools that are not ours can watch and verify the log. docs/ledger.md describes every
// byte for whoever writes another verifier.
//
// How the parts meet: a command makes an [Entry], takes its [Entry.Canonical] bytes and a
// [NewSalt], and keeps them unsequenced in its own transaction. One sequencer later gives
// positions, hands the commitments to [Extend], keeps the returned hashes and signs the
// new root with [SignCheckpoint], all in one transaction. Positions start at zero and
// have no holes; what has a position never changes it.
package ledger
