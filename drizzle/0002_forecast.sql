ALTER TABLE `tasks` ADD `capacity` enum('any','spot') DEFAULT 'any' NOT NULL;--> statement-breakpoint
ALTER TABLE `videos` ADD `planned_weight` double;--> statement-breakpoint
ALTER TABLE `videos` ADD `cost_estimate` double;--> statement-breakpoint
ALTER TABLE `workers` ADD `capacity` enum('local','on-demand','spot') DEFAULT 'local' NOT NULL;--> statement-breakpoint
CREATE INDEX `tasks_finished` ON `tasks` (`status`,`finished_at`);