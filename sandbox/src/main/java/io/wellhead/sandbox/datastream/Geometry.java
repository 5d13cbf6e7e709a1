// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.nio.ByteBuffer;

/**
 * Geometry.
 *
 * @param wkb well-known binary
 * @param type such as {@code POINT}
 */
public record Geometry(ByteBuffer wkb, int srid, String type) {}
