// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.measurements.RowConversion;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Parse and row conversion of a measurement against a bare token loop over the same bytes.
 *
 * <p>The token loop walks every token and touches no value: the least that any reader of JSON does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ConversionBenchmark {
  private static final int RECORDS = 600;

  /** {@code wide}: 45 fields in each record, 1.9 kB; {@code sparse}: records as a site sends. */
  @Param({"wide", "sparse"})
  public String shape = "wide";

  private final JsonFactory json = new JsonFactory();
  private final RowConversion conversion = new RowConversion();
  private List<byte[]> records = List.of();

  @Setup
  public void simulateRecords() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .seed(1)
            .pace(Pace.unthrottled())
            .start(start)
            .load(shape.equals("wide"))
            .start()) {
      long second = start.getEpochSecond();
      long site = sandbox.siteIds().get(0);
      records = List.copyOf(sandbox.truth().between(site, second, second + RECORDS - 1).values());
    }
    if (records.size() != RECORDS) {
      throw new IllegalStateException("simulated " + records.size() + " records");
    }
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void tokenLoop(Blackhole sink) throws IOException {
    for (byte[] record : records) {
      try (JsonParser parser = json.createParser(record)) {
        while (parser.nextToken() != null) {
          sink.consume(parser.currentToken());
        }
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void parseAndConvert(Blackhole sink) {
    for (int i = 0; i < RECORDS; i++) {
      sink.consume(conversion.convert(records.get(i), 9102, 1_767_225_600L + i));
    }
  }
}
