-- +goose Up
-- Who brought a file: the same bytes may come from several areas.
CREATE TABLE media_keeper (hash TEXT NOT NULL, area_id TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (hash, area_id, person_id));
INSERT INTO media_keeper (hash, area_id, person_id) SELECT hash, area_id, person_id FROM media;
