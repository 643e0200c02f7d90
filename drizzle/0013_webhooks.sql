CREATE TABLE `webhook_deliveries` (
	`id` char(26) NOT NULL,
	`endpoint_id` char(26) NOT NULL,
	`user_id` char(26) NOT NULL,
	`event_id` char(26) NOT NULL,
	`event_type` varchar(40) NOT NULL,
	`body` text NOT NULL,
	`status` enum('waiting','delivered','given-up') NOT NULL DEFAULT 'waiting',
	`attempts` int NOT NULL DEFAULT 0,
	`epoch` int NOT NULL DEFAULT 0,
	`due_at` datetime(3) NOT NULL,
	`leased_until` datetime(3),
	`log` json NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`ended_at` datetime(3),
	CONSTRAINT `webhook_deliveries_id` PRIMARY KEY(`id`),
	CONSTRAINT `webhook_deliveries_once` UNIQUE(`endpoint_id`,`event_id`)
);
--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` char(26) NOT NULL,
	`user_id` char(26) NOT NULL,
	`url` varchar(2048) NOT NULL,
	`secret` varchar(80) NOT NULL,
	`events` json NOT NULL,
	`enabled` boolean NOT NULL DEFAULT true,
	`note` varchar(300),
	`failing_since` datetime(3),
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `webhook_endpoints_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_user` ON `webhook_deliveries` (`user_id`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_age` ON `webhook_deliveries` (`ended_at`);--> statement-breakpoint
CREATE INDEX `webhook_endpoints_user` ON `webhook_endpoints` (`user_id`);