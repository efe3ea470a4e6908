package ui

import (
	"maps"
	"slices"
)

// sortedKeys makes the order of hidden fields the same each time.
func sortedKeys(fields map[string]string) []string {
	return slices.Sorted(maps.Keys(fields))
}
