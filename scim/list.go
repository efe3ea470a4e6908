package scim

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// search is what a client asks of a list (RFC 7644, 3.4.2).
type search struct {
	filter string
	start  int // from 1
	count  int
	shows  projection
}

// readSearch reads it from the address.
func readSearch(q url.Values) (s search, err error) {
	s.filter, s.start, s.count = q.Get("filter"), 1, pageSize
	if s.shows, err = projectionOf(q); err != nil {
		return s, err
	}
	for name, into := range map[string]*int{"startIndex": &s.start, "count": &s.count} {
		said := q.Get(name)
		if said == "" {
			continue
		}
		n, err := strconv.Atoi(said)
		if err != nil {
			return s, invalid("invalidValue", "«"+name+"» debe ser un número entero.")
		}
		*into = n
	}
	s.start, s.count = max(1, s.start), min(max(0, s.count), pageSize)
	return s, nil
}

// postedSearch reads it from the body of a .search (RFC 7644, 3.4.3).
func postedSearch(r *http.Request) (search, error) {
	sent, err := body(r)
	if err != nil {
		return search{}, err
	}
	q := url.Values{}
	for _, name := range []string{"filter", "startIndex", "count", "attributes", "excludedAttributes"} {
		switch v := sent[resource(sent).key(name)].(type) {
		case string:
			q.Set(name, v)
		case float64:
			q.Set(name, strconv.Itoa(int(v)))
		case []any:
			joined := ""
			for _, x := range v {
				joined += fmt.Sprint(x) + ","
			}
			q.Set(name, joined)
		}
	}
	return readSearch(q)
}

// page answers with the part of the resources that was asked for.
func (s search) page(w http.ResponseWriter, all []resource) {
	from := min(s.start-1, len(all))
	shown := []resource{}
	for _, res := range all[from:min(from+s.count, len(all))] {
		shown = append(shown, s.shows.of(res))
	}
	write(w, http.StatusOK, map[string]any{"schemas": []string{listSchema}, "totalResults": len(all), "startIndex": s.start,
		"itemsPerPage": len(shown), "Resources": shown})
}
