package check

import (
	"fmt"
	"strings"
	"unicode"

	"pregonero/regulation"
)

// severity reads a severity among a check's params.
func severity(rule regulation.CheckRule, name string, otherwise regulation.Severity) (regulation.Severity, error) {
	v, ok := rule.Params[name]
	if !ok {
		return otherwise, nil
	}
	s, _ := v.(string)
	switch got := regulation.Severity(s); got {
	case regulation.SeverityBlock, regulation.SeverityWarn, regulation.SeverityAdvise:
		return got, nil
	}
	return "", fmt.Errorf("param %s is %v, not block, warn or advise", name, v)
}

// passageOf finds the passage that holds a text.
func (c *content) passageOf(text string) *passage {
	for _, p := range c.texts {
		if p.field == fieldText && p.text == text {
			return p
		}
	}
	return nil
}

func (c *content) titlePassage() *passage {
	for _, p := range c.texts {
		if p.field == fieldTitle {
			return p
		}
	}
	return nil
}

// sameWords compares two texts by their letters and digits alone.
func sameWords(a, b string) bool {
	a, b = lettersOf(a), lettersOf(b)
	return a != "" && a == b
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
