// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import io.wellhead.transforms.stages.StageCondition.Operator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * Encodes lists of definitions inside of other encodings; deterministic. Each has a version of its
 * own.
 *
 * <p>Version 1: name, field, kind (0 for none), conditions behind their count, the three units and
 * the problem, each behind a byte for presence.
 */
final class DefinitionForm {
  private static final int VERSION = 1;
  private static final int MAX_DEFINITIONS = 100_000;
  private static final NullableCoder<String> TEXT = NullableCoder.of(StringUtf8Coder.of());

  private DefinitionForm() {}

  static void write(List<StageDefinition> definitions, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(definitions.size(), out);
    for (StageDefinition definition : definitions) {
      BinaryForm.writeText(definition.name(), out);
      BinaryForm.writeText(definition.field(), out);
      AggregationKind kind = definition.kind();
      VarInt.encode(kind == null ? 0 : kind.code(), out);
      VarInt.encode(definition.conditions().size(), out);
      for (StageCondition condition : definition.conditions()) {
        BinaryForm.writeText(condition.field(), out);
        VarInt.encode(condition.operator().code(), out);
        DoubleCoder.of().encode(condition.limit(), out);
      }
      TEXT.encode(definition.fieldUnit(), out);
      TEXT.encode(definition.unit(), out);
      TEXT.encode(definition.vendorUnit(), out);
      TEXT.encode(definition.problem(), out);
    }
  }

  static List<StageDefinition> read(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded stage definitions", in);
    int count = BinaryForm.readCount(MAX_DEFINITIONS, in);
    List<StageDefinition> definitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      definitions.add(readOne(in));
    }
    return definitions;
  }

  private static StageDefinition readOne(InputStream in) throws IOException {
    try {
      return new StageDefinition(
          BinaryForm.readText(in),
          BinaryForm.readText(in),
          readKind(in),
          readConditions(in),
          TEXT.decode(in),
          TEXT.decode(in),
          TEXT.decode(in),
          TEXT.decode(in));
    } catch (IllegalArgumentException e) {
      throw new CoderException(e.getMessage(), e);
    }
  }

  private static @Nullable AggregationKind readKind(InputStream in) throws IOException {
    int code = VarInt.decodeInt(in);
    AggregationKind kind = AggregationKind.ofCode(code);
    if (kind == null && code != 0) {
      throw new CoderException("kind of aggregation with code " + code);
    }
    return kind;
  }

  private static List<StageCondition> readConditions(InputStream in) throws IOException {
    int count = BinaryForm.readCount(MAX_DEFINITIONS, in);
    List<StageCondition> conditions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String field = BinaryForm.readText(in);
      int code = VarInt.decodeInt(in);
      Operator operator = Operator.ofCode(code);
      if (operator == null) {
        throw new CoderException("operator with code " + code);
      }
      conditions.add(new StageCondition(field, operator, DoubleCoder.of().decode(in)));
    }
    return conditions;
  }
}
