// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final String ID = "{\"$oid\":\"65a7d2b4e1f0c3a9d8b71234\"}";
  private static final String DATA =
      "{\"_id\":{\"$oid\":\"65a7d2b4e1f0c3a9d8b71234\"},\"program\":\"Onboarding 2025\","
          + "\"budget\":{\"$numberDecimal\":\"1200.50\"},\"seats\":{\"$numberLong\":\"40\"},"
          + "\"starts\":{\"$date\":1762300800000},\"tags\":[\"pilot\",\"emea\"]}";

  @Test
  void everyFormOfExtendedJson_becomesPlain() throws Exception {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("{\"$oid\":\"65a7\"}", "\"65a7\"");
    forms.put("{\"$date\":1762300800123}", "\"2025-11-05T00:00:00.123000Z\"");
    forms.put("{\"$date\":{\"$numberLong\":\"-1\"}}", "\"1969-12-31T23:59:59.999000Z\"");
    forms.put("{\"$date\":\"2025-11-05T01:00:00+01:00\"}", "\"2025-11-05T00:00:00.000000Z\"");
    forms.put("{\"$date\":\"long ago\"}", "\"long ago\"");
    forms.put("{\"$date\":{\"$numberLong\":\"9223372036854775807\"}}", "\"9223372036854775807\"");
    forms.put("{\"$numberLong\":\"9223372036854775807\"}", "9223372036854775807");
    forms.put("{\"$numberInt\":\"-4\"}", "-4");
    forms.put("{\"$numberDouble\":\"1.5\"}", "1.5");
    forms.put("{\"$numberDouble\":\"NaN\"}", "\"NaN\"");
    forms.put("{\"$numberDouble\":\"-Infinity\"}", "\"-Infinity\"");
    forms.put("{\"$numberDecimal\":\"1200.50\"}", "1200.50");
    forms.put(
        "{\"$numberDecimal\":\"0.12345678901234567890123\"}", "\"0.12345678901234567890123\"");
    forms.put("{\"$numberDecimal\":\"1E+6000\"}", "\"1E+6000\"");
    forms.put("{\"$binary\":\"AQI=\",\"$type\":\"00\"}", "\"AQI=\"");
    forms.put("{\"$type\":\"00\",\"$binary\":\"AQI=\"}", "\"AQI=\"");
    forms.put("{\"$binary\":{\"base64\":\"AQI=\",\"subType\":\"00\"}}", "\"AQI=\"");
    forms.put("{\"$regex\":\"^a\",\"$options\":\"i\"}", "\"/^a/i\"");
    forms.put("{\"$regularExpression\":{\"pattern\":\"^a\",\"options\":\"\"}}", "\"/^a/\"");
    forms.put("{\"$timestamp\":{\"t\":5,\"i\":1}}", "{\"t\":5,\"i\":1}");
    forms.put("{\"$minKey\":1}", "\"$minKey\"");
    forms.put("{\"$maxKey\":1}", "\"$maxKey\"");
    forms.put("{\"$undefined\":true}", "null");
    forms.put("{\"$ref\":\"c\",\"$id\":[1]}", "{\"$ref\":\"c\",\"$id\":[1]}");
    forms.put(
        "[NaN,-Infinity,1.10,12345678901234567890]",
        "[\"NaN\",\"-Infinity\",1.10,12345678901234567890]");
    forms.put(
        "{\"a\":{\"b\":[{\"$numberInt\":\"1\"},{}]},\"c\":null}",
        "{\"a\":{\"b\":[1,{}]},\"c\":null}");
    for (Map.Entry<String, String> form : forms.entrySet()) {
      assertThat(ExtendedJson.relaxed(form.getKey())).isEqualTo(form.getValue());
    }
  }

  @Test
  void json_leavesDocumentsAsTheyWereSent() throws Exception {
    ChangeEvent event = Rows.document(ID, DATA);
    assertThat(Rows.current("mongodb: json", event).event()).isEqualTo(event);
  }

  @Test
  void relaxed_isPlainJson_andTheOriginalIsKeptOnRequest() throws Exception {
    CurrentRow row =
        Rows.current("mongodb: relaxed\nmongodb_original: true", Rows.document(ID, DATA));
    assertThat(Rows.values(row.event()))
        .containsExactly(
            entry("_id", "65a7d2b4e1f0c3a9d8b71234"),
            entry(
                "data",
                new JsonText(
                    "{\"_id\":\"65a7d2b4e1f0c3a9d8b71234\",\"program\":\"Onboarding 2025\","
                        + "\"budget\":1200.50,\"seats\":40,"
                        + "\"starts\":\"2025-11-05T00:00:00.000000Z\",\"tags\":[\"pilot\",\"emea\"]}")),
            entry("data_original", new JsonText(DATA)));
    assertThat(row.key()).containsExactly("_id");
  }

  @Test
  void flattened_hasAColumnOfEachMember() throws Exception {
    String entry = "mongodb: flattened\ncolumns: {STARTS: {type: TIMESTAMP, rename: begin}}";
    CurrentRow row = Rows.current(entry, Rows.document("\"text\"", DATA));
    Map<String, Object> values = Rows.values(row.event());
    assertThat(values)
        .containsEntry("_id", "text")
        .containsEntry("program", "Onboarding 2025")
        .containsEntry("budget", new BigDecimal("1200.50"))
        .containsEntry("seats", 40L)
        .containsEntry("tags", new JsonText("[\"pilot\",\"emea\"]"))
        .containsKey("begin")
        .hasSize(6);
    CurrentRow delete = Rows.current(entry, Rows.document("0", null));
    assertThat(Rows.values(delete.event())).containsExactly(entry("_id", "0"));
  }

  @Test
  void flattened_hidesMembersBeforeAnythingIsStored() throws Exception {
    String entry =
        """
        mongodb: flattened
        columns:
          program: {drop: true}
          tags: {mask: {}}
        """;
    ChangeEvent received = Rows.settings(entry).received(Rows.document(ID, DATA));
    assertThat(new String(EventJson.event(received), UTF_8))
        .doesNotContain("Onboarding")
        .doesNotContain("pilot")
        .contains("\"budget\":{\"$numberDecimal\":\"1200.50\"}");
    assertThat(Rows.values(Rows.settings(entry).current(received).event()))
        .containsEntry("budget", new BigDecimal("1200.50"))
        .containsEntry("tags", "****************")
        .doesNotContainKey("program");
    ChangeEvent delete = Rows.document(ID, null);
    assertThat(Rows.settings(entry).received(delete)).isEqualTo(delete);
  }

  @Test
  void flattened_filtersByMembers() throws Exception {
    String entry = "mongodb: flattened\nfilter: {column: program, op: eq, value: NAME}";
    assertThat(Rows.received(entry.replace("NAME", "Onboarding 2025"), Rows.document(ID, DATA)))
        .isNotNull();
    assertThat(Rows.received(entry.replace("NAME", "Other"), Rows.document(ID, DATA))).isNull();
    assertThat(Rows.received(entry.replace("NAME", "Other"), Rows.document(ID, null))).isNotNull();
  }

  @Test
  void textThatIsNoDocument_isNotStoredWhereMembersAreHidden() throws Exception {
    assertThat(
            Rows.received(
                "mongodb: flattened\ncolumns: {program: {drop: true}}",
                Rows.document(ID, "\"program\":\"secret\"")))
        .containsExactly(entry("_id", ID), entry("data", new JsonText("{}")));
  }
}
