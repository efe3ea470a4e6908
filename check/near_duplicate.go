package check

import (
	"fmt"
	"time"

	"pregonero/regulation"
)

// nearDuplicate points at a text that is nearly one already published or waiting to go out
// (Facts.Earlier, compared by whoever gathered it). Param 'similarity': the share of
// shingles from which on (Jaccard, 0 to 1); 'days': what is older only advises.
//
//clause:code 6.xxix
var nearDuplicate = definition{
	name: regulation.CheckNearCopy, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		least, days := s.rule.Number("similarity", 0.5), s.rule.Number("days", 30)
		if least <= 0 || least > 1 {
			return nil, fmt.Errorf("param similarity is %g, not between 0 and 1", least)
		}
		recent := time.Duration(days) * 24 * time.Hour
		loc := s.pack.Location()
		return func(c *content) []Finding { return nearCopies(c, least, recent, loc) }, nil
	},
}

// nearCopies tells of the likest one.
func nearCopies(c *content, least float64, recent time.Duration, loc *time.Location) []Finding {
	var best Earlier
	for _, e := range c.Earlier {
		if e.Alike >= least && e.Alike > best.Alike {
			best = e
		}
	}
	if best.Alike == 0 {
		return nil
	}
	f := Finding{Message: fmt.Sprintf("El texto es casi el mismo (%.0f %%) que el del %s en %s: cámbielo o no lo repita.", best.Alike*100, regulation.DaySentence(best.At, loc), best.Where)}
	if c.Now.Sub(best.At) > recent {
		f.Severity = regulation.SeverityAdvise
	}
	return []Finding{f}
}
