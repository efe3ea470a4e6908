package check

import "unicode/utf8"

// measures are the figures that people see beside the findings: characters (code
// points) and words of the common text, and for each place the length as its network
// counts it and the room it gives (0: no limit known).
func measures(c *content) map[string]float64 {
	text := c.texts[0]
	m := map[string]float64{
		"characters": float64(utf8.RuneCountInString(text.text)),
		"words":      float64(len(text.wordList())),
	}
	readability(text, m)
	for _, o := range c.outlets() {
		suffix := ""
		if o.account != "" {
			suffix = ":" + o.account
		}
		l := o.limits.WithAttachments(len(o.attachments))
		m["length"+suffix] = float64(l.Count(o.text))
		m["room"+suffix] = float64(l.Text.Max)
	}
	return m
}
