// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.Call;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.model.Pad;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final Drain drain = Drain.create();
  private ServerSocket silentServer;
  private RestreamClient client;

  @BeforeEach
  void openClientOfASilentServer() throws Exception {
    silentServer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    client =
        RestreamClient.builder()
            .baseUrl("http://127.0.0.1:" + silentServer.getLocalPort())
            .credentials("id", Secret.of("secret"))
            .build();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    silentServer.close();
  }

  @Test
  void request_reachesCopiesOfTheSameDrainAlone() {
    Drain copy = SerializableUtils.clone(drain);
    Drain other = Drain.create();

    drain.request();
    drain.request();

    assertThat(copy.isRequested()).isTrue();
    assertThat(other.isRequested()).isFalse();
  }

  @Test
  void workThatGoesOn_waitsForReadersBetweenItsSteps() {
    Drain ofReader = SerializableUtils.clone(drain);
    assertThat(drain.mayGoOn()).as("no reader here").isTrue();
    assertThat(drain.mayGoOn()).isTrue();

    ofReader.noteReading();
    assertThat(drain.mayGoOn()).isTrue();
    assertThat(drain.mayGoOn()).as("no reader had its turn").isFalse();
    assertThat(Drain.create().mayGoOn()).as("another run").isTrue();
    ofReader.noteReading();
    assertThat(drain.mayGoOn()).isTrue();
  }

  /** They may be on another worker by now. */
  @Test
  void workThatGoesOn_doesNotWaitForReadersForEver() {
    drain.noteReading();
    assertThat(drain.mayGoOn()).isTrue();
    for (int refusal = 0; refusal < Drain.MOST_REFUSALS; refusal++) {
      assertThat(drain.mayGoOn()).isFalse();
    }
    assertThat(drain.mayGoOn()).isTrue();
    assertThat(drain.mayGoOn()).isTrue();

    drain.noteReading();
    assertThat(drain.mayGoOn()).isTrue();
    assertThat(drain.mayGoOn()).as("they are back").isFalse();
  }

  @Test
  void work_isUnderWayUntilNothingIsDue() {
    Drain ofWork = SerializableUtils.clone(drain);
    assertThat(drain.isWorking()).isFalse();

    ofWork.noteWork("a", true);
    ofWork.noteWork("b", true);
    ofWork.noteWork("a", false);
    assertThat(drain.isWorking()).isTrue();
    assertThat(Drain.create().isWorking()).as("another run").isFalse();

    ofWork.noteWork("b", false);
    assertThat(drain.isWorking()).isFalse();
  }

  /** A process that makes one run after the other does not remember them all. */
  @Test
  void drainThatNobodyHolds_isForgotten() {
    for (int run = 0; run < 100; run++) {
      SerializableUtils.clone(Drain.create()).request();
    }
    System.gc();

    assertThat(Drain.inUse()).isLessThan(100);
    assertThat(SerializableUtils.clone(drain).isRequested()).isFalse();
    drain.request();
    System.gc();
    assertThat(SerializableUtils.clone(drain).isRequested()).isTrue();
  }

  @Test
  void execute_serviceThatDoesNotAnswer_isGivenUpWhenRequested() throws Exception {
    Call<List<Pad>> call = client.pads().list();
    CompletableFuture<Void> requested =
        CompletableFuture.runAsync(
            () -> {
              try (Socket asked = silentServer.accept()) {
                assertThat(asked.getInputStream().read()).isPositive();
                drain.request();
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });

    assertThatThrownBy(() -> drain.execute(call)).isInstanceOf(ReadingEndedException.class);
    requested.get(10, TimeUnit.SECONDS);
  }

  @Test
  void execute_alreadyRequested_asksNothing() {
    drain.request();

    assertThatThrownBy(() -> drain.execute(client.pads().list()))
        .isInstanceOf(ReadingEndedException.class);
  }
}
