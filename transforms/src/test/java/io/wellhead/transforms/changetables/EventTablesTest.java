// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.warehouse.TableName;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class EventTablesTest {
  @Test
  void tables_areNamedByTheirSettings_elseByTheNamesForAll() {
    EventTables tables =
        tables("tables: [{match: {table: orders_*}, domain: 'shop_{database}', table: orders}]");

    assertThat(silver(tables, Events.mysql("eu", "orders_1").event()))
        .isEqualTo(new TableName("shop_eu_silver", "orders"));
    assertThat(silver(tables, Events.mysql("us", "orders_1").event()))
        .isEqualTo(new TableName("shop_us_silver", "orders"));
    assertThat(tables.bronze(Events.mysql("us", "users").event()))
        .isEqualTo(new TableName("us_bronze", "users"));
  }

  @Test
  void tokensOfGooglesTemplate_areAccepted() {
    EventTables tables =
        tables(
            "tables: [{match: {table: orders}, domain: '{_metadata_dataset}',"
                + " table: '{_metadata_schema}_{_metadata_table}_{_metadata_source_type}'}]");

    assertThat(silver(tables, Events.mysql("eu", "orders").event()))
        .isEqualTo(new TableName("eu_silver", "eu_orders_mysql"));
    assertThat(silver(tables, Events.postgresql("public", "orders").event()))
        .isEqualTo(new TableName("public_silver", "public_orders_postgresql"));
  }

  @Test
  void names_haveWhatNeedsNoQuotes_orAllThatGooglesTemplateKeeps() {
    EventTables own = tables("tables: []");
    EventTables incumbents = tables("tables: [{match: {table: '*'}, metadata: incumbent}]");
    ChangeEvent event = Events.mysql("ea-main", "my-café orders$1.old").event();

    assertThat(silver(own, event))
        .isEqualTo(new TableName("ea_main_silver", "my_caf__orders_1_old"));
    assertThat(own.bronze(event))
        .isEqualTo(new TableName("ea_main_bronze", "my_caf__orders_1_old"));
    assertThat(silver(incumbents, event))
        .isEqualTo(new TableName("ea_main_silver", "my-café orders_1_old"));
    assertThat(incumbents.bronze(event))
        .isEqualTo(new TableName("ea_main_bronze", "my-café orders_1_old"));
    String longest = silver(incumbents, Events.mysql("eu", "é日".repeat(400)).event()).table();
    assertThat(longest).isEqualTo("é日".repeat(200));
  }

  @Test
  void bronze_hasTheLabelsOfItsSettings() {
    EventTables tables = tables("tables: [{match: {table: users}, labels: {team: shop}}]");

    assertThat(tables.bronzeTable(Events.mysql("eu", "users").event()).options().labels())
        .containsExactly(Map.entry("team", "shop"));
    assertThat(tables.bronzeTable(Events.mysql("eu", "orders").event()).options().labels())
        .isEmpty();
  }

  @Test
  void whatWasWorkedOut_doesNotTravel() {
    EventTables tables = tables("tables: []");
    silver(tables, Events.mysql("eu", "users").event());

    EventTables copy = SerializableUtils.clone(tables);

    assertThat(silver(copy, Events.mysql("eu", "users").event()))
        .isEqualTo(new TableName("eu_silver", "users"));
  }

  private static TableName silver(EventTables tables, ChangeEvent event) {
    return tables.of(Layer.CURRENT_STATE, event);
  }

  private static EventTables tables(String settings) {
    return new EventTables(
        new ChangeDestinations(
            ChangeSettings.read("shop.yaml", settings),
            new TableNaming("{database}", "{table}"),
            Deletes.HARD));
  }
}
