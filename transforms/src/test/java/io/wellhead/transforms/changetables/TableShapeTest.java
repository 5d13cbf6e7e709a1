// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableOptions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings of a table make of its columns and of itself. */
class TableShapeTest {
  private static final PayloadColumn ID = PayloadColumn.of("id", UnifiedType.LONG);

  @ParameterizedTest
  @CsvSource({
    "DECIMAL(10.2),   NUMERIC,    NUMERIC,    NUMERIC",
    "DECIMAL(38.5),   BIGNUMERIC, NUMERIC,    BIGNUMERIC",
    "DECIMAL(65.30),  BIGNUMERIC, BIGNUMERIC, BIGNUMERIC",
    "DECIMAL(65.0),   STRING,     BIGNUMERIC, STRING",
    "NUMBER,          BIGNUMERIC, NUMERIC,    BIGNUMERIC",
    "JSON,            JSON,       JSON,       STRING",
    "DATETIME,        DATETIME,   DATETIME,   TIMESTAMP",
    "TIMESTAMP,       TIMESTAMP,  TIMESTAMP,  TIMESTAMP",
    "TIME_INTERVAL,   INT64,      INT64,      INT64",
    "BYTES,           BYTES,      BYTES,      BYTES",
    "INTERVAL,        STRING,     STRING,     STRING",
    "DATE,            DATE,       DATE,       DATE",
  })
  void types_followTheProfile(
      String source, ColumnType faithful, ColumnType datastream, ColumnType incumbent)
      throws Exception {
    Events event = Events.mysql("shop", "orders").column(ID, 1L).column(column(source), null);

    assertThat(type("types: faithful", event)).isEqualTo(faithful);
    assertThat(type("types: datastream", event)).isEqualTo(datastream);
    assertThat(type("types: incumbent", event)).isEqualTo(incumbent);
  }

  @Test
  void unsignedNumbers_areNumeric_onlyOfMySql() throws Exception {
    Events event =
        Events.postgresql("public", "orders").column(ID, 1L).column(column("NUMBER"), null);

    assertThat(type("types: datastream", event)).isEqualTo(ColumnType.BIGNUMERIC);
  }

  @Test
  void theTypeOfOneColumn_standsAboveTheProfile() throws Exception {
    Events event = Events.mysql("shop", "orders").column(ID, 1L).column(column("NUMBER"), null);

    assertThat(type("types: datastream, columns: {c: {type: STRING}}", event))
        .isEqualTo(ColumnType.STRING);
  }

  @Test
  void valuesOfAProfile_areThoseOfTheEvent() throws Exception {
    SilverModel silver =
        SilverModel.of("types: incumbent")
            .write(
                Events.mysql("shop", "orders")
                    .column(ID, 1L)
                    .column(PayloadColumn.of("doc", UnifiedType.JSON), new JsonText("{\"a\":1.10}"))
                    .column(
                        PayloadColumn.of("at", UnifiedType.DATETIME),
                        new UnifiedValue.DateTime(1, 500_000)));

    assertThat(silver.rows())
        .containsExactly(
            Map.of(
                "id",
                1L,
                "doc",
                "{\"a\":1.10}",
                "at",
                java.time.Instant.parse("1970-01-02T00:00:00.500Z")));
  }

  @Test
  void processingTime_isWhenTheRowWasWritten_andMayBeThatOfThePartitions() throws Exception {
    String entry = "processing_time: processed_at, partition_by: processed_at";
    TableDefinition table =
        SilverModel.of(entry).definition(Events.mysql("shop", "orders").column(ID, 1L));

    assertThat(table.column("processed_at").orElseThrow().type()).isEqualTo(ColumnType.TIMESTAMP);
    assertThat(table.partitionColumn()).isEqualTo("processed_at");
    assertThat(SilverModel.of(entry).write(order(1).at(1), order(1).at(2)).rows())
        .containsExactly(Map.of("id", 1L, "processed_at", SilverModel.NOW));
    assertThat(SilverModel.of(Layer.VERSIONS, entry).write(order(1)).rows())
        .containsExactly(Map.of("id", 1L, "processed_at", SilverModel.NOW));
  }

  @Test
  void processingTime_needsANameThatTheSourceDoesNotHave() throws Exception {
    SilverModel silver = SilverModel.of("processing_time: Made");

    assertThatThrownBy(() -> silver.write(order(1).column("made", "today")))
        .isInstanceOf(SchemaConflictException.class)
        .hasMessage("the source has a column Made already, so processing_time needs another name");
  }

  @Test
  void arrays_becomeRepeatedColumns_onlyOfOneDimension() throws Exception {
    Events event =
        Events.postgresql("public", "orders")
            .column(ID, 1L)
            .column(array("tags", UnifiedType.STRING), List.of("a", "b"))
            .column(
                new PayloadColumn("grid", UnifiedType.ARRAY, 0, 0, array("", UnifiedType.LONG)),
                List.of(List.of(1L)));

    TableDefinition table = SilverModel.of("arrays: repeated").definition(event);

    assertThat(table.column("tags").orElseThrow())
        .isEqualTo(new Column("tags", ColumnType.STRING, Column.Mode.REPEATED, "", List.of()));
    assertThat(table.column("grid").orElseThrow().type()).isEqualTo(ColumnType.JSON);
    assertThat(SilverModel.of("arrays: json").definition(event).column("tags").orElseThrow().type())
        .isEqualTo(ColumnType.JSON);
  }

  @Test
  void arrays_areWrittenWhole_orLeftOutAndNoted() throws Exception {
    PayloadColumn numbers = array("numbers", UnifiedType.LONG);
    SilverModel silver =
        SilverModel.of("arrays: repeated")
            .write(
                order(1).column(numbers, List.of(3L, 4L)),
                order(2).column(numbers, List.of()),
                order(3).column(numbers, Arrays.asList(5L, null)),
                order(4).column(numbers, List.of(6L, new BigDecimal("1e30"))),
                order(5).column("numbers", new JsonText("[7, 8]")));

    assertThat(silver.rows())
        .extracting(row -> row.get("id") + " " + row.get("numbers"))
        .containsExactlyInAnyOrder("1 [3, 4]", "2 null", "3 null", "4 null", "5 [7, 8]");
    assertThat(silver.allColumns())
        .filteredOn(row -> row.containsKey("_metadata_notes"))
        .extracting(row -> row.get("id"))
        .containsExactlyInAnyOrder(3L, 4L);
  }

  @Test
  void arrays_ofATableThatJsonFilesMade_stayJson() throws Exception {
    SilverModel silver =
        SilverModel.of("arrays: repeated")
            .write(order(1).column("numbers", new JsonText("[7, 8]")))
            .write(order(2).column(array("numbers", UnifiedType.LONG), List.of(3L, 4L)));

    assertThat(silver.known().column("numbers").orElseThrow())
        .isEqualTo(new Column("numbers", ColumnType.JSON, Column.Mode.NULLABLE, "", List.of()));
    assertThat(silver.rows())
        .extracting(row -> row.get("id") + " " + row.get("numbers"))
        .containsExactlyInAnyOrder("1 [7, 8]", "2 [3,4]");
  }

  @Test
  void anArrayInTheKey_makesTheKeyOneText() throws Exception {
    Events event =
        Events.postgresql("public", "orders")
            .with("primary_keys", List.of("tags"))
            .column(array("tags", UnifiedType.STRING), List.of("a"));

    assertThat(SilverModel.of("arrays: repeated").definition(event).primaryKey())
        .containsExactly("_metadata_key");
  }

  @Test
  void labels_expiration_andDescription_areThoseOfTheSettings() throws Exception {
    TableDefinition table =
        SilverModel.of(
                "labels: {team: shop}, partition_by: made, expiration: 400d, description: Orders.")
            .definition(order(1).column(PayloadColumn.of("made", UnifiedType.DATE), null));

    assertThat(table.options())
        .isEqualTo(
            new TableOptions(
                Map.of("team", "shop", "wellhead_source", "public_orders-8ea035dccbe5203a"),
                34_560_000_000L));
    assertThat(table.description()).isEqualTo("Orders.");
    assertThat(table.partitionColumn()).isEqualTo("made");
  }

  private static Events order(long id) {
    return Events.postgresql("public", "orders").column(ID, id);
  }

  private static PayloadColumn array(String name, UnifiedType of) {
    return new PayloadColumn(name, UnifiedType.ARRAY, 0, 0, PayloadColumn.of("", of));
  }

  private static PayloadColumn column(String type) {
    if (!type.contains("(")) {
      return PayloadColumn.of("c", UnifiedType.valueOf(type));
    }
    String[] digits = type.substring(type.indexOf('(') + 1, type.length() - 1).split("\\.", 2);
    return new PayloadColumn(
        "c", UnifiedType.DECIMAL, Integer.parseInt(digits[0]), Integer.parseInt(digits[1]), null);
  }

  private static @Nullable ColumnType type(String settings, Events event) throws Exception {
    return SilverModel.of(settings).definition(event).column("c").orElseThrow().type();
  }
}
