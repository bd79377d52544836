/** temper: closed-loop microstructure design. See {@code docs/architecture.md}. */
@org.jspecify.annotations.NullMarked
package io.temper;
