CREATE TABLE `appeals` (
	`id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`user_id` char(26) NOT NULL,
	`action_id` char(26) NOT NULL,
	`text` varchar(2000) NOT NULL,
	`state` enum('open','accepted','refused') NOT NULL DEFAULT 'open',
	`created_at` datetime(3) NOT NULL,
	`ended_at` datetime(3),
	CONSTRAINT `appeals_id` PRIMARY KEY(`id`),
	CONSTRAINT `appeals_action` UNIQUE(`action_id`)
);
--> statement-breakpoint
ALTER TABLE `moderation_actions` MODIFY COLUMN `video_id` char(26);--> statement-breakpoint
ALTER TABLE `moderation_actions` MODIFY COLUMN `kind` enum('approve','reject','hide','restore','hold','refuse-appeal','warn','limit','unlimit') NOT NULL;--> statement-breakpoint
ALTER TABLE `moderation_actions` MODIFY COLUMN `from_state` enum('pending','approved','rejected','hidden');--> statement-breakpoint
ALTER TABLE `moderation_actions` MODIFY COLUMN `to_state` enum('pending','approved','rejected','hidden');--> statement-breakpoint
ALTER TABLE `users` ADD `limited_at` datetime(3);--> statement-breakpoint
ALTER TABLE `users` ADD `trusted_at` datetime(3);--> statement-breakpoint
CREATE INDEX `appeals_video` ON `appeals` (`video_id`,`state`);--> statement-breakpoint
CREATE INDEX `appeals_open` ON `appeals` (`state`,`video_id`);--> statement-breakpoint
CREATE INDEX `appeals_user` ON `appeals` (`user_id`);--> statement-breakpoint
CREATE INDEX `users_name` ON `users` (`name`);--> statement-breakpoint
INSERT IGNORE INTO `audit_head` (`id`, `position`, `hash`) VALUES (1, 0, REPEAT('0', 64));