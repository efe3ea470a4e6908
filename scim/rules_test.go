package scim_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/substituting"
)

// One of two administrators leaves the institution: the directory says so, the account goes
// on with the other until the date, and stops when it passes.
//
//clause:test 5.1.p2
//clause:test 7.v
func TestAnAdministratorLeaves(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(h *house, id string){
		"inactive": func(h *house, id string) {
			h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"active","value":"False"}`))
		},
		"deleted": func(h *house, id string) { h.ok(http.StatusNoContent, "DELETE", "/Users/"+id, "") },
		"loses the rank": func(h *house, id string) {
			h.ok(http.StatusOK, "PUT", "/Users/"+id, user("leo", "userType", "operativo"))
		},
		"to another area": func(h *house, id string) {
			h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"cncs"}`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(h *house) {
				acc := h.account()
				leave(h, h.person("leo").ID)
				now := h.readAccount(acc.ID)
				missing := h.w.Ledger("account.administrator_missing")
				if now.LeadID != "" || now.Substitution == nil || now.MayPublish() != nil || len(missing) != 1 || !strings.HasPrefix(missing[0].Actor, "directorio:") {
					t.Fatalf("after the leave: %+v, ledger %v", now, missing)
				}
				var owed int
				h.must(h.w.Store.Read(t.Context(), func(t *store.Tx) error {
					all, err := t.Deadlines(h.Context(), store.DeadlineFilter{Kinds: []string{regulation.DeadlineSubstitution}})
					owed = len(all)
					return err
				}))
				if owed != 1 || h.roles("leo") != "" {
					t.Errorf("%d deadlines, leo holds %q", owed, h.roles("leo"))
				}
				h.w.Clock.Advance(now.Substitution.Due.Sub(h.w.Clock.Now()) + time.Minute)
				h.must(h.s.Passed(t.Context(), substituting.Passing{AccountID: acc.ID}))
				if h.readAccount(acc.ID).MayPublish() == nil {
					t.Error("publishes after the date")
				}
			})
		})
	}
}

//clause:test 5.a
//clause:test 5.1.p2
func TestWhatTheInstitutionDoesNotTake(t *testing.T) {
	t.Parallel()
	h := once(t)
	for name, c := range map[string]struct {
		body, says string
	}{
		"an area that does not exist":   {strings.Replace(user("eva"), `"jle-jal"`, `"Narnia"`, 1), "No existe el área «Narnia»"},
		"no area":                       {strings.Replace(user("eva"), `{"department":"jle-jal"}`, `{}`, 1), "Falta el área"},
		"a rank that does not exist":    {user("eva", "userType", "", "title", "Astronauta"), "No se reconoce el nivel del puesto «Astronauta»"},
		"no rank":                       {user("eva", "userType", ""), "Falta el nivel"},
		"an address from elsewhere":     {strings.Replace(user("eva"), `"value":"eva@ine.mx"`, `"value":"eva@hotmail.com"`, 1), "no es una dirección institucional"},
		"a user name of another form":   {user("eva", "userName", "eva@otro.mx"), "no tiene la forma «{username}@ine.mx»"},
		"a user name nobody can type":   {user("eva", "userName", "e va@ine.mx"), "nombre de usuario"},
		"no user name":                  {user("eva", "userName", ""), "Falta el atributo «userName»"},
		"a name that is too long":       {user("eva", "displayName", strings.Repeat("x", 257)), "displayName"},
		"active is neither":             {user("eva", "active", "quizá"), "«active» debe ser verdadero o falso"},
		"a number for a text":           {strings.Replace(user("eva"), `"userType":"mando_medio"`, `"userType":7`, 1), "«userType» debe ser un texto"},
		"control characters in a title": {user("eva", "title", "a\x07b"), "title"},
	} {
		h.refused(http.StatusBadRequest, "invalidValue", "POST", "/Users", c.body, c.says)
		if got := h.found("Users", `userName sw "eva"`); got != 0 {
			t.Errorf("%s: entered all the same", name)
		}
	}
	h.ok(http.StatusCreated, "POST", "/Users", user("eva"))
	for _, left := range h.status().Refusals {
		if left.What == "Users eva@ine.mx" {
			t.Errorf("entered, and still told as refused: %+v", left)
		}
	}
}

// A refusal is told once in the ledger however often the directory asks, and ends when what
// was refused is done.
func TestRefusalsAreShown(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		bad := strings.Replace(user("eva"), `"jle-jal"`, `"Narnia"`, 1)
		for range 3 {
			h.refused(http.StatusBadRequest, "invalidValue", "POST", "/Users", bad)
			h.w.Clock.Advance(40 * time.Minute)
		}
		s := h.status()
		if len(s.Refusals) != 1 || s.Refusals[0].Times != 3 || s.Refusals[0].What != "Users eva@ine.mx" || !strings.Contains(s.Refusals[0].Reason, "Narnia") || len(h.w.Ledger("directory.refuse")) != 1 {
			t.Errorf("shown %+v, ledger %v", s.Refusals, h.w.Ledger("directory.refuse"))
		}
		h.ok(http.StatusCreated, "POST", "/Users", user("eva"))
		if s = h.status(); len(s.Refusals) != 0 || s.People != 1 || len(s.Changes) == 0 || s.Changes[0].Name != "Persona eva" || s.Used.IsZero() {
			t.Errorf("shown %+v", s)
		}
		h.refused(http.StatusBadRequest, "invalidValue", "POST", "/Users", strings.Replace(bad, "eva@", "otra@", 2))
		if _, err := h.o.DirectoryStatus(t.Context(), h.w.Actor("leo")); !fault.Is(err, fault.Forbidden) {
			t.Errorf("somebody without right reads the sync: %v", err)
		}
	})
}

// Who was entered by hand is found, and from then on kept up to date.
func TestPeopleEnteredByHandAreFound(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		leo := h.person("leo")
		a := h.ok(http.StatusOK, "GET", "/Users?filter="+escape(`userName eq "leo@ine.mx"`), "")
		if a.at("Resources", 0, "id") != leo.ID || a.at("Resources", 0, "externalId") != nil || a.at("Resources", 0, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "department") != "JLE Jalisco" {
			t.Fatalf("found %s", a.raw)
		}
		h.refused(http.StatusConflict, "uniqueness", "POST", "/Users", user("leo"))
		h.refused(http.StatusConflict, "uniqueness", "POST", "/Users", strings.Replace(user("leonel"), `"value":"leonel@ine.mx"`, `"value":"leo@ine.mx"`, 1), "ya es de una persona con el usuario «leo»")
		before := len(h.w.Ledger("person."))
		h.ok(http.StatusOK, "PATCH", "/Users/"+leo.ID, patch(`{"op":"add","path":"externalId","value":"x-1"}`))
		if len(h.w.Ledger("person.")) != before || h.found("Users", `externalId eq "x-1"`) != 1 || h.person("leo").Name != leo.Name {
			t.Error("told the person's data as changed, or did not keep the directory's id")
		}
	})
}

// What the operator did by hand the directory does not undo.
func TestADismissalByHandStands(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id := h.ok(http.StatusCreated, "POST", "/Users", user("eva")).id()
		h.must(h.o.DisablePerson(t.Context(), h.w.Actor("oscar"), id, "investigación"))
		h.refused(http.StatusConflict, "", "PUT", "/Users/"+id, user("eva", "title", "Otra"), "dada de baja a mano")
		if h.person("eva").Active {
			t.Error("came back")
		}
		h.ok(http.StatusOK, "PUT", "/Users/"+id, user("eva", "active", "False"))
	})
}

// Who comes back comes back as somebody new: without roles, password or second factor.
//
//clause:test 7.v
func TestComingBack(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id := h.ok(http.StatusCreated, "POST", "/Users", user("eva")).id()
		ctx := t.Context()
		h.must(h.w.Store.Change(ctx, func(t *store.Tx) error {
			l, err := t.Login(ctx, id)
			if err != nil {
				return err
			}
			l.Password, l.TOTP = "$argon2id$", "sellado"
			if err := t.UpdateLogin(ctx, l); err != nil {
				return err
			}
			return t.PutPasskey(ctx, store.Passkey{ID: "p", PersonID: id, Name: "x", Body: "{}", Created: h.w.Clock.Now()})
		}))
		_, err := h.o.AddGrant(ctx, h.w.Actor("paz"), id, institution.Auditor, "")
		h.must(err)
		h.ok(http.StatusNoContent, "DELETE", "/Users/"+id, "")
		h.refused(http.StatusNotFound, "", "GET", "/Users/"+id, "")
		h.refused(http.StatusNotFound, "", "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"active","value":true}`))
		if h.found("Users", `userName eq "eva@ine.mx"`) != 0 || h.person("eva").ID != id {
			t.Error("the directory still sees them, or the ledger's person is gone")
		}
		back := h.ok(http.StatusCreated, "POST", "/Users", user("eva", "title", "De regreso"))
		h.must(h.w.Store.Read(ctx, func(t *store.Tx) error {
			l, err := t.Login(ctx, id)
			h.must(err)
			keys, err := t.Passkeys(ctx, id)
			if l.Password != "" || l.TOTP != "" || len(keys) != 0 || back.id() != id || !h.person("eva").Active || h.roles("eva") != "" {
				h.Errorf("came back with %+v, %d passkeys, %q", l, len(keys), h.roles("eva"))
			}
			return err
		}))
	})
}

const enlaces = "Pregonero - Enlaces de aval - jle-jal"

func members(ids ...string) string {
	var all []string
	for _, id := range ids {
		all = append(all, `{"value":"`+id+`"}`)
	}
	return "[" + strings.Join(all, ",") + "]"
}

func group(name string, ids ...string) string {
	return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"` + name + `","members":` + members(ids...) + `}`
}

// A role that people gave is not taken by the sync, and one that people took away is not
// given again while the person stays in the group.
//
//clause:test 5.1.p4
func TestRolesOfGroupsAndRolesByHand(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		ctx, paz := t.Context(), h.w.Actor("paz")
		leo, alba := h.person("leo").ID, h.person("alba").ID
		_, err := h.o.AddGrant(ctx, paz, leo, institution.Endorser, "jle-jal")
		h.must(err)
		g := "/Groups/" + h.ok(http.StatusCreated, "POST", "/Groups", group(enlaces, leo, alba)).id()
		held := h.w.Actor("alba").Grants
		if h.roles("leo") != "endorser jle-jal" || len(held) != 1 || len(h.w.Ledger("grant.add")) != 2 {
			t.Fatalf("leo holds %q, alba %v", h.roles("leo"), held)
		}
		h.must(h.o.EndGrant(ctx, paz, held[0].ID, "por ahora no"))
		h.ok(http.StatusOK, "PATCH", "/Users/"+alba, patch(`{"op":"replace","path":"title","value":"Enlace"}`))
		h.ok(http.StatusOK, "PUT", g, group(enlaces, leo, alba, h.person("ana").ID))
		if h.roles("alba") != "" || h.roles("ana") != "head jle-jal, endorser jle-jal" {
			t.Errorf("alba holds %q, ana %q", h.roles("alba"), h.roles("ana"))
		}
		h.ok(http.StatusOK, "PUT", g, group(enlaces))
		if h.roles("leo") != "endorser jle-jal" || h.roles("ana") != "head jle-jal" {
			t.Errorf("leo holds %q, ana %q", h.roles("leo"), h.roles("ana"))
		}
		h.ok(http.StatusOK, "PUT", g, group(enlaces, alba))
		if h.roles("alba") != "endorser jle-jal" {
			t.Errorf("alba, in again, holds %q", h.roles("alba"))
		}
	})
}

// Two groups may give the same role: it is held while the person is in one of them.
//
//clause:test 5.1.p4
func TestTwoGroupsOneRole(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		leo := h.person("leo").ID
		a := "/Groups/" + h.ok(http.StatusCreated, "POST", "/Groups", group(enlaces, leo)).id()
		b := "/Groups/" + h.ok(http.StatusCreated, "POST", "/Groups", group("Pregonero - Enlaces de aval - JLE Jalisco", leo)).id()
		h.ok(http.StatusNoContent, "DELETE", a, "")
		if h.roles("leo") != "endorser jle-jal" {
			t.Errorf("leo holds %q", h.roles("leo"))
		}
		h.ok(http.StatusNoContent, "DELETE", b, "")
		if h.roles("leo") != "" {
			t.Errorf("leo holds %q", h.roles("leo"))
		}
	})
}

// A group gives only what the pack says, and never an office or the system.
//
//clause:test 5.1.p4
func TestGroupsThatGiveNothing(t *testing.T) {
	t.Parallel()
	h := once(t)
	leo := h.person("leo").ID
	h.w.Pack.Directory.Groups = append(h.w.Pack.Directory.Groups, // a pack with these does not load: see regulation
		regulation.DirectoryGroup{Name: "Operadores {area}", Role: "operator"}, regulation.DirectoryGroup{Name: "Comunicación {area}", Role: "press_office"},
		regulation.DirectoryGroup{Name: "Presidencia {area}", Role: "committee_president"}, regulation.DirectoryGroup{Name: "Titulares {area}", Role: "lead"})
	for _, name := range []string{"Operadores jle-jal", "Comunicación jle-jal", "Presidencia jle-jal", "Titulares jle-jal", "Todo el personal", "operator", "Enlaces de aval - jle-jal"} {
		h.ok(http.StatusCreated, "POST", "/Groups", group(name, leo))
		if h.roles("leo") != "" {
			t.Errorf("%s gives %q", name, h.roles("leo"))
		}
	}
	h.refused(http.StatusBadRequest, "invalidValue", "POST", "/Groups", group("Pregonero - Enlaces de aval - Narnia", leo), "No existe el área «narnia»")
	h.refused(http.StatusBadRequest, "invalidValue", "POST", "/Groups", group("Otro", "no-hay"), "No existe la persona «no-hay»")
	h.refused(http.StatusBadRequest, "invalidValue", "POST", "/Groups", group(" "), "Falta el nombre")
	h.refused(http.StatusConflict, "uniqueness", "POST", "/Groups", group("TODO EL PERSONAL"), "Ya hay un grupo")
}

// A person who is disabled by hand loses what the groups gave, whatever they say later.
//
//clause:test 7.v
func TestWhoLeftGetsNoRole(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id := h.ok(http.StatusCreated, "POST", "/Users", user("eva")).id()
		g := "/Groups/" + h.ok(http.StatusCreated, "POST", "/Groups", group(enlaces, id)).id()
		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"active","value":false}`))
		h.ok(http.StatusOK, "PUT", g, group(enlaces, id, h.person("leo").ID))
		if h.roles("eva") != "" {
			t.Errorf("eva, gone, holds %q", h.roles("eva"))
		}
		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"active","value":true}`))
		if h.roles("eva") != "endorser jle-jal" {
			t.Errorf("eva, back and in the group, holds %q", h.roles("eva"))
		}
	})
}

// Two syncs run at once, and nothing is lost, doubled or refused for it.
func TestTwoSyncsAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id := h.ok(http.StatusCreated, "POST", "/Users", user("eva")).id()
		acc := h.account()
		leo := h.person("leo").ID
		g := "/Groups/" + h.ok(http.StatusCreated, "POST", "/Groups", group(enlaces)).id()
		var wg sync.WaitGroup
		send := func(method, path, body string, may ...int) {
			wg.Go(func() {
				a, err := h.try(method, path, body)
				for _, status := range may {
					if a.status == status {
						return
					}
				}
				h.Errorf("%s %s: status %d, %v: %s", method, path, a.status, err, a.raw)
			})
		}
		for range 4 {
			send("POST", "/Users", user("nuevo"), http.StatusCreated, http.StatusConflict)
			send("POST", "/Groups", group("Todos"), http.StatusCreated, http.StatusConflict)
			send("PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"title","value":"Jefa"}`), http.StatusOK)
			send("PATCH", "/Users/"+leo, patch(`{"op":"Replace","path":"active","value":"False"}`), http.StatusOK)
			send("PATCH", g, patch(`{"op":"Add","path":"members","value":[{"value":"`+id+`"}]}`), http.StatusNoContent)
			send("PATCH", g, patch(`{"op":"Add","path":"members","value":[{"value":"`+h.person("alba").ID+`"}]}`), http.StatusNoContent)
		}
		wg.Wait()
		if h.found("Users", `userName eq "nuevo@ine.mx"`) != 1 || h.found("Groups", `displayName eq "Todos"`) != 1 {
			t.Error("entered twice, or never")
		}
		if h.roles("eva") != "endorser jle-jal" || h.roles("alba") != "alternate jle-jal, endorser jle-jal" && h.roles("alba") != "endorser jle-jal, alternate jle-jal" {
			t.Errorf("eva holds %q, alba %q", h.roles("eva"), h.roles("alba"))
		}
		if len(h.w.Ledger("person.disable")) != 1 || len(h.w.Ledger("account.administrator_missing")) != 1 || h.readAccount(acc.ID).State != account.Active {
			t.Error("the leave was told twice")
		}
	})
}
