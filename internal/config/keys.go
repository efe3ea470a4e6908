package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// key is one line of the table. what and def are for people, in Spanish.
type key struct {
	name   string // as in the file; PREGONERO_<NAME> in the environment; --<name-with-hyphens> as a flag
	def    string // value when nobody says anything; "" may be completed from other keys
	shown  string // what the document says instead of def
	what   string
	secret bool
	field  func(*Config) any    // pointer to string, bool, int, Secret, slog.Level, []string or []netip.Prefix
	check  func(s string) error // nil: any text
}

// keys is every key there is, in the order of the document.
var keys = []key{
	{name: "listen", def: "127.0.0.1:8080", what: "Dirección y puerto en que escucha el servicio.",
		field: func(c *Config) any { return &c.Listen }, check: hostPort},
	{name: "base_url", def: "http://127.0.0.1:8080", what: "Dirección con que las personas entran, tal como la escriben en el navegador, sin diagonal final.",
		field: func(c *Config) any { return &c.BaseURL }, check: baseURL},
	{name: "practice", def: "false", what: "Modo de práctica: datos de ejemplo y la red de práctica; nada sale al exterior.",
		field: func(c *Config) any { return &c.Practice }},
	{name: "pack", def: "ine", what: "Paquete de normas de la institución: el nombre de uno incluido, o la ruta de un archivo.",
		field: func(c *Config) any { return &c.Pack }, check: notEmpty},
	{name: "data_dir", def: "data", what: "Carpeta de los datos. De ella parten las demás rutas cuando no se indican.",
		field: func(c *Config) any { return &c.DataDir }, check: notEmpty},
	{name: "database", shown: "`<data_dir>/pregonero.db`", what: "Ruta de un archivo SQLite, o dirección de PostgreSQL: `postgres://usuario@servidor:5432/base`.",
		field: func(c *Config) any { return &c.Database }, check: database},
	{name: "database_password", secret: true, what: "Contraseña de PostgreSQL.",
		field: func(c *Config) any { return &c.DatabasePassword }},
	{name: "media", shown: "`file://<data_dir>/media?create=true`", what: "Almacén de imágenes, videos y audios: una carpeta (`file:///…`) o un depósito S3 (`s3://depósito/prefijo?endpoint=https://…&region=…`).",
		field: func(c *Config) any { return &c.Media }, check: withoutCredentials},
	{name: "media_access_key", what: "Llave de acceso del almacén S3.",
		field: func(c *Config) any { return &c.MediaAccessKey }},
	{name: "media_secret_key", secret: true, what: "Llave secreta del almacén S3.",
		field: func(c *Config) any { return &c.MediaSecretKey }},
	{name: "sign_trust", what: "Archivo PEM con los certificados de las autoridades cuyas firmas electrónicas se aceptan en los oficios. Sin él solo se acepta el oficio firmado en papel y digitalizado.",
		field: func(c *Config) any { return &c.SignTrust }},
	{name: "sign_revoked", what: "Archivo con las listas de certificados revocados (CRL, en PEM o DER) de esas autoridades. Se lee en cada firma: basta con reemplazarlo. Sin él no se comprueba si un certificado se revocó, y así se dice en cada oficio.",
		field: func(c *Config) any { return &c.SignRevoked }},
	{name: "vault_key", shown: "`<data_dir>/keys/vault.json`", what: "Archivo de llaves de la bóveda. Debe tener permisos 0600 y respaldarse aparte de la base de datos: sin él no se abren las credenciales.",
		field: func(c *Config) any { return &c.VaultKey }},
	{name: "ledger_key", shown: "`<data_dir>/keys/ledger.key`", what: "Archivo de la llave que firma la bitácora.",
		field: func(c *Config) any { return &c.LedgerKey }},
	{name: "ledger_origin", shown: "servidor de `base_url` + `/bitacora`", what: "Nombre de la bitácora en sus sellos. No debe cambiar una vez en uso: indíquelo antes de empezar.",
		field: func(c *Config) any { return &c.LedgerOrigin }},
	{name: "log_level", def: "info", what: "Detalle del registro: `debug`, `info`, `warn` o `error`.",
		field: func(c *Config) any { return &c.LogLevel }},
	{name: "log_format", def: "text", what: "Forma del registro: `text` o `json`.",
		field: func(c *Config) any { return &c.LogFormat }, check: oneOf("text", "json")},
	{name: "trusted_proxies", what: "Direcciones o redes de los intermediarios cuyo `X-Forwarded-For` se cree, separadas por comas.",
		field: func(c *Config) any { return &c.TrustedProxies }},
	{name: "allow_hosts", what: "Servidores de la red interna (`servidor` o `servidor:puerto`) a los que se puede llamar como red social o visitar al revisar un enlace o una fuente, separados por comas. Los demás de la red interna se rechazan.",
		field: func(c *Config) any { return &c.AllowHosts }},
	{name: "metrics_listen", shown: "apagado", what: "Dirección y puerto en que se ofrecen las métricas de Prometheus.",
		field: func(c *Config) any { return &c.MetricsListen }, check: optional(hostPort)},
	{name: "otlp_endpoint", shown: "apagado", what: "Dirección a la que se envían las trazas de OpenTelemetry: `http://servidor:4318`.",
		field: func(c *Config) any { return &c.OTLPEndpoint }, check: optional(httpURL)},
	{name: "languagetool", shown: "apagado", what: "Dirección de un servidor LanguageTool de la institución, que puede estar en la red interna: `http://servidor:8081`. Recibe los textos que se escriben; sus señalamientos se suman al dictamen. Si no responde en 3 segundos, el dictamen sale sin él y lo dice.",
		field: func(c *Config) any { return &c.LanguageTool }, check: optional(httpURL)},
	{name: "backup_dir", shown: "`<data_dir>/backups`", what: "Carpeta de los respaldos.",
		field: func(c *Config) any { return &c.BackupDir }},
	{name: "workers", def: "4", what: "Tareas que corren al mismo tiempo (publicar, traer comentarios), de 1 a 256.",
		field: func(c *Config) any { return &c.Workers }, check: between(1, 256)},
	{name: "send_lease", def: "3m", what: "Cuánto puede durar un envío a una red antes de darlo por interrumpido y buscarlo en ella, de 5s a 1h.",
		field: func(c *Config) any { return &c.SendLease }, check: lasting(5*time.Second, time.Hour)},
	{name: "mail_smtp", shown: "apagado", what: "Servidor que entrega el correo: `servidor:puerto`. Sin él los avisos esperan en la cola y se dice en Administración.",
		field: func(c *Config) any { return &c.MailSMTP }, check: optional(hostPort)},
	{name: "mail_smtp_security", def: "starttls", what: "Cómo se cierra el camino a ese servidor: `starttls`, `tls` o `none` (solo en la misma máquina o en una red cerrada). El certificado siempre se revisa.",
		field: func(c *Config) any { return &c.MailSecurity }, check: oneOf("starttls", "tls", "none")},
	{name: "mail_smtp_user", what: "Usuario de ese servidor, si lo pide.",
		field: func(c *Config) any { return &c.MailUser }},
	{name: "mail_smtp_password", secret: true, what: "Contraseña de ese usuario.",
		field: func(c *Config) any { return &c.MailPassword }},
	{name: "mail_smtp_ca", shown: "las autoridades del sistema", what: "Ruta de un archivo PEM con la autoridad que firma el certificado de ese servidor.",
		field: func(c *Config) any { return &c.MailCA }},
	{name: "mail_from", what: "Dirección de la que salen los avisos, como `pregonero@institucion.mx`.",
		field: func(c *Config) any { return &c.MailFrom }, check: optional(mailAddress)},
	{name: "mail_inbound_listen", shown: "apagado", what: "Dirección y puerto en que se recibe el correo (SMTP) con las respuestas, los rebotes y las preguntas a la mesa de ayuda.",
		field: func(c *Config) any { return &c.MailInboundListen }, check: optional(hostPort)},
	{name: "mail_inbound_domain", what: "Dominio de las direcciones de respuesta, como `respuestas.institucion.mx`; su correo debe llegar a `mail_inbound_listen`.",
		field: func(c *Config) any { return &c.MailInboundDomain }, check: optional(domain)},
	{name: "mail_inbound_peers", def: "127.0.0.0/8,::1", what: "Servidores de correo (direcciones o redes) a los que se les recibe, separados por comas. Deben ser los de la institución, que revisan quién escribe.",
		field: func(c *Config) any { return &c.MailInboundPeers }},
	{name: "mail_help", what: "Dirección de la mesa de ayuda; lo que llega a ella entra como pregunta.",
		field: func(c *Config) any { return &c.MailHelp }, check: optional(mailAddress)},
}

// set writes a value as text into its field. The error is a Spanish predicate.
func (k key) set(c *Config, s string) (err error) {
	if k.check != nil {
		if err := k.check(s); err != nil {
			return err
		}
	}
	switch at := k.field(c).(type) {
	case *string:
		*at = s
	case *Secret:
		*at = Secret{s}
	case *bool:
		if *at, err = strconv.ParseBool(s); err != nil {
			return fmt.Errorf("debe ser true o false")
		}
	case *int:
		*at, err = strconv.Atoi(s)
	case *time.Duration:
		*at, err = time.ParseDuration(s)
	case *slog.Level:
		if err := oneOf("debug", "info", "warn", "error")(s); err != nil {
			return err
		}
		err = at.UnmarshalText([]byte(s))
	case *[]string:
		*at = list(s)
	case *[]netip.Prefix:
		*at, err = prefixes(list(s))
	}
	return err
}

// text is the value as people may see it.
func (k key) text(c *Config) string {
	switch at := k.field(c).(type) {
	case *string:
		return *at
	case *Secret:
		return at.shown()
	case *bool:
		return strconv.FormatBool(*at)
	case *int:
		return strconv.Itoa(*at)
	case *time.Duration:
		return at.String()
	case *slog.Level:
		return strings.ToLower(at.String())
	case *[]string:
		return strings.Join(*at, ",")
	case *[]netip.Prefix:
		var all []string
		for _, p := range *at {
			all = append(all, p.String())
		}
		return strings.Join(all, ",")
	}
	return ""
}

func (k key) env() string  { return envPrefix + strings.ToUpper(k.name) }
func (k key) flag() string { return strings.ReplaceAll(k.name, "_", "-") }

func list(s string) []string {
	var all []string
	for _, v := range strings.Split(s, ",") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}

func prefixes(all []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range all {
		p, err := netip.ParsePrefix(s)
		if a, aerr := netip.ParseAddr(s); aerr == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("contiene «%s», que no es una dirección ni una red", s)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

func notEmpty(s string) error {
	if s == "" {
		return fmt.Errorf("no puede estar vacío")
	}
	return nil
}

func hostPort(s string) error {
	_, port, err := net.SplitHostPort(s)
	n, perr := strconv.ParseUint(port, 10, 16)
	if err != nil || perr != nil || n == 0 && port != "0" {
		return fmt.Errorf("debe ser servidor:puerto, como 127.0.0.1:8080")
	}
	return nil
}

func httpURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("debe ser una dirección http:// o https://")
	}
	return withoutCredentials(s)
}

func baseURL(s string) error {
	if err := httpURL(s); err != nil {
		return err
	}
	if u, err := url.Parse(s); err != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("debe ser solo https://servidor, sin nada después")
	}
	return nil
}

// database also refuses what looks like an address of something else.
func database(s string) error {
	if isPostgres(s) {
		if u, err := url.Parse(s); err != nil || u.Host == "" && u.Query().Get("host") == "" {
			return fmt.Errorf("no es una dirección de PostgreSQL")
		}
		return nil
	}
	if strings.Contains(s, "://") {
		return fmt.Errorf("debe ser la ruta de un archivo SQLite o comenzar con postgres://")
	}
	return nil
}

func withoutCredentials(s string) error {
	if u, err := url.Parse(s); err != nil || u.User != nil {
		return fmt.Errorf("debe ser una dirección sin usuario ni contraseña")
	}
	return nil
}

func optional(check func(string) error) func(string) error {
	return func(s string) error {
		if s == "" {
			return nil
		}
		return check(s)
	}
}

func oneOf(all ...string) func(string) error {
	return func(s string) error {
		if !slices.Contains(all, s) {
			return fmt.Errorf("debe ser uno de: %s", strings.Join(all, ", "))
		}
		return nil
	}
}

func lasting(from, to time.Duration) func(string) error {
	return func(s string) error {
		if d, err := time.ParseDuration(s); err != nil || d < from || d > to {
			return fmt.Errorf("debe ser una duración de %s a %s, como 3m", from, to)
		}
		return nil
	}
}

func between(from, to int) func(string) error {
	return func(s string) error {
		if n, err := strconv.Atoi(s); err != nil || n < from || n > to {
			return fmt.Errorf("debe ser un número de %d a %d", from, to)
		}
		return nil
	}
}

func mailAddress(s string) error {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" {
		return fmt.Errorf("debe ser una dirección de correo, como pregonero@institucion.mx")
	}
	return nil
}

func domain(s string) error {
	if !domainName.MatchString(s) {
		return fmt.Errorf("debe ser un dominio en minúsculas, como respuestas.institucion.mx")
	}
	return nil
}

var domainName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)
