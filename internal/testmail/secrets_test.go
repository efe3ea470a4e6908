package testmail_test

import (
	"testing"

	"pregonero/internal/testmail"
	"pregonero/mail"
)

func TestSecrets(t *testing.T) {
	t.Parallel()
	for text, holds := range map[string]bool{
		"Renueve la contraseña de la cuenta a más tardar el martes.": false, "Vea la bóveda: /boveda/01J": false, "El código de conducta rige.": false,
		"Su contraseña es: Cebra4": true, "Contraseña temporal: x": true, "https://x.mx/enlace/abcdefghijklmnopqrstuv": true,
		"otpauth://totp/x": true, "código de recuperación: 1234-5678": true, "v1.123456.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA": true, "la que sabe la prueba": true,
	} {
		m := mail.Message{Paragraphs: []string{"Buen día.", text}}
		if got := testmail.Secrets(m, "la que sabe la prueba"); (len(got) > 0) != holds {
			t.Errorf("%q: %v", text, got)
		}
	}
}
