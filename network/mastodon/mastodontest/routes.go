package mastodontest

import (
	"fmt"
	"net/http"
	"slices"
	"unicode/utf8"
)

const (
	postStatus     = "POST /api/v1/statuses"
	alreadyHandled = "request already handled"
)

// Routes are the operations that the server offers; each is in the document.
var Routes = []string{
	"POST /api/v1/apps", "GET /oauth/authorize", "POST /oauth/token", "POST /oauth/revoke",
	"GET /api/v1/accounts/verify_credentials", "GET /api/v1/accounts/{id}/statuses", "GET /api/v1/instance", "GET /api/v2/instance",
	"POST /api/v2/media", "GET /api/v1/media/{id}",
	postStatus, "GET /api/v1/statuses/{id}", "PUT /api/v1/statuses/{id}", "DELETE /api/v1/statuses/{id}",
	"GET /api/v1/statuses/{id}/context", "GET /api/v1/statuses/{id}/source", "GET /api/v1/notifications",
}

func (s *Server) routes() map[string]func(*call, *person) reply {
	return map[string]func(*call, *person) reply{
		"POST /api/v1/apps":                       s.register,
		"GET /oauth/authorize":                    s.authorize,
		"POST /oauth/token":                       s.exchange,
		"POST /oauth/revoke":                      s.revoke,
		"GET /api/v1/accounts/verify_credentials": func(_ *call, who *person) reply { return ok(s.credentials(who)) },
		"GET /api/v1/accounts/{id}/statuses":      s.listStatuses,
		"GET /api/v1/instance":                    func(*call, *person) reply { return ok(s.instance1()) },
		"GET /api/v2/instance":                    func(*call, *person) reply { return ok(s.instance2()) },
		"POST /api/v2/media":                      s.upload,
		"GET /api/v1/media/{id}":                  s.look,
		postStatus:                                s.post,
		"GET /api/v1/statuses/{id}":               s.show,
		"PUT /api/v1/statuses/{id}":               s.edit,
		"DELETE /api/v1/statuses/{id}":            s.remove,
		"GET /api/v1/statuses/{id}/context":       s.context,
		"GET /api/v1/statuses/{id}/source":        s.source,
		"GET /api/v1/notifications":               s.listNotices,
	}
}

// missing are routes that an old server has not.
func (s *Server) missing(route string) bool {
	return s.o.Old && slices.Contains([]string{"GET /api/v2/instance", "PUT /api/v1/statuses/{id}", "GET /api/v1/statuses/{id}/source"}, route)
}

func text(k *call, name string) string { v, _ := k.body[name].(string); return v }

func (s *Server) upload(k *call, _ *person) reply {
	id, _ := s.next()
	f := &file{id: id, kind: k.kind, alt: text(k, "description"), content: k.file, looks: s.o.SlowMedia}
	if utf8.RuneCountInString(f.alt) > 1500 {
		return s.invalid("Description is too long (maximum is 1500 characters)")
	}
	s.files[id] = f
	answer := ok(s.attachment(f))
	if f.looks > 0 {
		answer.status = http.StatusAccepted
	}
	return answer
}

func (s *Server) look(k *call, _ *person) reply {
	f, known := s.files[k.path["id"]]
	if !known {
		return refuse(http.StatusNotFound, "Record not found")
	}
	answer := ok(s.attachment(f))
	if f.looks > 0 {
		f.looks--
		answer.status = http.StatusPartialContent
	}
	return answer
}

func (s *Server) post(k *call, who *person) reply {
	if before, seen := s.keys[k.key]; seen && k.key != "" {
		switch s.o.Keys {
		case Honoured:
			return ok(s.entity(before))
		case Remembered:
			return ok(object{"status": alreadyHandled})
		}
	}
	var parent *status
	if id := text(k, "in_reply_to_id"); id != "" {
		if parent = s.find(id); parent == nil {
			return refuse(http.StatusNotFound, "The post you are trying to reply to does not appear to exist.")
		}
	}
	files, refused := s.take(k, nil)
	if refused != nil {
		return *refused
	}
	if bad := s.judgeText(text(k, "status"), files); bad != nil {
		return *bad
	}
	visibility := text(k, "visibility")
	if visibility == "" {
		visibility = "unlisted" // the account's own default, as its source says
	}
	x := s.say(who, text(k, "status"), visibility, parent, files)
	x.language = text(k, "language")
	s.keys[k.key] = x
	return ok(s.entity(x))
}

func (s *Server) judgeText(words string, files []*file) *reply {
	var bad reply
	switch n := utf8.RuneCountInString(words); {
	case words == "" && len(files) == 0:
		bad = s.invalid("Text can't be blank")
	case n > s.characters():
		bad = s.invalid(fmt.Sprintf("Text character limit of %d exceeded", s.characters()))
	case len(files) > s.attachments():
		bad = s.invalid(fmt.Sprintf("Cannot attach more than %d files", s.attachments()))
	default:
		return nil
	}
	return &bad
}

// take attaches files: each to one status, and only when it is processed.
func (s *Server) take(k *call, to *status) ([]*file, *reply) {
	var files []*file
	ids, _ := k.body["media_ids"].([]any)
	for _, id := range ids {
		f := s.files[id.(string)]
		var bad reply
		switch {
		case f == nil || f.used && (to == nil || !slices.Contains(to.files, f)):
			bad = s.invalid("media not found")
		case f.looks > 0:
			bad = s.invalid("Cannot attach files that have not finished processing. Try again in a moment!")
		default:
			files = append(files, f)
			continue
		}
		return nil, &bad
	}
	for _, f := range files {
		f.used = true
	}
	return files, nil
}

func (s *Server) show(k *call, _ *person) reply {
	x := s.find(k.path["id"])
	if x == nil {
		return refuse(http.StatusNotFound, "Record not found")
	}
	return ok(s.entity(x))
}

func (s *Server) source(k *call, who *person) reply {
	x := s.find(k.path["id"])
	if x == nil || x.who != who {
		return refuse(http.StatusNotFound, "Record not found")
	}
	return ok(object{"id": x.id, "text": x.text, "spoiler_text": x.spoiler})
}

// edit takes what is left out as emptied, as GoToSocial does.
func (s *Server) edit(k *call, who *person) reply {
	x := s.find(k.path["id"])
	if x == nil || x.who != who {
		return refuse(http.StatusNotFound, "Record not found")
	}
	files, refused := s.take(k, x)
	if refused != nil {
		return *refused
	}
	if bad := s.judgeText(text(k, "status"), files); bad != nil {
		return *bad
	}
	described := s.describe(k, files)
	sensitive, _ := k.body["sensitive"].(bool)
	if s.o.GoToSocial && !described && x.text == text(k, "status") && slices.Equal(x.files, files) && x.sensitive == sensitive && x.spoiler == text(k, "spoiler_text") {
		return refuse(http.StatusUnprocessableEntity, "Unprocessable Entity: status was not changed")
	}
	x.files, x.sensitive, x.spoiler, x.language = files, sensitive, text(k, "spoiler_text"), text(k, "language")
	_, x.edited = s.next()
	s.write(x, text(k, "status"))
	return ok(s.entity(x))
}

// describe sets alternative texts, and tells whether any changed.
func (s *Server) describe(k *call, files []*file) (changed bool) {
	list, _ := k.body["media_attributes"].([]any)
	for _, entry := range list {
		a, _ := entry.(object)
		for _, f := range files {
			if f.id == a["id"] && f.alt != a["description"] {
				f.alt, changed = a["description"].(string), true
			}
		}
	}
	return changed
}

func (s *Server) remove(k *call, who *person) reply {
	x := s.find(k.path["id"])
	if x == nil || x.who != who {
		return refuse(http.StatusNotFound, "Record not found")
	}
	e := s.entity(x)
	e["text"] = x.text
	x.gone = true
	return ok(e)
}

func (s *Server) context(k *call, _ *person) reply {
	x := s.find(k.path["id"])
	if x == nil {
		return refuse(http.StatusNotFound, "Record not found")
	}
	before, after := []any{}, []any{}
	for up := x.replyTo; up != nil; up = up.replyTo {
		before = append([]any{s.entity(up)}, before...)
	}
	for _, y := range s.status {
		if !y.gone && y != x && under(y, x) {
			after = append(after, s.entity(y))
		}
	}
	return ok(object{"ancestors": before, "descendants": after})
}

func under(y, x *status) bool {
	for up := y.replyTo; up != nil; up = up.replyTo {
		if up == x {
			return true
		}
	}
	return false
}

func (s *Server) listStatuses(k *call, _ *person) reply {
	var mine []*status
	for _, x := range s.status {
		if x.who.id == k.path["id"] && !x.gone {
			mine = append(mine, x)
		}
	}
	chosen, link := cut(mine, func(x *status) string { return x.id }, k, 20, 40, s.URL+"/api/v1/accounts/"+k.path["id"]+"/statuses")
	return list(chosen, s.entity, link)
}

func (s *Server) listNotices(k *call, who *person) reply {
	var mine []*notice
	for _, n := range s.notices {
		types := k.query["types"]
		if n.to == who && !n.about.gone && (len(types) == 0 || slices.Contains(types, n.kind)) {
			mine = append(mine, n)
		}
	}
	chosen, link := cut(mine, func(n *notice) string { return n.id }, k, 40, 80, s.URL+"/api/v1/notifications")
	return list(chosen, s.notification, link)
}
