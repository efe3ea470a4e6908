// Package bench measures what the targets speak of, over the real parts. It is built with
// the tag bench only, so that no ordinary run of the tests waits for it or depends on how
// busy the machine is: scripts/bench.sh.
package bench
