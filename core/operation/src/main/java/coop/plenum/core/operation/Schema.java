package coop.plenum.core.operation;

import coop.plenum.core.store.Migration;
import java.util.List;

/** The tables of operations. */
final class Schema {
    static final String SCHEDULE = "operation_schedule";

    static final List<Migration> MIGRATIONS = List.of(
            Migration.of(
                    1,
                    "Operations, their logs and their schedule",
                    """
            CREATE TABLE operation_entry (
                id ${uuid} PRIMARY KEY,
                kind VARCHAR(200) NOT NULL,
                title VARCHAR(1000) NOT NULL,
                space ${uuid} NOT NULL,
                target VARCHAR(200),
                subject_kind VARCHAR(20) NOT NULL,
                subject_id ${uuid} NOT NULL,
                subject_name VARCHAR(500) NOT NULL,
                credential ${uuid},
                correlation VARCHAR(200) NOT NULL,
                status VARCHAR(20) NOT NULL,
                input ${text} NOT NULL,
                result ${text} NOT NULL,
                progress DOUBLE PRECISION NOT NULL,
                message VARCHAR(2000) NOT NULL,
                failure_code VARCHAR(200),
                failure_category VARCHAR(50),
                failure_message ${text},
                attempts INTEGER NOT NULL,
                cancel_requested BOOLEAN NOT NULL,
                resume_token ${text},
                lane VARCHAR(500) NOT NULL,
                lane_width INTEGER NOT NULL,
                parked BOOLEAN NOT NULL,
                created_at ${timestamp} NOT NULL,
                started_at ${timestamp},
                ended_at ${timestamp})""",
                    "CREATE INDEX operation_entry_target ON operation_entry (target, id)",
                    "CREATE INDEX operation_entry_kind ON operation_entry (kind, id)",
                    "CREATE INDEX operation_entry_status ON operation_entry (status, id)",
                    "CREATE INDEX operation_entry_lane ON operation_entry (lane, status)",
                    """
            CREATE TABLE operation_log (
                operation ${uuid} NOT NULL,
                number BIGINT NOT NULL,
                logged_at ${timestamp} NOT NULL,
                level VARCHAR(10) NOT NULL,
                message VARCHAR(4000) NOT NULL,
                PRIMARY KEY (operation, number))""",
                    // One row per lane, locked by whoever enters or leaves it.
                    "CREATE TABLE operation_lane (name VARCHAR(500) PRIMARY KEY)",
                    // The shape is db-scheduler's.
                    """
            CREATE TABLE operation_schedule (
                task_name VARCHAR(100) NOT NULL,
                task_instance VARCHAR(100) NOT NULL,
                task_data ${bytes},
                execution_time ${timestamp} NOT NULL,
                picked BOOLEAN NOT NULL,
                picked_by VARCHAR(50),
                last_success ${timestamp},
                last_failure ${timestamp},
                consecutive_failures INTEGER,
                last_heartbeat ${timestamp},
                version BIGINT NOT NULL,
                PRIMARY KEY (task_name, task_instance))""",
                    "CREATE INDEX operation_schedule_due ON operation_schedule (execution_time)",
                    "CREATE INDEX operation_schedule_heartbeat ON operation_schedule (last_heartbeat)"),
            Migration.of(
                    2,
                    "Operations by who asked for them",
                    "CREATE INDEX operation_entry_subject ON operation_entry (subject_id, id)"),
            Migration.of(
                    3,
                    "The trace that an operation is a part of",
                    "ALTER TABLE operation_entry ADD COLUMN trace_id VARCHAR(32)"));

    private Schema() {}
}
