/** How results are printed: aligned tables for people, JSON and CSV for programs. */
@NullMarked
package io.wellhead.cli.output;

import org.jspecify.annotations.NullMarked;
