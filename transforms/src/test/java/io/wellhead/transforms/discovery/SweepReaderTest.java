// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.ManualClock;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SweepReaderTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock(START);
  private final Drain drain = Drain.create();
  private final Tree tree = new Tree();
  private final PipelineOptions options = PipelineOptionsFactory.create();

  @Test
  void growingTree_givesEachFileOnce_alsoThoseOfFoldersLongPast() throws Exception {
    tree.add("t/2030/06/01/09/59/a.avro");
    UnboundedSource.UnboundedReader<FoundFile> reader = reader(null);
    assertThat(read(reader)).containsExactly("t/2030/06/01/09/59/a.avro");

    tree.add("t/2030/06/01/10/00/b.avro");
    assertThat(read(reader)).as("the next listing is not due").isEmpty();
    clock.advance(INTERVAL);
    assertThat(read(reader)).containsExactly("t/2030/06/01/10/00/b.avro");

    tree.add("t/2030/05/29/10/00/late.avro");
    clock.advance(INTERVAL);
    assertThat(read(reader)).as("only the folders of the last hours are listed").isEmpty();
    clock.advance(Duration.ofHours(1));
    assertThat(read(reader)).containsExactly("t/2030/05/29/10/00/late.avro");
  }

  @Test
  void newContentOfAFile_isAnotherFile() throws Exception {
    tree.add("t/2030/06/01/10/00/a.avro");
    UnboundedSource.UnboundedReader<FoundFile> reader = reader(null);
    read(reader);
    clock.advance(Duration.ofHours(2));
    tree.replace("t/2030/06/01/10/00/a.avro");
    assertThat(read(reader)).containsExactly("t/2030/06/01/10/00/a.avro");
  }

  @Test
  void filesThatWereMadeBeforeTheStart_areLeftOut() throws Exception {
    tree.add("t/2030/06/01/09/59/old.avro");
    clock.advance(Duration.ofMillis(1));
    tree.add("t/2030/06/01/09/59/new.avro");
    SweepSource source = source(START.plusMillis(1));
    assertThat(read(source.createReader(options, null)))
        .containsExactly("t/2030/06/01/09/59/new.avro");
  }

  @Test
  void readerOfACheckpoint_goesOn_alsoInTheMiddleOfAListing() throws Exception {
    for (int i = 0; i < 7; i++) {
      tree.add("t/2030/06/01/10/00/" + i + ".avro");
    }
    UnboundedSource.UnboundedReader<FoundFile> first = reader(null);
    List<String> given = new ArrayList<>();
    for (boolean more = first.start(); given.size() < 4; more = first.advance()) {
      if (more) {
        given.add(first.getCurrent().uri());
      }
    }
    UnboundedSource.CheckpointMark mark = first.getCheckpointMark();
    given.remove(3); // came behind the checkpoint of a runner that stops here
    given.addAll(read(reader(markWithout(mark, 3))));
    assertThat(given).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void listingThatFails_isBegunAgain_andLosesNothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      tree.add("t/2030/06/01/10/00/" + i + ".avro");
    }
    tree.failures = 1;
    UnboundedSource.UnboundedReader<FoundFile> reader = reader(null);
    List<String> given = new ArrayList<>(read(reader));
    assertThat(given).hasSizeLessThan(5);
    clock.advance(INTERVAL);
    given.addAll(read(reader));
    clock.advance(INTERVAL);
    given.addAll(read(reader));
    assertThat(given).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void drain_endsTheSource() throws Exception {
    UnboundedSource.UnboundedReader<FoundFile> reader = reader(null);
    assertThat(reader.start()).isFalse();
    drain.request();
    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
  }

  /** The mark as it was before the newest of so many files was given. */
  private static SweepMark markWithout(UnboundedSource.CheckpointMark mark, int files) {
    SweepMark whole = (SweepMark) mark;
    return new SweepMark(
        whole.settled(),
        whole.given().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .limit(files)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private SweepSource source(Instant since) {
    return new SweepSource(tree, since, INTERVAL, Duration.ofHours(1), drain, clock);
  }

  private UnboundedSource.UnboundedReader<FoundFile> reader(@Nullable SweepMark mark) {
    return source(Instant.EPOCH).createReader(options, mark);
  }

  private static List<String> read(UnboundedSource.UnboundedReader<FoundFile> reader)
      throws IOException {
    List<String> given = new ArrayList<>();
    // A page that has nothing new gives nothing, though the listing goes on.
    for (int empty = 0; empty < 4; ) {
      if (reader.advance()) {
        given.add(reader.getCurrent().uri());
        empty = 0;
      } else {
        empty++;
      }
    }
    return given;
  }

  /** Files of a storage that tells when they were made; listings give two at a time. */
  private final class Tree implements Folder {
    @Serial private static final long serialVersionUID = 1L;

    private final List<FoundFile> files = new ArrayList<>();
    private int failures;
    private int versions;

    void add(String name) {
      files.add(new FoundFile(name, Integer.toString(++versions), 1, clock.instant()));
      files.sort(Comparator.comparing(FoundFile::uri));
    }

    void replace(String name) {
      files.removeIf(file -> file.uri().equals(name));
      add(name);
    }

    @Override
    public boolean hasCreationTimes() {
      return true;
    }

    @Override
    public Listing all(PipelineOptions with) {
      return listing(file -> true);
    }

    @Override
    public Listing recent(PipelineOptions with, Instant now) {
      return listing(file -> file.uri().contains("/2030/06/01/"));
    }

    private Listing listing(Predicate<FoundFile> which) {
      Iterator<FoundFile> left = files.stream().filter(which).toList().iterator();
      return () -> {
        if (!left.hasNext()) {
          return null;
        }
        List<FoundFile> page = new ArrayList<>();
        while (left.hasNext() && page.size() < 2) {
          page.add(left.next());
        }
        if (left.hasNext() && failures > 0 && page.get(0).uri().endsWith("2.avro")) {
          failures--;
          throw new IOException("the storage does not answer");
        }
        return page;
      };
    }
  }
}
