// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A way in which events can come into files, random but the same for the same seed: the events of a
 * minute are split into files without regard to their order, some come twice in a file or in
 * another, some are emitted once more under another uuid, whole files come twice, and files come
 * late: each belongs to one of several waves, whatever its minute.
 */
public final class Emission {
  private static final int BLOCK_BYTES = 600;

  private final List<PlannedFile> files = new ArrayList<>();
  private final List<Event> distinct;
  private final int waves;

  private Emission(Builder settings) {
    waves = settings.waves;
    Planner planner = new Planner(settings);
    distinct = planner.plan(settings.events, files);
  }

  private record PlannedFile(int wave, int number, FileFormat format, List<Event> events) {}

  /** The settings of an emission. */
  public static Builder builder(List<Event> events, long seed) {
    return new Builder(events, seed);
  }

  /** How many waves there are; the files of some may be none. */
  public int waves() {
    return waves;
  }

  /** All events with different uuids that are in the files of all waves. */
  public List<Event> distinctEvents() {
    return Collections.unmodifiableList(distinct);
  }

  /** How many events all files have together, those that come again among them. */
  public long emitted() {
    return files.stream().mapToLong(file -> file.events().size()).sum();
  }

  /**
   * Writes the files of a wave, each at once.
   *
   * @return their paths
   */
  public List<Path> write(Path root, int wave) throws IOException {
    Path base = Files.createDirectories(root.toAbsolutePath());
    Path part =
        Files.createTempFile(
            requireNonNull(base.getParent(), "a folder with a parent"), ".change-file-", ".part");
    List<Path> written = new ArrayList<>();
    for (PlannedFile file : files) {
      if (file.wave() == wave) {
        written.add(write(base, file, part));
      }
    }
    Files.deleteIfExists(part);
    return written;
  }

  /** Writes the files of all waves. */
  public List<Path> write(Path root) throws IOException {
    List<Path> written = new ArrayList<>();
    for (int wave = 0; wave < waves; wave++) {
      written.addAll(write(root, wave));
    }
    return written;
  }

  private static Path write(Path root, PlannedFile planned, Path part) throws IOException {
    Event first = planned.events().get(0);
    try (EventFile file =
        EventFile.create(
            part, planned.format(), first.origin(), first.row().schema(), BLOCK_BYTES)) {
      for (Event event : planned.events()) {
        file.add(event);
      }
    }
    Path path =
        FileName.of(first).in(root, planned.format(), planned.number(), planned.events().size());
    if (!Files.isDirectory(path.getParent())) {
      Files.createDirectories(path.getParent());
    }
    return Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deals the events out. */
  private static final class Planner {
    private final Builder settings;
    private final Random random;
    private final List<Event> distinct = new ArrayList<>();
    private EventBatch again;

    Planner(Builder settings) {
      this.settings = settings;
      random = new Random(settings.seed);
      again = new EventBatch(random);
    }

    List<Event> plan(List<Event> events, List<PlannedFile> files) {
      Map<FileName, List<Event>> groups = new LinkedHashMap<>();
      for (Event event : events) {
        groups.computeIfAbsent(FileName.of(event), name -> new ArrayList<>()).add(event);
      }
      distinct.addAll(events);
      for (List<Event> group : groups.values()) {
        for (List<Event> content : deal(group)) {
          add(content, files);
          if (chance(settings.duplicates)) {
            add(content, files);
          }
        }
      }
      return distinct;
    }

    private void add(List<Event> content, List<PlannedFile> files) {
      if (content.isEmpty()) {
        return;
      }
      FileFormat format = settings.formats.get(random.nextInt(settings.formats.size()));
      files.add(
          new PlannedFile(
              random.nextInt(settings.waves), files.size(), format, List.copyOf(content)));
    }

    private List<List<Event>> deal(List<Event> group) {
      List<List<Event>> hands = new ArrayList<>();
      for (int i = random.nextInt(1, settings.filesPerMinute + 1); i > 0; i--) {
        hands.add(new ArrayList<>());
      }
      for (Event event : group) {
        List<Event> hand = any(hands);
        hand.add(event);
        if (chance(settings.duplicates)) {
          hand.add(event);
        }
        if (chance(settings.duplicates)) {
          any(hands).add(event);
        }
        if (chance(settings.duplicates)) {
          any(hands).add(emittedAgain(event));
        }
      }
      for (List<Event> hand : hands) {
        if (random.nextBoolean()) {
          Collections.shuffle(hand, random);
        }
      }
      return hands;
    }

    private Event emittedAgain(Event event) {
      if (random.nextInt(10) == 0) {
        again = new EventBatch(random);
      }
      Event copy = event.withUuid(again.next());
      distinct.add(copy);
      return copy;
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private boolean chance(double probability) {
      return random.nextDouble() < probability;
    }
  }

  /** Settings of an emission. */
  public static final class Builder {
    private final List<Event> events;
    private final long seed;
    private int waves = 3;
    private int filesPerMinute = 4;
    private double duplicates = 0.05;
    private List<FileFormat> formats = List.of(FileFormat.values());

    private Builder(List<Event> events, long seed) {
      this.events = List.copyOf(events);
      this.seed = seed;
    }

    /** In how many parts the files come; 3 if not given. */
    public Builder waves(int waves) {
      this.waves = atLeastOne("waves", waves);
      return this;
    }

    /** The most files that the events of a minute, method and schema are split into; 4. */
    public Builder filesPerMinute(int files) {
      this.filesPerMinute = atLeastOne("filesPerMinute", files);
      return this;
    }

    /** The chance of an event, and of a file, for each way of coming twice; 0.05 if not given. */
    public Builder duplicates(double chance) {
      if (!(chance >= 0 && chance <= 1)) {
        throw new IllegalArgumentException("duplicates is " + chance + "; accepted: 0 to 1");
      }
      this.duplicates = chance;
      return this;
    }

    /** The formats to choose from; all if not given. */
    public Builder formats(FileFormat... formats) {
      if (formats.length == 0) {
        throw new IllegalArgumentException("formats is empty; accepted: one or more");
      }
      this.formats = List.copyOf(Arrays.asList(formats));
      return this;
    }

    /** Plans the files. */
    public Emission plan() {
      return new Emission(this);
    }

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is " + value + "; accepted: 1 or more");
      }
      return value;
    }
  }
}
