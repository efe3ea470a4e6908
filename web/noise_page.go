package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// noiseView is how often what the checks point at was said not to hold.
type noiseView struct {
	all   []publishing.Noise
	since time.Time
	posts int
	zone  *time.Location
}

// noisyFrom is the share of what a check points at that, dismissed, makes it noisy; fewer
// findings than enough say nothing.
const (
	noisyFrom = 0.3
	enough    = 5
)

// noise shows the checks by how often people say that they are wrong.
func (s *Site) noise(w http.ResponseWriter, r *http.Request, v visit) error {
	n := noiseView{zone: v.zone}
	var err error
	if n.all, n.since, n.posts, err = s.Desk.Noisy(r.Context(), v.actor); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "cumplimiento", lang.T(r.Context(), "Qué tan atinada es la revisión")), noisePage(n))
}

func (n noiseView) rows(ctx context.Context) (rows []ui.Row) {
	for _, x := range n.all {
		row := ui.Row{Cells: []ui.Cell{{Text: checkName(ctx, x.Check), Note: strings.Join(x.Reasons, " · ")}, {Text: lang.T(ctx, "Criterio %s", x.Clause), Href: clauseHref(x.Clause)},
			ui.Text(lang.Number(ctx, x.Pointed)), ui.Text(lang.Number(ctx, x.Dismissed)), ui.Text(lang.Number(ctx, int(x.Share()*100+0.5)) + " %")}}
		if x.Pointed >= enough && x.Share() >= noisyFrom {
			row.State = ui.Warn
		}
		rows = append(rows, row)
	}
	return rows
}

// checkNames says each check in few words; one that is not here is shown by its own name.
var checkNames = map[string]string{
	regulation.CheckPersonalData: lang.Key("Datos personales"), regulation.CheckShouting: lang.Key("Mayúsculas"), regulation.CheckLength: lang.Key("Extensión"),
	regulation.CheckTextOnly: lang.Key("Solo texto"), regulation.CheckAltText: lang.Key("Texto alternativo"), regulation.CheckSource: lang.Key("Fuente"),
	regulation.CheckPurpose: lang.Key("Fin de la publicación"), regulation.CheckSameText: lang.Key("Mismo texto en varias redes"), regulation.CheckForeignLink: lang.Key("Enlaces a sitios ajenos"),
	regulation.CheckSpelling: lang.Key("Ortografía"), regulation.CheckBlank: lang.Key("Partes sin llenar"), regulation.CheckAttachments: lang.Key("Archivos adjuntos"),
	regulation.CheckLinks: lang.Key("Enlaces"), regulation.CheckHeadline: lang.Key("Encabezado copiado"), regulation.CheckFacts: lang.Key("Datos que no están en la fuente"),
	regulation.CheckContradicts: lang.Key("Contradicción con lo ya publicado"), regulation.CheckNearCopy: lang.Key("Casi igual a otra publicación"), regulation.CheckSpamRate: lang.Key("Demasiados mensajes"),
	regulation.CheckPlainWords: lang.Key("Lenguaje claro"), regulation.CheckDialogue: lang.Key("Invita al diálogo"), regulation.CheckOpinion: lang.Key("Opinión personal"),
	regulation.CheckParty: lang.Key("Preferencia partidista"), regulation.CheckChat: lang.Key("Plática cotidiana"), regulation.CheckPrivateTone: lang.Key("Tono privado"),
	regulation.CheckInsult: lang.Key("Insultos y descalificaciones"), regulation.CheckDiscourtesy: lang.Key("Descortesía"), regulation.CheckDataRequest: lang.Key("Pide datos personales"),
	regulation.CheckMentions: lang.Key("Menciones"), regulation.CheckHashtags: lang.Key("Etiquetas"), regulation.CheckRhythm: lang.Key("Ritmo de publicación"),
	regulation.CheckSession: lang.Key("Cobertura de sesión"),
}

func checkName(ctx context.Context, name string) string {
	if text, ok := checkNames[name]; ok {
		return lang.Dyn(ctx, text)
	}
	return strings.ReplaceAll(name, "_", " ")
}
