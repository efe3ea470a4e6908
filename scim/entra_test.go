package scim_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func escape(s string) string { return url.QueryEscape(s) }

const entraUser = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
 "externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef","userName":"Eva.Luna@ine.mx","active":true,
 "displayName":"Eva Luna","title":"Subdirectora de Área","preferredLanguage":"es-MX",
 "emails":[{"primary":true,"type":"work","value":"eva.luna@ine.mx"}],"meta":{"resourceType":"User"},
 "name":{"formatted":"Eva Luna","familyName":"Luna","givenName":"Eva"},
 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Junta Local Ejecutiva en Jalisco","employeeNumber":"701984"},"roles":[]}`

// The requests are those of Microsoft's own document (use-scim-to-provision-users-and-groups
// and application-provisioning-config-problem-scim-compatibility), with this institution's data.
//
//clause:test 5.a
//clause:test 5.1.p2
func TestEntraUser(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		if n := h.found("Users", `userName eq "Eva.Luna@ine.mx"`); n != 0 {
			t.Fatalf("found %d", n)
		}
		made := h.ok(http.StatusCreated, "POST", "/Users", entraUser)
		id := made.id()
		if p := h.person("eva.luna"); p.ID != id || p.Name != "Eva Luna" || p.AreaID != "jle-jal" || p.RankID != "mando_medio" || p.Email != "eva.luna@ine.mx" || !p.Active {
			t.Errorf("entered as %+v", p)
		}
		if made.at("userName") != "Eva.Luna@ine.mx" || made.at("externalId") != "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef" || made.at("meta", "resourceType") != "User" ||
			made.header.Get("Location") != "https://pregonero.test/scim/v2/Users/"+id || made.header.Get("ETag") != made.at("meta", "version") {
			t.Errorf("answered %s %v", made.raw, made.header)
		}
		for filter, want := range map[string]int{`userName eq "eva.luna@INE.mx"`: 1, `externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"`: 1, `emails[type eq "work"].value eq "eva.luna@ine.mx"`: 1, `userName eq "nadie"`: 0} {
			if n := h.found("Users", filter); n != want {
				t.Errorf("%s: found %d", filter, n)
			}
		}
		h.refused(http.StatusConflict, "uniqueness", "POST", "/Users", entraUser, "Eva.Luna@ine.mx")

		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(
			`{"op":"Replace","path":"displayName","value":"Eva Luna Sol"}`,
			`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"eva.sol@ine.mx"}`,
			`{"op":"Replace","path":"name.familyName","value":"Luna Sol"}`,
			`{"op":"Add","path":"nickName","value":"Babs"}`,
			`{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"JLE Veracruz"}`,
			`{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber","value":"Eqpj"}`))
		if p := h.person("eva.luna"); p.Name != "Eva Luna Sol" || p.Email != "eva.sol@ine.mx" || p.AreaID != "jle-ver" {
			t.Errorf("changed to %+v", p)
		}
		// With the flag aadOptscim062020: several without a path, whose names are paths.
		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"replace","value":{"displayName":"Eva Sol","name.givenName":"Eva María",
			"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"jle-jal"}}`))
		if p := h.person("eva.luna"); p.Name != "Eva María Luna Sol" || p.AreaID != "jle-jal" {
			t.Errorf("changed to %+v", p)
		}
		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"userName","value":"eva.sol@ine.mx"}`))
		if p := h.person("eva.sol"); p.ID != id {
			t.Errorf("renamed to %+v", p)
		}
		if n := len(h.w.Ledger("person.update")); n != 3 {
			t.Errorf("%d changes in the ledger", n)
		}
		for _, e := range h.w.Ledger("person.") {
			if !strings.HasPrefix(e.Actor, "directorio:") || e.ActorRole != "directory" || e.Via != "scim" || e.Clause == "" || e.ActorName != "Directorio institucional (Entra ID)" {
				t.Errorf("the ledger tells %+v", e)
			}
		}
	})
}

// Entra ID writes False as a text unless it is told not to.
//
//clause:test 7.v
func TestEntraDisable(t *testing.T) {
	t.Parallel()
	for name, op := range map[string]string{
		"as a text":    `{"op":"Replace","path":"active","value":"False"}`,
		"as a boolean": `{"op":"replace","path":"active","value":false}`,
		"by Okta":      `{"op":"replace","value":{"active":false}}`,
		"by its URN":   `{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":false}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(h *house) {
				id := h.ok(http.StatusCreated, "POST", "/Users", entraUser).id()
				for range 2 { // said again, nothing changes
					if a := h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(op)); a.at("active") != false {
						t.Errorf("answered %s", a.raw)
					}
				}
				if h.person("eva.luna").Active || len(h.w.Ledger("person.disable")) != 1 || h.found("Users", `active eq false`) != 1 {
					t.Error("still in, or told twice")
				}
				h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"active","value":"True"}`))
				if !h.person("eva.luna").Active || len(h.w.Ledger("person.return")) != 1 {
					t.Error("did not come back")
				}
			})
		})
	}
}

//clause:test 5.1.p4
func TestEntraGroup(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		made := h.ok(http.StatusCreated, "POST", "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
			"externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"Pregonero - Enlaces de aval - JLE-JAL","meta":{"resourceType":"Group"}}`)
		group := "/Groups/" + made.id()
		if a := h.ok(http.StatusOK, "GET", group+"?excludedAttributes=members", ""); a.at("members") != nil || a.at("displayName") == nil {
			t.Errorf("answered %s", a.raw)
		}
		if a := h.ok(http.StatusOK, "GET", "/Groups?excludedAttributes=members&filter="+escape(`displayName eq "Pregonero - enlaces de aval - jle-jal"`), ""); a.at("Resources", 0, "id") != made.id() || a.at("Resources", 0, "members") != nil {
			t.Errorf("answered %s", a.raw)
		}
		leo, alba := h.person("leo").ID, h.person("alba").ID
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"Add","path":"members","value":[{"$ref":null,"value":"`+leo+`"}]}`))
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"Add","path":"members","value":[{"$ref":null,"value":"`+alba+`"},{"value":"`+leo+`"}]}`))
		if h.roles("leo") != "endorser jle-jal" || h.roles("alba") != "endorser jle-jal" {
			t.Errorf("leo holds %q, alba %q", h.roles("leo"), h.roles("alba"))
		}
		if n := h.found("Groups", `id eq "`+made.id()+`" and members eq "`+leo+`"`); n != 1 {
			t.Errorf("asked whether leo is in: %d", n)
		}
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"Remove","path":"members","value":[{"$ref":null,"value":"`+leo+`"}]}`))
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"remove","path":"members[value eq \"`+alba+`\"]"}`))
		if h.roles("leo")+h.roles("alba") != "" || len(h.w.Ledger("grant.add")) != 2 || len(h.w.Ledger("grant.end")) != 2 {
			t.Errorf("leo holds %q, alba %q", h.roles("leo"), h.roles("alba"))
		}
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"Replace","path":"displayName","value":"Otro nombre"}`))
		if h.found("Groups", `displayName eq "Otro nombre"`) != 1 {
			t.Error("not renamed")
		}
		h.ok(http.StatusNoContent, "DELETE", group, "")
		h.refused(http.StatusNotFound, "", "GET", group, "")
	})
}
