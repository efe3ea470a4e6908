package check

// Session is a session of a collegiate body that is being covered: what was chosen to be
// told of it, how many publications it may have and how many it has.
type Session struct {
	Name   string
	Signs  []string // words or hashtags by which a text is known to be about it
	Topics []string // the two or three that were chosen
	Quota  int
	Used   int // publications about it, sent or scheduled, without this one
}
