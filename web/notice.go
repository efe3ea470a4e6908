package web

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"

	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// noticeCookie carries one sentence to the next page.
const noticeCookie = "aviso"

// uploadPath takes files, so it sets its own limit.
const uploadPath = "/redactar/archivo"

// takesFiles tells the addresses that take files and set their own limit.
func takesFiles(path string) bool {
	if strings.HasPrefix(path, "/oficios/") {
		return strings.HasSuffix(path, "/firmar") || strings.HasSuffix(path, "/subir")
	}
	return path == uploadPath || path == sourcePath || strings.HasPrefix(path, "/propuestas/") && strings.HasSuffix(path, "/imagen")
}

func escapeCookie(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// notice is the sentence that the last act left, if any; showing it clears it (see clearNotice).
func notice(r *http.Request) *ui.Notice {
	text, err := base64.RawURLEncoding.DecodeString(setting(r, noticeCookie))
	if err != nil || len(text) == 0 {
		return nil
	}
	return &ui.Notice{State: ui.OK, Title: string(text)}
}

// clearNotice forgets the sentence once a page has shown it.
func (s *Site) clearNotice(w http.ResponseWriter, r *http.Request) {
	if setting(r, noticeCookie) != "" {
		s.setCookie(w, noticeCookie, "", -1, true)
	}
}

// noticeOf says a fault in one banner.
func noticeOf(ctx context.Context, f *fault.Fault) ui.Notice {
	n := ui.Notice{State: ui.Fix, Title: lang.Dyn(ctx, f.Format, f.Args...), Text: lang.Dyn(ctx, f.Next)}
	if f.Clause != "" {
		n.Link = &ui.Link{Text: lang.T(ctx, "Criterio %s", f.Clause), Href: "/criterios#" + f.Clause}
	}
	return n
}
