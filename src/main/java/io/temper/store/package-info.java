/**
 * The designs of the service in a database: what was asked, every step, and the report as it stands. SQLite by default, PostgreSQL
 * by its address. What was acknowledged is on the disk.
 */
@NullMarked
package io.temper.store;

import org.jspecify.annotations.NullMarked;
