// Package life tests the whole life of accounts: random sequences of acts by the right and
// the wrong people, over two simulated years, through the real processes on a real store.
// After each act it asks whether what must always hold still holds.
package life
