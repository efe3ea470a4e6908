package custody

import (
	"cmp"
	"slices"
)

// Network is one that Pregonero can be connected to.
type Network struct{ Name, Label string }

// Networks lists the networks that have a connector, by label.
func (c *Custodian) Networks() []Network {
	var out []Network
	for name, conn := range c.Keys.Networks {
		out = append(out, Network{name, conn.Label()})
	}
	slices.SortFunc(out, func(a, b Network) int { return cmp.Compare(a.Label, b.Label) })
	return out
}
