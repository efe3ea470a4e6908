// Package manual holds the manual of each role, in Spanish, for the pages to show.
package manual

import (
	"embed"
	"regexp"
)

//go:embed *.md
var files embed.FS

var name = regexp.MustCompile(`^[a-z]+$`)

// Page is the Markdown of one part by the name of its file without extension; false when
// there is none.
func Page(part string) ([]byte, bool) {
	if !name.MatchString(part) {
		return nil, false
	}
	text, err := files.ReadFile(part + ".md")
	return text, err == nil
}
