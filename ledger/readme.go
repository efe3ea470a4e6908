package ledger

import _ "embed"

// The LEAME.txt of an export, for whoever receives it: what it is and how to verify it with nothing
// but Python. The tests run the programs in them.
var (
	//go:embed leame_completa.txt
	readmeWhole string
	//go:embed leame_parcial.txt
	readmeFiltered string
)
