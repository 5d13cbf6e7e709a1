// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.ManualClock;
import io.wellhead.sandbox.bigquery.contract.Appender;
import io.wellhead.sandbox.bigquery.contract.ProtoTable;
import io.wellhead.sandbox.bigquery.contract.SandboxService;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigQuerySandboxTest {
  private static final ProtoTable CHANGE =
      ProtoTable.of().int64("id").string("_CHANGE_TYPE").string("_CHANGE_SEQUENCE_NUMBER");

  @TempDir Path folder;

  private static void change(SandboxService service, String table, Object... row) {
    try (Appender appender =
        new Appender(service.storage(), service.resource(table) + "/streams/_default", CHANGE)) {
      assertThat(appender.append(CHANGE.row(row)).hasAppendResult()).isTrue();
    }
  }

  private static String keyedTable(SandboxService service) {
    return service.newTable("{'name':'id','type':'INTEGER'}", "id");
  }

  @Test
  void restart_keepsPortDataAndCertificate() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      sandbox.trustInThisJvm();
      String endpoint = sandbox.endpoint();
      try (SandboxService service = new SandboxService(endpoint)) {
        String table = keyedTable(service);
        change(service, table, 1L, "UPSERT", "1");
        sandbox.restart();
        assertThat(sandbox.endpoint()).isEqualTo(endpoint);
        change(service, table, 2L, "UPSERT", "1");
        assertThat(sandbox.query("SELECT count(*) AS n FROM " + table))
            .containsExactly(Map.of("n", 2L));
      }
    }
  }

  @Test
  void file_afterStop_isOpenToAnyDuckDb() throws Exception {
    Path file = folder.resolve("warehouse.duckdb");
    String table;
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().file(file).start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        table = keyedTable(service);
        change(service, table, 1L, "UPSERT", "1");
        change(service, table, 2L, "UPSERT", "1");
        change(service, table, 1L, "DELETE", "2");
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(2);
      assertThat(rows.next()).isFalse();
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("warehouse.duckdb.tls.p12")))
        .hasSize(2);
  }

  @Test
  void file_afterStop_isCompleteByItself() throws Exception {
    Path file = folder.resolve("warehouse.duckdb");
    String table;
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().file(file).start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        table = keyedTable(service);
        change(service, table, 1L, "UPSERT", "1");
        sandbox.restart();
        change(service, table, 2L, "UPSERT", "1");
        assertThat(service.query("SELECT count(*) FROM " + table)).containsExactly(List.of("2"));
      }
    }
    assertThat(folder)
        .isDirectoryNotContaining(left -> left.getFileName().toString().endsWith(".wal"));
    Path copy = Files.copy(file, folder.resolve("copy.duckdb"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + copy);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sum(id) FROM " + table)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(3);
    }
  }

  @Test
  void tombstones_afterTwoDays_areForgotten() {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().clock(clock).start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        String table = keyedTable(service);
        change(service, table, 1L, "DELETE", "5");
        clock.advance(Duration.ofDays(2).minusMinutes(30));
        change(service, table, 1L, "UPSERT", "4");
        assertThat(service.query("SELECT id FROM " + table)).isEmpty();
        clock.advance(Duration.ofHours(1));
        change(service, table, 1L, "UPSERT", "4");
        assertThat(service.query("SELECT id FROM " + table)).containsExactly(List.of("1"));
      }
    }
  }

  @Test
  void tombstones_whenKept_holdForEver() {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (BigQuerySandbox sandbox =
        BigQuerySandbox.builder().clock(clock).keepTombstones().start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        String table = keyedTable(service);
        change(service, table, 1L, "DELETE", "5");
        clock.advance(Duration.ofDays(30));
        change(service, table, 1L, "UPSERT", "4");
        assertThat(service.query("SELECT id FROM " + table)).isEmpty();
      }
    }
  }

  @Test
  void projects_mayUseOneNameForTheirDatasets() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().start();
        SandboxService service = new SandboxService(sandbox.endpoint())) {
      for (String project : List.of("demo", "other-project")) {
        service.rest().post(project + "/datasets", "{'datasetReference':{'datasetId':'wells'}}");
        service
            .rest()
            .post(
                project + "/datasets/wells/tables",
                "{'tableReference':{'tableId':'t'},'schema':{'fields':[{'name':'id','type':'INTEGER'}]}}");
      }
      sandbox.query("INSERT INTO `other-project.wells.t` (id) VALUES (7)");
      assertThat(sandbox.query("SELECT id FROM wells.t")).isEmpty();
      assertThat(sandbox.query("SELECT id FROM other-project.wells.t"))
          .containsExactly(Map.of("id", 7L));
      assertThat(sandbox.query("SELECT id FROM demo.wells.t")).isEmpty();
    }
  }

  private X509Certificate otherCertificate() {
    Path file = folder.resolve("other.duckdb");
    try (BigQuerySandbox other = BigQuerySandbox.builder().file(file).start()) {
      return other.certificate();
    }
  }

  @Test
  void client_thatDoesNotTrustTheCertificate_isNoticed() throws Exception {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().start()) {
      KeyStore empty = KeyStore.getInstance("PKCS12");
      empty.load(null, null);
      empty.setCertificateEntry("other", otherCertificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(empty);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      try (Socket plain = new Socket("localhost", sandbox.port());
          SSLSocket socket =
              (SSLSocket)
                  context
                      .getSocketFactory()
                      .createSocket(plain, "localhost", sandbox.port(), true)) {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
      Instant end = InstantSource.system().instant().plusSeconds(10);
      while (sandbox.trustFailures() == 0 && InstantSource.system().instant().isBefore(end)) {
        Thread.onSpinWait();
      }
      assertThat(sandbox.trustFailures()).isEqualTo(1);
    }
  }

  @Test
  void primaryKey_addedAndTakenAway_keepsTheRows() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        String table = service.newTable("{'name':'id','type':'INTEGER'}");
        String path = "demo/datasets/" + table.replace(".t", "/tables/t");
        sandbox.query("INSERT INTO " + table + " (id) VALUES (1), (2)");
        service.rest().patch(path, "{'tableConstraints':{'primaryKey':{'columns':['id']}}}");
        change(service, table, 1L, "DELETE", "1");
        change(service, table, 3L, "UPSERT", "1");
        assertThat(service.query("SELECT id FROM " + table + " ORDER BY id"))
            .containsExactly(List.of("2"), List.of("3"));
        sandbox.query("DELETE FROM " + table + " WHERE id = 3");
        sandbox.query("INSERT INTO " + table + " VALUES (4)");
        service.rest().patch(path, "{'tableConstraints':null}");
        assertThat(service.query("SELECT id FROM " + table + " ORDER BY id"))
            .containsExactly(List.of("2"), List.of("4"));
      }
    }
  }

  @Test
  void keyedTable_withRecordsAndNewColumns_isMerged() {
    ProtoTable type =
        ProtoTable.of()
            .int64("id")
            .records("stages", ProtoTable.of().int64("number").string("note"))
            .string("_CHANGE_TYPE");
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        String fields =
            "{'name':'id','type':'INTEGER'},{'name':'stages','type':'RECORD','mode':'REPEATED','fields':["
                + "{'name':'number','type':'INTEGER'},{'name':'note','type':'STRING'}%s]},{'name':'j','type':'JSON'}";
        String table = service.newTable(fields.formatted(""), "id");
        try (Appender appender =
            new Appender(service.storage(), service.resource(table) + "/streams/_default", type)) {
          appender.append(type.row(1L, List.of(List.of(7L, "a")), "UPSERT"));
          service
              .rest()
              .patch(
                  "demo/datasets/" + table.replace(".t", "/tables/t"),
                  "{'schema':{'fields':["
                      + fields.formatted(",{'name':'crew','type':'STRING'}")
                      + "]}}");
          appender.append(type.row(2L, List.of(List.of(8L, "b"), List.of(9L, "c")), "UPSERT"));
        }
        assertThat(
                sandbox.query(
                    "SELECT id, len(stages) AS n, stages[1].crew AS crew FROM "
                        + table
                        + " ORDER BY id"))
            .extracting(row -> row.get("id") + " " + row.get("n") + " " + row.get("crew"))
            .containsExactly("1 1 null", "2 2 null");
      }
    }
  }

  @Test
  void defaults_inKeyedTables_fillUpsertsAndSurviveARestart() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      sandbox.trustInThisJvm();
      try (SandboxService service = new SandboxService(sandbox.endpoint())) {
        String table =
            service.newTable(
                "{'name':'id','type':'INTEGER'},"
                    + "{'name':'n','type':'INTEGER','defaultValueExpression':'7'}",
                "id");
        change(service, table, 1L, "UPSERT", "1");
        change(service, table, 2L, "UPSERT", "1");
        change(service, table, 1L, "DELETE", "2");
        sandbox.restart();
        change(service, table, 3L, "UPSERT", "1");
        service.query("INSERT INTO " + table + " (id) VALUES (4)");
        assertThat(service.query("SELECT id, n FROM " + table + " ORDER BY id"))
            .containsExactly(List.of("2", "7"), List.of("3", "7"), List.of("4", "7"));
      }
    }
  }

  @Test
  void query_thatReadsAnotherFile_isRefused() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().start()) {
      assertThatThrownBy(() -> sandbox.query("SELECT * FROM read_csv('/etc/passwd')"))
          .hasMessageContaining("disabled");
    }
  }

  @Test
  void builder_badSetting_isRefusedWithWhatIsAccepted() {
    assertThatThrownBy(() -> BigQuerySandbox.builder().port(70000))
        .hasMessage("port is 70000; accepted: 0 to 65535");
    assertThatThrownBy(() -> BigQuerySandbox.builder().project("Not A Project"))
        .hasMessageContaining("accepted");
  }

  @Test
  void start_onAPortThatIsInUse_saysSo() {
    try (BigQuerySandbox first = BigQuerySandbox.builder().start()) {
      assertThatThrownBy(() -> BigQuerySandbox.builder().port(first.port()).start())
          .hasMessageContaining("port " + first.port());
    }
  }
}
