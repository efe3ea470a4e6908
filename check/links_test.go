package check

import "testing"

// linked is a post with a link of which something is known.
func linked(text string, pages ...Page) Facts {
	f := post(text)
	for _, p := range pages {
		if p.State == "" {
			p.State = PageSeen
		}
		if p.Status == 0 {
			p.Status = 200
		}
		if p.Final == "" {
			p.Final = p.URL
		}
		f.Pages = append(f.Pages, p)
	}
	return f
}

//clause:test 6.vi
//clause:test 6.ix
func TestLinks(t *testing.T) {
	t.Parallel()
	ine, unam, diario := "https://ine.mx/credencial", "https://www.unam.mx/foro", "https://diario.example.com/nota"
	runTable(t, "links", []row{
		// fails
		{"not there", linked("Lea "+ine, Page{URL: ine, Status: 404}), []string{ine}},
		{"not there, and says it only in its title", linked("Lea "+ine, Page{URL: ine, Title: "Página no encontrada - INE"}), []string{ine}},
		{"a server that fails", linked("Lea "+ine, Page{URL: ine, Status: 500}), []string{ine}},
		{"nobody answers", linked("Lea "+ine, Page{URL: ine, State: PageGone}), []string{ine}},
		{"an inner address", linked("Lea http://intranet.ine.mx/a", Page{URL: "http://intranet.ine.mx/a", State: PageInner}), []string{"http://intranet.ine.mx/a"}},
		{"could not be looked at", linked("Lea "+ine, Page{URL: ine, State: PageUnknown}), []string{ine}},
		{"behind a log-in", linked("Lea "+ine, Page{URL: ine, Login: true}), []string{ine}},
		{"another site", linked("Lea "+unam, Page{URL: unam, Final: "https://otro.example.org/x"}), []string{unam}},
		{"shortened", linked("Lea bit.ly/abc", Page{URL: "bit.ly/abc", Final: ine}), []string{"bit.ly/abc"}},
		{"without encryption", linked("Lea http://ine.mx/a", Page{URL: "http://ine.mx/a", Final: "https://www.ine.mx/a"}), []string{"http://ine.mx/a"}},
		{"an article on something else", linked("Lea "+diario, Page{URL: diario, Article: true, Title: "Receta de pan", Text: "Harina y agua. La vecina y el vecino."}), []string{diario}},
		{"an article, in an answer", Facts{Kind: Answer, Text: diario, Pages: []Page{{URL: diario, State: PageSeen, Status: 200, Article: true}}}, []string{diario}},
		// passes
		{"there", linked("Lea "+ine, Page{URL: ine, Title: "Credencial"}), nil},
		{"within its own site", linked("Lea https://ine.mx/a", Page{URL: "https://ine.mx/a", Final: "https://portal.ine.mx/b"}), nil},
		{"a short address of its own site", linked("Vea https://youtu.be/x", Page{URL: "https://youtu.be/x", Final: "https://www.youtube.com/watch?v=x"}), nil},
		{"an article that names the institution", linked("Lea "+diario, Page{URL: diario, Article: true, Text: "Anunció el INE, que…"}), nil},
		{"an article on its activity", linked("Lea "+diario, Page{URL: diario, Article: true, Text: "Cómo tramitar la CREDENCIAL PARA VOTAR."}), nil},
		{"the institution's own bulletin", linked("Lea "+ine, Page{URL: ine, Article: true, Text: "Taller."}), nil},
		{"no article", linked("Lea "+unam, Page{URL: unam, Text: "Foro."}), nil},
		{"written another way", linked("Lea www.ine.mx/a/", Page{URL: "https://www.ine.mx/a", Status: 404}), []string{"www.ine.mx/a/"}},
		// does not apply
		{"nobody has looked", post("Lea " + ine), nil},
		{"another link", linked("Lea "+ine, Page{URL: unam, Status: 404}), nil},
		{"what a person wrote", Facts{Kind: Comment, Text: ine, Pages: []Page{{URL: ine, State: PageGone}}}, nil},
	})
}

func TestLinkSuggestions(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for name, tt := range map[string]struct {
		facts Facts
		want  string
	}{
		"the long address": {linked("Lea bit.ly/abc", Page{URL: "bit.ly/abc", Final: "https://ine.mx/larga"}), "https://ine.mx/larga"},
		"encrypted":        {linked("Lea http://ine.mx/a", Page{URL: "http://ine.mx/a"}), "https://ine.mx/a"},
	} {
		found := ""
		for _, f := range c.Run(tt.facts).Findings {
			if f.Check == "links" && len(f.Suggestions) > 0 {
				found = f.Suggestions[0]
			}
		}
		if found != tt.want {
			t.Errorf("%s: %q, want %q", name, found, tt.want)
		}
	}
}

//clause:test 6.x
func TestHeadline(t *testing.T) {
	t.Parallel()
	url := "https://centralelectoral.ine.mx/2027/01/15/aprueba-calendario"
	title := "Aprueba el Consejo General el calendario del proceso electoral 2027 | Central Electoral"
	page := Page{URL: url, Title: title}
	repeat := "Aprueba el Consejo General el calendario del Proceso Electoral 2027"
	runTable(t, "headline", []row{
		// fails
		{"the title as it is", linked(repeat+"\n"+url, page), []string{repeat}},
		{"in capitals, with a sign", linked("📣 ¡"+repeat+"!\nLea más: "+url, page), []string{"📣 ¡" + repeat + "!"}},
		{"a communiqué by its title", linked(repeat+" https://ine.mx/x", Page{URL: "https://ine.mx/x", Title: "Comunicado: " + repeat}), []string{repeat + " https://ine.mx/x"}},
		// passes
		{"written anew", linked("Ya hay fechas: consulte cuándo serán las campañas y la votación "+url, page), nil},
		{"another page", linked(repeat+" https://ine.mx/x", Page{URL: "https://ine.mx/x", Title: repeat}), nil},
		{"a short title", linked("Boletín "+url, Page{URL: url, Title: "Boletín"}), nil},
		// does not apply
		{"nobody has looked", post(repeat + " " + url), nil},
		{"it is not there", linked(repeat+" "+url, Page{URL: url, Title: title, Status: 404}), nil},
	})
}
