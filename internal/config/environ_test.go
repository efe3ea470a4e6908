package config

import (
	"strings"
	"testing"

	"pregonero/internal/fault"
)

func TestVariablesThatAreNoKeysAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ pair, nearest string }{
		"a key":                          {"PREGONERO_DATA_DIR=/srv", ""},
		"the file":                       {"PREGONERO_CONFIG=/etc/p.yaml", ""},
		"a secret's file":                {"PREGONERO_DATABASE_PASSWORD_FILE=/etc/s", ""},
		"somebody else's":                {"PREGON_DATADIR=x", ""},
		"empty name":                     {"=C:=C:", ""},
		"the tests' own":                 {"PREGONERO_TEST_POSTGRES=postgres://x", ""},
		"the scripts' own":               {"PREGONERO_BIN=bin/pregonero", ""},
		"what Kubernetes gives":          {"PREGONERO_PORT_8080_TCP_ADDR=10.0.0.1", ""},
		"mistyped":                       {"PREGONERO_DATADIR=/srv", "PREGONERO_DATA_DIR"},
		"a letter less":                  {"PREGONERO_BAS_URL=https://x.mx", "PREGONERO_BASE_URL"},
		"mistyped secret":                {"PREGONERO_DATABASE_PASWORD=s3cr3t", "PREGONERO_DATABASE_PASSWORD"},
		"a file of what is no secret":    {"PREGONERO_PACK_FILE=x", "PREGONERO_"},
		"begins as one of the scripts'":  {"PREGONERO_BINN=x", "PREGONERO_"},
		"in small letters it is another": {"PREGONERO_data_dir=x", "PREGONERO_"},
	} {
		err := CheckEnvironment([]string{"HOME=/", c.pair})
		f, bad := fault.Of(err)
		if bad != (c.nearest != "") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if bad && (f.Kind != fault.Invalid || !strings.Contains(f.Next, "«"+c.nearest) || strings.Contains(err.Error()+f.Next, "s3cr3t")) {
			t.Errorf("%s: %v %s", name, err, f.Next)
		}
	}
}
