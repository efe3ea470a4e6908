package mastodontest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// cut takes a page of all, which is oldest first: newest first, after since_id or right
// after min_id, before max_id, with the Link header that servers give.
func cut[T any](all []T, id func(T) string, k *call, usual, most int, address string) ([]T, string) {
	limit, err := strconv.Atoi(k.query.Get("limit"))
	if err != nil {
		limit = usual
	}
	limit = min(limit, most)
	newer, oldest := all, k.query.Get("min_id")
	if oldest == "" {
		oldest = k.query.Get("since_id")
	}
	if oldest != "" {
		newer = slices.DeleteFunc(slices.Clone(newer), func(e T) bool { return !after(id(e), oldest) })
	}
	if newest := k.query.Get("max_id"); newest != "" {
		newer = slices.DeleteFunc(slices.Clone(newer), func(e T) bool { return !after(newest, id(e)) })
	}
	switch {
	case len(newer) <= limit:
	case k.query.Get("min_id") != "":
		newer = newer[:limit]
	default:
		newer = newer[len(newer)-limit:]
	}
	page := slices.Clone(newer)
	slices.Reverse(page)
	if len(page) == 0 {
		return page, ""
	}
	return page, `<` + address + `?max_id=` + id(page[len(page)-1]) + `>; rel="next", <` + address + `?min_id=` + id(page[0]) + `>; rel="prev"`
}

// after compares identifiers of either kind: longer numbers are greater, ULIDs are equally long.
func after(a, b string) bool {
	if strings.Trim(b, "0") == "" { // zero, or the first ULID
		return true
	}
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}

func list[T any](page []T, entity func(T) object, link string) reply {
	out := []any{}
	for _, e := range page {
		out = append(out, entity(e))
	}
	r := ok(out)
	r.header = http.Header{}
	if link != "" {
		r.header.Set("Link", link)
	}
	return r
}
