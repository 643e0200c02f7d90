CREATE TABLE `removed_content` (
	`mark` char(64) NOT NULL,
	`video_id` char(26) NOT NULL,
	`removed_at` datetime(3) NOT NULL,
	CONSTRAINT `removed_content_mark_video_id_pk` PRIMARY KEY(`mark`,`video_id`)
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`reporter_id` char(26) NOT NULL,
	`reason` enum('spam','misleading','copyright','privacy','harassment','hate','violence','sexual','child-safety','self-harm','other') NOT NULL,
	`note` varchar(1000),
	`state` enum('open','accepted','dismissed') NOT NULL DEFAULT 'open',
	`created_at` datetime(3) NOT NULL,
	`ended_at` datetime(3),
	CONSTRAINT `reports_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `site_policies` (
	`id` int NOT NULL,
	`policy` json NOT NULL,
	`changed_at` datetime(3) NOT NULL,
	CONSTRAINT `site_policies_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `moderation_actions` MODIFY COLUMN `kind` enum('approve','reject','hide','restore','hold') NOT NULL;--> statement-breakpoint
ALTER TABLE `videos` ADD `held_for` json;--> statement-breakpoint
CREATE INDEX `removed_content_video` ON `removed_content` (`video_id`);--> statement-breakpoint
CREATE INDEX `reports_video` ON `reports` (`video_id`,`state`);--> statement-breakpoint
CREATE INDEX `reports_open` ON `reports` (`state`,`video_id`);--> statement-breakpoint
CREATE INDEX `reports_reporter` ON `reports` (`reporter_id`,`state`);