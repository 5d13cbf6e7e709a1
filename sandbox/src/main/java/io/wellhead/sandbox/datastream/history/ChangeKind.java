// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

/** What can happen to a row. */
enum ChangeKind {
  INSERT,
  UPDATE,
  DELETE,
  /** First half of a change of the key. */
  LEAVE_KEY,
  /** Second half of a change of the key. */
  TAKE_KEY
}
