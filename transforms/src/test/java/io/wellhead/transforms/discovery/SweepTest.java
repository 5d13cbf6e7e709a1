// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Whatever order files come in, while listings are under way and readers begin again: each is given
 * once, and what is remembered stays small.
 */
class SweepTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");

  @Property(tries = 300)
  void everyFile_isGivenOnce_whileFilesComeAndReadersBeginAgain(@ForAll long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<FoundFile> folder = new ArrayList<>();
    List<String> given = new ArrayList<>();
    Sweep sweep = new Sweep(true, new SweepMark(START, Map.of()));
    Instant now = START;
    for (int listing = 0; listing < 12; listing++) {
      Instant begunAt = now;
      boolean cut = random.nextInt(4) == 0;
      for (int place = 0; place < folder.size() || random.nextInt(2) == 0; place++) {
        // New files come before the place that the listing has reached as well as behind it.
        for (int more = random.nextInt(4) - 2; more > 0; more--) {
          now = now.plusMillis(random.nextLong(1, 60_000));
          folder.add(
              random.nextInt(folder.size() + 1), new FoundFile("f" + folder.size(), "1", 1, now));
        }
        if (place < folder.size() && sweep.isNew(folder.get(place))) {
          sweep.give(folder.get(place));
          given.add(folder.get(place).uri());
        }
        if (random.nextInt(20) == 0) {
          sweep = new Sweep(true, restored(sweep.mark()));
        }
      }
      if (!cut) {
        sweep.complete(begunAt);
      }
      now = now.plus(Duration.ofMinutes(random.nextLong(30)));
    }
    for (FoundFile file : folder) {
      if (sweep.isNew(file)) {
        given.add(file.uri());
      }
    }

    assertThat(given)
        .containsExactlyInAnyOrderElementsOf(folder.stream().map(FoundFile::uri).toList());
  }

  @Property(tries = 20)
  void whatIsRemembered_areTheFilesOfTheLastMinutes(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Sweep sweep = new Sweep(true, new SweepMark(START, Map.of()));
    List<FoundFile> folder = new ArrayList<>();
    Instant now = START;
    for (int hour = 0; hour < 100; hour++) {
      for (int file = 0; file < 50; file++) {
        folder.add(
            new FoundFile("f" + folder.size(), "1", 1, now.plusSeconds(random.nextInt(3_600))));
      }
      now = now.plus(Duration.ofHours(1));
      folder.stream().filter(sweep::isNew).forEach(sweep::give);
      sweep.complete(now);
      assertThat(sweep.mark().given()).hasSizeLessThan(30);
    }
  }

  private static SweepMark restored(SweepMark mark) throws Exception {
    return CoderUtils.clone(SweepMarkCoder.of(), mark);
  }
}
