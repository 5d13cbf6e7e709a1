// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncumbentColumnsTest {
  private static final PayloadColumn ID = PayloadColumn.of("id", UnifiedType.LONG);
  private static final Set<String> OURS =
      Set.of("_metadata_source_timestamp", "_metadata_sequence", "_metadata_dataflow_timestamp");

  @Test
  void mysql() throws Exception {
    assertThat(row(Events.mysql("shop", "orders").at(7).column(ID, 1L)))
        .isEqualTo(
            common("mysql", "UPDATE-INSERT", 7)
                + ", _metadata_database=shop, _metadata_log_file=mysql-bin.000007,"
                + " _metadata_log_position=120");
  }

  @Test
  void postgresql() throws Exception {
    assertThat(row(Events.postgresql("public", "orders").column(ID, 1L)))
        .isEqualTo(common("postgresql", "UPDATE", 0) + ", _metadata_lsn=0/1");
  }

  @Test
  void oracle() throws Exception {
    assertThat(
            row(
                source(SourceKind.ORACLE)
                    .with("scn", 7L)
                    .with("ssn", 1L)
                    .with("rs_id", " 0x1.2.3 ")
                    .with("row_id", "AAA")))
        .isEqualTo(
            common("oracle", "UPDATE", 0)
                + ", _metadata_database=shop, _metadata_row_id=AAA, _metadata_rs_id= 0x1.2.3 ,"
                + " _metadata_scn=7, _metadata_ssn=1");
  }

  @Test
  void sqlServer() throws Exception {
    assertThat(row(source(SourceKind.SQLSERVER).with("lsn", "00000025:00000728:0003")))
        .isEqualTo(
            common("sqlserver", "UPDATE", 0)
                + ", _metadata_database=shop, _metadata_lsn=00000025:00000728:0003");
  }

  @Test
  void mongodb() throws Exception {
    assertThat(
            row(
                Events.of(SourceKind.MONGODB)
                    .with("database", "shop")
                    .with("collection", "orders")
                    .with("change_type", "UPDATE")
                    .with("is_deleted", false)
                    .with("primary_keys", List.of("_id"))
                    .sortKeys(1_906_538_400L, 12L)
                    .column(PayloadColumn.of("_id", UnifiedType.STRING), "{\"$oid\":\"65\"}")
                    .column(PayloadColumn.of("data", UnifiedType.JSON), new JsonText("{\"n\":1}"))))
        .isEqualTo(
            common("mongodb", "UPDATE", 0)
                + ", _metadata_database=shop, _metadata_timestamp_nanos=12,"
                + " _metadata_timestamp_seconds=1906538400");
  }

  @Test
  void ours_haveNoneOfThem_unlessTheyAreAskedFor() throws Exception {
    assertThat(
            SilverModel.of("metadata: wellhead")
                .definition(Events.mysql("shop", "orders").column(ID, 1L))
                .column("_metadata_timestamp"))
        .isEmpty();
  }

  private static Events source(SourceKind kind) {
    return Events.of(kind)
        .with("database", "shop")
        .with("table", "orders")
        .with("change_type", "UPDATE")
        .with("is_deleted", false)
        .with("primary_keys", List.of("id"))
        .column(ID, 1L);
  }

  private static String common(String source, String changeType, long millis) {
    Instant time = Instant.parse("2030-06-01T10:00:00Z").plusMillis(millis);
    return "_metadata_change_type=%s, _metadata_deleted=false, _metadata_read_method=cdc, _metadata_read_timestamp=%s, _metadata_source_type=%s, _metadata_timestamp=%s, _metadata_uuid=d41c0f6e-11a2-4c7b-9a30-55ee00000000"
        .formatted(changeType, time.plusSeconds(9), source, time);
  }

  /** What the row tells of its event: what all sources tell first, then the source's own. */
  private static String row(Events event) throws Exception {
    SilverModel silver = SilverModel.of("metadata: incumbent").write(event);
    Map<String, @Nullable Object> all = new TreeMap<>();
    Map<String, @Nullable Object> own = new TreeMap<>();
    Set<String> common =
        Set.of(
            "_metadata_change_type",
            "_metadata_deleted",
            "_metadata_read_method",
            "_metadata_read_timestamp",
            "_metadata_source_type",
            "_metadata_timestamp",
            "_metadata_uuid");
    silver
        .allColumns()
        .get(0)
        .forEach(
            (name, value) -> {
              if (name.startsWith(MetadataColumn.PREFIX) && !OURS.contains(name)) {
                (common.contains(name) ? all : own).put(name, value);
              }
            });
    String text = all + ", " + own;
    return text.replace("}, {", ", ").replace("{", "").replace("}", "");
  }
}
