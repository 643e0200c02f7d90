CREATE TABLE `owner_turns` (
	`owner_id` char(26) NOT NULL,
	`served_at` datetime(3) NOT NULL,
	CONSTRAINT `owner_turns_owner_id` PRIMARY KEY(`owner_id`)
);
--> statement-breakpoint
ALTER TABLE `tasks` MODIFY COLUMN `kind` enum('probe','content','encode','audio','stills','verify') NOT NULL;--> statement-breakpoint
ALTER TABLE `tasks` ADD `owner_id` char(26) NOT NULL;--> statement-breakpoint
ALTER TABLE `tasks` ADD `leased_at` datetime(3);--> statement-breakpoint
ALTER TABLE `tasks` ADD `redone` int DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `tasks` JOIN `videos` ON `videos`.`id` = `tasks`.`video_id` SET `tasks`.`owner_id` = `videos`.`owner_id`;
