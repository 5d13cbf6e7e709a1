// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TablesWithoutKeyTest {
  private static final PayloadColumn NAME = PayloadColumn.of("NAME", UnifiedType.STRING);

  @Test
  void rowIds_tellRowsApart_ifTheyAreAskedFor() throws Exception {
    SilverModel silver =
        SilverModel.of("no_key: row_id")
            .write(
                oracle("AAA").column(NAME, "one"),
                oracle("AAB").column(NAME, "two"),
                oracle("AAA").at(5).column(NAME, "three"),
                oracle("AAB").at(6).deleted().column(NAME, "two"));

    assertThat(silver.allColumns())
        .extracting(row -> row.get("_metadata_row_id") + " " + row.get("name"))
        .containsExactly("AAA three");
  }

  @Test
  void rowIds_areOfTheirShard() throws Exception {
    SilverModel silver =
        SilverModel.of("no_key: row_id, shard: {column: shop, value: '{database}'}")
            .write(oracle("AAA").with("database", "eu").column(NAME, "one"));

    assertThat(
            SilverModel.of("no_key: row_id, shard: {column: shop, value: '{database}'}")
                .definition(oracle("AAA").with("database", "eu").column(NAME, "one"))
                .primaryKey())
        .containsExactly("_metadata_row_id", "shop");
    assertThat(silver.rows()).hasSize(1);
  }

  @Test
  void anEventWithoutRowId_isNoRow() throws Exception {
    SilverModel silver = SilverModel.of("no_key: row_id");

    assertThatThrownBy(() -> silver.write(oracle(null).column(NAME, "one")))
        .isInstanceOf(KeyMissingException.class)
        .hasMessage("the source tells neither a key nor a row id for an_object");
  }

  @Test
  void aTableOfRowIds_keepsThem_whenTheSourceTellsAKey() throws Exception {
    SilverModel silver =
        SilverModel.of("no_key: row_id")
            .write(oracle("AAA").column(NAME, "one"))
            .write(oracle("AAA").at(5).with("primary_keys", List.of("NAME")).column(NAME, "two"));

    assertThat(silver.rows()).extracting(row -> row.get("name")).containsExactly("two");
  }

  @Test
  void aKeyOfTheSettings_isTheKey() throws Exception {
    assertThat(
            SilverModel.of("key: [name]")
                .definition(oracle("AAA").column(NAME, "one"))
                .primaryKey())
        .containsExactly("NAME");
  }

  private static Events oracle(@Nullable String rowId) {
    return Events.of(SourceKind.ORACLE)
        .with("database", "XE")
        .with("schema", "SHOP")
        .with("table", "ORDERS")
        .with("row_id", rowId)
        .with("scn", 7L)
        .with("change_type", "UPDATE")
        .with("is_deleted", false);
  }
}
