package scim_test

import (
	"net/http"
	"testing"
)

// The requests are those of Okta's own document (Okta and SCIM Version 2.0), with this
// institution's data.
//
//clause:test 5.a
func TestOktaUser(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		if a := h.ok(http.StatusOK, "GET", "/Users?startIndex=1&count=2", ""); a.at("totalResults") != float64(5) || a.at("itemsPerPage") != float64(2) {
			t.Errorf("answered %s", a.raw)
		}
		if a := h.ok(http.StatusOK, "GET", "/Users?filter=userName+eq+%22test.user%40ine.mx%22&startIndex=1&count=100", ""); a.at("totalResults") != float64(0) || a.at("Resources") == nil {
			t.Errorf("answered %s", a.raw)
		}
		made := h.ok(http.StatusCreated, "POST", "/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test.user@ine.mx",
			"name":{"givenName":"Test","familyName":"User"},"emails":[{"primary":true,"value":"test.user@ine.mx","type":"work"}],"displayName":"Test User","locale":"en-US",
			"externalId":"00ujl29u0le5T6Aj10h7","groups":[],"password":"1mz050nq","active":true,"userType":"operativo",
			"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"CNCS"}}`, "Content-Type", "application/scim+json; charset=utf-8")
		id := made.id()
		if made.at("password") != nil {
			t.Error("a password came back")
		}
		h.ok(http.StatusOK, "PUT", "/Users/"+id, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"`+id+`","userName":"test.user@ine.mx",
			"name":{"givenName":"Another","middleName":"Excited","familyName":"User"},"emails":[{"primary":true,"value":"test.user@ine.mx","type":"work","display":"test.user@ine.mx"}],
			"active":true,"groups":[],"meta":{"resourceType":"User"}}`)
		if p := h.person("test.user"); p.Name != "Another User" || p.AreaID != "cncs" || p.RankID != "operativo" || !p.Active {
			t.Errorf("became %+v", p)
		}
		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"replace","value":{"active":false}}`))
		if a := h.ok(http.StatusOK, "GET", "/Users/"+id, ""); a.at("active") != false {
			t.Errorf("answered %s", a.raw)
		}
		h.ok(http.StatusOK, "PATCH", "/Users/"+id, patch(`{"op":"replace","value":{"active":true}}`))
		if !h.person("test.user").Active {
			t.Error("did not come back")
		}
	})
}

//clause:test 5.1.p4
func TestOktaGroup(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		made := h.ok(http.StatusCreated, "POST", "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Test SCIMv2","members":[]}`)
		group, leo, alba := "/Groups/"+made.id(), h.person("leo").ID, h.person("alba").ID
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"replace","value":{"id":"`+made.id()+`","displayName":"Pregonero - Enlaces de aval - jle-jal"}}`))
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"remove","path":"members[value eq \"`+leo+`\"]"}`, `{"op":"add","path":"members","value":[{"value":"`+leo+`","display":"leo@ine.mx"}]}`))
		if h.roles("leo") != "endorser jle-jal" {
			t.Errorf("leo holds %q", h.roles("leo"))
		}
		h.ok(http.StatusNoContent, "PATCH", group, patch(`{"op":"replace","path":"members","value":[{"value":"`+alba+`","display":"alba@ine.mx"}]}`))
		if h.roles("leo") != "" || h.roles("alba") != "endorser jle-jal" {
			t.Errorf("leo holds %q, alba %q", h.roles("leo"), h.roles("alba"))
		}
		h.ok(http.StatusOK, "PUT", group, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"`+made.id()+`","displayName":"Pregonero - Enlaces de aval - jle-jal",
			"members":[{"value":"`+leo+`"},{"value":"`+alba+`"}]}`)
		if h.roles("leo") != "endorser jle-jal" || h.roles("alba") != "endorser jle-jal" {
			t.Errorf("leo holds %q, alba %q", h.roles("leo"), h.roles("alba"))
		}
		h.ok(http.StatusNoContent, "DELETE", group, "")
		if h.roles("leo")+h.roles("alba") != "" {
			t.Errorf("leo holds %q, alba %q", h.roles("leo"), h.roles("alba"))
		}
	})
}
