package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pquerna/otp/totp"

	"pregonero/entering"
	"pregonero/store"
)

const (
	goodPassword  = "cuatro llaves viejas y un farol"
	wrongPassword = "nunca fue esta contrasena mia"
)

// withPassword gives somebody a password, by a link from the operator.
func (h *house) withPassword(username string) {
	h.Helper()
	h.w.Person("oscar", "operativo", "unicom").Grant("operator", "")
	link, err := h.site.Door.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor(username).PersonID)
	h.must(err)
	h.must(h.site.Door.Recover(h.Context(), link.Token, goodPassword, "192.0.2.9"))
}

// withCode gives somebody a password and an application of codes, and returns its secret
// and their recovery codes.
func (h *house) withCode(username string) (secret string, codes []string) {
	h.Helper()
	h.withPassword(username)
	half, err := h.site.Door.SignIn(h.Context(), username, goodPassword, "192.0.2.9")
	h.must(err)
	e, err := h.site.Door.BeginTOTP(h.Context(), half.Token, "", "192.0.2.9")
	h.must(err)
	_, codes, err = h.site.Door.ConfirmTOTP(h.Context(), half.Token, h.code(e.Secret), "192.0.2.9")
	h.must(err)
	h.w.Clock.Advance(time.Minute) // past the code just used
	return e.Secret, codes
}

func (h *house) code(secret string) string {
	h.Helper()
	c, err := totp.GenerateCode(secret, h.w.Clock.Now())
	h.must(err)
	return c
}

func TestSignInPage(t *testing.T) {
	t.Parallel()
	p := newHouse(t).nobody().get("/entrar?volver=%2Fcalendario")
	if p.status != http.StatusOK || p.value("input[name=volver]") != "/calendario" {
		t.Fatalf("status %d, back to %q", p.status, p.value("input[name=volver]"))
	}
	for selector, want := range map[string]string{"#user": "username", "#password": "current-password"} {
		in := p.Find(selector)
		if got := in.AttrOr("autocomplete", ""); got != want {
			t.Errorf("%s has autocomplete %q, want %q", selector, got, want)
		}
		if _, stopped := in.Attr("onpaste"); stopped {
			t.Errorf("%s forbids pasting", selector)
		}
	}
	if p.value("#password") != "" || p.Find("#password").AttrOr("type", "") != "password" {
		t.Error("the password's field shows what is in it")
	}
	if p.has("#practice-people") {
		t.Error("people of the practice are offered outside practice mode")
	}
}

func TestSignInWithCode(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	secret, codes := h.withCode("ana")
	b := h.nobody()
	p := b.post("/entrar", "user", "Ana ", "password", goodPassword, "volver", "/calendario")
	if p.status != http.StatusSeeOther || p.to() != "/entrar/segundo-factor?volver=%2Fcalendario" {
		t.Fatalf("status %d, to %q", p.status, p.to())
	}
	half := b.cookie(cookieName)
	if got := b.get("/preferencias/"); got.status == http.StatusOK {
		t.Error("half a session opened a page")
	}
	p = b.get(p.to())
	if p.Find("#code").AttrOr("autocomplete", "") != "one-time-code" {
		t.Error("the code's field does not say what it is")
	}
	p = b.post("/entrar/segundo-factor", "code", "000000", "volver", "/calendario")
	if p.status != http.StatusUnprocessableEntity || !p.has("#code-error") || p.value("input[name=volver]") != "/calendario" {
		t.Errorf("a wrong code: status %d, error %q", p.status, p.text("#code-error"))
	}
	p = b.post("/entrar/segundo-factor", "code", h.code(secret), "volver", "/calendario")
	if p.status != http.StatusSeeOther || p.to() != "/calendario" {
		t.Fatalf("a right code: status %d, to %q", p.status, p.to())
	}
	if b.cookie(cookieName) == half {
		t.Error("the session of before the second factor goes on: a planted one would be let in")
	}
	other := h.nobody()
	other.post("/entrar", "user", "ana", "password", goodPassword)
	if p := other.post("/entrar/segundo-factor", "code", codes[0]); p.status != http.StatusSeeOther || p.to() != "/" {
		t.Errorf("a recovery code: status %d, to %q", p.status, p.to())
	}
}

// A planted cookie opens nothing and is not adopted.
func TestSessionFixation(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	h.withPassword("ana")
	h.site.Door.Practice = true // a password alone opens a full session
	b := h.nobody()
	b.setCookie(cookieName, "planted")
	p := b.post("/entrar", "user", "ana", "password", goodPassword)
	if p.status != http.StatusSeeOther || b.cookie(cookieName) == "planted" || b.cookie(cookieName) == "" {
		t.Fatalf("status %d, session %q", p.status, b.cookie(cookieName))
	}
	first := b.cookie(cookieName)
	b.post("/entrar", "user", "ana", "password", goodPassword)
	if _, err := h.site.Door.Session(t.Context(), first); err == nil {
		t.Error("the session before goes on after another log-in in the same browser")
	}
}

// What is told never shows whether somebody exists, nor that their access is paused.
func TestSignInTellsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	h.withPassword("ana")
	h.nobody().get("/entrar")
	try := func(user, password string) *answer {
		return h.nobody().post("/entrar", "user", user, "password", password)
	}
	unknown, known := try("nadie", wrongPassword), try("ana", wrongPassword)
	for range 10 {
		try("ana", wrongPassword)
	}
	paused := try("ana", goodPassword)
	for name, p := range map[string]*answer{"unknown": unknown, "known": known, "paused": paused} {
		if p.status != http.StatusUnprocessableEntity || p.text(".errors li") != unknown.text(".errors li") || !strings.Contains(p.text("#user-error"), "en pausa") {
			t.Errorf("%s: status %d, %q", name, p.status, p.text(".errors li"))
		}
		if p.value("#password") != "" {
			t.Errorf("%s: the password came back", name)
		}
	}
	if known.value("#user") != "ana" || unknown.header.Get("Set-Cookie") != "" {
		t.Error("the user's name is lost, or a stranger got a cookie")
	}
	h.w.Clock.Advance(time.Hour)
	if p := try("ana", goodPassword); p.status != http.StatusSeeOther {
		t.Errorf("after the pause: status %d", p.status)
	}
}

func TestLocalPath(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"/calendario?semana=2": "/calendario?semana=2", "/": "/", "": "/", "calendario": "/",
		"https://malo.example/": "/", "//malo.example": "/", "///malo.example": "/", `/\malo.example`: "/", `\\malo.example`: "/",
		"/%2F/malo": "/", "javascript:alert(1)": "/", "/a\r\nSet-Cookie: x=1": "/", "/\t/malo.example": "/", "http:malo": "/",
		"/entrar": "/", "/entrar?volver=/entrar": "/", "/entrar/segundo-factor": "/", "/salir": "/", "/ok#x": "/ok", "/%zz": "/",
	} {
		if got := localPath(in); got != want {
			t.Errorf("localPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSignInLeadsOnlyToThisSite(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	h.withPassword("ana")
	h.site.Door.Practice = true
	p := h.nobody().post("/entrar", "user", "ana", "password", goodPassword, "volver", "//malo.example/robo")
	if p.to() != "/" {
		t.Errorf("the log-in leads to %q", p.to())
	}
	if p := h.as("ana").get("/entrar?volver=" + url.QueryEscape("https://malo.example")); p.to() != "/" {
		t.Errorf("who is in is led to %q", p.to())
	}
}

func TestCookies(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"http://localhost", "https://pregonero.test"} {
		h := newHouse(t)
		h.at(base)
		h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
		h.withPassword("ana")
		p := h.nobody().post("/entrar", "user", "ana", "password", goodPassword)
		cookies, err := http.ParseSetCookie(p.header.Get("Set-Cookie"))
		if err != nil {
			t.Fatal(err)
		}
		if cookies.Name != cookieName || !cookies.HttpOnly || cookies.SameSite != http.SameSiteLaxMode || cookies.Path != "/" ||
			cookies.Secure != strings.HasPrefix(base, "https") || cookies.MaxAge <= 0 {
			t.Errorf("%s: %+v", base, cookies)
		}
	}
}

func TestCrossOriginIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, path := range []string{"/entrar", "/salir", "/preferencias"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.base+path, strings.NewReader("user=ana"))
		h.must(err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Origin", "https://malo.example")
		if p := h.nobody().do(r); p.status != http.StatusForbidden || !p.has(".notice") {
			t.Errorf("%s from another site: status %d", path, p.status)
		}
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	b := h.as("ana")
	token := b.cookie(cookieName)
	if p := b.post("/salir"); p.status != http.StatusSeeOther || p.to() != "/entrar" {
		t.Fatalf("status %d, to %q", p.status, p.to())
	}
	if _, err := h.site.Door.Session(t.Context(), token); err == nil || b.cookie(cookieName) != "" {
		t.Error("the session goes on")
	}
	if p := b.get("/entrar"); !p.has(".notice.is-ok, .notice") {
		t.Error("the page does not say that the session ended")
	}
}

func TestPracticePeople(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.site.Practice, h.site.Door.Practice, h.site.PracticePassword = true, true, goodPassword
	h.w.Person("luis", "operativo", "jle-jal")
	hash, err := theHasher().Hash(t.Context(), goodPassword)
	h.must(err)
	h.must(h.w.Store.Change(t.Context(), func(tx *store.Tx) error {
		l, err := tx.Login(t.Context(), h.w.Actor("luis").PersonID)
		if err != nil {
			return err
		}
		l.Password = hash
		return tx.UpdateLogin(t.Context(), l)
	}))
	p := h.nobody().get("/entrar")
	forms := p.Find("#practice-people").Parent().Find("form")
	if forms.Length() < 5 || !p.has(".practice") {
		t.Fatalf("%d people offered", forms.Length())
	}
	form := forms.FilterFunction(func(_ int, f *goquery.Selection) bool {
		return f.Find("input[name=user]").AttrOr("value", "") == "luis"
	})
	in := h.nobody().post("/entrar", "user", "luis", "password", form.Find("input[name=password]").AttrOr("value", ""))
	if in.status != http.StatusSeeOther || in.to() != "/" {
		t.Errorf("one click: status %d, to %q", in.status, in.to())
	}
}

func TestSecondFactorWithoutSession(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if p := h.nobody().get("/entrar/segundo-factor"); p.status != http.StatusSeeOther || !strings.HasPrefix(p.to(), "/entrar?") {
		t.Errorf("status %d, to %q", p.status, p.to())
	}
	if got := afterPassword(entering.Enrolling, "/x"); got != enrolPath {
		t.Errorf("who has no second factor is led to %q", got)
	}
}
