// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.contract.SandboxService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which names of a query stand for tables, in the SQL that is DuckDB's alone. */
class QueryNamesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxService service;
  private String table;

  @BeforeEach
  void makeTable() {
    service = new SandboxService(BIGQUERY.endpoint());
    table = service.newTable("{'name':'a','type':'STRING'},{'name':'n','type':'INTEGER'}");
    service.query("INSERT INTO " + table + " (a, n) VALUES (~xabcx~, 2)".replace("~", "\\u0022"));
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void substringFrom_takesAColumn() {
    assertThat(service.query("SELECT SUBSTRING(r.a FROM r.n) FROM " + table + " AS r"))
        .containsExactly(List.of("abcx"));
  }

  @Test
  void trimFrom_takesAColumn() {
    String sql = "SELECT TRIM(BOTH ~x~ FROM r.a) FROM " + table + " AS r";
    assertThat(service.query(sql.replace("~", "\\u0022"))).containsExactly(List.of("abc"));
  }

  @Test
  void fromOfASubquery_takesATable() {
    assertThat(service.query("SELECT length((SELECT min(a) FROM " + table + ")) + 1"))
        .containsExactly(List.of("6"));
    assertThat(service.query("SELECT count(*) FROM (FROM " + table + ")"))
        .containsExactly(List.of("1"));
  }
}
