CREATE TABLE `video_views_daily` (
	`video_id` char(26) NOT NULL,
	`day` date NOT NULL,
	`views` int NOT NULL DEFAULT 0,
	`watch_seconds` int NOT NULL DEFAULT 0,
	CONSTRAINT `video_views_daily_video_id_day_pk` PRIMARY KEY(`video_id`,`day`)
);
--> statement-breakpoint
CREATE TABLE `viewings` (
	`video_id` char(26) NOT NULL,
	`viewer_key` char(32) NOT NULL,
	`watched_ms` int NOT NULL DEFAULT 0,
	`last_beat_at` datetime(3) NOT NULL,
	`counted_at` datetime(3),
	CONSTRAINT `viewings_video_id_viewer_key_pk` PRIMARY KEY(`video_id`,`viewer_key`)
);
--> statement-breakpoint
CREATE TABLE `watch_positions` (
	`user_id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`position_ms` int NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `watch_positions_user_id_video_id_pk` PRIMARY KEY(`user_id`,`video_id`)
);
--> statement-breakpoint
ALTER TABLE `videos` ADD `password_hash` varchar(255);--> statement-breakpoint
ALTER TABLE `videos` ADD `view_count` int DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `viewings_last_beat` ON `viewings` (`last_beat_at`);--> statement-breakpoint
CREATE INDEX `watch_positions_video` ON `watch_positions` (`video_id`);--> statement-breakpoint
CREATE INDEX `watch_positions_updated` ON `watch_positions` (`updated_at`);