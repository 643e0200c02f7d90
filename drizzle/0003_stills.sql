ALTER TABLE `tasks` MODIFY COLUMN `kind` enum('probe','content','encode','audio','stills','thumbnail','verify') NOT NULL;--> statement-breakpoint
ALTER TABLE `videos` ADD `still_keys` json;--> statement-breakpoint
ALTER TABLE `videos` ADD `thumbnail_chosen` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `videos` ADD `thumbnail_request` json;--> statement-breakpoint
ALTER TABLE `videos` ADD `storyboard` json;