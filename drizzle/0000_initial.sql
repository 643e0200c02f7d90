CREATE TABLE `bindings` (
	`video_id` char(26) NOT NULL,
	`track` varchar(16) NOT NULL,
	`number` int NOT NULL,
	`object_key` varchar(255) NOT NULL,
	`epoch` int NOT NULL,
	`size_bytes` bigint NOT NULL,
	`duration_ticks` bigint NOT NULL,
	`codecs` varchar(64),
	`timescale` int,
	`bound_at` datetime(3) NOT NULL,
	CONSTRAINT `bindings_video_id_track_number_pk` PRIMARY KEY(`video_id`,`track`,`number`)
);
--> statement-breakpoint
CREATE TABLE `duties` (
	`name` varchar(40) NOT NULL,
	`holder` varchar(64) NOT NULL,
	`held_until` datetime(3) NOT NULL,
	CONSTRAINT `duties_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`event_id` char(26) NOT NULL,
	`topic` varchar(64) NOT NULL,
	`message_key` varchar(64) NOT NULL,
	`message` json NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`published_at` datetime(3),
	CONSTRAINT `outbox_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `processed_events` (
	`consumer` varchar(40) NOT NULL,
	`event_id` char(26) NOT NULL,
	`processed_at` datetime(3) NOT NULL,
	CONSTRAINT `processed_events_consumer_event_id_pk` PRIMARY KEY(`consumer`,`event_id`)
);
--> statement-breakpoint
CREATE TABLE `renditions` (
	`video_id` char(26) NOT NULL,
	`name` varchar(16) NOT NULL,
	`width` int NOT NULL,
	`height` int NOT NULL,
	`codecs` varchar(64) NOT NULL,
	`bitrate_bps` int NOT NULL,
	`size_bytes` bigint NOT NULL,
	`path` varchar(255) NOT NULL,
	CONSTRAINT `renditions_video_id_name_pk` PRIMARY KEY(`video_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` char(26) NOT NULL,
	`user_id` char(26) NOT NULL,
	`refresh_token_hash` char(64),
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`revoked_at` datetime(3),
	CONSTRAINT `sessions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`kind` enum('probe','encode','audio','stills') NOT NULL,
	`rungs` varchar(100) NOT NULL DEFAULT '',
	`first_segment` int NOT NULL DEFAULT 0,
	`segment_count` int NOT NULL DEFAULT 0,
	`priority` int NOT NULL,
	`weight` double NOT NULL DEFAULT 0,
	`status` enum('waiting','leased','done','failed','cancelled') NOT NULL DEFAULT 'waiting',
	`epoch` int NOT NULL DEFAULT 0,
	`worker_id` char(26),
	`lease_until` datetime(3),
	`progress` double NOT NULL DEFAULT 0,
	`ffmpeg_errors` int NOT NULL DEFAULT 0,
	`lost_leases` int NOT NULL DEFAULT 0,
	`out_of_memory` int NOT NULL DEFAULT 0,
	`error_code` enum('UNSUPPORTED_MEDIA','CORRUPT_MEDIA','NO_VIDEO_STREAM','MEDIA_LIMIT_EXCEEDED','TRANSCODE_FAILED','WORKERS_LOST','OUT_OF_MEMORY','SOURCE_MISSING','SOURCE_CHANGED'),
	`errors` json NOT NULL,
	`cpu_seconds` double NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL,
	`finished_at` datetime(3),
	CONSTRAINT `tasks_id` PRIMARY KEY(`id`),
	CONSTRAINT `tasks_once` UNIQUE(`video_id`,`kind`,`rungs`,`first_segment`)
);
--> statement-breakpoint
CREATE TABLE `upload_sessions` (
	`id` char(26) NOT NULL,
	`video_id` char(26) NOT NULL,
	`owner_id` char(26) NOT NULL,
	`door` enum('multipart','put') NOT NULL,
	`s3_upload_id` varchar(255),
	`size_bytes` bigint NOT NULL,
	`part_size` bigint NOT NULL,
	`part_count` int NOT NULL,
	`status` enum('open','completed','aborted','expired') NOT NULL DEFAULT 'open',
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `upload_sessions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` char(26) NOT NULL,
	`email` varchar(254) NOT NULL,
	`name` varchar(80) NOT NULL,
	`password_hash` varchar(255) NOT NULL,
	`role` enum('user','moderator','admin') NOT NULL DEFAULT 'user',
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `users_id` PRIMARY KEY(`id`),
	CONSTRAINT `users_email` UNIQUE(`email`)
);
--> statement-breakpoint
CREATE TABLE `videos` (
	`id` char(26) NOT NULL,
	`owner_id` char(26) NOT NULL,
	`title` varchar(200) NOT NULL,
	`description` text NOT NULL,
	`original_filename` varchar(255) NOT NULL,
	`content_type` varchar(100) NOT NULL,
	`size_bytes` bigint NOT NULL,
	`status` enum('uploading','queued','processing','ready','failed','cancelled','deleted') NOT NULL,
	`playable` boolean NOT NULL DEFAULT false,
	`visibility` enum('private','unlisted','public') NOT NULL DEFAULT 'private',
	`moderation` enum('pending','approved','rejected','hidden') NOT NULL DEFAULT 'pending',
	`version` int NOT NULL DEFAULT 1,
	`source_state` enum('present','archived','deleted') NOT NULL DEFAULT 'present',
	`source_etag` varchar(80),
	`facts` json,
	`plan` json,
	`duration_ms` int,
	`audio_segment_count` int NOT NULL DEFAULT 0,
	`hls_key` varchar(255),
	`dash_key` varchar(255),
	`thumbnail_key` varchar(255),
	`error_code` enum('UNSUPPORTED_MEDIA','CORRUPT_MEDIA','NO_VIDEO_STREAM','MEDIA_LIMIT_EXCEEDED','TRANSCODE_FAILED','WORKERS_LOST','OUT_OF_MEMORY','SOURCE_MISSING','SOURCE_CHANGED'),
	`error_stage` varchar(40),
	`created_at` datetime(3) NOT NULL,
	`uploaded_at` datetime(3),
	`processing_started_at` datetime(3),
	`processed_at` datetime(3),
	`encoded_at` datetime(3),
	`deleted_at` datetime(3),
	CONSTRAINT `videos_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `workers` (
	`id` char(26) NOT NULL,
	`launcher` varchar(16) NOT NULL,
	`handle` varchar(255),
	`status` enum('launched','active','exited') NOT NULL DEFAULT 'launched',
	`ticket_hash` char(64),
	`session_hash` char(64),
	`is_warm` boolean NOT NULL DEFAULT false,
	`launched_at` datetime(3) NOT NULL,
	`last_seen_at` datetime(3) NOT NULL,
	`exited_at` datetime(3),
	CONSTRAINT `workers_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE INDEX `outbox_unpublished` ON `outbox` (`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `processed_events_age` ON `processed_events` (`processed_at`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `tasks_waiting` ON `tasks` (`status`,`priority`,`created_at`);--> statement-breakpoint
CREATE INDEX `tasks_leases` ON `tasks` (`status`,`lease_until`);--> statement-breakpoint
CREATE INDEX `upload_sessions_video` ON `upload_sessions` (`video_id`);--> statement-breakpoint
CREATE INDEX `upload_sessions_open` ON `upload_sessions` (`status`,`expires_at`);--> statement-breakpoint
CREATE INDEX `videos_owner` ON `videos` (`owner_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `videos_listing` ON `videos` (`status`,`visibility`,`moderation`,`created_at`);--> statement-breakpoint
CREATE INDEX `videos_finalizing` ON `videos` (`status`,`encoded_at`);--> statement-breakpoint
CREATE INDEX `workers_status` ON `workers` (`status`,`last_seen_at`);