// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.TestPipelineExtension;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** However many sites are corrected, the whole job makes one call for their data at a time. */
class CorrectionCallsTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");

  @RegisterExtension final TestPipelineExtension pipeline = new TestPipelineExtension();

  @Test
  void correctionsOfManySites_haveOneCallAtATime(@TempDir Path folder) throws Exception {
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .seed(7)
            .pads(3)
            .wells(4)
            .start(START)
            .history(Duration.ofHours(2))
            .pace(Pace.unthrottled())
            .start()) {
      Path secret = Files.writeString(folder.resolve("secret"), sandbox.clientSecret());
      List<CorrectedRange> ranges = new ArrayList<>();
      for (long pad : sandbox.padIds()) {
        for (long site : sandbox.siteIds(pad)) {
          ranges.add(
              new CorrectedRange(
                  site, START.getEpochSecond() - 7200, START.getEpochSecond() - 1, List.of(site)));
        }
      }
      RestreamConnection connection =
          RestreamConnection.of(
              sandbox.baseUrl(), sandbox.clientId(), SecretReference.parse("file:" + secret));

      PCollectionTuple read =
          pipeline
              .apply("Ranges", Create.of(ranges).withCoder(CorrectedRangeCoder.of()))
              .apply(ReadCorrectedRanges.from(connection, Drain.create()).withTail(Duration.ZERO));
      PAssert.thatSingleton(ReadCorrectedRanges.pieces(read).apply(Count.globally()))
          .isEqualTo(2L * ranges.size());
      pipeline.run();

      assertThat(ranges).hasSize(12);
      assertThat(sandbox.mostConcurrentRequests("/sites/#/data/")).isEqualTo(1);
    }
  }
}
