package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/advising"
	"pregonero/closing"
	"pregonero/deliberation"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/letter"
	"pregonero/mail"
	"pregonero/paper"
	"pregonero/post"
	"pregonero/proposal"
	"pregonero/publishing"
	"pregonero/regulation"
	asked "pregonero/request"
	"pregonero/responding"
	"pregonero/store"
)

// deed is one operation done once by who may and tried by who may not.
type deed struct {
	op     string
	method string
	make   func(h *house) (path string, body any)
	may    string
	not    string          // "": whoever has a key may
	act    institution.Act // that the operation is
	status int
}

func at(path string, body any) func(*house) (string, any) {
	return func(*house) (string, any) { return path, body }
}

// onPost makes a fresh post and the address of a move on it.
func onPost(fresh func(h *house) post.Post, move string, body func(p post.Post) any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		p := fresh(h)
		path := "/api/v1/posts/" + p.ID + move
		if body == nil {
			return path, nil
		}
		return path, body(p)
	}
}

func drafted(h *house) post.Post { return h.Draft("ana", "Consulte la lista nominal.", h.account) }
func submitted(h *house) post.Post {
	return h.Submitted("ana", "Consulte la lista nominal.", h.account)
}
func endorsed(h *house) post.Post {
	return h.Endorsed("ana", "raul", "Consulte la lista nominal.", h.account)
}

// onSent is the taking back of a proposal that waits for its signature.
func onSent(h *house) (string, any) {
	path, _ := onProposal(proposal.Draft, "", nil)(h)
	h.call("POST", path+"/send", h.token("raul"), nil).wants(http.StatusOK)
	return path + "/take-back", nil
}

// onFinding makes a draft with a misspelt word, and the address of an act on that finding.
func onFinding(act string, dismissed bool) func(*house) (string, any) {
	return func(h *house) (string, any) {
		ana := h.Actor("ana")
		p := h.Draft("ana", "Consulte la credensial.", h.account)
		d, err := h.Desk.Judge(h.Context(), ana, publishing.Draft{Content: p.Content, PostID: p.ID})
		h.must(err)
		for _, f := range d.Findings {
			if f.Check != regulation.CheckSpelling {
				continue
			}
			if dismissed {
				_, err := h.Desk.Dismiss(h.Context(), ana, p.ID, f.ID, "Así se llama el programa.")
				h.must(err)
			}
			return "/api/v1/posts/" + p.ID + "/findings/" + f.ID + act, map[string]string{"reason": "Así se llama el programa."}
		}
		h.Fatal("the misspelt word is not pointed at")
		return "", nil
	}
}

func moved(h *house) post.Post {
	p := drafted(h)
	p, err := h.Desk.Move(h.Context(), h.Actor("ana"), p.ID, p.Content.DueAt.Add(time.Hour))
	h.must(err)
	return p
}

func seal(p post.Post) any { return map[string]any{"hash": p.Content.Hash(), "note": "Revisado."} }

func saved(p post.Post) any {
	c := p.Content
	c.Text = "Otro texto."
	return map[string]any{"content": c, "revision": p.Revision}
}

func later(p post.Post) any { return map[string]any{"due_at": p.Content.DueAt.Add(3 * time.Hour)} }

func why(post.Post) any { return map[string]any{"reason": "Falta la fuente."} }

// onPublication makes a publication in that stage.
func onPublication(stage post.Stage, verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		_, all := h.Published("ana", "eva", "Consulte la lista nominal.", h.account)
		pub := all[0]
		if stage != pub.Stage {
			pub.Stage = stage
			h.must(h.Store.Change(h.Context(), func(t *store.Tx) error { return t.UpdatePublication(h.Context(), pub) }))
		}
		return "/api/v1/publications/" + pub.ID + verb, body
	}
}

// onItem makes a comment; before prepares it.
func onItem(verb string, body any, before func(h *house, itemID string)) func(*house) (string, any) {
	return func(h *house) (string, any) {
		_, all := h.Published("ana", "eva", "Consulte la lista nominal.", h.account)
		_, item := h.Comment(all[0], "Vecina", "¿Hasta cuándo?")
		if before != nil {
			before(h, item.ID)
		}
		return "/api/v1/inbox/" + item.ID + verb, body
	}
}

func onAccount(verb string, body func(h *house) any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		var b any
		if body != nil {
			b = body(h)
		}
		return "/api/v1/accounts/" + h.account.ID + verb, b
	}
}

func registration(h *house) (string, any) {
	return "/api/v1/accounts", map[string]any{"network": "mastodon", "base_url": "https://social.test", "handle": "jalisco_prueba", "name": "Jalisco", "area_id": home,
		"purpose": "Difundir.", "lead_id": h.Actor("ana").PersonID, "alternate_id": h.Actor("luis").PersonID}
}

func newAdministrators(h *house) any {
	h.Person("tito", "operativo", home)
	return map[string]any{"lead_id": h.Actor("ana").PersonID, "alternate_id": h.Actor("tito").PersonID, "reason": "rotación"}
}

func sequenced(path string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		drafted(h)
		h.must(h.book.Sequence(h.Context()))
		return path, body
	}
}

var stop = map[string]any{"stop": true, "reason": "Se investiga un acceso indebido."}

// onRequest makes a request of ana to the press office.
func onRequest(verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		r, err := h.advisor.Ask(h.Context(), h.Actor("ana"), advising.Ask{Kind: asked.Publish, Title: "Feria", Body: "Del 3 al 5.", AreaID: home})
		h.must(err)
		return "/api/v1/requests/" + r.ID + verb, body
	}
}

// onDeliberation is the address that lifts a fresh matter.
func onDeliberation(h *house) (string, any) {
	m, err := h.Desk.Deliberate(h.Context(), h.Actor("eva"), deliberation.Matter{Name: "Presupuesto de la junta", AreaID: home})
	h.must(err)
	return "/api/v1/deliberations/" + m.ID + "/lift", map[string]any{"reference": "INE/CG45/2027", "link": "https://ine.mx/cg45"}
}

// onIncident makes a drill of eva's, after closing the one before.
func onIncident(verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		open, err := h.responder.List(h.Context(), h.Actor("marisol"))
		h.must(err)
		for _, i := range open {
			if i.State == incident.Open {
				_, err := h.responder.Close(h.Context(), h.Actor("marisol"), i.ID, "Fin.", "Ninguna.", false)
				h.must(err)
			}
		}
		i, err := h.responder.Report(h.Context(), h.Actor("eva"), responding.Alarm{AccountID: h.account.ID, Kind: incident.TakenOver, Drill: true})
		h.must(err)
		return "/api/v1/incidents/" + i.ID + verb, body
	}
}

// onLetter makes a letter that eva signs.
func onLetter(verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		var l letter.Letter
		h.must(h.Store.Change(h.Context(), func(t *store.Tx) error {
			area, err := t.Area(h.Context(), home)
			if err != nil {
				return err
			}
			head, err := t.Person(h.Context(), h.Actor("eva").PersonID)
			if err != nil {
				return err
			}
			l, err = t.IssueLetter(h.Context(), h.Pack, h.Actor("eva"), letter.Order{Kind: regulation.LetterProposal, Subject: "proposal:x", Area: area, Head: head,
				To: []string{"Comunicación social"}, Values: map[string]string{"need": "Nadie atiende ahí.", "folio": "PRO/0001/2026"}}, h.Clock.Now())
			return err
		}))
		return "/api/v1/letters/" + l.ID + verb, body
	}
}

// onCertificate registers a certificate of eva's.
func onCertificate(h *house) (string, any) {
	c := letter.Certificate{Certificate: paper.Certificate{Name: "Persona eva", Fingerprint: id.New(h.Clock.Now())}, PersonID: h.Actor("eva").PersonID, State: letter.InForce, At: h.Clock.Now()}
	c.Fingerprint += c.Fingerprint // as long as one is
	h.must(h.Store.Change(h.Context(), func(t *store.Tx) error { return t.AddCertificate(h.Context(), c) }))
	return "/api/v1/certificates/" + c.Fingerprint + "/revoke", map[string]any{"reason": "Se perdió."}
}

func onMisuse(verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		now := h.Clock.Now()
		m, err := h.responder.ReportMisuse(h.Context(), h.Actor("zoe"), h.account.ID, "Fines personales.", now.AddDate(0, 0, -3), now)
		h.must(err)
		return "/api/v1/misuses/" + m.ID + verb, body
	}
}

// onPersonal lists a personal account of consuelo.
func onPersonal(h *house) (string, any) {
	p, err := h.opener.ListPersonal(h.Context(), h.Actor("consuelo"), account.Personal{Name: "Consuelo", Network: "x", Handle: id.New(h.Clock.Now()), URL: "https://x.com/c"})
	h.must(err)
	return "/api/v1/personals/" + p.ID + "/withdraw", nil
}

// onClosing is about an account that is being closed, when begun.
func onClosing(begun bool, verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		acc := h.Account("cierre"+strings.ToLower(id.New(h.Clock.Now())), home, "ana", "luis")
		if begun {
			_, err := h.closer.Decide(h.Context(), h.Actor("eva"), acc.ID, "Ya no se usa.")
			h.must(err)
		}
		return "/api/v1/accounts/" + acc.ID + "/closing" + verb, body
	}
}

// onMail queues a mail that nobody takes.
func onMail(h *house) (string, any) {
	var all []store.Mail
	h.must(h.Store.Change(h.Context(), func(t *store.Tx) (err error) {
		m := mail.Message{To: []mail.Address{{Email: "ana@ine.mx"}}, Subject: "Aviso", Paragraphs: []string{"Solo para ana."}}
		if err := t.QueueMail(h.Context(), h.Clock.Now(), m); err != nil {
			return err
		}
		all, err = t.Mails(h.Context(), store.MailFilter{Limit: 1})
		return err
	}))
	return "/api/v1/mail/" + all[0].ID + "/retry", nil
}

// onTurn puts ana in the rota of a fresh account, which was told of its vacations.
func onTurn(verb string) func(*house) (string, any) {
	return func(h *house) (string, any) {
		acc := h.Account("rota"+strings.ToLower(id.New(h.Clock.Now())), home, "ana", "luis")
		acc, err := h.office.SetTurn(h.Context(), h.Actor("eva"), acc.ID, account.Turn{PersonID: h.Actor("ana").PersonID})
		h.must(err)
		_, err = h.office.AnnouncePeriod(h.Context(), h.Actor("eva"), acc.ID, regulation.Period{From: vacations, Reason: "Vacaciones"})
		h.must(err)
		return "/api/v1/accounts/" + acc.ID + "/attendance" + strings.ReplaceAll(verb, "TURN", acc.Rota[0].ID), nil
	}
}

var vacations = regulation.Date{Year: 2026, Month: time.October, Day: 5}

// covering is the coverage of a session that begins in an hour.
func covering(h *house) map[string]any {
	now := h.Clock.Now()
	return map[string]any{"name": "Sesión ordinaria", "account_ids": []string{h.account.ID}, "topics": []string{"Presupuesto 2027"}, "from": now.Add(time.Hour), "until": now.Add(5 * time.Hour)}
}

// onCoverage cancels a coverage that ana declared.
func onCoverage(h *house) (string, any) {
	now := h.Clock.Now()
	c, err := h.Desk.DeclareCoverage(h.Context(), h.Actor("ana"), publishing.Covering{Name: "Sesión ordinaria", AccountIDs: []string{h.account.ID}, Topics: []string{"Presupuesto 2027"}, From: now, Until: now.Add(time.Hour)})
	h.must(err)
	return "/api/v1/coverages/" + c.ID + "/cancel", nil
}

// deeds are every operation there is; TestDeedsAreAll says if one is missing.
var deeds = []deed{
	{"check", "POST", func(h *house) (string, any) { return "/api/v1/check", h.draft("Texto.") }, "ana", "olga", institution.PostDraft, 200},
	{"list-posts", "GET", at("/api/v1/posts?state=draft&limit=5&from=2026-01-01T00:00:00Z", nil), "ana", "olga", institution.PostRead, 200},
	{"create-post", "POST", func(h *house) (string, any) { return "/api/v1/posts", h.draft("Texto.") }, "ana", "zoe", institution.PostDraft, 201},
	{"read-post", "GET", onPost(drafted, "", nil), "luis", "zoe", institution.PostRead, 200},
	{"save-post", "PUT", onPost(drafted, "", saved), "luis", "zoe", institution.PostDraft, 200},
	{"submit-post", "POST", onPost(drafted, "/submit", nil), "ana", "zoe", institution.PostDraft, 200},
	{"recall-post", "POST", onPost(submitted, "/recall", nil), "luis", "zoe", institution.PostDraft, 200},
	{"discard-post", "POST", onPost(drafted, "/discard", nil), "eva", "zoe", institution.PostDraft, 200},
	{"endorse-post", "POST", onPost(submitted, "/endorse", seal), "raul", "luis", institution.PostEndorse, 200},
	{"approve-post", "POST", onPost(endorsed, "/approve", seal), "luis", "raul", institution.PostApprove, 200},
	{"dismiss-finding", "POST", onFinding("/dismiss", false), "ana", "zoe", institution.PostDraft, 200},
	{"restore-finding", "POST", onFinding("/restore", true), "ana", "zoe", institution.PostDraft, 200},
	{"return-post", "POST", onPost(submitted, "/return", why), "raul", "zoe", institution.PostReturn, 200},
	{"reschedule-post", "POST", onPost(drafted, "/reschedule", later), "luis", "zoe", institution.PostDraft, 200},
	{"undo-reschedule-post", "POST", onPost(moved, "/undo-reschedule", nil), "ana", "zoe", institution.PostDraft, 200},
	{"outlook", "GET", at("/api/v1/outlook", nil), "ana", "olga", institution.PostRead, 200},
	{"withdraw-publication", "POST", onPublication(post.Published, "/withdraw", why(post.Post{})), "luis", "raul", institution.PostWithdraw, 204},
	{"correct-publication", "POST", onPublication(post.Published, "/correct", nil), "luis", "raul", institution.PostWithdraw, 201},
	{"resolve-publication", "POST", onPublication(post.Unknown, "/resolve", map[string]any{"public": true, "url": "https://social.test/@jalisco/1"}), "ana", "raul", institution.PostResolve, 204},
	{"upload-media", "POST", func(h *house) (string, any) {
		return "/api/v1/media", file(h, "file", "cartel.png", "image/png", picture(h))
	}, "ana", "olga", institution.PostDraft, 201},
	{"list-items", "GET", at("/api/v1/inbox?state=open&late=true", nil), "luis", "raul", institution.InboxRead, 200},
	{"read-item", "GET", onItem("", nil, nil), "luis", "raul", institution.InboxRead, 200},
	{"check-answer", "POST", onItem("/check", map[string]any{"text": "Hasta el martes."}, nil), "luis", "raul", institution.InboxAnswer, 200},
	{"answer-item", "POST", onItem("/answer", map[string]any{"text": "Hasta el martes."}, nil), "luis", "raul", institution.InboxAnswer, 201},
	{"claim-item", "POST", onItem("/claim", nil, nil), "luis", "raul", institution.InboxAnswer, 200},
	{"release-item", "POST", onItem("/release", nil, nil), "luis", "raul", institution.InboxAnswer, 200},
	{"assign-item", "POST", func(h *house) (string, any) {
		return onItem("/assign", map[string]any{"person_id": h.Actor("ana").PersonID}, nil)(h)
	}, "luis", "raul", institution.InboxAnswer, 200},
	{"close-item", "POST", onItem("/close", map[string]any{"reason": "Es una felicitación."}, nil), "luis", "raul", institution.InboxAnswer, 200},
	{"reopen-item", "POST", onItem("/reopen", nil, func(h *house, id string) {
		_, err := h.Counter.Close(h.Context(), h.Actor("ana"), id, "Por error.")
		h.must(err)
	}), "luis", "raul", institution.InboxAnswer, 200},
	{"me", "GET", at("/api/v1/me", nil), "olga", "", "", 200},
	{"list-areas", "GET", at("/api/v1/areas", nil), "ana", "", "", 200},
	{"list-purposes", "GET", at("/api/v1/purposes", nil), "ana", "", "", 200},
	{"compliance", "GET", at("/api/v1/compliance", nil), "olga", "", institution.ComplianceRead, 200},
	{"list-people", "GET", at("/api/v1/people?area="+home+"&text=ana", nil), "olga", "ana", institution.PeopleRead, 200},
	{"read-person", "GET", func(h *house) (string, any) { return "/api/v1/people/" + h.Actor("ana").PersonID, nil }, "marisol", "raul", institution.PeopleRead, 200},
	{"list-accounts", "GET", at("/api/v1/accounts", nil), "patricia", "olga", institution.AccountRead, 200},
	{"read-account", "GET", onAccount("", nil), "raul", "zoe", institution.AccountRead, 200},
	{"register-account", "POST", registration, "marisol", "ana", institution.AccountRegister, 201},
	{"set-hours", "PUT", onAccount("/hours", func(h *house) any { return h.Pack.Attendance }), "eva", "ana", institution.AccountChange, 200},
	{"stop-account", "POST", onAccount("/stop", func(*house) any { return stop }), "ulises", "raul", institution.PublishingStop, 204},
	{"apply-to-account", "POST", onAccount("/state", func(*house) any { return map[string]any{"action": "suspend", "reason": "Mudanza."} }), "marisol", "ana", institution.AccountChange, 200},
	{"list-custody", "GET", at("/api/v1/custody", nil), "marisol", "olga", institution.CredentialReview, 200},
	{"read-custody", "GET", onAccount("/custody", nil), "ulises", "zoe", institution.CredentialReview, 200},
	{"hand-over-credential", "POST", onAccount("/custody/parts", func(*house) any {
		return map[string]any{"part": "password", "value": "Cebra-lenta_bajo4puentes"}
	}), "ana", "marisol", institution.CredentialUse, 204},
	{"review-settings", "POST", onAccount("/custody/reviews", looked), "luis", "olga", institution.CredentialUse, 204},
	{"begin-rotation", "POST", onAccount("/custody/rotation", ordered), "luis", "olga", institution.CredentialUse, 200},
	{"continue-rotation", "POST", onAccount("/custody/rotation/continue", renewing), "ana", "ulises", institution.CredentialUse, 200},
	{"decide-rotation", "POST", onAccount("/custody/rotation/decide", func(h *house) any {
		renewing(h)
		return map[string]any{"good": "old"}
	}), "eva", "marisol", institution.CredentialUse, 200},
	{"accept-settings", "POST", onAccount("/custody/accept", changedOnNetwork), "eva", "marisol", institution.CredentialUse, 204},
	{"list-ledger", "GET", func(h *house) (string, any) { return "/api/v1/ledger?limit=3&account=" + h.account.ID, nil }, "luis", "raul", institution.LedgerRead, 200},
	{"export-ledger", "GET", sequenced("/api/v1/ledger/export", nil), "aurora", "ana", institution.LedgerAll, 200},
	{"erase-entry", "POST", sequenced("/api/v1/ledger/0/erase", map[string]any{"order": "Juicio 12/2026"}), "sergio", "aurora", institution.LedgerErase, 204},
	{"change-administrators", "POST", onAccount("/administrators", newAdministrators), "marisol", "ana", institution.AccountChange, 200},
	{"list-deadlines", "GET", at("/api/v1/deadlines", nil), "marisol", "", institution.DeadlineRead, 200},
	{"list-requests", "GET", at("/api/v1/requests?state=open&q=feria", nil), "olga", "", institution.RequestRead, 200},
	{"list-precedents", "GET", at("/api/v1/precedents?q=feria", nil), "olga", "", institution.RequestRead, 200},
	{"make-request", "POST", func(h *house) (string, any) {
		return "/api/v1/requests", map[string]any{"kind": "publish", "title": "Feria", "text": "Del 3 al 5.", "area_id": home}
	}, "ana", "olga", institution.RequestMake, 201},
	{"read-request", "GET", onRequest("", nil), "marisol", "zoe", institution.RequestRead, 200},
	{"say-in-request", "POST", onRequest("/messages", map[string]any{"text": "¿Con qué material?"}), "marisol", "zoe", institution.RequestRead, 200},
	{"answer-request", "POST", onRequest("/answer", map[string]any{"decision": "accepted", "text": "Sale el jueves."}), "marisol", "ana", institution.RequestAnswer, 200},
	{"withdraw-request", "POST", onRequest("/withdraw", nil), "ana", "zoe", institution.RequestRead, 200},
	{"list-coverages", "GET", at("/api/v1/coverages", nil), "ana", "olga", institution.CoverageDeclare, 200},
	{"declare-coverage", "POST", func(h *house) (string, any) { return "/api/v1/coverages", covering(h) }, "ana", "zoe", institution.CoverageDeclare, 201},
	{"cancel-coverage", "POST", onCoverage, "ana", "zoe", institution.CoverageDeclare, 200},
	{"account-figures", "GET", onAccount("/figures", nil), "raul", "zoe", institution.AccountRead, 200},
	{"list-incidents", "GET", at("/api/v1/incidents", nil), "olga", "", institution.IncidentReport, 200},
	{"report-incident", "POST", func(h *house) (string, any) {
		return "/api/v1/incidents", map[string]any{"account_id": h.account.ID, "kind": "taken_over", "drill": true}
	}, "raul", "", institution.IncidentReport, 201},
	{"read-incident", "GET", onIncident("", nil), "ulises", "zoe", institution.IncidentRead, 200},
	{"acknowledge-incident", "POST", onIncident("/acknowledgement", nil), "marisol", "zoe", institution.IncidentHandle, 200},
	{"take-incident-step", "POST", onIncident("/steps/change_password", map[string]any{"note": "Hecho."}), "ana", "raul", institution.IncidentHandle, 200},
	{"close-incident", "POST", onIncident("/close", map[string]any{"cause": "Simulacro.", "measures": "Avisar antes."}), "eva", "raul", institution.IncidentHandle, 200},
	{"list-letters", "GET", at("/api/v1/letters?state=issued&kind=proposal&year=2026&number=0001&area="+home, nil), "raul", "olga", institution.LetterRead, 200},
	{"read-letter", "GET", onLetter("", nil), "marisol", "olga", institution.LetterRead, 200},
	{"read-letter-document", "GET", onLetter("/document", nil), "eva", "zoe", institution.LetterRead, 200},
	{"sign-letter", "POST", onLetter("/signature", map[string]any{"how": "scan", "file": []byte("%PDF-1.7 firmado a mano")}), "eva", "marisol", institution.LetterSign, 200},
	{"cancel-letter", "POST", onLetter("/cancel", map[string]any{"reason": "Cambió el nombre."}), "eva", "ana", institution.LetterSign, 200},
	{"reissue-letter", "POST", func(h *house) (string, any) {
		path, _ := onLetter("", nil)(h)
		_, err := h.clerk.Cancel(h.Context(), h.Actor("eva"), strings.TrimPrefix(path, "/api/v1/letters/"), "Salió con un error.")
		h.must(err)
		return path + "/again", nil
	}, "eva", "marisol", institution.LetterSign, 200},
	{"list-certificates", "GET", func(h *house) (string, any) {
		return "/api/v1/certificates?person_id=" + h.Actor("eva").PersonID, nil
	}, "olga", "ana", institution.CertificateManage, 200},
	{"revoke-certificate", "POST", onCertificate, "olga", "marisol", institution.CertificateManage, 200},
	{"list-misuses", "GET", at("/api/v1/misuses", nil), "olga", "", institution.MisuseReport, 200},
	{"report-misuse", "POST", func(h *house) (string, any) {
		now := h.Clock.Now()
		return "/api/v1/misuses", map[string]any{"account_id": h.account.ID, "text": "Fines personales.", "from": now.AddDate(0, 0, -3), "until": now}
	}, "zoe", "", institution.MisuseReport, 201},
	{"read-misuse", "GET", onMisuse("", nil), "aurora", "ana", institution.MisuseHandle, 200},
	{"hand-misuse", "POST", onMisuse("/handover", map[string]any{"to": "Órgano Interno de Control"}), "aurora", "ana", institution.MisuseHandle, 200},
	{"list-deliberations", "GET", at("/api/v1/deliberations", nil), "luis", "", institution.DeliberationRead, 200},
	{"declare-deliberation", "POST", at("/api/v1/deliberations", map[string]any{"name": "Redistritación de Jalisco", "area_id": home, "words": []string{"nueva distritación"}}), "eva", "ana", institution.DeliberationDeclare, 201},
	{"lift-deliberation", "POST", onDeliberation, "eva", "marisol", institution.DeliberationLift, 200},
	{"list-reserved-terms", "GET", at("/api/v1/reserved-terms", nil), "ana", "", institution.DeliberationRead, 200},
	{"reserve-term", "PUT", func(h *house) (string, any) {
		return "/api/v1/reserved-terms", map[string]any{"area_id": home, "term": "fideicomiso " + id.New(h.Clock.Now())}
	}, "eva", "ana", institution.ReservedManage, 204},
	{"release-term", "DELETE", func(h *house) (string, any) {
		term := "fondo-" + id.New(h.Clock.Now())
		h.must(h.Desk.ReserveTerm(h.Context(), h.Actor("eva"), home, term))
		return "/api/v1/reserved-terms?area_id=" + home + "&term=" + term, nil
	}, "eva", "ana", institution.ReservedManage, 204},
	{"list-mail", "GET", at("/api/v1/mail?state=queued&address=ana@ine.mx&page=1", nil), "olga", "ana", institution.MailRead, 200},
	{"retry-mail", "POST", onMail, "marisol", "eva", institution.MailRead, 200},
	{"list-proposals", "GET", at("/api/v1/proposals?state=presented", nil), "marisol", "olga", institution.ProposalRead, 200},
	{"begin-proposal", "POST", at("/api/v1/proposals", map[string]any{"area_id": home}), "raul", "marisol", institution.ProposalWrite, 201},
	{"read-proposal", "GET", onProposal(proposal.Presented, "", nil), "marisol", "olga", institution.ProposalRead, 200},
	{"answer-proposal", "PUT", onProposal(proposal.Draft, "/answers/audience", map[string]any{"audience": "La gente de Jalisco."}), "raul", "ana", institution.ProposalWrite, 200},
	{"send-proposal", "POST", onProposal(proposal.Draft, "/send", nil), "eva", "marisol", institution.ProposalWrite, 200},
	{"withdraw-proposal", "POST", onProposal(proposal.Presented, "/withdraw", nil), "raul", "ana", institution.ProposalWrite, 200},
	{"judge-proposal", "POST", onProposal(proposal.Presented, "/verdict", map[string]any{"decision": "reject", "items": inOrder(), "text": strings.Repeat("Ya hay una cuenta. ", 3)}), "marisol", "eva", institution.ProposalJudge, 200},
	{"ask-mailbox", "POST", onProposal(proposal.Approved, "/opening/mailbox-request", nil), "ana", "marisol", institution.AccountOpen, 200},
	{"give-mailbox", "PUT", onProposal(proposal.Approved, "/opening/mailbox", map[string]any{"address": "jalisco2@ine.mx"}), "ulises", "ana", institution.MailboxGive, 200},
	{"set-handle", "PUT", func(h *house) (string, any) {
		path, _ := onProposal(proposal.Live, "/opening/handle", nil)(h)
		return path, map[string]any{"handle": h.proposed, "url": "https://x.com/" + h.proposed}
	}, "luis", "raul", institution.AccountOpen, 200},
	{"confirm-hours", "POST", onProposal(proposal.Approved, "/opening/hours", nil), "eva", "raul", institution.AccountOpen, 200},
	{"make-opening-letters", "POST", onProposal(proposal.Live, "/opening/letters", nil), "ana", "raul", institution.AccountOpen, 200},
	{"ask-verification", "POST", onProposal(proposal.Approved, "/opening/verification-request", map[string]any{"reference": "F-1"}), "ana", "marisol", institution.AccountOpen, 200},
	{"answer-verification", "POST", func(h *house) (string, any) {
		path, _ := onProposal(proposal.Approved, "", nil)(h)
		_, err := h.opener.AskVerification(h.Context(), h.Actor("ana"), strings.TrimPrefix(path, "/api/v1/proposals/"), "F-1")
		h.must(err)
		return path + "/opening/verification-answer", map[string]any{"granted": true, "next": "2027-09-01"}
	}, "ana", "marisol", institution.AccountOpen, 200},
	{"take-back-proposal", "POST", onSent, "raul", "ana", institution.ProposalWrite, 200},
	{"upload-kit", "POST", func(h *house) (string, any) {
		path, _ := onProposal(proposal.Presented, "/kit", nil)(h)
		return path, file(h, "file", "logo.png", "image/png", picture(h))
	}, "marisol", "eva", institution.ProposalJudge, 201},
	{"ask-rename", "POST", onProposal(proposal.Approved, "/opening/rename-request", map[string]any{"handle": "OtroNombreINE", "why": "La red no admite el aprobado."}), "ana", "marisol", institution.AccountOpen, 200},
	{"judge-rename", "POST", func(h *house) (string, any) {
		path, _ := onProposal(proposal.Approved, "", nil)(h)
		_, err := h.opener.AskRename(h.Context(), h.Actor("ana"), strings.TrimPrefix(path, "/api/v1/proposals/"), "NombreNuevoINE", "La red no admite el aprobado.")
		h.must(err)
		return path + "/opening/rename-answer", map[string]any{"accept": true}
	}, "marisol", "ana", institution.ProposalJudge, 200},
	{"note-training", "PUT", func(h *house) (string, any) {
		return onProposal(proposal.Approved, "/opening/training/"+h.Actor("luis").PersonID, map[string]any{"done": true})(h)
	}, "ana", "marisol", institution.AccountOpen, 200},
	{"plan-verification", "PUT", onProposal(proposal.Approved, "/opening/verification-plan", map[string]any{"none": "Esta red no verifica cuentas."}), "ana", "marisol", institution.AccountOpen, 200},
	{"read-calendar", "GET", at("/api/v1/calendar", nil), "marisol", "ana", institution.CalendarManage, 200},
	{"add-closure", "POST", at("/api/v1/calendar/closures", map[string]any{"name": "Vacaciones", "from": "2027-07-19", "to": "2027-07-30"}), "marisol", "ana", institution.CalendarManage, 201},
	{"remove-closure", "DELETE", func(h *house) (string, any) {
		day := regulation.Date{Year: 2028, Month: 2, Day: 14}
		h.must(h.opener.AddClosure(h.Context(), h.Actor("marisol"), regulation.Closure{Name: "Puente", From: day, To: day}))
		return "/api/v1/calendar/closures/2028-02-14/2028-02-14", nil
	}, "marisol", "ana", institution.CalendarManage, 200},
	{"read-archive", "GET", func(h *house) (string, any) {
		path, _ := onClosing(true, "/archive", nil)(h)
		accountID := strings.Split(path, "/")[4]
		_, err := h.closer.Archive(h.Context(), h.Actor("eva"), accountID)
		h.must(err)
		h.must(h.closer.PackAll(h.Context(), closing.Order{AccountID: accountID}))
		return path, nil
	}, "eva", "zoe", institution.AccountRead, 200},
	{"open-account", "POST", onProposal(proposal.Approved, "/opening/live", nil), "ana", "marisol", institution.AccountOpen, 409},
	{"stop-all", "POST", at("/api/v1/stop", stop), "marisol", "ana", institution.PublishingStopAll, 204},
	{"list-personals", "GET", at("/api/v1/personals", nil), "consuelo", "eva", institution.PersonalList, 200},
	{"add-personal", "POST", at("/api/v1/personals", map[string]any{"name": "Consuelo", "network": "x", "handle": "con", "url": "https://x.com/con"}), "consuelo", "marisol", institution.PersonalList, 201},
	{"withdraw-personal", "POST", onPersonal, "consuelo", "eva", institution.PersonalList, 200},
	{"read-closing", "GET", onClosing(true, "", nil), "marisol", "zoe", institution.AccountRead, 200},
	{"decide-closing", "POST", onClosing(false, "", map[string]any{"reason": "Ya no se usa."}), "eva", "marisol", institution.AccountClose, 201},
	{"read-attendance", "GET", onAccount("/attendance", nil), "marisol", "zoe", institution.AccountRead, 200},
	{"announce-period", "POST", onAccount("/attendance/periods", func(*house) any {
		return map[string]any{"from": "2026-12-21", "to": "2027-01-05", "reason": "Vacaciones", "blocks": []string{"10:00-12:00"}}
	}), "ana", "marisol", institution.AttendanceSet, 201},
	{"withdraw-period", "POST", onTurn("/periods/2026-10-05/withdraw"), "luis", "marisol", institution.AttendanceSet, 200},
	{"set-turn", "POST", onAccount("/attendance/turns", func(h *house) any {
		return map[string]any{"person_id": h.Actor("ana").PersonID, "days": []string{"lunes", "sábado"}}
	}), "eva", "marisol", institution.AttendanceSet, 201},
	{"drop-turn", "POST", onTurn("/turns/TURN/drop"), "ana", "zoe", institution.AttendanceSet, 200},
	{"read-dossier", "GET", onAccount("/dossier", nil), "marisol", "zoe", institution.AccountRead, 200},
	{"take-closing-step", "POST", onClosing(true, "/archive", map[string]any{}), "eva", "ana", institution.AccountClose, 200},
}

// public needs no key: its own test is TestRecognise.
const public = "recognise"

//clause:test 5.1.p4
func TestDeeds(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		for _, d := range deeds {
			path, body := d.make(h)
			h.without(d, path, body)
			if d.not != "" {
				h.refused(d, d.not, h.token(d.not), path, body)
			}
			if d.act != "" {
				h.refused(d, d.may, h.token(d.may, another(d.act)), path, body)
			}
			if w := h.call(d.method, path, h.token(d.may), body); w.Code != d.status {
				h.Errorf("%s by %s: status %d, want %d: %s", d.op, d.may, w.Code, d.status, w.Body)
			}
		}
		if h.log.Len() > 0 {
			h.Errorf("something failed inside: %s", h.log)
		}
	})
}

// another act, which every role may.
func another(act institution.Act) institution.Act {
	if act == institution.ComplianceRead {
		return institution.TokenOwn
	}
	return institution.ComplianceRead
}

// without a key nothing is told.
func (h *house) without(d deed, path string, body any) {
	h.Helper()
	w := h.call(d.method, path, "", body)
	p := w.problem(http.StatusUnauthorized)
	if p.Next == "" || w.Header().Get("WWW-Authenticate") == "" {
		h.Errorf("%s without a key: %s", d.op, w.Body)
	}
}

// refused wants a no that cites a clause and stands in the ledger.
func (h *house) refused(d deed, who, token, path string, body any) {
	h.Helper()
	before := h.refusals(who, d.act)
	w := h.call(d.method, path, token, body)
	if w.Code != http.StatusForbidden {
		h.Errorf("%s by %s: status %d, want 403: %s", d.op, who, w.Code, w.Body)
		return
	}
	if p := w.problem(http.StatusForbidden); p.Clause == "" || p.Next == "" {
		h.Errorf("%s by %s cites nothing: %s", d.op, who, w.Body)
	}
	if n := h.refusals(who, d.act) - before; n != 1 {
		h.Errorf("%s by %s: %d refusals in the ledger, want 1", d.op, who, n)
	}
}

func TestDeedsAreAll(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	missing := map[string]bool{}
	for _, path := range document(t, h.handler).Paths.Map() {
		for _, op := range path.Operations() {
			missing[op.OperationID] = true
		}
	}
	delete(missing, public)
	for _, d := range deeds {
		if !missing[d.op] {
			t.Errorf("there is no operation %s, or it is twice", d.op)
		}
		delete(missing, d.op)
	}
	for op := range missing {
		t.Errorf("nobody tries %s", op)
	}
}
