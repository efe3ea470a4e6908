package web

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/web/lang"
)

// visit is one request of somebody who is logged in, or of nobody (public pages).
type visit struct {
	actor   institution.Actor
	session entering.Info
	token   string // of the session cookie
	zone    *time.Location
}

// in tells whether somebody is logged in with all their rights.
func (v visit) in() bool { return v.actor.PersonID != "" }

// handler is a page: it shows something, or returns what is wrong.
type handler func(w http.ResponseWriter, r *http.Request, v visit) error

const cookieName = "pregonero"

// open is for pages that anybody may see.
func (s *Site) open(h handler) http.HandlerFunc { return s.openHandler(h).ServeHTTP }

func (s *Site) openHandler(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, _ := s.identify(r)
		s.run(w, r, v, h)
	})
}

// inside is for pages of people who are logged in; others are led to the door and back.
func (s *Site) inside(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := s.identify(r)
		if fault.Is(err, fault.Unauthenticated) {
			s.toTheDoor(w, r)
			return
		}
		s.run(w, r, v, func(w http.ResponseWriter, r *http.Request, v visit) error {
			if err != nil {
				return err
			}
			return h(w, r, v)
		})
	}
}

// toTheDoor sends a page to the log-in, and tells a script with a status what happened.
func (s *Site) toTheDoor(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("HX-Request") != "" || r.Header.Get("Accept") == "application/json" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	to := "/entrar"
	if r.Method == http.MethodGet {
		to += "?" + url.Values{"volver": {r.URL.RequestURI()}}.Encode()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// identify reads the session of the request.
func (s *Site) identify(r *http.Request) (visit, error) {
	v := visit{zone: s.zone(s.Pack.Institution.Zone)}
	c, err := r.Cookie(cookieName)
	if err != nil {
		return v, fault.New(fault.Unauthenticated, "No ha entrado.")
	}
	actor, session, err := s.Door.Actor(r.Context(), c.Value, from(r))
	if err != nil {
		return v, err
	}
	v.actor, v.session, v.token = actor, session, c.Value
	v.actor.Via, v.actor.From = "web", from(r)
	v.zone = s.zoneOf(r.Context(), actor.AreaID)
	return v, nil
}

func (s *Site) run(w http.ResponseWriter, r *http.Request, v visit, h handler) {
	locale := lang.Locale{Code: lang.Choose(setting(r, "idioma"), r), Zone: v.zone}
	r = r.WithContext(lang.With(r.Context(), locale))
	if err := h(w, r, v); err != nil {
		s.fail(w, r, v, err)
	}
}

// setting reads a choice of the reader (language, theme) from its cookie.
func setting(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

func (s *Site) setCookie(w http.ResponseWriter, name, value string, forSeconds int, httpOnly bool) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: forSeconds, HttpOnly: httpOnly,
		Secure: s.overTLS(), SameSite: http.SameSiteLaxMode})
}

func (s *Site) overTLS() bool { return strings.HasPrefix(s.BaseURL, "https://") }

func (s *Site) zone(name string) *time.Location {
	if loc, err := time.LoadLocation(name); err == nil {
		return loc
	}
	return time.UTC
}

// zoneOf is the time zone of an area.
func (s *Site) zoneOf(ctx context.Context, areaID string) *time.Location {
	if area, err := s.Office.Area(ctx, areaID); err == nil && area.Zone != "" {
		return s.zone(area.Zone)
	}
	return s.zone(s.Pack.Institution.Zone)
}

// from is the address of the reader; the wiring has already judged trusted proxies.
func from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
