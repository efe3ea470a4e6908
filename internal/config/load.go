package config

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/goccy/go-yaml"

	"pregonero/internal/fault"
)

const (
	envPrefix  = "PREGONERO_"
	configFlag = "config" // and PREGONERO_CONFIG: the YAML file
	fileSuffix = "_file"  // <secret>_file: a file whose first line is the secret
	maxSecret  = 4096     // bytes
)

// Load reads the configuration for the flags in args (without the program and its command)
// and returns it with the arguments that are no flags. env looks a variable up, such as
// os.LookupEnv. Faults name the key and where its value came from, never a secret value.
func Load(args []string, env func(string) (string, bool)) (*Config, []string, error) {
	flags, chosen, err := parseFlags(args)
	if err != nil {
		return nil, nil, err
	}
	c := &Config{}
	for _, k := range keys {
		if k.def != "" {
			if err := k.set(c, k.def); err != nil {
				return nil, nil, invalid(k.name, "la configuración de fábrica", err.Error())
			}
		}
	}
	path, ok := chosen[configFlag]
	if !ok {
		path, _ = env(envPrefix + "CONFIG")
	}
	if err := fromFile(c, path); err != nil {
		return nil, nil, err
	}
	if err := fromEnv(c, env); err != nil {
		return nil, nil, err
	}
	for _, k := range keys {
		if v, ok := chosen[k.flag()]; ok {
			if err := k.set(c, v); err != nil {
				return nil, nil, invalid(k.name, "la opción --"+k.flag(), err.Error())
			}
		}
	}
	return c, flags.Args(), c.complete()
}

// parseFlags collects the flags that were given, as text.
func parseFlags(args []string) (*flag.FlagSet, map[string]string, error) {
	flags := flag.NewFlagSet("pregonero", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	chosen := map[string]string{}
	keep := func(name string) func(string) error {
		return func(v string) error { chosen[name] = v; return nil }
	}
	flags.Func(configFlag, "archivo de configuración", keep(configFlag))
	for _, k := range keys {
		if k.secret {
			continue
		}
		if _, ok := k.field(&Config{}).(*bool); ok {
			flags.BoolFunc(k.flag(), k.what, keep(k.flag()))
		} else {
			flags.Func(k.flag(), k.what, keep(k.flag()))
		}
	}
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil, nil, err
	}
	if err != nil {
		return nil, nil, fault.New(fault.Invalid, "No se entiende una de las opciones de la línea de órdenes.").
			Then("Consulte docs/operations/config.md; los secretos no se dan como opción.").Because(withoutValues(err))
	}
	return flags, chosen, nil
}

// withoutValues keeps of flag's error what tells the option and drops what was typed
// after it: it could be a secret.
func withoutValues(err error) error {
	text, _, _ := strings.Cut(err.Error(), "=")
	return errors.New(text)
}

func fromFile(c *Config, path string) error {
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fault.New(fault.Invalid, "No se puede leer el archivo de configuración %s.", path).
			Then("Revise la ruta y los permisos.").Because(err)
	}
	values := map[string]any{}
	if err := yaml.UnmarshalWithOptions(text, &values, yaml.Strict()); err != nil {
		return fault.New(fault.Invalid, "El archivo de configuración %s no es YAML válido o repite una clave.", path).
			Then("Revise que cada línea sea «clave: valor» y que ninguna clave se repita.")
	}
	where := "el archivo " + path
	if err := private(path, values); err != nil {
		return err
	}
	for _, k := range keys {
		if err := k.fromMap(c, values, where); err != nil {
			return err
		}
	}
	for name := range values {
		return invalid(name, where, "no existe; corrija el nombre o quítela")
	}
	return nil
}

// fromMap takes the key, or for a secret its file, out of values.
func (k key) fromMap(c *Config, values map[string]any, where string) error {
	v, ok := values[k.name]
	delete(values, k.name)
	if ok {
		s, err := scalar(v)
		if err == nil {
			err = k.set(c, s)
		}
		if err != nil {
			return invalid(k.name, where, err.Error())
		}
	}
	v, ok = values[k.name+fileSuffix]
	if !ok || !k.secret {
		return nil
	}
	delete(values, k.name+fileSuffix)
	s, err := scalar(v)
	if err != nil {
		return invalid(k.name+fileSuffix, where, err.Error())
	}
	return k.secretFile(c, s, where)
}

// scalar writes a YAML value as text; a list, as its elements with commas.
func scalar(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case nil:
		return "", nil
	case bool, int, int64, uint64, float64:
		return fmt.Sprint(v), nil
	case []any:
		var all []string
		for _, e := range v {
			s, err := scalar(e)
			if err != nil {
				return "", err
			}
			all = append(all, s)
		}
		return strings.Join(all, ","), nil
	}
	return "", errors.New("debe ser un valor sencillo o una lista")
}

func fromEnv(c *Config, env func(string) (string, bool)) error {
	for _, k := range keys {
		where := "la variable " + k.env()
		if v, ok := env(k.env()); ok {
			if err := k.set(c, v); err != nil {
				return invalid(k.name, where, err.Error())
			}
		}
		if v, ok := env(k.env() + strings.ToUpper(fileSuffix)); ok && k.secret {
			if err := k.secretFile(c, v, where+strings.ToUpper(fileSuffix)); err != nil {
				return err
			}
		}
	}
	return nil
}

// secretFile reads a secret from the first line of a file.
func (k key) secretFile(c *Config, path, where string) error {
	b, err := os.ReadFile(path)
	line, _, _ := strings.Cut(string(b), "\n")
	line = strings.TrimRight(line, "\r")
	if err != nil || line == "" || len(line) > maxSecret {
		return fault.New(fault.Invalid, "No se puede leer el secreto «%s» del archivo %s, que indica %s.", k.name, path, where).
			Then("Revise la ruta y los permisos, y que su primera línea sea el secreto.").On(k.name).Because(err)
	}
	return k.set(c, line)
}

// private refuses a file with secrets in it that everybody may read.
func private(path string, values map[string]any) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("looking at the configuration file: %w", err)
	}
	if info.Mode().Perm()&0o007 == 0 {
		return nil
	}
	for _, k := range keys {
		text := fmt.Sprint(values[k.name])
		if values[k.name] == nil || !k.secret && !hasPassword(text) {
			continue
		}
		return fault.New(fault.Forbidden, "El archivo de configuración %s contiene secretos y cualquiera puede leerlo.", path).
			Then("Ejecute «chmod 640 " + path + "», o ponga cada secreto en un archivo aparte y nómbrelo con la clave terminada en «" + fileSuffix + "».").On(k.name)
	}
	return nil
}

func hasPassword(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	_, ok := u.User.Password()
	return ok
}

func invalid(name, where, why string) error {
	return fault.New(fault.Invalid, "La clave «%s» de %s %s.", name, where, why).
		Then("Corríjala y vuelva a iniciar; las claves están en docs/operations/config.md.").On(name)
}
