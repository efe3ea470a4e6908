package web

import (
	"net/http"

	"pregonero/web/lang"
)

// Cookies of what one prefers. They say nothing of who one is.
const (
	languageCookie  = "idioma"
	themeCookie     = "tema"
	shortcutsCookie = "atajos"
	shortcutsOn     = "si"
	aYear           = 365 * 24 * 3600
)

// preferencesPage offers language, look and shortcuts, to anybody.
func (s *Site) preferencesPage(w http.ResponseWriter, r *http.Request, v visit) error {
	title := lang.T(r.Context(), "Idioma y aspecto")
	body := preferencesView(preferences{Language: string(lang.Of(r.Context()).Code), Theme: setting(r, themeCookie), Shortcuts: setting(r, shortcutsCookie) == shortcutsOn, In: v.in()})
	if v.in() {
		return s.show(w, r, http.StatusOK, s.page(r, v, "", title), body)
	}
	return s.showEntry(w, r, http.StatusOK, title, nil, body)
}

type preferences struct {
	Language, Theme string
	Shortcuts, In   bool
}

// preferencesSave keeps them in the browser; what is not offered counts as not chosen.
func (s *Site) preferencesSave(w http.ResponseWriter, r *http.Request, _ visit) error {
	code, theme := lang.Code(r.PostFormValue("language")), r.PostFormValue("theme")
	ctx := r.Context()
	if code == lang.Spanish || code == lang.English {
		s.setCookie(w, languageCookie, string(code), aYear, true)
		ctx = lang.With(ctx, lang.Locale{Code: code, Zone: lang.Of(ctx).Zone})
	}
	if theme == "light" || theme == "dark" {
		s.setCookie(w, themeCookie, theme, aYear, true)
	} else {
		s.setCookie(w, themeCookie, "", -1, true)
	}
	if r.PostFormValue("shortcuts") == shortcutsOn {
		s.setCookie(w, shortcutsCookie, shortcutsOn, aYear, true)
	} else {
		s.setCookie(w, shortcutsCookie, "", -1, true)
	}
	return s.done(w, r, "/preferencias", lang.T(ctx, "Sus preferencias quedaron guardadas en este navegador."))
}
