package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/letter"
)

// describeCertificates offers the certificates that letters are signed with. One is
// registered in the browser only, with the second factor of who does: a key has none.
func (s *Service) describeCertificates(a huma.API) {
	const tag = "oficios"
	huma.Register(a, operation("list-certificates", http.MethodGet, "/certificates", "Los certificados con que firma usted u otra persona; se registran en el navegador, con el segundo factor", tag), s.listCertificates)
	huma.Register(a, operation("revoke-certificate", http.MethodPost, "/certificates/{fingerprint}/revoke", "Dar de baja un certificado; lo que firmó sigue firmado", tag), s.revokeCertificate)
}

func (s *Service) listCertificates(ctx context.Context, in *struct {
	PersonID string `query:"person_id" maxLength:"64" doc:"De quién; sin ella, los propios"`
}) (*body[pageOf[letter.Certificate]], error) {
	_, all, err := s.Clerk.Certificates(ctx, actor(ctx), cmp.Or(in.PersonID, actor(ctx).PersonID))
	return answer(ctx, s, pageOf[letter.Certificate]{some(all), len(all)}, err)
}

func (s *Service) revokeCertificate(ctx context.Context, in *struct {
	Fingerprint string `path:"fingerprint" maxLength:"64" doc:"La huella SHA-256 del certificado, en hexadecimal"`
	Body        struct {
		Reason string `json:"reason" maxLength:"2000" doc:"Por qué se da de baja"`
	}
}) (*body[letter.Certificate], error) {
	c, err := s.Clerk.RevokeCertificate(ctx, actor(ctx), in.Fingerprint, in.Body.Reason)
	return answer(ctx, s, c, err)
}
