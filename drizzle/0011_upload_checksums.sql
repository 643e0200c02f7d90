ALTER TABLE `upload_sessions` ADD `part_checksum` enum('sha256');--> statement-breakpoint
ALTER TABLE `upload_sessions` ADD `idempotency_key` varchar(64);--> statement-breakpoint
ALTER TABLE `upload_sessions` ADD CONSTRAINT `upload_sessions_idempotency` UNIQUE(`owner_id`,`idempotency_key`);