package ledger

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"pregonero/internal/fault"
)

// What cannot be an export at all is refused with a fault, in clear words.
func TestVerifyRefuses(t *testing.T) {
	t.Parallel()
	export := sampleLog(t).export(t, "")
	raw := func(headers ...*zip.FileHeader) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, h := range headers {
			if _, err := z.CreateRaw(h); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	change := func(edit func(*archiveOf)) []byte {
		a := unpack(t, export)
		edit(a)
		return a.pack(t)
	}
	tests := []struct {
		name    string
		data    []byte
		trusted string
		says    string
	}{
		{"nothing", nil, "", "no es un zip que se pueda leer"},
		{"no zip", []byte("hola, soy una bitácora"), "", "no es un zip que se pueda leer"},
		{"half a zip", export[:len(export)/2], "", "no es un zip que se pueda leer"},
		{"an empty zip", raw(), "", "no trae una llave pública"},
		{"a path that climbs", raw(&zip.FileHeader{Name: "entries/../../etc/passwd"}), "", "ruta que sale de su carpeta"},
		{"an absolute path", raw(&zip.FileHeader{Name: "/etc/passwd"}), "", "ruta que sale de su carpeta"},
		{"a path with a drive", raw(&zip.FileHeader{Name: `C:\windows`}), "", "ruta que sale de su carpeta"},
		{"a file twice", raw(&zip.FileHeader{Name: fileManifest}, &zip.FileHeader{Name: fileManifest}), "", "dos veces el archivo manifest.json"},
		{"a bomb", raw(&zip.FileHeader{Name: firstEntries, UncompressedSize64: 1 << 40}), "", "se infla a más de 200 veces"},
		{"many small bombs", raw(&zip.FileHeader{Name: firstEntries, UncompressedSize64: 1 << 63}, &zip.FileHeader{Name: fileKey, UncompressedSize64: 1 << 63}), "", "se infla a más de 200 veces"},
		{"no manifest", change(func(a *archiveOf) { delete(a.files, fileManifest) }), "", "no trae un manifest.json que se pueda leer"},
		{"a manifest that is no JSON", change(func(a *archiveOf) { a.files[fileManifest] = []byte("{") }), "", "no tiene la forma debida"},
		{"a manifest of another version", change(func(a *archiveOf) {
			a.files[fileManifest] = bytes.Replace(a.files[fileManifest], []byte(`"v":1`), []byte(`"v":2`), 1)
		}), "", "es de otra versión del programa"},
		{"no key", change(func(a *archiveOf) { delete(a.files, fileKey) }), "", "no trae una llave pública"},
		{"a broken key", change(func(a *archiveOf) { a.files[fileKey] = a.files[fileKey][:30] }), "", "no trae una llave pública"},
		{"a trusted key that is none", export, "pregonero.example/bitacora+1", "La llave pública que usted dio no tiene la forma debida"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report, err := verifyBytes(t, tt.data, tt.trusted)
			f, ok := fault.Of(err)
			if !ok || !strings.Contains(f.Sentence(), tt.says) {
				t.Errorf("want %q, got %v and %+v", tt.says, err, report)
			}
		})
	}
}

// Other programs write folders into their zips; that changes nothing.
func TestVerifyTakesZipsOfOtherPrograms(t *testing.T) {
	t.Parallel()
	a := unpack(t, sampleLog(t).export(t, ""))
	a.names = append([]string{dirEntries, dirHashes}, a.names...)
	a.files[dirEntries], a.files[dirHashes] = []byte{}, []byte{}
	mustVerify(t, a.pack(t))
}

// The sizes that a zip declares are not believed either: the data says how long it is.
func TestVerifyFindsFalseSizes(t *testing.T) {
	t.Parallel()
	export := sampleLog(t).export(t, "")
	at := bytes.LastIndex(export, []byte(firstEntries)) - 46 + 24 // its uncompressed size in the directory
	export[at] ^= 0x40
	report, err := verifyBytes(t, export, testVerifier)
	if err != nil || report.OK() {
		t.Errorf("%v: %q", err, report.Sentences())
	}
}

func TestExportNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"manifest.json", "entries/000000.jsonl", "entries/1234567.jsonl", "hashes/000012.bin"} {
		if !isExportName(name) {
			t.Errorf("%s is not taken", name)
		}
	}
	for _, name := range []string{"", "Manifest.json", "entries/0.jsonl", "entries/000000.bin", "entries/-00001.jsonl", "entries/000000.jsonl.exe", "entries/ 00001.jsonl", "hashes/", "x/000000.jsonl"} {
		if isExportName(name) {
			t.Errorf("%s is taken", name)
		}
	}
}
