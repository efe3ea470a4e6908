package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"pregonero/internal/fault"
)

// s3 is a bucket on a server that speaks S3.
type s3 struct {
	client *minio.Client
	bucket string
	prefix string // "" or ending in /
}

const (
	amazon        = "https://s3.amazonaws.com"
	defaultRegion = "us-east-1"
	probeTimeout  = 15 * time.Second
)

func openS3(ctx context.Context, u *url.URL, keys Keys) (*s3, error) {
	q := u.Query()
	endpoint, region := q.Get("endpoint"), q.Get("region")
	if err := unknownOptions(q, "endpoint", "region"); err != nil {
		return nil, err
	}
	if endpoint == "" {
		endpoint = amazon
	}
	if region == "" {
		region = defaultRegion
	}
	e, err := url.Parse(endpoint)
	if err != nil || e.Host == "" || e.User != nil || e.Scheme != "http" && e.Scheme != "https" || strings.Trim(e.Path, "/") != "" {
		return nil, badAddress("lleva un «endpoint» que no es de la forma https://servidor")
	}
	if u.Host == "" {
		return nil, badAddress("no dice el nombre del depósito: s3://depósito")
	}
	if keys.Access == "" || keys.Secret == "" {
		return nil, fault.New(fault.Invalid, "Faltan las llaves del almacén S3.").
			Then("Ponga «media_access_key» y «media_secret_key» en la configuración.").On("media_access_key")
	}
	client, err := minio.New(e.Host, &minio.Options{
		Creds: credentials.NewStaticV4(keys.Access, keys.Secret, ""), Secure: e.Scheme == "https", Region: region,
	})
	if err != nil {
		return nil, fmt.Errorf("making the S3 client: %w", err)
	}
	s := &s3{client: client, bucket: u.Host}
	if p := strings.Trim(u.Path, "/"); p != "" {
		s.prefix = p + "/"
	}
	return s, s.probe(ctx, e.Host)
}

// probe refuses to start on a server that cannot be reached or a bucket that is not there.
func (s *s3) probe(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	ok, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil {
		return fault.New(fault.Unavailable, "El almacén S3 de %s no respondió o no aceptó las llaves.", host).
			Then("Revise la dirección, las llaves y la red.").Because(err)
	}
	if !ok {
		return fault.New(fault.Unavailable, "En el almacén S3 de %s no existe el depósito %s.", host, s.bucket).
			Then("Créelo, o corrija «media» en la configuración.")
	}
	return nil
}

func (s *s3) size(ctx context.Context, name string) (int64, error) {
	info, err := s.client.StatObject(ctx, s.bucket, s.prefix+name, minio.StatObjectOptions{})
	if err != nil {
		return 0, missing(err)
	}
	return info.Size, nil
}

// put sends the object in one request, which S3 makes visible whole or not at all, and
// only if there is none.
func (s *s3) put(ctx context.Context, name string, r io.Reader, size int64, mimeType string) error {
	o := minio.PutObjectOptions{ContentType: mimeType, DisableMultipart: true}
	o.SetMatchETagExcept("*")
	_, err := s.client.PutObject(ctx, s.bucket, s.prefix+name, r, size, o)
	if minio.ToErrorResponse(err).StatusCode == http.StatusPreconditionFailed {
		return nil
	}
	return err
}

func (s *s3) open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	if _, err := s.size(ctx, name); err != nil {
		return nil, err // GetObject tells only on the first read
	}
	return s.client.GetObject(ctx, s.bucket, s.prefix+name, minio.GetObjectOptions{})
}

func (s *s3) remove(ctx context.Context, name string) error {
	return missing(s.client.RemoveObject(ctx, s.bucket, s.prefix+name, minio.RemoveObjectOptions{}))
}

func missing(err error) error {
	if err != nil && minio.ToErrorResponse(err).StatusCode == http.StatusNotFound {
		return errors.Join(fs.ErrNotExist, err)
	}
	return err
}
