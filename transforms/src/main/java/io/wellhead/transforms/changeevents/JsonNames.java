// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.UsualJson.UnusualException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of an object's members, each of which mostly follows upon the same one as in the
 * event before: then it is compared, and nothing is made of it. One thread.
 */
final class JsonNames {
  /** More of them begin anew. */
  private static final int MOST_NAMES = 10_000;

  private final Map<String, Name> known = new HashMap<>();

  /** Comes before the first. */
  private final Name start = new Name("", new byte[0]);

  /** A name, and what mostly comes behind it. */
  static final class Name {
    private final String text;

    /** From its first quote to the colon. */
    private final byte[] spelled;

    private final RepeatedJson<String> value = new RepeatedJson<>(UsualJson::string);
    private @Nullable Name follower;

    private Name(String text, byte[] spelled) {
      this.text = text;
      this.spelled = spelled;
    }

    String text() {
      return text;
    }

    /** The reader of the member's value, if that is text. */
    RepeatedJson<String> value() {
      return value;
    }
  }

  /** What comes before an object's first name. */
  Name start() {
    return start;
  }

  /** Reads the name that comes behind another, and its colon. */
  Name after(Name before, UsualJson json) throws UnusualException {
    json.next();
    Name expected = before.follower;
    if (expected != null && json.takeIf(expected.spelled)) {
      return expected;
    }
    int from = json.position();
    String text = json.name();
    Name name = known.get(text);
    if (name == null) {
      if (known.size() >= MOST_NAMES) {
        known.clear();
      }
      name = new Name(text, json.copyFrom(from));
      known.put(text, name);
    }
    before.follower = name;
    return name;
  }
}
