/** How text on the command line becomes instants, durations and rooms. */
@NullMarked
package io.wellhead.cli.options;

import org.jspecify.annotations.NullMarked;
