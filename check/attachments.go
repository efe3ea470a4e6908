package check

import (
	"pregonero/limits"
	"pregonero/regulation"
)

// attachments points at files that a network would not take: too many, too heavy, too
// long, or of a type that it has no room for.
//
//clause:code 5.2.c
var attachments = definition{
	name: regulation.CheckAttachments, version: 1, kinds: []Kind{Post, Answer},
	build: func(setup) (judge, error) { return unfit, nil },
}

func unfit(c *content) []Finding {
	var found []Finding
	for _, o := range c.outlets() {
		files := make([]limits.File, len(o.attachments))
		for i, a := range o.attachments {
			files[i] = limits.File{Kind: a.Type, Type: a.MIME, Bytes: a.Bytes, Duration: a.Duration}
		}
		for _, m := range o.limits.Misfits(files) {
			found = append(found, Finding{Variant: o.account, Message: m.Sentence})
		}
	}
	return found
}
