// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.Int64Value;
import com.google.rpc.Code;
import io.wellhead.sandbox.bigquery.contract.Appender;
import io.wellhead.sandbox.bigquery.contract.ProtoTable;
import io.wellhead.sandbox.bigquery.contract.SandboxService;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Appends by offset that are sent again as BigQueryIO's streaming exactly-once writes do: a batch
 * travels as a large request and a short one, both at once, and whatever was not answered is sent
 * again.
 */
@Timeout(60)
class RepeatedAppendsTest {
  @RegisterExtension final BigQuerySandboxExtension bigquery = new BigQuerySandboxExtension();

  private static final ProtoTable ID = ProtoTable.of().int64("id");

  private SandboxService service;
  private String table;
  private WriteStream stream;

  @BeforeEach
  void makeStream() {
    service = new SandboxService(bigquery.endpoint());
    table = service.newTable("{'name':'id','type':'INTEGER'}");
    stream = newStream();
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void answerLost_requestsSentAgain_areRefused_andANewStreamTakesThem() {
    loseTheAnswersAfterRow3();
    try (Appender appender = appender(stream)) {
      assertThat(Appender.code(appender.append(3L, ID.row(4L)))).isEqualTo(Code.ALREADY_EXISTS);
    }
    WriteStream next = newStream();
    flush(stream, 2);
    service.storage().finalizeWriteStream(stream.getName());
    try (Appender appender = appender(next)) {
      appender.append(0L, ID.row(4L));
      appender.append(1L, ID.row(5L));
    }
    flush(next, 1);
    assertEachRowIsThereOnce();
  }

  @Test
  void answerLost_requestsTakenAsWritten_areThereOnce() {
    loseTheAnswersAfterRow3();
    try (Appender appender = appender(stream)) {
      assertThat(Appender.code(appender.append(3L, ID.row(4L)))).isEqualTo(Code.ALREADY_EXISTS);
      assertThat(Appender.code(appender.append(4L, ID.row(5L)))).isEqualTo(Code.ALREADY_EXISTS);
    }
    flush(stream, 4);
    assertEachRowIsThereOnce();
  }

  @Test
  void sandboxRestarted_requestsSentAgain_areRefused() {
    loseTheAnswersAfterRow3();
    flush(stream, 1);
    bigquery.sandbox().restart();
    try (Appender appender = appender(stream)) {
      assertThat(Appender.code(appender.append(3L, ID.row(4L)))).isEqualTo(Code.ALREADY_EXISTS);
    }
    flush(stream, 4);
    assertEachRowIsThereOnce();
  }

  @Test
  void twoConnections_sameOffset_oneTakesIt() {
    try (Appender first = appender(stream);
        Appender second = appender(stream)) {
      first.send(0L, ID.row(1L), ID.row(2L), ID.row(3L), ID.row(4L), ID.row(5L));
      second.send(0L, ID.row(1L), ID.row(2L), ID.row(3L), ID.row(4L), ID.row(5L));
      assertThat(List.of(first.answer().hasAppendResult(), second.answer().hasAppendResult()))
          .containsExactlyInAnyOrder(true, false);
    }
    flush(stream, 4);
    assertEachRowIsThereOnce();
  }

  /** Rows 1 to 3 are answered; 4 and 5 are written too, in two requests, but nobody hears of it. */
  private void loseTheAnswersAfterRow3() {
    try (Appender appender = appender(stream)) {
      appender.append(0L, ID.row(1L), ID.row(2L), ID.row(3L));
      FaultRule late = FaultRule.of(Fault.SLOW, Call.APPEND_ROWS, 1);
      bigquery.sandbox().faults().inject(late.withDelay(Duration.ofMinutes(1)));
      appender.send(3L, ID.row(4L));
      appender.send(4L, ID.row(5L));
      while (bigquery.sandbox().counters().get(Counters.Name.ROWS) < 5) {
        Thread.onSpinWait();
      }
    }
  }

  private void assertEachRowIsThereOnce() {
    assertThat(service.query("SELECT id FROM " + table + " ORDER BY id"))
        .containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("4"), List.of("5"));
  }

  private Appender appender(WriteStream to) {
    return new Appender(service.storage(), to.getName(), ID);
  }

  private WriteStream newStream() {
    return service
        .storage()
        .createWriteStream(
            service.resource(table),
            WriteStream.newBuilder().setType(WriteStream.Type.BUFFERED).build());
  }

  private void flush(WriteStream of, long offset) {
    service
        .storage()
        .flushRows(
            FlushRowsRequest.newBuilder()
                .setWriteStream(of.getName())
                .setOffset(Int64Value.of(offset))
                .build());
  }
}
