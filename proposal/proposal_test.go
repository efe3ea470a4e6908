package proposal

import (
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func pack(t *testing.T) *regulation.Pack {
	t.Helper()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// whole are answers that can be sent, with what they are judged against.
func whole(p *regulation.Pack) (Answers, Around) {
	a := Answers{Need: strings.Repeat("Las cuentas centrales no hablan maya. ", 3), Network: "x", Handle: "YucatanINE", Name: "INE Yucatán",
		Purposes: []Served{{"3.ii", "Mensajes en maya."}}, Activities: strings.Repeat("Talleres en comunidades. ", 3), Programmes: "Educación cívica", Audience: "Personas mayahablantes.",
		Rhythm: "Tres veces por semana", Hours: p.Attendance, LeadID: "ana", AlternateID: "luis", LeadTraining: Training{Done: true},
		AlternateTraining: Training{On: regulation.Date{Year: 2026, Month: 12, Day: 10}}}
	w := Around{AreaID: "jle-yuc", Networks: []string{"x", "facebook", "youtube", "mastodon"}, Today: regulation.DateOf(now),
		Lead:      institution.Person{ID: "ana", Name: "Ana", RankID: "mando_medio", AreaID: "jle-yuc", Email: "ana@ine.mx", Active: true},
		Alternate: institution.Person{ID: "luis", Name: "Luis", RankID: "operativo", AreaID: "jle-yuc", Email: "luis@ine.mx", Active: true},
		Family:    func(string, string) bool { return false }}
	return a, w
}

// Every question has its answers that pass and that do not, with the clause of the refusal.
//
//clause:test 7.i
//clause:test 7.ii
//clause:test 3.p1
//clause:test 5.1.p2
func TestAnswers(t *testing.T) {
	t.Parallel()
	p := pack(t)
	if a, w := whole(p); len(a.Missing(p, w)) != 0 {
		t.Fatalf("the whole answers miss %v", a.Missing(p, w))
	}
	for name, c := range map[string]struct {
		q             Question
		spoil         func(*Answers, *Around)
		field, clause string
	}{
		"no need":               {Need, func(a *Answers, _ *Around) { a.Need = " " }, "need", "7.i"},
		"need in a word":        {Need, func(a *Answers, _ *Around) { a.Need = "Porque sí" }, "need", "7.i"},
		"endless need":          {Need, func(a *Answers, _ *Around) { a.Need = strings.Repeat("a", MaxText+1) }, "need", "7.i"},
		"no network":            {Network, func(a *Answers, _ *Around) { a.Network = "" }, "network", ""},
		"a network that is not": {Network, func(a *Answers, _ *Around) { a.Network = "orkut" }, "network", ""},
		"second on YouTube":     {Network, func(a *Answers, _ *Around) { a.Network = "youtube" }, "network", "7.x"},
		"no purpose":            {Purposes, func(a *Answers, _ *Around) { a.Purposes = nil }, "purposes", "3.p1"},
		"purpose not of ours":   {Purposes, func(a *Answers, _ *Around) { a.Purposes = []Served{{"3.xii", "Sí"}} }, "purposes", "3.p1"},
		"purpose twice":         {Purposes, func(a *Answers, _ *Around) { a.Purposes = append(a.Purposes, a.Purposes[0]) }, "purposes", "3.p1"},
		"purpose without why":   {Purposes, func(a *Answers, _ *Around) { a.Purposes = []Served{{"3.ii", ""}} }, "why-3.ii", "3.ii"},
		"no activities":         {Activities, func(a *Answers, _ *Around) { a.Activities = "" }, "activities", "7.ii"},
		"no programmes":         {Activities, func(a *Answers, _ *Around) { a.Programmes = "" }, "programmes", "7.ii"},
		"no audience":           {Audience, func(a *Answers, _ *Around) { a.Audience = "" }, "audience", "7.ii"},
		"no rhythm":             {Operation, func(a *Answers, _ *Around) { a.Rhythm = "" }, "rhythm", "5.1.p5"},
		"no hours":              {Operation, func(a *Answers, _ *Around) { a.Hours = regulation.Hours{} }, "dia-1", "5.1.p5"},
		"lead of low rank":      {People, func(_ *Answers, w *Around) { w.Lead.RankID = "operativo" }, "lead_id", "5.1.p2"},
		"rank that is none":     {People, func(_ *Answers, w *Around) { w.Lead.RankID = "emperador" }, "lead_id", "5.1.p2"},
		"of another area":       {People, func(_ *Answers, w *Around) { w.Alternate.AreaID = "derfe" }, "alternate_id", "5.1.p2"},
		"the same person twice": {People, func(_ *Answers, w *Around) { w.Alternate = w.Lead }, "alternate_id", "5.1.p2"},
		"training unsaid":       {People, func(a *Answers, _ *Around) { a.LeadTraining = Training{} }, "lead_training_on", "5.1.p2"},
		"training in the past": {People, func(a *Answers, _ *Around) {
			a.LeadTraining = Training{On: regulation.Date{Year: 2026, Month: 11, Day: 1}}
		}, "lead_training_on", "5.1.p2"},
	} {
		a, w := whole(p)
		c.spoil(&a, &w)
		f, bad := fault.Of(a.Check(p, c.q, w))
		if !bad || f.Field != c.field || f.Clause != c.clause {
			t.Errorf("%s: %+v, want a fault on %q under %q", name, f, c.field, c.clause)
		}
	}
}

// Names: what the network takes, how the institution's end, and that none can be mistaken
// for another.
//
//clause:test 7.vi
//clause:test 7.x
func TestNames(t *testing.T) {
	t.Parallel()
	p := pack(t)
	registry := []account.Account{{ID: "1", Network: "x", Handle: "INEMexico", AreaID: "cncs", State: account.Active}, {ID: "2", Network: "mastodon", Handle: "YucatanINE", AreaID: "jle-yuc", State: account.Active},
		{ID: "3", Network: "x", Handle: "JaliscoINE", AreaID: "jle-jal", State: account.Active}, {ID: "4", Network: "x", Handle: "VieJaINE", AreaID: "jle-jal", State: account.Closed}}
	for handle, c := range map[string]struct {
		network, area, clause string
		kind                  fault.Kind
	}{
		"YucatanINE":       {"x", "jle-yuc", "", ""}, // the same area's on another network
		"yucatanine":       {"x", "jle-yuc", "", ""},
		"YucatanIne":       {"x", "jle-yuc", "", ""},
		"Yucatan":          {"x", "jle-yuc", "7.vi", fault.Invalid},
		"INEYucatan":       {"x", "jle-yuc", "7.vi", fault.Invalid},
		"INEtelMX":         {"x", "derfe", "", ""}, // the regulation names it
		"INEtelmx":         {"x", "jle-yuc", "7.x", fault.Invalid},
		"INEYucatan9":      {"facebook", "jle-yuc", "", ""}, // no rule of ours there
		"YucatánINE":       {"x", "jle-yuc", "", fault.Invalid},
		"УucatanINE":       {"x", "jle-yuc", "", fault.Invalid}, // a Cyrillic letter
		"Yucatan.INE":      {"x", "jle-yuc", "", fault.Invalid},
		"INE":              {"x", "jle-yuc", "", fault.Invalid}, // too short
		"JuntaYucatan2INE": {"x", "jle-yuc", "", fault.Invalid}, // 16
		"JuntaYucatanINE":  {"x", "jle-yuc", "", ""},            // 15
		"jaliscoine":       {"x", "jle-yuc", "1.p1", fault.Conflict},
		"Ja1iscoINE":       {"x", "jle-yuc", "1.p1", fault.Conflict}, // 1 for l
		"Jal1sc0INE":       {"x", "jle-yuc", "1.p1", fault.Conflict},
		"JaliscoINE":       {"mastodon", "jle-yuc", "1.p1", fault.Conflict}, // another area's on another network
		"ViejaINE":         {"x", "jle-yuc", "", ""},                        // it was closed
		"":                 {"x", "jle-yuc", "", fault.Invalid},
	} {
		a, w := whole(p)
		w.AreaID, w.Accounts, a.Network, a.Handle = c.area, registry, c.network, handle
		err := a.CheckName(p, w)
		if f, _ := fault.Of(err); fault.KindOf(err) != c.kind || f != nil && f.Clause != c.clause {
			t.Errorf("%q on %s: %v, want %q under %q", handle, c.network, err, c.kind, c.clause)
		}
	}
	a, w := whole(p)
	a.Handle = "УucatanINE"
	if f, _ := fault.Of(a.CheckName(p, w)); f == nil || !strings.Contains(f.Next, "otro alfabeto") && !strings.Contains(f.Next, "letras sin acento") {
		t.Errorf("the look-alike letter is not told: %v", f)
	}
	w.Taken = []Proposal{{ID: "9", Answers: Answers{Network: "x", Handle: "YUCATAN1NE"}}}
	if a, _ := whole(p); !fault.Is(a.CheckName(p, w), fault.Conflict) {
		t.Error("a name that waits elsewhere is free")
	}
	w.Accounts = registry
	if like := (Answers{Handle: "INEMexic0"}).Alike(w); len(like) != 1 || like[0].ID != "1" {
		t.Errorf("alike: %v", like)
	}
}

func items() (out []Remark) {
	for _, q := range Questions() {
		out = append(out, Remark{Question: q, OK: true})
	}
	return out
}

// Only a whole verdict answers a proposal, and only one that waits for it.
//
//clause:test 7.iii
func TestVerdict(t *testing.T) {
	t.Parallel()
	pk := pack(t)
	kit := []KitFile{{Name: "logo.png", Hash: "ab"}}
	noted := items()
	noted[2] = Remark{Question: Name, Note: "Confunde."}
	mute := items()
	mute[2] = Remark{Question: Name}
	for name, c := range map[string]struct {
		state State
		kit   []KitFile
		v     Verdict
		to    State
		field string
	}{
		"approved":                 {Presented, kit, Verdict{Decision: Approve, Items: items()}, Approved, ""},
		"rejected":                 {Presented, nil, Verdict{Decision: Reject, Items: items(), Text: strings.Repeat("Ya hay una cuenta. ", 3)}, Rejected, ""},
		"returned":                 {Presented, nil, Verdict{Decision: Return, Items: noted}, Returned, ""},
		"approved without kit":     {Presented, nil, Verdict{Decision: Approve, Items: items()}, Presented, "kit"},
		"approved with notes":      {Presented, kit, Verdict{Decision: Approve, Items: noted}, Presented, "decision"},
		"rejected without reasons": {Presented, nil, Verdict{Decision: Reject, Items: items(), Text: "No."}, Presented, "text"},
		"returned without notes":   {Presented, nil, Verdict{Decision: Return, Items: items()}, Presented, "decision"},
		"note without words":       {Presented, nil, Verdict{Decision: Return, Items: mute}, Presented, "note-name"},
		"not every answer":         {Presented, kit, Verdict{Decision: Approve, Items: items()[1:]}, Presented, "item-need"},
		"no decision":              {Presented, kit, Verdict{Items: items()}, Presented, "decision"},
		"not presented":            {Sent, kit, Verdict{Decision: Approve, Items: items()}, Sent, ""},
		"rejected before":          {Rejected, kit, Verdict{Decision: Approve, Items: items()}, Rejected, ""},
		"live":                     {Live, kit, Verdict{Decision: Reject, Items: items()}, Live, ""},
	} {
		p := Proposal{State: c.state, Kit: c.kit}
		err := p.Judge(pk, c.v)
		f, bad := fault.Of(err)
		if p.State != c.to || bad && f.Field != c.field || bad == (c.to != c.state) {
			t.Errorf("%s: %s, %v", name, p.State, err)
		}
	}
}

// The passing of time moves nothing.
//
//clause:test 7.iii
func TestSilenceApprovesNothing(t *testing.T) {
	t.Parallel()
	p := Proposal{State: Presented, Kit: []KitFile{{Hash: "ab"}}}
	if !p.Late(now) || p.Late(now.AddDate(10, 0, 0)) || p.State != Presented || p.AccountID != "" || p.Verdict != nil {
		t.Errorf("after the term: %+v", p)
	}
	if err := p.Judge(pack(t), Verdict{Decision: Approve, Items: items()}); err != nil || !p.Verdict.Late {
		t.Errorf("a late answer: %+v, %v", p.Verdict, err)
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	acts := map[string]func(*Proposal) error{
		"answer": func(p *Proposal) error { return p.Answer(Answers{}) }, "send": func(p *Proposal) error { return p.Send("a", "A", now) },
		"present": func(p *Proposal) error { return p.Present("1", now) }, "take back": (*Proposal).TakeBack, "withdraw": (*Proposal).Withdraw,
		"file": func(p *Proposal) error { return p.AddFile(KitFile{Hash: "x"}) },
	}
	allowed := map[string][]State{"answer": {Draft, Returned}, "send": {Draft, Returned}, "present": {Sent}, "take back": {Sent}, "withdraw": {Draft, Sent, Presented, Returned}, "file": {Presented}}
	for name, act := range acts {
		for _, s := range States() {
			want := false
			for _, x := range allowed[name] {
				want = want || x == s
			}
			if err := act(&Proposal{State: s}); (err == nil) != want {
				t.Errorf("%s while %s: %v", name, s, err)
			}
		}
	}
}

// An account goes live with every step done and no other way; each step waits for what it
// leans on.
//
//clause:test 7.iv
//clause:test 7.vi
//clause:test 7.xi
func TestOpeningSteps(t *testing.T) {
	t.Parallel()
	pk := pack(t)
	a, _ := whole(pk)
	p := Proposal{State: Approved, Answers: a, Opening: &Opening{Board: true}}
	f := Facts{}
	refuse := func(clause string, err error) {
		t.Helper()
		if x, ok := fault.Of(err); !ok || x.Clause != clause {
			t.Fatalf("want a refusal under %q, got %v", clause, err)
		}
	}
	refuse("7.vi", p.GoLive(pk, f, now))
	refuse("7.vi", p.GiveMailbox(pk, "yucatan@ine.mx", Deed{By: "u", At: now})) // nobody asked
	if err := p.AskMailbox("ana", now); err != nil {
		t.Fatal(err)
	}
	refuse("5.a", p.GiveMailbox(pk, "yucatan@ine.mx.evil.org", Deed{}))
	refuse("7.vi", p.SetHandle(pk, "YucatanINE", "", Deed{By: "ana", At: now}))
	if err := p.GiveMailbox(pk, "yucatan@ine.mx", Deed{By: "u", At: now}); err != nil {
		t.Fatal(err)
	}
	refuse("7.iii", p.SetHandle(pk, "YucINE", "", Deed{By: "ana", At: now})) // not what was approved
	if err := p.AskRename(Rename{Handle: "YucINE", Why: "Está tomado."}); err != nil {
		t.Fatal(err)
	}
	if err := p.JudgeRename(true, "", Deed{By: "m", At: now}); err != nil || p.Answers.Handle != "YucINE" {
		t.Fatal(err)
	}
	if err := p.SetHandle(pk, "yucine", "https://x.com/yucine", Deed{By: "ana", At: now}); err != nil {
		t.Fatal(err)
	}
	o := p.Opening
	o.HoursGiven, o.CommitteeLetter.SignedAt, o.PressLetter.SignedAt = Deed{At: now}, now, now
	o.Verification.AskedAt, f.Kept = now, true
	if left := p.Left(f); len(left) != 0 {
		t.Fatalf("left: %v", left)
	}
	for name, undo := range map[string]func(*Opening, *Facts, *Answers){
		"mailbox": func(o *Opening, _ *Facts, _ *Answers) { o.EmailGiven = Deed{} }, "handle": func(o *Opening, _ *Facts, _ *Answers) { o.HandleGiven = Deed{} },
		"custody": func(_ *Opening, f *Facts, _ *Answers) { f.Kept = false }, "connection": func(_ *Opening, f *Facts, _ *Answers) { f.Connector = true },
		"training": func(_ *Opening, _ *Facts, a *Answers) { a.LeadTraining = Training{} }, "hours": func(o *Opening, _ *Facts, _ *Answers) { o.HoursGiven = Deed{} },
		"committee": func(o *Opening, _ *Facts, _ *Answers) { o.CommitteeLetter.SignedAt = time.Time{} }, "press": func(o *Opening, _ *Facts, _ *Answers) { o.PressLetter.SignedAt = time.Time{} },
		"verification": func(o *Opening, _ *Facts, _ *Answers) { o.Verification = Verifying{} },
	} {
		spoiled, opening, facts := p, *o, f
		spoiled.Opening = &opening
		undo(&opening, &facts, &spoiled.Answers)
		if err := spoiled.GoLive(pk, facts, now); err == nil || spoiled.State != Approved {
			t.Errorf("live without %s", name)
		}
	}
	if err := p.GoLive(pk, f, now); err != nil || p.State != Live {
		t.Fatal(err)
	}
}

//clause:test 6.xxx
func TestVerification(t *testing.T) {
	t.Parallel()
	today := regulation.DateOf(now)
	fresh := func() *Proposal { return &Proposal{State: Approved, Opening: &Opening{}} }
	p := fresh()
	if p.PlanVerification(regulation.Date{}, "", today) == nil || p.PlanVerification(today.Plus(-1), "", today) == nil {
		t.Error("planned for no day, or for one that passed")
	}
	if err := p.PlanVerification(today.Plus(30), "", today); err != nil || !p.Opening.Verification.Told() {
		t.Error(err)
	}
	if p.AnswerVerification(true, "", regulation.Date{}, today, now) == nil {
		t.Error("answered without being asked")
	}
	if err := p.AskVerification("F-1", now); err != nil || !p.Opening.Verification.Waits() {
		t.Fatal(err)
	}
	if p.AskVerification("F-2", now) == nil || p.PlanVerification(today, "", today) == nil {
		t.Error("asked again while it waits")
	}
	if p.AnswerVerification(false, "No", regulation.Date{}, today, now) == nil {
		t.Error("denied without a day to ask again")
	}
	if err := p.AnswerVerification(false, "Faltan seguidores.", today.Plus(60), today, now); err != nil || p.Opening.Verification.Waits() {
		t.Fatal(err)
	}
	if err := p.AskVerification("F-3", now); err != nil || p.Opening.Verification.Asked != 2 {
		t.Fatal(err)
	}
	if err := p.AnswerVerification(true, "", today.Plus(365), today, now); err != nil || p.Opening.Verification.RenewOn != today.Plus(365) {
		t.Fatal(err)
	}
}
