CREATE TABLE `source_volumes` (
	`video_id` char(26) NOT NULL,
	`number` int NOT NULL,
	`epoch` int NOT NULL,
	`size_bytes` bigint NOT NULL,
	`s3_upload_id` varchar(255) NOT NULL,
	`part_checksum` enum('sha256'),
	`closed_at` datetime(3),
	`parts` json,
	`etag` varchar(80),
	CONSTRAINT `source_volumes_video_id_number_epoch_pk` PRIMARY KEY(`video_id`,`number`,`epoch`)
);
--> statement-breakpoint
ALTER TABLE `upload_sessions` ADD `parts_per_volume` int;--> statement-breakpoint
CREATE INDEX `source_volumes_upload` ON `source_volumes` (`s3_upload_id`);