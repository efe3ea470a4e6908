-- +goose Up
CREATE TABLE practice_account (handle TEXT PRIMARY KEY, name TEXT NOT NULL, bio TEXT NOT NULL);
CREATE TABLE practice_code (hash TEXT PRIMARY KEY, handle TEXT NOT NULL, until BIGINT NOT NULL);
CREATE TABLE practice_token (hash TEXT PRIMARY KEY, handle TEXT NOT NULL);
CREATE INDEX practice_token_handle ON practice_token(handle);
CREATE TABLE practice_note (
  id TEXT PRIMARY KEY, n BIGINT NOT NULL, handle TEXT NOT NULL, own BOOLEAN NOT NULL, root TEXT NOT NULL, gone BOOLEAN NOT NULL,
  change BIGINT NOT NULL, likes BIGINT NOT NULL, views BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX practice_note_timeline ON practice_note(handle, root, n);
CREATE INDEX practice_note_changes ON practice_note(handle, own, change);
CREATE INDEX practice_note_root ON practice_note(root, n);
CREATE TABLE practice_file (hash TEXT PRIMARY KEY, type TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE practice_counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);
INSERT INTO practice_counter (id, n) VALUES (1, 0);
