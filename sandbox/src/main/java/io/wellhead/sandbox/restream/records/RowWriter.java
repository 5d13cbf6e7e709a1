// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as JSON objects: {@code timestamp} first, then the values, then {@code site_id} and
 * the valves (section 6.1). Immutable; any thread.
 */
public final class RowWriter {

  private static final byte[] TIMESTAMP = "{\"timestamp\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SITE_ID = ",\"site_id\":".getBytes(StandardCharsets.UTF_8);

  private final FieldTable fields;
  private final boolean si;
  private final @Nullable BitSet wanted;
  private final @Nullable List<String> wantedTexts;
  private final byte[][] keys;
  private final byte[][] textKeys;

  /**
   * @param wanted positions of the values to write, null for all
   * @param wantedTexts names of the texts to write, null for all
   */
  public RowWriter(
      FieldTable fields, boolean si, @Nullable BitSet wanted, @Nullable List<String> wantedTexts) {
    this.fields = fields;
    this.si = si;
    this.wanted = wanted;
    this.wantedTexts = wantedTexts;
    keys = new byte[fields.numbers().size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(fields.numbers().get(i).name());
    }
    textKeys = new byte[fields.texts().size()][];
    for (int i = 0; i < textKeys.length; i++) {
      textKeys[i] = key(fields.texts().get(i));
    }
  }

  /** Everything, imperial. */
  public static RowWriter imperial(FieldTable fields) {
    return new RowWriter(fields, false, null, null);
  }

  private static byte[] key(String name) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name));
    return (",\"" + quoted + "\":").getBytes(StandardCharsets.UTF_8);
  }

  public byte[] write(Row row) {
    ByteBuilder out = new ByteBuilder(256);
    write(row, out);
    return out.toBytes();
  }

  public void write(Row row, ByteBuilder out) {
    out.append(TIMESTAMP).append(row.second());
    byte[] body = row.body();
    if (body != null && !si && wanted == null) {
      out.append(body);
    } else {
      writeValues(row, out);
    }
    if (row.siteId() != Row.NO_SITE) {
      out.append(SITE_ID).append(row.siteId());
    }
    for (int i = 0; i < textKeys.length; i++) {
      String text = row.text(i);
      if (text != null && (wantedTexts == null || wantedTexts.contains(fields.texts().get(i)))) {
        out.append(textKeys[i]).append('"');
        out.append(JsonStringEncoder.getInstance().quoteAsUTF8(text)).append('"');
      }
    }
    out.append('}');
  }

  /** The values alone, each with a leading comma. */
  public void writeValues(Row row, ByteBuilder out) {
    for (int i = 0; i < keys.length; i++) {
      double value = row.value(i);
      if (!Double.isNaN(value) && (wanted == null || wanted.get(i))) {
        FieldSpec field = fields.numbers().get(i);
        out.append(keys[i]);
        if (si) {
          out.append(field.in(value, field.siUnit()), 6);
        } else {
          out.append(value, Math.max(field.decimals(), 6));
        }
      }
    }
  }
}
