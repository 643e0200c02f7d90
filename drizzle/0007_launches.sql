ALTER TABLE `workers` ADD `launch_ticket` varchar(64);--> statement-breakpoint
ALTER TABLE `workers` ADD `launch_attempt` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `workers` ADD `launch_tries` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `workers` ADD `launch_again_at` datetime(3);--> statement-breakpoint
ALTER TABLE `workers` ADD `end_cause` enum('left','silent','exited','interrupted','out-of-memory','never-started','refused');--> statement-breakpoint
ALTER TABLE `workers` ADD `end_detail` varchar(400);--> statement-breakpoint
ALTER TABLE `workers` ADD `launcher_status` varchar(20);--> statement-breakpoint
ALTER TABLE `workers` ADD `launcher_version` int DEFAULT -1 NOT NULL;--> statement-breakpoint
ALTER TABLE `workers` ADD `gone_at` datetime(3);--> statement-breakpoint
CREATE INDEX `workers_gone` ON `workers` (`launcher`,`gone_at`);