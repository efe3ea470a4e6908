package entering_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
)

//clause:test 5.1.p4
func TestToken(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		a := h.actor(h.enter("ana").token)
		now := h.w.Clock.Now()
		key, tok, err := h.d.CreateToken(h.Context(), a, " informes  de junio", []institution.Act{institution.PostRead, institution.PostRead}, now.Add(time.Hour))
		h.must(err)
		if !strings.HasPrefix(key, "pgn_") || tok.Name != "informes de junio" {
			h.Errorf("key %q, %+v", key[:4], tok)
		}
		program, err := h.d.ActorByToken(h.Context(), key, here)
		h.must(err)
		on := institution.On{AreaID: "jle-jal", SourceArea: "jle-jal"}
		if program.Via != "api" || program.SessionID != "" || !institution.Allowed(now, program, institution.PostRead, on) {
			h.Errorf("the key does not do what it is for: %+v", program)
		}
		if institution.Allowed(now, program, institution.PostApprove, on) || !institution.Allowed(now, a, institution.PostApprove, on) {
			h.Error("the key does more than it is for")
		}
		_, _, err = h.d.CreateToken(h.Context(), program, "otra", nil, now.Add(time.Hour)) // keys make no keys
		h.refused(fault.Forbidden, err)
		h.w.Clock.Advance(time.Hour)
		_, err = h.d.ActorByToken(h.Context(), key, here)
		h.refused(fault.Unauthenticated, err)
	})
}

func TestTokenOfAll(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		a := h.actor(h.enter("ana").token)
		key, tok, err := h.d.CreateToken(h.Context(), a, "todo", nil, h.w.Clock.Now().Add(time.Hour))
		h.must(err)
		program, err := h.d.ActorByToken(h.Context(), key, here)
		h.must(err)
		if program.Acts != nil || len(program.Grants) != len(a.Grants) {
			h.Errorf("program %+v", program)
		}
		_, _, err = h.d.CreateToken(h.Context(), program, "otra", nil, h.w.Clock.Now().Add(time.Hour))
		h.refused(fault.Forbidden, err)
		list, err := h.d.ListTokens(h.Context(), a)
		h.must(err)
		if len(list) != 1 || list[0].ID != tok.ID || list[0].Used.IsZero() {
			h.Errorf("keys %+v", list)
		}
		h.refused(fault.NotFound, h.d.RevokeToken(h.Context(), a, "nada"))
		h.must(h.d.RevokeToken(h.Context(), a, tok.ID))
		h.refused(fault.Conflict, h.d.RevokeToken(h.Context(), a, tok.ID))
		_, err = h.d.ActorByToken(h.Context(), key, here)
		h.refused(fault.Unauthenticated, err)
		if h.entries("token.create") != 1 || h.entries("token.revoke") != 1 {
			h.Error("the ledger misses a key's beginning or end")
		}
	})
}

func TestTokenIsNarrow(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		a := h.actor(h.enter("ana").token)
		now := h.w.Clock.Now()
		for name, c := range map[string]struct {
			label string
			acts  []institution.Act
			until time.Time
			field string
		}{
			"no name":        {" ", nil, now.Add(time.Hour), "name"},
			"endless name":   {strings.Repeat("x", 81), nil, now.Add(time.Hour), "name"},
			"hostile name":   {"a\x00b", nil, now.Add(time.Hour), "name"},
			"over already":   {"x", nil, now, "expires"},
			"beyond a year":  {"x", nil, now.AddDate(1, 0, 2), "expires"},
			"for nothing":    {"x", []institution.Act{}, now.Add(time.Hour), "acts"},
			"not the head's": {"x", []institution.Act{institution.LedgerErase}, now.Add(time.Hour), "acts"},
			"no such act":    {"x", []institution.Act{"volar"}, now.Add(time.Hour), "acts"},
		} {
			_, _, err := h.d.CreateToken(h.Context(), a, c.label, c.acts, c.until)
			if f := h.refused(fault.Invalid, err); f.Field != c.field {
				h.Errorf("%s: fault on %q, want %q", name, f.Field, c.field)
			}
		}
		_, _, err := h.d.CreateToken(h.Context(), a, "x", nil, now.AddDate(1, 0, 0))
		h.must(err)
		for _, bad := range []string{"", "pgn_", "pgn_\x00\xff", "sesión"} {
			_, err := h.d.ActorByToken(h.Context(), bad, here)
			h.refused(fault.Unauthenticated, err)
		}
	})
}
