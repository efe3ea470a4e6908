package config

import (
	"fmt"
	"strings"
)

// Doc writes docs/operations/config.md from the table of keys.
func Doc() string {
	var b strings.Builder
	b.WriteString(docHead)
	for _, k := range keys {
		def, flag := k.shown, "`--"+k.flag()+"`"
		if def == "" && k.def != "" {
			def = "`" + k.def + "`"
		}
		what := k.what
		if k.secret {
			flag = "—"
			what += fmt.Sprintf(" Secreto: también se puede dar en un archivo, con `%s%s` o `%s%s`.", k.name, fileSuffix, k.env(), strings.ToUpper(fileSuffix))
		}
		if def == "" {
			def = "—"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | `%s` | %s |\n", k.name, what, def, k.env(), flag)
	}
	return b.String()
}

const docHead = `<!-- Generated from internal/config/keys.go: go generate ./internal/config -->

# Configuración

Cada clave toma su valor, de menor a mayor fuerza, de: el valor por omisión, el archivo YAML que se indica con
` + "`--config`" + ` o ` + "`PREGONERO_CONFIG`" + `, la variable de entorno y la opción de la línea de órdenes.
Una clave desconocida, repetida o con un valor que no se entiende impide que el programa inicie; también una variable
` + "`PREGONERO_…`" + ` que no sea de esta tabla (salvo las que ponen Kubernetes y las pruebas del programa).

Los secretos no se dan como opción, porque otras personas del equipo podrían verla, ni se escriben en el registro.
Un archivo YAML que contenga secretos y que cualquiera pueda leer se rechaza.

Ejemplo:

` + "```yaml" + `
base_url: https://redes.example.mx
listen: 127.0.0.1:8080
database: postgres://pregonero@127.0.0.1:5432/pregonero
database_password_file: /etc/pregonero/database.secret
data_dir: /var/lib/pregonero
vault_key: /etc/pregonero/vault.json
trusted_proxies: [127.0.0.1, 10.20.0.0/16]
` + "```" + `

| Clave | Qué es | Por omisión | Variable | Opción |
|---|---|---|---|---|
`
