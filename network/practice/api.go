package practice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

func (n *Network) routeAPI() {
	n.handle("POST", "/api/authorizations", n.apiAuthorize, n.failAPI)
	n.handle("POST", "/api/token", n.apiToken, n.failAPI)
	for route, h := range map[[2]string]func(http.ResponseWriter, *http.Request, Account) error{
		{"GET", "/api/me"}:                n.apiMe,
		{"DELETE", "/api/token"}:          n.apiRevoke,
		{"PUT", "/api/files/{hash}"}:      n.apiUpload,
		{"PUT", "/api/notes/{id}"}:        n.apiCreate,
		{"GET", "/api/notes/{id}"}:        n.apiNote,
		{"PATCH", "/api/notes/{id}"}:      n.apiEdit,
		{"DELETE", "/api/notes/{id}"}:     n.apiRemove,
		{"PUT", "/api/notes/{id}/hidden"}: n.apiHide,
		{"GET", "/api/changes"}:           n.apiChanges,
		{"GET", "/api/figures"}:           n.apiFigures,
	} {
		n.handle(route[0], route[1], func(w http.ResponseWriter, r *http.Request) error {
			a, err := n.account(r)
			if err != nil {
				return err
			}
			return h(w, r, a)
		}, n.failAPI)
	}
}

func answer(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}

func (n *Network) failAPI(w http.ResponseWriter, _ *http.Request, err error) {
	r := asRefusal(err)
	body := refusalJSON{Error: r.sentence}
	if r.note != nil {
		there := n.wire(*r.note)
		body.Note = &there
	}
	_ = answer(w, r.status, body) // the client is gone if this fails
}

func (n *Network) wire(note Note) noteJSON {
	return noteJSON{ID: note.ID, URL: n.noteURL(note), Author: note.Author, Own: note.Own, Text: note.Text, Lang: note.Lang, ReplyTo: note.ReplyTo,
		Root: note.Root, Media: note.Media, At: note.At, Edited: !note.EditedAt.IsZero(), Deleted: !note.DeletedAt.IsZero(), Hidden: note.Hidden, Change: note.Change}
}

// read decodes a JSON body strictly.
func read(w http.ResponseWriter, r *http.Request, v any) error {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return refuse(http.StatusBadRequest, "La solicitud no se entiende.")
	}
	return nil
}

func (n *Network) apiMe(w http.ResponseWriter, _ *http.Request, a Account) error {
	return answer(w, http.StatusOK, identityJSON{Handle: a.Handle, Name: a.Name, Bio: a.Bio, URL: n.url("@" + a.Handle), TextLimit: TextLimit, MediaLimit: MediaLimit})
}

func (n *Network) apiUpload(w http.ResponseWriter, r *http.Request, _ Account) error {
	hash, kind := r.PathValue("hash"), r.Header.Get("Content-Type")
	if !fileHash.MatchString(hash) || !fileTypes.MatchString(kind) {
		return refuse(http.StatusUnsupportedMediaType, "Ese tipo de archivo no se admite.")
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, FileLimit))
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != hash {
		return refuse(http.StatusUnprocessableEntity, "El archivo no llegó completo.")
	}
	if err := n.store.SaveFile(r.Context(), File{Hash: hash, Type: kind, Content: content}); err != nil {
		return fmt.Errorf("save file: %w", err)
	}
	return answer(w, http.StatusCreated, map[string]string{"hash": hash})
}

func (n *Network) apiCreate(w http.ResponseWriter, r *http.Request, a Account) error {
	var in noteJSON
	if err := read(w, r, &in); err != nil {
		return err
	}
	fault := n.faults.take() // after the body: until it is read, nobody notices that the client left
	if err := fault.before(w, r); err != nil {
		return err
	}
	// A real server goes on when the client has left: so does this one.
	note, err := n.create(context.WithoutCancel(r.Context()), a, r.PathValue("id"), in)
	if err != nil {
		return err
	}
	if err := fault.after(); err != nil {
		return err
	}
	return answer(w, http.StatusCreated, n.wire(note))
}

func (n *Network) apiNote(w http.ResponseWriter, r *http.Request, a Account) error {
	note, err := n.store.Note(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if note.Account != a.Handle {
		return ErrNotFound
	}
	if !note.DeletedAt.IsZero() {
		return refuse(http.StatusGone, "La nota ya fue retirada.")
	}
	return answer(w, http.StatusOK, n.wire(note))
}

func (n *Network) apiEdit(w http.ResponseWriter, r *http.Request, a Account) error {
	var in noteJSON
	if err := read(w, r, &in); err != nil {
		return err
	}
	if err := checkText(in.Text, in.Media); err != nil {
		return err
	}
	if err := n.checkMedia(r.Context(), in.Media); err != nil {
		return err
	}
	note, err := n.change(r.Context(), a, r.PathValue("id"), func(note *Note) {
		note.Text, note.Lang, note.Media, note.EditedAt = in.Text, in.Lang, in.Media, n.now().UTC()
	})
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, n.wire(note))
}

func (n *Network) apiRemove(w http.ResponseWriter, r *http.Request, a Account) error {
	if note, err := n.store.Note(r.Context(), r.PathValue("id")); err == nil && note.Held {
		return refuse(http.StatusUnprocessableEntity, "La red conserva esta nota y no deja borrarla.")
	}
	note, err := n.change(r.Context(), a, r.PathValue("id"), func(note *Note) {
		note.Text, note.Media, note.DeletedAt = "", nil, n.now().UTC()
	})
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, n.wire(note))
}

func (n *Network) apiHide(w http.ResponseWriter, r *http.Request, a Account) error {
	var in struct {
		Hidden bool `json:"hidden"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	note, err := n.store.ChangeNote(r.Context(), r.PathValue("id"), func(note *Note) error {
		if note.Own || note.Account != a.Handle || !note.DeletedAt.IsZero() {
			return ErrNotFound
		}
		note.Hidden = in.Hidden
		return nil
	})
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, n.wire(note))
}

func (n *Network) apiChanges(w http.ResponseWriter, r *http.Request, a Account) error {
	after, err := strconv.ParseInt("0"+r.FormValue("after"), 10, 64)
	limit, err2 := strconv.Atoi(r.FormValue("limit"))
	if err != nil || err2 != nil || limit < 1 || limit > 100 {
		return refuse(http.StatusBadRequest, "La solicitud no se entiende.")
	}
	notes, err := n.store.Changes(r.Context(), a.Handle, after, limit)
	if err != nil {
		return fmt.Errorf("read changes: %w", err)
	}
	out := make([]noteJSON, len(notes))
	for i, note := range notes {
		out[i] = n.wire(note)
	}
	return answer(w, http.StatusOK, out)
}

func (n *Network) apiFigures(w http.ResponseWriter, r *http.Request, a Account) error {
	out := []figuresJSON{}
	for _, id := range r.URL.Query()["id"] {
		note, err := n.store.Note(r.Context(), id)
		if err != nil || note.Account != a.Handle || !note.Own {
			continue
		}
		count := int64(-1) // only threads are counted
		if note.Root == "" {
			thread, err := n.store.Thread(r.Context(), id)
			if err != nil {
				return fmt.Errorf("count comments: %w", err)
			}
			count = comments(thread)
		}
		out = append(out, figuresJSON{ID: id, Views: note.Views, Likes: note.Likes, Comments: count})
	}
	return answer(w, http.StatusOK, out)
}

// comments counts what visitors wrote and is still there.
func comments(thread []Note) (n int64) {
	for _, note := range thread {
		if !note.Own && note.DeletedAt.IsZero() {
			n++
		}
	}
	return n
}
