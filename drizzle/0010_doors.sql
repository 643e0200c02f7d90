CREATE TABLE `upload_locks` (
	`upload_id` char(26) NOT NULL,
	`holder` varchar(64) NOT NULL,
	`held_until` datetime(3) NOT NULL,
	`is_wanted` boolean NOT NULL DEFAULT false,
	CONSTRAINT `upload_locks_upload_id` PRIMARY KEY(`upload_id`)
);
--> statement-breakpoint
ALTER TABLE `upload_sessions` MODIFY COLUMN `door` enum('multipart','put','post','form','tus') NOT NULL;--> statement-breakpoint
ALTER TABLE `upload_sessions` ADD `received_bytes` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `upload_sessions` ADD `client_metadata` text;--> statement-breakpoint
ALTER TABLE `videos` ADD `foreign_result` json;--> statement-breakpoint
CREATE INDEX `upload_sessions_owner` ON `upload_sessions` (`owner_id`,`created_at`);