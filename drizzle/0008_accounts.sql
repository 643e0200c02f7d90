CREATE TABLE `account_tokens` (
	`token_hash` char(64) NOT NULL,
	`user_id` char(26) NOT NULL,
	`purpose` enum('verify-email','reset-password') NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`used_at` datetime(3),
	CONSTRAINT `account_tokens_token_hash` PRIMARY KEY(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`at` datetime(3) NOT NULL,
	`actor_id` char(26),
	`action` varchar(60) NOT NULL,
	`subject_type` varchar(30),
	`subject_id` varchar(64),
	`address` varchar(45),
	`details` json NOT NULL,
	CONSTRAINT `audit_log_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `mail_orders` (
	`id` char(26) NOT NULL,
	`kind` enum('verify-email','reset-password','password-changed','address-taken') NOT NULL,
	`email` varchar(254) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`tries` int NOT NULL DEFAULT 0,
	`try_at` datetime(3) NOT NULL,
	CONSTRAINT `mail_orders_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `sessions` ADD `refresh_jti` char(26);--> statement-breakpoint
ALTER TABLE `sessions` ADD `previous_jti` char(26);--> statement-breakpoint
ALTER TABLE `sessions` ADD `rotated_at` datetime(3);--> statement-breakpoint
ALTER TABLE `sessions` ADD `user_agent` varchar(300);--> statement-breakpoint
ALTER TABLE `sessions` ADD `address` varchar(45);--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_seen_at` datetime(3);--> statement-breakpoint
ALTER TABLE `users` ADD `email_verified_at` datetime(3);--> statement-breakpoint
ALTER TABLE `users` ADD `banned_at` datetime(3);--> statement-breakpoint
ALTER TABLE `users` ADD `ban_reason` varchar(300);--> statement-breakpoint
ALTER TABLE `users` ADD `deleted_at` datetime(3);--> statement-breakpoint
ALTER TABLE `videos` ADD `owner_banned` boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `account_tokens_user` ON `account_tokens` (`user_id`);--> statement-breakpoint
CREATE INDEX `account_tokens_age` ON `account_tokens` (`expires_at`);--> statement-breakpoint
CREATE INDEX `audit_log_actor` ON `audit_log` (`actor_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject_id`,`id`);--> statement-breakpoint
CREATE INDEX `mail_orders_due` ON `mail_orders` (`try_at`);--> statement-breakpoint
CREATE INDEX `mail_orders_email` ON `mail_orders` (`email`);--> statement-breakpoint
CREATE INDEX `users_role` ON `users` (`role`);--> statement-breakpoint
CREATE INDEX `users_deleted` ON `users` (`deleted_at`);