CREATE TABLE `captions` (
	`id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`language` varchar(35) NOT NULL,
	`label` varchar(100) NOT NULL,
	`cue_count` int NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `captions_id` PRIMARY KEY(`id`),
	CONSTRAINT `captions_language` UNIQUE(`video_id`,`language`)
);
--> statement-breakpoint
CREATE TABLE `manifest_refreshes` (
	`video_id` char(26) NOT NULL,
	`revision` char(26) NOT NULL,
	CONSTRAINT `manifest_refreshes_video_id` PRIMARY KEY(`video_id`)
);
