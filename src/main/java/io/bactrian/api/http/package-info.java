/** What every part of the API rests on: tokens, limits, problem details, pages and cursors. */
package io.bactrian.api.http;
