package scim

import (
	"net/http"
	"strings"
)

// etag is a version as HTTP compares it (RFC 7644, 3.14).
func etag(version string) string { return `W/"` + version + `"` }

// matches tells whether a header of conditions names the version.
func matches(header, version string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		if tag == "*" || tag == `"`+version+`"` {
			return true
		}
	}
	return false
}

// hold refuses a change of something other than the client read.
func hold(r *http.Request, version string) error {
	if header := r.Header.Get("If-Match"); header != "" && !matches(header, version) {
		return errStale
	}
	return nil
}

// conditional tells whether the client asked for one version, and no other will do.
func conditional(r *http.Request) bool {
	h := strings.TrimSpace(r.Header.Get("If-Match"))
	return h != "" && h != "*"
}

// attempts is how often a change is read and tried again because somebody else changed the
// same at that moment.
const attempts = 32

// again does a change until nobody is in its way; who asked for one version is told.
func again(r *http.Request, change func() error) error {
	var err error
	for range attempts {
		if err = change(); !stale(err) || conditional(r) {
			return err
		}
	}
	return err
}

// show answers one resource, or that the client has it already.
func (v visit) show(status int, res resource, version string) error {
	v.w.Header().Set("ETag", etag(version))
	if h := v.r.Header.Get("If-None-Match"); status == http.StatusOK && v.r.Method == http.MethodGet && h != "" && matches(h, version) {
		v.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	out, err := v.projected(res)
	if err != nil {
		return err
	}
	write(v.w, status, out)
	return nil
}
