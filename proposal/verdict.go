package proposal

import (
	"time"
	"unicode/utf8"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Decision of the press office.
type Decision string

const (
	Approve Decision = "approve"
	Reject  Decision = "reject" // with reasons
	Return  Decision = "return" // with observations: the area may mend and send it again
)

// Decisions lists them.
func Decisions() []Decision { return []Decision{Approve, Return, Reject} }

// Remark is what is said of one answer.
type Remark struct {
	Question Question `json:"question"`
	OK       bool     `json:"ok"`
	Note     string   `json:"note,omitempty"` // the observation, when not OK
}

// Verdict is the press office's answer.
type Verdict struct {
	Decision Decision  `json:"decision"`
	Items    []Remark  `json:"items"`
	Text     string    `json:"text,omitempty"` // the reasons, or a word that goes with the approval
	By       string    `json:"by"`
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
	Late     bool      `json:"late"` // given after its term
}

// Of is what was said of a question.
func (v Verdict) Of(q Question) (Remark, bool) {
	for _, i := range v.Items {
		if i.Question == q {
			return i, true
		}
	}
	return Remark{}, false
}

// MaxKit bounds the files of a graphic identity.
const MaxKit = 20

// Judge answers the proposal, once a round.
//
//clause:code 7.iii
func (p *Proposal) Judge(pack *regulation.Pack, v Verdict) error {
	clause := pack.ClauseFor(regulation.RuleProposalAnswer)
	if err := p.must("resolver", Presented); err != nil {
		return err
	}
	notes, err := v.check(clause)
	if err != nil {
		return err
	}
	switch {
	case v.Decision == Approve && notes > 0:
		return fault.New(fault.Invalid, "No se aprueba con observaciones: hay %d.", notes).Then("Devuélvala con sus observaciones o retírelas.").Under(clause).On("decision")
	case v.Decision == Approve && len(p.Kit) == 0:
		return fault.New(fault.Invalid, "Para aprobar falta entregar la imagen gráfica de la cuenta.").Then("Suba sus archivos y apruebe después.").Under(clause).On("kit")
	case v.Decision == Return && notes == 0:
		return fault.New(fault.Invalid, "Para devolverla diga qué debe corregirse: marque al menos una respuesta con observación.").Under(clause).On("decision")
	case v.Decision == Reject && utf8.RuneCountInString(v.Text) < MinReason:
		return fault.New(fault.Invalid, "Explique por qué se rechaza (mínimo %d caracteres): el área tiene derecho a las razones.", MinReason).Under(clause).On("text")
	}
	v.Late = !p.LateAt.IsZero()
	p.Verdict = &v
	p.State = map[Decision]State{Approve: Approved, Reject: Rejected, Return: Returned}[v.Decision]
	return nil
}

// check wants every answer judged, and words for each observation.
func (v Verdict) check(clause string) (notes int, err error) {
	if v.Decision != Approve && v.Decision != Reject && v.Decision != Return {
		return 0, fault.New(fault.Invalid, "Elija cómo se resuelve.").Under(clause).On("decision")
	}
	if utf8.RuneCountInString(v.Text) > MaxText {
		return 0, fault.New(fault.Invalid, "Acorte el texto: caben %d caracteres.", MaxText).On("text")
	}
	for _, q := range Questions() {
		i, judged := v.Of(q)
		if !judged {
			return 0, fault.New(fault.Invalid, "Falta valorar «%s».", q.Label()).Under(clause).On("item-" + string(q))
		}
		if i.OK {
			continue
		}
		if notes++; blank(i.Note) || utf8.RuneCountInString(i.Note) > MaxText {
			return 0, fault.New(fault.Invalid, "Escriba qué observa en «%s».", q.Label()).Under(clause).On("note-" + string(q))
		}
	}
	return notes, nil
}

// Label names the decision in Spanish.
func (d Decision) Label() string {
	switch d {
	case Approve:
		return "Aprobada"
	case Reject:
		return "Rechazada"
	case Return:
		return "Devuelta con observaciones"
	}
	return string(d)
}

// AddFile adds a file to the graphic identity while it is being judged.
func (p *Proposal) AddFile(f KitFile) error {
	if err := p.must("cambiar su imagen gráfica", Presented); err != nil {
		return err
	}
	if len(p.Kit) >= MaxKit {
		return fault.New(fault.Limit, "Caben %d archivos. Júntelos en un ZIP.", MaxKit).On("kit")
	}
	for _, x := range p.Kit {
		if x.Hash == f.Hash {
			return nil
		}
	}
	p.Kit = append(p.Kit, f)
	return nil
}

// DropFile takes a file out of the graphic identity while it is being judged.
func (p *Proposal) DropFile(hash string) error {
	if err := p.must("cambiar su imagen gráfica", Presented); err != nil {
		return err
	}
	var kept []KitFile
	for _, x := range p.Kit {
		if x.Hash != hash {
			kept = append(kept, x)
		}
	}
	p.Kit = kept
	return nil
}
