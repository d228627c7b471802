/**
 * What fault tests put into a hub of their own: classes that no jar of the product holds, named to
 * the program at its start by {@code spring.main.sources}.
 */
package io.bactrian.faults.inside;
