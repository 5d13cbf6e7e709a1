// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an event of a JSON change file, as far as they were met. */
final class EventMembers {
  @Nullable String uuid;
  @Nullable String stream;
  @Nullable String readMethod;
  @Nullable String object;
  @Nullable String schemaKey;
  @Nullable Instant readTime;
  @Nullable Instant sourceTime;
  List<Object> sortKeys = List.of();
  @Nullable FixedFields source;
  @Nullable Payload payload;
  @Nullable KeptForm form;

  /**
   * The event.
   *
   * @throws EventException if it lacks what an event must have
   */
  ChangeEvent event() throws EventException {
    FixedFields fields = present("source_metadata", source);
    String method = present("read_method", readMethod);
    SourceKind kind = form == null ? SourceKind.of(fields, method) : form.kind();
    Payload plain = present("payload", payload);
    Payload typed = form == null ? plain : form.typed(plain);
    return new ChangeEvent(
        present("uuid", uuid),
        present("stream_name", stream),
        method,
        present("object", object),
        schemaKey,
        present("read_timestamp", readTime),
        present("source_timestamp", sourceTime),
        sortKeys,
        new SourceMetadata(kind, fields),
        kind == SourceKind.MONGODB ? withDocument(typed) : typed);
  }

  private static <T> T present(String name, @Nullable T value) throws EventException {
    if (value == null) {
      throw EventException.invalid(name + " is missing");
    }
    return value;
  }

  /** MongoDB's document is JSON, whether it is spelled as such or as text. */
  private static Payload withDocument(Payload payload) {
    List<PayloadColumn> columns = payload.schema().columns();
    List<@Nullable Object> values = new ArrayList<>(payload.values());
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals("data") && values.get(i) instanceof String text) {
        values.set(i, new JsonText(text));
      }
    }
    return new Payload(payload.schema(), values);
  }
}
