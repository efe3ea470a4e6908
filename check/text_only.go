package check

import (
	"fmt"
	"strings"

	"pregonero/regulation"
)

// textOnly points at posts that go out without picture, sound or video. On a network
// that refuses text alone the finding has the severity of the param 'refused'.
//
//clause:code 6.xxvii
var textOnly = definition{
	name: regulation.CheckTextOnly, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		refused, err := severity(s.rule, "refused", regulation.SeverityBlock)
		if err != nil {
			return nil, err
		}
		return func(c *content) []Finding { return alone(c, refused) }, nil
	},
}

func alone(c *content, refused regulation.Severity) []Finding {
	outlets := c.outlets()
	if len(outlets) == 0 {
		if hasMedia(c.allAttachments()) {
			return nil
		}
		return []Finding{{Message: adviceMedia}}
	}
	var found []Finding
	bare := 0
	for _, o := range outlets {
		switch {
		case hasMedia(o.attachments):
			continue
		case o.limits.NeedsMedia:
			found = append(found, Finding{Variant: o.account, Severity: refused,
				Message: fmt.Sprintf("%s no publica texto solo: agregue una imagen o un video.", o.limits.Label)})
		default:
			bare++
			found = append(found, Finding{Variant: o.account, Message: adviceMedia})
		}
	}
	if bare > 1 && bare == len(outlets) {
		return []Finding{{Message: adviceMedia}}
	}
	return found
}

const adviceMedia = "La publicación lleva solo texto: acompáñela de imagen, audio o video."

// hasMedia tells whether something to see or hear is attached: a document is not.
func hasMedia(attachments []Attachment) bool {
	for _, a := range attachments {
		if !strings.EqualFold(a.Type, Document) {
			return true
		}
	}
	return false
}
