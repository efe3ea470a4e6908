package mastodontest

// DropTokens drops every token of the account, as a server does when its password is reset.
func (s *Server) DropTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for value, t := range s.tokens {
		if t.who == s.people[Handle] {
			delete(s.tokens, value)
		}
	}
}

// Rename changes the name that the account shows.
func (s *Server) Rename(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[Handle].name = name
}
