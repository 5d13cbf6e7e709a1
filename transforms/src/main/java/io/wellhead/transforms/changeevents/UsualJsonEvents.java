// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.JsonNames.Name;
import io.wellhead.transforms.changeevents.UsualJson.UnusualException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as nearly all lines of JSON change files spell them: what members have in common
 * with the event before is compared, not made again. Anything else, and whatever may be wrong, is
 * left to {@link JsonEventDecoder}'s parser. One thread.
 */
final class UsualJsonEvents {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final UsualJson json = new UsualJson();
  private final JsonShapes shapes;
  private final JsonNames envelope = new JsonNames();
  private final JsonNames fields = new JsonNames();
  private final JsonNames columns = new JsonNames();
  private final RepeatedJson<Instant> readTime = new RepeatedJson<>(UsualJsonEvents::timeOfText);
  private final RepeatedJson<Instant> sourceTime = new RepeatedJson<>(UsualJsonEvents::timeOfText);
  private final RepeatedJson<List<@Nullable Object>> key =
      new RepeatedJson<>(UsualJsonEvents::fieldItems);
  private final RepeatedJson<String> sortKey = new RepeatedJson<>(UsualJson::string);

  UsualJsonEvents(JsonShapes shapes) {
    this.shapes = shapes;
  }

  /**
   * Reads the members of one event.
   *
   * @throws UnusualException if a parser has to read it
   * @throws EventException if it is JSON, but no event
   */
  EventMembers read(byte[] bytes, int offset, int length) throws UnusualException, EventException {
    json.start(bytes, offset, length);
    EventMembers members = new EventMembers();
    json.take('{');
    Name name = envelope.start();
    do {
      name = envelope.after(name, json);
      if (json.next() == 'n') {
        json.take("null");
      } else {
        read(name, members);
      }
    } while (json.takeIf(','));
    json.take('}');
    if (json.next() >= 0) {
      throw UsualJson.unusual();
    }
    return members;
  }

  private void read(Name name, EventMembers members) throws UnusualException, EventException {
    switch (name.text()) {
      case "uuid" -> members.uuid = json.string();
      case "stream_name" -> members.stream = name.value().read(json);
      case "read_method" -> members.readMethod = name.value().read(json);
      case "object" -> members.object = name.value().read(json);
      case "schema_key" -> members.schemaKey = name.value().read(json);
      case "read_timestamp" -> members.readTime = time(readTime);
      case "source_timestamp" -> members.sourceTime = time(sourceTime);
      case "sort_keys" -> members.sortKeys = sortKeys();
      case "source_metadata" -> members.source = source();
      case "payload" -> members.payload = payload();
      default -> json.skip();
    }
  }

  private Instant time(RepeatedJson<Instant> text) throws UnusualException {
    return json.next() == '"' ? text.read(json) : Instant.ofEpochMilli(integer(json));
  }

  private static Instant timeOfText(UsualJson json) throws UnusualException {
    try {
      return EventTimes.parse(json.string());
    } catch (DateTimeException e) {
      throw UsualJson.unusual();
    }
  }

  private List<Object> sortKeys() throws UnusualException {
    json.take('[');
    List<Object> keys = new ArrayList<>(4);
    if (!json.takeIf(']')) {
      do {
        keys.add(json.next() == '"' ? sortKey.read(json) : integer(json));
      } while (json.takeIf(','));
      json.take(']');
    }
    return keys;
  }

  private static Long integer(UsualJson json) throws UnusualException {
    if (json.number() instanceof Long integer) {
      return integer;
    }
    throw UsualJson.unusual();
  }

  private FixedFields source() throws UnusualException {
    List<String> names = new ArrayList<>(shapes.fieldCount());
    List<@Nullable Object> values = new ArrayList<>(shapes.fieldCount());
    json.take('{');
    if (!json.takeIf('}')) {
      Name name = fields.start();
      do {
        name = fields.after(name, json);
        names.add(name.text());
        values.add(
            switch (json.next()) {
              case '"' -> name.value().read(json);
              case '[' -> key.read(json);
              default -> fieldValue(json);
            });
      } while (json.takeIf(','));
      json.take('}');
    }
    return shapes.fields(names, values);
  }

  private static @Nullable Object fieldValue(UsualJson json) throws UnusualException {
    return switch (json.next()) {
      case '"' -> json.string();
      case 't', 'f' -> flag(json);
      case 'n' -> nothing(json);
      // Objects have no meaning there, and arrays in arrays no use.
      case '{', '[' -> throw UsualJson.unusual();
      default -> integer(json);
    };
  }

  private static List<@Nullable Object> fieldItems(UsualJson json) throws UnusualException {
    List<@Nullable Object> items = new ArrayList<>();
    json.take('[');
    if (!json.takeIf(']')) {
      do {
        items.add(fieldValue(json));
      } while (json.takeIf(','));
      json.take(']');
    }
    return Collections.unmodifiableList(items);
  }

  private Payload payload() throws UnusualException, EventException {
    List<String> names = new ArrayList<>(shapes.columnCount());
    List<@Nullable Object> values = new ArrayList<>(shapes.columnCount());
    json.take('{');
    if (!json.takeIf('}')) {
      Name name = columns.start();
      do {
        name = columns.after(name, json);
        names.add(name.text());
        values.add(
            switch (json.next()) {
              case '"' -> json.string();
              case 't', 'f' -> flag(json);
              case 'n' -> nothing(json);
              case '{', '[' -> new JsonText(json.struct());
              default -> json.number();
            });
      } while (json.takeIf(','));
      json.take('}');
    }
    return shapes.payload(names, values);
  }

  private static Boolean flag(UsualJson json) throws UnusualException {
    if (json.takeIf(TRUE)) {
      return Boolean.TRUE;
    } else if (json.takeIf(FALSE)) {
      return Boolean.FALSE;
    }
    throw UsualJson.unusual();
  }

  private static @Nullable Object nothing(UsualJson json) throws UnusualException {
    json.take("null");
    return null;
  }
}
