CREATE TABLE `task_leases` (
	`task_id` char(26) NOT NULL,
	`epoch` int NOT NULL,
	`video_id` char(26) NOT NULL,
	`worker_id` char(26) NOT NULL,
	`leased_at` datetime(3) NOT NULL,
	CONSTRAINT `task_leases_task_id_epoch_pk` PRIMARY KEY(`task_id`,`epoch`)
);
--> statement-breakpoint
ALTER TABLE `videos` ADD `publish_at` datetime(3);--> statement-breakpoint
CREATE INDEX `task_leases_video` ON `task_leases` (`video_id`);--> statement-breakpoint
CREATE INDEX `videos_publishing` ON `videos` (`publish_at`);