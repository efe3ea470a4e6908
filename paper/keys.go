package paper

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"

	"github.com/youmark/pkcs8"
	"software.sslmate.com/src/go-pkcs12"

	"pregonero/internal/fault"
)

// maxKeyFile bounds a certificate or key file, in bytes.
const maxKeyFile = 64 << 10

// OpenPKCS12 reads a .p12 or .pfx file with its pass-phrase.
func OpenPKCS12(file []byte, passphrase string) (Signer, error) {
	if len(file) == 0 || len(file) > maxKeyFile {
		return Signer{}, notAKey()
	}
	key, certificate, chain, err := pkcs12.DecodeChain(file, passphrase)
	if err != nil {
		return Signer{}, notAKey()
	}
	return signer(certificate, chain, key)
}

// OpenPair reads a certificate (.cer, DER or PEM) and its encrypted private key (.key,
// PKCS#8), as the tax administration gives them.
func OpenPair(certificate, key []byte, passphrase string) (Signer, error) {
	if len(certificate) == 0 || len(key) == 0 || len(certificate)+len(key) > maxKeyFile {
		return Signer{}, notAKey()
	}
	c, err := x509.ParseCertificate(der(certificate))
	if err != nil {
		return Signer{}, notAKey()
	}
	k, err := pkcs8.ParsePKCS8PrivateKey(der(key), []byte(passphrase))
	if err != nil {
		return Signer{}, notAKey()
	}
	return signer(c, nil, k)
}

func der(file []byte) []byte {
	if block, _ := pem.Decode(file); block != nil {
		return block.Bytes
	}
	return file
}

func signer(c *x509.Certificate, chain []*x509.Certificate, key any) (Signer, error) {
	s, ok := key.(crypto.Signer)
	if !ok {
		return Signer{}, notAKey()
	}
	public, ok := s.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(c.PublicKey) {
		return Signer{}, fault.New(fault.Invalid, "La llave privada no es la de ese certificado.").Then("Elija los dos archivos que le entregaron juntos.").On("certificate")
	}
	return Signer{Certificate: c, Chain: chain, Key: s}, nil
}

// notAKey is one sentence for every reason: which of them tells something of the key.
func notAKey() error {
	return fault.New(fault.Invalid, "No se pudo abrir el certificado con esa contraseña.").
		Then("Revise que sea el archivo .p12 o .pfx, o el par .cer y .key, y escriba su contraseña otra vez.").On("certificate")
}
