package check

// SourceText is a source whose words are known.
type SourceText struct {
	Title   string
	Text    string // "": it could not be read
	Problem string // why not, one Spanish sentence without a full stop
}
