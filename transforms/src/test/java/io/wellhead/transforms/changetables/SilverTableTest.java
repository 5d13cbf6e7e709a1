// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.warehouse.TableModel;
import io.wellhead.transforms.warehouse.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rows whose values do not fit what the table was made with. */
class SilverTableTest {
  private static final TableName ORDERS = new TableName("shop_silver", "orders");

  private static final String SOFT = "defaults: {deletes: soft}\n";

  @TempDir Path folder;

  private final TableModel model = new TableModel(1, 0);
  private int files;

  @Test
  void numberThatIsToldAsText_widensAColumnOfNumbers() throws IOException {
    read("", event(1, "INSERT", "{\"id\":1,\"total\":12}"));
    read(
        "",
        event(2, "INSERT", "{\"id\":2,\"total\":\"0.000000001\"}"),
        event(3, "INSERT", "{\"id\":3,\"total\":\"1E+30\"}"),
        event(4, "INSERT", "{\"id\":4,\"total\":7}"));

    assertThat(column("total"))
        .isEqualTo(Map.of("1", "12", "2", "1E-9", "3", "1" + "0".repeat(30), "4", "7"));
  }

  @Test
  void columnOfJson_hasEveryValueOfJson_alsoTheBareOnesOfJsonFiles() throws IOException {
    String settings = "tables: [{match: {table: orders}, columns: {doc: {type: JSON}}}]\n";
    read(
        settings,
        event(1, "INSERT", "{\"id\":1,\"doc\":\"bare text\"}"),
        event(2, "INSERT", "{\"id\":2,\"doc\":\"7\"}"),
        event(3, "INSERT", "{\"id\":3,\"doc\":7.50}"),
        event(4, "INSERT", "{\"id\":4,\"doc\":true}"),
        event(5, "INSERT", "{\"id\":5,\"doc\":{\"a\":[1]}}"),
        event(6, "INSERT", "{\"id\":6,\"doc\":\"[draft] of a \\\"letter\\\"\"}"),
        event(7, "INSERT", "{\"id\":7,\"doc\":\" [1, {\\\"a\\\": 2}]\"}"));

    assertThat(column("doc"))
        .isEqualTo(
            Map.of(
                "1", "\"bare text\"",
                "2", "\"7\"",
                "3", "7.50",
                "4", "true",
                "5", "{\"a\":[1]}",
                "6", "\"[draft] of a \\\"letter\\\"\"",
                "7", " [1, {\"a\": 2}]"));
  }

  @Test
  void softDelete_keepsOfTheRowWhatTheDeleteTells() throws IOException {
    read("", event(1, "INSERT", "{\"id\":1,\"total\":12}"));
    read("", event(2, "INSERT", "{\"id\":2,\"total\":13}"));
    read(SOFT, event(3, "DELETE", "{\"id\":1,\"total\":12}"));
    read(SOFT, event(4, "DELETE", "{\"id\":2}"));

    assertThat(column("total")).isEqualTo(Map.of("1", "12", "2", "null"));
    assertThat(column("_metadata_deleted")).isEqualTo(Map.of("1", "true", "2", "true"));
  }

  private Map<String, String> column(String name) {
    Map<String, String> values = new HashMap<>();
    for (Map<String, @Nullable Object> row : model.rows(ORDERS)) {
      values.put(String.valueOf(row.get("id")), String.valueOf(row.get(name)));
    }
    return values;
  }

  /** A run from the beginning over one more file. */
  private void read(String settings, String... events) throws IOException {
    Path file = folder.resolve("f" + ++files + ".jsonl");
    Files.write(file, Arrays.asList(events), UTF_8);
    ChangeRun run =
        new ChangeRun(
            new ChangeDestinations(
                settings.isEmpty()
                    ? ChangeSettings.none()
                    : ChangeSettings.read("settings", settings),
                new TableNaming("{database}", "{table}"),
                Deletes.HARD),
            model,
            new Random(files));
    run.read(List.of(file));
    assertThat(run.refused()).isEmpty();
  }

  private static String event(int position, String type, String payload) {
    return """
    {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2030-06-01T10:00:09Z",\
    "source_timestamp":"2030-06-01T10:00:00Z","object":"shop_orders","read_method":"mysql-cdc-binlog",\
    "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
    "sort_keys":[1906538400000,"mysql-bin.000007",%d],\
    "source_metadata":{"table":"orders","database":"shop","primary_keys":["id"],\
    "log_file":"mysql-bin.000007","log_position":%d,"change_type":"%s","is_deleted":%s},\
    "payload":%s}\
    """
        .formatted(
            Long.parseLong(Integer.toBinaryString(position)),
            1,
            position,
            position,
            type,
            type.equals("DELETE"),
            payload);
  }
}
