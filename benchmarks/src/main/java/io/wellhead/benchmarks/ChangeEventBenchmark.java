// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.transforms.changefiles.EventReading;
import io.wellhead.transforms.changetables.EventConversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * From a change file to the bytes of rows, on one thread, against the least that a reader of the
 * same file does: Avro's {@code GenericDatumReader}, which makes a record of each event, and a
 * token loop of Jackson's, which makes nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ChangeEventBenchmark {
  private static final int EVENTS = 20_000;

  private final JsonFactory json = new JsonFactory();
  private final EventConversion conversion = conversion();
  private Path folder = Path.of("");
  private Path avro = Path.of("");
  private Path lines = Path.of("");

  private static EventConversion conversion() {
    try {
      return new EventConversion();
    } catch (IOException e) {
      throw new IllegalStateException("no settings name a file", e);
    }
  }

  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("wellhead-benchmark");
    avro = ChangeFileMaker.file(folder.resolve("avro"), FileFormat.AVRO, EVENTS);
    lines = ChangeFileMaker.file(folder.resolve("json"), FileFormat.JSON, EVENTS);
    System.out.printf(
        Locale.ROOT,
        "(bytes per event: Avro %d, JSON %d) ",
        Files.size(avro) / EVENTS,
        Files.size(lines) / EVENTS);
  }

  @TearDown
  public void delete() throws IOException {
    TemporaryFolder.delete(folder);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void avroRecords(Blackhole sink) throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(avro.toFile(), new GenericDatumReader<>())) {
      GenericRecord record = null;
      while (reader.hasNext()) {
        record = reader.next(record);
        sink.consume(record);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void avroToEvents(Blackhole sink) throws IOException {
    EventReading.read(avro, sink::consume);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void avroToRows(Blackhole sink) throws IOException {
    EventReading.read(avro, event -> sink.consume(conversion.convert(event)));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void jsonTokens(Blackhole sink) throws IOException {
    try (JsonParser parser = json.createParser(lines.toFile())) {
      while (parser.nextToken() != null) {
        sink.consume(parser.currentToken());
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void jsonToEvents(Blackhole sink) throws IOException {
    EventReading.read(lines, sink::consume);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void jsonToRows(Blackhole sink) throws IOException {
    EventReading.read(lines, event -> sink.consume(conversion.convert(event)));
  }
}
