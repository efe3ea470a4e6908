-- +goose Up
CREATE TABLE area (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, short TEXT NOT NULL, kind TEXT NOT NULL,
  parent_id TEXT NOT NULL, zone TEXT NOT NULL, seat TEXT NOT NULL, email TEXT NOT NULL
);
CREATE TABLE person (
  id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL,
  area_id TEXT NOT NULL REFERENCES area(id), rank_id TEXT NOT NULL, active BOOLEAN NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE login (
  person_id TEXT PRIMARY KEY REFERENCES person(id), password TEXT NOT NULL, totp TEXT NOT NULL,
  totp_step BIGINT NOT NULL, recovery TEXT NOT NULL, failures BIGINT NOT NULL, locked_until BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE passkey (
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), name TEXT NOT NULL, body TEXT NOT NULL, created BIGINT NOT NULL
);
CREATE INDEX passkey_person ON passkey(person_id);
CREATE TABLE session (
  hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), full_rights BOOLEAN NOT NULL,
  created BIGINT NOT NULL, seen BIGINT NOT NULL, expires BIGINT NOT NULL, came_from TEXT NOT NULL, data TEXT NOT NULL
);
CREATE INDEX session_person ON session(person_id);
CREATE TABLE recovery (
  hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), made_by TEXT NOT NULL,
  created BIGINT NOT NULL, expires BIGINT NOT NULL, used BIGINT NOT NULL
);
CREATE TABLE api_token (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, person_id TEXT NOT NULL REFERENCES person(id), name TEXT NOT NULL,
  acts TEXT NOT NULL, created BIGINT NOT NULL, expires BIGINT NOT NULL, revoked BIGINT NOT NULL, used BIGINT NOT NULL
);
CREATE INDEX api_token_person ON api_token(person_id);
CREATE TABLE held (
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), role TEXT NOT NULL, area_id TEXT NOT NULL,
  account_id TEXT NOT NULL, from_at BIGINT NOT NULL, until_at BIGINT NOT NULL
);
CREATE INDEX held_person ON held(person_id);
CREATE INDEX held_account ON held(account_id);
CREATE TABLE account (
  id TEXT PRIMARY KEY, network TEXT NOT NULL, handle TEXT NOT NULL, area_id TEXT NOT NULL REFERENCES area(id),
  state TEXT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX account_area ON account(area_id);
CREATE TABLE secret (
  context TEXT PRIMARY KEY, key_id TEXT NOT NULL, sealed TEXT NOT NULL, updated BIGINT NOT NULL
);
CREATE TABLE post (
  id TEXT PRIMARY KEY, area_id TEXT NOT NULL, source_area TEXT NOT NULL, state TEXT NOT NULL, author TEXT NOT NULL,
  due_at BIGINT NOT NULL, updated BIGINT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX post_state ON post(state, due_at, id, area_id, source_area);
CREATE INDEX post_updated ON post(updated, id, state, area_id, source_area);
CREATE INDEX post_due ON post(due_at);
CREATE INDEX post_scheduled ON post(due_at) WHERE state = 'scheduled';
CREATE TABLE post_account (
  post_id TEXT NOT NULL REFERENCES post(id), account_id TEXT NOT NULL, PRIMARY KEY (account_id, post_id)
);
CREATE INDEX post_account_post ON post_account(post_id);
CREATE TABLE post_revision (
  post_id TEXT NOT NULL REFERENCES post(id), revision BIGINT NOT NULL, at BIGINT NOT NULL, person_id TEXT NOT NULL,
  person_name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (post_id, revision)
);
CREATE TABLE dictamen (
  post_id TEXT NOT NULL REFERENCES post(id), hash TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (post_id, hash)
);
CREATE INDEX dictamen_at ON dictamen(at);
CREATE TABLE publication (
  id TEXT PRIMARY KEY, post_id TEXT NOT NULL, item_id TEXT NOT NULL, account_id TEXT NOT NULL, area_id TEXT NOT NULL,
  kind TEXT NOT NULL, stage TEXT NOT NULL, due_at BIGINT NOT NULL, next_at BIGINT NOT NULL, remote_id TEXT NOT NULL,
  needs_person BOOLEAN NOT NULL, review_at BIGINT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX publication_review ON publication(account_id, review_at) WHERE review_at > 0;
CREATE INDEX publication_post ON publication(post_id);
CREATE INDEX publication_account ON publication(account_id, due_at);
CREATE INDEX publication_stage ON publication(account_id, stage, due_at);
CREATE INDEX publication_due ON publication(due_at);
CREATE INDEX publication_remote ON publication(account_id, remote_id);
CREATE INDEX publication_owed ON publication(next_at) WHERE stage IN ('scheduled', 'sending', 'unknown');
-- What the near copies of a publication are found by (check/alike), and what a post is about.
CREATE TABLE publication_sketch (id TEXT PRIMARY KEY, sketch TEXT NOT NULL);
CREATE TABLE post_topic (post_id TEXT PRIMARY KEY REFERENCES post(id), topic TEXT NOT NULL);
CREATE INDEX post_topic_topic ON post_topic(topic, post_id);
-- What was found where links and sources lead; at = 0: asked for and not yet seen.
CREATE TABLE page (key TEXT PRIMARY KEY, asked BIGINT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL);
CREATE TABLE media (
  hash TEXT PRIMARY KEY, area_id TEXT NOT NULL, created BIGINT NOT NULL, person_id TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE item (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL, area_id TEXT NOT NULL, thread_id TEXT NOT NULL, publication_id TEXT NOT NULL,
  remote_id TEXT NOT NULL, state TEXT NOT NULL, kind TEXT NOT NULL, at BIGINT NOT NULL, due_at BIGINT NOT NULL,
  assignee TEXT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL, words TEXT NOT NULL, UNIQUE (account_id, remote_id)
);
CREATE INDEX item_account ON item(account_id, state, due_at, id, assignee, at);
CREATE INDEX item_state ON item(state, due_at);
CREATE INDEX item_thread ON item(thread_id, at);
CREATE INDEX item_publication ON item(publication_id, at);
CREATE TABLE cursor_of (
  account_id TEXT NOT NULL, source TEXT NOT NULL, value TEXT NOT NULL, at BIGINT NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (account_id, source)
);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_at BIGINT NOT NULL);
CREATE TABLE ledger_entry (
  id TEXT PRIMARY KEY, n BIGINT, at BIGINT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
  account TEXT NOT NULL, area TEXT NOT NULL, outcome TEXT NOT NULL, salt TEXT NOT NULL, body TEXT NOT NULL, commitment TEXT NOT NULL
);
CREATE UNIQUE INDEX ledger_entry_n ON ledger_entry(n) WHERE n IS NOT NULL;
CREATE INDEX ledger_entry_waiting ON ledger_entry(id) WHERE n IS NULL;
CREATE INDEX ledger_entry_account ON ledger_entry(account, id);
CREATE INDEX ledger_entry_area ON ledger_entry(area, id);
CREATE INDEX ledger_entry_actor ON ledger_entry(actor, id);
CREATE INDEX ledger_entry_subject ON ledger_entry(subject, id);
CREATE TABLE ledger_node (idx BIGINT PRIMARY KEY, hash TEXT NOT NULL);
CREATE TABLE ledger_checkpoint (size BIGINT PRIMARY KEY, at BIGINT NOT NULL, note TEXT NOT NULL);
CREATE TABLE ledger_head (id BIGINT PRIMARY KEY, size BIGINT NOT NULL);
INSERT INTO ledger_head (id, size) VALUES (1, 0);
