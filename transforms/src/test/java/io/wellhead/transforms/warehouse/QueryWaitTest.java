// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.bigquery.Bigquery;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wellhead.transforms.restream.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that take long, against a service that holds one job; each call lets 10 s pass. */
class QueryWaitTest {
  private static final String ROW =
      "\"schema\":{\"fields\":[{\"name\":\"x\",\"type\":\"INTEGER\"}]},"
          + "\"rows\":[{\"f\":[{\"v\":\"7\"}]}],\"totalRows\":\"1\"";

  private final List<String> calls = new ArrayList<>();
  private HttpServer service;
  private final ManualClock clock = new ManualClock(Instant.EPOCH);
  private int callsUntilDone;
  private String end = "{\"jobComplete\":true," + ROW + "}";

  @BeforeEach
  void startService() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void stopService() {
    service.stop(0);
  }

  @Test
  void query_thatEndsLate_isAskedAgainInItsLocationUntilItEnds() throws IOException {
    callsUntilDone = 3;
    assertThat(warehouse(Duration.ofMinutes(5)).query("select 7 as x").stream())
        .singleElement()
        .satisfies(row -> assertThat(row.integer("x")).isEqualTo(7));
    assertThat(calls).hasSize(4);
    assertThat(calls.get(0)).startsWith("POST /bigquery/v2/projects/demo/queries");
    assertThat(calls.get(3))
        .startsWith("GET /bigquery/v2/projects/demo/queries/job_1?")
        .contains("location=EU", "timeoutMs=10000", "formatOptions.useInt64Timestamp=true");
  }

  @Test
  void query_beyondItsTimeout_saysSo() {
    callsUntilDone = Integer.MAX_VALUE;
    assertThatThrownBy(() -> warehouse(Duration.ofSeconds(25)).query("select 7 as x"))
        .isInstanceOf(QueryException.class)
        .hasMessage("the query did not end within 25 s");
    assertThat(calls).hasSizeLessThan(6);
  }

  @Test
  void query_thatFailsWhileRunning_saysWhy() {
    callsUntilDone = 1;
    end = "{\"jobComplete\":true,\"errors\":[{\"reason\":\"x\",\"message\":\"division by zero\"}]}";
    assertThatThrownBy(() -> warehouse(Duration.ofMinutes(5)).query("select 1/0"))
        .isInstanceOf(QueryException.class)
        .hasMessage("the query failed: division by zero");
  }

  private Warehouse warehouse(Duration timeout) {
    Bigquery bigquery =
        new Bigquery.Builder(Transport.getTransport(), Transport.getJsonFactory(), request -> {})
            .setApplicationName("test")
            .setRootUrl("http://localhost:" + service.getAddress().getPort() + "/")
            .build();
    return new Warehouse(bigquery, new WarehouseTarget("demo", "", "EU"), timeout, 100, clock);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String reference = "\"jobReference\":{\"jobId\":\"job_1\",\"location\":\"EU\"}";
    String answer =
        calls.size() < callsUntilDone
            ? "{\"jobComplete\":false," + reference + "}"
            : end.replaceFirst("\\{", "{" + reference + ",");
    calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    clock.advance(Duration.ofSeconds(10));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
