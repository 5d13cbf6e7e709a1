// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import org.junit.jupiter.api.Test;

class CollisionsTest {
  private static final PayloadColumn ID = PayloadColumn.of("id", UnifiedType.LONG);
  private static final PayloadColumn MORE = PayloadColumn.of("more", UnifiedType.STRING);

  @Test
  void theSecondTableOfOneName_hasNoPlace_andChangesNothing() throws Exception {
    SilverModel silver = SilverModel.of("table: orders");
    Events second = Events.mysql("us", "orders").column(ID, 2L).column(MORE, "text");

    silver.write(Events.mysql("eu", "orders").column(ID, 1L));

    assertThatThrownBy(() -> silver.write(second))
        .isInstanceOf(SchemaConflictException.class)
        .hasMessageMatching(
            "shop_silver\\.orders is the table of eu_orders-[0-9a-f]{16}, so us_orders-[0-9a-f]{16}"
                + " has no place in it: table or shard of the settings tell them apart");
    silver.write(Events.mysql("eu", "orders").column(ID, 3L));
    assertThat(silver.rows()).extracting(row -> row.get("id")).containsExactlyInAnyOrder(1L, 3L);
    assertThat(silver.known().column("more")).isEmpty();
  }

  @Test
  void theSecondTable_isFound_alsoByAWorkerThatWritesBoth() throws Exception {
    SilverModel silver = SilverModel.of("table: orders");

    assertThatThrownBy(
            () ->
                silver.write(
                    Events.mysql("eu", "orders").column(ID, 1L),
                    Events.mysql("us", "orders").column(ID, 2L)))
        .isInstanceOf(SchemaConflictException.class);
  }

  @Test
  void shards_areOneTable() throws Exception {
    SilverModel silver =
        SilverModel.of("table: orders, shard: {column: shop, value: '{database}'}")
            .write(
                Events.mysql("eu", "orders").column(ID, 1L),
                Events.mysql("us", "orders").column(ID, 1L));

    assertThat(silver.rows())
        .extracting(row -> row.get("shop"))
        .containsExactlyInAnyOrder("eu", "us");
  }

  @Test
  void anotherStream_goesOnWithTheTable() throws Exception {
    SilverModel silver =
        SilverModel.of("table: orders")
            .write(Events.mysql("eu", "orders").column(ID, 1L))
            .write(Events.mysql("eu", "orders").stream("stream-2").column(ID, 2L));

    assertThat(silver.rows()).hasSize(2);
  }

  @Test
  void columnsThatDifferByCase_orByWhatANameHasNot_areAConflict() throws Exception {
    assertConflict("a b", "a-b", "two columns of the source would be a_b of one table");
    assertConflict("Name", "name", "two columns of the source would be Name of one table");
  }

  private static void assertConflict(String one, String other, String message) throws Exception {
    SilverModel silver = SilverModel.of("types: faithful");
    assertThatThrownBy(() -> silver.write(both(one, other)))
        .isInstanceOf(SchemaConflictException.class)
        .hasMessage(message);
  }

  @Test
  void aColumnThatCollides_canBeRenamed() throws Exception {
    SilverModel silver =
        SilverModel.of("columns: {Name: {rename: given_name}}").write(both("Name", "name"));

    assertThat(silver.rows())
        .extracting(row -> row.get("given_name") + " " + row.get("name"))
        .containsExactly("one two");
  }

  private static Events both(String one, String other) {
    return Events.mysql("eu", "orders")
        .column(ID, 1L)
        .column(PayloadColumn.of(one, UnifiedType.STRING), "one")
        .column(PayloadColumn.of(other, UnifiedType.STRING), "two");
  }
}
