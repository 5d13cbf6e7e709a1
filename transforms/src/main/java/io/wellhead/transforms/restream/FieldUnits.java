// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.WireJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In which units the fields of a site come. */
public final class FieldUnits {
  private FieldUnits() {}

  /**
   * By field name an object with the names of its {@code imperial} and {@code si} unit; of two
   * fields with one name the first one counts.
   *
   * @return a JSON object
   */
  public static byte[] json(List<Field> fields) {
    Map<String, Map<String, @Nullable String>> units = new TreeMap<>();
    for (Field field : fields) {
      Map<String, @Nullable String> ofField = new TreeMap<>();
      ofField.put("imperial", field.imperialUnit());
      ofField.put("si", field.siUnit());
      units.putIfAbsent(field.name(), ofField);
    }
    return WireJson.encode(units);
  }
}
