/**
 * {@code wellhead demo}: the live path between the two sandboxes, checked against what was
 * simulated.
 */
@NullMarked
package io.wellhead.cli.demo;

import org.jspecify.annotations.NullMarked;
