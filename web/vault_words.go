package web

import (
	"context"

	"pregonero/account"
	"pregonero/web/lang"
)

// partWords and factWords are the names that the vault's pages say, by part and by setting.
var (
	partWords = map[account.Part]string{
		account.PartPassword: lang.Key("Contraseña"), account.PartPending: lang.Key("Contraseña nueva"), account.PartSeed: lang.Key("Segundo factor"),
		account.PartCodes: lang.Key("Códigos de recuperación"), account.PartEmail: lang.Key("Correo de recuperación"), account.PartPhone: lang.Key("Teléfono de recuperación"),
	}
	factWords = map[string]string{
		"name": lang.Key("Nombre que se muestra"), "handle": lang.Key("Nombre de la cuenta"), "bio": lang.Key("Descripción"),
		"created": lang.Key("Fecha de creación"), "verified": lang.Key("Verificación"), "second_factor": lang.Key("Segundo factor"),
		"email_confirmed": lang.Key("Correo confirmado"), "contact": lang.Key("Correo y teléfono de contacto"), "apps": lang.Key("Aplicaciones conectadas"),
		"links": lang.Key("Enlaces del perfil"), "picture": lang.Key("Imagen del perfil"), "locked": lang.Key("Cuenta privada"),
		"active": lang.Key("Cuenta activa"), "birth": lang.Key("Fecha de nacimiento"), "sessions": lang.Key("Sesiones abiertas"),
	}
)

func partText(ctx context.Context, p account.Part) string { return lang.Dyn(ctx, partWords[p]) }

// factText names a setting; one that has no name here is shown by its own.
func factText(ctx context.Context, name string) string {
	if words, ok := factWords[name]; ok {
		return lang.Dyn(ctx, words)
	}
	return name
}
