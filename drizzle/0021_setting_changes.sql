CREATE TABLE `setting_changes` (
	`setting` varchar(40) NOT NULL,
	`revision` int NOT NULL,
	`value` json,
	`reason` varchar(500) NOT NULL,
	`changed_by` char(26) NOT NULL,
	`changed_at` datetime(3) NOT NULL,
	CONSTRAINT `setting_changes_setting_revision_pk` PRIMARY KEY(`setting`,`revision`)
);
