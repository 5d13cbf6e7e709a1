// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

/**
 * What a table must hold and what it holds.
 *
 * @param table dataset and table
 * @param what what is counted
 */
record TableCheck(String table, String what, long written, long truth) {
  boolean isEqual() {
    return written == truth;
  }
}
