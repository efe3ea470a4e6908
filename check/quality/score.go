package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pregonero/check"
)

// score counts what a check did on a set.
type score struct {
	texts  int // that say something of the check
	wanted int // spans that it must point at
	found  int // of those, pointed at (by it or by another that the row allows)
	right  int // findings of it that were asked for
	false_ int // findings of it that were not
}

// precision is the share of its findings that were asked for; ok is false without findings.
func (s score) precision() (share float64, ok bool) {
	return ratio(s.right, s.right+s.false_)
}

// recall is the share of the spans that were pointed at; ok is false without spans.
func (s score) recall() (share float64, ok bool) { return ratio(s.found, s.wanted) }

func ratio(a, b int) (float64, bool) {
	if b == 0 {
		return 0, false
	}
	return float64(a) / float64(b), true
}

func (s *score) add(o score) {
	s.texts += o.texts
	s.wanted += o.wanted
	s.found += o.found
	s.right += o.right
	s.false_ += o.false_
}

// finding is what of a dictamen is scored.
type finding struct {
	Check      string
	Start, End int
	Text       string
}

// miss is a difference between what was wanted and what was found, for who mends rules.
type miss struct{ set, check, text, span, what string }

// judged is the scores of a set by check, and its misses.
type judged struct {
	set    set
	scores map[string]*score
	misses []miss
}

// judge runs the checks over a set as `pregonero check --jsonl` does.
func judge(ctx context.Context, checker *check.Checker, s set, now time.Time) (judged, error) {
	var in, out bytes.Buffer
	for i, c := range s.cases {
		line, err := s.line(i, c)
		if err != nil {
			return judged{}, err
		}
		in.Write(append(line, '\n'))
	}
	if err := check.RunJSONL(ctx, &in, &out, checker, now); err != nil {
		return judged{}, err
	}
	j := judged{set: s, scores: map[string]*score{}}
	lines := json.NewDecoder(&out)
	for _, c := range s.cases {
		var got struct {
			Findings []finding
			Error    string
		}
		if err := lines.Decode(&got); err != nil || got.Error != "" {
			return judged{}, fmt.Errorf("the dictamen of %q: %s%w", c.text, got.Error, err)
		}
		j.sample(c, got.Findings)
	}
	return j, nil
}

func (j *judged) of(name string) *score {
	if j.scores[name] == nil {
		j.scores[name] = &score{}
	}
	return j.scores[name]
}

// sample scores one text. A finding on a wrong span is asked for, whichever check it is of;
// the span counts as found only by a check that its row allows.
func (j *judged) sample(c *sample, got []finding) {
	for name := range c.about {
		j.of(name).texts++
	}
	met := make([]bool, len(c.want))
	for _, f := range got {
		if !c.about[f.Check] {
			continue
		}
		asked := false
		for i, w := range c.want {
			if overlaps(c.text, w.span, f) {
				met[i], asked = met[i] || slices.Contains(w.checks, f.Check), true
			}
		}
		if asked {
			j.of(f.Check).right++
			continue
		}
		j.of(f.Check).false_++
		j.misses = append(j.misses, miss{j.set.name, f.Check, c.text, f.Text, "false"})
	}
	for i, w := range c.want {
		s := j.of(w.checks[0])
		s.wanted++
		if met[i] {
			s.found++
		} else {
			j.misses = append(j.misses, miss{j.set.name, w.checks[0], c.text, w.span, "missed"})
		}
	}
}

// overlaps tells whether the finding touches an occurrence of the span; a span that is
// empty is the text as a whole.
func overlaps(text, span string, f finding) bool {
	if span == "" {
		return true
	}
	runes, wanted := []rune(text), []rune(span)
	for at := 0; at+len(wanted) <= len(runes); at++ {
		if slices.Equal(runes[at:at+len(wanted)], wanted) && f.Start < at+len(wanted) && at < max(f.End, f.Start+1) {
			return true
		}
	}
	return false
}
