CREATE TABLE `rate_limits` (
	`id` varchar(120) NOT NULL,
	`state` varchar(2048) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `rate_limits_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE INDEX `rate_limits_expires` ON `rate_limits` (`expires_at`);