package check

import (
	"fmt"
	"strings"

	"pregonero/account"
	"pregonero/limits"
	"pregonero/regulation"
)

// mentions points at a mention that looks like an official account and is another, at one
// that its network cannot have, at an official name used on a network where it is none, and
// at more mentions than 'most'. Official are the pack's accounts and Facts.Handles.
//
//clause:code 6.xiii
//clause:code 6.xxix
var mentions = definition{
	name: regulation.CheckMentions, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		var own []Handle
		for _, a := range s.pack.Accounts {
			own = append(own, Handle{a.Network, a.Handle})
		}
		most := int(s.rule.Number("most", 5))
		return func(c *content) []Finding {
			o := officialOf(own, c.Handles)
			var found []Finding
			for _, p := range c.texts {
				found = append(found, o.judge(c, p)...)
				found = append(found, crowd(p, "@", most, "Son %d menciones: más de %d en un mensaje son envío indiscriminado.")...)
			}
			return found
		}, nil
	},
}

// official are the institution's accounts, ready to be compared with.
type official struct {
	handles   []Handle
	skeletons []string
	exact     map[string]bool // in small letters, on any network
}

func officialOf(lists ...[]Handle) *official {
	o := &official{exact: map[string]bool{}}
	for _, list := range lists {
		for _, h := range list {
			o.handles = append(o.handles, h)
			o.exact[strings.ToLower(h.Name)] = true
		}
	}
	return o
}

// manyMentions bounds how many mentions of a text are compared.
const manyMentions = 50

func (o *official) judge(c *content, p *passage) []Finding {
	var found []Finding
	looked := 0
	for _, tag := range p.tagList() {
		name, ok := mentionName(p.of(tag))
		if !ok {
			continue
		}
		if looked++; looked > manyMentions {
			break
		}
		if f, ok := o.fault(c, p, tag, name); ok {
			found = append(found, f)
		}
	}
	return found
}

// mentionName is the handle of a mention without its sign, its server or the stop after it.
func mentionName(tag string) (string, bool) {
	name, ok := strings.CutPrefix(tag, "@")
	if !ok {
		name, ok = strings.CutPrefix(tag, "＠")
	}
	name, _, _ = strings.Cut(strings.TrimRight(name, ".-"), "@")
	return name, ok && name != ""
}

func (o *official) fault(c *content, p *passage, tag word, name string) (Finding, bool) {
	if o.exact[strings.ToLower(name)] {
		return o.misplaced(c, p, tag, name)
	}
	if h, ok := o.lookAlike(name); ok {
		f := p.finding(tag.at, 1+len(name), fmt.Sprintf("«@%s» se parece a la cuenta oficial «@%s» y no es ella: revise a quién menciona.", shorten(name), h.Name))
		if strings.HasPrefix(p.of(tag), "＠") {
			f.size = tag.size
		}
		f.Suggestions = []string{"@" + h.Name}
		return f, true
	}
	return impossible(c, p, tag, name)
}

// shortestAlike is the letters from which one wrong letter is a likeness and not another name.
const shortestAlike = 6

// lookAlike finds the official account that a name can be mistaken for.
func (o *official) lookAlike(name string) (Handle, bool) {
	if o.skeletons == nil {
		for _, h := range o.handles {
			o.skeletons = append(o.skeletons, account.Skeleton(h.Name))
		}
	}
	skeleton := account.Skeleton(name)
	for i, s := range o.skeletons {
		if s == skeleton || len(s) >= shortestAlike && account.OneLetterApart(s, skeleton) {
			return o.handles[i], true
		}
	}
	return Handle{}, false
}

// misplaced: the name is official, and on none of the networks where the text goes.
func (o *official) misplaced(c *content, p *passage, tag word, name string) (Finding, bool) {
	networks := c.networksOf(p)
	if len(networks) == 0 {
		return Finding{}, false
	}
	var where []string
	for _, h := range o.handles {
		if strings.EqualFold(h.Name, name) {
			if networks[h.Network] {
				return Finding{}, false
			}
			where = append(where, limits.Of(h.Network).Label)
		}
	}
	return p.finding(tag.at, tag.size, fmt.Sprintf("«@%s» es cuenta oficial en %s y no en la red a la que va el texto: ahí puede ser de otra persona.", name, enumerate(where))), true
}

// impossible: no network where the text goes has such a name.
func impossible(c *content, p *passage, tag word, name string) (Finding, bool) {
	for network := range c.networksOf(p) {
		if account.CheckHandle(network, name) == nil {
			return Finding{}, false
		}
	}
	if len(c.networksOf(p)) == 0 || strings.Contains(p.of(tag)[1:], "@") {
		return Finding{}, false
	}
	return p.finding(tag.at, tag.size, fmt.Sprintf("Ninguna cuenta puede llamarse «@%s» en la red a la que va el texto: revise cómo se escribe.", shorten(name))), true
}

// networksOf are the networks where a passage becomes public.
func (c *content) networksOf(p *passage) map[string]bool {
	networks := map[string]bool{}
	for _, o := range c.outlets() {
		if p.variant == "" || p.variant == o.account {
			networks[o.limits.Network] = true
		}
	}
	return networks
}
