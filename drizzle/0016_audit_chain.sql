CREATE TABLE `audit_head` (
	`id` int NOT NULL,
	`position` bigint NOT NULL,
	`hash` char(64) NOT NULL,
	CONSTRAINT `audit_head_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `audit_log` ADD `position` bigint;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `previous_hash` char(64);--> statement-breakpoint
ALTER TABLE `audit_log` ADD `hash` char(64);--> statement-breakpoint
ALTER TABLE `audit_log` ADD CONSTRAINT `audit_log_position` UNIQUE(`position`);--> statement-breakpoint
CREATE INDEX `audit_log_action` ON `audit_log` (`action`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_at` ON `audit_log` (`at`);