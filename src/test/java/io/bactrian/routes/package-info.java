/** Checks of the files in the routes folder, and which of their steps the tests have entered. */
package io.bactrian.routes;
