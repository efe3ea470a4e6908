package paper

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/digitorus/pkcs7"
	"golang.org/x/text/unicode/norm"

	"pregonero/internal/fault"
)

// Signature is what a valid signature says.
type Signature struct {
	Name        string    `json:"name"` // of the certificate's holder
	Serial      string    `json:"serial"`
	Issuer      string    `json:"issuer"`
	Expires     time.Time `json:"expires"`
	Fingerprint string    `json:"fingerprint"` // of the certificate: hex SHA-256
	Revocation  string    `json:"revocation"`  // whether the authority took it back: NotRevoked, NotAsked or OldList
}

var byteRange = regexp.MustCompile(`/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]`)

// VerifyPDF says who signed the document, or exactly why the signature is not accepted.
// signed must be the document's own bytes with one signature after them that covers the
// whole file: what was added or changed later, and signatures of other documents, are
// refused.
func VerifyPDF(document, signed []byte, trust Trust, now time.Time) (Signature, error) {
	if !bytes.HasPrefix(signed, []byte("%PDF-")) {
		return Signature{}, refuse("El archivo no es un PDF.", "Suba el PDF firmado.")
	}
	if !bytes.HasPrefix(signed, document) {
		return Signature{}, refuse("El PDF no es el del oficio: su contenido es otro o cambió.", "Descargue el oficio de esta página, fírmelo sin cambiarlo y vuelva a subirlo.")
	}
	added := signed[len(document):]
	found := byteRange.FindAllSubmatch(added, -1)
	if len(found) == 0 {
		return Signature{}, refuse("El PDF no trae una firma electrónica.", "Fírmelo con su certificado, o suba el oficio firmado a mano y digitalizado.")
	}
	if len(found) > 1 {
		return Signature{}, refuse("El PDF trae más de una firma, o se le agregó algo después de firmarlo.", "Suba el PDF con la firma de la persona titular y nada más.")
	}
	content, container, err := covered(signed, len(document), found[0][1:])
	if err != nil {
		return Signature{}, err
	}
	s, err := verify(content, container, trust, now)
	if err != nil {
		return s, err
	}
	if !looksTheSame(document, signed) {
		return Signature{}, refuse("El PDF se cambió antes de firmarlo: lo que se lee no es el oficio.", "Descargue el oficio, fírmelo sin cambiarlo y vuelva a subirlo.")
	}
	return s, nil
}

// VerifyDetached says who signed the document with a signature in a file of its own (.p7s).
func VerifyDetached(document, container []byte, trust Trust, now time.Time) (Signature, error) {
	return verify(document, der(container), trust, now)
}

// covered takes what the signature covers and the signature itself out of the file. The two
// must be the whole file.
func covered(file []byte, document int, numbers [][]byte) (content, container []byte, err error) {
	var n [4]int
	for i, text := range numbers {
		if n[i], err = strconv.Atoi(string(text)); err != nil {
			return nil, nil, notWhole()
		}
	}
	start, end := n[1], n[2]
	if n[0] != 0 || start < document || end < start+2 || end > len(file) || n[3] < 0 || end+n[3] != len(file) || file[start] != '<' || file[end-1] != '>' {
		return nil, nil, notWhole()
	}
	container = make([]byte, hex.DecodedLen(end-start-2))
	if _, err := hex.Decode(container, file[start+1:end-1]); err != nil {
		return nil, nil, notWhole()
	}
	var whole asn1.RawValue
	if _, err := asn1.Unmarshal(container, &whole); err == nil {
		container = whole.FullBytes // the rest is the room that was left for it
	}
	return append(bytes.Clone(file[:start]), file[end:]...), container, nil
}

func notWhole() error {
	return refuse("La firma no cubre todo el documento.", "Descargue el oficio, fírmelo sin cambiarlo y vuelva a subirlo.")
}

func verify(content, container []byte, trust Trust, now time.Time) (Signature, error) {
	p7, err := pkcs7.Parse(container)
	if err != nil {
		return Signature{}, refuse("La firma está dañada o no es una firma.", "Firme de nuevo y suba el archivo.")
	}
	c := p7.GetOnlySigner()
	if c == nil {
		return Signature{}, refuse("La firma no dice de quién es, o es de varias personas.", "Suba el oficio firmado solo por la persona titular.")
	}
	if err := inDate(c, now); err != nil {
		return Signature{}, err
	}
	p7.Content = content
	if err := p7.Verify(); err != nil {
		return Signature{}, refuse("La firma no corresponde a este documento: se alteró después de firmarlo, o la firma es de otro.", "Descargue el oficio, fírmelo sin cambiarlo y vuelva a subirlo.")
	}
	revocation, err := trust.believe(c, p7.Certificates, now)
	if err != nil {
		return Signature{}, err
	}
	return Signature{Name: c.Subject.CommonName, Serial: c.SerialNumber.String(), Issuer: c.Issuer.CommonName, Expires: c.NotAfter,
		Fingerprint: fingerprint(c), Revocation: revocation}, nil
}

func refuse(sentence, next string) error {
	return fault.New(fault.Invalid, "%s", sentence).Then(next).On("signed")
}

// SamePerson tells whether the certificate's holder has the person's name: the same words
// in any order, whatever their case and accents.
func SamePerson(holder, person string) bool {
	a, b := words(holder), words(person)
	if len(a) == 0 || len(a) != len(b) {
		return false
	}
	for w, n := range a {
		if b[w] != n {
			return false
		}
	}
	return true
}

func words(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.FieldsFunc(norm.NFD.String(strings.ToLower(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		out[strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, w)]++
	}
	return out
}
