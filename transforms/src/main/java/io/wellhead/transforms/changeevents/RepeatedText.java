// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Reads a text that is mostly the same as in the event before, such as the stream's name: then it
 * gives the same String. One thread.
 */
final class RepeatedText implements AvroValue {
  private byte[] lastBytes = {};
  private String last = "";

  /** A reader of a field of the envelope, whatever its schema is. */
  static AvroValue orPlain(Schema schema) {
    Schema value = AvroColumns.valueOf(schema);
    if (value.getType() == Schema.Type.STRING) {
      return AvroValues.orNull(schema, new RepeatedText());
    }
    boolean texts =
        value.getType() == Schema.Type.ARRAY
            && value.getElementType().getType() == Schema.Type.STRING;
    return texts ? AvroValues.orNull(schema, new Texts()) : AvroPlain.of(schema);
  }

  @Override
  public String read(AvroCursor cursor) throws EventException {
    if (!cursor.skipBytesIf(lastBytes)) {
      int from = cursor.position();
      String text = cursor.readString();
      lastBytes = cursor.copyOf(from, cursor.position());
      last = text;
    }
    return last;
  }

  /** A list of such texts: the names of a key's columns. */
  private static final class Texts implements AvroValue {
    private final List<RepeatedText> readers = new ArrayList<>();
    private List<String> last = List.of();

    @Override
    public List<String> read(AvroCursor cursor) throws EventException {
      List<String> texts = new ArrayList<>(last.size());
      cursor.readItems(
          () -> {
            if (texts.size() == readers.size()) {
              readers.add(new RepeatedText());
            }
            texts.add(readers.get(texts.size()).read(cursor));
          });
      if (!texts.equals(last)) {
        last = List.copyOf(texts);
      }
      return last;
    }
  }
}
