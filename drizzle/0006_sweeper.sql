CREATE TABLE `sweep_cursors` (
	`name` varchar(40) NOT NULL,
	`position` varchar(1024) NOT NULL,
	CONSTRAINT `sweep_cursors_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
ALTER TABLE `videos` ADD `deleted_files` enum('kept','removing','removed');--> statement-breakpoint
CREATE INDEX `videos_deleting` ON `videos` (`deleted_files`,`deleted_at`);