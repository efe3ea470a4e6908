package web

import (
	"net/http"
	"path"

	"pregonero/internal/fault"
	"pregonero/proposal"
	"pregonero/web/lang"
)

// letterSigned takes the scan of a letter that the head signed on paper.
func (s *Site) letterSigned(w http.ResponseWriter, r *http.Request, v visit) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxKit)
	p, err := s.takeLetter(r, v)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.letterAgain(w, r, v, f.On("scan"))
	}
	if err != nil {
		return err
	}
	to := "/propuestas/" + p.ID
	if p.Opening != nil {
		to += "/apertura"
	}
	return s.done(w, r, to, lang.T(r.Context(), "Oficio guardado con su número. Se avisó a quien corresponde."))
}

func (s *Site) takeLetter(r *http.Request, v visit) (proposal.Proposal, error) {
	files, err := sentFiles(r, "scan")
	if err != nil {
		return proposal.Proposal{}, err
	}
	in, err := files[0].Open()
	if err != nil {
		return proposal.Proposal{}, err
	}
	defer in.Close()
	return s.Opener.SignOnPaper(r.Context(), v.actor, r.PathValue("id"), r.PathValue("letter"), path.Base(files[0].Filename), files[0].Header.Get("Content-Type"), in)
}

// letterAgain shows the page that the letter was sent from, with what is wrong.
func (s *Site) letterAgain(w http.ResponseWriter, r *http.Request, v visit, wrong *fault.Fault) error {
	f, err := s.proposalFile(r, v)
	if err != nil {
		return err
	}
	errors := fieldErrors(r.Context(), wrong)
	errors[0].Field = "scan-" + r.PathValue("letter")
	if f.Proposal.Opening != nil {
		return s.showOpening(w, r, v, statuses[wrong.Kind], nil, errors)
	}
	f.errors = errors
	p := s.page(r, v, "propuestas", f.Proposal.Title())
	p.Errors = errors
	return s.show(w, r, statuses[wrong.Kind], p, proposalView(f))
}

// letterFile hands over the scan of a signed letter.
func (s *Site) letterFile(w http.ResponseWriter, r *http.Request, v visit) error {
	f, body, err := s.Opener.OpenScan(r.Context(), v.actor, r.PathValue("id"), r.PathValue("letter"))
	if err != nil {
		return err
	}
	return handOver(w, r, f, body)
}
