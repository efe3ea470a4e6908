package mastodon

import (
	"slices"
	"testing"

	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
)

func TestEditingKeepsWhatItDoesNotSay(t *testing.T) {
	t.Parallel()
	for name, o := range servers {
		p := newPlace(t, o)
		m := network.Message{Text: "Abre a las 9", Media: pictures("Una urna")}
		ref := p.publish(t, m).Ref
		p.Warn(ref.ID, "Horario")
		files := p.Files()
		m.Text = "Abre a las 8"
		for range 2 { // the second changes nothing, which GoToSocial would refuse
			got, err := p.Edit(t.Context(), p.account, ref, m)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			ref = got.Ref
		}
		x := p.Posts()[0]
		if x.Text != m.Text || !x.Sensitive || x.Spoiler != "Horario" || !slices.Equal(x.Alts, []string{"Una urna"}) || p.Files() != files {
			t.Errorf("%s: %+v, %d files", name, x, p.Files())
		}
	}
}

func TestEditingChangesFiles(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{SlowMedia: 2})
	both := pictures("Una urna", "Una boleta")
	ref := p.publish(t, network.Message{Text: "Hola", Media: both[:1]}).Ref
	got, err := p.Edit(t.Context(), p.account, ref, network.Message{Text: "Hola", Media: []network.Media{both[1], both[0]}})
	if err != nil || !slices.Equal(p.Posts()[0].Alts, []string{"Una boleta", "Una urna"}) || p.Files() != 2 {
		t.Fatalf("%+v %v", p.Posts()[0], err)
	}
	if _, err := p.Edit(t.Context(), p.account, got.Ref, network.Message{Text: "Hola"}); err != nil || len(p.Posts()[0].Alts) != 0 {
		t.Fatalf("%+v %v", p.Posts()[0], err)
	}
}

// A ref that comes from elsewhere knows nothing of the files: their places decide.
func TestEditingWithoutExtra(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	m := network.Message{Text: "Hola", Media: pictures("Una urna", "Una boleta")}
	ref := p.publish(t, m).Ref
	m.Media[1].Alt = "La boleta"
	if _, err := p.Edit(t.Context(), p.account, network.Ref{ID: ref.ID}, m); err != nil || !slices.Equal(p.Posts()[0].Alts, []string{"Una urna", "La boleta"}) || p.Files() != 2 {
		t.Errorf("%+v %v", p.Posts()[0], err)
	}
}

func TestOldServer(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{Old: true})
	ref := p.publish(t, network.Message{Text: "Hola"}).Ref
	_, err := p.Edit(t.Context(), p.account, ref, network.Message{Text: "Adiós"})
	if network.KindOf(err) != network.Unsupported || p.Posts()[0].Text != "Hola" {
		t.Error(err)
	}
	id, err := p.Identify(t.Context(), p.account)
	if err != nil || id.TextLimit != 500 || id.Handle != "Instituto@social.example" {
		t.Errorf("%+v %v", id, err)
	}
	m := network.Message{Text: "Otra"} // no sources to compare with
	if _, v := p.verdict(t, m, p.prepare(t, m)); v != network.Absent {
		t.Error(v)
	}
}

func TestMeasureLeavesOutWhatIsGone(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	a, b := p.publish(t, network.Message{Text: "a"}).Ref, p.publish(t, network.Message{Text: "b"}).Ref
	p.Like(t, a.ID, "ana")
	if err := p.Connector.Remove(t.Context(), p.account, b); err != nil {
		t.Fatal(err)
	}
	f, err := p.Measure(t.Context(), p.account, []network.Ref{a, b})
	if err != nil || len(f) != 1 || f[0].Likes != 1 || f[0].Shares != 0 || f[0].Views != -1 || f[0].Saves != -1 {
		t.Errorf("%+v %v", f, err)
	}
}
