package mastodontest

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// extract holds the operations that the server offers and the entities that they name, as
// facts without the document's words; gen makes it from the document.
//
//go:embed contract.json
var extract []byte

// contract judges every request and answer by the description of the API.
type contract struct {
	source string // which description, for the log of a test
	doc    *openapi3.T
	router routers.Router

	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

// theContract is the whole document where ../shared has it, else the extract.
var theContract = sync.OnceValues(func() (*contract, error) {
	if path := DocumentPath(); path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read document: %w", err)
		}
		return load(path, data)
	}
	return theExtract()
})

// theExtract is the contract that a fresh clone has.
var theExtract = sync.OnceValues(func() (*contract, error) {
	return load("contract.json, the extract in the package", extract)
})

// DocumentPath is where the shared document lies, "" when it is not there.
func DocumentPath() string {
	dir, err := os.Getwd()
	for ; err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			continue
		}
		path := filepath.Join(dir, "..", "shared", "specs", "mastodon", "openapi.json")
		if _, err := os.Stat(path); err == nil {
			return path
		}
		return ""
	}
	return ""
}

func load(name string, data []byte) (*contract, error) {
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", name, err)
	}
	doc.Servers = nil // any host
	observe(doc)
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("route %s: %w", name, err)
	}
	text, err := doc.MarshalJSON()
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", name, err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("api.json", value); err != nil {
		return nil, fmt.Errorf("compile %s: %w", name, err)
	}
	return &contract{source: name, doc: doc, router: router, compiler: compiler, compiled: map[string]*jsonschema.Schema{}}, nil
}

// observe corrects what the document says otherwise than servers do.
//
//   - Idempotency-Key is typed as an object; it is a string (docs.joinmastodon.org/methods/statuses).
//   - A new status is oneOf text, media or poll, but text with media fits two of them, and
//     is allowed (same page: status is optional with media_ids): anyOf.
//   - media_attributes[] is typed as a list of strings; it is a list of id, description and
//     focus (same page, "media_attributes[][id]"; in JSON without the brackets).
func observe(doc *openapi3.T) {
	for _, p := range doc.Paths.Value("/api/v1/statuses").Post.Parameters {
		if p.Value.Name == "Idempotency-Key" {
			p.Value.Schema = openapi3.NewStringSchema().NewRef()
		}
	}
	body := doc.Paths.Value("/api/v1/statuses").Post.RequestBody.Value.Content["application/json"].Schema.Value
	body.AnyOf, body.OneOf = body.OneOf, nil
	edit := doc.Paths.Value("/api/v1/statuses/{id}").Put.RequestBody.Value.Content["application/json"].Schema.Value
	delete(edit.Properties, "media_attributes[]")
	edit.Properties["media_attributes"] = openapi3.NewArraySchema().WithItems(openapi3.NewObjectSchema().
		WithProperty("id", openapi3.NewStringSchema()).WithProperty("description", openapi3.NewStringSchema()).
		WithProperty("focus", openapi3.NewStringSchema())).NewRef()
	// A list is a list, however a form writes it.
	app := doc.Paths.Value("/api/v1/apps").Post.RequestBody.Value.Content["application/json"].Schema.Value
	app.Properties["redirect_uris"] = openapi3.NewArraySchema().WithItems(openapi3.NewStringSchema()).NewRef()
}

var options = openapi3filter.Options{IncludeResponseStatus: true, MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}

// call is one request, as the contract understands it.
type call struct {
	input   *openapi3filter.RequestValidationInput
	path    map[string]string
	query   url.Values
	body    map[string]any // of JSON, a form or multipart; nil without a body
	file    []byte         // of multipart
	kind    string         // of the file
	checked bool           // the body is already validated
	bearer  string
	key     string // Idempotency-Key
}

// read matches, normalises and validates a request.
func (c *contract) read(r *http.Request) (*call, error) {
	r.URL.Path = strings.TrimSuffix(r.URL.Path, "/") // Rails does not mind it
	query := url.Values{}
	for name, values := range r.URL.Query() {
		query[strings.TrimSuffix(name, "[]")] = values // Rails writes lists so
	}
	r.URL.RawQuery = query.Encode()
	route, path, err := c.router.FindRoute(r)
	if err != nil {
		return nil, fmt.Errorf("the document has no %s %s: %w", r.Method, r.URL.Path, err)
	}
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	k := &call{path: path, query: query, bearer: bearer, key: r.Header.Get("Idempotency-Key")}
	if err := k.readBody(r, route.Operation); err != nil {
		return nil, err
	}
	rules := options
	rules.ExcludeRequestBody = k.checked
	k.input = &openapi3filter.RequestValidationInput{Request: r, PathParams: path, Route: route, Options: &rules}
	return k, errors.Join(unknownParameters(route.Operation, query), openapi3filter.ValidateRequest(context.WithoutCancel(r.Context()), k.input))
}

func unknownParameters(op *openapi3.Operation, query url.Values) error {
	var errs []error
	for name := range query {
		if op.Parameters.GetByInAndName("query", name) == nil {
			errs = append(errs, fmt.Errorf("query parameter %q is not in the document", name))
		}
	}
	return errors.Join(errs...)
}

// readBody turns any form of body into the one that the document describes.
func (k *call) readBody(r *http.Request, op *openapi3.Operation) error {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return fmt.Errorf("read body: %w", err)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	if op.RequestBody == nil {
		if len(data) > 0 {
			return errors.New("the document has no body here")
		}
		return nil
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch {
	case len(data) == 0:
		return nil
	case kind == "multipart/form-data":
		return k.readMultipart(r, op, data)
	case kind == "application/x-www-form-urlencoded":
		return k.readForm(r, op, string(data))
	}
	if err := json.Unmarshal(data, &k.body); err != nil {
		return fmt.Errorf("decode %s body: %w", kind, err)
	}
	return unknownFields(k.body, op.RequestBody.Value.Content["application/json"].Schema)
}

// readForm makes the JSON that a form stands for, as Rails does.
func (k *call) readForm(r *http.Request, op *openapi3.Operation, data string) error {
	form, err := url.ParseQuery(data)
	if err != nil {
		return fmt.Errorf("parse form: %w", err)
	}
	schema := op.RequestBody.Value.Content["application/json"].Schema
	known := properties(schema)
	k.body = map[string]any{}
	for name, values := range form {
		name = strings.TrimSuffix(name, "[]")
		property := known[name]
		switch {
		case property != nil && property.Value.Type.Includes("array"):
			k.body[name] = values
		case property != nil && property.Value.Type.Includes("boolean"):
			k.body[name] = slices.Contains([]string{"true", "True", "1"}, values[0])
		default:
			k.body[name] = values[0]
		}
	}
	text, err := json.Marshal(k.body)
	if err != nil {
		return fmt.Errorf("encode form: %w", err)
	}
	if err := json.Unmarshal(text, &k.body); err != nil { // lists become []any
		return fmt.Errorf("decode form: %w", err)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Type", "application/json")
	return unknownFields(k.body, schema)
}

// readMultipart checks the fields by hand: the document's word for a file is binary, and a
// validator would need a decoder for every type of picture.
func (k *call) readMultipart(r *http.Request, op *openapi3.Operation, data []byte) error {
	content := op.RequestBody.Value.Content["multipart/form-data"]
	if content == nil {
		return errors.New("the document has no multipart body here")
	}
	if err := r.ParseMultipartForm(32 << 20); err != nil {
		return fmt.Errorf("parse multipart: %w", err)
	}
	k.body = map[string]any{}
	for name, values := range r.MultipartForm.Value {
		k.body[name] = values[0]
	}
	for name, files := range r.MultipartForm.File {
		k.body[name] = files[0].Filename
		f, err := files[0].Open()
		if err != nil {
			return fmt.Errorf("open %s: %w", name, err)
		}
		defer f.Close()
		if k.file, err = io.ReadAll(f); err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		k.kind = files[0].Header.Get("Content-Type")
	}
	for _, name := range content.Schema.Value.Required {
		if _, ok := k.body[name]; !ok {
			return fmt.Errorf("field %q is missing", name)
		}
	}
	if k.body["file"] != nil && k.kind == "" {
		return errors.New("the file has no MIME type")
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	k.checked = true
	return unknownFields(k.body, content.Schema)
}

// judge validates an answer.
func (c *contract) judge(k *call, status int, body []byte) error {
	described := k.input.Route.Operation.Responses.Status(status)
	if described == nil {
		return errors.New("the document does not list this status")
	}
	content := described.Value.Content.Get("application/json")
	if content == nil {
		return nil
	}
	schema, err := c.schema(k.input.Route, status)
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("answer is not JSON: %w", err)
	}
	return errors.Join(schema.Validate(v), unknownFields(v, content.Schema))
}

// schema is the description of an answer, compiled once: kin-openapi's own validator
// compiles it anew for each answer, which takes most of a test's time. An OpenAPI 3.1
// document is JSON Schema 2020-12 itself, so it is compiled as it is.
func (c *contract) schema(route *routers.Route, status int) (*jsonschema.Schema, error) {
	path := strings.NewReplacer("~", "~0", "/", "~1").Replace(route.Path)
	place := fmt.Sprintf("api.json#/paths/%s/%s/responses/%d/content/application~1json/schema", path, strings.ToLower(route.Method), status)
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, done := c.compiled[place]; done {
		return s, nil
	}
	s, err := c.compiler.Compile(place)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", place, err)
	}
	c.compiled[place] = s
	return s, nil
}

// properties are the fields of a schema, those of its alternatives and parts included.
func properties(s *openapi3.SchemaRef) openapi3.Schemas {
	all := openapi3.Schemas{}
	if s == nil || s.Value == nil {
		return all
	}
	for name, p := range s.Value.Properties {
		all[name] = p
	}
	for _, part := range slices.Concat(s.Value.AllOf, s.Value.OneOf, s.Value.AnyOf) {
		for name, p := range properties(part) {
			all[name] = p
		}
	}
	return all
}

// unknownFields finds, at any depth, fields that the schema does not name.
func unknownFields(v any, s *openapi3.SchemaRef) error {
	var errs []error
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			errs = append(errs, unknownFields(e, items(s)))
		}
	case map[string]any:
		known := properties(s)
		if len(known) == 0 {
			return nil
		}
		for name, value := range v {
			p, ok := known[name]
			if !ok {
				errs = append(errs, fmt.Errorf("field %q is not in the document", name))
				continue
			}
			errs = append(errs, unknownFields(value, p))
		}
	}
	return errors.Join(errs...)
}

func items(s *openapi3.SchemaRef) *openapi3.SchemaRef {
	if s == nil || s.Value == nil {
		return nil
	}
	if s.Value.Items != nil {
		return s.Value.Items
	}
	for _, part := range slices.Concat(s.Value.AllOf, s.Value.OneOf, s.Value.AnyOf) {
		if i := items(part); i != nil {
			return i
		}
	}
	return nil
}
