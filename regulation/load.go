package regulation

import (
	"errors"
	"fmt"
	"io"
	_ "time/tzdata" // zones are the same on a machine that has none

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxPack bounds what is read, in bytes; the largest so far has a tenth of it.
const maxPack = 512 << 10

// Load reads a pack and refuses it on any doubt: an unknown or repeated key, a value of
// the wrong kind, a repeated id, a reference to what does not exist, a rule, check,
// deadline, threshold or text that is missing. The error is a *PackError in Spanish that
// says where.
func Load(r io.Reader) (*Pack, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	var p Pack
	tree, err := decode(data, &p)
	if err != nil {
		return nil, err
	}
	p.complete()
	if problems := p.problems(); len(problems) > 0 {
		return nil, located(problems, tree)
	}
	return &p, nil
}

// complete fills what the file leaves to its surroundings.
func (p *Pack) complete() {
	for id, d := range p.Deadlines {
		d.ID = id
		p.Deadlines[id] = d
	}
	for i := range p.Areas {
		if p.Areas[i].Zone == "" {
			p.Areas[i].Zone = p.Institution.Zone
		}
	}
	if p.Directory.Username == "" {
		p.Directory.Username = BlankUsername
	}
	if p.Attendance.Zone == "" {
		p.Attendance.Zone = p.Institution.Zone
	}
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPack+1))
	if err != nil {
		return nil, fmt.Errorf("read pack: %w", err)
	}
	if len(data) > maxPack {
		return nil, &PackError{Problems: []Problem{{Message: "el archivo es demasiado grande"}}}
	}
	return data, nil
}

// decode reads strict YAML of one document into v.
func decode(data []byte, v any) (ast.Node, error) {
	tokens := lexer.Tokenize(string(data))
	if problem, ok := tangled(tokens); ok {
		return nil, &PackError{Problems: []Problem{problem}}
	}
	// The decoder refuses a key that is there twice, and tells its name.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, unreadable(err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, &PackError{Problems: []Problem{{Message: "el archivo debe tener un documento YAML, y uno solo"}}}
	}
	body := file.Docs[0].Body
	if err := yaml.NodeToValue(body, v, yaml.Strict()); err != nil {
		return nil, unreadable(err)
	}
	return body, nil
}

// maxNesting bounds brackets within brackets, and dashes and colons within a line and
// between its commas: past it the parser's time grows out of bounds. Packs have three.
const maxNesting = 16

// maxTokens bounds the whole, for the same reason; the largest file has a third of it.
const maxTokens = 20_000

// tangled finds what no pack needs and what a hostile file abuses: deep nesting, tags, and
// references within the file, which can multiply.
func tangled(tokens token.Tokens) (Problem, bool) {
	if len(tokens) > maxTokens {
		return Problem{Message: "el archivo es demasiado grande"}, true
	}
	depth, inLine, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, inLine = t.Position.Line, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType:
			return Problem{Line: line, Message: "no se admiten referencias ni etiquetas (&, *, <<, !)"}, true
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.CollectEntryType:
			inLine = 0
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
			inLine++
		}
		if max(depth, inLine) > maxNesting {
			return Problem{Line: line, Message: "hay demasiados niveles, unos dentro de otros"}, true
		}
	}
	return Problem{}, false
}

// unreadable turns what the YAML library says into a problem with its line.
func unreadable(err error) error {
	p := Problem{Message: err.Error()}
	var (
		located   yaml.Error
		unknown   *yaml.UnknownFieldError
		duplicate *yaml.DuplicateKeyError
		kind      *yaml.TypeError
		node      *yaml.UnexpectedNodeTypeError
		syntax    *yaml.SyntaxError
	)
	if errors.As(err, &located) {
		p.Message = located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			p.Line = t.Position.Line
		}
	}
	switch {
	case errors.As(err, &unknown):
		p.Message = fmt.Sprintf("la clave %q no existe", tokenValue(unknown))
	case errors.As(err, &duplicate):
		p.Message = fmt.Sprintf("la clave %q está dos veces", tokenValue(duplicate))
	case errors.As(err, &kind), errors.As(err, &node):
		p.Message = "el valor no es de la clase que se espera: " + p.Message
	case errors.As(err, &syntax):
		p.Message = "no es YAML bien escrito: " + p.Message
	}
	return &PackError{Problems: []Problem{p}, Err: err}
}

func tokenValue(e yaml.Error) string {
	if t := e.GetToken(); t != nil {
		return t.Value
	}
	return ""
}
