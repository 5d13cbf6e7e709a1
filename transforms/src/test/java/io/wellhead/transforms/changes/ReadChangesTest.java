// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.RestreamIO;
import io.wellhead.transforms.restream.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read from the sandbox on the DirectRunner. */
class ReadChangesTest {
  private static final Instant START = Instant.parse("2026-06-01T06:00:00Z");
  private static final Instant END = START.plusSeconds(60);

  @TempDir Path folder;

  @Test
  void read_rooms_givesTheirChangesAloneAndEndsByItself() throws Exception {
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder().seed(5).start(START).pace(Pace.unthrottled()).start()) {
      sandbox.skip(100);
      sandbox.faults().add(FaultRule.of(Fault.UNAVAILABLE).every(3).times(4));
      List<Long> sites = sandbox.siteIds();
      long first = sandbox.corrections().delete(sites.get(0), at(-50), at(-40));
      long second = sandbox.corrections().delete(sites.get(1), at(-50), at(-40));
      ReadChanges read = RestreamIO.readChanges(connection(sandbox)).until(END);
      Pipeline pipeline = Pipeline.create();

      assertIds(pipeline.apply("Site", read.withRooms(List.of(Room.site(sites.get(1))))), second);
      assertIds(pipeline.apply("All", read), first, second);

      pipeline.run().waitUntilFinish();
    }
  }

  @Test
  void with_impossibleValues_namesThem() {
    ReadChanges read =
        RestreamIO.readChanges(
            RestreamConnection.of("http://localhost:1", "id", SecretReference.parse("env:S")));
    assertThatThrownBy(() -> read.withRooms(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none given");
    assertThatThrownBy(() -> read.withRefresh(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }

  private static void assertIds(PCollection<ChangeEvent> events, Long... expected) {
    PAssert.that(events)
        .satisfies(
            all -> {
              List<Long> ids = new ArrayList<>();
              all.forEach(event -> ids.add(event.changeId()));
              assertThat(ids).containsExactlyInAnyOrder(expected);
              return null;
            });
  }

  private static long at(long seconds) {
    return START.getEpochSecond() + seconds;
  }

  private RestreamConnection connection(RestreamSandbox sandbox) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), sandbox.clientSecret());
    return RestreamConnection.of(
        sandbox.baseUrl(), sandbox.clientId(), SecretReference.parse("file:" + secret));
  }
}
