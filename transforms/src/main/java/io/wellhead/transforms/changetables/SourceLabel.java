// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.SourceNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Tells which table of a source a current-state table is made of, as the value of a label: a second
 * one of the same name in BigQuery must not be mixed with it. The stream does not count, so another
 * one may go on with the table.
 */
final class SourceLabel {
  /** A label's value has 63 characters at most. */
  private static final int MOST_READABLE = 63 - 1 - 16;

  private static final int HASH_BYTES = 8;

  private SourceLabel() {}

  /** What can be read of its name, and a hash of all of it. */
  static String of(ChangeEvent event) {
    SourceNames names = SourceNames.of(event);
    String name = names.database() + '.' + names.schema() + '.' + names.table();
    String place =
        names.schema().equals(names.database()) ? names.schema() + '.' + names.table() : name;
    String readable = place.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return readable.substring(0, Math.min(MOST_READABLE, readable.length())) + '-' + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
