package mastodontest

import "strings"

type object = map[string]any

func (s *Server) account(p *person) object {
	return object{"id": p.id, "username": p.name, "acct": p.acct, "display_name": p.name, "locked": false, "bot": false, "group": false, "indexable": true,
		"discoverable": true, "created_at": "2020-01-01T00:00:00.000Z", "note": "", "url": p.url(s.URL), "uri": p.url(s.URL), "avatar": s.URL + "/a.png",
		"avatar_static": s.URL + "/a.png", "header": s.URL + "/h.png", "header_static": s.URL + "/h.png", "followers_count": 0, "following_count": 0,
		"statuses_count": 0, "last_status_at": nil, "emojis": []any{}, "fields": []any{}}
}

// credentials is the account as it sees itself.
func (s *Server) credentials(p *person) object {
	a := s.account(p)
	a["fields"] = []any{object{"name": "Sitio", "value": "instituto.example", "verified_at": "2026-01-01T00:00:00.000Z"}}
	a["source"] = object{"privacy": "unlisted", "sensitive": false, "language": "en", "note": "", "fields": []any{}, "follow_requests_count": 0,
		"attribution_domains": []any{}, "discoverable": nil, "indexable": true, "hide_collections": nil, "quote_policy": "public"}
	a["role"] = object{"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false}
	return a
}

func (s *Server) entity(x *status) object {
	e := object{"id": x.id, "created_at": x.at, "in_reply_to_id": nil, "in_reply_to_account_id": nil, "sensitive": x.sensitive, "spoiler_text": x.spoiler,
		"visibility": x.visibility, "language": x.language, "uri": s.URL + "/statuses/" + x.id, "url": x.who.url(s.URL) + "/" + x.id,
		"replies_count": s.replies(x), "reblogs_count": x.reblogs, "favourites_count": x.favourites, "edited_at": nil, "content": x.html, "reblog": nil,
		"account": s.account(x.who), "emojis": []any{}, "tags": []any{}, "card": nil, "poll": nil}
	if x.edited != "" {
		e["edited_at"] = x.edited
	}
	if x.replyTo != nil {
		e["in_reply_to_id"], e["in_reply_to_account_id"] = x.replyTo.id, x.replyTo.who.id
	}
	files := []any{}
	for _, f := range x.files {
		files = append(files, s.attachment(f))
	}
	mentions := []any{}
	for _, p := range x.mentions {
		mentions = append(mentions, object{"id": p.id, "username": p.name, "acct": p.acct, "url": p.url(s.URL)})
	}
	e["media_attachments"], e["mentions"] = files, mentions
	return e
}

func (s *Server) replies(x *status) (n int) {
	for _, r := range s.status {
		if r.replyTo == x && !r.gone {
			n++
		}
	}
	return n
}

func (s *Server) attachment(f *file) object {
	kind, _, _ := strings.Cut(f.kind, "/")
	e := object{"id": f.id, "type": kind, "url": s.URL + "/media/" + f.id, "preview_url": s.URL + "/media/" + f.id, "remote_url": nil, "meta": nil,
		"description": nil, "blurhash": nil}
	if f.alt != "" {
		e["description"] = f.alt
	}
	if f.looks > 0 {
		e["url"] = nil
	}
	return e
}

func (s *Server) notification(n *notice) object {
	return object{"id": n.id, "type": n.kind, "created_at": n.at, "group_key": "ungrouped-" + n.id, "account": s.account(n.from), "status": s.entity(n.about)}
}

// characters and attachments are the server's limits.
func (s *Server) characters() int {
	if s.o.GoToSocial {
		return 5000
	}
	return 500
}

func (s *Server) attachments() int {
	if s.o.GoToSocial {
		return 6
	}
	return 4
}
