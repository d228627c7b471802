/** Runs outside programs on strangers' files: confined, with limits, in folders of their own. */
package io.bactrian.derive.tool;
