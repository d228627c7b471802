/**
 * The HTTP API as people and programs see it: chats, messages, media files, jobs and lanes, as
 * JSON.
 */
package io.bactrian.api;
