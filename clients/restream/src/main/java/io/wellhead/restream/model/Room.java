// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What data, history and sockets are asked for: a pad with all of its sites, or one site.
 *
 * <p>The text form is {@code pad/412} or {@code site/9102}.
 *
 * @param kind pad or site
 * @param id the vendor's id of the pad or site, positive
 */
public record Room(Kind kind, long id) implements Comparable<Room> {

  /** The two kinds of rooms. */
  public enum Kind {
    PAD("pad", "pads"),
    SITE("site", "sites");

    private final String word;
    private final String collection;

    Kind(String word, String collection) {
      this.word = word;
      this.collection = collection;
    }

    /** The singular that measurement sockets use in their path: {@code pad} or {@code site}. */
    public String word() {
      return word;
    }

    /** The plural that REST paths use: {@code pads} or {@code sites}. */
    public String collection() {
      return collection;
    }
  }

  public Room {
    Objects.requireNonNull(kind, "kind");
    if (id <= 0) {
      throw new IllegalArgumentException("id of a " + kind.word() + " must be positive: " + id);
    }
  }

  public static Room pad(long id) {
    return new Room(Kind.PAD, id);
  }

  public static Room site(long id) {
    return new Room(Kind.SITE, id);
  }

  /**
   * Reads {@code pad:412}, {@code pad/412}, {@code site:9102} or {@code site/9102}; letter case and
   * surrounding blanks do not matter.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static Room parse(String text) {
    String trimmed = text.trim().toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (trimmed.startsWith(kind.word() + ":") || trimmed.startsWith(kind.word() + "/")) {
        try {
          return new Room(kind, Long.parseLong(trimmed.substring(kind.word().length() + 1)));
        } catch (IllegalArgumentException e) {
          throw notARoom(text, e);
        }
      }
    }
    throw notARoom(text, null);
  }

  public boolean isPad() {
    return kind == Kind.PAD;
  }

  /** Pads first, then by id. */
  @Override
  public int compareTo(Room other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : Long.compare(id, other.id);
  }

  /** {@code pad:412} or {@code site:9102}, as it is typed on a command line. */
  public String asArgument() {
    return kind.word() + ":" + id;
  }

  /** {@code pad/412} or {@code site/9102}. */
  @Override
  public String toString() {
    return kind.word() + "/" + id;
  }

  private static IllegalArgumentException notARoom(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "not a room: '" + text + "'; accepted: pad:ID or site:ID with a positive whole number",
        cause);
  }
}
