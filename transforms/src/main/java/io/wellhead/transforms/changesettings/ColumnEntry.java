// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is done with a column, as the schema describes it. What is left out is null. */
record ColumnEntry(
    @Nullable Boolean drop,
    @Nullable Hash hash,
    @Nullable Mask mask,
    @Nullable Integer truncate,
    @Nullable Object constant,
    @Nullable String from,
    @Nullable String jsonPath,
    @Nullable Decoding decode,
    @Nullable Normalize normalize,
    @Nullable TargetType type,
    @Nullable OnError onError,
    @Nullable String rename)
    implements Serializable {

  /** SHA-256 of a salt and the value. */
  record Hash(String salt) implements Serializable {}

  /** Characters that stay readable. */
  record Mask(int keepFirst, int keepLast) implements Serializable {}

  /** How the bytes are spelled. */
  enum Decoding {
    HEX,
    BASE64
  }

  /** How text is cleaned. */
  record Normalize(
      @Nullable Boolean trim,
      @JsonProperty("case") @Nullable Case letterCase,
      @Nullable Boolean emptyToNull)
      implements Serializable {

    /** Case of letters. */
    enum Case {
      UPPER,
      LOWER
    }

    /** The cleaned text, null if there is none left. */
    @Nullable String apply(String text) {
      String cleaned = Boolean.TRUE.equals(trim) ? text.strip() : text;
      if (letterCase != null) {
        cleaned =
            letterCase == Case.UPPER
                ? cleaned.toUpperCase(Locale.ROOT)
                : cleaned.toLowerCase(Locale.ROOT);
      }
      return Boolean.TRUE.equals(emptyToNull) && cleaned.isEmpty() ? null : cleaned;
    }
  }

  boolean isDropped() {
    return Boolean.TRUE.equals(drop);
  }

  /** Whether it changes what is stored anywhere. */
  boolean hides() {
    return isDropped() || hash != null || mask != null || truncate != null;
  }
}
