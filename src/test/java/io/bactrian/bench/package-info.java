/** How quick the fast lane is: run with the Maven profile {@code bench}, asserts nothing. */
package io.bactrian.bench;
