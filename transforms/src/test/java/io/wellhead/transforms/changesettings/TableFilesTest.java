// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.JsonEventDecoder;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The seven tables that come with Wellhead. */
class TableFilesTest {
  private static ChangeTransforms settings(String more) throws IOException {
    return ChangeSettings.read(
            "seven.yaml",
            more
                + TableFiles.NAMES.stream()
                    .map(name -> "\n- use: " + name)
                    .collect(Collectors.joining("", "tables:", "\n")))
        .open();
  }

  private static Map<String, @Nullable Object> silver(
      String more, String table, @Nullable Object... row) throws Exception {
    ChangeTransforms settings = settings(more);
    ChangeEvent event = Rows.event(SourceKind.MYSQL, Map.of("database", "d", "table", table), row);
    return Rows.values(settings.current(settings.received(event)).event());
  }

  @Test
  void everyTable_isFoundByItsName_softlyDeleted_andClustered() throws Exception {
    ChangeTransforms settings = settings("");
    for (String name : TableFiles.NAMES) {
      TableSettings table =
          settings.table(Rows.event(SourceKind.MYSQL, Map.of("database", "d", "table", name)));
      assertThat(table.table()).contains(name);
      assertThat(table.domain().orElseThrow()).isIn("contributor", "qualityaudit", "programops");
      assertThat(table.deletes()).contains(Deletes.SOFT);
      assertThat(table.clusterBy()).isNotEmpty();
      assertThat(table.processingTime()).contains("processed_at");
      assertThat(table.partitionBy()).contains("processed_at");
      assertThat(table.description()).isPresent();
    }
  }

  @Test
  void contributors_areCleaned_andFlagsLookAtTheCleanValue() throws Exception {
    Map<String, @Nullable Object> row =
        silver(
            "",
            "contributors",
            "contributor_id",
            "c1",
            "name",
            " ana ",
            "email",
            " Ana@Example.ORG ",
            "created_at",
            "2025-11-05T18:00:00Z");
    assertThat(row)
        .containsEntry("name", "ANA")
        .containsEntry("email", "ana@example.org")
        .containsEntry("created_at", new UnifiedValue.Timestamp(1_762_365_600_000_000L))
        .containsEntry("email_valid", true)
        .containsEntry("name_valid", true)
        .containsEntry("data_version", "1.0");
    assertThat(silver("", "contributors", "contributor_id", "c1", "name", " a ", "email", null))
        .containsEntry("email_valid", false)
        .containsEntry("name_valid", false);
    assertThat(
            silver(
                "defaults: {legacy_flag_semantics: true}\n",
                "contributors",
                "contributor_id",
                "c1",
                "name",
                " ana ",
                "email",
                " Ana@Example.ORG "))
        .containsEntry("email", "ana@example.org")
        .containsEntry("email_valid", false);
  }

  @Test
  void tasks_tellTheirTime_andWhetherTheyAreConsistent() throws Exception {
    assertThat(
            silver(
                "",
                "tasks",
                "task_id",
                "t1",
                "contributor_id",
                "c1",
                "task_type",
                "label ",
                "status",
                "completed",
                "created_at",
                "2025-11-05T18:00:00Z",
                "completed_at",
                "2025-11-05T18:01:01.9Z"))
        .containsEntry("status", "COMPLETED")
        .containsEntry("task_type", "LABEL")
        .containsEntry("duration_seconds", 61L)
        .containsEntry("duration_valid", true)
        .containsEntry("status_consistent", true);
    assertThat(
            silver(
                "",
                "tasks",
                "task_id",
                "t1",
                "status",
                null,
                "created_at",
                "2025-11-05T18:00:00Z",
                "completed_at",
                "2025-11-05T17:00:00Z"))
        .containsEntry("duration_seconds", -3_600L)
        .containsEntry("duration_valid", false)
        .containsEntry("status_consistent", true);
    assertThat(silver("", "tasks", "task_id", "t1", "status", "completed", "completed_at", null))
        .containsEntry("duration_seconds", null)
        .containsEntry("duration_valid", null)
        .containsEntry("status_consistent", false);
  }

  @Test
  void taskFeedback_tellsWhetherRatingAndCommentAreThere() throws Exception {
    assertThat(silver("", "task_feedback", "feedback_id", "f", "rating", 5L, "comment", " good "))
        .containsEntry("comment", "good")
        .containsEntry("rating_valid", true)
        .containsEntry("has_comment", true);
    assertThat(silver("", "task_feedback", "feedback_id", "f", "rating", 6L, "comment", " "))
        .containsEntry("rating_valid", false)
        .containsEntry("has_comment", false);
    assertThat(silver("", "task_feedback", "feedback_id", "f", "rating", null, "comment", null))
        .containsEntry("rating_valid", false)
        .containsEntry("has_comment", false);
  }

  @Test
  void audits_tellWholeHoursAsAFloat() throws Exception {
    assertThat(
            silver(
                "",
                "audits",
                "audit_id",
                "a",
                "audit_type",
                " x",
                "status",
                "open",
                "created_at",
                "2025-11-05T18:00:00Z",
                "completed_at",
                "2025-11-05T20:59:59Z"))
        .containsEntry("duration_hours", 2.0)
        .containsEntry("status_consistent", false);
  }

  @Test
  void auditIssues_andPrograms_compareWithTheirLists() throws Exception {
    assertThat(
            silver("", "audit_issues", "issue_id", "i", "severity", " high", "description", " d "))
        .containsEntry("severity_valid", true)
        .containsEntry("description", "d");
    assertThat(silver("", "audit_issues", "issue_id", "i", "severity", null))
        .containsEntry("severity_valid", false);
    assertThat(
            silver(
                "",
                "program_metadata",
                "program_id",
                "p",
                "program_name",
                " Ab ",
                "status",
                "active",
                "program_type",
                "x"))
        .containsEntry("program_name", "Ab")
        .containsEntry("name_valid", false)
        .containsEntry("status_valid", true);
  }

  @Test
  void aDocumentOfAJsonFile_becomesTheRowOfItsTable() throws Exception {
    String line =
        """
        {"uuid":"u","read_timestamp":"2025-11-05T18:20:11.000Z",\
        "source_timestamp":"2025-11-05T18:20:10.184Z","object":"programops_db_program_metadata",\
        "read_method":"cdc","stream_name":"projects/1/locations/l/streams/s",\
        "sort_keys":[1762366810,184498000],"source_metadata":{"database":"programops_db",\
        "collection":"program_metadata","change_type":"CREATE","is_deleted":false,\
        "primary_keys":["_id"]},"payload":{"_id":"{\\"$oid\\":\\"65a7\\"}",\
        "data":"{\\"_id\\":{\\"$oid\\":\\"65a7\\"},\\"program_name\\":\\" Onboarding \\",\
        \\"status\\":\\"active\\",\\"created_at\\":{\\"$date\\":1762300800000}}"}}""";
    byte[] bytes = line.getBytes(UTF_8);
    ChangeTransforms settings = settings("");
    ChangeEvent event = new JsonEventDecoder().decode(bytes, 0, bytes.length);

    ChangeEvent received = settings.received(event);
    CurrentRow row = settings.current(received);

    assertThat(received).isSameAs(event);
    assertThat(row.key()).containsExactly("_id");
    assertThat(Rows.values(row.event()))
        .isEqualTo(
            Map.of(
                "_id", "65a7",
                "program_name", "Onboarding",
                "status", "ACTIVE",
                "created_at", new UnifiedValue.Timestamp(1_762_300_800_000_000L),
                "data_version", "1.0",
                "name_valid", true,
                "status_valid", true));
  }

  @Test
  void references_areOfTheTablesTheyNeed() throws Exception {
    ChangeTransforms settings = settings("");
    List<String> references =
        TableFiles.NAMES.stream()
            .flatMap(
                name ->
                    settings
                        .table(Rows.event(SourceKind.MYSQL, Map.of("database", "d", "table", name)))
                        .references()
                        .stream()
                        .map(
                            r ->
                                name
                                    + "."
                                    + r.name()
                                    + " "
                                    + r.column()
                                    + " in "
                                    + r.table()
                                    + "."
                                    + r.key()))
            .toList();
    assertThat(references)
        .containsExactly(
            "tasks.contributor_exists contributor_id in contributor_silver.contributors.contributor_id",
            "task_feedback.task_exists task_id in contributor_silver.tasks.task_id",
            "audit_issues.audit_exists audit_id in qualityaudit_silver.audits.audit_id",
            "acknowledgements.program_exists program_id in programops_silver.program_metadata.program_id",
            "acknowledgements.contributor_exists contributor_id in contributor_silver.contributors.contributor_id");
  }

  @Test
  void anEntry_replacesWhatItSays_andKeepsTheRest() throws Exception {
    TableSettings table =
        ChangeSettings.read(
                "t",
                """
                tables:
                - use: contributors
                  match: {table: people}
                  deletes: hard
                  columns: {email: {hash: {salt: "env:PATH"}}}
                """)
            .tables()
            .get(0);
    assertThat(table.deletes()).contains(Deletes.HARD);
    assertThat(table.entry().match().table()).isEqualTo("people");
    assertThat(table.entry().columns()).containsKeys("name", "created_at");
    assertThat(table.entry().columns().get("email").normalize()).isNull();
    assertThat(table.entry().quality()).containsKey("name_valid");
  }
}
