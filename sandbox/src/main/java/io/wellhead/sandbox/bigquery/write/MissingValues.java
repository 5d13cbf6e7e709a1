// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it means that a row has no value for a column that its writer knows: null, unless the
 * request or, for the rest of the connection, an earlier one asks for the column's default. A
 * column that the writer does not know gets its default whatever is said here.
 */
final class MissingValues {
  static final MissingValues NULL = new MissingValues(AppendRowsRequest.getDefaultInstance());

  /** A request with these two members only. */
  private final AppendRowsRequest rules;

  private MissingValues(AppendRowsRequest rules) {
    this.rules = rules;
  }

  /** The rules of the next request of a connection that has these ones. */
  MissingValues next(AppendRowsRequest request) {
    request
        .getMissingValueInterpretationsMap()
        .forEach((column, interpretation) -> check(column, interpretation));
    MissingValueInterpretation general = request.getDefaultMissingValueInterpretation();
    boolean says = general != MissingValueInterpretation.MISSING_VALUE_INTERPRETATION_UNSPECIFIED;
    return new MissingValues(
        AppendRowsRequest.newBuilder()
            .setDefaultMissingValueInterpretation(
                says ? general : rules.getDefaultMissingValueInterpretation())
            .putAllMissingValueInterpretations(request.getMissingValueInterpretationsMap())
            .build());
  }

  private static void check(String column, MissingValueInterpretation interpretation) {
    if (interpretation != MissingValueInterpretation.NULL_VALUE
        && interpretation != MissingValueInterpretation.DEFAULT_VALUE) {
      throw ServiceError.invalid(
          "Invalid missing value interpretation of "
              + column
              + "; accepted: NULL_VALUE, DEFAULT_VALUE");
    }
  }

  boolean isDefault(String column) {
    MissingValueInterpretation interpretation = rules.getDefaultMissingValueInterpretation();
    for (Map.Entry<String, MissingValueInterpretation> rule :
        rules.getMissingValueInterpretationsMap().entrySet()) {
      if (rule.getKey().equalsIgnoreCase(column)) {
        interpretation = rule.getValue();
      }
    }
    return interpretation == MissingValueInterpretation.DEFAULT_VALUE;
  }

  byte[] toByteArray() {
    return rules.toByteArray();
  }

  /**
   * @param bytes what {@link #toByteArray} gave, or null from a file of an older sandbox
   */
  static MissingValues parse(byte @Nullable [] bytes) throws InvalidProtocolBufferException {
    return bytes == null ? NULL : new MissingValues(AppendRowsRequest.parseFrom(bytes));
  }
}
