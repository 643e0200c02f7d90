CREATE TABLE `moderation_actions` (
	`id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`user_id` char(26) NOT NULL,
	`actor_id` char(26),
	`kind` enum('approve','reject','hide','restore') NOT NULL,
	`from_state` enum('pending','approved','rejected','hidden') NOT NULL,
	`to_state` enum('pending','approved','rejected','hidden') NOT NULL,
	`reason` enum('spam','misleading','copyright','privacy','harassment','hate','violence','sexual','child-safety','self-harm','other'),
	`note` varchar(2000),
	`message` varchar(2000),
	`created_at` datetime(3) NOT NULL,
	`read_at` datetime(3),
	CONSTRAINT `moderation_actions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `mail_orders` MODIFY COLUMN `kind` enum('verify-email','reset-password','password-changed','address-taken','moderation-notice') NOT NULL;--> statement-breakpoint
ALTER TABLE `videos` ADD `reviewed_at` datetime(3);--> statement-breakpoint
ALTER TABLE `videos` ADD `moderation_reason` enum('spam','misleading','copyright','privacy','harassment','hate','violence','sexual','child-safety','self-harm','other');--> statement-breakpoint
CREATE INDEX `moderation_actions_video` ON `moderation_actions` (`video_id`,`id`);--> statement-breakpoint
CREATE INDEX `moderation_actions_user` ON `moderation_actions` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `videos_review` ON `videos` (`moderation`,`reviewed_at`,`id`);