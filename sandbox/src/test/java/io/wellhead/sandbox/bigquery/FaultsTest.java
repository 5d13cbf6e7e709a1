// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.rpc.Code;
import io.wellhead.sandbox.bigquery.contract.Appender;
import io.wellhead.sandbox.bigquery.contract.ProtoTable;
import io.wellhead.sandbox.bigquery.contract.Rest;
import io.wellhead.sandbox.bigquery.contract.SandboxService;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final ProtoTable ID = ProtoTable.of().int64("id");

  private SandboxService service;
  private String table;

  @BeforeEach
  void makeTable() {
    service = new SandboxService(BIGQUERY.endpoint());
    table = service.newTable("{'name':'id','type':'INTEGER'}");
  }

  @AfterEach
  void clear() {
    BIGQUERY.sandbox().faults().clear();
    service.close();
  }

  private AppendRowsResponse append() {
    try (Appender appender =
        new Appender(service.storage(), service.resource(table) + "/streams/_default", ID)) {
      return appender.append(ID.row(1L));
    }
  }

  private List<List<String>> count() {
    return service.query("SELECT count(*) FROM " + table);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND,NOT_FOUND",
    "CONNECTION_EXHAUSTED,RESOURCE_EXHAUSTED",
    "INTERNAL,INTERNAL",
    "UNAVAILABLE,UNAVAILABLE"
  })
  void append_struckByAStatus_endsTheCallAndWritesNothing(Fault fault, StatusCode.Code code) {
    BIGQUERY.sandbox().faults().inject(fault, 1);
    assertThatThrownBy(this::append)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.getStatusCode().getCode()).isEqualTo(code));
    assertThat(count()).containsExactly(List.of("0"));
    assertThat(append().hasAppendResult()).isTrue();
  }

  @Test
  void append_struckByARefusal_isAnsweredAndWritesNothing() {
    BIGQUERY.sandbox().faults().inject(Fault.ALREADY_EXISTS, 1);
    BIGQUERY.sandbox().faults().inject(Fault.SCHEMA_MISMATCH, 1);
    BIGQUERY.sandbox().faults().inject(Fault.REJECT_ROW, 1);
    assertThat(Appender.code(append())).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(Appender.code(append())).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(append().getRowErrorsCount()).isEqualTo(1);
    assertThat(count()).containsExactly(List.of("0"));
  }

  @Test
  void append_overQuota_isAnsweredWithinTheConnection_andCanBeRepeatedThere() {
    BIGQUERY.sandbox().faults().inject(Fault.RESOURCE_EXHAUSTED, 1);
    WriteStream stream =
        service
            .storage()
            .createWriteStream(
                service.resource(table),
                WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build());
    try (Appender appender = new Appender(service.storage(), stream.getName(), ID)) {
      AppendRowsResponse refused = appender.append(0L, ID.row(1L));
      assertThat(Appender.code(refused)).isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(refused.getError().getMessage())
          .startsWith("Exceeds 'AppendRows throughput' quota");
      assertThat(Appender.code(appender.append(1L, ID.row(2L)))).isEqualTo(Code.OUT_OF_RANGE);
      assertThat(appender.append(0L, ID.row(1L)).hasAppendResult()).isTrue();
    }
    assertThat(count()).containsExactly(List.of("1"));
  }

  @Test
  void append_lostAnswer_isWrittenAllTheSame() {
    BIGQUERY.sandbox().faults().inject(Fault.LOST_ANSWER, 1);
    assertThatThrownBy(this::append).isInstanceOf(ApiException.class);
    assertThat(count()).containsExactly(List.of("1"));
  }

  @Test
  void append_slow_isAnsweredAfterTheDelay() {
    BIGQUERY
        .sandbox()
        .faults()
        .inject(FaultRule.of(Fault.SLOW, Call.APPEND_ROWS, 1).withDelay(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertThat(append().hasAppendResult()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void inject_forAnotherTable_leavesThisOneAlone() {
    BIGQUERY
        .sandbox()
        .faults()
        .inject(FaultRule.of(Fault.INTERNAL, Call.APPEND_ROWS, 1).inTable("other.t"));
    assertThat(append().hasAppendResult()).isTrue();
    assertThat(BIGQUERY.sandbox().faults().pending()).isEqualTo(1);
  }

  @Test
  void calls_ofEveryKind_canBeStruck() {
    BIGQUERY.sandbox().faults().inject(FaultRule.of(Fault.NOT_FOUND, Call.CREATE_WRITE_STREAM, 1));
    assertThatThrownBy(
            () ->
                service
                    .storage()
                    .createWriteStream(
                        service.resource(table),
                        WriteStream.newBuilder().setType(WriteStream.Type.PENDING).build()))
        .isInstanceOf(ApiException.class);
    BIGQUERY.sandbox().faults().inject(FaultRule.of(Fault.RESOURCE_EXHAUSTED, Call.JOBS, 1));
    Rest.Answer query = service.rest().post("demo/queries", "{'query':'SELECT 1'}");
    assertThat(query.status()).isEqualTo(403);
    assertThat(query.reason()).isEqualTo("rateLimitExceeded");
    BIGQUERY.sandbox().faults().inject(FaultRule.of(Fault.UNAVAILABLE, Call.TABLES, 1));
    String path = "demo/datasets/" + table.replace(".t", "/tables/t");
    assertThat(service.rest().get(path).status()).isEqualTo(503);
    assertThat(service.rest().get(path).status()).isEqualTo(200);
  }

  @Test
  void admin_injectsListsAndClearsFaultsAndShowsCounters() throws Exception {
    assertThat(admin("POST", "faults", "{\"fault\":\"INTERNAL\",\"times\":2,\"table\":\"a.b\"}"))
        .contains("\"fault\":\"INTERNAL\"", "\"times\":2", "\"table\":\"a.b\"");
    assertThat(BIGQUERY.sandbox().faults().pending()).isEqualTo(2);
    assertThat(admin("DELETE", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(admin("POST", "faults", "{\"fault\":\"FLOOD\"}"))
        .contains("fault is \"FLOOD\"; accepted: [NOT_FOUND,".replace("\"", "\\\""));
    long before = BIGQUERY.sandbox().counters().get(Counters.Name.ROWS);
    append();
    assertThat(admin("GET", "counters", "")).contains("\"rows\":" + (before + 1));
  }

  private static String admin(String method, String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(BIGQUERY.endpoint() + "/sandbox/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
