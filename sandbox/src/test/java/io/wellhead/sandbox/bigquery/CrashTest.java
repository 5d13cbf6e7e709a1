// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.Int64Value;
import io.wellhead.sandbox.bigquery.contract.Appender;
import io.wellhead.sandbox.bigquery.contract.ProtoTable;
import io.wellhead.sandbox.bigquery.contract.SandboxService;
import io.wellhead.sandbox.bigquery.port.JvmTrust;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives the end of the process by {@code kill -9}. */
class CrashTest {
  private static final ProtoTable ID = ProtoTable.of().int64("id");
  private static final ProtoTable CHANGE =
      ProtoTable.of().int64("id").string("_CHANGE_TYPE").string("_CHANGE_SEQUENCE_NUMBER");

  @TempDir Path folder;

  private Process process;
  private String endpoint;

  private void start(int port) throws Exception {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxProcess.class.getName(),
                folder.resolve("warehouse.duckdb").toString(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    endpoint = output.readLine();
    assertThat(endpoint).startsWith("http://localhost:");
    HttpResponse<InputStream> certificate =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(endpoint + "/sandbox/certificate")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    JvmTrust.add(
        (X509Certificate)
            CertificateFactory.getInstance("X.509").generateCertificate(certificate.body()));
  }

  private void killAndStartAgain() throws Exception {
    int port = URI.create(endpoint).getPort();
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    start(port);
  }

  @AfterEach
  void stop() throws IOException {
    process.destroyForcibly();
  }

  @Test
  void fileOfARunningProcess_isRefusedInWordsBeforeThoseOfDuckDb() throws Exception {
    start(0);
    BigQuerySandbox.Builder second =
        BigQuerySandbox.builder().file(folder.resolve("warehouse.duckdb"));

    assertThatThrownBy(second::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder.resolve("warehouse.duckdb") + " is open in another process")
        .hasMessageContaining("DuckDB says: ");
  }

  @Test
  void rowsOfEveryKindOfStream_afterAKill_areAllThere() throws Exception {
    start(0);
    String plain;
    String keyed;
    WriteStream buffered;
    WriteStream pending;
    try (SandboxService service = new SandboxService(endpoint)) {
      plain = service.newTable("{'name':'id','type':'INTEGER'}");
      keyed = service.newTable("{'name':'id','type':'INTEGER'}", "id");
      buffered = create(service, plain, WriteStream.Type.BUFFERED);
      pending = create(service, plain, WriteStream.Type.PENDING);
      try (Appender appender =
          new Appender(service.storage(), service.resource(keyed) + "/streams/_default", CHANGE)) {
        appender.append(CHANGE.row(1L, "UPSERT", "5"), CHANGE.row(2L, "DELETE", "5"));
      }
      try (Appender appender = new Appender(service.storage(), buffered.getName(), ID)) {
        appender.append(0L, ID.row(100L), ID.row(101L), ID.row(102L));
        service.storage().flushRows(flush(buffered, 0));
      }
      try (Appender appender = new Appender(service.storage(), pending.getName(), ID)) {
        appender.append(0L, ID.row(200L), ID.row(201L));
      }
    }
    killAndStartAgain();
    try (SandboxService service = new SandboxService(endpoint)) {
      assertThat(ids(service, keyed)).containsExactly(List.of("1"));
      assertThat(ids(service, plain)).containsExactly(List.of("100"));
      try (Appender appender = new Appender(service.storage(), buffered.getName(), ID)) {
        assertThat(appender.append(3L, ID.row(103L)).hasAppendResult()).isTrue();
      }
      service.storage().flushRows(flush(buffered, 3));
      assertThat(service.storage().finalizeWriteStream(pending.getName()).getRowCount())
          .isEqualTo(2);
      service
          .storage()
          .batchCommitWriteStreams(
              BatchCommitWriteStreamsRequest.newBuilder()
                  .setParent(service.resource(plain))
                  .addWriteStreams(pending.getName())
                  .build());
      assertThat(ids(service, plain))
          .containsExactly(
              List.of("100"),
              List.of("101"),
              List.of("102"),
              List.of("103"),
              List.of("200"),
              List.of("201"));
    }
  }

  @Test
  void acknowledgedRows_whenKilledInTheMiddle_areAllThere() throws Exception {
    start(0);
    String table;
    AtomicLong acknowledged = new AtomicLong();
    try (SandboxService service = new SandboxService(endpoint)) {
      table = service.newTable("{'name':'id','type':'INTEGER'}");
      Thread writer = new Thread(() -> appendUntilCut(service, table, acknowledged), "writer");
      writer.start();
      while (acknowledged.get() < 200) {
        Thread.onSpinWait();
      }
      process.destroyForcibly();
      writer.join(TimeUnit.SECONDS.toMillis(60));
      assertThat(writer.isAlive()).isFalse();
    }
    killAndStartAgain();
    try (SandboxService service = new SandboxService(endpoint)) {
      long found =
          Long.parseLong(service.query("SELECT count(DISTINCT id) FROM " + table).get(0).get(0));
      assertThat(found).isGreaterThanOrEqualTo(acknowledged.get());
    }
  }

  private static void appendUntilCut(
      SandboxService service, String table, AtomicLong acknowledged) {
    try (Appender appender =
        new Appender(service.storage(), service.resource(table) + "/streams/_default", ID)) {
      for (long id = 0; ; id++) {
        AppendRowsResponse answer = appender.append(ID.row(id));
        assertThat(answer.hasAppendResult()).isTrue();
        acknowledged.incrementAndGet();
      }
    } catch (RuntimeException e) {
      // The connection was cut: what was answered so far counts.
      assertThat(acknowledged.get()).isPositive();
    }
  }

  private static WriteStream create(SandboxService service, String table, WriteStream.Type type) {
    return service
        .storage()
        .createWriteStream(service.resource(table), WriteStream.newBuilder().setType(type).build());
  }

  private static FlushRowsRequest flush(WriteStream stream, long offset) {
    return FlushRowsRequest.newBuilder()
        .setWriteStream(stream.getName())
        .setOffset(Int64Value.of(offset))
        .build();
  }

  private static List<List<String>> ids(SandboxService service, String table) {
    return service.query("SELECT id FROM " + table + " ORDER BY id");
  }
}
