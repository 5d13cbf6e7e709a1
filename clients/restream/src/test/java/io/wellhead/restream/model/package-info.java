/** Tests of the wire types. */
@NullMarked
package io.wellhead.restream.model;

import org.jspecify.annotations.NullMarked;
