CREATE TABLE `video_texts` (
	`video_id` char(26) NOT NULL,
	`words` mediumtext NOT NULL,
	CONSTRAINT `video_texts_video_id` PRIMARY KEY(`video_id`)
);
--> statement-breakpoint
CREATE FULLTEXT INDEX `video_texts_words` ON `video_texts` (`words`);--> statement-breakpoint
ALTER TABLE `captions` ADD `words` mediumtext;--> statement-breakpoint
ALTER TABLE `videos` ADD `tags` json;--> statement-breakpoint
CREATE INDEX `videos_newest` ON `videos` (`status`,`visibility`,`moderation`,`owner_banned`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `videos_longest` ON `videos` (`status`,`visibility`,`moderation`,`owner_banned`,`duration_ms`,`id`);--> statement-breakpoint
CREATE INDEX `videos_viewed` ON `videos` (`status`,`visibility`,`moderation`,`owner_banned`,`view_count`,`id`);--> statement-breakpoint
CREATE INDEX `videos_by_name` ON `videos` (`status`,`visibility`,`moderation`,`owner_banned`,`original_filename`,`id`);--> statement-breakpoint
CREATE INDEX `videos_channel` ON `videos` (`owner_id`,`status`,`visibility`,`moderation`,`owner_banned`,`created_at`,`id`);