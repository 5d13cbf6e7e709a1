// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import java.util.List;

/** The tables of the original warehouse, in the schemas of their domains. */
final class SevenTables {
  static final String CONTRIBUTORS = "contributors";
  static final String TASKS = "tasks";
  static final String FEEDBACK = "task_feedback";
  static final String AUDITS = "audits";
  static final String PROGRAMS = "program_metadata";

  private static final String CONTRIBUTOR = "contributor";
  private static final String QUALITY = "qualityaudit";
  private static final String PROGRAM = "programops";
  private static final String[] STATUSES = {"COMPLETED", "IN_PROGRESS", "PENDING"};

  static final List<WorkTable> ALL =
      List.of(
          new WorkTable(
              CONTRIBUTOR,
              CONTRIBUTORS,
              "contributor_id",
              "c-",
              List.of(
                  text("name", DirtyValues::name),
                  text("email", DirtyValues::email),
                  time("created_at"))),
          new WorkTable(
              CONTRIBUTOR,
              TASKS,
              "task_id",
              "t-",
              List.of(
                  text("contributor_id", values -> values.reference(CONTRIBUTORS)),
                  text("task_type", values -> values.word("LABEL", "REVIEW", "TRANSLATE")),
                  text("status", values -> values.word(STATUSES)),
                  time("created_at"),
                  time("completed_at"))),
          new WorkTable(
              CONTRIBUTOR,
              FEEDBACK,
              "feedback_id",
              "f-",
              List.of(
                  text("task_id", values -> values.reference(TASKS)),
                  new WorkColumn("rating", "integer", DirtyValues::rating),
                  text("comment", DirtyValues::comment),
                  time("created_at"))),
          new WorkTable(
              QUALITY,
              AUDITS,
              "audit_id",
              "a-",
              List.of(
                  text("auditor_id", values -> values.reference(CONTRIBUTORS)),
                  text("audit_type", values -> values.word("SPOT", "FULL")),
                  text("status", values -> values.word(STATUSES)),
                  time("created_at"),
                  time("completed_at"))),
          new WorkTable(
              QUALITY,
              "audit_issues",
              "issue_id",
              "i-",
              List.of(
                  text("audit_id", values -> values.reference(AUDITS)),
                  text("severity", values -> values.word("LOW", "MEDIUM", "HIGH", "CRITICAL")),
                  text("description", DirtyValues::comment),
                  time("created_at"))),
          new WorkTable(
              PROGRAM,
              PROGRAMS,
              "program_id",
              "p-",
              List.of(
                  text("program_name", DirtyValues::programName),
                  text("program_type", values -> values.word("INTERNAL", "PARTNER")),
                  text(
                      "status",
                      values -> values.word("ACTIVE", "INACTIVE", "PENDING", "COMPLETED")),
                  time("created_at"))),
          new WorkTable(
              PROGRAM,
              "acknowledgements",
              "ack_id",
              "k-",
              List.of(
                  text("program_id", values -> values.reference(PROGRAMS)),
                  text("contributor_id", values -> values.reference(CONTRIBUTORS)),
                  text("ack_type", values -> values.word("READ", "SIGNED")),
                  time("created_at"))));

  private SevenTables() {}

  private static WorkColumn text(String name, WorkColumn.Maker maker) {
    return new WorkColumn(name, "text", maker);
  }

  private static WorkColumn time(String name) {
    return new WorkColumn(name, "timestamptz", DirtyValues::time);
  }
}
