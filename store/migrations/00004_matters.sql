-- +goose Up
CREATE TABLE matter (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, account_id TEXT NOT NULL, area_id TEXT NOT NULL,
  subject TEXT NOT NULL, at BIGINT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX matter_state ON matter(kind, state, at);
CREATE INDEX matter_account ON matter(account_id, kind, at);
CREATE INDEX matter_area ON matter(area_id, kind, at);
CREATE INDEX matter_subject ON matter(subject, kind);
CREATE TABLE sequence (series TEXT PRIMARY KEY, n BIGINT NOT NULL);
CREATE TABLE deadline (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, account_id TEXT NOT NULL, area_id TEXT NOT NULL,
  state TEXT NOT NULL, next_at BIGINT NOT NULL, due_at BIGINT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX deadline_next ON deadline(state, next_at);
CREATE INDEX deadline_due ON deadline(state, due_at);
CREATE INDEX deadline_subject ON deadline(subject, kind);
CREATE INDEX deadline_account ON deadline(account_id, state);
-- Of one kind, a subject owes one at a time.
CREATE UNIQUE INDEX deadline_owed ON deadline(subject, kind) WHERE state IN ('open', 'passed');
