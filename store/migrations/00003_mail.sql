-- +goose Up
-- One row a receiver: what was to be sent, and what became of it.
CREATE TABLE mail (
  id TEXT PRIMARY KEY, thread TEXT NOT NULL, address TEXT NOT NULL, token TEXT NOT NULL, state TEXT NOT NULL,
  at BIGINT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX mail_state ON mail(state, at);
CREATE INDEX mail_thread ON mail(thread, at);
CREATE UNIQUE INDEX mail_token ON mail(token);
-- Received messages, so that the same one is not taken twice.
CREATE TABLE mail_received (message_id TEXT PRIMARY KEY, at BIGINT NOT NULL, outcome TEXT NOT NULL, sender TEXT NOT NULL, thread TEXT NOT NULL);
-- Addresses that their owner has confirmed.
CREATE TABLE mail_verified (person_id TEXT PRIMARY KEY, address TEXT NOT NULL, at BIGINT NOT NULL);
