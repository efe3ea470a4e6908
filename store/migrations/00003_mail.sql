-- +goose Up
-- One row a receiver: what was to be sent, and what became of it.
CREATE TABLE mail (
  id TEXT PRIMARY KEY, thread TEXT NOT NULL, address TEXT NOT NULL, token TEXT NOT NULL, state TEXT NOT NULL,
  at BIGINT NOT NULL, next_at BIGINT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX mail_state ON mail(state, at);
CREATE INDEX mail_thread ON mail(thread, at);
CREATE INDEX mail_address ON mail(address, at);
CREATE INDEX mail_due ON mail(next_at) WHERE state IN ('queued', 'sending');
CREATE UNIQUE INDEX mail_token ON mail(token);
-- Received messages, so that the same one is not taken twice.
CREATE TABLE mail_received (
  message_id TEXT PRIMARY KEY, at BIGINT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
  sender TEXT NOT NULL, subject TEXT NOT NULL, thread TEXT NOT NULL
);
CREATE INDEX mail_received_at ON mail_received(at);
CREATE INDEX mail_received_thread ON mail_received(thread, sender, at);
-- Addresses that their owner was asked to confirm (at = 0), and those that were confirmed.
CREATE TABLE mail_verified (person_id TEXT PRIMARY KEY, address TEXT NOT NULL, token_hash TEXT NOT NULL, asked BIGINT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX mail_verified_token ON mail_verified(token_hash);
