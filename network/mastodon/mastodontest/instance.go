package mastodontest

// instance2 is version 2 of the server's description.
func (s *Server) instance2() object {
	return object{"domain": "social.example", "title": "Servidor de prueba", "version": s.version(), "source_url": "https://github.com/mastodon/mastodon",
		"description": "", "usage": object{"users": object{"active_month": 1}}, "thumbnail": object{"url": s.URL + "/t.png"}, "icon": []any{},
		"languages": []any{"es"}, "configuration": s.configuration(), "registrations": object{"enabled": false, "approval_required": false, "message": nil},
		"api_versions": object{"mastodon": 7}, "contact": object{"email": "admin@social.example", "account": nil}, "rules": []any{}}
}

// instance1 is version 1.
func (s *Server) instance1() object {
	c := s.configuration()
	delete(c, "translation")
	delete(c, "urls")
	c["accounts"] = object{"max_featured_tags": 10}
	return object{"uri": "social.example", "title": "Servidor de prueba", "short_description": "", "description": "", "email": "admin@social.example",
		"version": s.version(), "urls": object{"streaming_api": "wss://social.example"}, "stats": object{"user_count": 1, "status_count": 1, "domain_count": 1},
		"thumbnail": nil, "languages": []any{"es"}, "registrations": false, "approval_required": false, "invites_enabled": false,
		"configuration": c, "contact_account": nil, "rules": []any{}}
}

func (s *Server) configuration() object {
	return object{
		"accounts":    object{"max_featured_tags": 10, "max_pinned_statuses": 5},
		"statuses":    object{"max_characters": s.characters(), "max_media_attachments": s.attachments(), "characters_reserved_per_url": 23},
		"urls":        object{"streaming": "wss://social.example"},
		"translation": object{"enabled": false},
		"polls":       object{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746},
		"media_attachments": object{"supported_mime_types": []any{"image/png", "image/jpeg"}, "image_size_limit": 16777216, "image_matrix_limit": 33177600,
			"video_size_limit": 103809024, "video_frame_rate_limit": 120, "video_matrix_limit": 8294400},
	}
}

func (s *Server) version() string {
	if s.o.Old {
		return "3.4.0"
	}
	return "4.5.0"
}
