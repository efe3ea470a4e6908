package mastodontest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

type person struct {
	id, name, acct string
}

type status struct {
	id, text, html, visibility, language, spoiler string
	sensitive                                     bool
	at, edited                                    string
	who                                           *person
	replyTo                                       *status
	files                                         []*file
	mentions                                      []*person
	favourites, reblogs                           int
	gone                                          bool
}

type notice struct {
	id, kind, at string
	from, to     *person
	about        *status
}

type file struct {
	id, kind, alt string
	content       []byte
	looks         int // at which it is still in process
	used          bool
}

// next gives an identifier and a time. Numbers grow in length on purpose: 999 is before
// 1000, which who compares texts gets wrong.
func (s *Server) next() (id, at string) {
	s.serial++
	s.clock = s.clock.Add(1e9)
	at = s.clock.Format("2006-01-02T15:04:05.000Z")
	if s.o.GoToSocial {
		return fmt.Sprintf("01J%023d", s.serial), at
	}
	return fmt.Sprint(s.serial), at
}

func (s *Server) person(acct string) *person {
	if p, ok := s.people[acct]; ok {
		return p
	}
	id, _ := s.next()
	name, _, _ := strings.Cut(acct, "@")
	p := &person{id: id, name: name, acct: acct}
	s.people[acct] = p
	return p
}

func (p *person) url(base string) string { return base + "/@" + p.acct }

func (s *Server) find(id string) *status {
	i := slices.IndexFunc(s.status, func(x *status) bool { return x.id == id && !x.gone })
	if i < 0 {
		return nil
	}
	return s.status[i]
}

// say makes a status of somebody and notifies whom it mentions.
func (s *Server) say(who *person, text, visibility string, replyTo *status, files []*file) *status {
	id, at := s.next()
	x := &status{id: id, at: at, who: who, text: text, visibility: visibility, language: "es", replyTo: replyTo, files: files}
	s.write(x, text)
	s.status = append(s.status, x)
	for _, p := range x.mentions {
		if p != who {
			s.notify("mention", who, p, x)
		}
	}
	return x
}

func (s *Server) notify(kind string, from, to *person, about *status) {
	id, at := s.next()
	s.notices = append(s.notices, &notice{id: id, at: at, kind: kind, from: from, to: to, about: about})
}

// Comment makes a visitor answer a status, or mention the account when id is "". As in the
// networks' own pages, an answer mentions whom it answers, and nobody else.
func (s *Server) Comment(t testing.TB, id, acct, text, visibility string) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	to, on := s.people[Handle], s.find(id)
	if id != "" && on == nil {
		t.Fatalf("no status %s to comment on", id)
	}
	if on != nil {
		to = on.who
	}
	return s.say(s.person(acct), "@"+to.acct+" "+text, visibility, on, nil).id
}

// Silent makes a visitor answer without mentioning anybody.
func (s *Server) Silent(t testing.TB, id, acct, text string) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(s.person(acct), text, "public", s.find(id), nil).id
}

// Like makes a visitor favourite a status, which is a notification of another type.
func (s *Server) Like(t testing.TB, id, acct string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	x.favourites++
	s.notify("favourite", s.person(acct), x.who, x)
}

// Rewrite makes a visitor edit.
func (s *Server) Rewrite(t testing.TB, id, text string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	_, x.edited = s.next()
	s.write(x, text)
}

// TakeBack makes a visitor delete.
func (s *Server) TakeBack(t testing.TB, id string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.find(id).gone = true
}

// Post is a status of the account, as the server holds it.
type Post struct {
	ID, Text, ReplyTo, Visibility, Language, Spoiler string
	Sensitive                                        bool
	Alts                                             []string
}

// Posts are the account's statuses, oldest first.
func (s *Server) Posts() []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Post
	for _, x := range s.status {
		if x.gone || x.who.id != s.Me {
			continue
		}
		p := Post{ID: x.id, Text: x.text, Visibility: x.visibility, Language: x.language, Spoiler: x.spoiler, Sensitive: x.sensitive}
		if x.replyTo != nil {
			p.ReplyTo = x.replyTo.id
		}
		for _, f := range x.files {
			p.Alts = append(p.Alts, f.alt)
		}
		out = append(out, p)
	}
	return out
}

// Warn puts a content warning on a status by hand, as a person would in the network.
func (s *Server) Warn(id, words string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	x.spoiler, x.sensitive = words, true
}

// Files is how many files were uploaded.
func (s *Server) Files() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.files)
}
