// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.warehouse.TableName;
import org.junit.jupiter.api.Test;

class RecentTablesTest {
  @Test
  void theTableThatWasNotUsedForLongest_isSurplus() {
    RecentTables<String> tables = new RecentTables<>(2);
    get(tables, "a");
    get(tables, "b");
    get(tables, "a");
    assertThat(tables.surplus()).isNull();

    get(tables, "c");

    assertThat(tables.surplus()).isEqualTo("b");
    assertThat(tables.surplus()).isNull();
    assertThat(tables.all()).containsExactly("a", "c");
  }

  private static void get(RecentTables<String> tables, String name) {
    assertThat(tables.get(new TableName("shop", name), TableName::table)).isEqualTo(name);
  }
}
