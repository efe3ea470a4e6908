package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/post"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// undoOf offers to take back the reader's last move, while that can be done.
func undoOf(ctx context.Context, posts []post.Post, place calendarPlace, v visit, now time.Time) *ui.UndoBar {
	var last *post.Post
	for i, p := range posts {
		if p.Moved != nil && p.Moved.By == v.actor.PersonID && now.Before(p.Moved.Until) && (last == nil || p.Moved.At.After(last.Moved.At)) {
			last = &posts[i]
		}
	}
	if last == nil {
		return nil
	}
	return undoBar(ctx, *last, place, now)
}

func undoBar(ctx context.Context, p post.Post, place calendarPlace, now time.Time) *ui.UndoBar {
	text := lang.T(ctx, "Movida. Nueva hora: %s.", lang.When(ctx, p.Content.DueAt, now))
	if p.Moved.Was != post.Draft && p.Moved.Was != post.Review {
		text += " " + lang.T(ctx, "Espera de nuevo el aval.")
	}
	left := int(p.Moved.Until.Sub(now) / time.Second)
	return &ui.UndoBar{Text: text, Action: "/publicaciones/" + p.ID + "/deshacer", Hidden: map[string]string{"cuenta": place.Account}, Seconds: max(left, 1)}
}

// moveUndo puts a moved publication back to its hour, with its endorsement and approval.
func (s *Site) moveUndo(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Desk.UndoMove(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	place := calendarPlace{View: weekView, Account: r.PostFormValue("cuenta")}
	if p.Content.DueAt.IsZero() {
		return s.done(w, r, place.at(midnight(s.Now(), v.zone)).href(), lang.T(r.Context(), "Se deshizo el movimiento: vuelve a no tener hora."))
	}
	to := place.at(p.Content.DueAt.In(v.zone)).href()
	return s.done(w, r, to, lang.T(r.Context(), "Se deshizo el movimiento: su hora vuelve a ser %s.", lang.When(r.Context(), p.Content.DueAt, s.Now())))
}
