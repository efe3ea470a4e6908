package web

import (
	"fmt"
	"net/http"

	"github.com/skip2/go-qrcode"
)

// qrSide is the width of a QR code, in pixels.
const qrSide = 400

// verifyQR is a picture that leads a telephone to the account's answer.
func (s *Site) verifyQR(w http.ResponseWriter, r *http.Request, _ visit) error {
	p, err := s.Office.PublicAccount(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	png, err := qrcode.Encode(s.BaseURL+"/verificar/"+p.Account.ID, qrcode.Medium, qrSide)
	if err != nil {
		return fmt.Errorf("draw the QR code of %s: %w", p.Account.ID, err)
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	return plain(w, "image/png", png)
}
