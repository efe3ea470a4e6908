package closing_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/archive"
	"pregonero/closing"
	"pregonero/closure"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

// office has ana and luis who administer an account of jle-jal, eva its head, otto another
// area's, nora the press office, aud the auditor.
type office struct {
	*testing.T
	*testworld.Newsroom
	v   *closing.Closer
	acc account.Account
}

func each(t *testing.T, f func(o office)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := testworld.NewNewsroom(t, s)
		n.Person("ana", "mando_medio", "jle-jal")
		n.Person("luis", "operativo", "jle-jal")
		n.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		n.Person("otto", "mando_superior", "derfe").Head("derfe")
		n.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		n.Person("aud", "mando_medio", "oic").Grant(institution.Auditor, "")
		v := &closing.Closer{Store: s, Pack: n.Pack, Gate: n.Gate, Keys: n.Keys, Media: n.Media, Now: n.Clock.Now}
		f(office{t, n, v, n.Account("jal", "jle-jal", "ana", "luis")})
	})
}

func (o office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o office) refused(err error, kind fault.Kind, clause string) {
	o.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Clause != clause {
		o.Fatalf("want %s under %q, got %v", kind, clause, err)
	}
}

func (o office) file() closing.File {
	o.Helper()
	f, err := o.v.Read(o.Context(), o.Actor("eva"), o.acc.ID)
	o.must(err)
	return f
}

func (o office) decided() {
	o.Helper()
	_, err := o.v.Decide(o.Context(), o.Actor("eva"), o.acc.ID, "El programa terminó.")
	o.must(err)
}

func (o office) archived() {
	o.Helper()
	_, err := o.v.Archive(o.Context(), o.Actor("eva"), o.acc.ID)
	o.must(err)
	o.must(o.v.PackAll(o.Context(), closing.Order{AccountID: o.acc.ID}))
}

func (o office) erase(jobs int) {
	o.Helper()
	for range jobs {
		o.must(o.v.EraseSome(o.Context(), closing.Order{AccountID: o.acc.ID}))
	}
}

// From the decision to the letter: each step leaves its proof, and another's is refused.
//
//clause:test 7.viii
//clause:test 7.ix
func TestClosing(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx, eva := o.Context(), o.Actor("eva")
		_, pubs := o.Published("ana", "eva", "Feria del voto.", o.acc)
		o.Comment(pubs[0], "Rosa", "¿A qué hora?")
		for _, who := range []string{"ana", "luis", "otto", "nora", "aud"} {
			_, err := o.v.Decide(ctx, o.Actor(who), o.acc.ID, "Porque sí.")
			o.refused(err, fault.Forbidden, "7.viii")
		}
		_, err := o.v.Erase(ctx, eva, o.acc.ID)
		o.refused(err, fault.Conflict, "7.viii")
		_, err = o.v.Decide(ctx, eva, o.acc.ID, " ")
		o.refused(err, fault.Invalid, "")
		o.decided()
		_, err = o.v.Decide(ctx, eva, o.acc.ID, "Otra vez.")
		o.refused(err, fault.Conflict, "7.viii")
		f := o.file()
		if f.Account.State != account.Suspended || !f.Account.Stopped || f.Deadline == nil || f.Deadline.Clause != "7.ix" {
			t.Fatalf("after the decision: %+v", f)
		}
		_, err = o.v.Finish(ctx, eva, o.acc.ID)
		o.refused(err, fault.Conflict, "7.ix")
		_, err = o.v.Cancelled(ctx, eva, o.acc.ID, o.Clock.Now(), "Folio 1")
		o.refused(err, fault.Conflict, "7.ix")
		o.archived()
		_, err = o.v.Erase(ctx, eva, o.acc.ID)
		o.must(err)
		_, err = o.v.Erase(ctx, eva, o.acc.ID)
		o.refused(err, fault.Conflict, "7.ix")
		o.erase(2)
		if len(o.Posts(o.acc)) != 0 || o.Publication(pubs[0].ID).Stage != post.Withdrawn || o.file().Closure.Next() != closure.Cancel {
			t.Fatalf("after erasing: %v, %+v", o.Posts(o.acc), o.file().Closure)
		}
		_, err = o.v.Cancelled(ctx, eva, o.acc.ID, o.Clock.Now().Add(48*time.Hour), "Folio 1")
		o.refused(err, fault.Invalid, "")
		_, err = o.v.Cancelled(ctx, eva, o.acc.ID, o.Clock.Now(), "La red dio el folio 4711.")
		o.must(err)
		_, err = o.v.Destroy(ctx, eva, o.acc.ID)
		o.must(err)
		d, err := o.Custodian.DestroyAll(ctx, institution.System("cierre"), o.acc.ID)
		o.must(err)
		o.must(o.v.Destroyed(ctx, o.acc.ID, d.Parts))
		if o.file().Closure.Secrets["network"] == "" {
			t.Errorf("no proof of the destruction: %+v", o.file().Closure.Secrets)
		}
		_, err = o.v.Finish(ctx, eva, o.acc.ID)
		o.must(err)
		f = o.file()
		if f.Account.State != account.Closed || f.Account.ClosedAt.IsZero() || !f.Closure.Over() || f.Deadline == nil {
			t.Errorf("at the end: %+v", f)
		}
		o.letter(f.Closure.LetterID, "publicaciones: 1; comentarios: 1")
		if len(o.owed()) != 0 {
			t.Error("the closing still owes after its letter was signed")
		}
		for _, act := range []string{"closing.decide", "closing.archive", "closing.erased", "closing.erase", "closing.cancelled", "closing.destroyed", "account.close"} {
			if e := o.Ledger(act); !slices.ContainsFunc(e, func(x ledger.Entry) bool { return x.Account == o.acc.ID && strings.HasPrefix(x.Clause, "7.") }) {
				t.Errorf("the ledger says of %s: %+v", act, e)
			}
		}
	})
}

func (o office) letter(id, tells string) {
	o.Helper()
	o.must(o.v.Store.Read(o.Context(), func(tx *store.Tx) error {
		l, err := tx.Letter(o.Context(), id)
		if l.State != letter.Issued || l.Clause != "7.viii" || l.SignerID != o.Actor("eva").PersonID || !strings.Contains(strings.Join(l.Document.Paragraphs, " "), "El programa terminó.") || !strings.Contains(strings.Join(l.Document.Paragraphs, " "), tells) {
			o.Errorf("the letter: %+v", l)
		}
		return err
	}))
	o.must(o.v.LetterSigned(o.Context(), closing.Signed{LetterID: id, Number: "INE/1", Subject: "closure:" + o.acc.ID}))
	if o.file().Closure.Signed != "INE/1" {
		o.Error("the number of the signed letter was not kept")
	}
}

// The package opens by itself: every file has the hash that the manifest says, and the page
// names what was published, without scripts.
//
//clause:test 7.ix
func TestArchive(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		_, pubs := o.Published("ana", "eva", "Feria del <voto>.", o.acc)
		o.Comment(pubs[0], "Rosa", "¿A qué hora <script>alert(1)</script>?")
		o.decided()
		_, _, err := o.v.OpenArchive(o.Context(), o.Actor("eva"), o.acc.ID)
		if !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		o.archived()
		for _, who := range []string{"ana", "nora"} {
			_, _, err := o.v.OpenArchive(o.Context(), o.Actor(who), o.acc.ID)
			o.refused(err, fault.Forbidden, "7.viii")
		}
		r, f, err := o.v.OpenArchive(o.Context(), o.Actor("aud"), o.acc.ID)
		o.must(err)
		defer r.Close()
		content, err := io.ReadAll(r)
		o.must(err)
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != f.Closure.Archive.Hash || f.Closure.Archive.Posts != 1 || f.Closure.Archive.Items != 1 {
			t.Errorf("%+v", f.Closure.Archive)
		}
		files := unzip(t, content)
		var m archive.Manifest
		o.must(json.Unmarshal(files[archive.ManifestName], &m))
		for _, e := range m.Files {
			if sum := sha256.Sum256(files[e.Name]); hex.EncodeToString(sum[:]) != e.SHA256 || int64(len(files[e.Name])) != e.Bytes {
				t.Errorf("%s is not what the manifest says", e.Name)
			}
		}
		if len(m.Files)+1 != len(files) || len(files) != f.Closure.Archive.Files {
			t.Errorf("%d files in the manifest, %d in the package", len(m.Files), len(files))
		}
		index := string(files["index.html"])
		if strings.Contains(index, "<script") || !strings.Contains(index, "Feria del &lt;voto&gt;.") || !strings.Contains(index, "¿A qué hora") {
			t.Errorf("the page: %s", index)
		}
		for _, name := range []string{"cuenta.json", "publicaciones.jsonl", "comentarios.jsonl", "bitacora.jsonl"} {
			if len(files[name]) == 0 || bytes.Contains(files[name], []byte("token-de-jal")) {
				t.Errorf("%s: %s", name, files[name])
			}
		}
	})
}

func unzip(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out
}

// The network asks to wait, cuts, and says no: the work waits, goes on where it was, and
// lists what stays there until a person says that it is gone.
//
//clause:test 7.ix
func TestErasingMeetsTrouble(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx, eva := o.Context(), o.Actor("eva")
		for _, text := range []string{"Uno.", "Dos.", "Tres."} {
			o.Published("ana", "eva", text, o.acc)
		}
		o.decided()
		o.archived()
		_, err := o.v.Erase(ctx, eva, o.acc.ID)
		o.must(err)
		o.Front.On(testworld.Method(http.MethodDelete), testworld.Answer(http.StatusTooManyRequests, ""))
		o.erase(1)
		if c := o.file().Closure; len(o.Posts(o.acc)) != 3 || c.Problem == "" || c.Running != closure.Erase {
			t.Fatalf("after too many: %+v", c)
		}
		o.Front.On(testworld.Method(http.MethodDelete), testworld.Answer(http.StatusUnprocessableEntity, ""))
		o.Front.On(testworld.Method(http.MethodDelete), testworld.KeepAndCut) // it is gone and we do not know
		o.erase(3)
		c := o.file().Closure
		if len(o.Posts(o.acc)) != 1 || len(c.Failures) != 1 || c.Running != "" || c.Next() != closure.Erase || c.Failures[0].Reason == "" {
			t.Fatalf("after trouble: %d there, %+v", len(o.Posts(o.acc)), c)
		}
		_, err = o.v.Cancelled(ctx, eva, o.acc.ID, o.Clock.Now(), "Folio")
		o.refused(err, fault.Conflict, "7.ix")
		_, err = o.v.ByHand(ctx, eva, o.acc.ID, c.Failures[0].PubID, "")
		o.refused(err, fault.Invalid, "")
		_, err = o.v.ByHand(ctx, o.Actor("ana"), o.acc.ID, c.Failures[0].PubID, "La borré en la aplicación.")
		o.refused(err, fault.Forbidden, "7.viii")
		c, err = o.v.ByHand(ctx, eva, o.acc.ID, c.Failures[0].PubID, "La borré en la aplicación.")
		if err != nil || c.Next() != closure.Cancel || c.ByHand != 1 || c.Erased != 2 {
			t.Errorf("%+v, %v", c, err)
		}
	})
}

// Without access nothing can be erased from here: each is listed with why.
//
//clause:test 7.ix
func TestErasingWithoutAccess(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		o.Published("ana", "eva", "Uno.", o.acc)
		o.Published("ana", "eva", "Dos.", o.acc)
		o.decided()
		o.archived()
		_, err := o.Custodian.DestroyAll(o.Context(), institution.System("prueba"), o.acc.ID)
		o.must(err)
		_, err = o.v.Erase(o.Context(), o.Actor("eva"), o.acc.ID)
		o.must(err)
		o.erase(2)
		if c := o.file().Closure; len(c.Failures) != 2 || c.Failures[0].URL == "" || c.Running != "" {
			t.Errorf("%+v", c)
		}
		if d := o.owed(); len(d) != 1 {
			t.Errorf("owed %v", d)
		}
	})
}

func (o office) owed() (out []deadline.Deadline) {
	o.Helper()
	o.must(o.v.Store.Read(o.Context(), func(tx *store.Tx) (err error) {
		out, err = tx.Deadlines(o.Context(), store.DeadlineFilter{Subjects: []string{"closure:" + o.acc.ID}})
		return err
	}))
	return out
}
