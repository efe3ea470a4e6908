package api

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
)

const about = `Las mismas acciones que las páginas, con los mismos permisos y la misma bitácora.

- **Llave.** Cada persona crea las suyas en «Mi acceso», con la sesión abierta: una llave no crea otra. Vale lo que valen los cargos de la persona en ese momento, o menos si al crearla se limitó a ciertas acciones. Se envía en «Authorization: Bearer …».
- **Errores.** Son application/problem+json, con una frase en español, qué hacer y, si es una negativa, el criterio en que se apoya. Cada negativa queda en la bitácora.
- **Lo que se avala y se aprueba** es un contenido exacto: se envía su huella (hash), la que devuelve la lectura de la publicación. Si cambió, la respuesta es 409.
- **Cambios simultáneos.** Quien llega segundo recibe 409; vuelva a leer y decida de nuevo.
- **Bitácora pública.** El sello firmado y el árbol, con los formatos públicos C2SP, están fuera de esta interfaz y no piden llave: /bitacora/checkpoint y /bitacora/tile/….`

// config is the library's, with our document and our JSON.
func (s *Service) config() huma.Config {
	c := huma.DefaultConfig("Pregonero", s.Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/openapi", "", "/api/schemas"
	c.Info.Description = about
	c.Servers = []*huma.Server{{URL: s.BaseURL}}
	c.Tags = []*huma.Tag{
		{Name: "publicaciones", Description: "Del borrador a la red, y de regreso"},
		{Name: "bandeja", Description: "Lo que la gente escribe y lo que se le contesta"},
		{Name: "cuentas", Description: "El registro de las cuentas"},
		{Name: "bóveda", Description: "Cómo se guardan los accesos de las cuentas; nunca los accesos"},
		{Name: "personas", Description: "Quién es quién y qué cargo tiene"},
		{Name: "criterios", Description: "Las normas de la institución"},
		{Name: "bitácora", Description: "Todo lo que se hizo y lo que se negó"},
		{Name: "plazos", Description: "Lo que se debe y hasta cuándo"},
		{Name: "reserva", Description: "Lo que se delibera y lo que las áreas mantienen reservado"},
		{Name: "correo", Description: "A quién se le escribió y si le llegó"},
		{Name: "propuestas", Description: "Las propuestas de cuenta, lo que contesta comunicación social y los pasos de la apertura"},
		{Name: "solicitudes", Description: "Lo que se pide a comunicación social o al Comité, y lo que se informa a la superioridad"},
		{Name: "sesiones", Description: "Qué temas de una sesión se publican y cuántas publicaciones tiene"},
		{Name: "incidentes", Description: "Cuentas usadas por quien no debe, y uso indebido"},
		{Name: "oficios", Description: "Oficios con su número, su firma y su prueba"},
		{Name: "público", Description: "Sin llave, para cualquiera"},
	}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"llave": {Type: "http", Scheme: "bearer", Description: "Llave de acceso creada en «Mi acceso»; empieza con pgn_."}}
	c.Formats = map[string]huma.Format{"application/json": format, "json": format}
	c.RejectUnknownQueryParameters = true
	c.CreateHooks = nil // no $schema member in bodies
	for t, alias := range aliases {
		c.Components.Schemas.RegisterTypeAlias(t, alias)
	}
	return c
}

// aliases give the words of the things their lists of values in the document.
var aliases = map[reflect.Type]reflect.Type{
	reflect.TypeFor[post.State]():          reflect.TypeFor[word[post.State]](),
	reflect.TypeFor[post.Stage]():          reflect.TypeFor[word[post.Stage]](),
	reflect.TypeFor[inbox.State]():         reflect.TypeFor[word[inbox.State]](),
	reflect.TypeFor[account.State]():       reflect.TypeFor[word[account.State]](),
	reflect.TypeFor[institution.Role]():    reflect.TypeFor[word[institution.Role]](),
	reflect.TypeFor[institution.Act]():     reflect.TypeFor[word[institution.Act]](),
	reflect.TypeFor[regulation.Severity](): reflect.TypeFor[word[regulation.Severity]](),
	reflect.TypeFor[fault.Kind]():          reflect.TypeFor[word[fault.Kind]](),
	reflect.TypeFor[regulation.Week]():     reflect.TypeFor[week](),
}

// values of each kind of word; TestWords holds them against the code.
var values = map[reflect.Type][]any{
	reflect.TypeFor[post.State]():          {post.Draft, post.Review, post.Endorsed, post.Scheduled, post.Closed, post.Discarded},
	reflect.TypeFor[post.Stage]():          {post.Waiting, post.Sending, post.Published, post.Failed, post.Unknown, post.Missed, post.Withdrawn},
	reflect.TypeFor[inbox.State]():         {inbox.Open, inbox.Answering, inbox.Answered, inbox.Closed},
	reflect.TypeFor[account.State]():       {account.Authorised, account.Registered, account.Active, account.Suspended, account.Closed},
	reflect.TypeFor[institution.Role]():    anys(institution.Roles()),
	reflect.TypeFor[institution.Act]():     anys(institution.Acts()),
	reflect.TypeFor[regulation.Severity](): {regulation.SeverityBlock, regulation.SeverityWarn, regulation.SeverityAdvise},
	reflect.TypeFor[fault.Kind](): {fault.Invalid, fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Conflict, fault.Late,
		fault.Limit, fault.Unavailable, fault.Internal},
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
	}
	return out
}

// word is a string of a closed list.
type word[T ~string] string

// Schema implements huma.SchemaProvider.
func (word[T]) Schema(huma.Registry) *huma.Schema {
	var list []any
	for _, v := range values[reflect.TypeFor[T]()] {
		list = append(list, reflect.ValueOf(v).String())
	}
	return &huma.Schema{Type: huma.TypeString, Enum: list}
}

// week is regulation.Week as JSON has it: the days in Spanish.
type week struct{}

// Schema implements huma.SchemaProvider.
func (week) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, day := range []string{"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"} {
		s.Properties[day] = &huma.Schema{Type: huma.TypeArray, Nullable: true, Items: &huma.Schema{Type: huma.TypeString, Examples: []any{"09:00-18:00"}}}
	}
	return s
}

// closed are the members that are plain strings in the code and yet have a closed list of
// values, by schema and member.
var closed = map[string]map[string][]any{
	"Publication": {"kind": {post.KindPost, post.KindAnswer, post.KindCorrection}},
	"Media":       {"kind": {"image", "video", "audio"}},
	"Picture":     {"kind": {"image", "video", "audio", "document"}},
	"Item":        {"kind": {"comment", "mention", "message", "review"}},
	"LedgerLine":  {"outcome": {"done", "refused"}, "via": {"web", "api", "cli", "job"}},
	"Clause":      {"kept_by": {regulation.KeptByCheck, regulation.KeptByProcess, regulation.KeptByPeople}},
}

// finish completes the document with what the code of the operations does not say.
func finish(doc *huma.OpenAPI) {
	schemas := doc.Components.Schemas
	for name, members := range closed {
		for member, list := range members {
			s := schemas.Map()[name].Properties[member]
			if s.Items != nil {
				s = s.Items
			}
			s.Enum = list
			s.PrecomputeMessages()
		}
	}
	told := schemas.Schema(reflect.TypeFor[httpProblem](), true, "HttpProblem")
	for _, path := range doc.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Put, path.Post, path.Delete} {
			if op == nil {
				continue
			}
			describeResponses(op, told)
			if op.RequestBody != nil {
				for _, content := range op.RequestBody.Content {
					takeNulls(schemas, content.Schema, map[*huma.Schema]bool{})
				}
			}
		}
	}
}

// takeNulls says of every optional word or number of a body what the library does with it:
// null is as good as nothing.
func takeNulls(schemas huma.Registry, s *huma.Schema, seen map[*huma.Schema]bool) {
	if s != nil && s.Ref != "" {
		s = schemas.SchemaFromRef(s.Ref)
	}
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	takeNulls(schemas, s.Items, seen)
	for name, member := range s.Properties {
		takeNulls(schemas, member, seen)
		scalar := member.Type == huma.TypeString || member.Type == huma.TypeInteger || member.Type == huma.TypeBoolean || member.Type == huma.TypeNumber
		if scalar && len(member.Enum) == 0 && !slices.Contains(s.Required, name) {
			member.Nullable = true
		}
	}
}

// describeResponses lists what the operation may answer, in Spanish.
func describeResponses(op *huma.Operation, told *huma.Schema) {
	delete(op.Responses, "default")
	for _, status := range refusals(op) {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Content: map[string]*huma.MediaType{problemType: {Schema: told}}}
	}
	for code, r := range op.Responses {
		status, _ := strconv.Atoi(code)
		r.Description = descriptions[status]
	}
}

// refusals are the statuses of the problems that the operation may answer with.
func refusals(op *huma.Operation) []int {
	all := []int{http.StatusUnprocessableEntity, http.StatusInternalServerError}
	if len(op.Security) > 0 {
		all = append(all, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound)
	}
	if op.Method != http.MethodGet {
		all = append(all, http.StatusConflict, http.StatusRequestEntityTooLarge)
	}
	if op.RequestBody != nil {
		all = append(all, http.StatusBadRequest, http.StatusUnsupportedMediaType)
	}
	return append(all, op.Errors...)
}

var descriptions = map[int]string{
	http.StatusOK:                    "Hecho",
	http.StatusCreated:               "Creado",
	http.StatusNoContent:             "Hecho; no hay nada que devolver",
	http.StatusBadRequest:            "El cuerpo no se puede leer",
	http.StatusUnauthorized:          "Falta la llave, venció o se canceló",
	http.StatusForbidden:             "Sus cargos o su llave no lo permiten; cita el criterio y queda en la bitácora",
	http.StatusNotFound:              "No existe",
	http.StatusConflict:              "Alguien actuó antes, el contenido cambió o ya pasó la hora",
	http.StatusRequestEntityTooLarge: "Es demasiado largo o pesado",
	http.StatusUnsupportedMediaType:  "El cuerpo no viene en el formato debido",
	http.StatusUnprocessableEntity:   "Hay datos que no se aceptan",
	http.StatusInternalServerError:   "Falló de nuestro lado; trae una referencia",
	http.StatusBadGateway:            "La red social no lo hizo o no respondió",
}
